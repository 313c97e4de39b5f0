package anp

import (
	"math"
	"math/rand/v2"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
)

// TestCompileSinCos: a sine and a cosine of one number are computed together, with the bits that they have alone.
func TestCompileSinCos(t *testing.T) {
	f := Compile(func(x Value) (s, c, g, h Value) {
		return Sin(x), Cos(x), Grad(Sin)(x), Grad(Cos)(Sin(x))
	})
	rng := rand.New(rand.NewPCG(5, 6))
	xs := []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), 5e-324, 1e300, math.MaxFloat64, math.Pi, -math.Pi / 2}
	for range 100_000 {
		xs = append(xs, rng.NormFloat64()*math.Exp(10*rng.NormFloat64()))
	}
	for _, x := range xs {
		s, c, g, h := f(V(x))
		for name, v := range map[string][2]float64{"sin": {s.Float(), math.Sin(x)}, "cos": {c.Float(), math.Cos(x)},
			"sin'": {g.Float(), math.Cos(x)}, "cos' of sin": {h.Float(), -math.Sin(math.Sin(x))}} {
			if math.Float64bits(v[0]) != math.Float64bits(v[1]) && !(math.IsNaN(v[0]) && math.IsNaN(v[1])) {
				t.Fatalf("%s at %v is %v, want %v", name, x, v[0], v[1])
			}
		}
	}
}
