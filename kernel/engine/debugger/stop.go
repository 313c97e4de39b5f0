package debugger

import (
	"sync"

	"github.com/gradbook/gradbook/kernel/engine/rt"
)

// Reason says why a goroutine has stopped, in the words of the Debug Adapter Protocol.
type Reason string

// The reasons.
const (
	Breakpoint Reason = "breakpoint"
	Step       Reason = "step"
	Pause      Reason = "pause"
	Exception  Reason = "exception" // a panic
	Called     Reason = "function breakpoint"
)

// Mode says until where a goroutine goes on.
type Mode int

// The modes.
const (
	Continue Mode = iota
	Into          // the next statement, also of a function that is called
	Over          // the next statement of this function, or of its caller
	Out           // the next statement of the caller
)

// Panics says at which panics to stop.
type Panics struct {
	Raised   bool // where they are raised, whether or not they are recovered
	Uncaught bool // when nothing has recovered them; the stack is still as it was
}

// Stopped tells that a goroutine has stopped. Frame is its innermost call.
type Stopped struct {
	Goroutine int
	Run       int64 // the run of a cell that it belongs to; 0: of none that runs still
	Reason    Reason
	Text      string // of a panic: its value
	Frame     Place
}

// Place is where a call stands: at a site of a unit.
type Place struct{ Code, Site int }

func (f *Frame) place() Place { return Place{f.code.ID, f.site} }

// debugger is what stops goroutines. One is stopped at a time; the others wait at their next statement, until it goes on.
type debugger struct {
	mu    sync.Mutex
	moved sync.Cond // stopped has changed
	send  func(Stopped)

	codes  map[int]*Code
	armed  map[int][]int // sites of breakpoints, by unit
	panics Panics

	stopped  *goroutine
	pause    bool
	dying    int        // goroutines in which a panic leaves frames
	stepping *goroutine // goes on until mode says
	mode     Mode
	base     int // depth of the frame where it began

	results    []any // of evaluations, while the goroutine is stopped
	postmortem *death
}

var state = newDebugger()

func newDebugger() *debugger {
	d := &debugger{codes: map[int]*Code{}, armed: map[int][]int{}, send: func(Stopped) {}}
	d.moved.L = &d.mu
	rt.OnBreakpoint(d.called)
	return d
}

// Connect sets what is told of goroutines that stop.
func Connect(send func(Stopped)) {
	state.mu.Lock()
	defer state.mu.Unlock()
	state.send = send
}

// register notes a unit whose code runs for the first time.
func (d *debugger) register(c *Code) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !c.known.Load() {
		d.codes[c.ID] = c
		d.arm(c)
		c.known.Store(true)
	}
}

// watch makes goroutines look here at every statement, or not.
func (d *debugger) watch() {
	n := uint32(0)
	if d.stopped != nil || d.stepping != nil || d.pause || d.dying > 0 {
		n = 1
	}
	attention.Store(n)
}

// reached is called at a statement where something may be to be done.
func (d *debugger) reached(f *Frame) {
	g := f.g
	if g.dead != nil && f != g.dead && f.calls(g.dead) {
		d.recovered(g) // and the caller goes on
	}
	if g.quiet {
		return
	}
	d.mu.Lock()
	if d.turn(g, f) {
		if reason := d.why(f); reason != "" {
			d.stop(g, f, Stopped{Reason: reason})
			return
		}
	}
	d.mu.Unlock()
	rt.Poll()
}

// turn waits while another goroutine is stopped, as g would have to. It reports whether g may stop now.
func (d *debugger) turn(g *goroutine, f *Frame) bool {
	g.at = f
	for d.stopped != nil && d.stopped != g && !g.quiet {
		d.waitHere(g)
	}
	g.at = nil
	return !g.quiet
}

// why is the reason to stop at the frame's statement, empty if there is none.
func (d *debugger) why(f *Frame) Reason {
	switch {
	case f.code.Armed[f.site] != 0:
		return Breakpoint
	case d.pause:
		return Pause
	case d.stepping != f.g:
		return ""
	case d.mode == Into, d.mode == Over && f.depth <= d.base, d.mode == Out && f.depth < d.base:
		return Step
	}
	return ""
}

// stop stops the calling goroutine until it is told to go on, or is interrupted. It is called with the lock held, and
// returns without.
func (d *debugger) stop(g *goroutine, f *Frame, s Stopped) {
	d.stopped, d.stepping, d.pause, d.results = g, nil, false, nil
	g.at = f
	d.watch()
	s.Goroutine, s.Frame = g.id, f.place()
	if r := rt.Current(); r != nil {
		s.Run = r.Tag
	}
	send := d.send
	d.mu.Unlock()
	send(s)
	d.mu.Lock()
	for d.stopped == g && !g.quiet {
		d.waitHere(g)
	}
	if d.stopped == g { // interrupted
		d.stopped = nil
		d.watch()
		d.moved.Broadcast()
	}
	g.at = nil
	d.mu.Unlock()
	rt.Poll()
}

// waitHere waits until something has changed, and notes whether that is an interrupt of the goroutine's cell.
func (d *debugger) waitHere(g *goroutine) {
	if rt.Interrupting() {
		g.quiet = true
		return
	}
	d.moved.Wait()
	g.quiet = g.quiet || rt.Interrupting()
}

// ended is called when a goroutine has left its outermost call.
func (d *debugger) ended(g *goroutine) {
	if !g.pinned {
		forget()
	}
	if g.dead != nil {
		d.recovered(g)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.stepping == g {
		d.stepping = nil
		d.watch()
	}
}

// called stops the goroutine that has called runtime.Breakpoint. It reports false if it is in no function that is observed.
func (d *debugger) called() bool {
	g := current()
	if g.top == nil {
		forget()
		return false
	}
	if g.quiet {
		return true
	}
	d.mu.Lock()
	if !d.turn(g, g.top) {
		d.mu.Unlock()
		rt.Poll()
		return true
	}
	d.stop(g, g.top, Stopped{Reason: Called})
	return true
}
