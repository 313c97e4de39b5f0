package ndarray

// Element-wise functions of one array: a row each.

import (
	"math"
	"math/cmplx"
)

// unary is a function of one operand with a result of the same type. A nil kernel means that the type is converted to
// the next one that has a kernel (bool → int64 → float64), or that the function is not defined for it.
type unary struct {
	name string
	i64  kernel1[int64, int64]
	f32  kernel1[float32, float32]
	f64  kernel1[float64, float64]
	c64  kernel1[complex64, complex64]
	c128 kernel1[complex128, complex128]
}

// unaryOf returns the row of a function given for float64 and (or nil) complex128.
func unaryOf(name string, f func(float64) float64, c func(complex128) complex128) *unary {
	op := &unary{name: name, f64: each1(f), f32: each1(func(x float32) float32 { return float32(f(float64(x))) })}
	if c != nil {
		op.c128 = each1(c)
		op.c64 = each1(func(x complex64) complex64 { return complex64(c(complex128(x))) })
	}
	return op
}

// each1 makes a kernel of a function of one element.
func each1[R, T Elem](f func(T) R) kernel1[R, T] {
	return func(dst []R, x []T) {
		for i := range dst {
			dst[i] = f(x[i])
		}
	}
}

func (op *unary) call(x *Array, dst []*Array) *Array {
	if len(dst) == 0 && x.dtype == Float64 && x.contig {
		r := allocDirty(op.name, Float64, x.shape) // the common case, without detours
		op.f64(r.f64, x.floats()[x.offset:x.offset+len(r.f64)])
		r.weak = x.weak
		return r
	}
	dt := x.dtype
	if dt == Bool {
		dt = Int64
	}
	if dt == Int64 && op.i64 == nil {
		dt = Float64
	}
	if dt.IsComplex() && op.c128 == nil {
		panic(&DTypeError{Op: op.name, DTypes: []DType{dt}})
	}
	r := target(op.name, dt, x.shape, dst)
	if overlaps(r, x) {
		x = x.Copy()
	}
	c := x.AsType(dt)
	switch dt {
	case Int64:
		apply1(op.i64, r, c)
	case Float32:
		apply1(op.f32, r, c)
	case Float64:
		apply1(op.f64, r, c)
	case Complex64:
		apply1(op.c64, r, c)
	case Complex128:
		apply1(op.c128, r, c)
	}
	if len(dst) > 0 {
		return finish(r, dst)
	}
	r.weak = x.weak
	return r
}

var (
	negativeOp   = vectoredMove(&unary{"negative", negK[int64], negK[float32], negK[float64], negK[complex64], negK[complex128]}, v64.Neg, v32.Neg)
	squareOp     = vectoredMove(&unary{"square", squareK[int64], squareK[float32], squareK[float64], squareK[complex64], squareK[complex128]}, withItself(v64.Mul), withItself(v32.Mul))
	reciprocalOp = vectoredMove(unaryOf("reciprocal", func(x float64) float64 { return 1 / x }, func(x complex128) complex128 { return divComplex(1, x) }), v64.Reciprocal, v32.Reciprocal)
	signOp       = vectoredMove(withInt1(unaryOf("sign", sign, signComplex), func(x int64) int64 { return int64(sign(float64(x))) }), v64.Sign, v32.Sign)
	conjOp       = withInt1(unaryOf("conj", func(x float64) float64 { return x }, cmplx.Conj), func(x int64) int64 { return x })

	expOp   = vectored(unaryOf("exp", math.Exp, cmplx.Exp), v64.Exp, v32.Exp)
	exp2Op  = vectored(unaryOf("exp2", math.Exp2, func(x complex128) complex128 { return cmplx.Exp(x * math.Ln2) }), v64.Exp2, v32.Exp2)
	expm1Op = vectored(unaryOf("expm1", math.Expm1, expm1Complex), v64.Expm1, v32.Expm1)
	logOp   = vectored(unaryOf("log", math.Log, cmplx.Log), v64.Log, v32.Log)
	log2Op  = vectored(unaryOf("log2", math.Log2, func(x complex128) complex128 { return cmplx.Log(x) / math.Ln2 }), v64.Log2, v32.Log2)
	log10Op = vectored(unaryOf("log10", math.Log10, cmplx.Log10), v64.Log10, v32.Log10)
	log1pOp = vectored(unaryOf("log1p", math.Log1p, log1pComplex), v64.Log1p, v32.Log1p)
	sqrtOp  = vectored(unaryOf("sqrt", math.Sqrt, cmplx.Sqrt), v64.Sqrt, v32.Sqrt)
	cbrtOp  = unaryOf("cbrt", math.Cbrt, nil)

	sinOp     = vectoredAngle(unaryOf("sin", math.Sin, cmplx.Sin), v64.Sin, v32.Sin)
	cosOp     = vectoredAngle(unaryOf("cos", math.Cos, cmplx.Cos), v64.Cos, v32.Cos)
	tanOp     = unaryOf("tan", math.Tan, cmplx.Tan)
	arcsinOp  = vectored(unaryOf("arcsin", math.Asin, cmplx.Asin), v64.Arcsin, v32.Arcsin)
	arccosOp  = vectored(unaryOf("arccos", math.Acos, cmplx.Acos), v64.Arccos, v32.Arccos)
	arctanOp  = vectored(unaryOf("arctan", math.Atan, cmplx.Atan), v64.Arctan, v32.Arctan)
	sinhOp    = vectored(unaryOf("sinh", math.Sinh, cmplx.Sinh), v64.Sinh, v32.Sinh)
	coshOp    = vectored(unaryOf("cosh", math.Cosh, cmplx.Cosh), v64.Cosh, v32.Cosh)
	tanhOp    = vectored(unaryOf("tanh", math.Tanh, cmplx.Tanh), v64.Tanh, v32.Tanh)
	arcsinhOp = unaryOf("arcsinh", math.Asinh, cmplx.Asinh)
	arccoshOp = unaryOf("arccosh", math.Acosh, cmplx.Acosh)
	arctanhOp = unaryOf("arctanh", math.Atanh, cmplx.Atanh)
	sincOp    = unaryOf("sinc", sinc, sincComplex)
	deg2radOp = unaryOf("deg2rad", func(x float64) float64 { return x * (math.Pi / 180) }, nil)
	rad2degOp = unaryOf("rad2deg", func(x float64) float64 { return x * (180 / math.Pi) }, nil)

	floorOp = vectoredMove(withInt1(unaryOf("floor", math.Floor, nil), func(x int64) int64 { return x }), v64.Floor, v32.Floor)
	ceilOp  = vectoredMove(withInt1(unaryOf("ceil", math.Ceil, nil), func(x int64) int64 { return x }), v64.Ceil, v32.Ceil)
	truncOp = vectoredMove(withInt1(unaryOf("trunc", math.Trunc, nil), func(x int64) int64 { return x }), v64.Trunc, v32.Trunc)
	rintOp  = vectoredMove(unaryOf("rint", math.RoundToEven, rintComplex), v64.Rint, v32.Rint)
)

func withInt1(op *unary, f func(int64) int64) *unary {
	op.i64 = each1(f)
	return op
}

// Negative returns -x.
func Negative(x *Array, dst ...*Array) *Array { return negativeOp.call(x, dst) }

// Square returns x².
func Square(x *Array, dst ...*Array) *Array { return squareOp.call(x, dst) }

// Reciprocal returns 1/x, in float64 for integers.
func Reciprocal(x *Array, dst ...*Array) *Array { return reciprocalOp.call(x, dst) }

// Sign returns -1, 0 or 1, NaN for NaN; for complex numbers x/|x|.
func Sign(x *Array, dst ...*Array) *Array { return signOp.call(x, dst) }

// Conj returns the complex conjugate, x itself for real types.
func Conj(x *Array, dst ...*Array) *Array {
	if !x.dtype.IsComplex() && len(dst) == 0 {
		return x
	}
	return conjOp.call(x, dst)
}

// Exp returns eˣ.
func Exp(x *Array, dst ...*Array) *Array { return expOp.call(x, dst) }

// Exp2 returns 2ˣ.
func Exp2(x *Array, dst ...*Array) *Array { return exp2Op.call(x, dst) }

// Expm1 returns eˣ - 1, exact near 0.
func Expm1(x *Array, dst ...*Array) *Array { return expm1Op.call(x, dst) }

// Log returns the natural logarithm: -Inf at 0, NaN below, the principal branch for complex numbers.
func Log(x *Array, dst ...*Array) *Array { return logOp.call(x, dst) }

// Log2 returns the logarithm to base 2.
func Log2(x *Array, dst ...*Array) *Array { return log2Op.call(x, dst) }

// Log10 returns the logarithm to base 10.
func Log10(x *Array, dst ...*Array) *Array { return log10Op.call(x, dst) }

// Log1p returns log(1 + x), exact near 0.
func Log1p(x *Array, dst ...*Array) *Array { return log1pOp.call(x, dst) }

// Sqrt returns the square root, NaN below 0.
func Sqrt(x *Array, dst ...*Array) *Array { return sqrtOp.call(x, dst) }

// Cbrt returns the cube root.
func Cbrt(x *Array, dst ...*Array) *Array { return cbrtOp.call(x, dst) }

// Sin returns the sine.
func Sin(x *Array, dst ...*Array) *Array { return sinOp.call(x, dst) }

// Cos returns the cosine.
func Cos(x *Array, dst ...*Array) *Array { return cosOp.call(x, dst) }

// Tan returns the tangent.
func Tan(x *Array, dst ...*Array) *Array { return tanOp.call(x, dst) }

// Arcsin returns the inverse sine, in [-π/2, π/2].
func Arcsin(x *Array, dst ...*Array) *Array { return arcsinOp.call(x, dst) }

// Arccos returns the inverse cosine, in [0, π].
func Arccos(x *Array, dst ...*Array) *Array { return arccosOp.call(x, dst) }

// Arctan returns the inverse tangent, in [-π/2, π/2].
func Arctan(x *Array, dst ...*Array) *Array { return arctanOp.call(x, dst) }

// Sinh returns the hyperbolic sine.
func Sinh(x *Array, dst ...*Array) *Array { return sinhOp.call(x, dst) }

// Cosh returns the hyperbolic cosine.
func Cosh(x *Array, dst ...*Array) *Array { return coshOp.call(x, dst) }

// Tanh returns the hyperbolic tangent.
func Tanh(x *Array, dst ...*Array) *Array { return tanhOp.call(x, dst) }

// Arcsinh returns the inverse hyperbolic sine.
func Arcsinh(x *Array, dst ...*Array) *Array { return arcsinhOp.call(x, dst) }

// Arccosh returns the inverse hyperbolic cosine.
func Arccosh(x *Array, dst ...*Array) *Array { return arccoshOp.call(x, dst) }

// Arctanh returns the inverse hyperbolic tangent.
func Arctanh(x *Array, dst ...*Array) *Array { return arctanhOp.call(x, dst) }

// Sinc returns sin(πx)/(πx), 1 at 0.
func Sinc(x *Array, dst ...*Array) *Array { return sincOp.call(x, dst) }

// Deg2Rad converts degrees to radians.
func Deg2Rad(x *Array, dst ...*Array) *Array { return deg2radOp.call(x, dst) }

// Rad2Deg converts radians to degrees.
func Rad2Deg(x *Array, dst ...*Array) *Array { return rad2degOp.call(x, dst) }

// Floor returns the largest integer not above x.
func Floor(x *Array, dst ...*Array) *Array { return floorOp.call(x, dst) }

// Ceil returns the smallest integer not below x.
func Ceil(x *Array, dst ...*Array) *Array { return ceilOp.call(x, dst) }

// Trunc returns x without its fraction.
func Trunc(x *Array, dst ...*Array) *Array { return truncOp.call(x, dst) }

// Rint returns the nearest integer, the even one of two as near; floats also for integers.
func Rint(x *Array, dst ...*Array) *Array { return rintOp.call(x, dst) }

// Map returns f of each element of x, which must be real; integers become float64.
func Map(x *Array, f func(float64) float64, dst ...*Array) *Array {
	return unaryOf("Map", f, nil).call(x, dst)
}

func negK[T number](dst, x []T) {
	x = x[:len(dst)]
	for i := range dst {
		dst[i] = -x[i]
	}
}

func squareK[T number](dst, x []T) {
	x = x[:len(dst)]
	for i := range dst {
		dst[i] = x[i] * x[i]
	}
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x // 0 and NaN
}

func signComplex(x complex128) complex128 {
	if x == 0 {
		return 0
	}
	return x / complex(cmplx.Abs(x), 0)
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	x *= math.Pi
	return math.Sin(x) / x
}

func sincComplex(x complex128) complex128 {
	if x == 0 {
		return 1
	}
	x *= math.Pi
	return cmplx.Sin(x) / x
}

// expm1Complex is e^(a+bi) - 1 = expm1(a)·cos b - 2·sin²(b/2) + i·eᵃ·sin b, which loses nothing near 0.
func expm1Complex(x complex128) complex128 {
	a, b := real(x), imag(x)
	h := math.Sin(b / 2)
	return complex(math.Expm1(a)*math.Cos(b)-2*h*h, math.Exp(a)*math.Sin(b))
}

// log1pComplex is log|1+x| + i·arg(1+x), with |1+x|² - 1 = a(2+a) + b² computed without adding 1.
func log1pComplex(x complex128) complex128 {
	a, b := real(x), imag(x)
	im := math.Atan2(b, 1+a)
	if math.Abs(a) < 0.5 && math.Abs(b) < 0.5 {
		return complex(0.5*math.Log1p(a*(2+a)+b*b), im)
	}
	return complex(math.Log(math.Hypot(1+a, b)), im)
}

func rintComplex(x complex128) complex128 {
	return complex(math.RoundToEven(real(x)), math.RoundToEven(imag(x)))
}
