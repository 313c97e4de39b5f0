package debugger

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync/atomic"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/vars"
)

// Request is what the kernel asks or tells; one field is set.
type Request struct {
	Arm    *Arm
	Resume *Resume
	Pause  bool // stop at the next statement, whichever it is
	Off    bool // debugging ends: nothing stops any more, and what is stopped goes on
	Calls  *Calls
	Values *Values
	Show   *Ref
}

// Arm replaces the breakpoints: sites by unit.
type Arm struct {
	Sites  map[int][]int
	Panics Panics
}

// Resume lets the stopped goroutine go on.
type Resume struct{ Mode Mode }

// PostMortem stands for the goroutine that the last panic has ended.
const PostMortem = -1

// Calls asks for the calls of a goroutine, innermost first. Goroutine 0 asks which goroutines there are: the innermost call of
// each, and their numbers.
type Calls struct{ Goroutine int }

// Ref is a variable of a call, or a part of it: the frame counts from the innermost. With Goroutine 0, Var counts the results
// of evaluations.
type Ref struct {
	Goroutine, Frame, Var int
	Path                  []int
}

// Values asks for descriptions: of all variables of a call, or with Parts, of the parts of what the Ref of it stands for.
type Values struct {
	Of    Ref
	Parts bool
}

// Answer is what was asked for. Err is set if it cannot be had.
type Answer struct {
	Err        string
	Text       string  // of the last panic
	Places     []Place // of calls
	Goroutines []int
	Entries    []vars.Entry // without names where these are variables of a call
	Bundle     display.Bundle
}

// lookTime is how long it may take to describe values: their methods may wait for what is stopped.
const lookTime = 2 * time.Second

var errSlow = errors.New("describing the values takes too long: perhaps their String method waits for a goroutine that is stopped")

// Do answers a request.
func Do(r Request) Answer {
	switch {
	case r.Arm != nil:
		state.setArmed(r.Arm)
	case r.Resume != nil:
		return answer(state.resume(r.Resume.Mode))
	case r.Pause:
		state.setPause()
	case r.Off:
		state.off()
	case r.Calls != nil:
		return state.calls(r.Calls.Goroutine)
	default:
		done := make(chan Answer, 1)
		go func() {
			defer func() {
				if p := recover(); p != nil {
					done <- Answer{Err: fmt.Sprint(p)}
				}
			}()
			Quietly(func() { done <- look(r) })
		}()
		select {
		case a := <-done:
			return a
		case <-time.After(lookTime):
			return answer(errSlow)
		}
	}
	return Answer{}
}

func answer(err error) Answer {
	if err != nil {
		return Answer{Err: err.Error()}
	}
	return Answer{}
}

// look answers requests for values.
func look(r Request) Answer {
	switch {
	case r.Values != nil && r.Values.Parts:
		v, err := state.value(r.Values.Of)
		if err != nil {
			return answer(err)
		}
		return Answer{Entries: vars.PartsOf(v.Addr().Interface(), r.Values.Of.Path...)}
	case r.Values != nil:
		ptrs, err := state.variables(r.Values.Of)
		if err != nil {
			return answer(err)
		}
		list := make([]vars.Var, len(ptrs))
		for i, p := range ptrs {
			list[i].Ptr = p
		}
		return Answer{Entries: vars.Entries(list...)}
	case r.Show != nil:
		v, err := state.value(*r.Show)
		if err != nil {
			return answer(err)
		}
		return Answer{Bundle: display.Render(v.Interface())}
	}
	return Answer{Err: "the kernel has asked for nothing"}
}

// value is the variable that a reference stands for, its path left out.
func (d *debugger) value(r Ref) (reflect.Value, error) {
	ptrs, err := d.variables(r)
	if err != nil {
		return reflect.Value{}, err
	}
	if r.Var < 0 || r.Var >= len(ptrs) {
		return reflect.Value{}, errors.New("there is no such variable")
	}
	return reflect.ValueOf(ptrs[r.Var]).Elem(), nil
}

// variables are pointers to the variables of a call, or to the results.
func (d *debugger) variables(r Ref) ([]any, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if r.Goroutine == 0 {
		return d.results, nil
	}
	frames, err := d.frames(r.Goroutine)
	if err != nil {
		return nil, err
	}
	if r.Frame < 0 || r.Frame >= len(frames) {
		return nil, errors.New("there is no such call")
	}
	return slices.Clone(frames[r.Frame].vars), nil
}

// frames are the calls of a goroutine that stands still. It is called with the lock held.
func (d *debugger) frames(id int) ([]*Frame, error) {
	var at, top *Frame
	if id == PostMortem {
		if d.postmortem == nil {
			return nil, errors.New("no panic was recorded")
		}
		at = d.postmortem.frame
		top = at
	} else {
		g := d.byID(id)
		if g == nil || g.at == nil {
			return nil, errors.New("the goroutine runs, or has ended")
		}
		at, top = g.at, g.top
		if at == g.dead {
			top = at // what deferred functions call is left out
		}
	}
	// The body of a loop over a function is called by that function, and belongs to the frame of its own function.
	out := []*Frame{at}
	for p := top; p != nil; p = p.parent {
		if p != at {
			out = append(out, p)
		}
	}
	return out, nil
}

func (d *debugger) byID(id int) (found *goroutine) {
	goroutines.Range(func(_, v any) bool {
		if g := v.(*goroutine); g.id == id {
			found = g
		}
		return found == nil
	})
	return found
}

// calls answers [Calls].
func (d *debugger) calls(id int) Answer {
	d.mu.Lock()
	defer d.mu.Unlock()
	var a Answer
	if id == 0 {
		goroutines.Range(func(_, v any) bool {
			if g := v.(*goroutine); g.at != nil {
				a.Goroutines, a.Places = append(a.Goroutines, g.id), append(a.Places, g.at.place())
			}
			return true
		})
		return a
	}
	frames, err := d.frames(id)
	if err != nil {
		return answer(err)
	}
	if id == PostMortem {
		a.Text = d.postmortem.text
	}
	for _, f := range frames {
		a.Places = append(a.Places, f.place())
	}
	return a
}

// resume lets the stopped goroutine go on.
func (d *debugger) resume(m Mode) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := d.stopped
	if g == nil {
		return errors.New("nothing is stopped")
	}
	if m != Continue {
		d.stepping, d.mode, d.base = g, m, g.at.depth
	}
	d.goOn()
	return nil
}

// goOn is called with the lock held.
func (d *debugger) goOn() {
	d.stopped, d.results = nil, nil
	d.watch()
	d.moved.Broadcast()
}

func (d *debugger) setPause() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pause = true
	d.watch()
}

func (d *debugger) off() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.armed, d.panics, d.postmortem, d.pause, d.stepping = map[int][]int{}, Panics{}, nil, false, nil
	for _, c := range d.codes {
		d.arm(c)
	}
	d.codes = map[int]*Code{} // frames still know theirs
	d.goOn()
}

// setArmed replaces the breakpoints.
func (d *debugger) setArmed(a *Arm) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.armed, d.panics = a.Sites, a.Panics
	for _, c := range d.codes {
		d.arm(c)
	}
}

// arm sets the breakpoints of a unit.
func (d *debugger) arm(c *Code) {
	for i := range c.Armed {
		atomic.StoreUint32(&c.Armed[i], 0)
	}
	for _, site := range d.armed[c.ID] {
		if site < len(c.Armed) {
			atomic.StoreUint32(&c.Armed[site], 1)
		}
	}
}

// Wake has goroutines that are stopped look whether they were interrupted.
func Wake() {
	state.mu.Lock()
	defer state.mu.Unlock()
	state.moved.Broadcast()
}
