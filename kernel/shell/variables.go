package shell

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/token"
	"strconv"
	"strings"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/vars"
	"github.com/gradbook/gradbook/kernel/session"
)

// Variables is what a [Shell] is as well if it can show the values of its variables. While a cell runs there are names and
// types only: its variables are being written.
type Variables interface {
	// Variables lists the session's variables.
	Variables() ([]vars.Entry, error)
	// Parts lists what a variable consists of, or the part to which the path leads by the numbers of parts.
	Parts(name string, path ...int) ([]vars.Entry, error)
	// Show renders a variable as the value of a cell would be.
	Show(name string) (display.Bundle, error)
}

var _ Variables = (*shell)(nil)

// probeTime is how long it may take to describe variables, whose String methods may do anything.
const probeTime = 2 * time.Second

var errRuns = errors.New("a cell runs: values are shown when it has ended")

// Variables implements [Variables].
func (s *shell) Variables() ([]vars.Entry, error) { return s.variables(s.probe) }

// variables describes all variables of the session by a probe.
func (s *shell) variables(probe prober) ([]vars.Entry, error) {
	q := s.forQuery()
	if q == nil {
		return nil, errors.New("the session is not ready")
	}
	entries := []vars.Entry{}
	var list strings.Builder
	for _, v := range q.Vars() {
		if v.Kind == session.Var {
			entries = append(entries, vars.Entry{Name: v.Name, Type: v.Type, Value: "…"})
			fmt.Fprintf(&list, "{Name: %q, Ptr: &%s}, ", v.Name, v.Name)
		}
	}
	if len(entries) == 0 {
		return entries, nil
	}
	found, err := describe(probe, "List([]gradbook_vars.Var{"+list.String()+"}...)")
	if errors.Is(err, errRuns) {
		return entries, nil
	}
	return found, err
}

// Parts implements [Variables].
func (s *shell) Parts(name string, path ...int) ([]vars.Entry, error) {
	if !token.IsIdentifier(name) {
		return nil, fmt.Errorf("%q is no name of a variable", name)
	}
	call := "Children(&" + name
	for _, i := range path {
		call += ", " + strconv.Itoa(i)
	}
	return describe(s.probe, call+")")
}

// A prober runs Go that is no cell and returns the first thing that it displays.
type prober func(code string) (display.Bundle, error)

// describe has package vars describe something and returns what it displays.
func describe(probe prober, call string) ([]vars.Entry, error) {
	b, err := probe(`import gradbook_vars "github.com/gradbook/gradbook/kernel/engine/vars"; gradbook_vars.` + call + ";")
	if err != nil {
		return nil, err
	}
	data, ok := b[vars.MIME].(json.RawMessage)
	if !ok {
		return nil, errors.New("the variables were not described")
	}
	var entries []vars.Entry
	if err := json.Unmarshal(data, &entries); err != nil {
		return nil, fmt.Errorf("reading the variables: %w", err)
	}
	return entries, nil
}

// Show implements [Variables].
func (s *shell) Show(name string) (display.Bundle, error) {
	if !token.IsIdentifier(name) {
		return nil, fmt.Errorf("%q is no name of a variable", name)
	}
	return s.probe(`import gradbook_display "github.com/gradbook/gradbook/kernel/display"; gradbook_display.Show(` + name + ");")
}

// probe runs Go between two cells, or while one is stopped, and returns the first thing that it displays. It is no cell: nothing is noted, and what
// goroutines write in the meantime goes where it went before.
func (s *shell) probe(code string) (display.Bundle, error) {
	if s.forQuery() == nil {
		return nil, errors.New("the session is not ready")
	}
	if s.isStopped() == nil {
		if !s.run.TryLock() {
			return nil, errRuns
		}
		defer s.run.Unlock()
	}
	return s.probeNow(code)
}

// probeByCommand is probe for a command, whose own turn is no hindrance; another's is.
func (s *shell) probeByCommand(code string) (display.Bundle, error) {
	s.mu.Lock()
	others := len(s.turns) > 1
	s.mu.Unlock()
	if others {
		return nil, errRuns
	}
	return s.probeNow(code)
}

func (s *shell) probeNow(code string) (display.Bundle, error) {
	got := s.out.intercept()
	_, _, err := s.aside(code, debugger.Ref{}, nil, probeTime)
	b := got()
	if err == nil && b == nil {
		err = errors.New("nothing was displayed")
	}
	return b, err
}

// intercept keeps the next thing that is displayed from the sink, and returns what gives it and ends that.
func (o *output) intercept() (get func() display.Bundle) {
	c := &capture{}
	o.mu.Lock()
	defer o.mu.Unlock()
	before := o.latest
	o.latest = &receiver{ctx: context.Background(), to: &interception{capture: c}, cut: map[string][]byte{}}
	if before != nil {
		o.latest.to = &interception{Sink: before.to, capture: c}
	}
	return func() display.Bundle {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.latest = before
		return c.bundle
	}
}

// interception is a sink that hands on all but the first thing displayed.
type interception struct {
	Sink
	*capture
}

// Stream implements [Sink].
func (i *interception) Stream(name, text string) {
	if i.Sink != nil {
		i.Sink.Stream(name, text)
	}
}

// Display implements [Sink].
func (i *interception) Display(m display.Message) {
	switch {
	case i.bundle == nil && m.Kind == display.KindDisplay:
		i.bundle = m.Data
	case i.Sink != nil:
		i.Sink.Display(m)
	}
}

// Input implements [Sink]: nobody is asked what a variable is.
func (i *interception) Input(ctx context.Context, prompt string, password bool) (string, error) {
	return i.capture.Input(ctx, prompt, password)
}
