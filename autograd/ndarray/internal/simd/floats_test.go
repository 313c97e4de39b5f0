package simd

import (
	"math"
	"os"
	"testing"
)

// TestFloats compares the kernels for float32 with those for float64, which TestExact judges, at every 4099th float there is;
// with GRADBOOK_SOAK set, at every one (some minutes).
func TestFloats(t *testing.T) {
	step := uint64(4099)
	if os.Getenv("GRADBOOK_SOAK") != "" {
		step = 1
	}
	levels(t, func(t *testing.T, level Level) {
		for _, f := range judgedFunctions(level) {
			t.Run(f.name, func(t *testing.T) { testFloats(t, &f, step) })
		}
	})
}

func testFloats(t *testing.T, f *judged, step uint64) {
	const n = 1 << 12
	x, got, wide, want := make([]float32, n), make([]float32, n), make([]float64, n), make([]float64, n)
	worst, at := 0.0, 0
	var argument, result float32
	for from := uint64(0); from < 1<<32; from += n * step {
		for i := range x {
			x[i] = math.Float32frombits(uint32(from + uint64(i)*step))
			if f.most32 > 0 && !(math.Abs(float64(x[i])) < f.most32) {
				x[i] = 0
			}
			wide[i] = float64(x[i])
		}
		f.single(got, x)
		f.double(want, wide)
		for i, w := range want {
			g := float64(got[i])
			if g == w || g != g && w != w {
				continue
			}
			if u := units32(g, w); !(u <= worst) {
				worst, at = u, i
				argument, result = x[at], got[at]
			}
		}
	}
	if !(worst <= f.ulps) {
		t.Errorf("%s(%v) = %v: off by %.3f ulp", f.name, argument, result, worst)
	}
	t.Logf("worst: %.3f ulp at %v", worst, argument)
}

// units32 returns by how many units in the last place of want, taken as a float32, got is off.
func units32(got, want float64) float64 {
	if want != want || got != got {
		return math.Inf(1)
	}
	const most = 0x1p128
	if math.IsInf(got, 0) && math.Abs(want) >= most && got > 0 == (want > 0) {
		return 0
	}
	if math.IsInf(got, 0) {
		got = math.Copysign(most, got)
	}
	_, e := math.Frexp(want)
	return math.Abs(math.Ldexp(got-want, -max(e-24, -149)))
}
