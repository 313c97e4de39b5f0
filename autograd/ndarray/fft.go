package ndarray

// Discrete Fourier transforms by gonum's dsp/fourier, of any length: Xₖ = Σⱼ xⱼ·exp(-2πi·jk/n).

import (
	"gonum.org/v1/gonum/dsp/fourier"
)

// FFTNorm says which direction of a transform divides by n.
type FFTNorm string

// The normalisations of the transforms.
const (
	NormBackward FFTNorm = "backward" // the inverse divides by n
	NormForward  FFTNorm = "forward"  // the forward transform divides by n
	NormOrtho    FFTNorm = "ortho"    // both divide by √n
)

// scale returns what a transform of length n is multiplied by.
func (norm FFTNorm) scale(op string, n int, inverse bool) *Array {
	switch norm {
	case NormBackward, "":
		if !inverse {
			return nil
		}
		return Weak(1 / float64(n))
	case NormForward:
		if inverse {
			return nil
		}
		return Weak(1 / float64(n))
	case NormOrtho:
		return Reciprocal(Sqrt(Weak(float64(n))))
	}
	panic(&ValueError{op, "unknown norm " + string(norm) + "; there are backward, forward and ortho"})
}

// FFT returns the transform along axis, in complex numbers. x is cut or padded with zeros to n elements; n = 0 means all.
func FFT(x *Array, n, axis int, norm FFTNorm) *Array { return fft("fft", x, n, axis, norm, false) }

// IFFT returns the inverse of [FFT].
func IFFT(x *Array, n, axis int, norm FFTNorm) *Array { return fft("ifft", x, n, axis, norm, true) }

func fft(op string, x *Array, n, axis int, norm FFTNorm, inverse bool) *Array {
	a := normAxis(op, axis, len(x.shape))
	dt := x.dtype.Float().Complex()
	x = resize(op, x, &n, a).AsType(Complex128)
	plan := fourier.NewCmplxFFT(n)
	r := mapLines(op, x, a, n, func(dst, src []complex128) {
		if inverse {
			plan.Sequence(dst, src)
		} else {
			plan.Coefficients(dst, src)
		}
	})
	return scaled(r, norm.scale(op, n, inverse)).AsType(dt)
}

func scaled(r, s *Array) *Array {
	if s == nil {
		return r
	}
	return Multiply(r, s, r)
}

// resize cuts x or pads it with zeros to *n elements along axis, and sets an *n of 0 to what there are.
func resize(op string, x *Array, n *int, axis int) *Array {
	have := x.shape[axis]
	if *n == 0 {
		*n = have
	}
	if *n < 1 {
		panic(&ValueError{op, "the number of points, " + itoa(*n) + ", is not positive"})
	}
	if have >= *n {
		return x.narrow(axis, 0, *n)
	}
	width := make([][2]int, len(x.shape))
	width[axis][1] = *n - have
	return Pad(x, width, PadConstant, 0)
}

// RFFT returns the first n/2+1 elements of the transform of real numbers; the others are their conjugates.
func RFFT(x *Array, n, axis int, norm FFTNorm) *Array {
	needReal("rfft", x)
	a := normAxis("rfft", axis, len(x.shape))
	dt := x.dtype.Float().Complex()
	x = resize("rfft", x, &n, a).AsType(Float64)
	plan := fourier.NewFFT(n)
	r := mapLines("rfft", x, a, n/2+1, func(dst []complex128, src []float64) { plan.Coefficients(dst, src) })
	return scaled(r, norm.scale("rfft", n, false)).AsType(dt)
}

// IRFFT returns the n real numbers whose transform begins with x: the inverse of [RFFT]. n = 0 means 2(m-1) for m elements.
func IRFFT(x *Array, n, axis int, norm FFTNorm) *Array {
	a := normAxis("irfft", axis, len(x.shape))
	if n == 0 {
		n = 2 * (x.shape[a] - 1)
	}
	if n < 1 {
		panic(&ValueError{"irfft", "the number of points, " + itoa(n) + ", is not positive"})
	}
	dt := x.dtype.Float().Real()
	m := n/2 + 1
	x = resize("irfft", x, &m, a).AsType(Complex128)
	plan := fourier.NewFFT(n)
	r := mapLines("irfft", x, a, n, func(dst []float64, src []complex128) {
		src[0] = complex(real(src[0]), 0) // imaginary parts that a real signal cannot have are ignored
		if n%2 == 0 {
			src[n/2] = complex(real(src[n/2]), 0)
		}
		plan.Sequence(dst, src)
	})
	return scaled(r, norm.scale("irfft", n, true)).AsType(dt)
}

// FFTN returns the transform along several axes (nil: all). shape says to how many elements each is cut or padded; nil means
// all there are.
func FFTN(x *Array, shape, axes []int, norm FFTNorm) *Array {
	return alongAxes("fftn", x, shape, axes, func(x *Array, n, axis int) *Array { return FFT(x, n, axis, norm) })
}

// IFFTN returns the inverse of [FFTN].
func IFFTN(x *Array, shape, axes []int, norm FFTNorm) *Array {
	return alongAxes("ifftn", x, shape, axes, func(x *Array, n, axis int) *Array { return IFFT(x, n, axis, norm) })
}

func alongAxes(op string, x *Array, shape, axes []int, f func(x *Array, n, axis int) *Array) *Array {
	axes, shape = fftAxes(op, x, shape, axes)
	for i := len(axes) - 1; i >= 0; i-- {
		x = f(x, shape[i], axes[i])
	}
	return x
}

// fftAxes returns the axes of an n-dimensional transform and the lengths along them.
func fftAxes(op string, x *Array, shape, axes []int) (over, lens []int) {
	if axes == nil {
		n := len(x.shape)
		if shape != nil {
			n = len(shape)
		}
		for i := range n {
			over = append(over, i-n)
		}
	} else {
		over = cloneInts(axes)
	}
	if shape != nil && len(shape) != len(over) {
		panic(&ValueError{op, itoa(len(shape)) + " lengths for " + itoa(len(over)) + " axes"})
	}
	lens = make([]int, len(over))
	copy(lens, shape)
	return over, lens
}

// RFFTN returns the transform of real numbers along several axes (nil: all), the last of them as [RFFT].
func RFFTN(x *Array, shape, axes []int, norm FFTNorm) *Array {
	axes, shape = fftAxes("rfftn", x, shape, axes)
	if len(axes) == 0 {
		panic(&ValueError{"rfftn", "needs at least one axis"})
	}
	last := len(axes) - 1
	r := RFFT(x, shape[last], axes[last], norm)
	return FFTN(r, shape[:last], axes[:last], norm)
}

// IRFFTN returns the inverse of [RFFTN].
func IRFFTN(x *Array, shape, axes []int, norm FFTNorm) *Array {
	axes, shape = fftAxes("irfftn", x, shape, axes)
	if len(axes) == 0 {
		panic(&ValueError{"irfftn", "needs at least one axis"})
	}
	last := len(axes) - 1
	r := IFFTN(x, shape[:last], axes[:last], norm)
	return IRFFT(r, shape[last], axes[last], norm)
}

// FFTShift moves the element of frequency 0 to the middle of the axes (nil: all).
func FFTShift(x *Array, axes []int) *Array {
	for _, a := range normAxes("fftshift", axes, len(x.shape)) {
		x = Roll(x, x.shape[a]/2, a)
	}
	return x
}

// IFFTShift is the inverse of [FFTShift].
func IFFTShift(x *Array, axes []int) *Array {
	for _, a := range normAxes("ifftshift", axes, len(x.shape)) {
		x = Roll(x, -(x.shape[a] / 2), a)
	}
	return x
}

// FFTFreq returns the frequencies of a transform of length n of samples that lie d apart.
func FFTFreq(n int, d float64) *Array {
	f := make([]float64, n)
	for i := range f {
		k := i
		if i >= (n+1)/2 {
			k = i - n
		}
		f[i] = float64(k) / (float64(n) * d)
	}
	return Of(f)
}

// RFFTFreq returns the frequencies of [RFFT]'s elements.
func RFFTFreq(n int, d float64) *Array {
	f := make([]float64, n/2+1)
	for i := range f {
		f[i] = float64(i) / (float64(n) * d)
	}
	return Of(f)
}
