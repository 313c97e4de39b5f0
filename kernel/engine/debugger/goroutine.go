package debugger

import (
	"sync"
	"sync/atomic"
)

// goroutine is one that is in a function of a cell.
type goroutine struct {
	id    int    // a number of our own, from 1
	top   *Frame // innermost call
	dead  *Frame // while a panic leaves frames: the innermost that it left
	quiet bool   // it stops nowhere: it was interrupted, or works for the debugger

	at     *Frame // where it stands while it is stopped or waits because another one is
	pinned bool   // it stays known when its outermost call has ended
}

var (
	goroutines sync.Map // key of the goroutine → *goroutine
	last       atomic.Int64
)

// current is the record of the calling goroutine. The runtime reuses a goroutine's structure when it has ended; its record
// is gone by then, as its outermost call was left.
func current() *goroutine {
	key := self()
	if g, ok := goroutines.Load(key); ok {
		return g.(*goroutine)
	}
	g := &goroutine{id: int(last.Add(1))}
	goroutines.Store(key, g)
	return g
}

// forget drops the record of the calling goroutine.
func forget() { goroutines.Delete(self()) }

// Quietly calls f on the calling goroutine, which stops nowhere meanwhile.
func Quietly(f func()) {
	g := current()
	before, pinned := g.quiet, g.pinned
	g.quiet, g.pinned = true, true
	defer func() {
		g.quiet, g.pinned = before, pinned
		if g.top == nil && !pinned {
			forget()
		}
	}()
	f()
}
