package kernel

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/kernel/wire"
)

// counter is the execution count, which all subshells share.
type counter struct {
	mu     sync.Mutex
	latest int
}

// next is the number of a cell that begins; of one that is stored, no other will have it.
func (c *counter) next(stored bool) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if stored {
		c.latest++
		return c.latest
	}
	return c.latest + 1
}

func (c *counter) now() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.latest
}

// inFlight is how long after a failed cell requests may still arrive that were sent before it failed: Run All sends the cells of a
// long notebook one after the other, and the first may fail at once.
const inFlight = 200 * time.Millisecond

// abortedBy reports whether r was sent when nobody could know yet that a cell before it had failed: it was in the queue, or
// on its way. The date alone would not do, as the clock of the front end may be another one.
func (s *subshell) abortedBy(r *request) bool {
	if s.failed.IsZero() {
		return false
	}
	if r.arrived.Before(s.failed) {
		return true
	}
	sent := r.Header.Time()
	return r.arrived.Sub(s.failed) < inFlight && !sent.IsZero() && sent.Before(s.failed)
}

// execute answers execute_request: it runs one cell.
func (k *Kernel) execute(r *request, c wire.ExecuteContent) (any, error) {
	s := r.subshell
	if s.abortedBy(r) || s.isDeleted() {
		// No more than this: a front end would write a count beside a cell that did not run.
		return wire.StatusContent{Status: wire.Aborted}, nil
	}
	if strings.TrimSpace(c.Code) == "" {
		return k.executed(r, c, k.count.now(), shell.Result{Status: shell.OK}, nil), nil
	}
	number := k.count.next(c.Stored())
	if c.Stored() {
		k.history.add(number, c.Code)
	}
	k.cells.note(number, cellOf(r.Message))
	if k.widgets != nil {
		k.widgets.replace(r.Message)
	}
	ctx, cancel := context.WithCancelCause(k.ctx)
	defer cancel(nil)
	s.setCancel(cancel)
	defer s.setCancel(nil)
	if !c.Silent {
		k.publish(wire.ExecuteInput, r.Message, wire.InputContent{Code: c.Code, Count: number})
	}
	out := newSink(ctx, k, r, number, c)
	result, pages := k.runCell(ctx, r, c, number, out)
	out.finish()
	if c.Stored() {
		k.history.addOutput(number, out.resultText())
	}
	return k.executed(r, c, number, result, pages), nil
}

// runCell runs the code of a cell: exit, or what the shell understands.
func (k *Kernel) runCell(ctx context.Context, r *request, c wire.ExecuteContent, number int, out *sink) (shell.Result, []wire.Page) {
	if k.leaves(c.Code) {
		return shell.Result{Status: shell.OK}, k.leave(r, out)
	}
	result := k.shell.Execute(ctx, shell.Request{Number: number, Code: c.Code, Silent: c.Silent}, out)
	if result.Page != nil {
		return result, []wire.Page{{Source: wire.Pager, Data: k.mimeData(result.Page)}}
	}
	return result, nil
}

// executed makes the reply of a cell that ended, and broadcasts its error if it has one.
func (k *Kernel) executed(r *request, c wire.ExecuteContent, number int, result shell.Result, pages []wire.Page) any {
	if pages == nil {
		pages = []wire.Page{}
	}
	if n := result.Next; n != nil {
		pages = append(pages, wire.Page{Source: wire.NextInput, Text: n.Code, Replace: n.Replace})
	}
	if result.Status == shell.OK {
		return wire.ExecuteDone{Status: wire.OK, Count: number, Payload: pages, Expressions: k.expressions(c.UserExpressions)}
	}
	status, f := wire.Failed, wire.Failure{Name: result.EName, Value: result.EValue, Traceback: result.Traceback}
	if result.Status == shell.Aborted {
		status = wire.Aborted
	}
	if f.Traceback == nil {
		f.Traceback = []string{}
	}
	if status == wire.Failed {
		k.publish(wire.Error, r.Message, f)
		k.showPlaces(r, number, c.Code, result.Frames)
	}
	if c.StopOnError && !c.Silent {
		r.subshell.failed = time.Now()
	}
	return wire.ExecuteFailed{Status: status, Failure: f, Count: number, Payload: pages, Expressions: map[string]any{}}
}

// expressions computes the user expressions of a request. One that fails has an error for its value.
func (k *Kernel) expressions(asked map[string]string) map[string]any {
	values := make(map[string]any, len(asked))
	for name, expr := range asked {
		bundle, err := k.shell.Eval(expr)
		if err == nil {
			values[name] = wire.Expression{Status: wire.OK, Data: k.mimeData(bundle), Metadata: map[string]any{}}
			continue
		}
		values[name] = wire.ErrorContent{Status: wire.Failed, Failure: failure(err)}
	}
	return values
}
