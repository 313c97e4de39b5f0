package main

// Exponentials, logarithms and their kin on vectors of float64 by AVX2, and what all targets share. Each is good to 2 units
// in the last place, and exact for NaN, infinities, zeros of either sign and subnormal numbers.

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// formula is f(x) for one vector, woven for so many, with tables that it looks up.
type formula struct {
	f      func(x reg.VecVirtual) reg.VecVirtual
	turns  int
	tables []table
}

var (
	expTables   = []table{exp2}
	expm1Tables = []table{exp2Hi, exp2Lo}
	logTables   = []table{logReciprocal, logValue}
	tanhTables  = []table{exp2Minus, exp2MinusRest}
)

// The functions by AVX2 and by AVX-512, for float64 and for float32.
var functions = []struct {
	name                                     string
	narrow, narrowSingle, broad, broadSingle formula
}{
	{"exp", formula{exp, 2, nil}, formula{expTable, 2, expTables}, formula{expTable, 4, expTables}, formula{expTable, 4, expTables}},
	{"expm1", formula{func(x reg.VecVirtual) reg.VecVirtual { return tiny(expm1(x, -40, 710), x) }, 2, nil},
		formula{expm1Table, 2, expm1Tables}, formula{expm1Table, 4, expm1Tables}, formula{expm1Table, 4, expm1Tables}},
	{"log", formula{func(x reg.VecVirtual) reg.VecVirtual { return log(x, x, nil) }, 2, nil},
		formula{logOf, 2, logTables}, formula{logOf, 4, logTables}, formula{logOf, 4, logTables}},
	{"log1p", formula{log1p, 1, nil}, formula{log1pTable, 1, logTables}, formula{log1pTable, 3, logTables}, formula{log1pTable, 3, logTables}},
	{"tanh", formula{tanh, 2, nil}, formula{tanhTable, 1, tanhTables}, formula{tanhTable, 3, tanhTables}, formula{tanhTable, 3, tanhTables}},
	{"sigmoid", formula{sigmoid, 2, nil}, formula{sigmoidTable, 2, tanhTables}, formula{sigmoidTable, 3, tanhTables}, formula{sigmoidTable, 3, tanhTables}},
	{"erf", formula{erf, 2, nil}, formula{erfSingle, 1, expTables}, formula{erf, 4, nil}, formula{erfSingle, 2, expTables}},
	{"sin", formula{sin, 2, nil}, formula{sinSingle, 2, nil}, formula{sin, 2, nil}, formula{sinSingle, 2, nil}},
	{"exp2", formula{exp2Of, 2, nil}, formula{exp2Of, 2, expTables}, formula{exp2Of, 4, expTables}, formula{exp2Of, 4, expTables}},
	{"log2", formula{log2Of, 1, nil}, formula{log2Of, 1, logTables}, formula{log2Of, 2, logTables}, formula{log2Of, 2, logTables}},
	{"log10", formula{log10Of, 1, nil}, formula{log10Of, 1, logTables}, formula{log10Of, 2, logTables}, formula{log10Of, 2, logTables}},
	{"sinh", formula{sinh, 1, nil}, formula{sinh, 1, expm1Tables}, formula{sinh, 2, expm1Tables}, formula{sinh, 2, expm1Tables}},
	{"cosh", formula{cosh, 1, nil}, formula{cosh, 1, expTables}, formula{cosh, 2, expTables}, formula{cosh, 2, expTables}},
	{"arctan", formula{arctan, 1, nil}, formula{arctan, 2, nil}, formula{arctan, 2, nil}, formula{arctan, 2, nil}},
	{"arcsin", formula{arcsin, 1, nil}, formula{arcsin, 2, nil}, formula{arcsin, 2, nil}, formula{arcsin, 2, nil}},
	{"arccos", formula{arccos, 1, nil}, formula{arccos, 2, nil}, formula{arccos, 2, nil}, formula{arccos, 2, nil}},
	{"cos", formula{cos, 2, nil}, formula{cosSingle, 2, nil}, formula{cos, 2, nil}, formula{cosSingle, 2, nil}},
}

func transcendental() {
	for _, f := range functions {
		double, float := f.narrow, f.narrowSingle
		if wide() {
			double, float = f.broad, f.broadSingle
		}
		double.unary(f.name, f64)
		single = true
		float.unary(f.name, f32)
		single = false
	}
}

// unary emits dst = f(x).
func (f formula) unary(name string, e float) {
	e.kernel(name, "func(dst, x []T)", "sets dst to the "+name+" of x.")
	hold(f.tables...)
	elementwise(e, f.turns, []string{"dst", "x"}, func(xs []reg.VecVirtual) reg.VecVirtual { return f.f(xs[0]) })
}

// half describes float32 elements that are computed with in float64: as many of them as of those are a vector.
var half = float{name: "32", goType: "float32", size: 4, mov: movHalf, maskMov: maskMovHalf, movZ: maskMovHalf}

// movHalf converts elements on their way between memory and register, perhaps under an AVX-512 mask.
func movHalf(o ...Op) {
	if m, ok := o[0].(Mem); ok {
		emit(VCVTPS2PD, m, o[1])
		return
	}
	if len(o) == 3 {
		maskMovHalf(o...)
		return
	}
	h := halfVec()
	narrow(o[0], h)
	emit(VMOVUPS, h, o[1])
}

// narrow converts a vector of float64 to half a vector of float32.
func narrow(from, to Op) {
	if wide() {
		emit(VCVTPD2PS, from, to)
	} else {
		emit(VCVTPD2PSY, from, to)
	}
}

func maskMovHalf(o ...Op) {
	h := halfVec()
	_, loading := o[0].(Mem)
	switch {
	case wide() && loading:
		emit(VCVTPS2PD_Z, o[0], o[1], o[2])
	case loading:
		emit(VMASKMOVPS, o[0], o[1].(reg.VecVirtual).AsX(), h)
		emit(VCVTPS2PD, h, o[2])
	case wide():
		narrow(o[0], h)
		emit(VMOVUPS, h, o[1], o[2])
	default:
		narrow(o[0], h)
		emit(VMASKMOVPS, h, o[1].(reg.VecVirtual).AsX(), o[2])
	}
}

// round rounds to the nearest integer.
func round(x, to reg.VecVirtual) {
	if wide() {
		emit(VRNDSCALEPD, U8(nearest), x, to)
	} else {
		emit(VROUNDPD, U8(nearest), x, to)
	}
}

// keep returns the constant in the lanes of the mask, and 0 in the others.
func keep(m reg.Register, constant Mem) reg.VecVirtual {
	r := vec()
	if wide() {
		emit(VMOVUPD_Z, constant, m, r)
	} else {
		emit(VANDPD, constant, m, r)
	}
	return r
}

// negative is the mask of the lanes whose sign bit is set.
func negative(x reg.VecVirtual) reg.Register {
	if wide() {
		m := K()
		instr{VPMOVQ2M, VPMOVD2M}.emit(x, m)
		return m
	}
	return x
}

// integers converts whole numbers to 64-bit integers.
func integers(x reg.VecVirtual) reg.VecVirtual {
	r := vec()
	if wide() {
		emit(VCVTPD2QQ, x, r)
		return r
	}
	i := XMM()
	emit(VCVTPD2DQY, x, i)
	emit(VPMOVSXDQ, i, r)
	return r
}

const (
	sign      = 1 << 63
	ln2Hi     = 6.93147180369123816490e-01
	ln2Lo     = 1.90821492927058770002e-10
	nearest   = 8 // rounding mode of VROUNDPD: to nearest, without exceptions
	lessThan  = 17
	notLess   = 21 // or unordered
	equalTo   = 0
	atMost    = 18
	shift52   = 52
	bias      = 1023
	magicBits = 0x4330000000000000 // 2^52: an integer below it, or-ed in, becomes a float
)

// clamp limits x to [lo, hi] and keeps NaN, since the second source wins.
func clamp(x reg.VecVirtual, lo, hi float64) reg.VecVirtual {
	t := vec()
	emit(VMINPD, x, load(c(hi)), t)
	emit(VMAXPD, t, load(c(lo)), t)
	return t
}

// reduce returns n = round(x/ln 2) and r = x - n·ln 2.
func reduce(x reg.VecVirtual) (n, r reg.VecVirtual) {
	n, r = vec(), vec()
	emit(VMULPD, c(math.Log2E), x, n)
	round(n, n)
	emit(VMOVAPD, x, r)
	emit(VFNMADD231PD, c(ln2Hi), n, r)
	emit(VFNMADD231PD, c(ln2Lo), n, r)
	return n, r
}

// taylor returns 1/2! + r/3! + … + r¹¹/13!; the rest is below 2⁻⁵⁷ for |r| <= ln 2/2.
func taylor(r reg.VecVirtual) reg.VecVirtual {
	fact := 1.0
	var coef []float64
	for i := 2; i <= 13; i++ {
		fact *= float64(i)
		coef = append(coef, 1/fact)
	}
	return horner(r, coef)
}

// horner returns coef[0] + coef[1]·r + coef[2]·r² + …
func horner(r reg.VecVirtual, coef []float64) reg.VecVirtual {
	p := load(c(coef[len(coef)-1]))
	for i := len(coef) - 2; i >= 0; i-- {
		emit(VFMADD213PD, c(coef[i]), r, p)
	}
	return p
}

// power2 returns 2ⁿ for the 32-bit integers n.
func power2(n reg.VecVirtual) reg.VecVirtual {
	r := YMM()
	emit(VPMOVSXDQ, n, r)
	emit(VPADDQ, bits(bias), r, r)
	emit(VPSLLQ, U8(shift52), r, r)
	return r
}

// exp is 2ⁿ·eʳ.
func exp(x reg.VecVirtual) reg.VecVirtual {
	n, r := reduce(clamp(x, -746, 710))
	return expFrom(n, r, 0)
}

// expFrom is 2ⁿ⁺ᵐ·eʳ, with the power of 2 in two factors, so that neither overflows nor loses bits before the end.
func expFrom(n, r reg.VecVirtual, more float64) reg.VecVirtual {
	p := taylor(r)
	emit(VFMADD213PD, c(1), r, p)
	emit(VFMADD213PD, c(1), r, p)
	if more != 0 {
		n = plus(n, c(more))
	}
	i, half := XMM(), XMM()
	emit(VCVTPD2DQY, n, i)
	emit(VPSRAD, U8(1), i, half)
	emit(VPSUBD, half, i, i)
	emit(VMULPD, power2(half), p, p)
	emit(VMULPD, power2(i), p, p)
	return p
}

// expm1 is eˣ-1.
func expm1(x reg.VecVirtual, lo, hi float64) reg.VecVirtual {
	q := expm1Part(clamp(x, lo, hi), 0.5)
	return plus(q, q)
}

// expm1Part is part·(eˣ-1), as s·(eʳ-1) + s - part with s = part·2ⁿ, which does not overflow before the result does. What
// rounding took from r is added to the small part of eʳ-1, and its large part, r, to s - part first, from which it takes bits
// away.
func expm1Part(x reg.VecVirtual, part float64) reg.VecVirtual {
	n := times(c(math.Log2E), x)
	round(n, n)
	h := minusTimes(n, c(ln2Hi), x)
	r := minusTimes(n, c(ln2Lo), h)
	lost := minusTimes(n, c(ln2Lo), minus(h, r))
	tail := timesPlus(times(r, r), taylor(r), lost)
	i := XMM()
	emit(VCVTPD2DQY, plus(n, c(math.Log2(part))), i)
	s := power2(i)
	return timesPlus(tail, s, timesPlus(r, s, minus(s, c(part))))
}

// tiny returns x where its magnitude is so small that eˣ-1 is x, else r.
func tiny(r, x reg.VecVirtual) reg.VecVirtual {
	f := kind()
	f.blend(f.compare(lessThan, absolute(x), num(its().tiny)), x, r, r)
	return r
}

// withSign returns r with the sign of x.
func withSign(r, x reg.VecVirtual) reg.VecVirtual {
	s := vec()
	emit(VANDPD, bits(sign), x, s)
	m := magnitude(r)
	emit(VORPD, s, m, m)
	return m
}

func magnitude(x reg.VecVirtual) reg.VecVirtual {
	m := vec()
	emit(VANDPD, bits(^uint64(sign)), x, m)
	return m
}

// tanh is em/(em+2) with em = e^(2|x|) - 1, and tanhNear near 0.
func tanh(x reg.VecVirtual) reg.VecVirtual {
	a := magnitude(x)
	em := expm1(plus(a, a), 0, 44)
	return tanhNear(x, a, over(em, plus(em, c(2))))
}

// sigmoid is 1/(1+e) or e/(1+e) with e = e^-|x|, for x above or below 0.
func sigmoid(x reg.VecVirtual) reg.VecVirtual {
	e := exp(or(x, signBits()))
	top := vec()
	kind().blend(negative(x), e, inRegister(num(1)), top)
	return over(top, plus(e, num(1)))
}

// mantissa takes u = 2ᵏ·m apart, with m in [√½, √2), as good as it can for what has no logarithm.
func mantissa(u reg.VecVirtual) (m, k reg.VecVirtual) {
	m, k = vec(), vec()
	if wide() {
		emit(VGETEXPPD, u, k)
		emit(VGETMANTPD, U8(0), u, m) // in [1, 2)
	} else {
		// Subnormal numbers are multiplied by 2⁵⁴.
		scaled := vec()
		small := f64.compare(lessThan, u, c(0x1p-1022))
		emit(VMULPD, c(0x1p54), u, scaled)
		f64.blend(small, scaled, u, scaled)
		emit(VPSRLQ, U8(shift52), scaled, k)
		emit(VORPD, bits(magicBits), k, k)
		emit(VSUBPD, c(0x1p52+bias), k, k)
		emit(VSUBPD, keep(small, c(54)), k, k)
		emit(VANDPD, bits(1<<52-1), scaled, m)
		emit(VORPD, bits(bias<<52), m, m)
	}
	above, halved := f64.compare(notLess, m, c(math.Sqrt2)), vec()
	emit(VMULPD, c(0.5), m, halved)
	f64.blend(above, halved, m, m)
	emit(VADDPD, keep(above, c(1)), k, k)
	return m, k
}

// log returns log u + corr/u, by fdlibm's method: u = 2ᵏ·(1+f) with 1+f in [√½, √2), s = f/(2+f), and
// log(1+f) = f - (f²/2 - s·(f²/2 + R(s²))). x says what is special: NaN and +Inf are themselves.
func log(u, x, corr reg.VecVirtual) reg.VecVirtual { return logBase(u, x, corr, nil) }

// logBase is log, to a base if that is not nil.
func logBase(u, x, corr reg.VecVirtual, b *base) reg.VecVirtual {
	m, k := mantissa(u)
	f, s, z, half := vec(), vec(), vec(), vec()
	emit(VSUBPD, c(1), m, f)
	emit(VADDPD, c(2), f, s)
	emit(VDIVPD, s, f, s)
	emit(VMULPD, s, s, z)
	R := horner(z, []float64{6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
		1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01})
	emit(VMULPD, z, R, R)
	emit(VMULPD, f, f, half)
	emit(VMULPD, c(0.5), half, half)
	emit(VADDPD, half, R, R)
	low := vec()
	if b == nil {
		emit(VMULPD, c(ln2Lo), k, low)
	} else {
		emit(VXORPD, low, low, low)
	}
	if corr != nil {
		emit(VDIVPD, u, corr, corr)
		emit(VADDPD, corr, low, low)
	}
	emit(VFMADD231PD, R, s, low)
	emit(VSUBPD, low, half, half)
	emit(VSUBPD, f, half, half)
	if b == nil {
		emit(VFMSUB231PD, c(ln2Hi), k, half) // k·ln2Hi - half
	} else {
		half = b.combined(k, 1, nil, minus(zero(), half))
	}

	special := func(relation int, a reg.VecVirtual, b Op, value Op) {
		f64.blend(f64.compare(relation, a, b), value, half, half)
	}
	special(notLess, x, c(math.Inf(1)), x)
	special(lessThan, u, zero(), load(c(math.NaN())))
	special(equalTo, u, zero(), load(c(math.Inf(-1))))
	return half
}

// log1p is log(1+x) with the rounding error of 1+x made good.
func log1p(x reg.VecVirtual) reg.VecVirtual {
	u, b, e, d := vec(), vec(), vec(), vec()
	emit(VADDPD, c(1), x, u)
	// Knuth's exact error of a sum: (1 - (u-b)) + (x - b) with b = u - 1.
	emit(VSUBPD, c(1), u, b)
	emit(VSUBPD, b, u, e)
	emit(VSUBPD, e, load(c(1)), e)
	emit(VSUBPD, b, x, d)
	emit(VADDPD, d, e, e)
	return withSign(log(u, x, e), x)
}

func sin(x reg.VecVirtual) reg.VecVirtual { return sinCos(x, false) }
func cos(x reg.VecVirtual) reg.VecVirtual { return sinCos(x, true) }

// sinCos takes x = n·π/2 + r, in three parts of π/2, for |x| < 1e8; larger ones are left to the caller.
func sinCos(x reg.VecVirtual, cos bool) reg.VecVirtual {
	n, r := vec(), vec()
	emit(VMULPD, c(2/math.Pi), x, n)
	round(n, n)
	emit(VMOVAPD, x, r)
	for _, part := range []float64{1.5707963267948966, 6.123233995736766e-17, -1.4973849048591833e-33} {
		emit(VFNMADD231PD, c(part), n, r)
	}
	q := integers(n)
	if cos {
		emit(VPADDQ, bits(1), q, q)
	}
	z := vec()
	emit(VMULPD, r, r, z)
	// sin r = r + r³·S(r²); cos r = 1 - r²/2 + r⁴·C(r²): fdlibm's kernels.
	S := horner(z, []float64{-1.66666666666666324348e-01, 8.33333333332248946124e-03, -1.98412698298579493134e-04, 2.75573137070700676789e-06, -2.50507602534068634195e-08, 1.58969099521155010221e-10})
	r3 := vec()
	emit(VMULPD, r, z, r3)
	emit(VFMADD213PD, r, r3, S)
	C := horner(z, []float64{4.16666666666666019037e-02, -1.38888888888741095749e-03, 2.48015872894767294178e-05, -2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11})
	z2, h, w := vec(), vec(), vec()
	emit(VMULPD, z, z, z2)
	emit(VMULPD, c(0.5), z, h)
	emit(VSUBPD, h, load(c(1)), w)
	// 1 - h rounds; what it lost is (1 - w) - h.
	lost := vec()
	emit(VSUBPD, w, load(c(1)), lost)
	emit(VSUBPD, h, lost, lost)
	emit(VFMADD213PD, lost, z2, C)
	emit(VADDPD, w, C, C)
	odd, minus, out := vec(), vec(), vec()
	emit(VPSLLQ, U8(63), q, odd)
	f64.blend(negative(odd), C, S, out)
	emit(VPSRLQ, U8(1), q, minus)
	emit(VPSLLQ, U8(63), minus, minus)
	emit(VXORPD, minus, out, out)
	if !cos { // sin -0 is -0
		f64.blend(f64.compare(equalTo, x, zero()), x, out, out)
	}
	return out
}
