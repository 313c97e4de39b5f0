package autograd

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func exp(x Value) Value { return expPrim.Call1(x) }

// expPrim is a primitive as a user makes one.
var expPrim = DefJVP(DefVJP(Primitive("my_exp", func(x Value) Value { return Wrap(ndarray.Exp(x.Array())) }),
	func(g, ans, x Value) Value { return g.Mul(ans) }),
	func(g, ans, x Value) Value { return g.Mul(ans) })

// onlyReverse is expPrim without a JVP.
var onlyReverse = DefVJP(Primitive("reverse_exp", func(x Value) Value { return Wrap(ndarray.Exp(x.Array())) }),
	func(g, ans, x Value) Value { return g.Mul(expPrim.Call1(x)) })

func same(t *testing.T, what string, got Value, want any) {
	t.Helper()
	w := V(want)
	if !slices.Equal(got.Shape(), w.Shape()) || !ndarray.AllClose(got.Array(), w.Array(), 1e-9, 1e-12) {
		t.Errorf("%s = %v, want %v", what, got, w)
	}
}

// rosenbrock and its derivatives by hand are the reference for second-order operators.
func rosenbrock(x Value) Value {
	n := x.Len()
	a, b := x.Narrow(0, 0, n-1), x.Narrow(0, 1, n)
	return b.Sub(a.Mul(a)).Pow(V(2)).Mul(V(100)).Add(V(1).Sub(a).Pow(V(2))).Sum()
}

func TestSecondOrderOperators(t *testing.T) {
	x := V([]float64{1.2, 0.7})
	want := [][]float64{{1200*1.44 - 400*0.7 + 2, -480}, {-480, 200}}
	v := V([]float64{1, -2})
	hv := V(want).MatMul(v)
	same(t, "Hessian", Hessian(rosenbrock)(x), want)
	same(t, "HessianVectorProduct", HessianVectorProduct(rosenbrock)(x, v), hv)
	same(t, "HessianTensorProduct", HessianTensorProduct(rosenbrock)(x, v), hv)
	hvp, g := MakeHVP(rosenbrock)(x)
	same(t, "MakeHVP", hvp(v), hv)
	same(t, "MakeHVP again", hvp(v.Mul(V(2))), hv.Mul(V(2)))
	same(t, "MakeHVP's gradient", g, Grad(rosenbrock)(x))
	same(t, "Jacobian of Grad", Jacobian(Grad(rosenbrock))(x), want)
	reverseOnly := func(x Value) Value { return onlyReverse.Call1(x).Sum() }
	same(t, "Hessian without a JVP", Hessian(reverseOnly)(x), [][]float64{{math.Exp(1.2), 0}, {0, math.Exp(0.7)}})
	same(t, "HVP without a JVP", HessianVectorProduct(reverseOnly)(x, v), []float64{math.Exp(1.2), -2 * math.Exp(0.7)})
}

func TestJacobians(t *testing.T) {
	w := V([][]float64{{1, 2}, {3, 4}, {5, 6}})
	tall := func(x Value) Value { return w.MatMul(exp(x)) }
	x := V([]float64{0.1, 0.2})
	want := w.Mul(exp(x))
	for _, c := range []struct {
		name string
		j    Value
	}{
		{"chosen", Jacobian(tall)(x)},
		{"reverse", JacobianReverse(tall)(x)},
		{"forward", JacobianForward(tall)(x)},
	} {
		same(t, c.name, c.j, want)
	}
	wide := func(x Value) Value { return exp(x).Sum(0) }
	if got := Jacobian(wide)(w).Shape(); !slices.Equal(got, []int{2, 3, 2}) {
		t.Errorf("shape of the Jacobian of a (3, 2) → (2,) function is %v", got)
	}
	same(t, "of a number", Jacobian(func(x Value) Value { return Stack(x, x.Mul(x)) })(V(3)), []float64{1, 6})
	same(t, "to a number", Jacobian(func(x Value) Value { return x.Sum() })(x), []float64{1, 1})
	if got := Jacobian(exp)(V([]float64{})).Shape(); !slices.Equal(got, []int{0, 0}) {
		t.Errorf("shape of the Jacobian of nothing is %v", got)
	}
	u := V([]float64{1, 0, -1})
	same(t, "VectorJacobianProduct", VectorJacobianProduct(tall)(x, u), u.MatMul(want))
	same(t, "TensorJacobianProduct", TensorJacobianProduct(tall)(x, u), u.MatMul(want))
	ggnvp, _ := MakeGGNVP(tall, nil)(x)
	same(t, "MakeGGNVP", ggnvp(V([]float64{1, 2})), want.T().MatMul(want.MatMul(V([]float64{1, 2}))))
	noJVP, _ := MakeGGNVP(onlyReverse.Call1, nil)(V(0.5))
	same(t, "MakeGGNVP without a JVP", noJVP(V(1)), math.Exp(1))
}

func TestFirstOrderOperators(t *testing.T) {
	x := V([]float64{0.1, 0.2})
	same(t, "ElementwiseGrad", ElementwiseGrad(exp)(x), exp(x))
	same(t, "Deriv", Deriv(exp)(x), exp(x))
	vjp, ans := MakeVJP(exp)(x)
	same(t, "MakeVJP's value", ans, exp(x))
	same(t, "MakeVJP", vjp(V([]float64{1, 2})), exp(x).Mul(V([]float64{1, 2})))
	same(t, "MakeVJP again", vjp(V(1)), exp(x))
	value, tangent := MakeJVP(exp)(x)(V([]float64{1, 2}))
	same(t, "MakeJVP's value", value, exp(x))
	same(t, "MakeJVP", tangent, exp(x).Mul(V([]float64{1, 2})))
	same(t, "MakeJVPReversemode", MakeJVPReversemode(onlyReverse.Call1)(x)(V([]float64{1, 2})), exp(x).Mul(V([]float64{1, 2})))
	g, aux := GradAndAux(func(x Value) (Value, Value) { y := exp(x); return y.Sum(), y })(x)
	same(t, "GradAndAux", g, exp(x))
	same(t, "GradAndAux's second result", aux, exp(x))
	if IsBox(aux) {
		t.Error("GradAndAux returns a box")
	}
	same(t, "HolomorphicGrad", HolomorphicGrad(func(z Value) Value { return z.Mul(z).Mul(z) })(V(1+2i)), 3*(1+2i)*(1+2i))
	same(t, "StopGradient", Grad(func(x Value) Value { return x.Mul(StopGradient(x)) })(V(3)), 3.0)
	ans, linear := Linearize(func(x Value) Value { return Concatenate(0, exp(x), x.Mul(x)) }, x)
	_, want := MakeJVP(func(x Value) Value { return Concatenate(0, exp(x), x.Mul(x)) })(x)(V([]float64{3, -1}))
	same(t, "Linearize", linear(V([]float64{3, -1})), want)
	same(t, "Linearize's value", ans, Concatenate(0, exp(x), x.Mul(x)))
}

func TestCheckpoint(t *testing.T) {
	calls := 0
	f := func(x, y Value) Value { calls++; return exp(x.Mul(y)).Sum() }
	x, y := V([]float64{0.1, 0.2}), V([]float64{1, 2})
	grads := GradN(f)(x, y)
	calls = 0
	again := GradN(Checkpoint(f))(x, y)
	same(t, "gradient by x", again[0], grads[0])
	same(t, "gradient by y", again[1], grads[1])
	if calls != 2 {
		t.Errorf("f ran %d times, want 2: forward and once in the backward pass", calls)
	}
	if err := CheckGrads(Checkpoint(f), []Value{x, y}, Forward|Reverse, 2); err != nil {
		t.Error(err)
	}
	scaled := Checkpoint(func(k int, x Value) Value { return exp(x).Mul(V(k)) })
	near(t, "with another parameter", Grad(scaled, 1)(3, V(0)).Float(), 3)
}

func TestFixedPoint(t *testing.T) {
	// Newton's iteration for the square root: x = (x + a/x)/2
	root := func(a Value) Value {
		return FixedPoint(func(x Value, p []Value) Value { return x.Add(p[0].Div(x)).Mul(V(0.5)) }, V(1), 1e-12, a)
	}
	near(t, "root", root(V(2)).Float(), math.Sqrt2)
	if err := CheckGrads(root, []Value{V(2)}, Forward|Reverse, 3); err != nil {
		t.Error(err)
	}
	// a linear one in several variables, with two parameters
	affine := func(m, b Value) Value {
		return FixedPoint(func(x Value, p []Value) Value { return p[0].MatMul(x).Add(p[1]) }, V([]float64{0, 0}), 1e-13, m, b)
	}
	if err := CheckGrads(affine, []Value{V([][]float64{{0.1, 0.3}, {-0.2, 0.4}}), V([]float64{1, 2})}, Forward|Reverse, 2); err != nil {
		t.Error(err)
	}
	if text := panicText(func() { FixedPoint(func(x Value, _ []Value) Value { return x.Add(V(1)) }, V(0), 1e-3) }); !strings.Contains(text, "no fixed point to within 0.001") {
		t.Errorf("got %q", text)
	}
}

func TestVmap(t *testing.T) {
	rows := V([][]float64{{1, 2}, {3, 4}, {5, 6}})
	dot := func(x, y Value) Value { return x.Dot(y) }
	same(t, "rows", Vmap(dot, 0, Whole)(rows, V([]float64{1, -1})), []float64{-1, -1, -1})
	same(t, "columns", Vmap(func(x Value) Value { return x.Sum() }, 1)(rows), []float64{9, 12})
	square := func(x Value) Value { return x.Mul(x).Sum() }
	same(t, "of Grad", Vmap(Grad(square))(rows), rows.Mul(V(2)))
	same(t, "in Grad", Grad(func(x Value) Value { return Vmap(square)(x).Sum() })(rows), rows.Mul(V(2)))
	runs := 0
	norm := func(x Value) Value { runs++; return x.Mul(x).Sum() }
	same(t, "at once", Vmap(norm)(rows), []float64{5, 25, 61})
	if runs != 1 {
		t.Errorf("a function without branches ran %d times", runs)
	}
	signed := func(x Value) Value {
		if x.Sum().Less(V(5)).Bool() {
			return x.Neg()
		}
		return x
	}
	same(t, "branches", Vmap(signed)(rows), [][]float64{{-1, -2}, {3, 4}, {5, 6}})
	same(t, "numbers", Vmap(func(x Value) Value { return V(2 * x.Float()) })(V([]float64{1, 2})), []float64{2, 4})
	same(t, "a constant", Vmap(func(x Value) Value { return V(7) })(rows), []float64{7, 7, 7})
	same(t, "nested", Vmap(Vmap(func(x Value) Value { return x.Mul(V(2)) }))(rows), rows.Mul(V(2)))
	same(t, "of Hessian", Vmap(Hessian(square))(rows).Sum(0), [][]float64{{6, 0}, {0, 6}})
	same(t, "compiled", Compile(Vmap(Grad(square)))(rows), rows.Mul(V(2)))
	if text := panicText(func() { Vmap(dot)(rows, V([]float64{1, 2})) }); !strings.Contains(text, "argument 1 has 2 elements to map over, an earlier one 3") {
		t.Errorf("got %q", text)
	}
}

func TestGradNamed(t *testing.T) {
	type args struct{ X, Y Value }
	f := func(a args) Value { return documentF(a.X, a.Y) }
	near(t, "struct", GradNamed(f, "Y")(args{X: V(13), Y: V(4)}).Float(), 21)
	g := func(m map[string]Value) Value { return documentF(m["x"], m["y"]) }
	near(t, "map", GradNamed(g, "y")(map[string]Value{"x": V(13), "y": V(4)}).Float(), 21)
	if text := panicText(func() { GradNamed(f, "Z") }); !strings.Contains(text, "has no Value named Z") {
		t.Errorf("got %q", text)
	}
}

// TestDepth differentiates exp ten times, in alternating modes.
func TestDepth(t *testing.T) {
	f := exp
	for i := range 10 {
		if i%2 == 0 {
			f = Grad(f)
		} else {
			f = Deriv(f)
		}
		near(t, fmt.Sprintf("derivative %d", i+1), f(V(0.3)).Float(), math.Exp(0.3))
	}
}

func TestDetectAnomaly(t *testing.T) {
	for _, c := range []struct {
		name, want string
		f          func()
	}{
		{"forward", "log at operators_test.go:", func() { Grad(DetectAnomaly(func(x Value) Value { return logp.Call1(x.Mul(x)) }))(V(0)) }},
		{"value only", "the result has an infinity; the arguments were 1 and 0", func() { DetectAnomaly(func(x Value) Value { return V(1).Div(x) })(V(0)) }},
		{"backward", "the gradient with respect to argument 0 has an infinity", func() {
			Grad(DetectAnomaly(func(x Value) Value { return x.Pow(V(0.5)) }))(V(0))
		}},
		{"changed in place", "an array was changed in place", func() {
			a := ndarray.Of([]float64{1, 2})
			Grad(DetectAnomaly(func(x Value) Value {
				y := x.Mul(Wrap(a)).Sum()
				a.Set(5, 0)
				return y
			}))(V([]float64{3, 4}))
		}},
		{"forward mode", "divide at operators_test.go:", func() { Deriv(DetectAnomaly(func(x Value) Value { return V(1).Div(x) }))(V(0)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := panicText(c.f); !strings.Contains(got, c.want) {
				t.Errorf("panics with %q, want it to hold %q", got, c.want)
			}
		})
	}
	near(t, "nothing wrong", Grad(DetectAnomaly(exp))(V(1)).Float(), math.E)
}

func TestCatch(t *testing.T) {
	f := func() (err error) {
		defer Catch(&err)
		V("text")
		return nil
	}
	if err := f(); err == nil || err.Error() != "V: can't differentiate w.r.t. type string (argument 0)" {
		t.Errorf("got %v", err)
	}
}
