package ndarray

// Joining and splitting.

import "slices"

// Concatenate joins xs along an existing axis ([Flat]: their flattened elements); the other lengths must agree. Types are
// promoted.
func Concatenate(xs []*Array, axis int) *Array {
	if len(xs) == 0 {
		panic(&ValueError{"Concatenate", "needs at least one array"})
	}
	if axis == Flat {
		flat := make([]*Array, len(xs))
		for i, x := range xs {
			flat[i] = x.Ravel()
		}
		return Concatenate(flat, 0)
	}
	axis = normAxis("Concatenate", axis, len(xs[0].shape))
	shape := xs[0].Shape()
	shape[axis] = 0
	for _, x := range xs {
		if len(x.shape) != len(shape) {
			panic(&ShapeError{"Concatenate", [][]int{xs[0].Shape(), x.Shape()}, "differ in their number of dimensions"})
		}
		for d, n := range x.shape {
			if d == axis {
				shape[d] += n
			} else if n != shape[d] {
				panic(&ShapeError{"Concatenate", [][]int{xs[0].Shape(), x.Shape()}, "differ outside axis " + itoa(axis)})
			}
		}
	}
	out := alloc("Concatenate", ResultType(xs...), shape)
	at := 0
	for _, x := range xs {
		part := out.narrow(axis, at, x.shape[axis])
		out.class().copyTo(part, x.AsType(out.dtype))
		at += x.shape[axis]
	}
	return out
}

// narrow returns the view of n elements of one axis from start on.
func (x *Array) narrow(axis, start, n int) *Array {
	v := x.view(x.shape)
	copy(v.strides, x.strides)
	v.shape[axis] = n
	v.offset += start * x.strides[axis]
	return v.settle()
}

// Stack joins xs, all of one shape, along a new axis.
func Stack(xs []*Array, axis int) *Array {
	if len(xs) == 0 {
		panic(&ValueError{"Stack", "needs at least one array"})
	}
	for _, x := range xs {
		if !SameShape(x, xs[0]) {
			panic(&ShapeError{"Stack", [][]int{xs[0].Shape(), x.Shape()}, "differ"})
		}
	}
	axis = normAxis("Stack", axis, len(xs[0].shape)+1)
	shape := slices.Insert(xs[0].Shape(), axis, len(xs))
	out := alloc("Stack", ResultType(xs...), shape)
	for i, x := range xs {
		out.class().copyTo(out.narrow(axis, i, 1).Squeeze(axis), x.AsType(out.dtype))
	}
	return out
}

// VStack joins xs row-wise: vectors become rows.
func VStack(xs []*Array) *Array { return Concatenate(mapArrays(xs, (*Array).AtLeast2D), 0) }

// HStack joins xs column-wise; vectors are joined end to end.
func HStack(xs []*Array) *Array {
	xs = mapArrays(xs, (*Array).AtLeast1D)
	if len(xs) > 0 && len(xs[0].shape) == 1 {
		return Concatenate(xs, 0)
	}
	return Concatenate(xs, 1)
}

// DStack joins xs along the third axis.
func DStack(xs []*Array) *Array { return Concatenate(mapArrays(xs, (*Array).AtLeast3D), 2) }

// ColumnStack joins xs column-wise: vectors become columns.
func ColumnStack(xs []*Array) *Array {
	return Concatenate(mapArrays(xs, func(x *Array) *Array {
		if len(x.shape) < 2 {
			return x.AtLeast1D().ExpandDims(1)
		}
		return x
	}), 1)
}

func mapArrays(xs []*Array, f func(*Array) *Array) []*Array {
	out := make([]*Array, len(xs))
	for i, x := range xs {
		out[i] = f(x)
	}
	return out
}

// Split returns views of n equal parts of x along axis. It panics with a [*ShapeError] if the axis is not divisible by n.
func Split(x *Array, n, axis int) []*Array {
	a := normAxis("Split", axis, len(x.shape))
	if n <= 0 || x.shape[a]%n != 0 {
		panic(&ShapeError{"Split", [][]int{x.Shape()}, "axis " + itoa(a) + " does not divide into " + itoa(n) + " equal parts"})
	}
	return ArraySplit(x, n, axis)
}

// ArraySplit returns views of n parts of x along axis; if they cannot be equal, the first ones are longer by one.
func ArraySplit(x *Array, n, axis int) []*Array {
	a := normAxis("ArraySplit", axis, len(x.shape))
	if n <= 0 {
		panic(&ValueError{"ArraySplit", "number of parts " + itoa(n) + " is not positive"})
	}
	var at []int
	each, extra := x.shape[a]/n, x.shape[a]%n
	for i, end := 1, 0; i < n; i++ {
		end += each
		if i <= extra {
			end++
		}
		at = append(at, end)
	}
	return SplitAt(x, at, axis)
}

// SplitAt returns views of x cut along axis before each of the given indices.
func SplitAt(x *Array, at []int, axis int) []*Array {
	a := normAxis("SplitAt", axis, len(x.shape))
	n := x.shape[a]
	out := make([]*Array, 0, len(at)+1)
	start := 0
	for _, end := range append(slices.Clone(at), n) {
		if end < 0 {
			end += n
		}
		end = min(max(end, 0), n)
		out = append(out, x.narrow(a, min(start, n), max(0, end-start)))
		start = end
	}
	return out
}
