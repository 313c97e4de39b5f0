package rt

import (
	"context"
	"runtime/pprof"
	"unsafe"
)

// This file finds the two fields of runtime.g that entry_amd64.s reads, by looking at a goroutine whose fields have known
// values. So a release of Go that has them elsewhere is refused by the self-test instead of being misread.

func init() {
	done := make(chan string)
	go func() { // has labels and panics of its own
		labelsAt = findLabels()
		if !panicsAreThere() {
			labelsAt = 0
		}
		close(done)
	}()
	<-done
	if labelsAt == 0 {
		panic("kernel/engine/rt: runtime.g is not laid out as expected: unsupported Go version")
	}
}

// findLabels returns the offset of the only word that changes with the labels and holds them; 0 if there is none.
func findLabels() uintptr {
	const words = 48 // of a structure that has more
	count := [words]int{}
	const rounds = 3
	for range rounds {
		pprof.SetGoroutineLabels(pprof.WithLabels(context.Background(), pprof.Labels("cell", "probe")))
		for i, w := range (*[words]unsafe.Pointer)(unsafe.Pointer(getg())) {
			if w == unsafe.Pointer(current()) {
				count[i]++
			}
		}
	}
	at := uintptr(0)
	for i, n := range count {
		switch {
		case n == rounds && at == 0:
			at = uintptr(i) * unsafe.Sizeof(at)
		case n != 0:
			return 0
		}
	}
	return at
}

// panicsAreThere checks that a goroutine's panics are listed where [goroutine] has them, the innermost first.
func panicsAreThere() (ok bool) {
	outer, inner := new(int), new(int)
	defer func() { recover() }()
	defer func() {
		defer func() {
			p := getg().panic
			ok = p != nil && p.arg == efaceOf(inner) && p.link != nil && p.link.arg == efaceOf(outer) && p.link.link == nil
			recover()
		}()
		panic(inner)
	}()
	panic(outer)
}
