package ndarray

import (
	"fmt"
	"testing"
)

// TestProductsOfAllLayouts compares with sums of products, for sizes about the kernels' tiles and blocks, and operands that
// are transposed, reversed, strided or broadcast.
func TestProductsOfAllLayouts(t *testing.T) {
	layouts := map[string]func(x *Array) *Array{
		"plain":     func(x *Array) *Array { return x },
		"columns":   func(x *Array) *Array { return x.T().Copy().T() },
		"reversed":  func(x *Array) *Array { return x.Flip().Copy().Flip() },
		"strided":   func(x *Array) *Array { return Repeat(x, []int{2}, 1).Index(Whole(), Every(2)) },
		"broadcast": func(x *Array) *Array { return x.Index(0).BroadcastTo(x.Shape()...) },
	}
	r := NewRand(1)
	for _, size := range [][3]int{{1, 1, 1}, {1, 300, 1}, {1, 70, 40}, {40, 70, 1}, {6, 8, 8}, {7, 5, 9}, {13, 257, 17}, {121, 30, 33}, {5, 2, 2100}, {250, 300, 50}} {
		m, k, n := size[0], size[1], size[2]
		a, b := r.Integers(-9, 10, m, k), r.Integers(-9, 10, k, n)
		for an, fa := range layouts {
			for bn, fb := range layouts {
				x, y := fa(a), fb(b)
				want := MatMul(x, y) // int64: the plain loop
				for _, dt := range []DType{Float64, Float32} {
					if got := MatMul(fa(a.AsType(dt)), fb(b.AsType(dt))); !ArrayEqual(got, want) {
						t.Errorf("%v %s·%s %s: differs", size, an, bn, dt)
					}
					twice := want.AsType(dt).Copy()
					AddMatMul(twice, fa(a.AsType(dt)), fb(b.AsType(dt)))
					if !ArrayEqual(twice, Add(want, want)) {
						t.Errorf("%v %s·%s %s added: differs", size, an, bn, dt)
					}
				}
			}
		}
	}
}

func BenchmarkMatMul(b *testing.B) {
	for _, size := range [][3]int{{4, 4, 4}, {8, 8, 8}, {16, 16, 16}, {32, 32, 32}, {32, 256, 512}, {128, 784, 512}, {512, 512, 512}, {784, 128, 512}, {10000, 100, 1}, {1, 10000, 100}} {
		for _, dt := range []DType{Float64, Float32} {
			b.Run(fmt.Sprint(size, dt), func(b *testing.B) {
				x, y := FullLike(New(dt, size[0], size[1]), 1), FullLike(New(dt, size[1], size[2]), 1)
				for b.Loop() {
					Free(MatMul(x, y))
				}
				b.ReportMetric(2*float64(size[0]*size[1]*size[2])*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gflop/s")
			})
		}
	}
}

// BenchmarkMatMulTransposed is the products of a backward pass through a layer.
func BenchmarkMatMulTransposed(b *testing.B) {
	for _, size := range [][3]int{{32, 256, 512}, {128, 784, 512}, {128, 512, 256}} {
		m, k, n := size[0], size[1], size[2]
		for _, dt := range []DType{Float64, Float32} {
			x, w, g := FullLike(New(dt, m, k), 1), FullLike(New(dt, k, n), 1), FullLike(New(dt, m, n), 1)
			b.Run(fmt.Sprint("weights", size, dt), func(b *testing.B) {
				for b.Loop() {
					Free(MatMul(x.T(), g))
				}
				b.ReportMetric(2*float64(m*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gflop/s")
			})
			b.Run(fmt.Sprint("inputs", size, dt), func(b *testing.B) {
				for b.Loop() {
					Free(MatMul(g, w.T()))
				}
				b.ReportMetric(2*float64(m*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gflop/s")
			})
		}
	}
}

func BenchmarkElementwise(b *testing.B) {
	for _, n := range []int{10, 1000, 1000000} {
		x, y, dst := Linspace(0.1, 5, n), Linspace(1, 2, n), Zeros(n)
		run := func(name string, f func()) {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					f()
				}
			})
		}
		run("add", func() { Add(x, y) })
		run("add into", func() { Add(x, y, dst) })
		run("add scalar", func() { Add(x, Weak(2.0)) })
		run("exp", func() { Exp(x, dst) })
		run("tanh", func() { Tanh(x, dst) })
		run("sum", func() { Sum(x, nil, false) })
		c := NewRand(1).Bernoulli(0.5, n)
		run("where", func() { Where(c, x, y) })
		run("less", func() { Less(x, y) })
		if n == 1000000 {
			m := x.Reshape(1000, 1000)
			run("sum axis 0", func() { Sum(m, []int{0}, false) })
			run("sum axis 1", func() { Sum(m, []int{1}, false) })
			run("add row", func() { Add(m, m.Index(0), m) })
			run("windows", func() { SlidingWindow(x, 5, 0).Copy() })
			run("add transposed", func() { Add(m, m.T()) })
		}
	}
}
