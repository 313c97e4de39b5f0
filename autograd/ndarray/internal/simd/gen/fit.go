package main

// Tables and polynomials of the kernels, computed here to hundreds of bits and rounded.

import (
	"math"
	"math/big"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/bigmath"
)

// fit returns the coefficients of the polynomial of the given degree that is f at Chebyshev's points of [lo, hi], which is
// within a few percent of the one with the least error. f is not asked for at 0, where it may be a limit.
func fit(f func(x *big.Float) *big.Float, lo, hi float64, degree int) []float64 {
	n := degree + 1
	x, d := make([]*big.Float, n), make([]*big.Float, n)
	for i := range n {
		v := (lo+hi)/2 + (hi-lo)/2*math.Cos(math.Pi*(float64(i)+0.5)/float64(n))
		if math.Abs(v) < 0x1p-40 {
			v = 0x1p-90
		}
		x[i] = bigmath.Float(v)
		d[i] = f(x[i])
	}
	zero := func() *big.Float { return bigmath.Float(0) }
	for k := 1; k < n; k++ { // Newton's divided differences
		for i := n - 1; i >= k; i-- {
			d[i] = zero().Quo(zero().Sub(d[i], d[i-1]), zero().Sub(x[i], x[i-k]))
		}
	}
	coef := make([]*big.Float, n)
	for i := range coef {
		coef[i] = zero()
	}
	for k := n - 1; k >= 0; k-- { // coef = coef·(t - x[k]) + d[k]
		for i := n - 1; i > 0; i-- {
			coef[i] = zero().Sub(coef[i-1], bigmath.Mul(coef[i], x[k]))
		}
		coef[0] = zero().Sub(d[k], bigmath.Mul(coef[0], x[k]))
	}
	r := make([]float64, n)
	for i := range r {
		r[i], _ = coef[i].Float64()
	}
	return r
}

// expTail is (eʳ - 1 - r)/r².
func expTail(r *big.Float) *big.Float {
	t := bigmath.Expm1(r)
	t.Sub(t, r)
	return t.Quo(t, bigmath.Mul(r, r))
}

// logTail is (log(1+f) - f)/f².
func logTail(f *big.Float) *big.Float {
	t := bigmath.Log1p(f)
	t = new(big.Float).SetPrec(bigmath.Precision).Sub(t, f)
	return t.Quo(t, bigmath.Mul(f, f))
}

// tanhTail is (tanh √z/√z - 1)/z.
func tanhTail(z *big.Float) *big.Float {
	x := new(big.Float).Sqrt(z)
	t := new(big.Float).Quo(bigmath.Tanh(x), x)
	t.Sub(t, bigmath.Float(1))
	return t.Quo(t, z)
}

// powers are 2^(step·i/count) for i < count, to the given number of bits, and what these lack.
func powers(count int, step float64, bits uint) (hi, lo []float64) {
	hi, lo = make([]float64, count), make([]float64, count)
	for i := range hi {
		v := bigmath.Pow(bigmath.Float(2), bigmath.Float(step*float64(i)/float64(count)))
		top := new(big.Float).SetPrec(bits).Set(v)
		hi[i], _ = top.Float64()
		lo[i], _ = new(big.Float).SetPrec(bigmath.Precision).Sub(v, top).Float64()
	}
	return hi, lo
}

// parts are ln 2 with so many bits after the point, and the rest.
func parts(point int) (hi, lo float64) {
	hi = math.Ldexp(math.Round(math.Ldexp(math.Ln2, point)), -point)
	lo, _ = new(big.Float).Sub(bigmath.Ln2, bigmath.Float(hi)).Float64()
	return hi, lo
}

// logs are, for each i of the numbers' leading bits, of which count can be told apart, c near 1/m and -log c for the m in
// [¾, 3/2) that begin so.
// -log c has no more than so many bits after the point, and c is one of those rare numbers of the given bits at which that
// is all: it is off by less than 2⁻⁸ of its last bit; rests are
// what is off in -log c then. About 1, c is 1.
func logs(count, mantissa, point int) (cs, minusLogs, rests []float64) {
	cs, minusLogs, rests = make([]float64, count), make([]float64, count), make([]float64, count)
	for i := range cs {
		center := 1 + (float64(i)+0.5)/float64(count)
		switch {
		case i == 0 || i == count-1:
			cs[i] = 1
			continue
		case center > 1.5:
			center /= 2
		}
		from := math.Round(math.Ldexp(math.Log(center), point))
		for k := 0; ; k++ { // on both sides, outwards
			t := math.Ldexp(from+float64((k+1)/2*(1-k%2*2)), -point)
			exact := bigmath.Exp(bigmath.Float(-t))
			v, _ := new(big.Float).SetPrec(uint(mantissa)).Set(exact).Float64()
			off, _ := new(big.Float).Sub(exact, bigmath.Float(v)).Float64()
			if math.Abs(off) < math.Ldexp(v, -mantissa-8) {
				cs[i], minusLogs[i] = v, t
				rest := bigmath.Log(bigmath.Float(v))
				rests[i], _ = rest.Neg(rest.Add(rest, bigmath.Float(t))).Float64()
				break
			}
		}
	}
	return cs, minusLogs, rests
}
