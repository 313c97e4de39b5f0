package ndarray

import (
	"math"
	"testing"
)

// TestLogAddExp compares the vector form, over several chunks and a rest, with the formula on single numbers.
func TestLogAddExp(t *testing.T) {
	special := []float64{0, math.Copysign(0, -1), 1, -1, 1e-300, 30, -745, 800, 1e308, math.Inf(1), math.Inf(-1), math.NaN()}
	var xs, ys []float64
	for len(xs) < 3000 {
		for _, x := range special {
			for i, y := range special {
				xs, ys = append(xs, x+float64(len(xs)%7*(i%2))), append(ys, y)
			}
		}
	}
	check := func(name string, got *Array, tolerance float64) {
		for i, g := range ToSlice[float64](got) {
			want := logAddExp(xs[i], ys[i])
			if got.DType() == Float32 {
				want = float64(float32(logAddExp(float64(float32(xs[i])), float64(float32(ys[i])))))
			}
			if g != want && !(math.IsNaN(g) && math.IsNaN(want)) && !(math.Abs(g-want) <= tolerance*math.Abs(want)) {
				t.Fatalf("%s: log(exp(%v) + exp(%v)) = %v, want %v", name, xs[i], ys[i], g, want)
			}
		}
	}
	x, y := Of(xs), Of(ys)
	check("float64", LogAddExp(x, y), 4e-16)
	check("float32", LogAddExp(x.AsType(Float32), y.AsType(Float32)), 3e-7)
	check("into an operand", LogAddExp(x.Copy(), y), 4e-16)
	z := x.Copy()
	check("in place", LogAddExp(z, y, z), 4e-16)
}
