package autograd

// Lanes: a trace in which each box stands for many values at once, one a lane, that are computed together. To the function
// a box looks like one of them. Matrices of derivatives are computed in this way, all columns in one pass.

import (
	"math"
	"reflect"
	"runtime"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// maxLaneElements is how many elements the lanes of one value may have together; more lanes are computed one part after the
// other, so that what a pass needs stays small.
const maxLaneElements = 1 << 16

// acrossLanes returns f of each of the values that are stacked along the first axes of args, stacked in the same way;
// arguments that are not among many are the same for each. ok is false if f looks at a value, which is not one but many.
func acrossLanes(lanes int, f func(args []Value) Value, args []Value, many []bool) (ys Value, ok bool) {
	t := newTape(false)
	t.lanes = lanes
	t.looked.Store(false)
	defer t.recycle()
	defer func() {
		if r := recover(); r != nil {
			if ys, ok = (Value{}), false; !ours(r) {
				panic(r)
			}
		}
	}()
	boxed := slices.Clone(args)
	for i, x := range args {
		if many[i] {
			n := t.alloc(nil)
			n.value = x
			boxed[i] = n.lane()
		}
	}
	y := f(boxed)
	if y.id == t.id {
		ys = y.node("lanes").value
	} else { // the same in all lanes
		ys = y.BroadcastTo(append([]int{t.lanes}, y.Shape()...)...)
	}
	return ys, !t.looked.Load()
}

// ours reports whether a panic may come from the lanes: then f is run again, on one value after the other, and panics with
// what is wrong about the value. Other panics are the user's, an interrupt among them, and go on.
func ours(r any) bool {
	switch e := r.(type) {
	case runtime.Error:
		return true
	case interface{ Unwrap() []error }: // what Catch makes of several errors
		return slices.ContainsFunc(e.Unwrap(), func(err error) bool { return ours(err) })
	case interface{ Unwrap() error }:
		return ours(e.Unwrap())
	}
	t := reflect.TypeOf(r)
	return t != nil && t.Kind() == reflect.Pointer && strings.HasPrefix(t.Elem().PkgPath(), valueType.PkgPath())
}

// lanesOf returns the node of the innermost trace of lanes that v belongs to; nil if there is none, or if Compile records v
// further in.
func (v Value) lanesOf() *Node {
	for ; v.n != nil && v.n.id == v.id && v.n.tape.rec == nil; v = v.n.value {
		if v.n.tape.lanes > 0 {
			return v.n
		}
	}
	return nil
}

// constant is GetVal for the box of a lane: it stays one, but of values without the boxes of derivatives around the lanes.
func (n *Node) constant() Value {
	if n.value.n == nil {
		return n.lane()
	}
	c := n.tape.alloc(n.prim)
	c.value = GetVal(n.value)
	return c.lane()
}

// lane returns the box of a node whose value has the lanes as its first axis.
func (n *Node) lane() Value {
	v := Value{f: math.NaN(), n: n, id: n.id}
	if dt, nd := n.value.DType(), n.value.NDim(); dt != ndarray.Float64 || nd > 1 {
		v.a = ndarray.NewGhost(dt, n.value.Shape()[1:]...)
	}
	return v
}

// call applies a primitive in all lanes. Arguments without a node are the same in each.
func (t *tape) call(p *Prim, args []Value, parents []*Node, opt any) Value {
	done := false
	defer func() { // whoever catches a panic must not go on with it: in a loop there might be none
		if !done {
			t.looked.Store(true)
		}
	}()
	n := t.alloc(p)
	c := laneCall{p, args, make([]bool, len(args)), opt, t.lanes}
	for i, parent := range parents {
		c.many[i] = parent != nil
	}
	ans, ok := c.together()
	if !ok {
		ans = c.oneByOne()
	}
	n.value, done = ans, true
	return n.lane()
}

// laneCall is a call of a primitive in many lanes.
type laneCall struct {
	p     *Prim
	args  []Value
	many  []bool // the argument has lanes, as its first axis
	opt   any
	lanes int
}

// oneByOne applies the primitive lane by lane.
func (c laneCall) oneByOne() Value {
	out := make([]Value, c.lanes)
	for k := range out {
		args := slices.Clone(c.args)
		for i, x := range args {
			if c.many[i] {
				args[i] = x.Index(k)
			}
		}
		out[k] = c.p.apply(args, c.opt)
		if out[k].DType() != out[0].DType() || !slices.Equal(out[k].Shape(), out[0].Shape()) {
			panic(&FuncError{"Vmap", c.p.name, "its results are not of one kind"}) // as those of Eig, real or complex
		}
	}
	return Stack(out...)
}

// ndim returns the number of dimensions that an argument has in a lane.
func (c laneCall) ndim(i int) int {
	if c.many[i] {
		return c.args[i].NDim() - 1
	}
	return c.args[i].NDim()
}

// withDims returns an argument with as many dimensions in each lane: the new ones come before its own.
func (c laneCall) withDims(i, ndim int) Value {
	x := c.args[i]
	if !c.many[i] || c.ndim(i) >= ndim {
		return x
	}
	shape := []int{c.lanes}
	for range ndim - c.ndim(i) {
		shape = append(shape, 1)
	}
	return x.Reshape(append(shape, x.Shape()[1:]...)...)
}

// axes returns, in all lanes, the axes of the first argument in each; nil means all of them.
func (c laneCall) axes(axes []int) []int {
	out := []int{}
	for i, d := range dropped(c.ndim(0), axes) {
		if d {
			out = append(out, i+1)
		}
	}
	return out
}

// all returns an argument with lanes.
func (c laneCall) all(i int) Value {
	if x := c.args[i]; !c.many[i] {
		return x.BroadcastTo(append([]int{c.lanes}, x.Shape()...)...)
	}
	return c.args[i]
}

// number reports whether an argument is a number in each lane, which takes the dtype of the arrays that it meets.
func (c laneCall) number(i int) bool {
	return c.ndim(i) == 0 && c.args[i].DType() == ndarray.Float64 && (c.many[i] || c.args[i].a == nil)
}

// single reports whether the arrays among the arguments are of single precision.
func (c laneCall) single() bool {
	some := false
	for i, x := range c.args {
		if c.number(i) || x.a != nil && x.a.IsWeak() {
			continue
		}
		switch x.DType() {
		case ndarray.Float32, ndarray.Complex64:
			some = true
		case ndarray.Float64, ndarray.Complex128:
			return false
		}
	}
	return some
}

// together applies the primitive once to all lanes; ok is false if that cannot be done.
func (c laneCall) together() (ans Value, ok bool) {
	p := c.p
	if p.elementwise {
		nd := 0
		for i := range c.args {
			nd = max(nd, c.ndim(i))
		}
		if cond, is := c.opt.(*ndarray.Array); is {
			nd = max(nd, cond.NDim())
		}
		args := slices.Clone(c.args)
		for i := range args {
			args[i] = c.withDims(i, nd)
			if c.many[i] && c.number(i) && c.single() {
				args[i] = args[i].AsType(ndarray.Float32)
			}
		}
		return p.apply(args, c.opt), true
	}
	if rule := laneRules[p]; rule != nil {
		return rule(c)
	}
	if p.lanes != nil {
		return p.lanes(c), true
	}
	return Value{}, false
}

var laneRules map[*Prim]func(c laneCall) (Value, bool)

func init() {
	axes := laneCall.axes
	shifted := func(c laneCall, axis int) int {
		if axis < 0 {
			axis += c.ndim(0)
		}
		return axis + 1
	}
	joined := func(c laneCall) (Value, bool) {
		args := make([]Value, len(c.args))
		for i := range args {
			args[i] = c.all(i)
		}
		for i := range args {
			if c.ndim(i) != c.ndim(0) || c.args[i].DType() != c.args[0].DType() {
				return Value{}, false // numbers yield to the dtype of arrays; or there is something wrong
			}
		}
		axis := c.opt.(int)
		if axis >= 0 {
			axis++
		}
		return c.p.applyN(args, axis), true
	}
	laneRules = map[*Prim]func(c laneCall) (Value, bool){
		&reshape: func(c laneCall) (Value, bool) {
			shape := slices.Clone(c.opt.([]int))
			if k := slices.Index(shape, -1); k >= 0 { // the lanes must not go into it
				n := c.args[0].Size() / max(c.lanes, 1)
				for i, d := range shape {
					if i != k && d > 0 {
						n /= d
					}
				}
				shape[k] = n
			}
			return c.args[0].Reshape(append([]int{c.lanes}, shape...)...), true
		},
		&broadcastTo: func(c laneCall) (Value, bool) {
			shape := c.opt.([]int)
			return c.withDims(0, len(shape)).BroadcastTo(append([]int{c.lanes}, shape...)...), true
		},
		&transpose: func(c laneCall) (Value, bool) {
			perm := []int{0}
			for _, a := range c.opt.([]int) {
				perm = append(perm, shifted(c, a))
			}
			return c.args[0].Transpose(perm...), true
		},
		&expandDims: func(c laneCall) (Value, bool) {
			at := slices.Clone(c.opt.([]int))
			for i, a := range at {
				if a >= 0 {
					at[i]++
				}
			}
			return c.args[0].ExpandDims(at...), true
		},
		&squeeze: func(c laneCall) (Value, bool) {
			var at []int
			if o := c.opt.([]int); len(o) > 0 {
				at = axes(c, o)
			} else {
				for i, d := range c.args[0].Shape()[1:] {
					if d == 1 {
						at = append(at, i+1)
					}
				}
			}
			if len(at) == 0 {
				return c.args[0], true
			}
			return c.args[0].Squeeze(at...), true
		},
		&swapaxes: func(c laneCall) (Value, bool) {
			o := c.opt.(pair)
			return c.args[0].SwapAxes(shifted(c, o[0]), shifted(c, o[1])), true
		},
		&flip: func(c laneCall) (Value, bool) {
			o := c.opt.([]int)
			if len(o) == 0 {
				o = nil
			}
			at := axes(c, o)
			if len(at) == 0 {
				return c.args[0], true
			}
			return c.args[0].Flip(at...), true
		},
		&cumsum: func(c laneCall) (Value, bool) { return c.args[0].CumSum(shifted(c, c.opt.(int))), true },
		&astype: func(c laneCall) (Value, bool) { return c.args[0].AsType(c.opt.(ndarray.DType)), true },
		&getitem: func(c laneCall) (Value, bool) {
			idx := c.opt.([]any)
			if !basic(idx) {
				return picked.apply1(c.args[0], at(c.args[0].Shape()[1:], idx).each(c.lanes)), true
			}
			return getitem.apply1(c.args[0], append([]any{ndarray.Whole()}, idx...)), true
		},
		&putBack: func(c laneCall) (Value, bool) {
			o := c.opt.(rearrangement)
			if o.idx == nil || !basic(o.idx) {
				return putBack.apply1(c.args[0], o.each(c.lanes)), true
			}
			return putBack.apply1(c.args[0], at(append([]int{c.lanes}, o.shape...), append([]any{ndarray.Whole()}, o.idx...))), true
		},
		&picked: func(c laneCall) (Value, bool) {
			o := c.opt.(rearrangement)
			if o.idx == nil || !basic(o.idx) {
				return picked.apply1(c.args[0], o.each(c.lanes)), true
			}
			return getitem.apply1(c.args[0], append([]any{ndarray.Whole()}, o.idx...)), true
		},
		&concatenate: joined, &stack: joined,
		&variance: func(c laneCall) (Value, bool) {
			o := c.opt.(moment)
			return variance.apply1(c.args[0], moment{axes(c, o.axes), o.ddof}), true
		},
		&std: func(c laneCall) (Value, bool) {
			o := c.opt.(moment)
			return std.apply1(c.args[0], moment{axes(c, o.axes), o.ddof}), true
		},
		&cumprod: func(c laneCall) (Value, bool) { return c.args[0].CumProd(shifted(c, c.opt.(int))), true },
		&diagonal: func(c laneCall) (Value, bool) {
			o := c.opt.([3]int)
			return c.args[0].Diagonal(o[0], shifted(c, o[1]), shifted(c, o[2])), true
		},
		&repeat: func(c laneCall) (Value, bool) {
			o, x := c.opt.(repetition), c.args[0]
			if o.axis == ndarray.Flat {
				return x.Reshape(c.lanes, -1).RepeatEach(o.times, 1), true
			}
			return x.RepeatEach(o.times, shifted(c, o.axis)), true
		},
		&allp:     func(c laneCall) (Value, bool) { return c.args[0].All(axes(c, c.opt.(Axes))...), true },
		&anyp:     func(c laneCall) (Value, bool) { return c.args[0].Any(axes(c, c.opt.(Axes))...), true },
		&argsortp: func(c laneCall) (Value, bool) { return c.args[0].Argsort(shifted(c, c.opt.(int))), true },
		&matmul:   lanesMatMul,
	}
}

// each is a rearrangement done in each of n lanes.
func (o rearrangement) each(n int) rearrangement {
	return rearrangement{shape: append([]int{n}, o.shape...),
		pick: func(x *ndarray.Array) *ndarray.Array {
			out := make([]*ndarray.Array, n)
			for k := range out {
				out[k] = o.pick(x.Index(k, ndarray.Ellipsis))
			}
			return ndarray.Stack(out, 0)
		},
		add: func(dst, g *ndarray.Array) {
			for k := range n {
				o.add(dst.Index(k, ndarray.Ellipsis), g.Index(k, ndarray.Ellipsis))
			}
		}}
}

// basic reports whether an index has only numbers and slices.
func basic(idx []any) bool {
	for _, x := range idx {
		switch x.(type) {
		case int, ndarray.Slice:
		default:
			return false
		}
	}
	return true
}

// lanesMatMul is the matrix product in all lanes: of stacks it is one anyway, with vectors it has to be written as one.
func lanesMatMul(c laneCall) (Value, bool) {
	x, y := c.args[0], c.args[1]
	switch nx, ny := c.ndim(0), c.ndim(1); {
	case nx >= 2 && ny >= 2:
		nd := max(nx, ny)
		return c.withDims(0, nd).MatMul(c.withDims(1, nd)), true
	case nx == 1 && ny == 1 && c.many[0] && c.many[1]:
		return x.Mul(y).Sum(-1), true
	case nx == 1 && ny == 1 && c.many[0]:
		return x.MatMul(y), true
	case nx == 1 && ny == 1:
		return y.MatMul(x), true
	case nx == 1 && ny == 2 && !c.many[1]:
		return x.MatMul(y), true
	case nx == 2 && ny == 1 && !c.many[0]:
		return y.MatMul(x.T()), true
	case nx >= 2 && ny == 1 && !c.many[1]:
		return x.MatMul(y), true
	case nx >= 2 && ny == 1 && nx == 2:
		return c.all(0).MatMul(c.all(1).ExpandDims(-1)).Squeeze(-1), true
	case nx == 1 && ny == 2:
		return c.all(0).ExpandDims(-2).MatMul(c.all(1)).Squeeze(-2), true
	}
	return Value{}, false
}
