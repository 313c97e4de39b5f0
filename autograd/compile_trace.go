package autograd

// Recording a function for Compile: a trace below all others, whose boxes do not know their values.

import (
	"fmt"
	"math"
	"runtime"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// CompileError says that a function cannot be compiled, because it looks at a value that is only known when it runs.
type CompileError struct {
	Op    string // what looked at the value
	Value string // what it looked at: "the result of multiply, a float64 array of shape (3,)"
	Where string // file:line of the caller, outside of this package
	Msg   string // what to do
}

// Error returns "Compile: Float at main.go:12 needs the result of multiply, a number, before it is known: …".
func (e *CompileError) Error() string {
	return fmt.Sprintf("Compile: %s at %s needs %s, before it is known: %s", e.Op, e.Where, e.Value, e.Msg)
}

// recording is what a tape keeps for Compile besides its nodes: the branches that the function took.
type recording struct {
	guards []guard
}

// guard is a condition that the function branched on.
type guard struct {
	node *Node
	is   bool
}

// ghost returns the box of a node that Compile records: its shape and type are known, its elements are not.
func (n *Node) ghost() Value {
	v := Value{f: math.NaN(), n: n, id: n.id}
	if n.value.a != nil {
		v.a = ndarray.Ghost(n.value.a)
	}
	return v
}

// record checks the result of a primitive that Compile records.
func (n *Node) record() Value {
	if n.value.n != nil {
		panic(&CompileError{n.prim.name, "a value of a derivative that is under way outside", userLine(),
			"pass it to the compiled function as an argument instead of using it from the surrounding function"})
	}
	return n.ghost()
}

// recorded reports whether there is a box in v whose elements are not known.
func (v Value) recorded() bool {
	for v.n != nil && v.n.id == v.id {
		if v.n.tape.unknown() {
			return true
		}
		v = v.n.value
	}
	return false
}

// unknown reports whether boxes of the trace have no elements: because Compile records it, or because they stand for many
// values.
func (t *tape) unknown() bool { return t.rec != nil || t.lanes > 0 }

// known panics with a [*CompileError] if v's elements are not known yet.
func (v Value) known(op string) {
	if v.n == nil || !v.recorded() {
		return
	}
	if n := v.lanesOf(); n != nil {
		n.tape.looked.Store(true)
	}
	v = GetVal(v)
	panic(&CompileError{op, v.origin(), userLine(), unknownMsg})
}

const unknownMsg = "use functions of Values on it (comparisons and Where, or an if on Bool, which is checked at each run), pass it as a Go number, or leave this part out of Compile"

// origin says where a box of a Compile trace came from.
func (v Value) origin() string {
	from := "an argument"
	if v.n.prim != nil {
		from = "the result of " + v.n.prim.name
	}
	return from + ", a " + v.kind()
}

// branch is Bool for a value that Compile records: the function goes the way that the value decides now, and a run that
// decides otherwise is found out.
func (v Value) branch() bool {
	v = GetVal(v)
	n := v.n
	if n.tape.rec == nil {
		v.known("Bool")
	}
	if n.value.Size() != 1 {
		n.value.Bool() // panics
	}
	is := n.value.Bool()
	n.tape.mu.Lock()
	n.tape.rec.guards = append(n.tape.rec.guards, guard{n, is})
	n.tape.mu.Unlock()
	return is
}

// trace runs the function once and returns it as a program for arguments like these.
func (c *compiled) trace(args []Value, key any) *program {
	t := newTape(false)
	t.rec = &recording{}
	boxed := make([]Value, len(args))
	roots := make([]*Node, len(args))
	for i, v := range args {
		n := t.alloc(nil)
		n.value = v
		roots[i], boxed[i] = n, n.ghost()
	}
	results, rebuild := c.run(boxed, key)
	ends := make([]*Node, len(results))
	for i, v := range results {
		results[i], ends[i] = t.open(v, "Compile")
		if results[i].n != nil {
			panic(&CompileError{"the result of " + c.name, "a value of a derivative that is under way outside", userLine(),
				"pass it to the compiled function as an argument"})
		}
	}
	g := newGraph(t, roots, ends, results)
	p := g.plan(c.name)
	p.key, p.rebuild = key, rebuild
	for i, v := range args {
		p.inputs[i].weak = v.a != nil && v.a.IsWeak()
	}
	t.recycle()
	return p
}

// run calls the function on boxes. What the elements of a box are asked for by code that does not go through Value's
// methods is a run-time error of package ndarray, since there are none; it is reported as what it is.
func (c *compiled) run(boxed []Value, key any) (results []Value, rebuild any) {
	defer func() {
		if r := recover(); r != nil {
			if e, ok := r.(runtime.Error); ok {
				panic(fmt.Errorf("Compile of %s: a function looked at elements that are only known when it runs, or failed otherwise: %w", c.name, e))
			}
			panic(r)
		}
	}()
	return c.call(boxed, key)
}
