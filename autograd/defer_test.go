package autograd_test

// Deferred results: what is computed later, and in other passes, has the same bits; nobody sees the difference.

import (
	"errors"
	"math"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// wave returns a large array of numbers between 0.1 and 2.1.
func wave(dt ndarray.DType, shape ...int) Value {
	n := 1
	for _, d := range shape {
		n *= d
	}
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = 1.1 + math.Sin(float64(i)*0.37)
	}
	return Wrap(ndarray.Of(xs, shape...).AsType(dt))
}

// deferredFunctions have chains that are shared, ended, branched and broadcast in all ways.
var deferredFunctions = map[string]func(x Value) Value{
	"chain": func(x Value) Value {
		x2 := x.Mul(x)
		return anp.Tanh(x).Mul(anp.Exp(x2.Neg())).Add(anp.Log1p(x2)).Sum()
	},
	"mean":     func(x Value) Value { return anp.Sqrt(x).Div(anp.Expit(x)).Mean() },
	"two sums": func(x Value) Value { y := anp.Sin(x); return y.Sum().Mul(anp.Square(y).Sum()) },
	"looks":    func(x Value) Value { y := anp.Exp(x); return y.Mul(V(y.Array().At(3, 1))).Sum() },
	"rows":     func(x Value) Value { return anp.Cos(x).Add(x.Index(0)).Sum(0).Max() },
	"product":  func(x Value) Value { y := anp.Tanh(x); return y.T().MatMul(y).Mul(V(0.1)).Sum() },
	"powers":   func(x Value) Value { return x.Pow(V(2)).Add(x.Pow(V(-1))).Add(x.Pow(V(0.5))).Sub(x.Pow(V(3))).Sum() },
	"extremes": func(x Value) Value { return anp.Maximum(x, V(1)).Mul(anp.Minimum(anp.Log(x), x)).Abs().Sum() },
	"branch": func(x Value) Value {
		if x.Mul(x).Sum().Float() > 0 {
			return x.Neg().Sub(V(1)).Sum()
		}
		return x.Sum()
	},
	"slow ones": func(x Value) Value { return anp.Arctan(anp.Exp(x).Sub(V(1))).Add(anp.Expm1(x)).Sum() },
	"loop": func(x Value) Value {
		y, s := x, V(0)
		for range 20 {
			y = y.Mul(V(0.9)).Add(anp.Tanh(y))
			s = s.Add(y.Sum())
		}
		return s.Add(y.Mul(x).Sum())
	},
	"derivative": func(x Value) Value {
		return anp.Square(Grad(func(x Value) Value { return anp.Tanh(x).Mul(x).Sum() })(x)).Sum()
	},
	"views": func(x Value) Value {
		y := anp.Exp(x.Neg())
		return y.Narrow(0, 1, 5).Mul(y.Narrow(0, 0, 4)).Sum().Add(y.Reshape(-1).Index(4))
	},
}

func equalBits(t *testing.T, what string, got, want Value) {
	t.Helper()
	g, w := got.Floats(), want.Floats()
	if len(g) != len(w) || got.DType() != want.DType() {
		t.Fatalf("%s has %d elements of %v, want %d of %v", what, len(g), got.DType(), len(w), want.DType())
	}
	for i := range w {
		if math.Float64bits(g[i]) != math.Float64bits(w[i]) {
			t.Fatalf("%s: element %d is %v, want %v", what, i, g[i], w[i])
		}
	}
}

// TestDeferredBits compares with DetectAnomaly, which has everything computed at once.
func TestDeferredBits(t *testing.T) {
	for name, f := range deferredFunctions {
		for _, dt := range []ndarray.DType{ndarray.Float64, ndarray.Float32} {
			t.Run(name+" "+dt.String(), func(t *testing.T) {
				x := wave(dt, 300, 50)
				v, g := ValueAndGrad(f)(x)
				wantV, wantG := ValueAndGrad(DetectAnomaly(f))(x)
				equalBits(t, "the value", v, wantV)
				equalBits(t, "the gradient", g, wantG)
				if g.Array().Deferred() != nil {
					t.Error("the gradient is not computed yet")
				}
				pull, ans := MakeVJP(f)(x)
				equalBits(t, "MakeVJP's value", ans, wantV)
				equalBits(t, "MakeVJP's cotangent", pull(V(1)), wantG)
				equalBits(t, "again", pull(V(1)), wantG)
			})
		}
	}
}

func TestDeferredProducts(t *testing.T) {
	for _, name := range []string{"chain", "two sums", "powers", "derivative"} {
		t.Run(name, func(t *testing.T) {
			f, x := deferredFunctions[name], wave(ndarray.Float64, 300, 50)
			v := anp.Cos(x)
			dot := func(x Value) Value { return Grad(f)(x).Mul(v).Sum() }
			equalBits(t, "the product with the Hessian", Grad(dot)(x), Grad(func(x Value) Value {
				return Grad(DetectAnomaly(f))(x).Mul(v).Sum()
			})(x))
		})
	}
}

// TestDeferredLeaks looks at a value after its trace is gone, and the argument edited.
func TestDeferredLeaks(t *testing.T) {
	for name, edit := range map[string]func(x Value){"as it was": func(Value) {}, "edited": func(x Value) { x.Array().Fill(0) }} {
		t.Run(name, func(t *testing.T) {
			x := wave(ndarray.Float64, 20_000)
			want := anp.Exp(x).Add(V(1)).Floats()
			var leaked Value
			Grad(func(x Value) Value {
				leaked = anp.Exp(x).Add(V(1))
				return anp.Square(leaked).Sum()
			})(x)
			edit(x)
			equalBits(t, "the value", leaked, V(want))
		})
	}
}

// TestDeferredEdit edits an array that a rule will read: that is still found out, and its value is from before.
func TestDeferredEdit(t *testing.T) {
	x := wave(ndarray.Float64, 20_000)
	c := ndarray.Full(2.0, 20_000)
	var y Value
	defer func() {
		var e *EditError
		if err, ok := recover().(error); !ok || !errors.As(err, &e) {
			t.Errorf("panics with %v, want an EditError", err)
		}
		equalBits(t, "the product", y, x.Mul(V(2)))
	}()
	Grad(func(x Value) Value {
		y = x.Mul(Wrap(c))
		c.Fill(3)
		return y.Sum()
	})(x)
}

func TestDeferredGoroutines(t *testing.T) {
	x := wave(ndarray.Float64, 20_000)
	f := func(x Value) Value {
		shared := anp.Exp(x.Neg())
		parts := make([]Value, 6)
		var wait sync.WaitGroup
		for k := range parts {
			wait.Go(func() { parts[k] = anp.Tanh(shared.Mul(V(float64(k)))).Sum() })
		}
		wait.Wait()
		return Stack(parts...).Sum()
	}
	_, want := ValueAndGrad(DetectAnomaly(f))(x)
	for range 5 {
		_, g := ValueAndGrad(f)(x)
		if d := g.Sub(want).Abs().Max().Float(); d > 1e-14 { // the order of the parts on the tape varies
			t.Fatalf("differs by %v", d)
		}
	}
}

// TestDeferredMemory: what a chain allocates is little more than its gradient.
func TestDeferredMemory(t *testing.T) {
	if !ndarray.Deferrable("exp") {
		t.Skip("this machine computes everything at once")
	}
	x := wave(ndarray.Float64, 1_000_000)
	g := ValueAndGrad(deferredFunctions["chain"])
	g(x)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	g(x)
	runtime.ReadMemStats(&after)
	if mb := float64(after.TotalAlloc-before.TotalAlloc) / 1e6; mb > 9 {
		t.Errorf("%.1f MB for a gradient of 8 MB", mb)
	}
}

// TestEverythingDeferred runs this package's tests with functions of the smallest arrays deferred.
func TestEverythingDeferred(t *testing.T) {
	if testing.Short() || os.Getenv("GRADBOOK_DEFER_FROM") != "" {
		t.Skip("runs all tests again")
	}
	command := exec.Command(os.Args[0], "-test.short")
	command.Env = append(os.Environ(), "GRADBOOK_DEFER_FROM=1")
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
