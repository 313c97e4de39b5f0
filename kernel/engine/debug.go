package engine

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/worker"
	"github.com/gradbook/gradbook/kernel/session"
)

// questions are those to the worker's debugger that wait for their answers.
type questions struct {
	mu      sync.Mutex
	last    int
	waiting map[int]chan *worker.Debugged
}

var errGone = errors.New("the worker has ended; the next cell starts another")

// ask sends a question to the running worker and waits for its answer. Fill writes the number of the question into it.
func (e *Engine) ask(ctx context.Context, fill func(id int) worker.Command) (*worker.Debugged, error) {
	e.mu.Lock()
	p := e.proc
	e.mu.Unlock()
	if p == nil {
		return nil, errGone
	}
	q := &p.asked
	q.mu.Lock()
	if q.waiting == nil {
		q.waiting = map[int]chan *worker.Debugged{}
	}
	q.last++
	id, answer := q.last, make(chan *worker.Debugged, 1)
	q.waiting[id] = answer
	q.mu.Unlock()
	if err := p.send(fill(id)); err != nil {
		return nil, errGone
	}
	select {
	case d := <-answer:
		if d.Answer.Err != "" {
			return d, errors.New(d.Answer.Err)
		}
		return d, nil
	case <-p.gone:
		return nil, errGone
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *process) answered(d *worker.Debugged) {
	q := &p.asked
	q.mu.Lock()
	defer q.mu.Unlock()
	if c := q.waiting[d.ID]; c != nil {
		c <- d
		delete(q.waiting, d.ID)
	}
}

// Debug asks the worker's debugger. It may be called while a cell runs.
func (e *Engine) Debug(ctx context.Context, r debugger.Request) (debugger.Answer, error) {
	d, err := e.ask(ctx, func(id int) worker.Command { return worker.Command{Debug: &worker.Debug{ID: id, Request: r}} })
	if err != nil {
		return debugger.Answer{}, err
	}
	a := d.Answer
	if d.Shown != nil {
		a.Bundle = d.Shown.Unpack().Data
	}
	if a.Bundle == nil && r.Show != nil {
		a.Bundle = display.Bundle{}
	}
	return a, nil
}

// Aside loads a unit and runs it while a cell is stopped, or none runs. Of and vars say which variables of a call
// [debugger.Eval] has. It returns the numbers of the results that the unit has left with the debugger; loaded is called when
// its declarations exist, as in [Engine.Run]. It is interrupted after the limit; 0: it is not.
func (e *Engine) Aside(ctx context.Context, u *session.Unit, object []byte, of debugger.Ref, vars []int, limit time.Duration, loaded func()) (from, to int, err error) {
	r := e.request(u, object)
	d, err := e.ask(ctx, func(id int) worker.Command {
		return worker.Command{Aside: &worker.Aside{ID: id, Run: *r, Of: of, Vars: vars, Limit: limit}}
	})
	if d != nil && d.Done != nil {
		e.Packages.sent(r.Packages)
		loaded()
	}
	if err != nil {
		return 0, 0, err
	}
	return d.From, d.To, nil
}
