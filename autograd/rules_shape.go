package autograd

// What changes the shape of arrays and not their elements.

import (
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// pair is two axes.
type pair [2]int

// repetition holds the options of Repeat.
type repetition struct {
	times []int
	axis  int
}

var (
	reshape, transpose, broadcastTo, expandDims, squeeze Prim
	swapaxes, diagonal, flip, repeat                     Prim
	concatenate, stack                                   Prim
)

func init() {
	Op1[[]int]{Prim: &reshape, Name: "reshape", Doc: "the same elements in another shape",
		A:   func(x *ndarray.Array, shape []int) *ndarray.Array { return x.Reshape(shape...) },
		VJP: func(g, _, x Value, _ []int) Value { return g.Reshape(x.Shape()...) },
	}.Define()
	Op1[[]int]{Prim: &transpose, Name: "transpose", Doc: "axes in another order",
		A: func(x *ndarray.Array, axes []int) *ndarray.Array { return x.Transpose(axes...) },
		VJP: func(g, _, x Value, axes []int) Value {
			inverse := make([]int, len(axes))
			for i, a := range axes {
				if a < 0 {
					a += len(axes)
				}
				inverse[a] = i
			}
			return g.Transpose(inverse...)
		},
	}.Define()
	Op1[[]int]{Prim: &broadcastTo, Name: "broadcast_to", Doc: "x repeated to a shape",
		A:   func(x *ndarray.Array, shape []int) *ndarray.Array { return x.BroadcastTo(shape...) },
		VJP: func(g, _, x Value, _ []int) Value { return unbroadcast(g, x) },
	}.Define()
	Op1[[]int]{Prim: &expandDims, Name: "expand_dims", Doc: "new axes of length 1",
		A:   func(x *ndarray.Array, axes []int) *ndarray.Array { return x.ExpandDims(axes...) },
		VJP: func(g, _, x Value, _ []int) Value { return g.Reshape(x.Shape()...) },
	}.Define()
	Op1[[]int]{Prim: &squeeze, Name: "squeeze", Doc: "without axes of length 1",
		A:   func(x *ndarray.Array, axes []int) *ndarray.Array { return x.Squeeze(axes...) },
		VJP: func(g, _, x Value, _ []int) Value { return g.Reshape(x.Shape()...) },
	}.Define()
	Op1[pair]{Prim: &swapaxes, Name: "swapaxes", Doc: "two axes exchanged",
		A:   func(x *ndarray.Array, p pair) *ndarray.Array { return x.SwapAxes(p[0], p[1]) },
		VJP: func(g, _, _ Value, p pair) Value { return g.SwapAxes(p[0], p[1]) },
	}.Define()
	Op1[[]int]{Prim: &flip, Name: "flip", Doc: "axes reversed",
		A:   func(x *ndarray.Array, axes []int) *ndarray.Array { return x.Flip(axes...) },
		VJP: func(g, _, _ Value, axes []int) Value { return g.Flip(axes...) },
	}.Define()
	Rearrange[[3]int]{Prim: &diagonal, Name: "diagonal", Doc: "diagonals of two axes", View: true,
		A: func(x *ndarray.Array, o [3]int) *ndarray.Array { return x.Diagonal(o[0], o[1], o[2]) },
	}.Define()
	Rearrange[repetition]{Prim: &repeat, Name: "repeat", Doc: "each element several times along an axis",
		A: func(x *ndarray.Array, o repetition) *ndarray.Array { return ndarray.Repeat(x, o.times, o.axis) },
	}.Define()
	OpN[int]{Prim: &concatenate, Name: "concatenate", Doc: "arrays joined along an axis", Linear: true,
		A: ndarray.Concatenate,
		VJP: func(argnum int, g, _ Value, xs []Value, axis int) Value {
			start := 0
			for _, x := range xs[:argnum] {
				start += x.Dim(axis)
			}
			return g.Narrow(axis, start, start+xs[argnum].Dim(axis))
		},
	}.Define()
	OpN[int]{Prim: &stack, Name: "stack", Doc: "arrays of one shape joined along a new axis", Linear: true,
		A: ndarray.Stack,
		VJP: func(argnum int, g, _ Value, _ []Value, axis int) Value {
			return g.Narrow(axis, argnum, argnum+1).Squeeze(axis)
		},
	}.Define()
}

// Reshape returns the elements in another shape; one length may be -1 and is worked out.
func (v Value) Reshape(shape ...int) Value {
	if v.a == nil && len(shape) == 0 {
		return v
	}
	return reshape.apply1(v, shape)
}

// Ravel returns the elements in one dimension.
func (v Value) Ravel() Value { return v.Reshape(-1) }

// Flatten is [Value.Ravel].
func (v Value) Flatten() Value { return v.Reshape(-1) }

// Transpose returns v with its axes in the given order; without axes, in reverse order.
func (v Value) Transpose(axes ...int) Value {
	n := v.NDim()
	if len(axes) == 0 {
		if n < 2 {
			return v
		}
		axes = make([]int, n)
		for i := range axes {
			axes[i] = n - 1 - i
		}
	}
	return transpose.apply1(v, axes)
}

// T returns v with its axes reversed: the transpose of a matrix.
func (v Value) T() Value { return v.Transpose() }

// BroadcastTo returns v repeated to a shape, by the rules of broadcasting.
func (v Value) BroadcastTo(shape ...int) Value { return broadcastTo.apply1(v, shape) }

// ExpandDims returns v with new axes of length 1 at the given places of the result.
func (v Value) ExpandDims(axes ...int) Value { return expandDims.apply1(v, axes) }

// Squeeze returns v without the given axes, which must have length 1; without axes, without all of length 1.
func (v Value) Squeeze(axes ...int) Value { return squeeze.apply1(v, axes) }

// SwapAxes returns v with two axes exchanged.
func (v Value) SwapAxes(a, b int) Value { return swapaxes.apply1(v, pair{a, b}) }

// Flip returns v with the given axes reversed; without axes, all.
func (v Value) Flip(axes ...int) Value { return flip.apply1(v, axes) }

// Diagonal returns the elements v[…, i, …, i+offset, …] of two axes; their common axis comes last.
func (v Value) Diagonal(offset, axis1, axis2 int) Value {
	return diagonal.apply1(v, [3]int{offset, axis1, axis2})
}

// Trace returns the sum of the main diagonal of the first two axes.
func (v Value) Trace() Value { return v.Diagonal(0, 0, 1).Sum(-1) }

// Repeat returns each element n times along an axis; with [ndarray.Flat], of the flattened array.
func (v Value) Repeat(n, axis int) Value { return v.RepeatEach([]int{n}, axis) }

// RepeatEach is [Value.Repeat] with a number of times for each place along the axis.
func (v Value) RepeatEach(times []int, axis int) Value {
	return repeat.apply1(v, repetition{times, axis})
}

// Concatenate joins arrays along an axis; along [ndarray.Flat], the flattened arrays.
func Concatenate(axis int, xs ...Value) Value {
	if axis == ndarray.Flat {
		flat := make([]Value, len(xs))
		for i, x := range xs {
			flat[i] = x.Ravel()
		}
		return concatenate.applyN(flat, 0)
	}
	return concatenate.applyN(xs, axis)
}

// Stack joins arrays of one shape along a new first axis; of numbers, it makes a vector.
func Stack(xs ...Value) Value { return StackAlong(0, xs...) }

// StackAlong joins arrays of one shape along a new axis at the given place.
func StackAlong(axis int, xs ...Value) Value {
	if len(xs) == 0 {
		return Value{a: ndarray.Zeros(0)}
	}
	return stack.applyN(xs, axis)
}
