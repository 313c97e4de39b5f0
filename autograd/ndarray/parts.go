package ndarray

// Parts of numbers: magnitude, real and imaginary part, angle.

import (
	"math"
	"math/cmplx"
)

var (
	absOp  = vectoredMove(withInt1(unaryOf("abs", math.Abs, nil), func(x int64) int64 { return max(x, -x) }), v64.Abs, v32.Abs)
	fabsOp = vectoredMove(unaryOf("fabs", math.Abs, nil), v64.Abs, v32.Abs)
)

// part computes a real result of a complex array.
func part(op string, x *Array, dst []*Array, f func(complex128) float64) *Array {
	r := target(op, x.dtype.Real(), x.shape, dst)
	if x.dtype == Complex64 {
		apply1(each1(func(v complex64) float32 { return float32(f(complex128(v))) }), r, x)
	} else {
		apply1(each1(f), r, x)
	}
	return finish(r, dst)
}

// Abs returns the magnitude, which is real for complex numbers.
func Abs(x *Array, dst ...*Array) *Array {
	if x.dtype.IsComplex() {
		return part("abs", x, dst, cmplx.Abs)
	}
	return absOp.call(x, dst)
}

// Fabs returns the magnitude as a float. It panics with a [*DTypeError] for complex numbers.
func Fabs(x *Array, dst ...*Array) *Array { return fabsOp.call(x, dst) }

// Real returns the real part, x itself for real types.
func Real(x *Array) *Array {
	if !x.dtype.IsComplex() {
		return x
	}
	return part("real", x, nil, func(v complex128) float64 { return real(v) })
}

// Imag returns the imaginary part, zeros for real types.
func Imag(x *Array) *Array {
	if !x.dtype.IsComplex() {
		return alloc("imag", x.dtype, x.shape)
	}
	return part("imag", x, nil, func(v complex128) float64 { return imag(v) })
}

// Angle returns the phase in radians: for real types 0, or π below 0.
func Angle(x *Array) *Array {
	if !x.dtype.IsComplex() {
		return Map(x, func(v float64) float64 {
			switch {
			case v != v:
				return v
			case math.Signbit(v):
				return math.Pi
			}
			return 0
		})
	}
	return part("angle", x, nil, cmplx.Phase)
}

// ComplexOf returns re + i·im, broadcast.
func ComplexOf(re, im *Array) *Array {
	dt := Promote(re.dtype, im.dtype).Complex()
	i := Multiply(im.AsType(dt), Weak(1i))
	return Add(re.AsType(dt), i, nil)
}

// IsComplexObj reports whether x has a complex type.
func IsComplexObj(x *Array) bool { return x.dtype.IsComplex() }

// IsReal returns where the imaginary part is 0.
func IsReal(x *Array) *Array { return Equal(Imag(x), Weak(0.0)) }

// IsComplex returns where the imaginary part is not 0.
func IsComplex(x *Array) *Array { return NotEqual(Imag(x), Weak(0.0)) }
