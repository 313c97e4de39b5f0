package anp

import (
	"slices"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// TestStorageUsedAgain compares gradients of large arrays, whose cotangents' storage is used again in the backward pass,
// with those of short pieces, which are too small for that. Several passes follow each other, and earlier results are
// kept: nothing may write to them.
func TestStorageUsedAgain(t *testing.T) {
	const n, piece = 6000, 500
	x, w := gaussian(benchRNG(), 1, n), gaussian(benchRNG(), 2, n)
	cut := func(v Value, i int) Value { return Wrap(v.Array().Index(ndarray.Range(i, i+piece)).Copy()) }
	for name, f := range map[string]func(x, w Value) Value{
		"chain":      func(x, w Value) Value { return Tanh(Exp(x.Mul(x).Neg()).Mul(w)).Sum() },
		"used twice": func(x, w Value) Value { y := Tanh(x).Mul(w); return y.Mul(y).Add(Exp(y)).Sub(y).Sum() },
		"added":      func(x, w Value) Value { y := x.Mul(w); z := y.Add(y).Add(x); return z.Mul(z).Add(z).Sum() },
		"subtracted": func(x, w Value) Value { y := x.Mul(w); z := y.Sub(x).Neg(); return z.Mul(z).Mul(z.Add(y)).Sum() },
		"divided":    func(x, w Value) Value { y := x.Div(w.Mul(w).Add(V(1))); return y.Div(x.Mul(x).Add(V(2))).Mul(y).Sum() },
		"shape and cut": func(x, w Value) Value {
			y := Tanh(x).Reshape(2, -1)
			return y.T().Mul(y.T()).Mul(Exp(y).T()).Add(w.Reshape(2, -1).T()).Sum()
		},
		"to itself": func(x, w Value) Value { y := x.Mul(w); y = y.Add(Log1p(y.Mul(y))); return Square(y.Add(y)).Sum() },
	} {
		t.Run(name, func(t *testing.T) {
			second := func(x, w Value) Value { return Grad(func(x Value) Value { return Square(Grad(f)(x, w)).Sum() })(x) }
			for order, g := range map[string]func(x, w Value) Value{"first": func(x, w Value) Value { return Grad(f)(x, w) }, "second": second} {
				var want []float64
				for i := 0; i < n; i += piece {
					want = append(want, g(cut(x, i), cut(w, i)).Floats()...)
				}
				var got []Value
				for range 4 {
					got = append(got, g(x, w))
				}
				for pass, v := range got {
					if !slices.EqualFunc(v.Floats(), want, func(a, b float64) bool { d := a - b; return d*d <= 1e-20*(1+b*b) }) {
						t.Errorf("%s order, pass %d: the gradient differs from that of the pieces", order, pass)
					}
				}
			}
			vjp, value := MakeVJP(func(x Value) Value { return f(x, w).Mul(x) })(x)
			seed := OnesLike(value)
			first := vjp(seed)
			kept := first.Floats()
			if !slices.Equal(vjp(seed).Floats(), kept) || !slices.Equal(first.Floats(), kept) || seed.Sum().Float() != n {
				t.Error("a second call of a VJP differs from the first, or changed it or its cotangent")
			}
		})
	}
}
