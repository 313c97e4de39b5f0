//go:build linux

package worker

import (
	"cmp"
	"fmt"
	"math"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/rt"
)

// debug answers a question to the debugger.
func (w *worker) debug(q *Debug) {
	d := &Debugged{ID: q.ID, Answer: debugger.Do(q.Request)}
	if b := d.Answer.Bundle; b != nil {
		d.Answer.Bundle = nil
		var err error
		if d.Shown, err = Pack(display.Message{Kind: display.KindDisplay, Data: b}); err != nil {
			d.Answer.Err = err.Error()
		}
	}
	w.send(Event{Debugged: d})
}

// runAside runs code beside the cell that is stopped, on a goroutine that stops nowhere.
func (w *worker) runAside(a *Aside) {
	d := &Debugged{ID: a.ID}
	m, err := w.load(&a.Run)
	if err != nil {
		d.Answer.Err = err.Error()
		w.send(Event{Debugged: d})
		return
	}
	go func() {
		run := rt.Start("aside")
		w.setAside(run)
		timer := time.AfterFunc(cmp.Or(a.Limit, math.MaxInt64), run.Cancel)
		defer func() {
			w.setAside(nil)
			timer.Stop()
			time.AfterFunc(time.Second, run.Release)
			d.From, d.To = debugger.Results()
			w.send(Event{Debugged: d})
		}()
		defer func() {
			switch v := recover().(type) {
			case nil:
				d.Done = &Done{Outcome: Returned}
			case rt.Interrupted:
				d.Done = &Done{Outcome: Interrupted}
				d.Answer.Err = fmt.Sprintf("interrupted: it may take %v", a.Limit)
			case rt.Failure:
				d.Done = &Done{Outcome: Failed, Panic: describe(v.Err)}
				d.Answer.Err = v.Error()
			default:
				d.Done = &Done{Outcome: Panicked, Panic: describe(v)}
				d.Answer.Err = "panic: " + d.Done.Panic.Value
			}
		}()
		debugger.Prepare(a.Of, a.Vars)
		debugger.Quietly(func() {
			m.Init()
			if a.Run.Entry != "" {
				m.Func(a.Run.Entry)()
			}
		})
	}()
}

func (w *worker) setAside(r *rt.Run) {
	w.cellMu.Lock()
	defer w.cellMu.Unlock()
	w.aside = r
}
