package autograd

// The graph of a compiled function: what its trace recorded, without what is computed twice, or for nothing.

import (
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// graph holds the values of a program in the order in which they can be computed.
type graph struct {
	nodes  []gnode
	inputs []int // the nodes of the arguments
	outs   []int
	guards []gguard
	known  map[gkey]int // for common subexpressions
	number map[uint64]int
	array  map[*ndarray.Array]int
	rows   map[elements]int // how long the rows are that elements lie in
}

type gguard struct {
	node int
	is   bool
}

// gnode is one value: an argument (prim and constant are nil), a constant, or the result of a primitive.
type gnode struct {
	prim     *Prim
	args     []int
	wide     []int // args before those that are one number repeated were replaced by it
	opt      any
	constant *Value
	kind
	used bool
	// The place in the schedule, see plan.
	class class
	level int
	per   bool // one value for each row of the class
	down  bool // the sum over these rows
}

// kind is what is known of a value before it is computed.
type kind struct {
	num   bool // a number, without an array
	dtype ndarray.DType
	shape []int
	size  int
}

func kindOf(v Value) kind {
	if v.a == nil {
		return kind{num: true, dtype: ndarray.Float64, size: 1}
	}
	return kind{dtype: v.a.DType(), shape: v.a.Shape(), size: v.a.Size()}
}

// gkey identifies what a primitive computes.
type gkey struct {
	prim *Prim
	args [3]int
	opt  string
}

// newGraph makes a graph of the trace from roots to ends; results that have no node are constants.
func newGraph(t *tape, roots, ends []*Node, results []Value) *graph {
	g := &graph{known: map[gkey]int{}, number: map[uint64]int{}, array: map[*ndarray.Array]int{}}
	at := make([]int, t.n) // the graph's node for one of the tape
	for i := range t.n {
		n := t.node(i)
		if n.prim == nil {
			at[i] = g.add(gnode{kind: kindOf(n.value)})
			continue
		}
		args, parents := n.operands()
		ids := make([]int, len(args))
		for k, a := range args {
			if parents[k] != nil {
				ids[k] = at[parents[k].index]
			} else {
				ids[k] = g.constant(a)
			}
		}
		at[i] = g.apply(n.prim, ids, n.opt, kindOf(n.value))
	}
	for _, r := range roots {
		g.inputs = append(g.inputs, at[r.index])
	}
	for i, end := range ends {
		if end != nil {
			g.outs = append(g.outs, at[end.index])
		} else {
			g.outs = append(g.outs, g.constant(results[i]))
		}
	}
	for _, c := range t.rec.guards {
		g.guards = append(g.guards, gguard{at[c.node.index], c.is})
	}
	return g
}

// operands returns the arguments of a node and their nodes.
func (n *Node) operands() ([]Value, []*Node) {
	switch {
	case n.more != nil:
		return n.more.args, n.more.parents
	case n.prim.arity == 1:
		return []Value{n.x}, []*Node{n.px}
	}
	return []Value{n.x, n.y}, []*Node{n.px, n.py}
}

func (g *graph) add(n gnode) int {
	g.nodes = append(g.nodes, n)
	return len(g.nodes) - 1
}

// constant returns the node of a constant.
func (g *graph) constant(v Value) int {
	if v.a == nil {
		bits := math.Float64bits(v.f)
		id, ok := g.number[bits]
		if !ok {
			id = g.add(gnode{constant: &v, kind: kindOf(v)})
			g.number[bits] = id
		}
		return id
	}
	id, ok := g.array[v.a]
	if !ok {
		id = g.add(gnode{constant: &v, kind: kindOf(v)})
		g.array[v.a] = id
	}
	return id
}

// apply returns the node of a primitive's result: a simpler one if there is one, or the one that is there already.
func (g *graph) apply(p *Prim, args []int, opt any, k kind) int {
	wide := args
	if p.elementwise {
		args = slices.Clone(args)
		for i := range args {
			args[i] = g.narrow(args[i], k)
		}
	}
	if p.arity == 1 {
		if id, ok := g.expand(p, args[0], opt, k); ok {
			return id
		}
	}
	if id, ok := g.simpler(p, args, k); ok {
		return id
	}
	if x, y := g.nodes[args[0]], g.nodes[args[len(args)-1]]; p == &add && assembled(x.prim) && assembled(y.prim) &&
		slices.Equal(x.shape, y.shape) && x.dtype == y.dtype {
		parts := append(slices.Clone(partsOf(x)), partsOf(y)...)
		return g.add(gnode{prim: &assemble, args: append(slices.Clone(x.args), y.args...), wide: append(slices.Clone(x.args), y.args...), opt: parts, kind: k})
	}
	key, keyed := keyOf(p, args, opt)
	if keyed {
		if id, ok := g.known[key]; ok {
			return id
		}
	}
	id := g.add(gnode{prim: p, args: args, wide: wide, opt: opt, kind: k})
	if keyed {
		g.known[key] = id
	}
	return id
}

// narrow returns, for an operand of an element-wise function, what was repeated to make it: the function will repeat it
// itself, if it is fused.
func (g *graph) narrow(id int, result kind) int {
	for {
		n := &g.nodes[id]
		if n.constant != nil && n.constant.a != nil {
			if v, ok := n.constant.a.Uniform(); ok {
				return g.constant(number(v))
			}
		}
		if n.prim != &broadcastTo && n.prim != &reshape && n.prim != &expandDims && n.prim != &squeeze {
			return id
		}
		from := &g.nodes[n.args[0]]
		repeated := n.prim == &broadcastTo && n.size == result.size && from.size > 0 && g.relation(from.kind, result) != misfit
		if from.dtype != n.dtype || from.size != 1 && !repeated {
			return id
		}
		id = n.args[0]
	}
}

// simpler returns the node that has the same value as the primitive's result, if there is one. Only what is the same for
// all numbers counts, NaN, infinities and -0 included.
func (g *graph) simpler(p *Prim, args []int, k kind) (id int, ok bool) {
	same := func(i int) bool { // the argument is of the result's kind
		n := &g.nodes[args[i]]
		return n.num == k.num && n.dtype == k.dtype && slices.Equal(n.shape, k.shape)
	}
	is := func(i int, v float64) bool {
		c := g.nodes[args[i]].constant
		return c != nil && c.a == nil && math.Float64bits(c.f) == math.Float64bits(v)
	}
	switch p {
	case &mul:
		switch {
		case is(1, 1) && same(0):
			return args[0], true
		case is(0, 1) && same(1):
			return args[1], true
		}
	case &div:
		if is(1, 1) && same(0) {
			return args[0], true
		}
	case &sub:
		if is(1, 0) && same(0) {
			return args[0], true
		}
	case &neg:
		if x := g.nodes[args[0]]; x.prim == &neg {
			if y := g.nodes[x.args[0]]; y.num == k.num && slices.Equal(y.shape, k.shape) {
				return x.args[0], true
			}
		}
	case &reshape, &broadcastTo, &expandDims, &squeeze:
		if same(0) {
			return args[0], true
		}
	}
	return 0, false
}

// assembled reports whether a primitive gives zeros to which parts are added.
func assembled(p *Prim) bool { return p == &putBack || p == &assemble }

func partsOf(n gnode) []rearrangement {
	if o, one := n.opt.(rearrangement); one {
		return []rearrangement{o}
	}
	return n.opt.([]rearrangement)
}

// assemble is a sum of what putBack gives, without the zeros of all but one.
var assemble = Prim{name: "assemble", arity: -1, rawN: func(args []Value, o any) Value {
	parts := o.([]rearrangement)
	dst := ndarray.New(args[0].DType(), parts[0].shape...)
	for i, p := range parts {
		p.add(dst, args[i].operand())
	}
	return Wrap(dst)
}}

// all reports whether axes are all of ndim ones.
func all(axes Axes, ndim int) bool {
	for _, d := range dropped(ndim, axes) {
		if !d {
			return false
		}
	}
	return true
}

// keyOf returns what a primitive computes as a key; ok is false if that cannot be said.
func keyOf(p *Prim, args []int, opt any) (k gkey, ok bool) {
	if len(args) > len(k.args) {
		return k, false
	}
	k.prim = p
	for i := range k.args {
		k.args[i] = -1
	}
	copy(k.args[:], args)
	switch o := opt.(type) {
	case nil:
		return k, true
	case none, pair, [3]int, int, Axes, []int, ndarray.DType, moment, repetition, place:
		k.opt = fmt.Sprintf("%T %v", o, o)
		return k, true
	case []any: // an index
		for _, e := range o {
			if t := reflect.TypeOf(e); t == nil || t.Kind() != reflect.Int && t.Kind() != reflect.Struct {
				return k, false
			}
		}
		k.opt = fmt.Sprintf("index %#v", o)
		return k, true
	}
	return k, false
}

// mark finds out which nodes are needed.
func (g *graph) mark() {
	use := func(id int) { g.nodes[id].used = true }
	for _, id := range g.outs {
		use(id)
	}
	for _, c := range g.guards {
		use(c.node)
	}
	for i := len(g.nodes) - 1; i >= 0; i-- {
		if g.nodes[i].used {
			for _, a := range g.nodes[i].args {
				use(a)
			}
		}
	}
}
