package anp

// Arithmetic: the operators as functions, and element-wise functions of two arguments.

import (
	"math"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// The primitives of package autograd that have no method there.
var log, square, reciprocal, mod = FindPrimitive("log"), FindPrimitive("square"), FindPrimitive("reciprocal"), FindPrimitive("mod")

var maximum, minimum, fmax, fmin, arctan2, hypot, logaddexp, logaddexp2, copysign, heaviside, angle, fmod Prim

func init() {
	for _, b := range []binary{
		{&maximum, "maximum", "the larger of x and y; equal ones share the gradient", math.Max, ndarray.Maximum,
			func(g, ans, x, y Value) Value { return g.Mul(shareOf(ans, x, y, x, y)) },
			func(g, ans, x, y Value) Value { return g.Mul(shareOf(ans, y, x, y, x)) }, -4, 4},
		{&minimum, "minimum", "the smaller of x and y; equal ones share the gradient", math.Min, ndarray.Minimum,
			func(g, ans, x, y Value) Value { return g.Mul(shareOf(ans, x, y, y, x)) },
			func(g, ans, x, y Value) Value { return g.Mul(shareOf(ans, y, x, x, y)) }, -4, 4},
		{&fmax, "fmax", "the larger of x and y that is not NaN", nil, ndarray.Fmax,
			func(g, ans, x, y Value) Value { return g.Mul(share(ans, x, y)) },
			func(g, ans, x, y Value) Value { return g.Mul(share(ans, y, x)) }, -4, 4},
		{&fmin, "fmin", "the smaller of x and y that is not NaN", nil, ndarray.Fmin,
			func(g, ans, x, y Value) Value { return g.Mul(share(ans, x, y)) },
			func(g, ans, x, y Value) Value { return g.Mul(share(ans, y, x)) }, -4, 4},
		{&arctan2, "arctan2", "the angle of the point (y, x), arguments in this order", math.Atan2, ndarray.Arctan2,
			func(g, ans, y, x Value) Value { return g.Mul(x).Div(Square(x).Add(Square(y))) },
			func(g, ans, y, x Value) Value { return g.Neg().Mul(y).Div(Square(x).Add(Square(y))) }, 0.3, 4},
		{&hypot, "hypot", "sqrt(x² + y²)", math.Hypot, ndarray.Hypot,
			func(g, ans, x, y Value) Value { return g.Mul(x).Div(ans) },
			func(g, ans, x, y Value) Value { return g.Mul(y).Div(ans) }, 0.3, 4},
		{&logaddexp, "logaddexp", "log(exp(x) + exp(y))", logAddExpOf, ndarray.LogAddExp,
			func(g, ans, x, y Value) Value { return g.Mul(Exp(x.Sub(ans))) },
			func(g, ans, x, y Value) Value { return g.Mul(Exp(y.Sub(ans))) }, -4, 4},
		{&logaddexp2, "logaddexp2", "log2(2^x + 2^y)", nil, ndarray.LogAddExp2,
			func(g, ans, x, y Value) Value { return g.Mul(Exp2(x.Sub(ans))) },
			func(g, ans, x, y Value) Value { return g.Mul(Exp2(y.Sub(ans))) }, -4, 4},
		{&copysign, "copysign", "|x| with the sign of y", math.Copysign, ndarray.Copysign,
			func(g, ans, x, y Value) Value { return g.Mul(Sign(x)).Mul(CopySign(V(1), GetVal(y))) },
			func(g, ans, x, y Value) Value { return g.Mul(V(0)) }, 0.3, 4},
		{&heaviside, "heaviside", "0 below 0, 1 above, y at 0", nil, ndarray.Heaviside,
			func(g, ans, x, y Value) Value { return g.Mul(V(0)) },
			func(g, ans, x, y Value) Value { return g.Mul(Equal(x, V(0)).AsType(ndarray.Float64)) }, 0.3, 4},
		{&fmod, "fmod", "remainder with the sign of x", math.Mod, ndarray.Fmod,
			func(g, ans, x, y Value) Value { return g },
			func(g, ans, x, y Value) Value { return g.Neg().Mul(Trunc(x.Div(y))) }, 0.3, 4},
	} {
		Binary(b).Define()
	}
	Unary(unary{&angle, "angle", "the argument of a complex number", func(x float64) float64 { return math.Atan2(0, x) },
		func(x *ndarray.Array, _ ...*ndarray.Array) *ndarray.Array { return ndarray.Angle(x) },
		func(g, ans, x Value) Value {
			if !x.IsComplex() {
				return g.Mul(V(0))
			}
			return g.Mul(Conj(x.Mul(imaginary))).Div(Square(Abs(x)))
		}, 0.3, 4, nil}).Define()
}

// imaginary is the imaginary unit; complex64, so that it does not widen what it meets.
var imaginary = V(complex64(1i))

// share is the derivative of a maximum or minimum of x and y: 1 where x is it, ½ where both are.
func share(ans, x, y Value) Value {
	a, is := GetVal(ans), ndarray.Float64
	if dt := ans.DType(); dt.IsInexact() {
		is = dt
	}
	mine := GetVal(x).Equal(a).AsType(is)
	both := GetVal(x).Equal(GetVal(y)).AsType(is)
	return mine.Mul(V(1).Sub(both.Mul(V(0.5))))
}

// shareOf is share of a maximum or minimum that ignores no NaN: x is it where above exceeds below. One pass does that, if the
// numbers are real.
func shareOf(ans, x, y, above, below Value) Value {
	if ans.IsComplex() {
		return share(ans, x, y)
	}
	return plain(&exceeds, above, below)
}

func logAddExpOf(x, y float64) float64 {
	if x == y {
		return x + math.Ln2
	}
	return max(x, y) + math.Log1p(math.Exp(-math.Abs(x-y)))
}

// Add returns x + y.
func Add(x, y Value) Value { return x.Add(y) }

// Subtract returns x - y.
func Subtract(x, y Value) Value { return x.Sub(y) }

// Multiply returns x·y.
func Multiply(x, y Value) Value { return x.Mul(y) }

// Divide returns x/y.
func Divide(x, y Value) Value { return x.Div(y) }

// TrueDivide is [Divide].
func TrueDivide(x, y Value) Value { return x.Div(y) }

// Mod returns the remainder of x/y, with the sign of y.
func Mod(x, y Value) Value { return mod.Call2(x, y) }

// Remainder is [Mod].
func Remainder(x, y Value) Value { return mod.Call2(x, y) }

// Fmod returns the remainder of x/y, with the sign of x.
func Fmod(x, y Value) Value { return fmod.Call2(x, y) }

// Power returns x to the power y.
func Power(x, y Value) Value { return x.Pow(y) }

// Pow is [Power].
func Pow(x, y Value) Value { return x.Pow(y) }

// Negative returns -x.
func Negative(x Value) Value { return x.Neg() }

// Reciprocal returns 1/x.
func Reciprocal(x Value) Value { return reciprocal.Call1(x) }

// Square returns x².
func Square(x Value) Value { return square.Call1(x) }

// Abs returns |x|; its derivative at 0 is 0.
func Abs(x Value) Value { return x.Abs() }

// Absolute is [Abs].
func Absolute(x Value) Value { return x.Abs() }

// Fabs is [Abs] for real numbers.
func Fabs(x Value) Value { return x.Abs() }

// Real returns the real part of x.
func Real(x Value) Value { return x.Real() }

// Imag returns the imaginary part of x.
func Imag(x Value) Value { return x.Imag() }

// Conj returns the complex conjugate of x.
func Conj(x Value) Value { return x.Conj() }

// Conjugate is [Conj].
func Conjugate(x Value) Value { return x.Conj() }

// Angle returns the argument of complex numbers, from -π to π.
func Angle(x Value) Value { return angle.Call1(x) }

// Maximum returns the larger of x and y, element by element.
func Maximum(x, y Value) Value { return maximum.Call2(x, y) }

// Minimum returns the smaller of x and y, element by element.
func Minimum(x, y Value) Value { return minimum.Call2(x, y) }

// Fmax returns the larger of x and y; of a number and a NaN, the number.
func Fmax(x, y Value) Value { return fmax.Call2(x, y) }

// Fmin returns the smaller of x and y; of a number and a NaN, the number.
func Fmin(x, y Value) Value { return fmin.Call2(x, y) }

// Arctan2 returns the angle of the point (x, y); y comes first, as in every language.
func Arctan2(y, x Value) Value { return arctan2.Call2(y, x) }

// Hypot returns sqrt(x² + y²).
func Hypot(x, y Value) Value { return hypot.Call2(x, y) }

// LogAddExp returns log(exp(x) + exp(y)), without overflow.
func LogAddExp(x, y Value) Value { return logaddexp.Call2(x, y) }

// LogAddExp2 returns log2(2^x + 2^y), without overflow.
func LogAddExp2(x, y Value) Value { return logaddexp2.Call2(x, y) }

// CopySign returns |x| with the sign of y.
func CopySign(x, y Value) Value { return copysign.Call2(x, y) }

// Heaviside returns 0 where x is negative, 1 where it is positive and y where it is 0.
func Heaviside(x, y Value) Value { return heaviside.Call2(x, y) }

// Ldexp returns x·2ⁿ for integers n.
func Ldexp(x, n Value) Value { return x.Mul(Exp2(GetVal(n))) }
