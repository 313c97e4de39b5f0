package ndarray

import (
	"math"
	"testing"
)

// TestExtremesOfRows compares Max and Min with plain loops for rows of many lengths, with and without NaN and zeros of both
// signs, in every place.
func TestExtremesOfRows(t *testing.T) {
	for n := 1; n < 1300; n += 1 + n/9 {
		for at := range min(n, 70) {
			for _, odd := range []float64{99, -99, math.NaN(), math.Inf(1), math.Copysign(0, -1)} {
				x := make([]float64, n)
				if odd != 0 { // else among zeros
					for i := range x {
						x[i] = float64(i*7%13) - 6
					}
				}
				x[(at*31)%n] = odd
				most, least := x[0], x[0]
				for _, v := range x {
					most, least = max(most, v), min(least, v)
				}
				for _, dt := range []DType{Float64, Float32} {
					a := Of(x, n).AsType(dt)
					for _, c := range []struct {
						name      string
						got, want float64
					}{{"max", Max(a, nil, false).At(), most}, {"min", Min(a, nil, false).At(), least}} {
						if !(c.got == c.want || c.got != c.got && c.want != c.want) || c.want == c.want && math.Signbit(c.got) != math.Signbit(c.want) {
							t.Fatalf("%v %s of %d with %v: got %v, want %v", dt, c.name, n, odd, c.got, c.want)
						}
					}
				}
			}
		}
	}
}
