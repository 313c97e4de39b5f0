package autograd_test

// Tangents of forward traces are used again: not those that somebody still has.

import (
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func TestTangentsStay(t *testing.T) {
	const n = 1000
	x, v := wave(ndarray.Float64, n), anp.Cos(wave(ndarray.Float64, n))
	churn := func() { // take what was given back, and fill it with something else
		for range 20 {
			Grad(func(x Value) Value { return anp.Arctan(x).Mul(x).Sum() })(anp.Exp(x))
			MakeJVP(func(x Value) Value { return anp.Exp(x).Mul(x) })(x)(v)
		}
	}
	double := v.Mul(V(2)).Floats()
	t.Run("the result", func(t *testing.T) {
		for name, f := range map[string]func(x Value) Value{
			"itself":      func(x Value) Value { return x.Mul(V(2)) },
			"moved":       func(x Value) Value { return x.Mul(V(2)).Add(V(1)) },
			"a view":      func(x Value) Value { return x.Mul(V(2)).Reshape(10, 100) },
			"used before": func(x Value) Value { y := x.Mul(V(2)); anp.Exp(y); return y },
		} {
			_, tangent := MakeJVP(f)(x)(v)
			churn()
			equalBits(t, name, tangent.Reshape(-1), V(double))
		}
	})
	t.Run("what a rule keeps", func(t *testing.T) {
		var kept Value
		keeper := Primitive("keeper", func(x Value) Value { return x })
		DefJVP(keeper, func(g, ans, x Value) Value { kept = g; return g.Mul(V(1)) })
		MakeJVP(func(x Value) Value { return keeper.Call1(x.Mul(V(2))).Sum() })(x)(v)
		churn()
		equalBits(t, "the tangent", kept, V(double))
	})
	t.Run("what a rule of a table keeps", func(t *testing.T) {
		var kept Value
		MakeJVP(func(x Value) Value { keepingOp.kept = &kept; return keepingOp.prim.Call1(x.Mul(V(2))).Sum() })(x)(v)
		churn()
		equalBits(t, "the tangent", kept, V(double))
	})
	t.Run("what another trace recorded", func(t *testing.T) {
		f := func(y Value) Value {
			_, tangent := MakeJVP(func(x Value) Value { return x.Mul(V(2)).Mul(y) })(x)(v)
			_, other := MakeJVP(func(x Value) Value { return anp.Sin(x) })(x)(v)
			return tangent.Mul(other).Sum()
		}
		want := V(double).Mul(anp.Cos(x).Mul(v))
		equalBits(t, "the gradient", Grad(f)(x), V(1).Mul(want))
		equalBits(t, "compiled", Compile(Grad(f))(x), V(1).Mul(want))
	})
}

// keepingOp is a primitive of a table outside of package autograd, whose rule keeps the tangent that it gets.
var keepingOp struct {
	prim Prim
	kept *Value
}

func init() {
	Unary{Prim: &keepingOp.prim, Name: "test.keeping", F: func(x float64) float64 { return x },
		A: func(x *ndarray.Array, _ ...*ndarray.Array) *ndarray.Array { return x.Copy() },
		D: func(g, ans, x Value) Value { *keepingOp.kept = g; return g.Mul(V(1)) }}.Define()
}
