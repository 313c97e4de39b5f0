package ndarray

// Loops over plain slices, and the scalar functions that Go's math lacks or defines otherwise than NumPy.

import (
	"math"
	"math/cmplx"
)

func addK[T number](dst, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] + y[i]
	}
}

func subK[T number](dst, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] - y[i]
	}
}

func mulK[T number](dst, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] * y[i]
	}
}

func divK[T floatNumber](dst, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] / y[i]
	}
}

func maxK[T realNumber](dst, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = max(x[i], y[i])
	}
}

func minK[T realNumber](dst, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = min(x[i], y[i])
	}
}

// divComplex divides as NumPy does (Smith's method), so that dividing by a real 0 gives infinities as for floats.
func divComplex(x, y complex128) complex128 {
	a, b, c, d := real(x), imag(x), real(y), imag(y)
	if math.Abs(c) >= math.Abs(d) {
		if c == 0 && d == 0 {
			return complex(a/math.Abs(c), b/math.Abs(c))
		}
		ratio := d / c
		scale := 1 / (c + d*ratio)
		return complex((a+b*ratio)*scale, (b-a*ratio)*scale)
	}
	ratio := c / d
	scale := 1 / (c*ratio + d)
	return complex((a*ratio+b)*scale, (b*ratio-a)*scale)
}

// power is math.Pow, made good for subnormal x, whose logarithm math has wrong on some processors.
func power(x, y float64) float64 {
	if a := math.Abs(x); a < 0x1p-1022 && a > 0 {
		return math.Pow(x*0x1p54, y) * math.Exp2(-54*y)
	}
	return math.Pow(x, y)
}

func powInt(x, y int64) int64 {
	if y < 0 {
		panic(&ValueError{"power", "integers to negative integer powers are not integers; convert one of them to float64"})
	}
	r := int64(1)
	for ; y > 0; y >>= 1 {
		if y&1 == 1 {
			r *= x
		}
		x *= x
	}
	return r
}

func floorDivInt(x, y int64) int64 {
	if y == 0 {
		return 0
	}
	q := x / y
	if x%y != 0 && (x < 0) != (y < 0) {
		q--
	}
	return q
}

func modInt(x, y int64) int64 {
	if y == 0 {
		return 0
	}
	m := x % y
	if m != 0 && (m < 0) != (y < 0) {
		m += y
	}
	return m
}

func fmodInt(x, y int64) int64 {
	if y == 0 {
		return 0
	}
	return x % y
}

// mod is Python's float %: the result has the sign of y.
func mod(x, y float64) float64 {
	m := math.Mod(x, y)
	if m != 0 {
		if (m < 0) != (y < 0) {
			m += y
		}
		return m
	}
	if y == 0 {
		return m // NaN
	}
	return math.Copysign(0, y)
}

func floorDiv(x, y float64) float64 {
	if y == 0 {
		return x / y
	}
	m := math.Mod(x, y)
	q := (x - m) / y
	if m != 0 && (m < 0) != (y < 0) {
		q--
	}
	if q == 0 {
		return math.Copysign(0, x/y)
	}
	f := math.Floor(q)
	if q-f > 0.5 {
		f++
	}
	return f
}

func or(x, y bool) bool { return x || y }

func and(x, y bool) bool { return x && y }

func exceeds[T floatNumber](x, y T) T {
	switch {
	case x > y:
		return 1
	case x == y:
		return 0.5
	}
	return 0
}

func fmax[T floatNumber](x, y T) T {
	switch {
	case x != x:
		return y
	case y != y:
		return x
	}
	return max(x, y)
}

func fmin[T floatNumber](x, y T) T {
	switch {
	case x != x:
		return y
	case y != y:
		return x
	}
	return min(x, y)
}

// Complex numbers are ordered by their real, then by their imaginary parts; NaN comes first, or last for fmax and fmin.

func maxComplex[T complexNumber](x, y T) T {
	a, b := complex128(x), complex128(y)
	if cmplx.IsNaN(a) || !cmplx.IsNaN(b) && !lessComplex(a, b) {
		return x
	}
	return y
}

func minComplex[T complexNumber](x, y T) T {
	a, b := complex128(x), complex128(y)
	if cmplx.IsNaN(a) || !cmplx.IsNaN(b) && !lessComplex(b, a) {
		return x
	}
	return y
}

func fmaxComplex[T complexNumber](x, y T) T {
	a, b := complex128(x), complex128(y)
	if cmplx.IsNaN(b) || !cmplx.IsNaN(a) && !lessComplex(a, b) {
		return x
	}
	return y
}

func fminComplex[T complexNumber](x, y T) T {
	a, b := complex128(x), complex128(y)
	if cmplx.IsNaN(b) || !cmplx.IsNaN(a) && !lessComplex(b, a) {
		return x
	}
	return y
}

func heaviside(x, y float64) float64 {
	switch {
	case x < 0:
		return 0
	case x > 0:
		return 1
	case x == 0:
		return y
	}
	return x
}

func logAddExp(x, y float64) float64 {
	if x == y { // infinities of one sign too, whose difference is no number
		return x + math.Ln2
	}
	return max(x, y) + math.Log1p(math.Exp(-math.Abs(x-y)))
}

func logAddExp2(x, y float64) float64 {
	if x == y {
		return x + 1
	}
	return max(x, y) + math.Log1p(math.Exp2(-math.Abs(x-y)))/math.Ln2
}
