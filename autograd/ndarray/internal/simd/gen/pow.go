package main

// Powers: e^(y·log x), with the logarithm of float64 and its product in two parts, since an error of the exponent is one of
// the result that many times as large.

import (
	"math"
	"math/big"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/bigmath"
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// power emits dst = x to the power y, for x in (0, +Inf) and finite y, and NaN elsewhere.
func power() {
	emitPow := func(e float, turns int, body func(x, y reg.VecVirtual) reg.VecVirtual) {
		e.kernel("pow", "func(dst, x, y []T)", "sets dst to x to the power y, NaN for x or y that are not ordinary numbers above 0 or any ordinary numbers.")
		if wide() {
			hold(exp2, exp2Rest, logReciprocal, logValue)
			if e.size == 8 {
				hold(logRest)
			}
		}
		elementwise(e, turns, []string{"dst", "x", "y"}, func(xs []reg.VecVirtual) reg.VecVirtual { return body(xs[0], xs[1]) })
	}
	if wide() {
		emitPow(f64, 1, powTable)
		emitPow(half, 2, func(x, y reg.VecVirtual) reg.VecVirtual {
			l := fixed(logTable(x, nil), x, ordinaryAbove0)
			return fixed(expTable(times(l, y)), y, ordinary)
		})
		return
	}
	emitPow(f64, 1, func(x, y reg.VecVirtual) reg.VecVirtual { return plus(powTable(x, y), powNaN(x, y)) })
	emitPow(half, 1, func(x, y reg.VecVirtual) reg.VecVirtual {
		return plus(exp(times(log(x, x, nil), y)), powNaN(x, y))
	})
}

// powNaN is 0 for ordinary numbers x above 0 and y, NaN for others.
func powNaN(x, y reg.VecVirtual) reg.VecVirtual {
	// x and y less themselves are 0 only for ordinary numbers.
	d := plus(minus(x, x), minus(y, y))
	f64.blend(f64.compare(lessThan, zero(), x), d, inRegister(c(math.NaN())), d)
	return d
}

// What fixed makes NaN: all but ordinary numbers; these and numbers not above 0.
const (
	ordinary       = 0x00330022
	ordinaryAbove0 = 0x03330322
)

// powTail is (log(1+f) - f + f²/2)/f³.
func powTail(f *big.Float) *big.Float {
	t := logTail(f)
	t.Add(t, bigmath.Float(0.5))
	return t.Quo(t, f)
}

// sum returns a + b and what its rounding lost, for |a| ≥ |b|, by Dekker.
func sum(a, b reg.VecVirtual) (s, lost reg.VecVirtual) {
	s = plus(a, b)
	return s, plus(minus(a, s), b)
}

// powTable takes log x apart as logTable does, with the rounding errors of c·m, of the sums and of f² made good.
func powTable(x, y reg.VecVirtual) reg.VecVirtual {
	n := its()
	m, k, sign, _ := apart(x, true)
	index := vec()
	emit(VPSRLQ, U8(n.leading), m, index)
	C := logReciprocal.at(index)
	p := times(m, C)
	e := timesMinus(m, C, p)
	f := minus(p, c(1))
	e = times(e, timesPlus(f, f, minus(c(1), f))) // e/(1+f)
	low := timesPlus(k, c(sign*n.ln2Lo), plus(e, logRest.at(index)))
	s, lost := sum(timesPlus(k, c(sign*n.ln2Hi), logValue.at(index)), f)
	low = plus(low, lost)
	square := times(f, f)
	low = minusTimes(timesMinus(f, f, square), c(0.5), low)
	s, lost = sum(s, times(square, c(-0.5)))
	low = plus(low, lost)
	low = timesPlus(times(square, f), polynomial(f, n.pow), low)
	high, low := sum(s, low)
	if wide() {
		high = fixed(high, x, ordinaryAbove0)
	}

	z := times(high, y)
	rest := timesPlus(low, y, timesMinus(high, y, z))
	rest = most(least(rest, inRegister(c(1))), inRegister(c(-1))) // anything where z is infinite
	t, q, r := split(most(c(n.expLeast-2), least(c(n.expMost+2), z)), 1)
	r = plus(r, rest)
	T := exp2.at(t)
	r = scaled(plus(T, timesPlus(small(r, n.expm1), T, exp2Rest.at(t))), q)
	if wide() {
		r = fixed(r, y, ordinary)
	}
	return r
}
