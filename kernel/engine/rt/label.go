package rt

import (
	"context"
	"runtime/pprof"
	"unsafe"
)

// label identifies the run that a goroutine belongs to. Goroutines inherit the profiler labels of the one that starts
// them, so a label set at the start of a cell marks all that come of it. The pointer is compared, never followed.
type label unsafe.Pointer

//go:linkname profLabel runtime/pprof.runtime_getProfLabel
func profLabel() unsafe.Pointer

func mark(cell string) label {
	pprof.SetGoroutineLabels(pprof.WithLabels(context.Background(), pprof.Labels("cell", cell)))
	return current()
}

func current() label { return label(profLabel()) }
