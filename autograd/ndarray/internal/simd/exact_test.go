package simd

// The kernels beside package bigmath: what is measured here is the true error.

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/bigmath"
)

// judged is a function with its exact value for arguments in (lo, hi) but 0, and its special values elsewhere.
type judged struct {
	name      string
	double    func(dst, x []float64)
	single    func(dst, x []float32)
	exact     func(x *big.Float) *big.Float
	special   func(x float64) float64
	lo, hi    float64
	most      float64 // largest |x| that the kernel takes, 0 for any
	most32    float64 // the same for float32
	ulps      float64 // bound of the error
	typically float64 // where most arguments of use are
}

func judgedFunctions(level Level) []judged {
	d, s := Float64(level), Float32(level)
	inf := math.Inf(1)
	sigmoidBound := 2.0
	if level == AVX2 {
		sigmoidBound = 2.5
	}
	return []judged{
		{"exp", d.Exp, s.Exp, bigmath.Exp, math.Exp, -750, 710, 0, 0, 1.5, 3},
		{"expm1", d.Expm1, s.Expm1, bigmath.Expm1, math.Expm1, -750, 710, 0, 0, 2, 3},
		{"log", d.Log, s.Log, bigmath.Log, math.Log, 0, inf, 0, 0, 1.5, 3},
		{"log1p", d.Log1p, s.Log1p, bigmath.Log1p, math.Log1p, -1, inf, 0, 0, 1.5, 3},
		{"tanh", d.Tanh, s.Tanh, bigmath.Tanh, step, -50, 50, 0, 0, 2, 3},
		{"sigmoid", d.Sigmoid, s.Sigmoid, bigmath.Sigmoid, sigmoidSpecial, -760, 760, 0, 0, sigmoidBound, 6},
		{"erf", d.Erf, s.Erf, bigmath.Erf, step, -6.5, 6.5, 0, 0, 2, 2},
		{"exp2", d.Exp2, s.Exp2, bigmath.Exp2, math.Exp2, -1100, 1024.5, 0, 0, 1.5, 3},
		{"log2", d.Log2, s.Log2, bigmath.Log2, math.Log2, 0, inf, 0, 0, 2, 3},
		{"log10", d.Log10, s.Log10, bigmath.Log10, math.Log10, 0, inf, 0, 0, 2, 3},
		{"sinh", d.Sinh, s.Sinh, bigmath.Sinh, math.Sinh, -711, 711, 0, 0, 2, 3},
		{"cosh", d.Cosh, s.Cosh, bigmath.Cosh, math.Cosh, -711, 711, 0, 0, 2, 3},
		{"arctan", d.Arctan, s.Arctan, bigmath.Atan, math.Atan, -inf, inf, 0, 0, 1.5, 3},
		{"arcsin", d.Arcsin, s.Arcsin, bigmath.Asin, math.Asin, -1, 1, 0, 0, 1.5, 0.5},
		{"arccos", d.Arccos, s.Arccos, bigmath.Acos, math.Acos, -1, 1, 0, 0, 1.5, 0.5},
		{"sin", d.Sin, s.Sin, bigmath.Sin, math.Sin, -1e9, 1e9, MaxAngle[float64](), float64(MaxAngle[float32]()), 1.5, 4},
		{"cos", d.Cos, s.Cos, bigmath.Cos, math.Cos, -1e9, 1e9, MaxAngle[float64](), float64(MaxAngle[float32]()), 1.5, 4},
	}
}

// step is ±1, and NaN and the zeros themselves.
func step(x float64) float64 {
	if x != x || x == 0 {
		return x
	}
	return math.Copysign(1, x)
}

func sigmoidSpecial(x float64) float64 {
	switch {
	case x == 0:
		return 0.5
	case x > 0:
		return 1
	case x < 0:
		return 0
	}
	return x
}

// off returns by how many units in the last place of want, rounded to bits and not below 2^least, got is off.
func off(got float64, want *big.Float, bits, least int) float64 {
	e := max(want.MantExp(nil)-bits, least)
	d := new(big.Float).SetPrec(bigmath.Precision)
	switch {
	case math.IsNaN(got):
		return math.Inf(1)
	case math.IsInf(got, 0): // counts as the number after the largest, and as right for what is larger
		top := map[int]int{53: 1024, 24: 128}[bits]
		if want.MantExp(nil) > top && want.Sign() > 0 == (got > 0) {
			return 0
		}
		d.SetMantExp(big.NewFloat(math.Copysign(1, got)), top)
	default:
		d.SetFloat64(got)
	}
	d.Sub(d, want)
	u, _ := new(big.Float).SetMantExp(d, -e).Float64()
	return math.Abs(u)
}

// same reports whether a and b are the same number, zeros of one sign, or both NaN.
func same(a, b float64) bool {
	return a == b && math.Signbit(a) == math.Signbit(b) || a != a && b != b
}

// judge returns how far the kernels are off at x, in float64 and in float32 (rounding x).
func (f *judged) judge(x float64) (double, single float64, got [2]float64) {
	if f.most == 0 || math.Abs(x) < f.most || x != x {
		out := []float64{0}
		f.double(out, []float64{x})
		double, got[0] = f.error(x, out[0], 53, -1074), out[0]
	}
	if x32 := float32(x); f.most32 == 0 || math.Abs(float64(x32)) < f.most32 || x != x {
		out := []float32{0}
		f.single(out, []float32{x32})
		single, got[1] = f.error(float64(x32), float64(out[0]), 24, -149), float64(out[0])
	}
	return double, single, got
}

func (f *judged) error(x, got float64, bits, least int) float64 {
	if x == 0 || !(x > f.lo && x < f.hi) {
		want := f.special(x)
		if bits == 24 {
			want = float64(float32(want))
		}
		if !same(got, want) {
			return math.Inf(1)
		}
		return 0
	}
	return off(got, f.exact(bigmath.Float(x)), bits, least)
}

// check reports the kernels if they are off by more than the bound at x.
func (f *judged) check(t *testing.T, x float64) (worst float64) {
	t.Helper()
	double, single, got := f.judge(x)
	if !(double <= f.ulps) {
		t.Errorf("%s(%v) = %v: off by %.3f ulp", f.name, x, got[0], double)
	}
	if !(single <= f.ulps) {
		t.Errorf("float32 %s(%v) = %v: off by %.3f ulp", f.name, float32(x), got[1], single)
	}
	return max(double, single)
}

// TestExact judges all functions at odd values, at every exponent, and at random arguments.
func TestExact(t *testing.T) {
	levels(t, func(t *testing.T, level Level) {
		for _, f := range judgedFunctions(level) {
			t.Run(f.name, func(t *testing.T) {
				r := rand.New(rand.NewPCG(3, uint64(level)))
				for _, x := range odd {
					f.check(t, x)
				}
				worst, step := 0.0, 7
				if testing.Short() {
					step = 61
				}
				for e := -1074 + r.IntN(step); e < 1024; e += step {
					x := math.Ldexp(1+r.Float64(), e)
					worst = max(worst, f.check(t, x), f.check(t, -x))
				}
				for range 6000 / step {
					worst = max(worst, f.check(t, r.NormFloat64()*f.typically), f.check(t, r.NormFloat64()*f.typically/16), f.check(t, 1+r.NormFloat64()/20))
				}
				t.Logf("worst: %.3f ulp", worst)
			})
		}
	})
}

// FuzzFunctions judges all functions at any float64, and float32, there is.
func FuzzFunctions(f *testing.F) {
	for _, x := range odd {
		f.Add(math.Float64bits(x))
	}
	f.Fuzz(func(t *testing.T, bits uint64) {
		x := math.Float64frombits(bits)
		for level := AVX2; level <= supported(); level++ {
			for _, f := range judgedFunctions(level) {
				f.check(t, x)
				f.check(t, float64(math.Float32frombits(uint32(bits))))
			}
		}
	})
}

// TestWholeLogarithms looks that the logarithms of powers of 2 and 10 that are numbers are whole.
func TestWholeLogarithms(t *testing.T) {
	levels(t, func(t *testing.T, level Level) {
		testWholeLogarithms(t, Float64(level), -1074, 1023, 22)
		testWholeLogarithms(t, Float32(level), -149, 127, 10)
	})
}

func testWholeLogarithms[T float32 | float64](t *testing.T, k Kernels[T], least, most, tens int) {
	out := make([]T, 1)
	for e := least; e <= most; e++ {
		if k.Log2(out, []T{T(math.Ldexp(1, e))}); out[0] != T(e) {
			t.Errorf("%T: log2 of 2^%d is %v", out[0], e, out[0])
		}
	}
	for e, x := 0, T(1); e <= tens; e, x = e+1, 10*x {
		if k.Log10(out, []T{x}); out[0] != T(e) {
			t.Errorf("%T: log10 of %v is %v", out[0], x, out[0])
		}
	}
}
