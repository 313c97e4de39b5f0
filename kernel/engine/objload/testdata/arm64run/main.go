// Program arm64run does what the lines of its input say, to memory at fixed addresses:
//
//	map ADDRESS SIZE      makes memory that can be written and executed
//	put ADDRESS BYTES     writes bytes
//	store32 ADDRESS WORD  stores at once, as the loader does where code runs
//	store64 ADDRESS WORD
//	call ADDRESS N        calls a func(int) int and prints what it returns
//
// All is in hexadecimal.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"unsafe"
)

func main() {
	debug.SetGCPercent(-1) // the runtime knows nothing of the code that is called: no goroutine may be looked at in it
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		if err := do(strings.Fields(in.Text())); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", in.Text(), err)
			os.Exit(1)
		}
	}
}

func do(f []string) error {
	addr, err := strconv.ParseUint(f[1], 16, 64)
	if err != nil {
		return err
	}
	if f[0] == "put" {
		b, err := hex.DecodeString(f[2])
		copy(unsafe.Slice((*byte)(at(addr)), len(b)), b)
		return err
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
		fmt.Println((*(*func(int) int)(unsafe.Pointer(&fn)))(int(n)))
	default:
		return fmt.Errorf("unknown")
	}
	return nil
}

// at is memory that map made.
func at(a uint64) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&a)) }
