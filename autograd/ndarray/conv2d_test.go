package ndarray

import (
	"fmt"
	"testing"
)

// slowConv2D is the definition.
func slowConv2D(x, k *Array, stride int) *Array {
	oh, ow := (x.Dim(2)-k.Dim(2))/stride+1, (x.Dim(3)-k.Dim(3))/stride+1
	y := Zeros(x.Dim(0), k.Dim(0), oh, ow)
	for p := range oh {
		for q := range ow {
			window := x.Index(Whole(), Whole(), Range(p*stride, p*stride+k.Dim(2)), Range(q*stride, q*stride+k.Dim(3)))
			y.Index(Whole(), Whole(), p, q).CopyFrom(TensorDot(window, k, []int{1, 2, 3}, []int{1, 2, 3}))
		}
	}
	return y
}

// TestConv2D compares with the definition, and each transpose with what it is the transpose of.
func TestConv2D(t *testing.T) {
	r := NewRand(3)
	for _, c := range []struct{ n, c, h, w, o, kh, kw, stride int }{
		{1, 1, 1, 1, 1, 1, 1, 1}, {2, 3, 5, 4, 2, 3, 2, 1}, {2, 2, 7, 9, 3, 3, 2, 2}, {3, 1, 28, 28, 8, 5, 5, 1}, {1, 8, 12, 12, 16, 5, 5, 1}, {2, 3, 8, 8, 2, 2, 2, 3},
	} {
		for _, dt := range []DType{Float64, Float32, Int64, Complex128, Complex64} {
			t.Run(fmt.Sprint(c, dt), func(t *testing.T) {
				// Small integers, so that every order of summation gives the same.
				x, k := r.Integers(-4, 5, c.n, c.c, c.h, c.w), r.Integers(-4, 5, c.o, c.c, c.kh, c.kw)
				want := slowConv2D(x.AsType(Float64), k.AsType(Float64), c.stride)
				xs, ks := x.AsType(dt), k.SwapAxes(2, 3).Copy().SwapAxes(2, 3).AsType(dt)
				y := Conv2D(xs, ks, c.stride)
				if y.DType() != dt || !ArrayEqual(y, want) {
					t.Fatalf("Conv2D: got %v, want %v", y, want)
				}
				g := r.Integers(-4, 5, y.Shape()...)
				total := Sum(Multiply(want, g), nil, false).Float() // ⟨g, x∗k⟩, in which any two are given, the third is what is tested
				gx := Conv2DInput(g.AsType(dt), ks, c.stride, c.h, c.w)
				gk := Conv2DKernel(xs, g.AsType(dt), c.stride, c.kh, c.kw)
				for name, inner := range map[string]*Array{"Conv2DInput": Multiply(gx, xs), "Conv2DKernel": Multiply(gk, ks)} {
					if got := real(Sum(inner, nil, false).Complex()); got != total {
						t.Errorf("%s: the inner product is %v, not %v", name, got, total)
					}
				}
			})
		}
	}
}

func TestMaxPool2D(t *testing.T) {
	r := NewRand(4)
	for _, c := range []struct{ h, w, size, stride int }{{4, 4, 2, 2}, {5, 7, 2, 1}, {5, 7, 2, 3}, {7, 6, 3, 2}, {3, 3, 3, 1}, {4, 5, 1, 1}} {
		for _, dt := range []DType{Float64, Float32, Int64} {
			t.Run(fmt.Sprint(c, dt), func(t *testing.T) {
				x := r.Integers(-2, 3, 2, 3, c.h, c.w).AsType(dt) // with many equal elements
				y := MaxPool2D(x, c.size, c.stride)
				g, u := r.Normal(0, 1, y.Shape()...), r.Normal(0, 1, x.Shape()...)
				sum := 0.0 // Σ g·mean of u where x is largest
				eachIndex(y.Shape(), func(at []int) {
					p, q := at[2]*c.stride, at[3]*c.stride
					window := []any{at[0], at[1], Range(p, p+c.size), Range(q, q+c.size)}
					xs := x.Index(window...)
					if top := Max(xs, nil, false); top.Float() != y.At(at...) {
						t.Fatalf("%v: got %v, want %v", at, y.At(at...), top)
					}
					is := Equal(xs, Max(xs, nil, false)).AsType(Float64)
					sum += g.At(at...) * Sum(Multiply(is, u.Index(window...)), nil, false).Float() / Sum(is, nil, false).Float()
				})
				near := func(what string, v *Array) {
					if got := v.Float(); got < sum-1e-5 || got > sum+1e-5 {
						t.Errorf("%s: the inner product is %v, not %v", what, got, sum)
					}
				}
				if dt == Float32 {
					g, u = g.AsType(dt), u.AsType(dt)
				}
				near("MaxPool2DSpread", Sum(Multiply(MaxPool2DSpread(g, x, c.size, c.stride), u), nil, false))
				near("MaxPool2DPick", Sum(Multiply(MaxPool2DPick(u, x, c.size, c.stride), g), nil, false))
			})
		}
	}
}

func BenchmarkConv2D(b *testing.B) {
	r := NewRand(1)
	for _, dt := range []DType{Float64, Float32} {
		for _, c := range [][]int{{1, 28, 8}, {8, 12, 16}} {
			x, k := r.Normal(0, 1, 16, c[0], c[1], c[1]).AsType(dt), r.Normal(0, 1, c[2], c[0], 5, 5).AsType(dt)
			y := Conv2D(x, k, 1)
			run := func(name string, f func() *Array) {
				b.Run(fmt.Sprint(name, c, dt), func(b *testing.B) {
					for b.Loop() {
						Free(f())
					}
				})
			}
			run("forward", func() *Array { return Conv2D(x, k, 1) })
			run("input", func() *Array { return Conv2DInput(y, k, 1, c[1], c[1]) })
			run("kernel", func() *Array { return Conv2DKernel(x, y, 1, 5, 5) })
			run("pool", func() *Array { return MaxPool2D(y, 2, 2) })
			p := MaxPool2D(y, 2, 2)
			run("spread", func() *Array { return MaxPool2DSpread(p, y, 2, 2) })
		}
	}
}
