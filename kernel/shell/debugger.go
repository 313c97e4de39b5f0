package shell

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/vars"
	"github.com/gradbook/gradbook/kernel/session"
)

// Debugger is what a [Shell] is as well if it can stop cells and look into them. All methods may be called while a cell
// runs.
type Debugger interface {
	// Debug turns debugging on or off. Functions of earlier cells are compiled again for it, at the latest before the next
	// cell runs. Tell is told of cells that stop and go on; nil: the shell itself asks the user what to do then.
	Debug(on bool, tell func(DebugEvent)) error
	// Break sets the breakpoints of a cell's text, by the name that [SourceName] gives it, in the place of earlier ones. It
	// returns them with the lines where they are.
	Break(source string, list []Breakpoint) []Breakpoint
	// BreakOnPanic says at which panics to stop.
	BreakOnPanic(p debugger.Panics)
	// Stopped lists the goroutines that stand still. The first is the one that has stopped; others wait because it did.
	Stopped() ([]Thread, error)
	// Calls lists the calls of a goroutine that stands still, innermost first.
	Calls(thread int) ([]Call, error)
	// Locals describes the variables of a call.
	Locals(thread, call int) ([]vars.Entry, error)
	// LocalParts describes the parts of a variable of a call, or with thread 0, of a result of Evaluate.
	LocalParts(of debugger.Ref) ([]vars.Entry, error)
	// ShowLocal renders a variable of a call as the value of a cell would be.
	ShowLocal(thread, call int, name string) (display.Bundle, error)
	// Evaluate computes a Go expression, or runs a statement, in a call; with thread 0 in the session. The results have
	// numbers from first on for LocalParts.
	Evaluate(thread, call int, code string) (results []vars.Entry, first int, err error)
	// Keep makes a variable of a call one of the session.
	Keep(thread, call int, name, to string) error
	// Resume lets the cell that is stopped go on.
	Resume(m debugger.Mode) error
	// Pause stops at the next statement.
	Pause() error
	// SourceText is the text of a cell that has run.
	SourceText(source string) (string, bool)
}

var _ Debugger = (*shell)(nil)

// DebugEvent tells that a goroutine has stopped, or goes on.
type DebugEvent struct {
	Stopped bool
	Thread  int
	Reason  debugger.Reason
	Text    string // of a panic
}

// Breakpoint is a line where to stop. With Condition, only if that Go expression is true there; with Hits, from that arrival
// on (">= 3"; "3" is the third only); with Log, that is printed, with expressions in braces, instead of stopping.
type Breakpoint struct {
	Line                 int
	Condition, Hits, Log string
}

// Thread is a goroutine.
type Thread struct {
	ID   int
	Name string
}

// Call is a call of a function of a cell.
type Call struct {
	Func   string
	Source string // see [SourceName]
	Cell   int
	Line   int
}

// debugging is the shell's side of the debugger.
type debugging struct {
	mu     sync.Mutex
	on     bool
	renew  bool             // functions of earlier cells are still compiled as before it was turned on or off
	tell   func(DebugEvent) // nil: the shell asks
	codes  map[int]*session.Observed
	names  map[int]string // of the texts of cells, by number
	breaks map[string][]Breakpoint
	panics debugger.Panics
	hits   map[string]int    // arrivals at breakpoints
	stop   *debugger.Stopped // of the goroutine that is stopped; nil: none is

	typed string // the last command of a talk

	eval sync.Mutex // one evaluation at a time
}

func newDebugging() debugging {
	return debugging{codes: map[int]*session.Observed{}, names: map[int]string{}, breaks: map[string][]Breakpoint{}, hits: map[string]int{}}
}

// name notes the name of a cell's text.
func (d *debugging) name(r Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.names[r.Number] = SourceName(r.Code)
}

// Debug implements [Debugger].
func (s *shell) Debug(on bool, tell func(DebugEvent)) error {
	s.setDebug(on, tell)
	if s.forQuery() == nil {
		return nil // before the first cell
	}
	return s.renew(context.Background())
}

func (s *shell) setDebug(on bool, tell func(DebugEvent)) {
	d := &s.debugging
	d.mu.Lock()
	d.tell = tell
	d.renew = d.renew != (d.on != on)
	d.on = on
	if !on {
		d.breaks, d.panics, d.hits = map[string][]Breakpoint{}, debugger.Panics{}, map[string]int{}
	}
	d.mu.Unlock()
	if !on && s.forQuery() != nil {
		s.engine.Debug(context.Background(), debugger.Request{Off: true}) // a worker that is gone has nothing to turn off
		d.mu.Lock()
		d.stop = nil
		d.mu.Unlock()
	}
}

// renewLate is renew before a cell, for what was turned on before the session was there.
func (s *shell) renewLate(ctx context.Context) error {
	s.debugging.mu.Lock()
	late := s.debugging.renew
	s.debugging.mu.Unlock()
	if !late {
		return nil
	}
	return s.renew(ctx)
}

// renew compiles the functions of the session again if debugging was turned on or off since.
func (s *shell) renew(ctx context.Context) error {
	s.binding.Lock()
	defer s.binding.Unlock()
	d := &s.debugging
	d.mu.Lock()
	on, renew := d.on, d.renew
	d.renew = false
	d.mu.Unlock()
	q := s.current()
	q.Watch(on)
	if !renew || !s.engine.Alive() {
		return nil
	}
	plan, diags := q.PlanRenewal()
	if len(diags) > 0 {
		return &compileError{diags}
	}
	if len(plan.Unit.Source) == 0 {
		return nil
	}
	object, err := s.engine.Compile(ctx, &plan.Unit)
	if err != nil {
		return fmt.Errorf("compiling the functions of earlier cells for the debugger: %w", err)
	}
	s.observed(&plan.Unit)
	_, _, err = s.engine.Aside(ctx, &plan.Unit, object, debugger.Ref{}, nil, 0, plan.Commit)
	return err
}

// BreakOnPanic implements [Debugger].
func (s *shell) BreakOnPanic(p debugger.Panics) {
	s.debugging.mu.Lock()
	s.debugging.panics = p
	s.debugging.mu.Unlock()
	if s.forQuery() != nil {
		s.arm()
	}
}

// stopped is called when a goroutine has stopped.
func (s *shell) stopped(st debugger.Stopped) {
	d := &s.debugging
	d.mu.Lock()
	d.stop = &st
	tell := d.tell
	d.mu.Unlock()
	if st.Reason == debugger.Breakpoint && !s.wanted(st) {
		s.Resume(debugger.Continue)
		return
	}
	if tell != nil {
		tell(DebugEvent{Stopped: true, Thread: st.Goroutine, Reason: st.Reason, Text: st.Text})
		return
	}
	s.talk(st)
}

// resumed notes that nothing is stopped any more.
func (s *shell) resumed() {
	d := &s.debugging
	d.mu.Lock()
	st, tell := d.stop, d.tell
	d.stop = nil
	d.mu.Unlock()
	if st != nil && tell != nil {
		tell(DebugEvent{Thread: st.Goroutine})
	}
}

// endOf notes that a run has ended, with what was stopped in it: by an interrupt.
func (s *shell) endOf(run int64) {
	if st := s.isStopped(); st != nil && st.Run == run {
		s.resumed()
	}
}

// isStopped reports whether a goroutine is stopped, and which.
func (s *shell) isStopped() *debugger.Stopped {
	s.debugging.mu.Lock()
	defer s.debugging.mu.Unlock()
	return s.debugging.stop
}

// Resume implements [Debugger].
func (s *shell) Resume(m debugger.Mode) error {
	if s.isStopped() == nil {
		return errors.New("nothing is stopped")
	}
	s.resumed() // before it may stop again
	return s.ask(debugger.Request{Resume: &debugger.Resume{Mode: m}}, nil)
}

// Pause implements [Debugger].
func (s *shell) Pause() error { return s.ask(debugger.Request{Pause: true}, nil) }

// ask asks the worker's debugger.
func (s *shell) ask(r debugger.Request, a *debugger.Answer) error {
	if s.forQuery() == nil {
		return errors.New("the session is not ready")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	got, err := s.engine.Debug(ctx, r)
	if a != nil {
		*a = got
	}
	return err
}
