//go:build linux && amd64

package objload

import (
	"fmt"
	"strings"
	"sync/atomic"
	"unsafe"
)

// Divert makes functions of the loaded package that call the executable's function from, written in assembly, call its function to
// instead: not those of other packages, and not what the compiler makes for types, such as their equality, which the
// runtime calls while it holds locks. It returns the address of from.
func (l *Loader) Divert(from, to string) (uintptr, error) {
	a, b := l.host.find(symKey{from, 0}), l.host.find(symKey{to, 0})
	if a == 0 || b == 0 {
		return 0, fmt.Errorf("the worker lacks %s or %s: unsupported Go version", from, to)
	}
	l.diverted[a] = b
	return a, nil
}

// callee is where a call of the function at s by n goes.
func (ld *load) callee(n *newSym, s uintptr) uintptr {
	if to := ld.diverted[s]; to != 0 && n.o.arch == ld.cell && strings.HasPrefix(n.name, ld.pkg+".") {
		return to
	}
	return ld.callTarget(s)
}

// Goroutines returns the list of runtime.g, of all goroutines that there ever were: they are reused, and never freed.
func (l *Loader) Goroutines() []unsafe.Pointer {
	// As runtime.atomicAllG: the length comes first, since the array only grows.
	n := atomic.LoadUintptr((*uintptr)(pointer(l.host.syms["runtime.allglen"])))
	return unsafe.Slice((*unsafe.Pointer)(atomic.LoadPointer((*unsafe.Pointer)(pointer(l.host.syms["runtime.allgptr"])))), n)
}
