package ndarray

// Repeating, shifting, padding, and products made of shifted copies.

import "slices"

// Repeat returns x with each element repeated along axis ([Flat]: of the flattened array). times holds one number, or one
// an element of the axis.
func Repeat(x *Array, times []int, axis int) *Array {
	x, axis = alongAxis("repeat", x, axis)
	n := x.shape[axis]
	if len(times) != 1 && len(times) != n {
		panic(&ShapeError{"repeat", [][]int{x.Shape()}, "needs 1 or " + itoa(n) + " repeat counts, not " + itoa(len(times))})
	}
	var at []int64
	for i := range n {
		t := times[0]
		if len(times) > 1 {
			t = times[i]
		}
		if t < 0 {
			panic(&ValueError{"repeat", "a repeat count is negative"})
		}
		for range t {
			at = append(at, int64(i))
		}
	}
	return Take(x, Of(at), axis)
}

// Tile returns x repeated reps times along each axis; missing leading axes or reps count as 1.
func Tile(x *Array, reps ...int) *Array {
	nd := max(len(x.shape), len(reps))
	shape := append(slices.Repeat([]int{1}, nd-len(x.shape)), x.shape...)
	reps = append(slices.Repeat([]int{1}, nd-len(reps)), reps...)
	var split, full, out []int
	for d, n := range shape {
		if reps[d] < 0 {
			panic(&ValueError{"tile", "a repeat count is negative"})
		}
		split = append(split, 1, n)
		full = append(full, reps[d], n)
		out = append(out, reps[d]*n)
	}
	if 2*nd > MaxDims {
		panic(&ShapeError{"tile", [][]int{x.Shape()}, "has more than 16 dimensions"})
	}
	return x.Reshape(split...).BroadcastTo(full...).Copy().Reshape(out...)
}

// Roll returns x with its elements shifted along axis ([Flat]: in the flattened order); what leaves at one end enters at
// the other.
func Roll(x *Array, shift, axis int) *Array {
	if axis == Flat {
		return Roll(x.Ravel(), shift, 0).Reshape(x.shape...)
	}
	a := normAxis("roll", axis, len(x.shape))
	n := x.shape[a]
	if n == 0 {
		return x.Copy()
	}
	s := int(modInt(int64(shift), int64(n)))
	return Concatenate([]*Array{x.narrow(a, n-s, s), x.narrow(a, 0, n-s)}, a)
}

// RollAxes is [Roll] along several axes, each by its own shift.
func RollAxes(x *Array, shifts, axes []int) *Array {
	if len(shifts) != len(axes) {
		panic(&ValueError{"roll", "has " + itoa(len(shifts)) + " shifts for " + itoa(len(axes)) + " axes"})
	}
	for i, a := range axes {
		x = Roll(x, shifts[i], a)
	}
	return x
}

// Rot90 returns a view of x turned by k quarter turns from axis first towards axis second.
func Rot90(x *Array, k, first, second int) *Array {
	a, b := normAxis("rot90", first, len(x.shape)), normAxis("rot90", second, len(x.shape))
	if a == b {
		panic(&AxisError{"rot90", second, len(x.shape), "is named twice"})
	}
	switch modInt(int64(k), 4) {
	case 1:
		return x.Flip(b).SwapAxes(a, b)
	case 2:
		return x.Flip(a).Flip(b)
	case 3:
		return x.SwapAxes(a, b).Flip(b)
	}
	return x
}

// Kron returns the Kronecker product: x's elements, each times the whole of y.
func Kron(x, y *Array) *Array {
	nd := max(len(x.shape), len(y.shape))
	xs := append(slices.Repeat([]int{1}, nd-len(x.shape)), x.shape...)
	ys := append(slices.Repeat([]int{1}, nd-len(y.shape)), y.shape...)
	var xShape, yShape, out []int
	for d := range nd {
		xShape = append(xShape, xs[d], 1)
		yShape = append(yShape, 1, ys[d])
		out = append(out, xs[d]*ys[d])
	}
	return Multiply(x.Reshape(xShape...), y.Reshape(yShape...)).Reshape(out...)
}

// Trace returns the sum of the k-th diagonal of two axes.
func Trace(x *Array, k, axis1, axis2 int) *Array {
	return Sum(x.Diagonal(k, axis1, axis2), []int{-1}, false)
}

// Cross returns the vector product along the last axes, of length 2 or 3; of two vectors of length 2, only the third
// component, without an axis.
func Cross(x, y *Array) *Array {
	if len(x.shape) == 0 || len(y.shape) == 0 {
		panic(&ShapeError{"cross", [][]int{x.Shape(), y.Shape()}, "need an axis of length 2 or 3"})
	}
	nx, ny := x.shape[len(x.shape)-1], y.shape[len(y.shape)-1]
	if nx != 2 && nx != 3 || ny != 2 && ny != 3 {
		panic(&ShapeError{"cross", [][]int{x.Shape(), y.Shape()}, "need a last axis of length 2 or 3"})
	}
	// component i of a·b' - a'·b
	minor := func(i, j int) *Array {
		return Subtract(Multiply(lastAt(x, i), lastAt(y, j)), Multiply(lastAt(x, j), lastAt(y, i)))
	}
	if nx == 2 && ny == 2 {
		return minor(0, 1)
	}
	return Stack([]*Array{minor(1, 2), minor(2, 0), minor(0, 1)}, -1)
}

// lastAt returns component i of the last axis, 0 beyond its end.
func lastAt(x *Array, i int) *Array {
	if i >= x.shape[len(x.shape)-1] {
		return alloc("cross", x.dtype, x.shape[:len(x.shape)-1])
	}
	return x.Index(Ellipsis, i)
}

// Vander returns the matrix of powers of the vector x, one column each: x⁰ … xⁿ⁻¹ if increasing, else in reverse.
func Vander(x *Array, n int, increasing bool) *Array {
	if len(x.shape) != 1 {
		panic(&ShapeError{"vander", [][]int{x.Shape()}, "is not a vector"})
	}
	p := Power(x.ExpandDims(1), ArangeInt(0, n, 1).ExpandDims(0))
	if increasing {
		return p
	}
	return p.Flip(1).Copy()
}

// Meshgrid returns, for vectors of lengths n₀, n₁, …, arrays of shape (n₀, n₁, …) that hold the coordinates along each. With
// xy set (NumPy's default) the first two axes change places. They are views: do not write to them.
func Meshgrid(xy bool, xs ...*Array) []*Array {
	shape := make([]int, len(xs))
	out := make([]*Array, len(xs))
	for i, x := range xs {
		shape[i] = x.Size()
	}
	for i, x := range xs {
		lens := slices.Repeat([]int{1}, len(xs))
		lens[i] = x.Size()
		out[i] = x.Ravel().Reshape(lens...).BroadcastTo(shape...)
		if xy && len(xs) > 1 {
			out[i] = out[i].SwapAxes(0, 1)
		}
	}
	return out
}

// Indices returns an array of shape (len(shape), shape…) that holds the indices of a grid, one row of it an axis.
func Indices(shape ...int) *Array {
	axes := make([]*Array, len(shape))
	for d, n := range shape {
		axes[d] = ArangeInt(0, n, 1)
	}
	if len(shape) == 0 {
		return New(Int64, 0)
	}
	return Stack(Meshgrid(false, axes...), 0)
}
