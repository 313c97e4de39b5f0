// Package rt is what the compiled form of a cell calls: it stops loops and recursion when the cell is interrupted, and
// hands the value of a trailing expression on. Cells do not import it themselves; package session adds the calls.
package rt

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// pending is the number of interrupted cells whose goroutines may still run. It is all that Poll reads.
var pending atomic.Uint32

// Poll stands in every loop of a cell and at the entry of functions that may recurse. It panics with [Interrupted] in
// a goroutine of a cell that was interrupted.
func Poll() {
	if pending.Load() != 0 {
		poll()
	}
}

// Interrupted is the value of the panic that unwinds an interrupted goroutine; deferred calls run.
type Interrupted struct{}

func (Interrupted) Error() string { return "interrupted" }

var (
	mu        sync.RWMutex
	cancelled []*Run
)

func poll() {
	id := current()
	mu.RLock()
	stop := false
	for _, r := range cancelled {
		stop = stop || r.id == id
	}
	mu.RUnlock()
	if stop {
		panic(Interrupted{})
	}
}

// Run is one run of a cell. It lives from [Start] to [Run.Release].
type Run struct {
	Tag    int64 // by which whoever started it knows it; set before [Activate]
	id     label
	cancel chan struct{}
	once   sync.Once
}

// Start marks the calling goroutine, and those it will start, as belonging to a new run of the cell with that number.
func Start(cell string) *Run {
	return &Run{id: mark(cell), cancel: make(chan struct{})}
}

// Cancel makes the run's goroutines panic with [Interrupted] at their next poll.
func (r *Run) Cancel() {
	r.once.Do(func() {
		mu.Lock()
		cancelled = append(cancelled, r)
		mu.Unlock()
		close(r.cancel)
		pending.Add(1)
	})
}

// Release ends the watch for a cancelled run: goroutines of it that still run are left alone from then on.
func (r *Run) Release() {
	mu.Lock()
	defer mu.Unlock()
	for i, c := range cancelled {
		if c == r {
			cancelled = append(cancelled[:i:i], cancelled[i+1:]...)
			pending.Add(^uint32(0))
			return
		}
	}
}

// active holds the runs that have not ended: mostly one, more when cells run beside each other.
var active []*Run

// Activate notes that r runs: its interrupt ends a [Sleep], and [Current] finds it.
func Activate(r *Run) {
	mu.Lock()
	defer mu.Unlock()
	active = append(active, r)
}

// Deactivate notes that r has ended, though goroutines of it may live on.
func (r *Run) Deactivate() {
	mu.Lock()
	defer mu.Unlock()
	active = slices.DeleteFunc(active, func(a *Run) bool { return a == r })
}

// Current is the active run that the calling goroutine belongs to; nil if its cell has ended.
func Current() *Run {
	id := current()
	mu.RLock()
	defer mu.RUnlock()
	for _, r := range active {
		if r.id == id {
			return r
		}
	}
	return nil
}

// Sleep is what time.Sleep means in cells: it ends early, with a panic, when the cell is interrupted.
func Sleep(d time.Duration) {
	r := Current()
	if r == nil {
		time.Sleep(d)
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.cancel:
		panic(Interrupted{})
	}
}
