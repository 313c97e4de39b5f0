package debugger

import (
	"fmt"

	"github.com/gradbook/gradbook/kernel/engine/rt"
)

// death is a panic that nothing has recovered, with the calls as they were.
type death struct {
	text  string
	frame *Frame // innermost
}

// panicked is called by the first frame that a panic leaves, and by the goroutine's outermost one.
func (d *debugger) panicked(f *Frame, value any) {
	g := f.g
	switch value.(type) {
	case rt.Interrupted:
		g.quiet = true
		return
	case rt.Failure: // a trailing error, which only unwinds the cell's own function
		return
	}
	text := textOf(value)
	d.mu.Lock()
	raised := g.dead == nil
	if raised {
		g.dead = f
		d.dying++ // a statement of a caller tells that it was recovered
		d.watch()
	}
	uncaught := f.parent == nil
	if uncaught && !g.quiet {
		d.postmortem = &death{text, g.dead}
	}
	if !(d.panics.Raised && raised || d.panics.Uncaught && !d.panics.Raised && uncaught) || !d.turn(g, g.dead) {
		d.mu.Unlock()
		return
	}
	d.stop(g, g.dead, Stopped{Reason: Exception, Text: text})
}

// recovered notes that no panic leaves frames of g any more.
func (d *debugger) recovered(g *goroutine) {
	d.mu.Lock()
	defer d.mu.Unlock()
	g.dead = nil
	d.dying--
	d.watch()
}

// calls reports whether f is an outer call of the call inner.
func (f *Frame) calls(inner *Frame) bool {
	for p := inner.parent; p != nil; p = p.parent {
		if p == f {
			return true
		}
	}
	return false
}

// textOf is a panic's value as text. Its method may do anything, and stops nowhere.
func textOf(value any) (text string) {
	defer func() {
		if recover() != nil {
			text = fmt.Sprintf("%T", value)
		}
	}()
	Quietly(func() { text = fmt.Sprint(value) })
	return text
}
