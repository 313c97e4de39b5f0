package main

// Sine, cosine and the error function of float32.

import (
	"math"
	"math/big"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/bigmath"
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// singleAngles computes the coefficients of sinCosSingle: (sin r - r)/r³ and (cos r - 1 + r²/2)/r⁴ as polynomials of r².
func singleAngles(s *numbers) {
	const most = 0.63 // a little more than (π/4)²
	of := func(f func(r *big.Float) *big.Float) func(z *big.Float) *big.Float {
		return func(z *big.Float) *big.Float { return f(new(big.Float).Sqrt(z)) }
	}
	s.sin = fit(of(func(r *big.Float) *big.Float {
		t := new(big.Float).Sub(bigmath.Sin(r), r)
		return t.Quo(t, bigmath.Mul(r, bigmath.Mul(r, r)))
	}), 0, most, 3)
	s.cos = fit(of(func(r *big.Float) *big.Float {
		z := bigmath.Mul(r, r)
		t := new(big.Float).Sub(bigmath.Cos(r), bigmath.Float(1))
		t.Add(t, bigmath.Mul(z, bigmath.Float(0.5)))
		return t.Quo(t, bigmath.Mul(z, z))
	}), 0, most, 3)
	rest := new(big.Float).Quo(bigmath.Pi, bigmath.Float(2))
	for i := range s.quarter {
		part, _ := rest.Float32()
		s.quarter[i] = float64(part)
		rest = new(big.Float).Sub(rest, bigmath.Float(s.quarter[i]))
	}
}

func sinSingle(x reg.VecVirtual) reg.VecVirtual { return sinCosSingle(x, false) }
func cosSingle(x reg.VecVirtual) reg.VecVirtual { return sinCosSingle(x, true) }

// sinCosSingle takes x = n·π/2 + r, in three parts of π/2, for |x| < 1e5; larger ones are left to the caller.
func sinCosSingle(x reg.VecVirtual, cos bool) reg.VecVirtual {
	const whole = 0x1.8p23 // added, it rounds to an integer, which it leaves in the lowest bits
	k := its()
	t := timesPlus(x, num(2/math.Pi), num(whole))
	n := minus(t, num(whole))
	r := x
	for _, part := range k.quarter {
		r = minusTimes(n, num(part), r)
	}
	z := times(r, r)
	S := timesPlus(times(r, z), polynomial(z, k.sin), r)
	h := times(z, num(0.5))
	w := minus(num(1), h)
	// 1 - h rounds; what it lost is (1 - w) - h.
	lost := minus(minus(num(1), w), h)
	C := plus(timesPlus(times(z, z), polynomial(z, k.cos), lost), w)
	if cos {
		i := vec()
		emit(VPADDD, bits(1<<32|1), t, i)
		t = i
	}
	odd, minus, out := vec(), vec(), vec()
	emit(VPSLLD, U8(31), t, odd)
	f32.blend(negative(odd), C, S, out)
	emit(VPSRLD, U8(1), t, minus)
	emit(VPSLLD, U8(31), minus, minus)
	emit(VXORPS, minus, out, out)
	if !cos { // sin -0 is -0
		f32.blend(f32.compare(equalTo, x, zero()), x, out, out)
	}
	return out
}

// The bounds of the parts of erfSingle.
const erfMiddle, erfEnd = 0.9, 4

// singleErf computes the coefficients of erfSingle.
func singleErf(s *numbers) {
	s.erfNear = fit(func(z *big.Float) *big.Float {
		x := new(big.Float).Sqrt(z)
		return new(big.Float).Quo(bigmath.Erf(x), x)
	}, 0, erfMiddle*erfMiddle, 6)
	s.erfNear[0]-- // erf x = x + x·(P - 1) rounds once
	s.erfBeyond = fit(func(a *big.Float) *big.Float {
		return bigmath.Log(new(big.Float).Sub(bigmath.Float(1), bigmath.Erf(a)))
	}, erfMiddle, erfEnd, 9)
}

// erfSingle is x + x·P(x²) near 0, and ±(1 - e^Q(|x|)) beyond.
func erfSingle(x reg.VecVirtual) reg.VecVirtual {
	k := its()
	near := timesPlus(polynomial(times(x, x), k.erfNear), x, x)
	a := least(num(erfEnd), absolute(x))
	t, n, r := split(polynomial(a, k.erfBeyond), 1)
	p, T := small(r, k.exp), exp2.at(t)
	far := signed(minus(num(1), scaled(timesPlus(p, T, T), n)), x)
	f32.blend(f32.compare(notBelow, a, num(erfMiddle)), far, near, far)
	return far
}
