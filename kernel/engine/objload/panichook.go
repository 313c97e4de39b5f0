//go:build linux && amd64

package objload

import (
	"encoding/binary"
	"fmt"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// This file keeps the process alive when a goroutine panics and nobody recovers. runtime.gopanic has then run all
// deferred calls and calls runtime.fatalpanic (runtime/panic.go), which prints the panic and exits. We write a jump at
// the start of fatalpanic to a function of ours, which reports the panic and ends the goroutine as runtime.Goexit
// does after its deferred calls. No lock is held there, and the goroutine's stack is still whole.

// OnGoroutinePanic makes report be called, on the goroutine that panics, for every panic that would end the process;
// the goroutine ends when report returns. The value of a panic with an error or Stringer has become its text. It may be
// called once in a process, before other goroutines can panic.
func (l *Loader) OnGoroutinePanic(report func(value any)) error {
	exit := funcValue[func()](l.host, "runtime.goexit1")
	running := (*atomic.Uint32)(pointer(l.host.syms["runtime.runningPanicDefers"]))
	hook := func(p *rtPanic) {
		running.Add(^uint32(0)) // fatalpanic would; a process that wants to exit waits for zero
		v := p.arg
		report(v)
		exit()
	}
	panicHook = hook
	entry := func(p *rtPanic) { panicHook(p) }
	return patch(l.host.syms["runtime.fatalpanic"], **(**uintptr)(unsafe.Pointer(&entry)))
}

// panicHook is what the patched function calls: a jump into machine code has no closure to carry it.
var panicHook func(*rtPanic)

// patch writes a jump to another function of the executable at the entry of a function. Both have the same parameters.
func patch(at, to uintptr) error {
	const jump = 0xe9 // JMP rel32
	d := int64(to) - int64(at+5)
	if d != int64(int32(d)) {
		return fmt.Errorf("function at %#x is too far from %#x", to, at)
	}
	from := at &^ (pageSize - 1)
	size := (at + 5 - from + pageSize - 1) &^ (pageSize - 1)
	protect := func(prot uintptr) error {
		if _, _, e := syscall.Syscall(syscall.SYS_MPROTECT, from, size, prot); e != 0 {
			return fmt.Errorf("patching the runtime: %w", e)
		}
		return nil
	}
	if err := protect(syscall.PROT_READ | syscall.PROT_WRITE | syscall.PROT_EXEC); err != nil {
		return err
	}
	code := mem(at, 5)
	code[0] = jump
	binary.LittleEndian.PutUint32(code[1:], uint32(d))
	return protect(syscall.PROT_READ | syscall.PROT_EXEC)
}
