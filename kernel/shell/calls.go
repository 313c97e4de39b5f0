package shell

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/vars"
	"github.com/gradbook/gradbook/kernel/session"
)

// This file looks into goroutines that stand still: their calls and the variables of these.

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
