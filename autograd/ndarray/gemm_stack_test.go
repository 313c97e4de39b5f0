package ndarray

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"testing"
)

// layouts are ways in which an m×n matrix may lie in storage; normal makes new ones.
var layouts = map[string]func(normal func(shape ...int) *Array, m, n int) *Array{
	"rows":    func(normal func(...int) *Array, m, n int) *Array { return normal(m, n) },
	"columns": func(normal func(...int) *Array, m, n int) *Array { return normal(n, m).T() },
	"part": func(normal func(...int) *Array, m, n int) *Array {
		return normal(m+3, n+5).Index(Range(2, m+2), Range(4, n+4))
	},
	"backwards": func(normal func(...int) *Array, m, n int) *Array { return normal(m, n).Flip(0, 1) },
	"gaps":      func(normal func(...int) *Array, m, n int) *Array { return normal(2*m, 3*n).Index(Every(2), Every(3)) },
	"gaps in columns": func(normal func(...int) *Array, m, n int) *Array {
		return normal(n, 2*m).Index(Whole(), Every(2)).T()
	},
	"one row":    func(normal func(...int) *Array, m, n int) *Array { return normal(n).BroadcastTo(m, n) },
	"one column": func(normal func(...int) *Array, m, n int) *Array { return normal(m, 1).BroadcastTo(m, n) },
}

// TestProductsCopyNothing multiplies views: whatever their layout, products of Float64 and Float32 take no storage but that
// of the result and of packed blocks, which are used again.
func TestProductsCopyNothing(t *testing.T) {
	if v64.Gemm == nil {
		t.Skip("without vector kernels operands are copied into the order of BLAS")
	}
	const m, n, k = 210, 190, 200
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // the collector would empty what is kept for use again
	r := NewRand(8)
	for _, dt := range []DType{Float64, Float32} {
		normal := func(shape ...int) *Array { return r.Normal(0, 1, shape...).AsType(dt) }
		for left, f := range layouts {
			for right, g := range layouts {
				t.Run(fmt.Sprint(dt, " ", left, " by ", right), func(t *testing.T) {
					x, y := f(normal, m, k), g(normal, k, n)
					near(t, "product", MatMul(x, y), MatMul(x.Copy(), y.Copy()))
					least := uint64(math.MaxUint64) // pools lose things now and then
					for range 10 {
						var before, after runtime.MemStats
						runtime.ReadMemStats(&before)
						Free(MatMul(x, y))
						runtime.ReadMemStats(&after)
						least = min(least, after.TotalAlloc-before.TotalAlloc)
					}
					if least > k*n { // of 4 or 8 bytes would be a copy
						t.Errorf("a product allocates %d bytes", least)
					}
				})
			}
		}
	}
}

// TestStackedProducts holds stacks of small matrices, in several layouts, to products one by one.
func TestStackedProducts(t *testing.T) {
	r := NewRand(9)
	for _, dt := range []DType{Float64, Float32} {
		for _, s := range [][3]int{{1, 1, 1}, {2, 2, 2}, {3, 3, 3}, {3, 1, 3}, {5, 7, 6}, {8, 8, 8}, {8, 1, 8}, {9, 1, 11}, {16, 16, 16}, {16, 5, 20}, {24, 32, 32}, {32, 32, 32}, {8, 100, 9}, {8, 24, 3}, {2, 3, 0}, {0, 3, 2}} {
			m, n, k := s[0], s[1], s[2]
			x := r.Normal(0, 1, 5, 3, m, k).AsType(dt)
			y := r.Normal(0, 1, 5, 3, k, n).AsType(dt)
			for name, c := range map[string][2]*Array{
				"plain":      {x, y},
				"transposed": {r.Normal(0, 1, 5, 3, k, m).AsType(dt).SwapAxes(2, 3), r.Normal(0, 1, 5, 3, n, k).AsType(dt).SwapAxes(2, 3)},
				"reordered":  {r.Normal(0, 1, m, 5, k, 3).AsType(dt).Transpose(1, 3, 0, 2), y.Flip(0, 2)},
				"repeated":   {r.Normal(0, 1, 3, m, k).AsType(dt), r.Normal(0, 1, 5, 1, k, n).AsType(dt)},
				"one left":   {r.Normal(0, 1, m, k).AsType(dt), y},
			} {
				t.Run(fmt.Sprint(dt, " ", s, " ", name), func(t *testing.T) {
					got := MatMul(c[0], c[1])
					if !equalShape(got.shape, []int{5, 3, m, n}) {
						t.Fatalf("got shape %v", got.Shape())
					}
					a, b := c[0].BroadcastTo(5, 3, m, k), c[1].BroadcastTo(5, 3, k, n)
					for i := range 5 {
						for j := range 3 {
							near(t, fmt.Sprint(i, j), got.Index(i, j), MatMul(a.Index(i, j).Copy(), b.Index(i, j).Copy()))
						}
					}
				})
			}
		}
	}
}
