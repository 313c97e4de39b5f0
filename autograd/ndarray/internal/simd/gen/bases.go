package main

// Exponentials and logarithms to other bases, and hyperbolic functions, of what e's are made of.

import (
	"math"
	"math/big"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/bigmath"
	"github.com/mmcloughlin/avo/reg"
)

// tabled says that the formulas of table.go are for the type and target.
func tabled() bool { return single || wide() }

// exp2Of is 2ⁿ·e^((x-n)·ln 2).
func exp2Of(x reg.VecVirtual) reg.VecVirtual {
	k := its()
	least2, most2 := math.Floor(k.expLeast*math.Log2E), math.Ceil(k.expMost*math.Log2E)
	x = most(num(least2), least(num(most2), x))
	if !tabled() {
		n := to(0, x)
		return expFrom(n, times(minus(x, n), num(math.Ln2)), 0)
	}
	t := plus(x, num(k.magic))
	n := minus(t, num(k.magic))
	return expFromTable(t, n, times(minus(x, n), num(math.Ln2)))
}

// base is what logarithms to it take: the logarithm of 2, of which a whole multiple of hi is exact, and that of e.
type base struct{ hi, lo, e, eLo float64 }

func log2Base() *base { return &base{hi: 1, e: math.Log2E, eLo: rest(math.Log2E)} }

func log10Base() *base {
	hi := 0x1.34413509f8p-2 // log₁₀ 2
	if single {
		hi = 0x1.344p-2
	}
	lo, _ := new(big.Float).Sub(bigmath.Log10(bigmath.Float(2)), bigmath.Float(hi)).Float64()
	return &base{hi: hi, lo: lo, e: math.Log10E, eLo: rest(math.Log10E)}
}

// rest is what v lacks as a number of the type; of float64 it is not needed.
func rest(v float64) float64 {
	if single {
		return v - float64(float32(v))
	}
	return 0
}

// combined is the logarithm to the base of what has k·ln 2 + value + l for its natural one, the largest summand last; value
// may be nil for 0.
func (b *base) combined(k reg.VecVirtual, sign float64, value, l reg.VecVirtual) reg.VecVirtual {
	r := times(l, num(b.e))
	if b.lo != 0 {
		r = timesPlus(k, inRegister(num(sign*b.lo)), r)
	}
	if value != nil {
		if b.eLo != 0 {
			r = timesPlus(value, inRegister(num(b.eLo)), r)
		}
		r = timesPlus(value, inRegister(num(b.e)), r)
	}
	return timesPlus(k, inRegister(num(sign*b.hi)), r)
}

// logTo returns the logarithm to a base.
func logTo(x reg.VecVirtual, b *base) reg.VecVirtual {
	if tabled() {
		return logFixed(logTableTo(x, b), x)
	}
	return logBase(x, x, nil, b)
}

func log2Of(x reg.VecVirtual) reg.VecVirtual  { return logTo(x, log2Base()) }
func log10Of(x reg.VecVirtual) reg.VecVirtual { return logTo(x, log10Base()) }

// cosh is h + 1/(4h) with h = e^|x|/2, which does not overflow before the result does.
func cosh(x reg.VecVirtual) reg.VecVirtual {
	a := least(num(its().expMost+1), absolute(x))
	var h reg.VecVirtual
	if tabled() {
		t, n, r := split(a, 1)
		h = expFromTable(t, minus(n, num(1)), r)
	} else {
		n, r := reduce(a)
		h = expFrom(n, r, -1)
	}
	return plus(h, over(num(0.25), h))
}

// sinh is x + x³·P(x²) for |x| < 1, and else ±2·(q + q/(4q+1)) with q = (e^|x|-1)/4.
func sinh(x reg.VecVirtual) reg.VecVirtual {
	end := 710.6 // where it is +Inf and 2ⁿ/4 is not yet
	if single {
		end = 89.45
	}
	a := least(num(end), absolute(x))
	var q reg.VecVirtual
	if tabled() {
		q = expm1Parts(a, 0.25)
	} else {
		q = expm1Part(a, 0.25)
	}
	h := plus(q, over(q, timesPlus(q, inRegister(num(4)), inRegister(num(1)))))
	far := plus(h, h)
	near := cubic(x, times(x, x), its().sinh)
	return signed(select2(kind().compare(notBelow, a, num(1)), far, near), x)
}
