package ndarray

// Sliding sums.

// ConvolveMode says which part of a convolution is returned.
type ConvolveMode string

// The modes of [Convolve] and [Correlate].
const (
	ConvolveFull  ConvolveMode = "full"  // wherever the two overlap: n + m - 1 elements
	ConvolveSame  ConvolveMode = "same"  // the middle max(n, m) of these
	ConvolveValid ConvolveMode = "valid" // where they overlap wholly: max(n, m) - min(n, m) + 1 elements
)

// Convolve returns the discrete convolution Σⱼ x[j]·y[i-j] of two vectors.
func Convolve(x, y *Array, mode ConvolveMode) *Array {
	if len(x.shape) != 1 || len(y.shape) != 1 || x.shape[0] == 0 || y.shape[0] == 0 {
		panic(&ShapeError{"convolve", [][]int{x.Shape(), y.Shape()}, "need two vectors that are not empty"})
	}
	if x.shape[0] < y.shape[0] {
		x, y = y, x
	}
	n, m := x.shape[0], y.shape[0]
	padded := Pad(x, [][2]int{{m - 1, m - 1}}, PadConstant, 0)
	full := Dot(SlidingWindow(padded, m, 0), y.Flip())
	switch mode {
	case ConvolveFull:
		return full
	case ConvolveSame:
		return full.narrow(0, (m-1)/2, n).Copy()
	case ConvolveValid:
		return full.narrow(0, m-1, n-m+1).Copy()
	}
	panic(&ValueError{"convolve", "unknown mode " + string(mode) + "; there are full, same and valid"})
}

// Correlate returns the cross-correlation Σⱼ x[i+j]·conj(y[j]) of two vectors.
func Correlate(x, y *Array, mode ConvolveMode) *Array {
	c := Convolve(x, Conj(y).Flip(), mode)
	if mode != ConvolveSame || x.shape[0] >= y.shape[0] || (x.shape[0])%2 == 1 {
		return c
	}
	full := Convolve(x, Conj(y).Flip(), ConvolveFull)
	return full.narrow(0, x.shape[0]/2, y.shape[0]).Copy()
}

// SlidingWindow returns a view in which a new last axis of length n runs over the windows of n neighbours along axis,
// which gets shorter by n-1. Do not write to it: the windows overlap.
func SlidingWindow(x *Array, n, axis int) *Array {
	a := normAxis("SlidingWindow", axis, len(x.shape))
	if n < 1 || n > x.shape[a] {
		panic(&ShapeError{"SlidingWindow", [][]int{x.Shape()}, "axis " + itoa(a) + " has no window of " + itoa(n)})
	}
	v := x.view(append(cloneInts(x.shape), n))
	copy(v.strides, append(cloneInts(x.strides), x.strides[a]))
	v.shape[a] -= n - 1
	return v.settle()
}
