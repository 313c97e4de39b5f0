package autograd_test

// Compile: what it promises of shapes, branches, containers, constants and errors.

import (
	"errors"
	"math"
	"strings"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// counted counts how often a function really runs: once a trace.
func counted(n *int, f func(Value) Value) func(Value) Value {
	return func(x Value) Value {
		*n++
		return f(x)
	}
}

func TestCompileTracesOncePerKind(t *testing.T) {
	n := 0
	f := Compile(counted(&n, func(x Value) Value { return x.Mul(x).Sum() }))
	for i, c := range []struct {
		x      Value
		want   float64
		traces int
	}{
		{V([]float64{1, 2}), 5, 1},
		{V([]float64{3, 4}), 25, 1},
		{V([]float64{1, 1, 1}), 3, 2},
		{V([][]float64{{1, 2}}), 5, 3},
		{V(3), 9, 4},
		{V([]float32{1, 2}), 5, 5},
		{V([]float64{0, 2}), 4, 5},
	} {
		if got := f(c.x); got.Float() != c.want || n != c.traces {
			t.Errorf("call %d: got %v after %d traces, want %v after %d", i, got, n, c.want, c.traces)
		}
	}
}

func TestCompileBranches(t *testing.T) {
	n := 0
	f := Compile(Grad(counted(&n, func(x Value) Value {
		if x.Less(V(0)).Bool() {
			return x.Mul(x)
		}
		return x.Mul(V(3))
	})))
	for i, c := range []struct {
		x, want float64
		traces  int
	}{{2, 3, 1}, {-2, -4, 2}, {5, 3, 2}, {-1, -2, 2}} {
		if got := f(V(c.x)).Float(); got != c.want || n != c.traces {
			t.Errorf("call %d: got %v after %d traces, want %v after %d", i, got, n, c.want, c.traces)
		}
	}
	// A loop whose length depends on the argument: Newton's iteration for a square root.
	root := func(a Value) Value {
		x := a
		for x.Mul(x).Sub(a).Abs().Greater(V(1e-12)).Bool() {
			x = x.Add(a.Div(x)).Div(V(2))
		}
		return x
	}
	g := Compile(root)
	for _, a := range []float64{2, 9, 0.25, 1, 100, 2} {
		if got := g(V(a)).Float(); math.Abs(got-math.Sqrt(a)) > 1e-9 {
			t.Errorf("root of %v is %v", a, got)
		}
	}
}

func TestCompileWithoutBranches(t *testing.T) {
	for _, c := range []struct {
		name string
		f    func(x Value) Value
	}{
		{"maximum", func(x Value) Value { return anp.Maximum(x, V(0.5)).Sum() }},
		{"max", func(x Value) Value { return x.Max().Mul(x.Min()) }},
		{"where", func(x Value) Value { return Where(x.Greater(V(1)), x.Mul(x), x.Neg()).Sum() }},
		{"abs", func(x Value) Value { return x.Abs().Sum() }},
		{"clip", func(x Value) Value { return anp.Clip(x, V(-1), V(1)).Mul(x).Sum() }},
		{"prod with zeros", func(x Value) Value { return x.Prod() }},
		{"power", func(x Value) Value { return anp.Power(anp.Abs(x), x).Sum() }},
		{"take by a computed order", func(x Value) Value { return x.Take(x.Argsort(0), 0).Mul(V([]float64{1, 2, 3})).Sum() }},
		{"float32", func(x Value) Value { return anp.Exp(x.AsType(ndarray.Float32)).Mean() }},
		{"matmul", func(x Value) Value { return anp.Tanh(anp.Outer(x, x)).MatMul(x).Sum() }},
		{"complex", func(x Value) Value { return anp.Abs(anp.FFT(x, 0, 0, "")).Sum() }},
		{"checkpoint", Checkpoint(func(x Value) Value { return anp.Sin(x).Mul(x).Sum() })},
		{"constants only", func(x Value) Value { return V(3) }},
		{"stop gradient", func(x Value) Value { return StopGradient(x).Mul(x).Sum() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			plain, compiled := ValueAndGrad(c.f), Compile(ValueAndGrad(c.f))
			for _, x := range []Value{V([]float64{1, -2, 0.3}), V([]float64{-1, 0, 3}), V([]float64{0.2, 2, -0.7})} {
				v, g := compiled(x)
				wantV, wantG := plain(x)
				if !near(v, wantV) || !near(g, wantG) {
					t.Errorf("at %v: got %v, %v, want %v, %v", x, v, g, wantV, wantG)
				}
			}
		})
	}
}

func near(x, y Value) bool {
	return x.DType() == y.DType() && ndarray.AllClose(x.Array(), y.Array(), 1e-13, 1e-13)
}

type model struct {
	W    Value
	Bias []Value
	Name string
}

func TestCompileContainers(t *testing.T) {
	loss := func(m model, x Value) Value {
		y := anp.Tanh(x.MatMul(m.W).Add(m.Bias[0]))
		if m.Name == "squared" {
			y = y.Mul(y)
		}
		return y.Sum()
	}
	n := 0
	step := func(m model, x Value, rate float64) (model, Value) {
		n++
		value, grads := ValueAndGradOf(func(m model) Value { return loss(m, x) })(m)
		return MapTrees(func(vs ...Value) Value { return vs[0].Sub(vs[1].Mul(V(rate))) }, m, grads), value
	}
	compiled := Compile(step)
	m := model{V([][]float64{{1, 2}, {3, 4}}), []Value{V([]float64{0.1, 0.2})}, ""}
	x := V([][]float64{{0.1, 0.2}, {0.3, -0.4}})
	want := m
	for i, rate := range []float64{0.1, 0.1, 0.1, 0.2} {
		var got, wanted Value
		m, got = compiled(m, x, rate)
		traces := n
		want, wanted = step(want, x, rate)
		n = traces
		if !near(got, wanted) || !near(m.W, want.W) || !near(m.Bias[0], want.Bias[0]) {
			t.Fatalf("step %d: got %v and %v, want %v and %v", i, m, got, want, wanted)
		}
	}
	if n != 2 {
		t.Errorf("traced %d times, want once for each rate", n)
	}
	m.Name = "squared"
	if _, v := compiled(m, x, 0.1); !near(v, loss(m, x)) {
		t.Error("a string in the argument was taken for a constant")
	}
}

func TestCompileErrors(t *testing.T) {
	for _, c := range []struct {
		name string
		f    func(x Value) Value
		want []string
	}{
		{"Float", func(x Value) Value { return V(x.Mul(x).Float()) }, []string{"Compile: Float at compile_test.go:", "the result of multiply, a number", "Where"}},
		{"Float in Grad", Grad(func(x Value) Value { return x.Mul(V(x.Float())) }), []string{"Float at compile_test.go:", "an argument"}},
		{"Array", func(x Value) Value { return Wrap(x.Array()) }, []string{"Array"}},
		{"Int", func(x Value) Value { return V(x.Int()) }, []string{"Float at compile_test.go"}},
		{"index", func(x Value) Value { return V([]float64{1, 2}).At(x) }, []string{"At, by its index,"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var err error
			func() {
				defer Catch(&err)
				Compile(c.f)(V(1.5))
			}()
			var e *CompileError
			if !errors.As(err, &e) {
				t.Fatalf("got %v", err)
			}
			for _, w := range c.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%q does not say %q", err, w)
				}
			}
		})
	}
	t.Run("a box from outside", func(t *testing.T) {
		var err error
		func() {
			defer Catch(&err)
			Grad(func(x Value) Value { return Compile(func(y Value) Value { return x.Mul(y) })(V(2)) })(V(1))
		}()
		if err == nil || !strings.Contains(err.Error(), "pass it to the compiled function as an argument") {
			t.Errorf("got %v", err)
		}
	})
}

func TestCompileInsideDerivatives(t *testing.T) {
	f := func(x Value) Value { return anp.Sin(x).Mul(x) }
	if got, want := Grad(Compile(f))(V(1.2)), Grad(f)(V(1.2)); !near(got, want) {
		t.Errorf("Grad of Compile: got %v, want %v", got, want)
	}
	if got, want := Compile(Grad(Compile(Grad(f))))(V(1.2)), Grad(Grad(f))(V(1.2)); !near(got, want) {
		t.Errorf("nested: got %v, want %v", got, want)
	}
}

// TestCompileFallsBack calls a function that is different each time, more often than programs are kept.
func TestCompileFallsBack(t *testing.T) {
	f := Compile(func(x Value, k int) Value { return x.Mul(V(k)) })
	for k := range 300 {
		if got := f(V(2), k).Float(); got != 2*float64(k) {
			t.Fatalf("k = %d: got %v", k, got)
		}
	}
}

// TestCompileLongSums compares the blocks of a fused sum with the sum of an array, on one and on several processors.
func TestCompileLongSums(t *testing.T) {
	f := func(x Value) Value { return x.Mul(x).Sum() }
	g := Compile(f)
	for _, n := range []int{1, 7, 1023, 1024, 1025, 5000, 100_001} {
		xs := make([]float64, n)
		for i := range xs {
			xs[i] = math.Sin(float64(i))
		}
		if got, want := g(V(xs)).Float(), f(V(xs)).Float(); got != want {
			t.Errorf("n = %d: got %v, want %v", n, got, want)
		}
	}
}
