package autograd

// Rows in compiled functions: sums, largest and smallest elements along the last axes, and sums along the first ones, are
// computed in the pass over the elements that they are of, and so are functions of them, as in a softmax.

import (
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// elements are values that may be computed in one pass: of one type and number.
type elements struct {
	dtype ndarray.DType
	n     int
}

// rowMost is the length of rows up to which some fit into the first-level cache.
const rowMost = 2048

// findRows decides for each kind of elements how long their rows are: those that are reduced most often.
func (g *graph) findRows() map[elements]int {
	count := map[elements]map[int]int{}
	note := func(e elements, row, weight int) {
		if row < 2 || row > rowMost || row >= e.n {
			return
		}
		if count[e] == nil {
			count[e] = map[int]int{}
		}
		count[e][row] += weight
	}
	for id := range g.nodes {
		n := &g.nodes[id]
		if n.prim == nil || !foldable(n.prim) {
			continue
		}
		x := &g.nodes[n.args[0]]
		if x.num || x.dtype != ndarray.Float64 && x.dtype != ndarray.Float32 {
			continue
		}
		e := elements{x.dtype, x.size}
		note(e, trailing(x.shape, n.opt.(Axes)), len(g.nodes))
		if n.prim == &sum && x.prim != nil && x.prim.elementwise {
			note(e, x.size/max(1, leading(x.shape, n.opt.(Axes))), 1)
		}
	}
	rows := map[elements]int{}
	for e, c := range count {
		for row, k := range c {
			if best, ok := rows[e]; !ok || k > c[best] || k == c[best] && row < best {
				rows[e] = row
			}
		}
	}
	return rows
}

func foldable(p *Prim) bool { return p == &sum || p == &maxp || p == &minp }

// trailing returns how many elements are reduced to one, if these are the last axes: the length of a row. Else it returns 0.
func trailing(shape []int, axes Axes) int {
	row, kept := 1, false
	drop := dropped(len(shape), axes)
	for i := len(shape) - 1; i >= 0; i-- {
		switch {
		case shape[i] == 1:
		case !drop[i]:
			kept = true
		case kept:
			return 0
		default:
			row *= shape[i]
		}
	}
	return row
}

// leading is trailing for the first axes: the number of rows that are reduced to one.
func leading(shape []int, axes Axes) int {
	rows, kept := 1, false
	for i, drop := range dropped(len(shape), axes) {
		switch {
		case shape[i] == 1:
		case !drop:
			kept = true
		case kept:
			return 0
		default:
			rows *= shape[i]
		}
	}
	return rows
}

// elementwise is the class of fused elements.
func (g *graph) elementwise(dt ndarray.DType, n int) class {
	return class{fused, dt, n, g.rows[elements{dt, n}]}
}

// folds classifies a reduction along rows, or over all of them; ok is false if it is another one.
func (g *graph) folds(n *gnode) (c class, ok bool) {
	x := &g.nodes[n.args[0]]
	if x.num || x.size == 0 || x.dtype != ndarray.Float64 && x.dtype != ndarray.Float32 {
		return c, false
	}
	c = g.elementwise(x.dtype, x.size)
	switch axes := n.opt.(Axes); {
	case n.prim == &sum && all(axes, len(x.shape)):
		c.how = folded
		return c, true
	case c.row == 0 || n.num:
		return c, false
	case trailing(x.shape, axes) == c.row:
		n.per = true
		return c, true
	case n.prim == &sum && x.class == c && !x.per && leading(x.shape, axes)*c.row == x.size:
		n.down = true
		c.how = folded
		return c, true
	}
	return c, false
}

// perRow returns the class of an element-wise function of one value for each row, if it is one.
func (g *graph) perRow(n *gnode, dt ndarray.DType) (c class, ok bool) {
	for _, a := range n.args {
		x := &g.nodes[a]
		switch {
		case x.register():
		case x.size != n.size || x.dtype == ndarray.Bool && !x.per:
			return c, false
		case x.per && x.class.how == fused && x.class.dtype == dt:
			if ok && x.class != c { // rows of two kinds of elements
				return c, false
			}
			c, ok = x.class, true
		}
	}
	return c, ok && n.prim != &where && n.prim != &broadcastTo
}

// spreads reports whether values of rows, computed in the pass that an element-wise function is in, go with its elements.
func (g *graph) spreads(n *gnode, c class) bool {
	for _, a := range n.args {
		if x := &g.nodes[a]; x.per && x.class == c && g.relation(x.kind, n.kind) != column {
			return false
		}
	}
	return true
}

// expand writes a reduction as functions that can be fused, in the order in which package ndarray computes them, so that
// the result is the same. It returns false for what it does not know.
func (g *graph) expand(p *Prim, x int, opt any, k kind) (id int, ok bool) {
	switch p {
	case &mean:
		return g.expandMean(x, opt.(Axes), k)
	case &variance:
		return g.expandVar(x, opt.(moment), k)
	case &std:
		sqrt := FindPrimitive("sqrt")
		if sqrt == nil {
			return 0, false
		}
		if id, ok = g.expandVar(x, opt.(moment), k); ok {
			id = g.apply(sqrt, []int{id}, nil, k)
		}
		return id, ok
	case FindPrimitive(p.name): // of package anp
		switch p.name {
		case "logsumexp":
			return g.expandLogSumExp(x, opt.(Axes), k)
		case "isfinite":
			return g.expandFinite(x, k)
		}
	}
	return 0, false
}

// alongRows reports whether a reduction of x is one along rows, or over them.
func (g *graph) alongRows(x int, axes Axes, k kind) bool {
	n := &g.nodes[x]
	if n.num || k.num || n.size == 0 || n.dtype != k.dtype || n.dtype != ndarray.Float64 && n.dtype != ndarray.Float32 || all(axes, len(n.shape)) {
		return false
	}
	return trailing(n.shape, axes) > 1 || leading(n.shape, axes) > 1
}

// times returns how many elements of x are reduced to one.
func (g *graph) times(x int, axes Axes) float64 {
	n := 1
	for i, drop := range dropped(len(g.nodes[x].shape), axes) {
		if drop {
			n *= g.nodes[x].shape[i]
		}
	}
	return float64(n)
}

func (g *graph) expandMean(x int, axes Axes, k kind) (int, bool) {
	whole := k.num && all(axes, len(g.nodes[x].shape)) && g.nodes[x].dtype == ndarray.Float64 // a sum can be fused
	if !whole && !g.alongRows(x, axes, k) {
		return 0, false
	}
	n := g.times(x, axes)
	if whole {
		axes = nil
	}
	s := g.apply(&sum, []int{x}, axes, k)
	return g.apply(&div, []int{s, g.constant(number(n))}, nil, k), true
}

func (g *graph) expandVar(x int, o moment, k kind) (int, bool) {
	from := g.nodes[x].kind
	if !g.alongRows(x, o.axes, k) || trailing(from.shape, o.axes) < 2 {
		return 0, false
	}
	m, _ := g.expandMean(x, o.axes, k)
	d := g.apply(&sub, []int{x, g.keep(m, from, o.axes)}, nil, from)
	s := g.apply(&sum, []int{g.apply(&square, []int{d}, nil, from)}, o.axes, k)
	return g.apply(&div, []int{s, g.constant(number(max(g.times(x, o.axes)-o.ddof, 0)))}, nil, k), true
}

func (g *graph) expandLogSumExp(x int, axes Axes, k kind) (int, bool) {
	from := g.nodes[x].kind
	exp, log := FindPrimitive("exp"), &logp
	if exp == nil || !g.alongRows(x, axes, k) || trailing(from.shape, axes) < 2 {
		return 0, false
	}
	top := g.apply(&maxp, []int{x}, axes, k)
	mask := k
	mask.dtype = ndarray.Bool
	finite, _ := g.expandFinite(top, mask)
	top = g.apply(&choose, []int{finite, top, g.constant(number(0))}, nil, k)
	e := g.apply(exp, []int{g.apply(&sub, []int{x, g.keep(top, from, axes)}, nil, from)}, nil, from)
	s := g.apply(&sum, []int{e}, axes, k)
	return g.apply(&add, []int{g.apply(log, []int{s}, nil, k), top}, nil, k), true
}

// keep gives a reduction of something back the axes that it dropped, with length 1.
func (g *graph) keep(id int, from kind, axes Axes) int {
	k := from
	k.shape = append([]int(nil), from.shape...)
	for i, drop := range dropped(len(k.shape), axes) {
		if drop {
			k.shape[i] = 1
		}
	}
	k.size = g.nodes[id].size
	return g.apply(&reshape, []int{id}, k.shape, k)
}

// expandFinite is |x| < ∞.
func (g *graph) expandFinite(x int, k kind) (int, bool) {
	from := g.nodes[x].kind
	if from.num || from.dtype != ndarray.Float64 && from.dtype != ndarray.Float32 {
		return 0, false
	}
	return g.apply(&less, []int{g.apply(&abs, []int{x}, nil, from), g.constant(number(math.Inf(1)))}, nil, k), true
}
