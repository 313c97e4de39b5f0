package autograd

import (
	"math"
	"strings"
	"sync"
	"testing"
)

func logv(x Value) Value { return logp.Call1(x) }

// documentF is the function on the first page of the document: log(x²) + y² + xy.
func documentF(x, y Value) Value { return logv(x.Mul(x)).Add(y.Mul(y)).Add(x.Mul(y)) }

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*(1+math.Abs(want)) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestGradOfTheDocument(t *testing.T) {
	near(t, "df/dx(1, 2)", Grad(documentF, 0)(V(1), V(2)).Float(), 4)
	near(t, "df/dy(13, 4)", Grad(documentF, 1)(V(13), V(4)).Float(), 21)
	near(t, "d²f/dx²(1, 2)", Grad(Grad(documentF))(V(1), V(2)).Float(), -2)
	near(t, "d²f/dxdy(1, 2)", Grad(Grad(documentF, 0), 1)(V(1), V(2)).Float(), 1)
}

type scalarFunc func(x Value) Value

type model struct{ w Value }

func (m model) predict(x Value) Value { return m.w.Mul(x).Mul(x) }

func TestGradFunctionTypes(t *testing.T) {
	square := func(x Value) Value { return x.Mul(x) }
	var named scalarFunc = square
	sumSquares := func(xs ...Value) Value {
		s := V(0)
		for _, x := range xs {
			s = s.Add(x.Mul(x))
		}
		return s
	}
	mixed := func(w Value, data []float64, k int) Value { return w.Mul(V(data[k])) }
	mixedVariadic := func(k int, xs ...Value) Value { return xs[k].Mul(xs[k]) }
	three := func(x, y, z Value) Value { return x.Mul(y).Mul(z) }
	four := func(x, y, z, u Value) Value { return x.Mul(y).Mul(z).Mul(u) }
	for _, c := range []struct {
		name string
		got  Value
		want float64
	}{
		{"closure", Grad(square)(V(3)), 6},
		{"named type", Grad(named)(V(3)), 6},
		{"method value", Grad(model{V(5)}.predict)(V(3)), 30},
		{"variadic", Grad(sumSquares, 2)(V(1), V(2), V(3)), 6},
		{"other parameters", Grad(mixed)(V(1), []float64{7, 8}, 1), 8},
		{"variadic and other", Grad(mixedVariadic, 2)(1, V(2), V(3)), 6},
		{"three", Grad(three, 2)(V(2), V(3), V(4)), 6},
		{"four", Grad(four, 3)(V(2), V(3), V(4), V(5)), 24},
		{"independent", Grad(func(x Value) Value { return V(1) })(V(3)), 0},
		{"identity", Grad(func(x Value) Value { return x })(V(3)), 1},
	} {
		t.Run(c.name, func(t *testing.T) { near(t, "gradient", c.got.Float(), c.want) })
	}
}

func TestGradN(t *testing.T) {
	v, gs := ValueAndGradN(documentF)(V(1), V(2))
	near(t, "f", v.Float(), 6)
	near(t, "df/dx", gs[0].Float(), 4)
	near(t, "df/dy", gs[1].Float(), 5)
	v, g := ValueAndGrad(documentF, 1)(V(1), V(2))
	near(t, "f", v.Float(), 6)
	near(t, "df/dy", g.Float(), 5)
	near(t, "GradN", GradN(documentF, 1)(V(1), V(2))[0].Float(), 5)
}

// TestPerturbationConfusion holds the classical cases in which a system that does not tell nested traces apart is wrong.
func TestPerturbationConfusion(t *testing.T) {
	d := func(f func(Value) Value) func(Value) Value { return Grad(f) }
	fwd := func(f func(Value) Value) func(Value) Value { return Deriv(f) }
	for _, outer := range []struct {
		name string
		d    func(func(Value) Value) func(Value) Value
	}{{"reverse", d}, {"forward", fwd}} {
		for _, inner := range []struct {
			name string
			d    func(func(Value) Value) func(Value) Value
		}{{"reverse", d}, {"forward", fwd}} {
			t.Run(outer.name+" over "+inner.name, func(t *testing.T) {
				// d/dx [x · d/dy (x + y)] at 1 is 1, not 2
				got := outer.d(func(x Value) Value {
					return x.Mul(inner.d(func(y Value) Value { return x.Add(y) })(V(1)))
				})(V(1))
				near(t, "x·d(x+y)/dy", got.Float(), 1)
				// d/dx [x · d/dy (x·y)] = 2x
				got = outer.d(func(x Value) Value {
					return x.Mul(inner.d(func(y Value) Value { return x.Mul(y) })(V(2)))
				})(V(1))
				near(t, "x·d(xy)/dy", got.Float(), 2)
				// constant inner function
				got = outer.d(func(x Value) Value {
					return x.Mul(inner.d(func(y Value) Value { return x })(V(2)))
				})(V(1))
				near(t, "x·dx/dy", got.Float(), 0)
			})
		}
	}
}

func TestGoroutines(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			x := float64(i + 1)
			for range 200 {
				near(t, "df/dx", Grad(documentF)(V(x), V(2)).Float(), 2/x+2)
			}
		})
	}
	wg.Wait()
	// goroutines inside of one trace
	sum := Grad(func(x Value) Value {
		parts := make([]Value, 8)
		var wg sync.WaitGroup
		for i := range parts {
			wg.Go(func() {
				for range 50 {
					parts[i] = x.Mul(x).Mul(V(i))
				}
			})
		}
		wg.Wait()
		s := V(0)
		for _, p := range parts {
			s = s.Add(p)
		}
		return s
	})
	near(t, "sum", sum(V(3)).Float(), 2*3*28)
}

func panicText(f func()) (text string) {
	defer func() {
		if e, ok := recover().(error); ok {
			text = e.Error()
		}
	}()
	f()
	return ""
}

func TestErrors(t *testing.T) {
	id := func(x Value) Value { return x }
	var leaked Value
	Grad(func(x Value) Value { leaked = x; return x.Mul(x) })(V(1))
	noRule := Primitive("twice", func(x Value) Value { return x.Add(x) })
	for _, c := range []struct {
		name, want string
		f          func()
	}{
		{"string", "can't differentiate w.r.t. type string", func() { V("hello") }},
		{"boxed string", "can't differentiate w.r.t. type string", func() { NewBox("hello", 1, NewRoot(V(0))) }},
		{"int array", "can't differentiate w.r.t. type int64 array of shape (3,)", func() { Grad(func(x Value) Value { return x.Sum() })(V([]int{1, 2, 3})) }},
		{"argnum", "argnum 1 is out of range: it has 1 argument", func() { Grad(id, 1) }},
		{"container", "for containers of Values there are GradOf", func() { Grad(func(x []Value) Value { return x[0] }) }},
		{"negative argnum of several", "argnum -1 is out of range", func() { Grad(func(x, y, z, u Value) Value { return x }, -1) }},
		{"negative argnum of ValueAndGrad", "argnum -1 is out of range", func() { ValueAndGrad(id, -1) }},
		{"negative argnum", "argnum -1 is out of range", func() { Grad(id, -1) }},
		{"two argnums", "for several use GradN", func() { Grad(documentF, 0, 1) }},
		{"not a function", "needs a function", func() { Grad(3) }},
		{"wrong result", "has not one result of type Value", func() { Grad(func(x Value) float64 { return 1 }) }},
		{"wrong parameter", "can't differentiate w.r.t. type float64 (argument 0)", func() { Grad(func(x float64) Value { return V(x) }) }},
		{"array result", "needs a real scalar result", func() { Grad(id)(V([]float64{1, 2})) }},
		{"leaked box", "multiply: got a box of a gradient that is already finished", func() { leaked.Mul(leaked) }},
		{"no VJP", "twice: no VJP defined for argument 0", func() { Grad(noRule.Call1)(V(1)) }},
		{"no JVP", "twice: no JVP defined for argument 0", func() { Deriv(noRule.Call1)(V(1)) }},
		{"shapes", "shapes (2,) and (3,)", func() { V([]float64{1, 2}).Add(V([]float64{1, 2, 3})) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := panicText(c.f); !strings.Contains(got, c.want) {
				t.Errorf("panics with %q, want it to hold %q", got, c.want)
			}
		})
	}
}

func BenchmarkDocumentF(b *testing.B) {
	b.ReportAllocs()
	g := Grad(documentF)
	for b.Loop() {
		g(V(1), V(2))
	}
}

func BenchmarkChain1000(b *testing.B) {
	b.ReportAllocs()
	g := Grad(func(x Value) Value {
		for range 500 {
			x = x.Mul(number(1.0001)).Add(number(1e-4))
		}
		return x
	})
	for b.Loop() {
		g(V(1))
	}
}
