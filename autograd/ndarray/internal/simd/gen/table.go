package main

// Exponentials and logarithms by tables in registers: short polynomials, and one division at most. AVX-512 looks up 16
// numbers at once and takes floats apart and together by instructions of its own; AVX2 looks up 8 float32. Every formula is
// for float64 and for float32 by AVX-512 and for float32 by AVX2, with the numbers of each.

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// table names 16 numbers, or 8.
type table int

const (
	exp2          table = iota // 2^(i/16), or 2^(i/8)
	exp2Rest                   // what exp2 lacks
	exp2Hi                     // exp2 to half the bits
	exp2Lo                     // what exp2Hi lacks
	exp2Minus                  // 1/exp2
	exp2MinusRest              // what exp2Minus lacks
	logReciprocal              // c of logs
	logValue                   // -log c
	logRest                    // what logValue lacks
	tableCount
)

// numbers are the tables and constants of one type on one target.
type numbers struct {
	count                      int // of a table's numbers
	values                     [tableCount][]float64
	mem                        [tableCount]Mem
	regs                       [tableCount][2]reg.VecVirtual // of the function being emitted
	exp, expm1, log, tanh, pow []float64                     // coefficients of small, logTable and tanhNear
	ln2Hi, ln2Lo               float64                       // ln 2; a multiple of ln2Hi and a table's logarithm are exact
	magic                      float64                       // see split
	expLeast, expMost          float64                       // beyond which eˣ is 0 and +Inf
	tanhMost, tiny             float64                       // from which on tanh is 1; below which eˣ-1 is x
	leading                    uint8                         // shift that leaves a mantissa's first four bits
	sin, cos                   []float64
	quarter                    [3]float64 // parts of π/2
	erfNear, erfBeyond         []float64  // see erfSingle
	atan, asin, sinh           []float64  // see cubic
}

var (
	double   = &numbers{count: 16, magic: 0x1.8p48, expLeast: -746, expMost: 710, tanhMost: 22, tiny: 0x1p-54, leading: 48, ln2Hi: ln2Hi, ln2Lo: ln2Lo}
	float32s = &numbers{count: 16, magic: 0x1.8p19, expLeast: -104, expMost: 89, tanhMost: 10, tiny: 0x1p-25, leading: 19}
	narrow32 = &numbers{count: 8, magic: 0x1.8p20, expLeast: -104, expMost: 89, tanhMost: 10, tiny: 0x1p-25, leading: 20}
)

// its returns those of the type of formulas on the target.
func its() *numbers {
	switch {
	case !single:
		return double
	case wide():
		return float32s
	}
	return narrow32
}

// tables computes and emits them.
func tables() {
	// The rests of arguments, by 16 and by 8 numbers in a table.
	const most, most8 = math.Ln2 / 32 * 1.001, math.Ln2 / 16 * 1.001
	const low, high, low8, high8 = -0.04, 1.0 / 16, -0.0667, 1.0 / 8
	d, s, n := double, float32s, narrow32
	d.exp, d.expm1, d.log = fit(expTail, -most, most, 4), fit(expTail, -most, most, 5), fit(logTail, low, high, 9)
	s.exp, s.expm1, s.log = fit(expTail, -most, most, 1), fit(expTail, -most, most, 2), fit(logTail, low, high, 4)
	n.exp, n.log = fit(expTail, -most8, most8, 2), fit(logTail, low8, high8, 5)
	n.expm1 = n.exp
	d.pow = fit(powTail, low, high, 9)
	d.tanh, s.tanh = fit(tanhTail, 0, tanhMiddle*tanhMiddle, 7), fit(tanhTail, 0, tanhMiddle*tanhMiddle, 3)
	n.tanh = s.tanh
	erfTables()
	d.quarter = [3]float64{math.Pi / 2, 6.123233995736766e-17, -1.4973849048591833e-33}
	cubics(d, 22, 15, 7)
	cubics(s, 9, 6, 3)
	n.atan, n.asin, n.sinh = s.atan, s.asin, s.sinh
	d.fill("64", 53, 42)
	s.fill("32", 24, 16)
	n.fill("32Narrow", 24, 16)
	for _, n := range []*numbers{s, n} {
		n.ln2Hi, n.ln2Lo = parts(16)
		singleAngles(n)
		singleErf(n)
	}
}

// fill computes the tables for mantissas of so many bits, and logarithms with so many after the point, and emits them.
func (n *numbers) fill(suffix string, mantissa, point int) {
	v := &n.values
	v[exp2], v[exp2Rest] = powers(n.count, 1, uint(mantissa))
	v[exp2Hi], v[exp2Lo] = powers(n.count, 1, uint(mantissa*4/7))
	v[exp2Minus], v[exp2MinusRest] = powers(n.count, -1, uint(mantissa))
	v[logReciprocal], v[logValue], v[logRest] = logs(n.count, mantissa, point)
	for i := range v {
		n.mem[i] = GLOBL([]string{"exp2", "exp2Rest", "exp2Hi", "exp2Lo", "exp2Minus", "exp2MinusRest", "logReciprocal", "logValue", "logRest"}[i]+suffix, RODATA|NOPTR)
		for k, x := range v[i] {
			if mantissa == 53 {
				DATA(8*k, U64(math.Float64bits(x)))
			} else {
				DATA(4*k, U32(math.Float32bits(float32(x))))
			}
		}
	}
}

// hold loads tables into registers.
func hold(ts ...table) {
	n := its()
	for _, t := range ts {
		for i := range n.regs[t] {
			if single && i > 0 {
				continue
			}
			n.regs[t][i] = vec()
			VMOVUPD(n.mem[t].Offset(64*i), n.regs[t][i])
		}
	}
}

// at returns the numbers that the lowest bits of each lane name.
func (t table) at(index reg.VecVirtual) reg.VecVirtual {
	if !tabled() {
		return lookup(index)(its().mem[t])
	}
	regs := its().regs[t]
	if single {
		r := vec()
		emit(VPERMPS, regs[0], index, r)
		return r
	}
	r := copyOf(index)
	emit(VPERMI2PD, regs[1], regs[0], r)
	return r
}

// split returns t whose lowest bits are how many sixteenths (or eighths) n = ±x/ln 2 is, n itself, and r = x ∓ n·ln 2:
// adding magic rounds to these, and leaves how many they are in the lowest bits.
func split(x reg.VecVirtual, factor float64) (t, n, r reg.VecVirtual) {
	k := its()
	t = timesPlus(x, num(factor*math.Log2E), num(k.magic))
	n = minus(t, num(k.magic))
	if factor < 0 {
		r = timesPlus(n, num(k.ln2Hi), x)
		return t, n, timesPlus(n, num(k.ln2Lo), r)
	}
	r = minusTimes(n, num(k.ln2Hi), x)
	return t, n, minusTimes(n, num(k.ln2Lo), r)
}

// small is eʳ - 1 for |r| ≤ ln 2/32, or ln 2/16.
func small(r reg.VecVirtual, coef []float64) reg.VecVirtual {
	return timesPlus(times(r, r), polynomial(r, coef), r)
}

// expTable is 2ⁿ·(T + T·(eʳ-1)), good to 1.1 units.
func expTable(x reg.VecVirtual) reg.VecVirtual {
	k := its()
	return expFromTable(split(most(num(k.expLeast), least(num(k.expMost), x)), 1))
}

// expFromTable is that for what split returns.
func expFromTable(t, n, r reg.VecVirtual) reg.VecVirtual {
	p, T := small(r, its().exp), exp2.at(t)
	return scaled(timesPlus(p, T, T), n)
}

// expm1Table is eˣ-1, and x where that is tiny.
func expm1Table(x reg.VecVirtual) reg.VecVirtual {
	k := its()
	r := expm1Parts(most(num(-40), least(num(k.expMost), x)), 0.5)
	return tiny(plus(r, r), x)
}

// expm1Parts is part·(eˣ-1), as s·(T·p + low) + (s·(T-low) - part), p = eʳ-1, with s = part·2ⁿ.
func expm1Parts(x reg.VecVirtual, part float64) reg.VecVirtual {
	t, n, r := split(x, 1)
	T, low := exp2Hi.at(t), exp2Lo.at(t)
	z := timesPlus(small(r, its().expm1), plus(T, low), low)
	s := powerTimes(part, n)
	return timesPlus(s, z, timesMinus(s, T, num(part)))
}

// tanhTable is (e²ᵃ-1)/(e²ᵃ+1) for a = |x|, both multiplied by w = 2⁻ⁿ: then e²ᵃ is T·(1+p), T in (½, 1]. What is above is
// what is below less 2w, exactly. Near 0, where rounding on that way would weigh more, it is tanhNear.
func tanhTable(x reg.VecVirtual) reg.VecVirtual {
	a := least(num(its().tanhMost), absolute(x))
	t, n, r := split(plus(a, a), -1)
	T := exp2Minus.at(t)
	z := timesPlus(small(r, its().expm1), T, exp2MinusRest.at(t))
	w := powerTimes(1, n)
	below := plus(T, plus(w, z))
	return tanhNear(x, a, over(minusTimes(w, num(2), below), below))
}

// tanhNear is x + x³·P(x²) where a = |x| is below tanhMiddle, else far with the sign of x.
func tanhNear(x, a, far reg.VecVirtual) reg.VecVirtual {
	z := times(x, x)
	near := timesPlus(polynomial(z, its().tanh), times(z, x), x)
	kind().blend(kind().compare(notBelow, a, num(tanhMiddle)), far, near, near)
	return signed(near, x) // NaN for NaN, which is not at or above anything
}

const tanhMiddle = 0.3

// sigmoidTable is s = 1/(1+eᵃ) for a = |x|, as 2⁻ⁿ/(2⁻ⁿ + T·(1+p)), T in (½, 1]; 2⁻ⁿ is multiplied last, since it may be
// subnormal. Above 0 it is 1 - s.
func sigmoidTable(x reg.VecVirtual) reg.VecVirtual {
	k := its()
	a := least(num(-k.expLeast), absolute(x))
	t, n, r := split(a, -1)
	T := exp2Minus.at(t)
	z := timesPlus(small(r, k.expm1), T, exp2MinusRest.at(t))
	w := n
	if !wide() { // where more would be nothing beside T
		w = most(num(-100), n)
	}
	s := scaled(over(num(1), plus(T, plus(powerTimes(1, w), z))), n)
	out := vec()
	kind().blend(negative(x), s, minus(num(1), s), out)
	return out
}

// logTable is log(u + e), e being small beside u. With u = 2ᵏ·m, m in [¾, 3/2), and c near 1/m from a table,
// log(u + e) = k·ln 2 - log c + log(1 + f), f = c·m - 1 + c·e/2ᵏ; e may be nil for 0.
func logTable(u, e reg.VecVirtual) reg.VecVirtual {
	n := its()
	k, sign, value, f := logParts(u, e)
	tail := timesPlus(times(f, f), polynomial(f, n.log), times(k, num(sign*n.ln2Lo)))
	return plus(timesPlus(k, num(sign*n.ln2Hi), value), plus(f, tail))
}

// logTableTo is the logarithm to a base.
func logTableTo(u reg.VecVirtual, b *base) reg.VecVirtual {
	k, sign, value, f := logParts(u, nil)
	return b.combined(k, sign, value, timesPlus(times(f, f), polynomial(f, its().log), f))
}

// logParts returns k times a sign, which is returned too, -log c, and f.
func logParts(u, e reg.VecVirtual) (k reg.VecVirtual, sign float64, value, f reg.VecVirtual) {
	m, k, sign, shrink := apart(u, e == nil)
	index := vec()
	instr{VPSRLQ, VPSRLD}.emit(U8(its().leading), m, index)
	C := logReciprocal.at(index)
	f = timesMinus(m, C, num(1))
	if e != nil {
		f = timesPlus(shrink(e), C, f)
	}
	return k, sign, logValue.at(index), f
}

// apart takes u = 2^(sign·k)·m apart, with m in [¾, 3/2), and has shrink divide by that power of 2; u may be subnormal if
// that is said.
func apart(u reg.VecVirtual, subnormal bool) (m, k reg.VecVirtual, sign float64, shrink func(e reg.VecVirtual) reg.VecVirtual) {
	m = vec()
	if wide() {
		exponent, carry := vec(), vec()
		getExp := instr{VGETEXPPD, VGETEXPPS}
		getExp.emit(u, exponent)
		instr{VGETMANTPD, VGETMANTPS}.emit(U8(3), u, m) // in [¾, 3/2)
		getExp.emit(m, carry)                           // -1 or 0
		k = minus(carry, exponent)
		return m, k, -1, func(e reg.VecVirtual) reg.VecVirtual { return scaled(e, k) }
	}
	if !single {
		return apartDouble(u)
	}
	// float32 by integers: what lies above ¾, without the mantissa, is the exponent.
	var small reg.Register
	if subnormal {
		small = f32.compare(lessThan, u, num(0x1p-126))
		larger := times(u, num(0x1p24))
		f32.blend(small, larger, u, larger)
		u = larger
	}
	e, power := vec(), vec()
	emit(VPSUBD, num(0.75), u, e)
	emit(VPSRAD, U8(23), e, e)
	emit(VPSLLD, U8(23), e, power)
	emit(VPSUBD, power, u, m)
	k = vec()
	emit(VCVTDQ2PS, e, k)
	if subnormal {
		k = minus(k, and(small.(reg.VecVirtual), num(24)))
	}
	return m, k, 1, func(e reg.VecVirtual) reg.VecVirtual {
		inverse := vec()
		emit(VPSUBD, power, inRegister(num(1)), inverse)
		emit(VPMAXSD, zero(), inverse, inverse) // 0 for the largest power
		return times(e, inverse)
	}
}

// apartDouble is apart for float64 above 0 by AVX2, which shifts no integers of 64 bits with their sign: an exponent of
// 1024 is added before, and taken off after.
func apartDouble(u reg.VecVirtual) (m, k reg.VecVirtual, sign float64, shrink func(e reg.VecVirtual) reg.VecVirtual) {
	const offset = 1024 << 52
	small := f64.compare(lessThan, u, c(0x1p-1022))
	larger := times(u, c(0x1p54))
	f64.blend(small, larger, u, larger)
	t := vec()
	emit(VPADDQ, bits(offset-math.Float64bits(0.75)), larger, t)
	k, m = vec(), vec()
	emit(VPSRLQ, U8(shift52), t, k)
	k = minus(minus(or(k, bits(magicBits)), c(0x1p52+1024)), keep(small, c(54)))
	emit(VPSUBQ, and(t, bits(0xfff<<52)), larger, m)
	emit(VPADDQ, bits(offset), m, m)
	return m, k, 1, nil
}

// logOf is logTable with what is special.
func logOf(x reg.VecVirtual) reg.VecVirtual { return logFixed(logTable(x, nil), x) }

// logFixed is the logarithm r of u but for 0 and +Inf, negative numbers and NaN.
func logFixed(r, u reg.VecVirtual) reg.VecVirtual {
	if wide() {
		return fixed(r, u, logSpecial)
	}
	f32.blend(f32.compare(lessThan, u, num(math.Inf(1))), r, u, r)
	below := f32.compare(lessThan, u, zero()) // all ones, a NaN
	f32.blend(f32.compare(atMost, u, zero()), or(below.(reg.VecVirtual), num(math.Inf(-1))), r, r)
	return r
}

// logSpecial makes the logarithm of 0 -Inf, of negative numbers NaN, of +Inf and NaN themselves.
const logSpecial = 0x03530422

// log1pTable is the logarithm of 1+x, as rounded and with its error, which Dekker's formula has exactly: the smaller summand
// less what the sum took of it.
func log1pTable(x reg.VecVirtual) reg.VecVirtual {
	u := plus(x, num(1))
	e := minus(least(x, num(1)), minus(u, most(x, num(1))))
	return signed(logFixed(logTable(u, e), u), x)
}
