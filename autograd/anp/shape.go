package anp

// Shapes: what rearranges arrays, joins them and takes them apart.

import (
	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

var tile, roll, tril, triu, diag, pad Prim

// padding holds the options of Pad.
type padding struct {
	width [][2]int
	mode  ndarray.PadMode
}

// rolling holds the options of Roll.
type rolling struct{ shifts, axes []int }

func init() {
	Rearrange[[]int]{Prim: &tile, Name: "tile", Doc: "copies of x side by side",
		A: func(x *ndarray.Array, reps []int) *ndarray.Array { return ndarray.Tile(x, reps...) },
	}.Define()
	Rearrange[rolling]{Prim: &roll, Name: "roll", Doc: "elements moved along axes, the last ones coming first",
		A: func(x *ndarray.Array, o rolling) *ndarray.Array { return ndarray.RollAxes(x, o.shifts, o.axes) },
	}.Define()
	Rearrange[int]{Prim: &tril, Name: "tril", Doc: "lower triangle, zeros elsewhere", A: ndarray.Tril}.Define()
	Rearrange[int]{Prim: &triu, Name: "triu", Doc: "upper triangle, zeros elsewhere", A: ndarray.Triu}.Define()
	Rearrange[int]{Prim: &diag, Name: "diag", Doc: "diagonal of a matrix, or the matrix with this diagonal", A: ndarray.Diag}.Define()
	Rearrange[padding]{Prim: &pad, Name: "pad", Doc: "x with more elements at its ends",
		A: func(x *ndarray.Array, o padding) *ndarray.Array { return ndarray.Pad(x, o.width, o.mode, 0) },
	}.Define()
}

// Reshape returns the elements of x in another shape; one length may be -1 and is worked out.
func Reshape(x Value, shape ...int) Value { return x.Reshape(shape...) }

// Ravel returns the elements of x in one dimension.
func Ravel(x Value) Value { return x.Ravel() }

// Transpose returns x with its axes in the given order; without axes, in reverse order.
func Transpose(x Value, axes ...int) Value { return x.Transpose(axes...) }

// PermuteDims is [Transpose].
func PermuteDims(x Value, axes ...int) Value { return x.Transpose(axes...) }

// SwapAxes returns x with two axes exchanged.
func SwapAxes(x Value, a, b int) Value { return x.SwapAxes(a, b) }

// MoveAxis returns x with axes moved to other places; the rest keep their order.
func MoveAxis(x Value, from, to []int) Value {
	order := make([]int, x.NDim())
	for i := range order {
		order[i] = i
	}
	// what NumPy would do to an array of these axes: moved on a stand-in without elements
	marks := make([]int, x.NDim())
	for i := range marks {
		marks[i] = i + 1
	}
	for i, n := range ndarray.New(ndarray.Bool, marks...).MoveAxis(from, to).Shape() {
		order[i] = n - 1
	}
	return x.Transpose(order...)
}

// RollAxis returns x with axis moved back until it lies before start.
func RollAxis(x Value, axis, start int) Value {
	n := x.NDim()
	if axis < 0 {
		axis += n
	}
	if start < 0 {
		start += n
	}
	if axis < start {
		start--
	}
	return MoveAxis(x, []int{axis}, []int{start})
}

// BroadcastTo returns x repeated to a shape.
func BroadcastTo(x Value, shape ...int) Value { return x.BroadcastTo(shape...) }

// ExpandDims returns x with new axes of length 1 at the given places of the result.
func ExpandDims(x Value, axes ...int) Value { return x.ExpandDims(axes...) }

// Squeeze returns x without the given axes of length 1, or without all of them.
func Squeeze(x Value, axes ...int) Value { return x.Squeeze(axes...) }

// AtLeast1D returns x with at least one dimension.
func AtLeast1D(x Value) Value {
	if x.NDim() > 0 {
		return x
	}
	return x.Reshape(1)
}

// AtLeast2D returns x with at least two dimensions, new ones in front.
func AtLeast2D(x Value) Value {
	switch x.NDim() {
	case 0:
		return x.Reshape(1, 1)
	case 1:
		return x.ExpandDims(0)
	}
	return x
}

// AtLeast3D returns x with at least three dimensions: (n) becomes (1, n, 1), (m, n) becomes (m, n, 1).
func AtLeast3D(x Value) Value {
	switch x.NDim() {
	case 0:
		return x.Reshape(1, 1, 1)
	case 1:
		return x.ExpandDims(0, 2)
	case 2:
		return x.ExpandDims(2)
	}
	return x
}

// Flip returns x with the given axes reversed, or all.
func Flip(x Value, axes ...int) Value { return x.Flip(axes...) }

// Fliplr returns x with axis 1 reversed.
func Fliplr(x Value) Value { return x.Flip(1) }

// Flipud returns x with axis 0 reversed.
func Flipud(x Value) Value { return x.Flip(0) }

// Rot90 returns x turned by k quarters in the plane of its first two axes, from the first to the second.
func Rot90(x Value, k int) Value {
	switch (k%4 + 4) % 4 {
	case 1:
		return x.Flip(1).SwapAxes(0, 1)
	case 2:
		return x.Flip(0, 1)
	case 3:
		return x.SwapAxes(0, 1).Flip(1)
	}
	return x
}

// Roll returns x with its elements moved along an axis by shift, the last ones coming first; along [ndarray.Flat], in the
// flattened array.
func Roll(x Value, shift, axis int) Value {
	if axis == ndarray.Flat {
		return Roll(x.Ravel(), shift, 0).Reshape(x.Shape()...)
	}
	return RollAxes(x, []int{shift}, []int{axis})
}

// RollAxes is [Roll] along several axes.
func RollAxes(x Value, shifts, axes []int) Value { return roll.Apply1(x, rolling{shifts, axes}) }

// Repeat returns each element of x n times along an axis; along [ndarray.Flat], of the flattened array.
func Repeat(x Value, n, axis int) Value { return x.Repeat(n, axis) }

// Tile returns copies of x side by side, reps[i] of them along axis i; reps are aligned to the last axes.
func Tile(x Value, reps ...int) Value { return tile.Apply1(x, reps) }

// Tril returns the elements of the last two axes on and below diagonal k, zeros elsewhere.
func Tril(x Value, k int) Value { return tril.Apply1(x, k) }

// Triu returns the elements of the last two axes on and above diagonal k, zeros elsewhere.
func Triu(x Value, k int) Value { return triu.Apply1(x, k) }

// Diag returns diagonal k of a matrix of any shape, or the matrix with the vector x as its diagonal k.
func Diag(x Value, k int) Value { return diag.Apply1(x, k) }

// Diagonal returns the elements x[…, i, …, i+offset, …] of two axes; their common axis comes last.
func Diagonal(x Value, offset, axis1, axis2 int) Value { return x.Diagonal(offset, axis1, axis2) }

// MakeDiagonal is the inverse of [Diagonal] for the last axis: matrices with its elements on their diagonals.
func MakeDiagonal(x Value) Value {
	n := x.Dim(-1)
	return Where(Wrap(ndarray.Equal(ndarray.Eye(n), ndarray.Weak(1.0))), x.ExpandDims(-1), V(0))
}

// MatrixTrace returns the sum of diagonal offset of the first two axes (numpy.trace).
func MatrixTrace(x Value, offset int) Value { return x.Diagonal(offset, 0, 1).Sum(-1) }

// Pad returns x with width[i][0] elements before and width[i][1] after those of axis i: zeros, or what mode says.
func Pad(x Value, width [][2]int, mode ndarray.PadMode) Value {
	return pad.Apply1(x, padding{width, mode})
}

// Append joins two arrays along an axis; along [ndarray.Flat], the flattened arrays.
func Append(x, y Value, axis int) Value { return Concatenate(axis, x, y) }

// VStack joins arrays along the first axis; vectors are rows.
func VStack(xs ...Value) Value { return Concatenate(0, each(AtLeast2D, xs)...) }

// HStack joins arrays along the second axis, vectors along their only one.
func HStack(xs ...Value) Value {
	xs = each(AtLeast1D, xs)
	if len(xs) > 0 && xs[0].NDim() == 1 {
		return Concatenate(0, xs...)
	}
	return Concatenate(1, xs...)
}

// DStack joins arrays along the third axis.
func DStack(xs ...Value) Value { return Concatenate(2, each(AtLeast3D, xs)...) }

// ColumnStack joins vectors, as columns, and matrices along the second axis.
func ColumnStack(xs ...Value) Value {
	return Concatenate(1, each(func(x Value) Value {
		if x.NDim() < 2 {
			return x.Reshape(-1, 1)
		}
		return x
	}, xs)...)
}

func each(f func(Value) Value, xs []Value) []Value {
	out := make([]Value, len(xs))
	for i, x := range xs {
		out[i] = f(x)
	}
	return out
}

// ArraySplit takes x apart along an axis into n parts, the first of which are one longer if it does not come out even.
func ArraySplit(x Value, n, axis int) []Value {
	if n < 1 {
		panic(&ndarray.ValueError{Op: "array_split", Msg: "needs at least one part"})
	}
	var at []int
	length, start := x.Dim(axis), 0
	for i := range n - 1 {
		start += length / n
		if i < length%n {
			start++
		}
		at = append(at, start)
	}
	return SplitAt(x, at, axis)
}

// Split takes x apart along an axis into n parts of equal length. It panics with a [*ndarray.ValueError] if it does not
// come out even.
func Split(x Value, n, axis int) []Value {
	if n > 0 && x.Dim(axis)%n != 0 {
		panic(&ndarray.ValueError{Op: "split", Msg: "the axis does not divide into equal parts"})
	}
	return ArraySplit(x, n, axis)
}

// SplitAt takes x apart along an axis before each of the given places.
func SplitAt(x Value, at []int, axis int) []Value {
	var out []Value
	start := 0
	for _, end := range append(append([]int(nil), at...), x.Dim(axis)) {
		out = append(out, x.Narrow(axis, start, max(start, end)))
		start = end
	}
	return out
}

// HSplit is [Split] along the second axis, of vectors along their only one.
func HSplit(x Value, n int) []Value { return Split(x, n, min(1, x.NDim()-1)) }

// VSplit is [Split] along the first axis.
func VSplit(x Value, n int) []Value { return Split(x, n, 0) }

// DSplit is [Split] along the third axis.
func DSplit(x Value, n int) []Value { return Split(x, n, 2) }

// Meshgrid returns for each vector an array in which it varies along its own axis, the first two exchanged as in NumPy.
func Meshgrid(xs ...Value) []Value {
	shape := make([]int, len(xs))
	for i, x := range xs {
		shape[i] = x.Size()
	}
	if len(xs) > 1 {
		shape[0], shape[1] = shape[1], shape[0]
	}
	out := make([]Value, len(xs))
	for i, x := range xs {
		axis := i
		if len(xs) > 1 && i < 2 {
			axis = 1 - i
		}
		along := make([]int, len(xs))
		for k := range along {
			along[k] = 1
		}
		along[axis] = x.Size()
		out[i] = x.Reshape(along...).BroadcastTo(shape...)
	}
	return out
}

// Full returns an array of the given shape filled with v, which is broadcast.
func Full(v Value, shape ...int) Value { return v.BroadcastTo(shape...) }

// FullLike returns an array of x's shape filled with v.
func FullLike(x, v Value) Value { return v.BroadcastTo(x.Shape()...) }

// LinspaceOf returns n evenly spaced numbers from start to stop, which can be differentiated (numpy.linspace).
func LinspaceOf(start, stop Value, n int) Value {
	t := Wrap(ndarray.Linspace(0, 1, n))
	for range max(start.NDim(), stop.NDim()) {
		t = t.ExpandDims(-1)
	}
	return start.Mul(V(1).Sub(t)).Add(stop.Mul(t))
}

// Array returns the array of parts: numbers, arrays and nested slices of them that hold Values; the same as V.
func Array(parts any) Value { return V(parts) }

// AsType returns x converted to another dtype.
func AsType(x Value, dt ndarray.DType) Value { return x.AsType(dt) }

// RealIfClose returns the real part of x if all imaginary parts are within 100 rounding errors of 0, else x.
func RealIfClose(x Value) Value {
	if !x.IsComplex() || GetVal(x).Imag().Abs().Greater(V(100*2.3e-16)).Any().Bool() {
		return x
	}
	return x.Real()
}
