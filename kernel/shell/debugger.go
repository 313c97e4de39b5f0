package shell

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
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

// observed notes a unit that the debugger can watch, before it runs.
func (s *shell) observed(u *session.Unit) {
	if u.Observed == nil {
		return
	}
	d := &s.debugging
	d.mu.Lock()
	d.codes[u.Observed.ID] = u.Observed
	d.mu.Unlock()
	s.arm()
}

// arm tells the worker where to stop.
func (s *shell) arm() {
	d := &s.debugging
	d.mu.Lock()
	a := &debugger.Arm{Sites: map[int][]int{}, Panics: d.panics}
	for id, code := range d.codes {
		type spot struct {
			line int
			fn   string
		}
		seen := map[spot]bool{}
		for n, site := range code.Sites {
			at := spot{site.Line, site.Func}
			if site.Entry || seen[at] || d.breakpoint(site) == nil {
				continue
			}
			seen[at] = true
			a.Sites[id] = append(a.Sites[id], n)
		}
	}
	d.mu.Unlock()
	s.engine.Debug(context.Background(), debugger.Request{Arm: a}) // a worker that is gone is told when the next one runs a cell
}

// breakpoint is that of a site, nil if there is none. It is called with the lock held.
func (d *debugging) breakpoint(site session.Site) *Breakpoint {
	list := d.breaks[d.names[site.Cell]]
	for i, b := range list {
		if d.lineOf(site.Cell, b.Line) == site.Line {
			return &list[i]
		}
	}
	return nil
}

// lineOf is the first line of a cell from there on that has a statement; the line itself if none has.
func (d *debugging) lineOf(cell, line int) int {
	best := 0
	for _, code := range d.codes {
		for _, site := range code.Sites {
			if site.Cell == cell && site.Line >= line && (best == 0 || site.Line < best) {
				best = site.Line
			}
		}
	}
	return max(best, line)
}

// Break implements [Debugger].
func (s *shell) Break(source string, list []Breakpoint) []Breakpoint {
	d := &s.debugging
	d.mu.Lock()
	out := slices.Clone(list)
	for cell, name := range d.names {
		if name == source {
			for i := range out {
				out[i].Line = d.lineOf(cell, out[i].Line)
			}
		}
	}
	d.breaks[source] = slices.Clone(out)
	d.mu.Unlock()
	if s.forQuery() != nil {
		s.arm()
	}
	return out
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

// Stopped implements [Debugger].
func (s *shell) Stopped() ([]Thread, error) {
	st := s.isStopped()
	if st == nil {
		return nil, nil
	}
	var a debugger.Answer
	if err := s.ask(debugger.Request{Calls: &debugger.Calls{}}, &a); err != nil {
		return nil, err
	}
	out := []Thread{}
	for i, id := range a.Goroutines {
		c := s.call(a.Places[i])
		t := Thread{ID: id, Name: fmt.Sprintf("goroutine %d: %s (cell[%d]:%d)", id, c.Func, c.Cell, c.Line)}
		if id == st.Goroutine {
			out = slices.Insert(out, 0, t)
		} else {
			out = append(out, t)
		}
	}
	return out, nil
}

// site is what stands at a place.
func (s *shell) site(p debugger.Place) (code *session.Observed, site session.Site) {
	d := &s.debugging
	d.mu.Lock()
	defer d.mu.Unlock()
	if code = d.codes[p.Code]; code == nil || p.Site >= len(code.Sites) {
		return nil, session.Site{}
	}
	return code, code.Sites[p.Site]
}

func (s *shell) call(p debugger.Place) Call {
	_, site := s.site(p)
	s.debugging.mu.Lock()
	defer s.debugging.mu.Unlock()
	return Call{Func: site.Func, Source: s.debugging.names[site.Cell], Cell: site.Cell, Line: site.Line}
}

// places are where the calls of a goroutine stand.
func (s *shell) places(thread int) ([]debugger.Place, error) {
	var a debugger.Answer
	err := s.ask(debugger.Request{Calls: &debugger.Calls{Goroutine: thread}}, &a)
	return a.Places, err
}

// place is where one call stands.
func (s *shell) place(thread, call int) (debugger.Place, error) {
	places, err := s.places(thread)
	if err == nil && (call < 0 || call >= len(places)) {
		err = errors.New("there is no such call")
	}
	if err != nil {
		return debugger.Place{}, err
	}
	return places[call], nil
}

// Calls implements [Debugger].
func (s *shell) Calls(thread int) ([]Call, error) {
	places, err := s.places(thread)
	if err != nil {
		return nil, err
	}
	out := make([]Call, len(places))
	for i, p := range places {
		out[i] = s.call(p)
	}
	return out, nil
}

// Locals implements [Debugger].
func (s *shell) Locals(thread, call int) ([]vars.Entry, error) {
	p, err := s.place(thread, call)
	if err != nil {
		return nil, err
	}
	var a debugger.Answer
	if err := s.ask(debugger.Request{Values: &debugger.Values{Of: debugger.Ref{Goroutine: thread, Frame: call}}}, &a); err != nil {
		return nil, err
	}
	code, site := s.site(p)
	if code == nil || len(site.Vars) < len(a.Entries) {
		return nil, errors.New("the code of this call is not known any more")
	}
	for i := range a.Entries {
		a.Entries[i].Name = site.Vars[i].Name
	}
	return a.Entries, nil
}

// LocalParts implements [Debugger].
func (s *shell) LocalParts(of debugger.Ref) ([]vars.Entry, error) {
	var a debugger.Answer
	err := s.ask(debugger.Request{Values: &debugger.Values{Of: of, Parts: true}}, &a)
	return a.Entries, err
}

// ShowLocal implements [Debugger].
func (s *shell) ShowLocal(thread, call int, name string) (display.Bundle, error) {
	p, err := s.place(thread, call)
	if err != nil {
		return nil, err
	}
	_, site := s.site(p)
	n := slices.IndexFunc(site.Vars, func(v session.Local) bool { return v.Name == name })
	if n < 0 {
		return s.Show(name)
	}
	var a debugger.Answer
	err = s.ask(debugger.Request{Show: &debugger.Ref{Goroutine: thread, Frame: call, Var: n}}, &a)
	return a.Bundle, err
}

// SourceText implements [Debugger].
func (s *shell) SourceText(source string) (string, bool) {
	d := &s.debugging
	d.mu.Lock()
	cells := slices.Sorted(maps.Keys(d.names))
	cells = slices.DeleteFunc(cells, func(n int) bool { return d.names[n] != source })
	d.mu.Unlock()
	if len(cells) == 0 {
		return "", false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	text, ok := s.sources[cells[len(cells)-1]]
	return text, ok
}

// wanted decides about a breakpoint that was reached: its condition and its count.
func (s *shell) wanted(st debugger.Stopped) bool {
	_, site := s.site(st.Frame)
	d := &s.debugging
	d.mu.Lock()
	var b Breakpoint
	if p := d.breakpoint(site); p != nil {
		b = *p
	}
	source := d.names[site.Cell]
	d.mu.Unlock()
	if b.Condition != "" {
		got, _, err := s.Evaluate(st.Goroutine, 0, b.Condition)
		switch {
		case err != nil:
			s.out.StreamTo(st.Run, "stderr", fmt.Appendf(nil, "cell[%d]:%d: the condition %s fails: %v\n", site.Cell, site.Line, b.Condition, err))
		case len(got) == 1 && got[0].Value == "false":
			return false
		}
	}
	if b.Hits != "" {
		d.mu.Lock()
		key := fmt.Sprint(source, ":", site.Line)
		d.hits[key]++
		n := d.hits[key]
		d.mu.Unlock()
		if !hit(b.Hits, n) {
			return false
		}
	}
	if b.Log != "" {
		s.out.StreamTo(st.Run, "stdout", []byte(s.interpolate(st.Goroutine, b.Log)+"\n"))
		return false
	}
	return true
}

// hit says whether the n-th arrival fits a text such as "3", ">= 3", "> 3", "% 3".
func hit(text string, n int) bool {
	text = strings.TrimSpace(text)
	op := strings.TrimRight(text, "0123456789 ")
	var want int
	if _, err := fmt.Sscan(strings.TrimSpace(text[len(op):]), &want); err != nil {
		return true
	}
	switch strings.TrimSpace(op) {
	case ">=":
		return n >= want
	case ">":
		return n > want
	case "<":
		return n < want
	case "<=":
		return n <= want
	case "%":
		return want > 0 && n%want == 0
	}
	return n == want
}

// interpolate replaces the expressions in braces of a text by their values.
func (s *shell) interpolate(thread int, text string) string {
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		expr, after, ok := strings.Cut(rest, "}")
		if !ok {
			return out.String() + "{" + rest
		}
		got, _, err := s.Evaluate(thread, 0, expr)
		for i, e := range got {
			if i > 0 {
				out.WriteString(" ")
			}
			out.WriteString(e.Value)
		}
		if err != nil {
			fmt.Fprintf(&out, "{%s: %v}", expr, err)
		}
		text = after
	}
}
