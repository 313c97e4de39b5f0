package anp

// Discrete Fourier transforms. They are linear, so the JVPs are the transforms themselves; the matrix of the transform is
// symmetric, so the VJP is the transform as well, with cutting and padding exchanged.

import (
	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

var fft, ifft, rfft, irfft Prim

// transform holds the options: to how many elements the argument is cut or padded, along which axis, and what divides.
type transform struct {
	n, axis int
	norm    ndarray.FFTNorm
}

func init() {
	for _, t := range []struct {
		prim      *Prim
		name, doc string
		raw       func(x *ndarray.Array, n, axis int, norm ndarray.FFTNorm) *ndarray.Array
		vjp       func(g, ans, x Value, o transform) Value
	}{
		{&fft, "fft.fft", "discrete Fourier transform", ndarray.FFT,
			func(g, _, x Value, o transform) Value { return resize(fft.Apply1(g, o), x.Dim(o.axis), o.axis) }},
		{&ifft, "fft.ifft", "inverse transform", ndarray.IFFT,
			func(g, _, x Value, o transform) Value { return resize(ifft.Apply1(g, o), x.Dim(o.axis), o.axis) }},
		{&rfft, "fft.rfft", "transform of real numbers, the half of it that is not redundant", ndarray.RFFT,
			func(g, _, x Value, o transform) Value {
				full := fft.Apply1(resize(g, o.n, o.axis), o)
				return resize(full.Real(), x.Dim(o.axis), o.axis)
			}},
		{&irfft, "fft.irfft", "inverse of rfft", ndarray.IRFFT,
			func(g, _, x Value, o transform) Value {
				half := ifft.Apply1(g, o).Narrow(o.axis, 0, o.n/2+1)
				return resize(half.Mul(twice(o, x.NDim())), x.Dim(o.axis), o.axis)
			}},
	} {
		Op1[transform]{Prim: t.prim, Name: t.name, Doc: t.doc, VJP: t.vjp,
			A: func(x *ndarray.Array, o transform) *ndarray.Array { return t.raw(x, o.n, o.axis, o.norm) },
		}.Define()
	}
}

// twice is how often irfft uses each element: once that of frequency 0 and, for an even n, the last; twice the others,
// which stand for their conjugates too.
func twice(o transform, ndim int) Value {
	c := ndarray.Full(2.0, o.n/2+1)
	c.Set(1, 0)
	if o.n%2 == 0 {
		c.Set(1, o.n/2)
	}
	shape := make([]int, ndim)
	for i := range shape {
		shape[i] = 1
	}
	shape[o.axis] = o.n/2 + 1
	return V(c.Reshape(shape...))
}

// resize cuts or pads x with zeros to n elements along an axis.
func resize(x Value, n, axis int) Value {
	switch m := x.Dim(axis); {
	case m > n:
		return x.Narrow(axis, 0, n)
	case m < n:
		width := make([][2]int, x.NDim())
		width[axis][1] = n - m
		return Pad(x, width, ndarray.PadConstant)
	}
	return x
}

// on returns the options for x; n is its length along the axis if it is 0.
func on(op string, x Value, n, axis int, norm ndarray.FFTNorm) transform {
	axis = front(op, axis, x.NDim())
	if n == 0 {
		n = x.Dim(axis)
	}
	return transform{n, axis, norm}
}

// FFT returns the discrete Fourier transform along an axis; x is cut or padded with zeros to n elements, if n is not 0.
func FFT(x Value, n, axis int, norm ndarray.FFTNorm) Value {
	return fft.Apply1(x, on("fft.fft", x, n, axis, norm))
}

// IFFT returns the inverse of [FFT].
func IFFT(x Value, n, axis int, norm ndarray.FFTNorm) Value {
	return ifft.Apply1(x, on("fft.ifft", x, n, axis, norm))
}

// RFFT returns the first n/2+1 elements of the transform of real numbers; n may be odd.
func RFFT(x Value, n, axis int, norm ndarray.FFTNorm) Value {
	return rfft.Apply1(x, on("fft.rfft", x, n, axis, norm))
}

// IRFFT returns the n real numbers whose transform begins with x; n = 0 means 2(m-1) for m elements.
func IRFFT(x Value, n, axis int, norm ndarray.FFTNorm) Value {
	if n == 0 {
		n = 2 * (x.Dim(axis) - 1)
	}
	return irfft.Apply1(x, on("fft.irfft", x, n, axis, norm))
}

// along completes shape and axes of a transform along several axes: nil axes are the last len(shape), or all.
func along(x Value, shape, axes []int) (s, a []int) {
	if axes == nil {
		n := x.NDim()
		if shape != nil {
			n = len(shape)
		}
		for i := range n {
			axes = append(axes, x.NDim()-n+i)
		}
	}
	if shape == nil {
		shape = make([]int, len(axes))
	}
	if len(shape) != len(axes) {
		panic(&ndarray.ValueError{Op: "fft", Msg: "shape and axes have different lengths"})
	}
	if len(axes) == 0 {
		panic(&ndarray.ValueError{Op: "fft", Msg: "needs at least one axis"})
	}
	return shape, axes
}

// FFTN returns the transform along several axes (nil: all); shape says to how many elements each is cut or padded (nil: as
// they are).
func FFTN(x Value, shape, axes []int, norm ndarray.FFTNorm) Value {
	shape, axes = along(x, shape, axes)
	for i := len(axes) - 1; i >= 0; i-- {
		x = FFT(x, shape[i], axes[i], norm)
	}
	return x
}

// IFFTN returns the inverse of [FFTN].
func IFFTN(x Value, shape, axes []int, norm ndarray.FFTNorm) Value {
	shape, axes = along(x, shape, axes)
	for i := len(axes) - 1; i >= 0; i-- {
		x = IFFT(x, shape[i], axes[i], norm)
	}
	return x
}

// RFFTN returns the transform of real numbers along several axes (nil: all), the last of them as [RFFT].
func RFFTN(x Value, shape, axes []int, norm ndarray.FFTNorm) Value {
	shape, axes = along(x, shape, axes)
	last := len(axes) - 1
	x = RFFT(x, shape[last], axes[last], norm)
	if last == 0 {
		return x
	}
	return FFTN(x, shape[:last], axes[:last], norm)
}

// IRFFTN returns the inverse of [RFFTN].
func IRFFTN(x Value, shape, axes []int, norm ndarray.FFTNorm) Value {
	shape, axes = along(x, shape, axes)
	last := len(axes) - 1
	if last > 0 {
		x = IFFTN(x, shape[:last], axes[:last], norm)
	}
	return IRFFT(x, shape[last], axes[last], norm)
}

// FFT2 is [FFTN] along the last two axes; likewise the next three.
func FFT2(x Value, norm ndarray.FFTNorm) Value { return FFTN(x, nil, []int{-2, -1}, norm) }

// IFFT2 returns the inverse of [FFT2].
func IFFT2(x Value, norm ndarray.FFTNorm) Value { return IFFTN(x, nil, []int{-2, -1}, norm) }

// RFFT2 is [RFFTN] along the last two axes.
func RFFT2(x Value, norm ndarray.FFTNorm) Value { return RFFTN(x, nil, []int{-2, -1}, norm) }

// IRFFT2 returns the inverse of [RFFT2].
func IRFFT2(x Value, norm ndarray.FFTNorm) Value { return IRFFTN(x, nil, []int{-2, -1}, norm) }

// FFTShift moves the element of frequency 0 to the middle of the axes (none: all).
func FFTShift(x Value, axes ...int) Value { return shifted(x, axes, func(n int) int { return n / 2 }) }

// IFFTShift is the inverse of [FFTShift].
func IFFTShift(x Value, axes ...int) Value {
	return shifted(x, axes, func(n int) int { return -(n / 2) })
}

func shifted(x Value, axes []int, by func(n int) int) Value {
	if len(axes) == 0 {
		for i := range x.NDim() {
			axes = append(axes, i)
		}
	}
	shifts := make([]int, len(axes))
	for i, a := range axes {
		shifts[i] = by(x.Dim(a))
	}
	return RollAxes(x, shifts, axes)
}
