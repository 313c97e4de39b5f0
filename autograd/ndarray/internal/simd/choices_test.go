package simd

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/bigmath"
)

// TestChoices compares what selects, compares or rounds with Go's own, for pairs of odd values.
func TestChoices(t *testing.T) {
	levels(t, func(t *testing.T, level Level) {
		testChoices(t, Float64(level))
		testChoices(t, Float32(level))
	})
}

func testChoices[T float32 | float64](t *testing.T, k Kernels[T]) {
	number := func(b bool) T {
		if b {
			return 1
		}
		return 0
	}
	plain := func(f func(float64) float64) func(T) T { return func(x T) T { return T(f(float64(x))) } }
	ones := []struct {
		name string
		f    func(dst, x []T)
		want func(x T) T
	}{
		{"abs", k.Abs, plain(math.Abs)},
		{"neg", k.Neg, func(x T) T { return -x }},
		{"sign", k.Sign, func(x T) T {
			if x > 0 || x < 0 {
				return T(math.Copysign(1, float64(x)))
			}
			return x
		}},
		{"reciprocal", k.Reciprocal, func(x T) T { return 1 / x }},
		{"rint", k.Rint, plain(math.RoundToEven)},
		{"floor", k.Floor, plain(math.Floor)},
		{"ceil", k.Ceil, plain(math.Ceil)},
		{"trunc", k.Trunc, plain(math.Trunc)},
	}
	twos := []struct {
		name string
		f    func(dst, x, y []T)
		want func(x, y T) T
	}{
		{"less", k.Less, func(x, y T) T { return number(x < y) }},
		{"less or equal", k.LessEqual, func(x, y T) T { return number(x <= y) }},
		{"equal", k.Equal, func(x, y T) T { return number(x == y) }},
		{"not equal", k.NotEqual, func(x, y T) T { return number(x != y) }},
		{"choose", func(dst, x, y []T) { k.Choose(dst, x, y, x) }, func(x, y T) T {
			if x != 0 {
				return y
			}
			return x
		}},
	}
	values := append([]float64{1.5, -1.5, 2.5, -2.5, 0.49999999, 1e15 + 0.5, -3.7}, odd...)
	for n := 1; n < 40; n++ {
		x, y, got := make([]T, n), make([]T, n), make([]T, n+1)
		for i := range values {
			for j := range n {
				x[j], y[j] = T(values[i]), T(values[(i*7+j)%len(values)])
			}
			x[n-1], y[0] = y[0], x[n-1]
			check := func(name string, want func(j int) T) {
				t.Helper()
				for j := range n {
					if w := want(j); !same(float64(got[j]), float64(w)) {
						t.Fatalf("%s of %v and %v: got %v, want %v", name, x[j], y[j], got[j], w)
					}
				}
				if got[n] != -7 {
					t.Fatalf("%s: length %d: wrote beyond the end", name, n)
				}
			}
			got[n] = -7
			bools := make([]bool, n+1)
			k.Bools(bools[:n], x)
			k.Numbers(got[:n], bools[:n])
			check("bools", func(j int) T { return number(x[j] != 0) })
			if bools[n] {
				t.Fatalf("bools: length %d: wrote beyond the end", n)
			}
			for _, f := range ones {
				f.f(got[:n], x)
				check(f.name, func(j int) T { return f.want(x[j]) })
			}
			for _, f := range twos {
				f.f(got[:n], x, y)
				check(f.name, func(j int) T { return f.want(x[j], y[j]) })
			}
		}
	}
}

// judgePow reports the kernels for xʸ if they are off by more than 2 units, or are not NaN where they must be.
func judgePow(t *testing.T, level Level, x, y float64) (worst float64) {
	t.Helper()
	worst = powOff(t, Float64(level).Pow, x, y, 53, -1074)
	return max(worst, powOff(t, Float32(level).Pow, float32(x), float32(y), 24, -149))
}

func powOff[T float32 | float64](t *testing.T, pow func(dst, x, y []T), x, y T, bits, least int) float64 {
	t.Helper()
	out := []T{0}
	pow(out, []T{x}, []T{y})
	got := float64(out[0])
	if !(x > 0) || math.IsInf(float64(x), 0) || y-y != 0 {
		if got == got {
			t.Errorf("%T: %v to the power %v: got %v, want NaN", x, x, y, got)
		}
		return 0
	}
	exponent := float64(y) * math.Log(float64(x))
	switch { // far beyond what is finite
	case exponent > 1000:
		if !math.IsInf(got, 1) {
			t.Errorf("%T: %v to the power %v: got %v, want +Inf", x, x, y, got)
		}
		return 0
	case exponent < -1000:
		if got != 0 {
			t.Errorf("%T: %v to the power %v: got %v, want 0", x, x, y, got)
		}
		return 0
	}
	u := off(got, bigmath.Pow(bigmath.Float(float64(x)), bigmath.Float(float64(y))), bits, least)
	if !(u <= 2) {
		t.Errorf("%T: %v to the power %v: got %v: off by %.3f ulp", x, x, y, got, u)
	}
	return u
}

func TestPow(t *testing.T) {
	levels(t, func(t *testing.T, level Level) {
		for _, x := range odd {
			for _, y := range odd {
				judgePow(t, level, x, y)
			}
		}
		r := rand.New(rand.NewPCG(5, uint64(level)))
		worst, n := 0.0, 3000
		if testing.Short() {
			n = 300
		}
		for range n {
			x := math.Exp(r.NormFloat64() * math.Exp(4*r.NormFloat64()))
			worst = max(worst, judgePow(t, level, x, r.NormFloat64()*5))
			if x > 0 && x != 1 { // results up to the largest and the smallest
				worst = max(worst, judgePow(t, level, x, (r.Float64()*1460-750)/math.Log(x)))
			}
			near := 1 + r.NormFloat64()/20
			worst = max(worst, judgePow(t, level, near, (r.Float64()*1460-750)/math.Log(near)))
		}
		t.Logf("worst: %.3f ulp", worst)
	})
}

// FuzzPow judges powers of any numbers.
func FuzzPow(f *testing.F) {
	for i, x := range odd {
		f.Add(x, odd[(i*5+3)%len(odd)])
	}
	f.Fuzz(func(t *testing.T, x, y float64) {
		for level := AVX2; level <= supported(); level++ {
			judgePow(t, level, x, y)
		}
	})
}
