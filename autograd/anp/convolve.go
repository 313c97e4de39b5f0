package anp

// Convolution of vectors and arrays, and windows.

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// window holds the options of the sliding window: its length, the axis, and the length that the axis had.
type window struct{ n, axis, length int }

var windows, overlapAdd Prim

func init() {
	Op1[window]{Prim: &windows, Name: "sliding_window_view", Doc: "windows of neighbours along an axis, in a new last axis",
		A:   func(x *ndarray.Array, o window) *ndarray.Array { return ndarray.SlidingWindow(x, o.n, o.axis) },
		VJP: func(g, _, _ Value, o window) Value { return overlapAdd.Apply1(g, o) },
	}.Define()
	Op1[window]{Prim: &overlapAdd, Name: "overlap_add", Doc: "windows added where they overlap",
		A: func(g *ndarray.Array, o window) *ndarray.Array {
			shape := g.Shape()
			shape = shape[:len(shape)-1]
			count := shape[o.axis]
			shape[o.axis] = o.length
			out := ndarray.New(g.DType(), shape...)
			idx := make([]any, o.axis+1)
			for i := range idx {
				idx[i] = ndarray.Whole()
			}
			for k := range o.n {
				idx[o.axis] = ndarray.Range(k, k+count)
				ndarray.AddInto(out.Index(idx...), g.Index(ndarray.Ellipsis, k))
			}
			return out
		},
		VJP: func(g, _, _ Value, o window) Value { return windows.Apply1(g, o) },
	}.Define()
}

// SlidingWindow returns the windows of n neighbours along an axis, which gets shorter by n-1; the place within the window
// is a new last axis.
func SlidingWindow(x Value, n, axis int) Value {
	axis = front("sliding_window_view", axis, x.NDim())
	if n < 1 || n > x.Dim(axis) {
		panic(&ndarray.ShapeError{Op: "sliding_window_view", Shapes: [][]int{x.Shape()}, Msg: fmt.Sprintf("has no window of %d elements along axis %d", n, axis)})
	}
	return windows.Apply1(x, window{n, axis, x.Dim(axis)})
}

// Convolve returns the discrete convolution Σⱼ x[j]·y[i-j] of two vectors; the mode is as in numpy.convolve.
func Convolve(x, y Value, mode ndarray.ConvolveMode) Value {
	if x.NDim() != 1 || y.NDim() != 1 {
		panic(&ndarray.ShapeError{Op: "convolve", Shapes: [][]int{x.Shape(), y.Shape()}, Msg: "are not those of two vectors"})
	}
	if x.Size() < y.Size() {
		x, y = y, x
	}
	return ConvolveND(x, y, mode)
}

// Correlate returns the cross-correlation Σⱼ x[i+j]·conj(y[j]) of two vectors.
func Correlate(x, y Value, mode ndarray.ConvolveMode) Value {
	swapped := y.Size() > x.Size()
	out := Convolve(x, Flip(y.Conj()), mode)
	if swapped && mode == ndarray.ConvolveSame && y.Size()%2 == 0 {
		full := Convolve(x, Flip(y.Conj()), ndarray.ConvolveFull)
		start := x.Size() / 2
		return full.Narrow(0, start, start+y.Size())
	}
	return out
}

// ConvolveND returns the convolution of x and y along all axes: of each other wherever they overlap (ndarray.ConvolveFull),
// in the middle of that, as large as x (ndarray.ConvolveSame), or where y lies wholly in x (ndarray.ConvolveValid).
func ConvolveND(x, y Value, mode ndarray.ConvolveMode) Value {
	if x.NDim() != y.NDim() {
		panic(&ndarray.ShapeError{Op: "convolve", Shapes: [][]int{x.Shape(), y.Shape()}, Msg: "differ in the number of dimensions"})
	}
	n := x.NDim()
	width := make([][2]int, n)
	for i := range width {
		k := y.Dim(i) - 1
		switch mode {
		case ndarray.ConvolveFull:
			width[i] = [2]int{k, k}
		case ndarray.ConvolveSame:
			width[i] = [2]int{k - k/2, k / 2}
		case ndarray.ConvolveValid:
		default:
			panic(&ndarray.ValueError{Op: "convolve", Msg: fmt.Sprintf("unknown mode %q", mode)})
		}
	}
	if mode != ndarray.ConvolveValid {
		x = Pad(x, width, ndarray.PadConstant)
	}
	for i := range n {
		x = SlidingWindow(x, y.Dim(i), i)
	}
	axes, all := make([]int, n), make([]int, n)
	for i := range n {
		axes[i], all[i] = n+i, i
	}
	return TensorDot(x, Flip(y), axes, all)
}

// patches2D returns the windows of the last two axes, stride apart.
func patches2D(x Value, rows, cols, stride int) Value {
	n := x.NDim()
	w := SlidingWindow(SlidingWindow(x, rows, n-2), cols, n-1)
	if stride == 1 {
		return w
	}
	if stride < 1 {
		panic(&ndarray.ValueError{Op: "avg_pool2d", Msg: "the stride must be at least 1"})
	}
	idx := make([]any, n)
	for i := range idx {
		idx[i] = ndarray.Whole()
	}
	idx[n-2], idx[n-1] = ndarray.Every(stride), ndarray.Every(stride)
	return w.At(idx...)
}

// AvgPool2D returns the mean of each size×size window of the last two axes, stride apart.
func AvgPool2D(x Value, size, stride int) Value { return patches2D(x, size, size, stride).Mean(-2, -1) }
