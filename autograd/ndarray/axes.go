package ndarray

// Axes as they are given (negative, nil, several), and what they mean.

import (
	"math"
	"slices"
	"strconv"
)

// Flat, given as an axis, means no axis: the function works on the flattened array, as NumPy does for axis=None.
const Flat = math.MinInt

// normAxis returns axis counted from the front. It panics with an [*AxisError].
func normAxis(op string, axis, ndim int) int {
	a := axis
	if a < 0 {
		a += ndim
	}
	if a < 0 || a >= ndim {
		panic(&AxisError{Op: op, Axis: axis, NDim: ndim})
	}
	return a
}

// normAxes returns the axes from the front, sorted; nil means all.
func normAxes(op string, axes []int, ndim int) []int {
	if axes == nil {
		all := make([]int, ndim)
		for i := range all {
			all[i] = i
		}
		return all
	}
	out := make([]int, len(axes))
	for i, a := range axes {
		out[i] = normAxis(op, a, ndim)
		if slices.Contains(out[:i], out[i]) {
			panic(&AxisError{op, a, ndim, "is named twice"})
		}
	}
	slices.Sort(out)
	return out
}

// axisMask returns for each axis whether axes names it.
func axisMask(op string, axes []int, ndim int) (mask [MaxDims]bool) {
	if axes == nil {
		for i := range ndim {
			mask[i] = true
		}
		return mask
	}
	for _, axis := range axes {
		a := normAxis(op, axis, ndim)
		if mask[a] {
			panic(&AxisError{op, axis, ndim, "is named twice"})
		}
		mask[a] = true
	}
	return mask
}

// alongAxis returns x and a valid axis of it; for [Flat], x flattened and 0.
func alongAxis(op string, x *Array, axis int) (*Array, int) {
	if axis == Flat {
		return x.Ravel(), 0
	}
	return x, normAxis(op, axis, len(x.shape))
}

func itoa(n int) string { return strconv.Itoa(n) }
