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

// Poll stands in every loop of a cell. It panics with [Interrupted] in a goroutine of a cell that was interrupted; the
// entries of functions do so without a call, see entry.go.
func Poll() {
	if pending.Load() != 0 {
		poll()
	}
}

func poll() {
	if doomed() {
		interrupt()
	}
}

// Interrupted is the value of the panic that unwinds an interrupted goroutine. Deferred calls run, and are not
// interrupted themselves unless they take longer than [Mercy].
type Interrupted struct{}

func (Interrupted) Error() string { return "interrupted" }

// Interrupted tells the value from others where this package is not imported.
func (Interrupted) Interrupted() {}

// Mercy is how long the deferred calls of an interrupted goroutine are left alone.
const Mercy = time.Second

var (
	mu        sync.RWMutex
	cancelled []*Run
)

// Run is one run of a cell. It lives from [Start] to [Run.Release].
type Run struct {
	Tag       int64 // by which whoever started it knows it; set before [Activate]
	id        label
	cancel    chan struct{}
	released  chan struct{}
	once      sync.Once
	merciless bool // guarded by mu
}

// Start marks the calling goroutine, and those it will start, as belonging to a new run of the cell with that number.
func Start(cell string) *Run {
	return &Run{id: mark(cell), cancel: make(chan struct{}), released: make(chan struct{})}
}

// Cancel makes the run's goroutines panic with [Interrupted] at their next poll or call of a function of a cell.
func (r *Run) Cancel() {
	r.once.Do(func() {
		mu.Lock()
		cancelled = append(cancelled, r)
		publish()
		mu.Unlock()
		close(r.cancel)
		go r.press()
	})
}

// Release ends the watch for a cancelled run: goroutines of it that still run are left alone from then on.
func (r *Run) Release() {
	mu.Lock()
	defer mu.Unlock()
	for i, c := range cancelled {
		if c == r {
			cancelled = append(cancelled[:i:i], cancelled[i+1:]...)
			close(r.released)
			publish()
			return
		}
	}
}

// publish makes the list for those who poll. The caller holds mu.
func publish() {
	list := make([]stop, len(cancelled)+1)
	for i, r := range cancelled {
		list[i].label = r.id
		if r.merciless {
			list[i].merciless = 1
		}
	}
	stops.Store(&list[0])
	pending.Store(uint32(len(cancelled)))
}

// press makes goroutines look at the list until the run is released, at first often.
func (r *Run) press() {
	from, pause := time.Now(), 200*time.Microsecond
	for {
		raiseLimits(r.id)
		select {
		case <-r.released:
			return
		case <-time.After(pause):
		}
		pause = min(pause*5/4, 50*time.Millisecond)
		if time.Since(from) > Mercy {
			mu.Lock()
			if !r.merciless {
				r.merciless = true
				publish()
			}
			mu.Unlock()
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
	from, t := time.Now(), time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.cancel:
		poll()
		time.Sleep(d - time.Since(from)) // in a deferred call of the interrupt
	}
}

// Interrupting reports whether [Poll] would panic: the calling goroutine belongs to a run that was cancelled.
func Interrupting() bool { return pending.Load() != 0 && doomed() }
