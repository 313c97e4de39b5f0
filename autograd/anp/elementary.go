package anp

// Elementary functions: exponentials, logarithms, roots, trigonometric and hyperbolic functions.

import (
	"math"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

var (
	exp, exp2, expm1, log2, log10, log1p, sqrt, cbrt Prim
	sin, cos, tan, arcsin, arccos, arctan            Prim
	sinh, cosh, tanh, arcsinh, arccosh, arctanh      Prim
	sinc, deg2rad, rad2deg, logistic                 Prim
)

func init() {
	for _, u := range []unary{
		{&exp, "exp", "e to the power x", math.Exp, ndarray.Exp,
			func(g, ans, x Value) Value { return g.Mul(ans) }, -2, 2, nil},
		{&exp2, "exp2", "2 to the power x", math.Exp2, ndarray.Exp2,
			func(g, ans, x Value) Value { return g.Mul(ans).Mul(V(math.Ln2)) }, -2, 2, nil},
		{&expm1, "expm1", "e to the power x, minus 1, exact for small x", math.Expm1, ndarray.Expm1,
			func(g, ans, x Value) Value { return g.Mul(ans.Add(V(1))) }, -2, 2, nil},
		{&log2, "log2", "logarithm to base 2", math.Log2, ndarray.Log2,
			func(g, ans, x Value) Value { return g.Div(x).Div(V(math.Ln2)) }, 0.2, 4, nil},
		{&log10, "log10", "logarithm to base 10", math.Log10, ndarray.Log10,
			func(g, ans, x Value) Value { return g.Div(x).Div(V(math.Ln10)) }, 0.2, 4, nil},
		{&log1p, "log1p", "logarithm of 1+x, exact for small x", math.Log1p, ndarray.Log1p,
			func(g, ans, x Value) Value { return g.Div(x.Add(V(1))) }, -0.8, 4, log1pLoop},
		{&sqrt, "sqrt", "square root", math.Sqrt, ndarray.Sqrt,
			func(g, ans, x Value) Value { return g.Mul(V(0.5)).Div(ans) }, 0.2, 4, sqrtLoop},
		{&cbrt, "cbrt", "cube root", math.Cbrt, ndarray.Cbrt,
			func(g, ans, x Value) Value { return g.Div(Square(ans).Mul(V(3))) }, 0.2, 4, nil},
		{&sin, "sin", "sine", math.Sin, ndarray.Sin,
			func(g, ans, x Value) Value { return g.Mul(Cos(x)) }, -4, 4, nil},
		{&cos, "cos", "cosine", math.Cos, ndarray.Cos,
			func(g, ans, x Value) Value { return g.Neg().Mul(Sin(x)) }, -4, 4, nil},
		{&tan, "tan", "tangent", math.Tan, ndarray.Tan,
			func(g, ans, x Value) Value { return g.Div(Square(Cos(x))) }, -1.3, 1.3, nil},
		{&arcsin, "arcsin", "inverse sine", math.Asin, ndarray.Arcsin,
			func(g, ans, x Value) Value { return g.Div(Sqrt(V(1).Sub(Square(x)))) }, -0.8, 0.8, nil},
		{&arccos, "arccos", "inverse cosine", math.Acos, ndarray.Arccos,
			func(g, ans, x Value) Value { return g.Neg().Div(Sqrt(V(1).Sub(Square(x)))) }, -0.8, 0.8, nil},
		{&arctan, "arctan", "inverse tangent", math.Atan, ndarray.Arctan,
			func(g, ans, x Value) Value { return g.Div(V(1).Add(Square(x))) }, -4, 4, arctanLoop},
		{&sinh, "sinh", "hyperbolic sine", math.Sinh, ndarray.Sinh,
			func(g, ans, x Value) Value { return g.Mul(Cosh(x)) }, -2, 2, nil},
		{&cosh, "cosh", "hyperbolic cosine", math.Cosh, ndarray.Cosh,
			func(g, ans, x Value) Value { return g.Mul(Sinh(x)) }, -2, 2, nil},
		{&tanh, "tanh", "hyperbolic tangent", math.Tanh, ndarray.Tanh,
			func(g, ans, x Value) Value { return g.Mul(V(1).Sub(Square(ans))) }, -2, 2, tanhLoop},
		{&arcsinh, "arcsinh", "inverse hyperbolic sine", math.Asinh, ndarray.Arcsinh,
			func(g, ans, x Value) Value { return g.Div(Sqrt(Square(x).Add(V(1)))) }, -4, 4, nil},
		// sqrt(x-1)·sqrt(x+1) and not sqrt(x²-1): it is on the right branch for complex x with a negative real part
		{&arccosh, "arccosh", "inverse hyperbolic cosine", math.Acosh, ndarray.Arccosh,
			func(g, ans, x Value) Value { return g.Div(Sqrt(x.Sub(V(1))).Mul(Sqrt(x.Add(V(1))))) }, 1.2, 4, nil},
		{&arctanh, "arctanh", "inverse hyperbolic tangent", math.Atanh, ndarray.Arctanh,
			func(g, ans, x Value) Value { return g.Div(V(1).Sub(Square(x))) }, -0.8, 0.8, nil},
		{&sinc, "sinc", "sin(πx)/(πx)", sincOf, ndarray.Sinc, sincRule, -2, 2, nil},
		{&deg2rad, "deg2rad", "radians of degrees", func(x float64) float64 { return x * (math.Pi / 180) }, ndarray.Deg2Rad,
			func(g, ans, x Value) Value { return g.Mul(V(math.Pi / 180)) }, -4, 4, nil},
		{&rad2deg, "rad2deg", "degrees of radians", func(x float64) float64 { return x * (180 / math.Pi) }, ndarray.Rad2Deg,
			func(g, ans, x Value) Value { return g.Mul(V(180 / math.Pi)) }, -4, 4, nil},
		{&logistic, "expit", "logistic function 1/(1+exp(-x))", expitOf, expitArray,
			func(g, ans, x Value) Value { return g.Mul(ans).Mul(V(1).Sub(ans)) }, -4, 4, logisticLoop},
	} {
		Unary(u).Define()
	}
}

func sincOf(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}

// sincRule is g·(cos(πx) - sinc(x))/x. At 0 it is 0, and near 0, where the difference cancels, it is the series
// -π²x/3 + π⁴x³/30 - π⁶x⁵/840, so that derivatives of higher order are right there as well.
func sincRule(g, ans, x Value) Value {
	small := Less(Abs(GetVal(x)), V(1e-2))
	away := Where(small, V(1), x)
	exact := Cos(away.Mul(V(math.Pi))).Sub(sinc.Call1(away)).Div(away)
	p2 := math.Pi * math.Pi
	x2 := Square(x)
	series := x.Mul(V(-p2 / 3).Add(x2.Mul(V(p2 * p2 / 30).Sub(x2.Mul(V(p2 * p2 * p2 / 840))))))
	return g.Mul(Where(small, series, exact))
}

// expitOf is the logistic function without overflow.
func expitOf(x float64) float64 {
	if x >= 0 {
		return 1 / (1 + math.Exp(-x))
	}
	e := math.Exp(x)
	return e / (1 + e)
}

// expitArray is 1/(1+exp(-x)), for complex numbers too.
func expitArray(x *ndarray.Array, dst ...*ndarray.Array) *ndarray.Array {
	if !x.DType().IsComplex() {
		return ndarray.Sigmoid(x, dst...)
	}
	y := ndarray.Negative(x, dst...)
	ndarray.Exp(y, y)
	ndarray.Add(y, ndarray.Weak(1.0), y)
	return ndarray.Reciprocal(y, y)
}

// Exp returns e to the power x.
func Exp(x Value) Value { return exp.Call1(x) }

// Exp2 returns 2 to the power x.
func Exp2(x Value) Value { return exp2.Call1(x) }

// Expm1 returns exp(x)-1, exact for small x.
func Expm1(x Value) Value { return expm1.Call1(x) }

// Log returns the natural logarithm of x.
func Log(x Value) Value { return log.Call1(x) }

// Log2 returns the logarithm of x to base 2.
func Log2(x Value) Value { return log2.Call1(x) }

// Log10 returns the logarithm of x to base 10.
func Log10(x Value) Value { return log10.Call1(x) }

// Log1p returns log(1+x), exact for small x.
func Log1p(x Value) Value { return log1p.Call1(x) }

// Sqrt returns the square root of x.
func Sqrt(x Value) Value { return sqrt.Call1(x) }

// Cbrt returns the cube root of x.
func Cbrt(x Value) Value { return cbrt.Call1(x) }

// Sin returns the sine of x.
func Sin(x Value) Value { return sin.Call1(x) }

// Cos returns the cosine of x.
func Cos(x Value) Value { return cos.Call1(x) }

// Tan returns the tangent of x.
func Tan(x Value) Value { return tan.Call1(x) }

// Arcsin returns the inverse sine of x.
func Arcsin(x Value) Value { return arcsin.Call1(x) }

// Arccos returns the inverse cosine of x.
func Arccos(x Value) Value { return arccos.Call1(x) }

// Arctan returns the inverse tangent of x.
func Arctan(x Value) Value { return arctan.Call1(x) }

// Sinh returns the hyperbolic sine of x.
func Sinh(x Value) Value { return sinh.Call1(x) }

// Cosh returns the hyperbolic cosine of x.
func Cosh(x Value) Value { return cosh.Call1(x) }

// Tanh returns the hyperbolic tangent of x.
func Tanh(x Value) Value { return tanh.Call1(x) }

// Arcsinh returns the inverse hyperbolic sine of x.
func Arcsinh(x Value) Value { return arcsinh.Call1(x) }

// Arccosh returns the inverse hyperbolic cosine of x.
func Arccosh(x Value) Value { return arccosh.Call1(x) }

// Arctanh returns the inverse hyperbolic tangent of x.
func Arctanh(x Value) Value { return arctanh.Call1(x) }

// Sinc returns sin(πx)/(πx), 1 at 0.
func Sinc(x Value) Value { return sinc.Call1(x) }

// Deg2Rad turns degrees into radians.
func Deg2Rad(x Value) Value { return deg2rad.Call1(x) }

// Rad2Deg turns radians into degrees.
func Rad2Deg(x Value) Value { return rad2deg.Call1(x) }

// Radians is [Deg2Rad].
func Radians(x Value) Value { return Deg2Rad(x) }

// Degrees is [Rad2Deg].
func Degrees(x Value) Value { return Rad2Deg(x) }

// Logistic returns 1/(1+exp(-x)), the document's example, without overflow.
func Logistic(x Value) Value { return logistic.Call1(x) }

// Expit is SciPy's name of [Logistic].
func Expit(x Value) Value { return logistic.Call1(x) }
