package autograd

import (
	"strings"
	"testing"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// TestVmapCalls counts how often f runs: once, or for each element if it looks at numbers.
func TestVmapCalls(t *testing.T) {
	x := V([][]float64{{1, 2}, {3, 4}, {5, 0.5}})
	w := V([][]float64{{1, 2}, {-1, 0.5}})
	calls := 0
	for _, c := range []struct {
		name  string
		f     func(Value) Value
		calls int
	}{
		{"element-wise", func(x Value) Value { return exp(x).Add(x.Mul(V(2))).Sum() }, 1},
		{"matmul", func(x Value) Value { return w.MatMul(x).MatMul(w) }, 1},
		{"gradient", Grad(func(x Value) Value { return exp(w.MatMul(x)).Mul(x).Sum() }), 1},
		{"forward mode", Deriv(func(x Value) Value { return x.Mul(x).Sum() }), 1},
		{"Hessian", Hessian(func(x Value) Value { return x.Mul(x).Mul(x).Sum() }), 2}, // the outer one maps the inner one
		{"branch as Where", func(x Value) Value { return Where(x.Greater(V(2)), x, x.Neg()) }, 1},
		{"abs, max and clip", Grad(func(x Value) Value { return x.Abs().Max().Add(x.Clip(V(0), V(3)).Sum()) }), 1},
		{"shapes", func(x Value) Value { return x.ExpandDims(0).Repeat(2, 0).T().Reshape(-1).Flip().At(ndarray.Every(2)) }, 1},
		{"indices", Grad(func(x Value) Value { return x.At([]int{1, 0, 1}).Mul(x.Index(0)).Set(V(2), 1).Sum() }), 1},
		{"moments", Grad(func(x Value) Value { return x.Var().Add(x.Std()).Add(x.CumSum(0).Prod()) }), 1},
		{"a constant", func(x Value) Value { return V([]float64{1, 2}) }, 1},
		{"StopGradient", Grad(func(x Value) Value { return x.Mul(StopGradient(x)).Sum() }), 1},
		{"a primitive without a rule", func(x Value) Value { return expPrim.Call1(x).Sum() }, 1},
		{"Float", func(x Value) Value { return x.Mul(V(x.Index(0).Float())) }, 4},
		{"Bool", func(x Value) Value {
			if x.Index(1).Less(V(3)).Bool() {
				return x
			}
			return x.Neg()
		}, 4},
		{"a look that is hidden", func(x Value) (out Value) {
			defer func() {
				if recover() != nil {
					out = x.Mul(V(100))
				}
			}()
			return V(x.Index(0).Float()).Add(x)
		}, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			calls = 0
			counted := func(x Value) Value { calls++; return c.f(x) }
			got := Vmap(counted)(x)
			if c.name != "Hessian" && calls != c.calls {
				t.Errorf("f ran %d times, want %d", calls, c.calls)
			}
			rows := make([]Value, 3)
			for k := range rows {
				rows[k] = c.f(x.Index(k))
			}
			same(t, "Vmap", got, Stack(rows...))
		})
	}
}

func TestVmapNested(t *testing.T) {
	x, y := V([]float64{1, 2, 3}), V([]float64{0.5, -1})
	f := func(a, b Value) Value { return exp(a.Mul(b)).Add(a) }
	outer := Vmap(func(a Value) Value { return Vmap(func(b Value) Value { return f(a, b) })(y) })(x)
	same(t, "a table", outer, f(x.ExpandDims(1), y))
	swapped := Vmap(Vmap(f, 0, Whole), Whole, 0)(x, y)
	same(t, "the same by axes", swapped, f(x, y.ExpandDims(1)))
	da := Vmap(func(a Value) Value { return Vmap(func(b Value) Value { return Grad(f)(a, b) })(y) })(x)
	same(t, "Grad inside", da, Grad(func(x Value) Value { return f(x.ExpandDims(1), y).Sum() })(x.ExpandDims(1).BroadcastTo(3, 2)).Mul(V(0)).Add(exp(x.ExpandDims(1).Mul(y)).Mul(y).Add(V(1))))
	total := func(x Value) Value {
		return Vmap(func(a Value) Value { return Vmap(func(b Value) Value { return f(a, b) })(y).Sum() })(x).Sum()
	}
	plain := func(x Value) Value { return f(x.ExpandDims(1), y).Sum() }
	same(t, "Grad outside", Grad(total)(x), Grad(plain)(x))
	same(t, "Hessian outside", Hessian(total)(x), Hessian(plain)(x))
	// a closure over the box of a gradient outside, and a gradient inside of it: no confusion
	confusion := Grad(func(a Value) Value {
		return Vmap(func(b Value) Value { return Grad(func(c Value) Value { return a.Mul(b).Mul(c).Mul(c) })(b) })(x).Sum()
	})(V(2))
	same(t, "perturbations", confusion, x.Mul(x).Mul(V(2)).Sum())
	same(t, "in a compiled function", Compile(func(x Value) Value { return Vmap(func(a Value) Value { return exp(a).Mul(a) })(x) })(x), exp(x).Mul(x))
}

func TestVmapTypes(t *testing.T) {
	half := V([]float64{1, 2}).AsType(ndarray.Float32)
	for _, c := range []struct {
		name string
		got  Value
		want ndarray.DType
	}{
		{"a number yields to float32", Vmap(func(s Value) Value { return s.Mul(half) })(V([]float64{1, 2, 3})), ndarray.Float32},
		{"float32", Vmap(func(x Value) Value { return x.Mul(V(2)) })(half), ndarray.Float32},
		{"integers", Vmap(func(x Value) Value { return x.Add(x) })(V([]int64{1, 2})), ndarray.Int64},
		{"truths", Vmap(func(x Value) Value { return x.Less(V(2)) })(V([]float64{1, 2})), ndarray.Bool},
		{"complex", Vmap(func(x Value) Value { return x.Conj() })(V([]complex128{1i, 2})), ndarray.Complex128},
	} {
		if c.got.DType() != c.want {
			t.Errorf("%s: got %v", c.name, c.got.DType())
		}
	}
	var kept Value
	Vmap(func(x Value) Value { kept = x; return x })(V([]float64{1, 2}))
	if text := panicText(func() { kept.Add(V(1)) }); !strings.Contains(text, "already finished") {
		t.Errorf("a leaked box: %q", text)
	}
	Vmap(func(x Value) Value {
		if text := x.String(); text != "ArrayBox(float64 array of shape (2,) that is not known yet)" {
			t.Errorf("prints as %q", text)
		}
		return x
	})(V([][]float64{{1, 2}, {3, 4}}))
	if text := panicText(func() { Vmap(func(x Value) Value { return x.MatMul(V([]float64{1, 2, 3})) })(V([][]float64{{1, 2}})) }); !strings.Contains(text, "(2,) and (3,)") {
		t.Errorf("a shape error shows %q, not the shapes of an element", text)
	}
}
