package autograd

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// derivatives are ways to differentiate a function of a number.
var derivatives = []struct {
	name string
	of   func(f func(Value) Value) func(Value) Value
}{
	{"Grad", func(f func(Value) Value) func(Value) Value { return Grad(f) }},
	{"Deriv", func(f func(Value) Value) func(Value) Value { return Deriv(f) }},
	{"ElementwiseGrad", func(f func(Value) Value) func(Value) Value { return ElementwiseGrad(f) }},
	{"Jacobian", func(f func(Value) Value) func(Value) Value { return Jacobian(f) }},
	{"Linearize", func(f func(Value) Value) func(Value) Value {
		return func(x Value) Value { _, linear := Linearize(f, x); return linear(V(1)) }
	}},
	{"reverse of reverse", func(f func(Value) Value) func(Value) Value {
		return func(x Value) Value { return MakeJVPReversemode(f)(x)(V(1)) }
	}},
	{"Checkpoint", func(f func(Value) Value) func(Value) Value { return Grad(Checkpoint(f)) }},
	{"Vmap", func(f func(Value) Value) func(Value) Value {
		return func(x Value) Value { return Vmap(Grad(f))(x.Reshape(1)).Reshape() }
	}},
	{"Compile", func(f func(Value) Value) func(Value) Value { return Compile(Grad(f)) }},
	{"GradOf", func(f func(Value) Value) func(Value) Value {
		g := GradOf(func(m map[string]Value) Value { return f(m["x"]) })
		return func(x Value) Value { return g(map[string]Value{"x": x})["x"] }
	}},
}

// TestMixedModes nests every three ways to differentiate in one another.
func TestMixedModes(t *testing.T) {
	f := func(x Value) Value { return x.Mul(exp(x)).Add(x.Pow(V(3.5))) }
	at := 0.7
	e := math.Exp(at)
	want := []float64{at*e + math.Pow(at, 3.5), (at+1)*e + 3.5*math.Pow(at, 2.5), (at+2)*e + 3.5*2.5*math.Pow(at, 1.5), (at+3)*e + 3.5*2.5*1.5*math.Sqrt(at)}
	var nest func(f func(Value) Value, names []string)
	nest = func(f func(Value) Value, names []string) {
		if got := f(V(at)).Float(); math.Abs(got-want[len(names)]) > 1e-9 {
			t.Errorf("%s gives %v, want %v", strings.Join(names, " of "), got, want[len(names)])
		}
		if len(names) == 3 {
			return
		}
		for _, d := range derivatives {
			nest(d.of(f), append([]string{d.name}, names...))
		}
	}
	nest(f, nil)
}

// TestMixedPerturbations differentiates x·dy/dy(x + y) and the like, in which an inner variable must not be taken for an
// outer one, for any two ways.
func TestMixedPerturbations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		outer, inner := rapid.SampledFrom(derivatives).Draw(t, "outer"), rapid.SampledFrom(derivatives).Draw(t, "inner")
		x := rapid.Float64Range(-2, 2).Draw(t, "x")
		if inner.name == "Compile" { // a CompileError says that it finds a value of a derivative outside
			t.Skip("not for compiled functions")
		}
		got := outer.of(func(x Value) Value { return x.Mul(inner.of(func(y Value) Value { return x.Mul(y).Add(x) })(V(2))) })(V(x)).Float()
		if math.Abs(got-2*x) > 1e-12 { // d/dx x·x
			t.Fatalf("%s of x·%s(xy + x) is %v, want %v", outer.name, inner.name, got, 2*x)
		}
	})
}
