package autograd

import "testing"

// BenchmarkVmap is per-example gradients of a small layer: at once, and one by one.
func BenchmarkVmap(b *testing.B) {
	w := VSpaceOf(V(make([]float64, 1024)).Reshape(32, 32)).Ones().Mul(V(0.01))
	x := VSpaceOf(V(make([]float64, 6400)).Reshape(200, 32)).Ones()
	grad := Grad(func(x Value) Value { y := w.MatMul(x); return y.Mul(y).Mul(x).Sum() })
	call := func(a []Value) Value { return grad(a[0]) }
	b.Run("at once", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			acrossLanes(200, call, []Value{x}, []bool{true})
		}
	})
	b.Run("one by one", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			out := make([]Value, 200)
			for k := range out {
				out[k] = grad(x.Index(k))
			}
			Stack(out...)
		}
	})
}
