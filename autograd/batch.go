package autograd

// Lanes: a trace in which each box stands for many values at once, one a lane, that are computed together. To the function
// a box looks like one of them. Matrices of derivatives are computed in this way, all columns in one pass.

import (
	"math"
	"runtime"
	"slices"

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
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *CompileError, runtime.Error: // it looked at a value, by a method or by itself
			ys, ok = Value{}, false
		default:
			panic(r)
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
	t.recycle()
	return ys, true
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
	n := t.alloc(p)
	c := laneCall{p, args, make([]bool, len(args)), opt, t.lanes}
	for i, parent := range parents {
		c.many[i] = parent != nil
	}
	ans, ok := c.together()
	if !ok {
		ans = c.oneByOne()
	}
	n.value = ans
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
		if c.number(i) {
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
	return Value{}, false
}

var laneRules map[*Prim]func(c laneCall) (Value, bool)

func init() {
	axes := func(c laneCall, axes []int) []int { // of each lane, in all; nil means all axes of a lane
		out := []int{}
		for i, d := range dropped(c.ndim(0), axes) {
			if d {
				out = append(out, i+1)
			}
		}
		return out
	}
	reduced := func(c laneCall) (Value, bool) {
		return c.p.apply1(c.args[0], Axes(axes(c, c.opt.(Axes)))), true
	}
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
		axis := c.opt.(int)
		if axis >= 0 {
			axis++
		}
		return c.p.applyN(args, axis), true
	}
	laneRules = map[*Prim]func(c laneCall) (Value, bool){
		&sum: reduced, &mean: reduced, &prod: reduced, &maxp: reduced, &minp: reduced,
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
				return Value{}, false
			}
			return getitem.apply1(c.args[0], append([]any{ndarray.Whole()}, idx...)), true
		},
		&putBack: func(c laneCall) (Value, bool) {
			o := c.opt.(rearrangement)
			if o.idx == nil || !basic(o.idx) {
				return Value{}, false
			}
			return putBack.apply1(c.args[0], at(append([]int{c.lanes}, o.shape...), append([]any{ndarray.Whole()}, o.idx...))), true
		},
		&picked: func(c laneCall) (Value, bool) {
			o := c.opt.(rearrangement)
			if o.idx == nil || !basic(o.idx) {
				return Value{}, false
			}
			return getitem.apply1(c.args[0], append([]any{ndarray.Whole()}, o.idx...)), true
		},
		&concatenate: joined, &stack: joined,
		&matmul: lanesMatMul,
	}
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
