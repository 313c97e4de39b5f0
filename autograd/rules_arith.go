package autograd

// Arithmetic: the primitives behind the operators of Value, with their rules.

import (
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

var (
	add, sub, mul, div, mod, pow       Prim
	neg, abs, logp, square, reciprocal Prim
	realp, imagp, conjp                Prim
	astype                             Prim
)

func init() {
	for _, u := range []Unary{
		{&neg, "negative", "-x", func(x float64) float64 { return -x }, ndarray.Negative,
			func(g, ans, x Value) Value { return g.Neg() }, -4, 4, nil},
		{&abs, "abs", "|x|; its derivative at 0 is 0", math.Abs, ndarray.Abs,
			func(g, ans, x Value) Value { return g.Mul(direction(ans, x)) }, -4, 4, nil},
		{&logp, "log", "natural logarithm", math.Log, ndarray.Log,
			func(g, ans, x Value) Value { return g.Div(x) }, 0.1, 4, nil},
		{&square, "square", "x²", func(x float64) float64 { return x * x }, ndarray.Square,
			func(g, ans, x Value) Value { return g.Mul(number(2)).Mul(x) }, -4, 4, squareLoop},
		{&reciprocal, "reciprocal", "1/x", func(x float64) float64 { return 1 / x }, ndarray.Reciprocal,
			func(g, ans, x Value) Value { return g.Neg().Mul(square.Call1(ans)) }, 0.3, 4, reciprocalLoop},
		{&realp, "real", "real part", func(x float64) float64 { return x }, ignoreDst(ndarray.Real),
			func(g, ans, x Value) Value { return g }, -4, 4, nil},
		{&imagp, "imag", "imaginary part", func(x float64) float64 { return 0 }, ignoreDst(ndarray.Imag),
			func(g, ans, x Value) Value { return g.Mul(minusI) }, -4, 4, nil},
		{&conjp, "conj", "complex conjugate", func(x float64) float64 { return x }, ndarray.Conj,
			func(g, ans, x Value) Value { return g.Conj() }, -4, 4, nil},
	} {
		u.Define()
	}
	for _, b := range []Binary{
		{&add, "add", "x + y", func(x, y float64) float64 { return x + y }, ndarray.Add,
			func(g, ans, x, y Value) Value { return g },
			func(g, ans, x, y Value) Value { return g }, -4, 4},
		{&sub, "subtract", "x - y", func(x, y float64) float64 { return x - y }, ndarray.Subtract,
			func(g, ans, x, y Value) Value { return g },
			func(g, ans, x, y Value) Value { return g.Neg() }, -4, 4},
		{&mul, "multiply", "x·y", func(x, y float64) float64 { return x * y }, ndarray.Multiply,
			func(g, ans, x, y Value) Value { return g.Mul(y) },
			func(g, ans, x, y Value) Value { return g.Mul(x) }, -4, 4},
		{&div, "divide", "x/y", func(x, y float64) float64 { return x / y }, ndarray.Divide,
			func(g, ans, x, y Value) Value { return g.Div(y) },
			func(g, ans, x, y Value) Value { return g.Neg().Mul(ans).Div(y) }, 0.3, 4},
		{&mod, "mod", "remainder with the sign of y", pymod, ndarray.Mod,
			func(g, ans, x, y Value) Value { return g },
			func(g, ans, x, y Value) Value { return g.Neg().Mul(floorp.apply1(x.Div(y), nil)) }, 0.3, 4},
		{&pow, "power", "x to the power y", math.Pow, ndarray.Power, powDX, powDY, 0.3, 3},
	} {
		b.Define()
	}
	for _, p := range []*Prim{&add, &sub, &neg, &realp, &imagp, &conjp} {
		p.valueFree = true
	}
	for _, p := range []*Prim{&add, &sub, &neg, &mul, &div} {
		p.pure = true
	}
	Op1[ndarray.DType]{Prim: &astype, Name: "astype", Doc: "x converted to another dtype",
		A:   func(x *ndarray.Array, dt ndarray.DType) *ndarray.Array { return toDType(x, dt) },
		VJP: func(g, ans, x Value, dt ndarray.DType) Value { return cast(g, x) },
	}.Define()
}

// minusI is -i, which turns an imaginary part into a real one.
var minusI = Value{a: ndarray.Weak(complex64(complex(0, -1)))}

func number(f float64) Value { return Value{f: f} }

// direction returns the derivative of |x|: the sign of x, or conj(x)/|x|; 0 where x is 0.
func direction(ans, x Value) Value {
	if !x.IsComplex() {
		return signp.apply1(x, nil)
	}
	return x.Conj().Div(where3(x.Equal(number(0)), number(1), ans))
}

// powDX is g·y·x^(y-1), and 0 for y = 0 even where x is 0.
func powDX(g, ans, x, y Value) Value {
	if y.n == nil && y.a == nil {
		switch y.f {
		case 0:
			return zerosLike(ans)
		case 1:
			return g
		case 2:
			return g.Mul(number(2)).Mul(x)
		}
		return g.Mul(y).Mul(x.Pow(number(y.f - 1)))
	}
	return g.Mul(y).Mul(x.Pow(where3(y.Equal(number(0)), number(1), y.Sub(number(1)))))
}

// powDY is g·x^y·log x, and 0 where x is 0.
func powDY(g, ans, x, y Value) Value {
	return g.Mul(ans).Mul(logp.Call1(where3(x.Equal(number(0)), number(1), x)))
}

// pymod is the remainder that has the sign of y, as NumPy and Python define it.
func pymod(x, y float64) float64 {
	r := math.Mod(x, y)
	if r != 0 && (r < 0) != (y < 0) {
		r += y
	}
	return r
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

// toDType is AsType, but takes the real part of a complex array that is to be real.
func toDType(x *ndarray.Array, dt ndarray.DType) *ndarray.Array {
	if x.DType().IsComplex() && !dt.IsComplex() {
		x = ndarray.Real(x)
	}
	return x.AsType(dt)
}

// ignoreDst adapts functions that return views and so take no destination.
func ignoreDst(f func(*ndarray.Array) *ndarray.Array) func(*ndarray.Array, ...*ndarray.Array) *ndarray.Array {
	return func(x *ndarray.Array, _ ...*ndarray.Array) *ndarray.Array { return f(x) }
}

// The derivatives of some functions in one pass; see Unary.Loop.

func squareLoop(dst, g, _, x []float64) {
	for i := range dst {
		dst[i] = 2 * g[i] * x[i]
	}
}

func reciprocalLoop(dst, g, y, _ []float64) {
	for i := range dst {
		dst[i] = -g[i] * y[i] * y[i]
	}
}
