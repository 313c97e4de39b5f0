package ndarray

// Broadcasting: shapes are compared from the end, and a length of 1 (or a missing axis) stretches.

import "slices"

// BroadcastShapes returns the shape to which all of shapes broadcast. It panics with a [*ShapeError] if there is none.
func BroadcastShapes(shapes ...[]int) []int {
	out, ok := broadcastShapes(shapes...)
	if !ok {
		panic(&ShapeError{"BroadcastShapes", shapes, "could not be broadcast together"})
	}
	return out
}

func broadcastShapes(shapes ...[]int) ([]int, bool) {
	nd := 0
	for _, s := range shapes {
		nd = max(nd, len(s))
	}
	out := make([]int, nd)
	for i := range out {
		out[i] = 1
	}
	for _, s := range shapes {
		for i, n := range s {
			o := &out[nd-len(s)+i]
			if *o == 1 {
				*o = n
			} else if n != 1 && n != *o {
				return nil, false
			}
		}
	}
	return out, true
}

// resultShape returns the shape of an element-wise operation on xs.
func resultShape(op string, xs ...*Array) []int {
	same := true
	for _, x := range xs[1:] {
		same = same && slices.Equal(x.shape, xs[0].shape)
	}
	if same {
		return xs[0].shape
	}
	if len(xs) == 2 { // a number on one side
		if len(xs[0].shape) == 0 {
			return xs[1].shape
		}
		if len(xs[1].shape) == 0 {
			return xs[0].shape
		}
	}
	shapes := make([][]int, len(xs))
	for i, x := range xs {
		shapes[i] = x.shape
	}
	out, ok := broadcastShapes(shapes...)
	if !ok {
		for i := range shapes {
			shapes[i] = slices.Clone(shapes[i])
		}
		panic(&ShapeError{op, shapes, "could not be broadcast together"})
	}
	return out
}

// broadcastsTo reports whether shape from stretches to shape to.
func broadcastsTo(from, to []int) bool {
	lead := len(to) - len(from)
	if lead < 0 || len(to) > MaxDims {
		return false
	}
	for i, n := range from {
		if n != 1 && n != to[lead+i] {
			return false
		}
	}
	return !slices.ContainsFunc(to, func(n int) bool { return n < 0 })
}

// BroadcastTo returns a view of x stretched to shape; do not write to it, since its elements overlap. It panics with a
// [*ShapeError] if x does not broadcast to shape.
func (x *Array) BroadcastTo(shape ...int) *Array {
	if slices.Equal(shape, x.shape) {
		return x
	}
	if !broadcastsTo(x.shape, shape) {
		panic(&ShapeError{"BroadcastTo", [][]int{x.Shape(), slices.Clone(shape)}, "the first does not broadcast to the second"})
	}
	v := x.view(shape)
	for i := range shape {
		v.strides[i] = strideIn(x, i-len(shape))
	}
	return v.settle()
}

// BroadcastArrays returns views of xs, all of the shape to which they broadcast together.
func BroadcastArrays(xs ...*Array) []*Array {
	if len(xs) == 0 {
		return nil
	}
	shape := slices.Clone(resultShape("BroadcastArrays", xs...))
	out := make([]*Array, len(xs))
	for i, x := range xs {
		out[i] = x.BroadcastTo(shape...)
	}
	return out
}

// SumTo sums x over the axes along which an array of the given shape would have been broadcast to x's shape, so that the
// result has that shape: the adjoint of [Array.BroadcastTo]. It returns x itself where there is nothing to sum.
func SumTo(x *Array, shape ...int) *Array {
	if slices.Equal(x.shape, shape) {
		return x
	}
	lead := len(x.shape) - len(shape)
	if !broadcastsTo(shape, x.shape) {
		panic(&ShapeError{"SumTo", [][]int{x.Shape(), slices.Clone(shape)}, "the second does not broadcast to the first"})
	}
	var axes []int
	for i := range x.shape {
		if i < lead || shape[i-lead] == 1 && x.shape[i] != 1 {
			axes = append(axes, i)
		}
	}
	return Sum(x, axes, true).Reshape(shape...)
}
