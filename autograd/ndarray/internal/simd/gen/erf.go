package main

// The error function, after fdlibm's s_erf.c: a quotient of polynomials on each of four ranges of |x|. All are evaluated, and
// the one that belongs to each lane is kept.

import (
	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/reg"
)

const erx = 8.45062911510467529297e-01

// The coefficients of numerators and denominators: |x| < 0.84375, < 1.25, < 1/0.35, and beyond.
var (
	erfTop = [4][]float64{
		{1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02, -5.77027029648944159157e-03, -2.37630166566501626084e-05},
		{-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01, 3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03},
		{-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01, -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01, -9.81432934416914548592e+00},
		{-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01, -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02},
	}
	erfBottom = [4][]float64{
		{1, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03, 1.32494738004321644526e-04, -3.96022827877536812320e-06},
		{1, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02, 1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02},
		{1, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02, 6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02, 6.57024977031928170135e+00, -6.04244152148580987438e-02},
		{1, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03, 3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01},
	}
)

// erf is x + x·P/Q of x² near 0, ±(erx + P/Q of |x|-1) about 1, and ±(1 - exp(-x² - 0.5625 + P/Q of 1/x²)/|x|) beyond, where x²
// is taken apart so that its rounding does no harm; from 6 on it is 1.
func erf(x reg.VecVirtual) reg.VecVirtual {
	a, z := vec(), vec()
	emit(VMINPD, magnitude(x), load(c(6)), a)
	emit(VMULPD, a, a, z)
	top, bottom := horner(z, erfTop[0]), horner(z, erfBottom[0])
	// choose puts the quotient of range i in the place of the one so far, from the given bound on.
	choose := func(i int, s reg.VecVirtual, bound float64) {
		m := f64.compare(notBelow, a, c(bound))
		f64.blend(m, horner(s, erfTop[i]), top, top)
		f64.blend(m, horner(s, erfBottom[i]), bottom, bottom)
	}
	s := vec()
	emit(VSUBPD, c(1), a, s)
	choose(1, s, 0.84375)
	emit(VDIVPD, z, load(c(1)), s)
	choose(2, s, 1.25)
	choose(3, s, 1/0.35)
	emit(VDIVPD, bottom, top, top)

	// Beyond 1.25, with h = a without its lower half: a² = h² - (h-a)(h+a).
	h, low, e := vec(), vec(), vec()
	emit(VANDPD, bits(0xffffffff00000000), a, h)
	emit(VSUBPD, a, h, low)
	emit(VADDPD, a, h, e)
	emit(VFMADD213PD, top, low, e)
	tail := expOf(e)
	emit(VMULPD, h, h, e)
	emit(VADDPD, c(0.5625), e, e)
	emit(VXORPD, bits(sign), e, e)
	emit(VMULPD, expOf(e), tail, tail)
	emit(VDIVPD, a, tail, tail)
	emit(VSUBPD, tail, load(c(1)), tail)

	mid := vec()
	emit(VADDPD, c(erx), top, mid)
	f64.blend(f64.compare(notBelow, a, c(1.25)), tail, mid, mid)
	mid = withSign(mid, x)
	emit(VFMADD213PD, x, x, top)
	f64.blend(f64.compare(notBelow, a, c(0.84375)), mid, top, top)
	return top
}

const notBelow = 29 // at or above, not for NaN
