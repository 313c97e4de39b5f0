package anp

// Properties of random expressions: gradients against finite differences, the modes against each other, linearity.

import (
	"math"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
	"pgregory.net/rapid"
)

// steps of which random expressions are made; all are smooth and keep numbers within reason.
var steps = []struct {
	name string
	f    func(x, y Value) Value
}{
	{"sin", func(x, y Value) Value { return Sin(x) }},
	{"tanh", func(x, y Value) Value { return Tanh(x) }},
	{"expit", func(x, y Value) Value { return Expit(x) }},
	{"log1p of square", func(x, y Value) Value { return Log1p(Square(x)) }},
	{"sqrt", func(x, y Value) Value { return Sqrt(Square(x).Add(V(1))) }},
	{"+", func(x, y Value) Value { return x.Add(y) }},
	{"-", func(x, y Value) Value { return x.Sub(y) }},
	{"*", func(x, y Value) Value { return Tanh(x).Mul(y) }},
	{"/", func(x, y Value) Value { return x.Div(Square(y).Add(V(1))) }},
	{"sum", func(x, y Value) Value { return y.Add(Tanh(x.Sum())) }},
	{"mean of axis", func(x, y Value) Value { return y.Sub(KeepDims(Mean)(x, 0)) }},
	{"softmax", func(x, y Value) Value { return Softmax(x, 0) }},
	{"matmul", func(x, y Value) Value { return x.MatMul(Tanh(y)) }},
	{"transpose", func(x, y Value) Value { return x.T().Add(y) }},
	{"roll", func(x, y Value) Value { return Roll(x, 1, 1) }},
	{"cumsum", func(x, y Value) Value { return Tanh(CumSum(x, 0)) }},
	{"index", func(x, y Value) Value { return x.At(ndarray.Every(-1)).Mul(y.Index(0, 1)) }},
	{"fft", func(x, y Value) Value { return FFT(x, 0, 0, ndarray.NormOrtho).Real() }},
}

// expression draws a function of one 2×2 matrix to a number, and a place to evaluate it.
func expression(t *rapid.T) (f func(Value) Value, x Value) {
	type op struct{ step, a, b int }
	n := rapid.IntRange(1, 12).Draw(t, "operations")
	ops := make([]op, n)
	for i := range ops {
		ops[i] = op{rapid.IntRange(0, len(steps)-1).Draw(t, "step"), rapid.IntRange(0, i).Draw(t, "a"), rapid.IntRange(0, i).Draw(t, "b")}
	}
	return func(x Value) Value {
		values := []Value{x}
		for _, o := range ops {
			values = append(values, steps[o.step].f(values[o.a], values[o.b]))
		}
		return values[n].Sum()
	}, matrix(t)
}

func matrix(t *rapid.T) Value {
	return V(rapid.SliceOfN(rapid.Float64Range(-2, 2), 4, 4).Draw(t, "matrix")).Reshape(2, 2)
}

func isNear(a, b Value) bool { return ndarray.AllClose(a.Array(), b.Array(), 1e-8, 1e-10) }

func TestRandomExpressions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, x := expression(t)
		v := matrix(t)
		grad := Grad(f)
		g := grad(x)
		_, directional := MakeJVP(f)(x)(v)
		if gv := g.Mul(v).Sum(); !isNear(gv, directional) {
			t.Fatalf("reverse mode gives %v along v, forward mode %v", gv, directional)
		}
		const h = 1e-5
		numeric := f(x.Add(v.Mul(V(h)))).Sub(f(x.Sub(v.Mul(V(h))))).Float() / (2 * h)
		if d := math.Abs(numeric - directional.Float()); d > 1e-5*(1+math.Abs(numeric)) {
			t.Fatalf("the derivative along v is %v, finite differences give %v", directional, numeric)
		}
		// second order: the Hessian by each mix of modes, and its symmetry
		hv := HessianVectorProduct(f)(x, v)
		again, _ := MakeHVP(f)(x)
		if w := again(v); !isNear(hv, w) {
			t.Fatalf("forward over reverse gives %v, reverse over reverse %v", hv, w)
		}
		u := matrix(t)
		if a, b := u.Mul(hv).Sum(), v.Mul(again(u)).Sum(); !isNear(a, b) {
			t.Fatalf("the Hessian is not symmetric: %v and %v", a, b)
		}
		forwards := Deriv(func(s Value) Value { return Deriv(func(r Value) Value { return f(x.Add(v.Mul(r))) })(s) })(V(0))
		if vhv := v.Mul(hv).Sum(); !isNear(vhv, forwards) {
			t.Fatalf("v·H·v is %v, forward over forward gives %v", vhv, forwards)
		}
	})
}

func TestLinearity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, x := expression(t)
		a, b := V(rapid.Float64Range(-3, 3).Draw(t, "a")), V(rapid.Float64Range(-3, 3).Draw(t, "b"))
		h := func(x Value) Value { return Sin(x).Sum() }
		both := Grad(func(x Value) Value { return f(x).Mul(a).Add(h(x).Mul(b)) })(x)
		if want := Grad(f)(x).Mul(a).Add(Grad(h)(x).Mul(b)); !isNear(both, want) {
			t.Fatalf("gradient of a sum is %v, sum of gradients %v", both, want)
		}
		vjp, _ := MakeVJP(func(x Value) Value { return Exp(x.T()).Mul(x) })(x)
		u, v := matrix(t), matrix(t)
		if got, want := vjp(u.Mul(a).Add(v)), vjp(u).Mul(a).Add(vjp(v)); !isNear(got, want) {
			t.Fatalf("a VJP is not linear: %v and %v", got, want)
		}
	})
}
