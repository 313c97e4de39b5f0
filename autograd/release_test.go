package autograd_test

// Release: memory is used again, and never that of results that were kept, of arguments and constants, or of two results.

import (
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func TestReleaseKeepsOthers(t *testing.T) {
	const n = 1000
	f := Compile(ValueAndGrad(func(x Value) Value { return anp.Tanh(x).Mul(x).Sum() }))
	var kept, want []Value
	for i := range 50 {
		x := wave(ndarray.Float64, n).Add(V(float64(i)))
		v, g := f(x)
		if i%3 == 0 {
			kept, want = append(kept, g), append(want, Wrap(g.Array().Copy()))
		} else {
			Release(v, g)
			Release(g) // again
		}
		equalBits(t, "the argument", x, wave(ndarray.Float64, n).Add(V(float64(i))))
	}
	for i := range kept {
		equalBits(t, "a kept result", kept[i], want[i])
	}
}

// TestReleaseShared releases what is not the caller's alone.
func TestReleaseShared(t *testing.T) {
	const n = 1000
	constant := wave(ndarray.Float64, n)
	for _, c := range []struct {
		name string
		f    func(x Value) (released, kept Value)
	}{
		{"an argument", func(x Value) (Value, Value) { return x, x.Mul(x) }},
		{"an argument's view", func(x Value) (Value, Value) { return x.Reshape(n/10, 10), x.Mul(x) }},
		{"a constant", func(x Value) (Value, Value) { return constant, x.Mul(constant) }},
		{"the same twice", func(x Value) (Value, Value) { y := x.Mul(x); return y, y }},
		{"equal expressions", func(x Value) (Value, Value) { return x.Mul(x), x.Mul(x) }},
		{"a view of another", func(x Value) (Value, Value) { y := x.Mul(x); return y, y.Narrow(0, 1, n-1) }},
		{"one reshaped", func(x Value) (Value, Value) { y := anp.Exp(x); return y, y.Reshape(n/10, 10) }},
		{"a product's view", func(x Value) (Value, Value) { y := x.Reshape(n/10, 10).MatMul(V(ndarray.Eye(10))); return y, y.T() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := Compile(func(xs []Value) []Value { a, b := c.f(xs[0]); return []Value{a, b} })
			x := wave(ndarray.Float64, n)
			var kept []Value
			for range 5 {
				out := f([]Value{x})
				Release(out[0])
				kept = append(kept, out[1])
				Release(f([]Value{x.Add(V(1))})[0])
				f([]Value{x.Add(V(2))})
			}
			_, want := c.f(wave(ndarray.Float64, n))
			for _, k := range kept {
				equalBits(t, "what was kept", k, want)
			}
			equalBits(t, "the argument", x, wave(ndarray.Float64, n))
			equalBits(t, "the constant", constant, wave(ndarray.Float64, n))
		})
	}
}

func TestReleaseSavesMemory(t *testing.T) {
	x := wave(ndarray.Float64, 100_000)
	for _, c := range []struct {
		name string
		f    func(x Value) Value
	}{
		{"elements", func(x Value) Value { return anp.Tanh(x).Mul(x) }},
		{"a product", func(x Value) Value { return x.Reshape(1000, 100).MatMul(V(ndarray.Eye(100))) }},
	} {
		f := Compile(c.f)
		r := testing.Benchmark(func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Release(f(x))
			}
		})
		if got := r.AllocedBytesPerOp(); got > 400_000 {
			t.Errorf("%s: %d bytes a call, want much less than the 800000 of a result", c.name, got)
		}
	}
}
