package ndarray

// Deferral: the bits of the functions one by one, whatever happens before somebody looks.

import (
	"fmt"
	"math"
	"runtime"
	"sync"
	"testing"
)

// waves returns n elements between 0.1 and 2.1.
func waves(dt DType, n int) *Array {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = 1.1 + math.Sin(float64(i)*0.37)
	}
	return Of(xs).AsType(dt)
}

func mustBe(t *testing.T, what string, got, want *Array) {
	t.Helper()
	if got.DType() != want.DType() || !SameShape(got, want) {
		t.Fatalf("%s is a %v array of shape %v, want %v, %v", what, got.DType(), got.Shape(), want.DType(), want.Shape())
	}
	g, w := ToSlice[float64](got), ToSlice[float64](want)
	for i := range w {
		if math.Float64bits(g[i]) != math.Float64bits(w[i]) {
			t.Fatalf("%s: element %d is %v, want %v", what, i, g[i], w[i])
		}
	}
}

// later1 and later2 are Unary and Binary where these must defer.
func later1(t *testing.T, d *Deferral, name string, x *Array) *Array {
	t.Helper()
	r, ok := d.Unary(name, x)
	if !ok || r.Deferred() == nil {
		t.Skipf("this machine computes %s at once", name)
	}
	return r
}

func later2(t *testing.T, d *Deferral, name string, x, y *Array) *Array {
	t.Helper()
	r, ok := d.Binary(name, x, y)
	if !ok || r.Deferred() == nil {
		t.Skipf("this machine computes %s at once", name)
	}
	return r
}

func TestDeferralFunctions(t *testing.T) {
	for _, dt := range []DType{Float64, Float32} {
		x, y := waves(dt, 3*DeferFrom()+5), Subtract(waves(dt, 3*DeferFrom()+5), Weak(1.0))
		for name, op := range deferrable1 {
			t.Run(fmt.Sprintf("%s %v", name, dt), func(t *testing.T) {
				d := new(Deferral)
				mustBe(t, "alone", later1(t, d, name, x), op.call(x, nil))
				r := later1(t, d, name, later2(t, d, "add", x, Weak(0.5)))
				mustBe(t, "of another", r, op.call(Add(x, Weak(0.5)), nil))
				s := later1(t, d, name, later2(t, d, "add", x, Weak(0.5)))
				mustBe(t, "the sum", Sum(s, nil, false), Sum(op.call(Add(x, Weak(0.5)), nil), nil, false))
				if s.Deferred() == nil {
					t.Error("a sum computed the elements for good")
				}
			})
		}
		for name, op := range deferrable2 {
			t.Run(fmt.Sprintf("%s %v", name, dt), func(t *testing.T) {
				d := new(Deferral)
				mustBe(t, "alone", later2(t, d, name, x, y), op.call(x, y, nil))
				e := later1(t, d, "tanh", y)
				mustBe(t, "right", later2(t, d, name, x, e), op.call(x, Tanh(y), nil))
				mustBe(t, "twice", later2(t, d, name, e, e), op.call(Tanh(y), Tanh(y), nil))
				e = later1(t, d, "exp", y)
				for _, v := range []float64{2, -0.3, 0, math.Copysign(0, -1), 1, math.Inf(1), math.NaN()} {
					mustBe(t, fmt.Sprint("with ", v), later2(t, d, name, e, Weak(v)), op.call(Exp(y), Weak(v), nil))
				}
				one := Scalar(1.0).AsType(dt).BroadcastTo(x.Shape()...)
				e = later1(t, d, "exp", y)
				r, _ := d.Binary(name, one, e)
				mustBe(t, "one with it", r, op.call(one, Exp(y), nil))
			})
		}
	}
}

func TestDeferralRefuses(t *testing.T) {
	n := DeferFrom()
	x := waves(Float64, 2*n)
	for name, call := range map[string]func(d *Deferral) (*Array, bool){
		"a small array":      func(d *Deferral) (*Array, bool) { return d.Unary("exp", waves(Float64, n-1)) },
		"integers":           func(d *Deferral) (*Array, bool) { return d.Unary("exp", ArangeInt(0, 2*n, 1)) },
		"gaps":               func(d *Deferral) (*Array, bool) { return d.Unary("exp", x.Reshape(n, 2).T()) },
		"a slow function":    func(d *Deferral) (*Array, bool) { return d.Unary("arctan", x) },
		"another shape":      func(d *Deferral) (*Array, bool) { return d.Binary("add", x.Reshape(2, n), waves(Float64, n)) },
		"another type":       func(d *Deferral) (*Array, bool) { return d.Binary("add", x, x.AsType(Float32)) },
		"a number that wins": func(d *Deferral) (*Array, bool) { return d.Binary("add", x.AsType(Float32), Scalar(1.0)) },
		"complex":            func(d *Deferral) (*Array, bool) { return d.Binary("add", x, Weak(1i)) },
	} {
		if r, ok := call(new(Deferral)); ok && n > 1 {
			t.Errorf("%s is deferred: %v", name, r.Shape())
		}
	}
}

// TestDeferralEdits edits an operand before somebody looks: the result is that of the elements as they were.
func TestDeferralEdits(t *testing.T) {
	n := max(2*DeferFrom(), 64)
	for name, edit := range map[string]func(x *Array){
		"Set":      func(x *Array) { x.Set(9, 3) },
		"Fill":     func(x *Array) { x.Fill(9) },
		"AddInto":  func(x *Array) { AddInto(x, Weak(9.0)) },
		"CopyFrom": func(x *Array) { x.CopyFrom(Zeros(n)) },
		"a view":   func(x *Array) { x.Reshape(2, n/2).Set(9, 1, 1) },
		"dst":      func(x *Array) { Exp(x, x) },
		"Elements": func(x *Array) { Elements[float64](x)[5] = 9 },
		"Free":     func(x *Array) { Free(x); New(Float64, n).Fill(9) },
		"of views": func(x *Array) { Elements[float64](x.Reshape(2, n/2))[5] = 9 },
	} {
		t.Run(name, func(t *testing.T) {
			x, d := waves(Float64, n), new(Deferral)
			e := later1(t, d, "exp", x)
			y := later2(t, d, "multiply", e, x.Reshape(1, n).Reshape(n))
			want := Multiply(Exp(x), x)
			edit(x)
			mustBe(t, "the result", y, want)
		})
		t.Run(name+" of a deferred one", func(t *testing.T) {
			x, d := waves(Float64, n), new(Deferral)
			e := later1(t, d, "exp", x)
			y := later1(t, d, "negative", e)
			edit(e)
			mustBe(t, "the result", y, Negative(Exp(x)))
		})
	}
}

// TestDeferralKeeps looks at sums of a growing chain: no element is computed more than keepFrom times.
func TestDeferralKeeps(t *testing.T) {
	x, d := waves(Float64, DeferFrom()), new(Deferral)
	y, want := x, x
	chain := []*Array{}
	for k := range 50 {
		y, want = later2(t, d, "multiply", y, Weak(1.01)), Multiply(want, Weak(1.01))
		mustBe(t, fmt.Sprint("sum ", k), Sum(y, nil, false), Sum(want, nil, false))
		chain = append(chain, y)
	}
	left := 0
	for _, a := range chain {
		if l := a.later(); l != nil {
			left++
			if l.passes >= keepFrom {
				t.Errorf("computed %d times and not kept", l.passes)
			}
		}
	}
	if left > keepFrom {
		t.Errorf("%d of %d links are still to be computed", left, len(chain))
	}
}

// TestDeferralLong has chains longer than a pass may be, and doubled in each step.
func TestDeferralLong(t *testing.T) {
	x, d := waves(Float64, DeferFrom()), new(Deferral)
	y, want := x, x
	for range 3 * deferMost {
		y, want = later2(t, d, "add", y, Weak(0.25)), Add(want, Weak(0.25))
	}
	mustBe(t, "a long chain", y, want)
	y, want = x, x
	for range 60 {
		y, want = later2(t, d, "multiply", later2(t, d, "add", y, y), Weak(0.5)), Multiply(Add(want, want), Weak(0.5))
	}
	mustBe(t, "a doubled chain", y, want)
}

// TestDeferralForgets makes results nobody looks at: their operand, which stays, does not keep them, nor grow a list of them.
func TestDeferralForgets(t *testing.T) {
	x := waves(Float64, DeferFrom())
	for range 2000 {
		later1(t, new(Deferral), "exp", x)
		if n := cap(x.deferred.Load().readers.list); n > 1<<12 {
			t.Fatalf("%d readers", n)
		}
	}
	runtime.GC()
	list := &x.deferred.Load().readers.list
	for added := 1; ; added++ {
		before := len(*list)
		later1(t, new(Deferral), "exp", x)
		if len(*list) < before {
			if len(*list) > added+1 {
				t.Errorf("%d readers, %d since the last collection", len(*list), added)
			}
			return
		}
		if added > 2*cap(*list) {
			t.Fatalf("the list of readers only grows: %d", len(*list))
		}
	}
}

func TestDeferralConcurrently(t *testing.T) {
	x, d := waves(Float64, max(4*DeferFrom(), 64)), new(Deferral)
	e := later1(t, d, "exp", x)
	y := later2(t, d, "multiply", e, x)
	want := Multiply(Exp(x), x)
	var wait sync.WaitGroup
	for k := range 8 {
		wait.Go(func() {
			switch k % 4 {
			case 0:
				if s := Sum(y, nil, false).Float(); s != Sum(want, nil, false).Float() {
					t.Errorf("sum is %v", s)
				}
			case 1:
				if y.At(7) != want.At(7) {
					t.Errorf("element is %v", y.At(7))
				}
			case 2:
				z, _ := d.Unary("sqrt", y)
				if z.At(9) != math.Sqrt(want.At(9)) {
					t.Errorf("root is %v", z.At(9))
				}
			default:
				Settle(e, y)
			}
		})
	}
	wait.Wait()
}

// TestDeferralsMeet combines the results of two Deferrals.
func TestDeferralsMeet(t *testing.T) {
	x, d1, d2 := waves(Float64, DeferFrom()), new(Deferral), new(Deferral)
	a, b := later1(t, d1, "exp", x), later1(t, d2, "tanh", x)
	mustBe(t, "the product", later2(t, d2, "multiply", a, b), Multiply(Exp(x), Tanh(x)))
}
