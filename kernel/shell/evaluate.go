package shell

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/engine"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/vars"
	"github.com/gradbook/gradbook/kernel/session"
)

// evalTime is how long an expression may take.
const evalTime = 10 * time.Second

// Evaluate implements [Debugger].
func (s *shell) Evaluate(thread, call int, code string) ([]vars.Entry, int, error) {
	if strings.TrimSpace(code) == "" {
		return nil, 0, errors.New("there is nothing to evaluate")
	}
	if s.forQuery() == nil {
		return nil, 0, errors.New("the session is not ready")
	}
	if thread == 0 {
		if s.isStopped() == nil {
			if !s.run.TryLock() {
				return nil, 0, errors.New("a cell runs")
			}
			defer s.run.Unlock()
		}
		return s.evaluate(nil, 0, debugger.Ref{}, code)
	}
	p, err := s.place(thread, call)
	if err != nil {
		return nil, 0, err
	}
	observed, _ := s.site(p)
	return s.evaluate(observed, p.Site, debugger.Ref{Goroutine: thread, Frame: call}, code)
}

// Keep implements [Debugger].
func (s *shell) Keep(thread, call int, name, to string) error {
	p, err := s.place(thread, call)
	if err != nil {
		return err
	}
	observed, _ := s.site(p)
	if observed == nil {
		return errors.New("the code of this call is not known any more")
	}
	e, err := observed.Copy(p.Site, name, to)
	if err == nil {
		_, _, err = s.aside(e.Source, debugger.Ref{Goroutine: thread, Frame: call}, e.Vars, evalTime)
	}
	return err
}

func (s *shell) evaluate(o *session.Observed, site int, of debugger.Ref, code string) ([]vars.Entry, int, error) {
	e, err := o.Evaluate(site, code, true)
	if err != nil {
		return nil, 0, err
	}
	from, to, err := s.aside(e.Source, of, e.Vars, evalTime)
	var ce *compileError
	if e.Value && errors.As(err, &ce) && strings.Contains(err.Error(), "used as value") { // a call without a result
		if e, err = o.Evaluate(site, code, false); err != nil {
			return nil, 0, err
		}
		from, to, err = s.aside(e.Source, of, e.Vars, evalTime)
	}
	if errors.As(err, &ce) && len(ce.diags) > 0 {
		err = errors.New(ce.diags[0].Message)
	}
	if err != nil {
		return nil, 0, err
	}
	var a debugger.Answer
	if err := s.ask(debugger.Request{Values: &debugger.Values{}}, &a); err != nil {
		return nil, 0, err
	}
	if from > to || to > len(a.Entries) {
		return nil, 0, errors.New("the cell goes on: its values are gone")
	}
	return a.Entries[from:to], from, nil
}

// aside runs code for a tool: while a cell is stopped, or between two cells.
func (s *shell) aside(code string, of debugger.Ref, variables []int, limit time.Duration) (from, to int, err error) {
	s.debugging.eval.Lock()
	defer s.debugging.eval.Unlock()
	s.binding.Lock()
	begun := sync.OnceFunc(s.binding.Unlock)
	defer begun()
	if !s.engine.Alive() {
		return 0, 0, errors.New("the worker has ended; the next cell starts another")
	}
	s.mu.Lock()
	number := 1
	for n := range s.sources {
		number = max(number, n+1)
	}
	s.mu.Unlock()
	q := s.current()
	plan, diags := q.PlanProbe(number, code)
	if len(diags) > 0 {
		return 0, 0, &compileError{diags}
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit+2*time.Second)
	defer cancel()
	object, err := s.engine.Compile(ctx, &plan.Unit)
	var ce *engine.CompileError
	if errors.As(err, &ce) {
		return 0, 0, &compileError{q.CompilerErrors(plan, ce.Output)}
	}
	if err != nil {
		return 0, 0, err
	}
	from, to, err = s.engine.Aside(ctx, &plan.Unit, object, of, variables, limit, func() {
		plan.Commit()
		begun()
	})
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("no answer within %v", limit)
	}
	return from, to, err
}
