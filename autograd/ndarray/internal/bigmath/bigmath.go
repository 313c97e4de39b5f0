// Package bigmath has elementary functions to some hundred digits, slow and plain, to make the tables of vector kernels and
// to judge the kernels by.
//
// Results carry Precision bits, of which all but the last few are right relative to the result, for every finite argument in
// a function's domain. The special values (NaN, infinities, zeros, poles) are the caller's.
package bigmath

import (
	"math"
	"math/big"
)

// Precision is that of all results, in bits.
const Precision = 320

// Float is a big.Float of [Precision] bits.
func Float(x float64) *big.Float { return new(big.Float).SetPrec(Precision).SetFloat64(x) }

func add(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(Precision).Add(x, y) }
func sub(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(Precision).Sub(x, y) }
func mul(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(Precision).Mul(x, y) }
func quo(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(Precision).Quo(x, y) }

// Mul returns x·y.
func Mul(x, y *big.Float) *big.Float { return mul(x, y) }

// series sums term(1), term(2), … until they no longer matter beside the sum, which starts at s.
func series(s *big.Float, term func(n int) *big.Float) *big.Float {
	for n := 1; ; n++ {
		t := term(n)
		if t.Sign() == 0 || t.MantExp(nil) < s.MantExp(nil)-Precision-8 {
			return s
		}
		s = add(s, t)
	}
}

// Pi is π, by Machin's formula 4·(4·atan 1/5 - atan 1/239).
var Pi = func() *big.Float {
	// atan 1/n = Σ (-1)ᵏ/((2k+1)·n²ᵏ⁺¹)
	atan := func(n float64) *big.Float {
		p := quo(Float(1), Float(n))
		square := Float(-n * n)
		return series(p, func(k int) *big.Float {
			p = quo(p, square)
			return quo(p, Float(float64(2*k+1)))
		})
	}
	return mul(Float(4), sub(mul(Float(4), atan(5)), atan(239)))
}()

// Ln2 is the natural logarithm of 2, 2·Σ (1/3)²ᵏ⁺¹/(2k+1).
var Ln2 = logNear1(Float(2))

// logNear1 is 2·artanh((x-1)/(x+1)) = 2·Σ z²ᵏ⁺¹/(2k+1), for x of about 1.
func logNear1(x *big.Float) *big.Float { return log1pSmall(sub(x, Float(1))) }

// log1pSmall is log(1+x) by the same series, for small x.
func log1pSmall(x *big.Float) *big.Float {
	z := quo(x, add(x, Float(2)))
	p, square := z, mul(z, z)
	return mul(Float(2), series(z, func(k int) *big.Float {
		p = mul(p, square)
		return quo(p, Float(float64(2*k+1)))
	}))
}

// Log returns the natural logarithm of x > 0.
func Log(x *big.Float) *big.Float {
	m := new(big.Float).SetPrec(Precision)
	e := x.MantExp(m) // in [½, 1)
	if m.Cmp(Float(math.Sqrt2/2)) < 0 {
		m, e = mul(m, Float(2)), e-1
	}
	return add(mul(Float(float64(e)), Ln2), logNear1(m))
}

// Log1p returns log(1+x) for x > -1.
func Log1p(x *big.Float) *big.Float {
	if x.Sign() == 0 || x.MantExp(nil) < -1 {
		return log1pSmall(x)
	}
	return Log(add(Float(1), x))
}

// Expm1 returns eˣ - 1, for |x| below 1e6.
func Expm1(x *big.Float) *big.Float {
	if x.Sign() == 0 || x.MantExp(nil) < 0 {
		t := x
		return series(x, func(n int) *big.Float {
			t = quo(mul(t, x), Float(float64(n+1)))
			return t
		})
	}
	return sub(Exp(x), Float(1))
}

// Exp returns eˣ, for |x| below 1e6.
func Exp(x *big.Float) *big.Float {
	q, _ := quo(x, Ln2).Float64()
	k := math.Round(q)
	r := sub(x, mul(Float(k), Ln2))
	const halvings = 16
	r = new(big.Float).SetMantExp(r, -halvings)
	em := Expm1(r)
	for range halvings { // (1+e)² - 1 = e·(e+2)
		em = mul(em, add(em, Float(2)))
	}
	return new(big.Float).SetMantExp(add(em, Float(1)), int(k))
}

// Tanh returns (e²ˣ-1)/(e²ˣ+1).
func Tanh(x *big.Float) *big.Float {
	em := Expm1(mul(Float(2), x))
	return quo(em, add(em, Float(2)))
}

// Sigmoid returns 1/(1+e⁻ˣ).
func Sigmoid(x *big.Float) *big.Float {
	return quo(Float(1), add(Float(1), Exp(new(big.Float).Neg(x))))
}

// Erf returns 2/√π·Σ (-1)ⁿ·x²ⁿ⁺¹/(n!·(2n+1)), for |x| below 7.
func Erf(x *big.Float) *big.Float {
	p, square := x, mul(x, x)
	square.Neg(square)
	s := series(x, func(n int) *big.Float {
		p = quo(mul(p, square), Float(float64(n)))
		return quo(p, Float(float64(2*n+1)))
	})
	return quo(mul(Float(2), s), new(big.Float).SetPrec(Precision).Sqrt(Pi))
}

// Sin returns the sine, for |x| below 1e30.
func Sin(x *big.Float) *big.Float { return sinQuarter(x, 0) }

// Cos returns the cosine, for |x| below 1e30.
func Cos(x *big.Float) *big.Float { return sinQuarter(x, 1) }

// sinQuarter is sin(x + quarter·π/2).
func sinQuarter(x *big.Float, quarter int64) *big.Float {
	half := quo(Pi, Float(2))
	q := add(quo(x, half), Float(math.Copysign(0.5, float64(x.Sign()))))
	n, _ := q.Int(nil)
	r := sub(x, mul(new(big.Float).SetPrec(Precision).SetInt(n), half))
	n.Add(n, big.NewInt(quarter))
	turn := new(big.Int).And(n, big.NewInt(3)).Int64()
	square := mul(r, r)
	square.Neg(square)
	t, odd := r, 1 // sin r = r - r³/3! + …
	if turn%2 == 1 {
		t, odd = Float(1), 0
	}
	s := series(t, func(k int) *big.Float {
		t = quo(mul(t, square), Float(float64((2*k+odd)*(2*k+odd-1))))
		return t
	})
	if turn >= 2 {
		return new(big.Float).Neg(s)
	}
	return s
}

// Sinh returns (eˣ-e⁻ˣ)/2 = (m + m/(m+1))/2 with m = eˣ-1, for x above 0.
func Sinh(x *big.Float) *big.Float {
	if x.Sign() < 0 {
		s := Sinh(new(big.Float).Neg(x))
		return s.Neg(s)
	}
	em := Expm1(x)
	return quo(add(em, quo(em, add(em, Float(1)))), Float(2))
}

// Cosh returns (eˣ+e⁻ˣ)/2.
func Cosh(x *big.Float) *big.Float {
	e := Exp(x)
	return quo(add(e, quo(Float(1), e)), Float(2))
}

// Exp2 returns 2ˣ.
func Exp2(x *big.Float) *big.Float { return Exp(mul(x, Ln2)) }

// Log2 returns the logarithm of x > 0 to base 2.
func Log2(x *big.Float) *big.Float { return quo(Log(x), Ln2) }

// Log10 returns the logarithm of x > 0 to base 10.
func Log10(x *big.Float) *big.Float { return quo(Log(x), Log(Float(10))) }

// Atan returns the arc tangent: 2·atan(x/(1+√(1+x²))) a few times, and the series of what is left.
func Atan(x *big.Float) *big.Float {
	const halvings = 8
	for range halvings {
		x = quo(x, add(Float(1), new(big.Float).Sqrt(add(Float(1), mul(x, x)))))
	}
	p, square := x, mul(x, x)
	square.Neg(square)
	s := series(x, func(k int) *big.Float {
		p = mul(p, square)
		return quo(p, Float(float64(2*k+1)))
	})
	return new(big.Float).SetMantExp(s, halvings)
}

// Asin returns the arc sine, for |x| ≤ 1.
func Asin(x *big.Float) *big.Float {
	rest := mul(sub(Float(1), x), add(Float(1), x))
	if rest.Sign() == 0 {
		return mul(quo(Pi, Float(2)), x)
	}
	return Atan(quo(x, new(big.Float).Sqrt(rest)))
}

// Acos returns the arc cosine, 2·atan(√((1-x)/(1+x))), for -1 < x ≤ 1.
func Acos(x *big.Float) *big.Float {
	return mul(Float(2), Atan(new(big.Float).Sqrt(quo(sub(Float(1), x), add(Float(1), x)))))
}

// Pow returns xʸ for x > 0, where y·log x is below 1e6.
func Pow(x, y *big.Float) *big.Float { return Exp(mul(y, Log(x))) }
