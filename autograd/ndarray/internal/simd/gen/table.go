package main

// Exponentials and logarithms of float64 by AVX-512, which looks up 16 numbers at once in two registers and takes floats
// apart and together by instructions of its own: short polynomials, and one division at most.

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// table is 16 numbers, in two registers while a function that uses them is emitted.
type table struct {
	name   string
	values [16]float64
	mem    Mem
	regs   [2]reg.VecVirtual
}

// The tables: 2^(i/16) to 53 bits and the rest; the same to 30 bits and the rest; 2^(-i/16) so; and those of logs.
var (
	exp2          = &table{name: "exp2"}
	exp2Rest      = &table{name: "exp2Rest"}
	exp2Hi        = &table{name: "exp2Hi"}
	exp2Lo        = &table{name: "exp2Lo"}
	exp2MinusHi   = &table{name: "exp2MinusHi"}
	exp2MinusLo   = &table{name: "exp2MinusLo"}
	logReciprocal = &table{name: "logReciprocal"}
	logValue      = &table{name: "logValue"}

	expCoef, expm1Coef, logCoef []float64
)

// tables computes and emits them.
func tables() {
	exp2.values, exp2Rest.values = powers(1, 53)
	exp2Hi.values, exp2Lo.values = powers(1, 30)
	exp2MinusHi.values, exp2MinusLo.values = powers(-1, 30)
	logReciprocal.values, logValue.values = logs()
	for _, t := range []*table{exp2, exp2Rest, exp2Hi, exp2Lo, exp2MinusHi, exp2MinusLo, logReciprocal, logValue} {
		t.mem = GLOBL("table_"+t.name, RODATA|NOPTR)
		for i, v := range t.values {
			DATA(8*i, U64(math.Float64bits(v)))
		}
	}
	const most = math.Ln2 / 32 * 1.001
	expCoef, expm1Coef = fit(expTail, -most, most, 4), fit(expTail, -most, most, 5)
	logCoef = fit(logTail, -1.0/32, 1.0/16, 8)
}

// hold loads tables into registers.
func hold(ts ...*table) {
	for _, t := range ts {
		for i := range t.regs {
			t.regs[i] = ZMM()
			VMOVUPD(t.mem.Offset(64*i), t.regs[i])
		}
	}
}

// at returns the numbers that the lowest four bits of each lane name.
func (t *table) at(index reg.VecVirtual) reg.VecVirtual {
	r := copyOf(index)
	emit(VPERMI2PD, t.regs[1], t.regs[0], r)
	return r
}

// magic, added to a number, rounds it to sixteenths and leaves how many these are in the lowest bits.
const magic = 0x1.8p48

// split returns t whose lowest bits are how many sixteenths n = ±x/ln 2 is, n itself, and r = x ∓ n·ln 2.
func split(x reg.VecVirtual, factor float64) (t, n, r reg.VecVirtual) {
	t = timesPlus(x, c(factor*math.Log2E), c(magic))
	n = minus(t, c(magic))
	if factor < 0 {
		r = timesPlus(n, c(ln2Hi), x)
		return t, n, timesPlus(n, c(ln2Lo), r)
	}
	r = minusTimes(n, c(ln2Hi), x)
	return t, n, minusTimes(n, c(ln2Lo), r)
}

// small is eʳ - 1 for |r| ≤ ln 2/32.
func small(r reg.VecVirtual, coef []float64) reg.VecVirtual {
	return timesPlus(times(r, r), polynomial(r, coef), r)
}

// expTable is 2ⁿ·(T + T·(eʳ-1)), good to 0.9 units.
func expTable(x reg.VecVirtual) reg.VecVirtual {
	t, n, r := split(clamp(x, -746, 710), 1)
	p, T := small(r, expCoef), exp2.at(t)
	return scaled(timesPlus(p, T, T), n)
}

// expExact is expTable with what T lacks, good to little more than half a unit, for x ≤ 0.
func expExact(x reg.VecVirtual) reg.VecVirtual {
	t, n, r := split(most(load(c(-746)), x), 1)
	p, T := small(r, expm1Coef), exp2.at(t)
	return scaled(plus(T, timesPlus(p, T, exp2Rest.at(t))), n)
}

// expm1Table is 2·(s·(T·p + low) + (s·(T-low) - ½)), p = eʳ-1, with s = 2ⁿ⁻¹, and x where that is below 2⁻⁵⁴.
func expm1Table(x reg.VecVirtual) reg.VecVirtual {
	t, n, r := split(clamp(x, -40, 710), 1)
	T, low := exp2Hi.at(t), exp2Lo.at(t)
	z := timesPlus(small(r, expm1Coef), plus(T, low), low)
	s := scaled(load(c(0.5)), n)
	r = timesPlus(s, z, timesMinus(s, T, c(0.5)))
	return tiny(plus(r, r), x)
}

// tanhTable is (e²ᵃ-1)/(e²ᵃ+1) for a = |x|, both multiplied by w = 2⁻ⁿ: then e²ᵃ is T·(1+p), T in (½, 1],
// and what of T does not fit 30 bits is added last, that T - w be exact.
func tanhTable(x reg.VecVirtual) reg.VecVirtual {
	a := least(load(c(22)), absolute(x))
	y := plus(a, a)
	t, n, r := split(y, -1)
	T, low := exp2MinusHi.at(t), exp2MinusLo.at(t)
	T53 := plus(T, low)
	z := timesPlus(r, T53, timesPlus(times(times(r, r), polynomial(r, expm1Coef)), T53, low))
	w := scaled(load(c(1)), n)
	return signed(over(plus(minus(T, w), z), plus(plus(T, w), z)), x)
}

// logTable is log(u + e), e being small beside u. With u = 2ᵏ·m, m in [¾, 3/2), and c near 1/m from a table,
// log(u + e) = k·ln 2 - log c + log(1 + f), f = c·m - 1 + c·e/2ᵏ; e may be nil for 0.
func logTable(u, e reg.VecVirtual) reg.VecVirtual {
	exponent, m, carry, index := vec(), vec(), vec(), vec()
	emit(VGETEXPPD, u, exponent)
	emit(VGETMANTPD, U8(3), u, m) // in [¾, 3/2)
	emit(VGETEXPPD, m, carry)     // -1 or 0
	k := minus(carry, exponent)   // -k
	emit(VPSRLQ, U8(48), m, index)
	C := logReciprocal.at(index)
	f := timesMinus(m, C, c(1))
	if e != nil {
		f = timesPlus(scaled(e, k), C, f)
	}
	tail := timesPlus(times(f, f), polynomial(f, logCoef), times(k, c(-ln2Lo)))
	return plus(timesPlus(k, c(-ln2Hi), logValue.at(index)), plus(f, tail))
}

// logSpecial makes the logarithm of 0 -Inf, of negative numbers NaN, of +Inf and NaN themselves.
const logSpecial = 0x03530422

// log1pTable is the logarithm of 1+x, as rounded and with its error, which Dekker's formula has exactly: the smaller summand
// less what the sum took of it.
func log1pTable(x reg.VecVirtual) reg.VecVirtual {
	u := plus(x, c(1))
	e := minus(least(x, c(1)), minus(u, most(x, c(1))))
	return signed(fixed(logTable(u, e), u, logSpecial), x)
}
