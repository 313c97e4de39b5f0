package engine

import (
	"slices"

	"github.com/gradbook/gradbook/kernel/engine/worker"
)

// This file is the engine's part in calls that controls of [display.Interact] cause: what they print goes back to the worker, which
// shows it below the controls.

// InterruptCalls stops the calls that controls have caused and that go on.
func (e *Engine) InterruptCalls() {
	e.mu.Lock()
	p := e.proc
	e.mu.Unlock()
	if p != nil {
		p.send(worker.Command{Interrupt: &worker.Interrupt{}}) // a worker that is gone has none
	}
}

// control notes that a call begins or ends, when what was printed before is on its way.
func (p *process) control(c *worker.Control) {
	p.flush()
	p.runsMu.Lock()
	if c.Begin {
		p.calls = append(p.calls, c.Cell)
	}
	if i := slices.Index(p.calls, c.Cell); c.End && i >= 0 {
		p.calls = slices.Delete(p.calls, i, i+1)
	}
	p.runsMu.Unlock()
	p.send(worker.Command{Shown: &worker.Shown{}}) // a worker that is gone shows elsewhere
}

// stream delivers what was written to a standard stream: to the call that goes on, unless a cell runs that it is no part of.
func (p *process) stream(name string, text []byte) {
	p.runsMu.Lock()
	ofCall := len(p.calls) > 0
	for id := range p.runs {
		ofCall = ofCall && slices.Contains(p.calls, id)
	}
	p.runsMu.Unlock()
	if !ofCall || p.send(worker.Command{Printed: &worker.Printed{Stream: name, Text: text}}) != nil {
		p.to.Stream(name, text)
	}
}
