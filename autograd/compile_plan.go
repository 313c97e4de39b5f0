package autograd

// The plan of a compiled function: which of its values are computed together, in what order, and where they are kept.

import (
	"cmp"
	"math"
	"slices"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// class says how a value is computed. Values of one class that do not depend on each other by way of another class are one
// step of the program.
type class struct {
	how   how
	dtype ndarray.DType // of fused ones: what they compute in
	n     int           // of fused ones: elements
	row   int           // and the length of the rows that they lie in, if that matters
}

type how uint8

const (
	given   how = iota // arguments and constants
	scalar             // numbers: registers of an interpreter
	fused              // elements of arrays, block by block
	folded             // sums of fused elements
	generic            // one call of a primitive
)

// plan classifies and orders the nodes and returns the program.
func (g *graph) plan(name string) *program {
	g.rows = g.findRows()
	for id := range g.nodes {
		if n := &g.nodes[id]; n.prim != nil {
			if n.class = g.classify(n); n.class.how == generic {
				n.args = n.wide
			}
		}
	}
	g.mark()
	for id := range g.nodes {
		if n := &g.nodes[id]; n.used && n.prim != nil {
			n.level = g.levelOf(n)
		}
	}
	g.sink()
	var order []int
	for id := range g.nodes {
		if n := &g.nodes[id]; n.used && n.prim != nil {
			order = append(order, id)
		}
	}
	step := func(id int) (c class, level int) {
		n := &g.nodes[id]
		if c = n.class; c.how == folded {
			c = c.elements()
		}
		return c, n.level
	}
	slices.SortStableFunc(order, func(a, b int) int {
		ca, la := step(a)
		cb, lb := step(b)
		return cmp.Or(cmp.Compare(la, lb), cmp.Compare(ca.how, cb.how), cmp.Compare(ca.dtype, cb.dtype), cmp.Compare(ca.n, cb.n), cmp.Compare(ca.row, cb.row))
	})
	var groups [][]int
	for i, id := range order {
		c, l := step(id)
		if i > 0 && c.how != generic {
			if pc, pl := step(order[i-1]); pc == c && pl == l {
				groups[len(groups)-1] = append(groups[len(groups)-1], id)
				continue
			}
		}
		groups = append(groups, []int{id})
	}
	return g.program(name, groups)
}

// register reports whether a node's value is kept as a number, as those of conditions on numbers are too.
func (n *gnode) register() bool {
	return n.num || n.class.how == scalar || n.constant != nil && n.constant.a == trueArray || n.constant != nil && n.constant.a == falseArray
}

// elements is the class of what is folded.
func (c class) elements() class {
	c.how = fused
	return c
}

// levelOf returns the first level at which a node can be computed: as late as its arguments, later if they are of another
// class.
func (g *graph) levelOf(n *gnode) int {
	level := 0
	for _, a := range n.args {
		arg := &g.nodes[a]
		switch {
		case arg.class.how == given:
		case arg.class == n.class && n.class.how != generic && n.class.how != folded,
			n.class.how == folded && arg.class == n.class.elements():
			level = max(level, arg.level)
		default:
			level = max(level, arg.level+1)
		}
	}
	return level
}

// sink moves nodes to the level of those that use them, where these are of the same class: then nothing has to be kept
// between two steps. Those that use large results of other steps stay, or these would have to be kept.
func (g *graph) sink() {
	latest := make([]int, len(g.nodes)) // the last level at which a node can be computed
	for i := range latest {
		latest[i] = math.MaxInt
	}
	for id := len(g.nodes) - 1; id >= 0; id-- {
		n := &g.nodes[id]
		if !n.used || n.prim == nil {
			continue
		}
		if l := latest[id]; n.class.how == fused && l > n.level && l < math.MaxInt && !slices.Contains(g.outs, id) && g.floats(n) {
			n.level = l
		}
		for _, a := range n.args {
			arg := &g.nodes[a]
			level := n.level - 1
			if arg.class == n.class && n.class.how == fused || n.class.how == folded && arg.class == n.class.elements() {
				level = n.level
			}
			latest[a] = min(latest[a], level)
		}
	}
}

// floats reports whether a fused node has no operands that another step computes, but small ones.
func (g *graph) floats(n *gnode) bool {
	for _, a := range n.args {
		if x := &g.nodes[a]; x.class.how == generic && x.size == n.size {
			return false
		}
	}
	return true
}

// classify decides how a node is computed.
func (g *graph) classify(n *gnode) class {
	p := n.prim
	if g.allRegisters(n) {
		switch {
		case n.num && (p.f1 != nil && p.arity == 1 || p.f2 != nil && p.arity == 2 || p == &choose || p == &astype),
			comparison(p) && len(n.shape) == 0:
			return class{how: scalar}
		}
	}
	if foldable(p) {
		if c, ok := g.folds(n); ok {
			return c
		}
	}
	if dt, ok := g.fusable(n); ok {
		if c, ok := g.perRow(n, dt); ok {
			n.per = true
			return c
		}
		if c := g.elementwise(dt, n.size); g.spreads(n, c) {
			return c
		}
	}
	return class{how: generic}
}

func (g *graph) allRegisters(n *gnode) bool {
	for _, a := range n.args {
		if !g.nodes[a].register() {
			return false
		}
	}
	return true
}

func comparison(p *Prim) bool { return p == &less || p == &lessEqual || p == &equal || p == &notEqual }

// identity reports whether a primitive only gives elements another shape, or repeats them.
func identity(p *Prim) bool {
	return p == &broadcastTo || p == &reshape || p == &expandDims || p == &squeeze
}

// fusable reports whether a node is an element-wise function for which there is a kernel, and the dtype it computes in.
func (g *graph) fusable(n *gnode) (dt ndarray.DType, ok bool) {
	p := n.prim
	if n.num || n.size == 0 {
		return 0, false
	}
	mask := n.dtype == ndarray.Bool
	dt = n.dtype
	if mask {
		dt = 0
		for _, a := range n.args {
			if x := &g.nodes[a]; !x.register() {
				dt = max(dt, x.dtype)
			}
		}
	}
	if dt != ndarray.Float64 && dt != ndarray.Float32 {
		return 0, false
	}
	switch {
	case identity(p):
		// Of what is computed elsewhere it is a view, which costs nothing.
		if from := &g.nodes[n.args[0]]; mask || (from.class.how != fused || from.class.dtype != dt || from.size != n.size) && from.class.how != scalar {
			return 0, false
		}
	case mask && !comparison(p):
		return 0, false
	case p == &astype, p == &choose, p == &where, comparison(p):
	case p == &pow && g.nodes[n.args[1]].size == 1 && g.nodes[n.args[1]].constant == nil:
		return 0, false // its kernel depends on the number
	case !p.elementwise || !p.kerneled():
		return 0, false
	}
	for _, a := range n.args {
		x := &g.nodes[a]
		switch {
		case x.register():
		case x.dtype == ndarray.Bool && x.size == n.size:
		case x.dtype != dt || g.relation(x.kind, n.kind) == misfit:
			return 0, false
		}
		if mask && x.dtype == ndarray.Bool && !x.register() { // logic of masks
			return 0, false
		}
	}
	return dt, true
}

// kerneled reports whether package ndarray can fuse the primitive.
func (p *Prim) kerneled() bool {
	f := ndarray.NewFused(ndarray.Float64)
	x := f.Full()
	ok := false
	switch p.arity {
	case 1:
		_, ok = f.Unary(p.kernel(), p.loop1(), x)
	case 2:
		_, ok = f.Binary(p.kernel(), p.loop2(), x, x)
	}
	return ok
}

// kernel returns the name of the function of package ndarray that the primitive is.
func (p *Prim) kernel() string {
	switch p.name {
	case "real", "conj", "imag", "angle":
		return ""
	case "expit":
		return "sigmoid"
	}
	return p.name
}

// loop1 returns the function on numbers, if that is what the primitive applies to the elements of arrays.
func (p *Prim) loop1() func(float64) float64 {
	if p.mapped {
		return p.f1
	}
	return nil
}

func (p *Prim) loop2() func(x, y float64) float64 {
	if p.mapped {
		return p.f2
	}
	return nil
}

// relation is how an operand's elements go with those of the result.
type relation uint8

const (
	misfit   relation = iota
	full              // one with each
	row               // repeated along leading axes
	column            // each repeated along trailing axes
	rowValue          // one with each row of the pass
)

func (g *graph) relation(x, result kind) relation {
	if x.size == result.size {
		return full
	}
	shape := x.shape
	for len(shape) > 0 && shape[0] == 1 {
		shape = shape[1:]
	}
	if k := len(result.shape) - len(shape); k >= 0 && slices.Equal(shape, result.shape[k:]) {
		return row
	}
	shape = x.shape
	if len(shape) != len(result.shape) {
		return misfit
	}
	k := len(shape)
	for k > 0 && shape[k-1] == 1 {
		k--
	}
	if slices.Equal(shape[:k], result.shape[:k]) {
		return column
	}
	return misfit
}
