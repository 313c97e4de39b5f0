package ndarray

// Elements by position along an axis.

import "slices"

// Take returns the elements at the given positions along axis; the shape of at replaces the axis. With [Flat] they are
// positions in the flattened array. Negative positions count from the end; it panics with an [*IndexError].
func Take(x, at *Array, axis int) *Array {
	x, axis = alongAxis("take", x, axis)
	idx := make([]any, axis+1)
	for i := range axis {
		idx[i] = Whole()
	}
	idx[axis] = at.AsType(Int64)
	if at.dtype.IsInexact() {
		panic(&DTypeError{"take", []DType{at.dtype}, "positions must be integers, not"})
	}
	return x.Index(idx...)
}

// TakeAlongAxis returns, for each element of at, the element of x at this position along axis and otherwise in the same
// place: TakeAlongAxis(x, ArgSort(x, axis), axis) is x sorted. The shapes must agree, by broadcasting, outside the axis.
func TakeAlongAxis(x, at *Array, axis int) *Array {
	x, axis = alongAxis("take_along_axis", x, axis)
	x, idx := alongIndex("take_along_axis", x, at, axis)
	return x.Index(idx...)
}

// PutAlongAxis writes v to the elements that [TakeAlongAxis] returns.
func PutAlongAxis(x, at, v *Array, axis int) {
	y, idx := alongIndex("put_along_axis", x, at, normAxis("put_along_axis", axis, len(x.shape)))
	y.SetIndex(v, idx...)
}

// AddAlongAxis adds v to the elements that [TakeAlongAxis] returns, its adjoint.
func AddAlongAxis(x, at, v *Array, axis int) {
	y, idx := alongIndex("add_along_axis", x, at, normAxis("add_along_axis", axis, len(x.shape)))
	y.AddIndex(v, idx...)
}

// alongIndex returns the index arrays that pick x's elements at the positions at along axis.
func alongIndex(op string, x, at *Array, axis int) (*Array, []any) {
	if at.dtype != Int64 {
		panic(&DTypeError{op, []DType{at.dtype}, "positions must be int64, not"})
	}
	if len(at.shape) != len(x.shape) {
		panic(&ShapeError{op, [][]int{x.Shape(), at.Shape()}, "differ in their number of dimensions"})
	}
	shape := cloneInts(at.shape)
	for d, n := range x.shape {
		if d == axis || n == shape[d] || n == 1 {
			continue
		}
		if shape[d] != 1 {
			panic(&ShapeError{op, [][]int{x.Shape(), at.Shape()}, "differ outside the axis"})
		}
		shape[d] = n
	}
	full := cloneInts(shape)
	full[axis] = x.shape[axis]
	idx := make([]any, len(shape))
	for d, n := range shape {
		if d == axis {
			idx[d] = at
			continue
		}
		lens := slices.Repeat([]int{1}, len(shape))
		lens[d] = n
		idx[d] = ArangeInt(0, n, 1).Reshape(lens...)
	}
	return x.BroadcastTo(full...), idx
}

// Compress returns the parts of x along axis ([Flat]: of the flattened array) where the vector cond is true; what lies
// beyond its end is left out.
func Compress(cond, x *Array, axis int) *Array {
	if len(cond.shape) != 1 {
		panic(&ShapeError{"compress", [][]int{cond.Shape()}, "of the condition is not that of a vector"})
	}
	return Take(x, Nonzero(cond)[0], axis)
}

// Extract returns the elements of x where cond, of the same size, is not 0.
func Extract(cond, x *Array) *Array { return Take(x, FlatNonzero(cond), Flat) }

// Delete returns x without the elements at the given positions along axis ([Flat]: flattened).
func Delete(x *Array, at []int, axis int) *Array {
	x, axis = alongAxis("delete", x, axis)
	keep := make([]int64, 0, x.shape[axis])
	drop := make(map[int]bool, len(at))
	for _, i := range at {
		drop[x.checkIndex("delete", axis, i)] = true
	}
	for i := range x.shape[axis] {
		if !drop[i] {
			keep = append(keep, int64(i))
		}
	}
	return Take(x, Of(keep), axis)
}

// Insert returns x with v, broadcast, inserted before position at along axis ([Flat]: flattened).
func Insert(x *Array, at int, v *Array, axis int) *Array {
	x, axis = alongAxis("insert", x, axis)
	n := x.shape[axis]
	if at < 0 {
		at += n
	}
	if at < 0 || at > n {
		panic(&IndexError{"insert", x.Shape(), "position " + itoa(at) + " is out of range for axis " + itoa(axis)})
	}
	shape := cloneInts(x.shape)
	shape[axis] = 1
	if len(v.shape) == len(x.shape) || len(v.shape) == 1 && len(x.shape) == 1 {
		shape[axis] = v.shape[len(v.shape)-len(x.shape)+axis]
	}
	return Concatenate([]*Array{x.narrow(axis, 0, at), v.AsType(x.dtype).BroadcastTo(shape...), x.narrow(axis, at, n-at)}, axis)
}
