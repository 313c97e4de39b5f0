// Program arm64run does what the lines of its input say, to memory at fixed addresses:
//
//	map ADDRESS SIZE      makes memory that can be written and executed
//	put ADDRESS BYTES     writes bytes
//	store32 ADDRESS WORD  stores at once, as the loader does where code runs
//	store64 ADDRESS WORD
//	call ADDRESS N        calls a func(int) int and prints what it returns
//
// All is in hexadecimal. The runtime knows nothing of the code that is called: no goroutine may be looked at in it, so that
// GOGC=off and GODEBUG=asyncpreemptoff=1 must be set. The imports are few, as a test compiles them.
package main

import (
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"unsafe"
)

func main() {
	var in []byte
	for b := make([]byte, 1<<16); ; {
		n, err := syscall.Read(0, b)
		if err != nil {
			panic(err)
		}
		if n == 0 {
			break
		}
		in = append(in, b[:n]...)
	}
	for line := range strings.Lines(string(in)) {
		if err := do(strings.Fields(line)); err != nil {
			panic(line + err.Error())
		}
	}
}

func do(f []string) error {
	addr, err := strconv.ParseUint(f[1], 16, 64)
	if err != nil {
		return err
	}
	if f[0] == "put" {
		for i := range len(f[2]) / 2 {
			b, err := strconv.ParseUint(f[2][2*i:2*i+2], 16, 8)
			if err != nil {
				return err
			}
			*(*byte)(at(addr + uint64(i))) = byte(b)
		}
		return nil
	}
	n, err := strconv.ParseUint(f[2], 16, 64)
	if err != nil {
		return err
	}
	switch f[0] {
	case "map":
		const fixed = 0x100000 // MAP_FIXED_NOREPLACE
		_, _, e := syscall.Syscall6(syscall.SYS_MMAP, uintptr(addr), uintptr(n), syscall.PROT_READ|syscall.PROT_WRITE|syscall.PROT_EXEC,
			syscall.MAP_PRIVATE|syscall.MAP_ANON|fixed, ^uintptr(0), 0)
		if e != 0 {
			return e
		}
	case "store32":
		atomic.StoreUint32((*uint32)(at(addr)), uint32(n))
	case "store64":
		atomic.StoreUint64((*uint64)(at(addr)), n)
	case "call":
		fn := &struct{ code uint64 }{addr} // what a function value points to
		println((*(*func(int) int)(unsafe.Pointer(&fn)))(int(n)))
	default:
		panic("unknown: " + f[0])
	}
	return nil
}

// at is memory that map made.
func at(a uint64) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&a)) }
