package main

// Arc tangent, sine and cosine: one formula for every type and target, without tables.

import (
	"math/big"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/bigmath"
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/reg"
)

// arcsinMiddle is where the two formulas of the arc sine meet; above, what is taken from π/2 is below 1.
const arcsinMiddle = 0.55

// cubics computes the coefficients of (f(√z)/√z - 1)/z for the arc tangent and sine and the hyperbolic sine.
func cubics(n *numbers, atanDegree, asinDegree, sinhDegree int) {
	of := func(f func(x *big.Float) *big.Float) func(z *big.Float) *big.Float {
		return func(z *big.Float) *big.Float {
			x := new(big.Float).Sqrt(z)
			t := new(big.Float).Quo(f(x), x)
			return t.Quo(t.Sub(t, bigmath.Float(1)), z)
		}
	}
	n.atan, n.asin = fit(of(bigmath.Atan), 0, 1, atanDegree), fit(of(bigmath.Asin), 0, arcsinMiddle*arcsinMiddle, asinDegree)
	n.sinh = fit(of(bigmath.Sinh), 0, 1, sinhDegree)
}

// cubic is z + z·w·P(w), w being z².
func cubic(z, w reg.VecVirtual, coef []float64) reg.VecVirtual {
	return timesPlus(times(w, z), polynomial(w, coef), z)
}

// select2 returns yes in the lanes of the mask, no in the others.
func select2(m reg.Register, yes, no reg.VecVirtual) reg.VecVirtual {
	r := vec()
	kind().blend(m, yes, no, r)
	return r
}

// rightLess is π/2 - p, times a power of 2.
func rightLess(p reg.VecVirtual, power float64) reg.VecVirtual {
	q := its().quarter
	return minus(num(power*q[0]), minus(p, num(power*q[1])))
}

// arctan is that of |x| up to 1, and π/2 less that of 1/|x| beyond.
func arctan(x reg.VecVirtual) reg.VecVirtual {
	const above = 30
	a := absolute(x)
	beyond := kind().compare(above, a, num(1))
	z := select2(beyond, over(num(1), a), a)
	p := cubic(z, times(z, z), its().atan)
	return signed(select2(beyond, rightLess(p, 1), p), x)
}

// arcsinHalf is arcsin |x| for |x| < arcsinMiddle, and else, where far is, arcsin √((1-|x|)/2), half of arccos |x|.
func arcsinHalf(x reg.VecVirtual) (p reg.VecVirtual, far reg.Register) {
	a := absolute(x)
	far = kind().compare(notBelow, a, num(arcsinMiddle))
	half, root := times(minus(num(1), a), num(0.5)), vec()
	instr{VSQRTPD, VSQRTPS}.emit(half, root)
	z, w := select2(far, root, a), select2(far, half, times(a, a))
	return cubic(z, w, its().asin), far
}

func arcsin(x reg.VecVirtual) reg.VecVirtual {
	p, far := arcsinHalf(x)
	return signed(select2(far, rightLess(plus(p, p), 1), p), x)
}

// arccos is 2p or π - 2p far from 0, for x above or below it, and π/2 ∓ p else.
func arccos(x reg.VecVirtual) reg.VecVirtual {
	p, far := arcsinHalf(x)
	double := plus(p, p)
	double = select2(negative(x), rightLess(double, 2), double)
	return select2(far, double, rightLess(signed(p, x), 1))
}
