// Package debugger is what the code of cells calls while debugging is on, and what stops it. Cells do not import it
// themselves; package session adds the calls:
//
//	func fib(n int) int {
//		f := debugger.Enter(&code, 0)
//		defer f.Leave()
//		f.In(0, &n)
//		if n < 2 {
//			f.At(1)
//			return n
//		}
//		…
//
// A number such as 0 or 1 is a site: a statement of that unit. What stands there (cell, line, names of the variables) is
// known to the session only; this package is told at which sites to stop, and tells where it has stopped.
package debugger

import "sync/atomic"

// Code is the code of a unit. The compiler lays it out as data, so that it is there before anything of the unit runs.
type Code struct {
	ID    int
	Armed []uint32 // by site: not 0 if a breakpoint is there

	known atomic.Bool
}

// Frame is a call of a function.
type Frame struct {
	code   *Code
	g      *goroutine
	parent *Frame // the caller, or the nearest one that is observed
	depth  int
	site   int
	vars   []any // pointers to the variables in scope
	few    [4]any
}

// attention is not 0 when something is to be looked for at every statement: a step, a pause, another goroutine that is
// stopped, a panic on its way.
var attention atomic.Uint32

// Enter begins a call.
func Enter(c *Code, site int) *Frame {
	g := current()
	f := &Frame{code: c, g: g, parent: g.top, site: site}
	f.vars = f.few[:0]
	if f.parent != nil {
		f.depth = f.parent.depth + 1
	}
	g.top = f
	if !c.known.Load() {
		state.register(c)
	}
	return f
}

// At says that the statement of the site is next, with the variables of the statement before it.
func (f *Frame) At(site int) {
	f.site = site
	if attention.Load()|atomic.LoadUint32(&f.code.Armed[site]) != 0 {
		state.reached(f)
	}
}

// In is At with other variables: pointers to them.
func (f *Frame) In(site int, vars ...any) {
	f.site, f.vars = site, append(f.vars[:0], vars...)
	if attention.Load()|atomic.LoadUint32(&f.code.Armed[site]) != 0 {
		state.reached(f)
	}
}

// Leave ends a call; it is deferred. The first frame that a panic leaves looks at its value and panics with it again: at
// that time the whole stack is still there, as deferred functions run on top of it.
func (f *Frame) Leave() {
	defer f.pop()
	if f.g.dead == nil || f.parent == nil {
		if v := recover(); v != nil {
			state.panicked(f, v)
			panic(v)
		}
	}
}

// Raised is deferred after each function that the code defers, and so runs before that could recover a panic.
func (f *Frame) Raised() {
	if f.g.dead == nil {
		if v := recover(); v != nil {
			state.panicked(f, v)
			panic(v)
		}
	}
}

func (f *Frame) pop() {
	g := f.g
	g.top = f.parent
	if g.top == nil {
		state.ended(g)
	}
}
