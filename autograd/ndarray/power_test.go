package ndarray

import (
	"math"
	"testing"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/bigmath"
)

// TestPowerSpecial checks powers of special, negative and ordinary numbers, in slices that mix them.
func TestPowerSpecial(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	bases := []float64{0, math.Copysign(0, -1), 1, -1, 2, -2, 0.5, -0.5, 3, -1e3, 1e300, -1e300, 5e-324, -5e-324, inf, -inf, nan}
	exponents := []float64{0, 1, -1, 2, 3, -3, 0.5, -0.5, 1.0 / 3, 7, 1e15 + 1, 1e300, -1e300, inf, -inf, nan, math.Copysign(0, -1)}
	var xs, ys []float64
	for _, x := range bases {
		for _, y := range exponents {
			xs, ys = append(xs, x), append(ys, y)
		}
	}
	for _, dt := range []DType{Float64, Float32} {
		x, y := Of(xs, len(xs)).AsType(dt), Of(ys, len(ys)).AsType(dt)
		got := Power(x, y)
		inPlace := x.Copy()
		Power(inPlace, y, inPlace)
		for i := range xs {
			want := truePower(x.At(i), y.At(i))
			tolerance := 1e-15
			if v64.Pow == nil { // math.Pow
				tolerance = 2e-14
			}
			if dt == Float32 {
				want, tolerance = float64(float32(want)), 2e-7
			}
			g := got.At(i)
			if g != want && !(g != g && want != want) && !(math.Abs(g-want) <= tolerance*math.Abs(want)) || math.Signbit(g) != math.Signbit(want) && want == want {
				t.Errorf("%v: %v to the power %v = %v, want %v", dt, x.At(i), y.At(i), g, want)
			}
			if p := inPlace.At(i); p != g && p == p {
				t.Errorf("%v: %v to the power %v in place = %v, elsewhere %v", dt, x.At(i), y.At(i), p, g)
			}
		}
	}
}

// truePower is math.Pow, which is off by many units for subnormal and other extreme numbers, put right for these.
func truePower(x, y float64) float64 {
	p, a := math.Pow(x, y), math.Abs(x)
	if p != p || a == 0 || math.IsInf(a, 0) || !(math.Abs(y*math.Log(a)) < 1000) {
		return p
	}
	v, _ := bigmath.Pow(bigmath.Float(a), bigmath.Float(y)).Float64()
	return math.Copysign(v, p)
}
