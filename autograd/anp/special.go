package anp

// Special functions, by SciPy's names.

import (
	"math"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
	"gonum.org/v1/gonum/mathext"
)

var (
	erf, erfc, erfinv, erfcinv, gamma, gammaln, rgamma, digamma, logit, ndtr, logNdtr Prim
	i0, i1, j0, j1, y0, y1, entr, betap, betaln                                       Prim
)

// twoOverRootPi is the derivative of erf at 0.
const twoOverRootPi = 2 / 1.7724538509055160272981674833411451827975

func init() {
	for _, u := range []unary{
		{&erf, "scipy.special.erf", "error function", math.Erf, ndarray.Erf,
			func(g, ans, x Value) Value { return g.Mul(V(twoOverRootPi)).Mul(Exp(Square(x).Neg())) }, -2, 2, nil},
		{&erfc, "scipy.special.erfc", "1 - erf(x)", math.Erfc, nil,
			func(g, ans, x Value) Value { return g.Mul(V(-twoOverRootPi)).Mul(Exp(Square(x).Neg())) }, -2, 2, nil},
		{&erfinv, "scipy.special.erfinv", "inverse error function", math.Erfinv, nil,
			func(g, ans, x Value) Value { return g.Div(V(twoOverRootPi)).Mul(Exp(Square(ans))) }, -0.9, 0.9, nil},
		{&erfcinv, "scipy.special.erfcinv", "inverse of erfc", math.Erfcinv, nil,
			func(g, ans, x Value) Value { return g.Div(V(-twoOverRootPi)).Mul(Exp(Square(ans))) }, 0.1, 1.9, nil},
		{&gamma, "scipy.special.gamma", "gamma function", math.Gamma, nil,
			func(g, ans, x Value) Value { return g.Mul(ans).Mul(Digamma(x)) }, 0.3, 4, nil},
		{&gammaln, "scipy.special.gammaln", "log of |gamma(x)|", lgamma, nil,
			func(g, ans, x Value) Value { return g.Mul(Digamma(x)) }, 0.3, 4, nil},
		{&rgamma, "scipy.special.rgamma", "1/gamma(x)", reciprocalGamma, nil,
			func(g, ans, x Value) Value { return g.Neg().Mul(ans).Mul(Digamma(x)) }, 0.3, 4, nil},
		{&digamma, "scipy.special.digamma", "derivative of gammaln", digammaOf, nil,
			func(g, ans, x Value) Value { return g.Mul(Polygamma(1, x)) }, 0.3, 4, nil},
		{&logit, "scipy.special.logit", "log(x/(1-x)), the inverse of expit", func(x float64) float64 { return math.Log(x / (1 - x)) }, nil,
			func(g, ans, x Value) Value { return g.Div(x.Mul(V(1).Sub(x))) }, 0.1, 0.9, nil},
		{&ndtr, "scipy.special.ndtr", "distribution function of the standard normal distribution", func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }, nil,
			func(g, ans, x Value) Value { return g.Mul(V(invRoot2Pi)).Mul(Exp(Square(x).Mul(V(-0.5)))) }, -3, 3, nil},
		{&logNdtr, "scipy.special.log_ndtr", "log of ndtr, exact far out", logNdtrOf, nil,
			func(g, ans, x Value) Value { return g.Mul(V(invRoot2Pi)).Mul(Exp(Square(x).Mul(V(-0.5)).Sub(ans))) }, -8, 3, nil},
		{&entr, "scipy.special.entr", "-x·log x", func(x float64) float64 { return entropyOf(x) }, nil,
			func(g, ans, x Value) Value { return g.Neg().Mul(Log(x).Add(V(1))) }, 0.1, 3, nil},
		{&i0, "scipy.special.i0", "modified Bessel function of order 0", func(x float64) float64 { return besselI(0, x, false) }, nil,
			func(g, ans, x Value) Value { return g.Mul(I1(x)) }, -3, 3, nil},
		{&i1, "scipy.special.i1", "modified Bessel function of order 1", func(x float64) float64 { return besselI(1, x, false) }, nil,
			func(g, ans, x Value) Value { return g.Mul(I0(x).Add(IV(2, x)).Mul(V(0.5))) }, -3, 3, nil},
		{&j0, "scipy.special.j0", "Bessel function of the first kind, order 0", math.J0, nil,
			func(g, ans, x Value) Value { return g.Neg().Mul(J1(x)) }, -4, 4, nil},
		{&j1, "scipy.special.j1", "Bessel function of the first kind, order 1", math.J1, nil,
			func(g, ans, x Value) Value { return g.Mul(J0(x).Sub(JN(2, x)).Mul(V(0.5))) }, -4, 4, nil},
		{&y0, "scipy.special.y0", "Bessel function of the second kind, order 0", math.Y0, nil,
			func(g, ans, x Value) Value { return g.Neg().Mul(Y1(x)) }, 0.3, 4, nil},
		{&y1, "scipy.special.y1", "Bessel function of the second kind, order 1", math.Y1, nil,
			func(g, ans, x Value) Value { return g.Mul(Y0(x).Sub(YN(2, x)).Mul(V(0.5))) }, 0.3, 4, nil},
	} {
		Unary(u).Define()
	}
	for _, b := range []binary{
		{&betap, "scipy.special.beta", "beta function", mathext.Beta, nil,
			func(g, ans, a, b Value) Value { return g.Mul(ans).Mul(Digamma(a).Sub(Digamma(a.Add(b)))) },
			func(g, ans, a, b Value) Value { return g.Mul(ans).Mul(Digamma(b).Sub(Digamma(a.Add(b)))) }, 0.3, 4},
		{&betaln, "scipy.special.betaln", "log of the beta function", mathext.Lbeta, nil,
			func(g, ans, a, b Value) Value { return g.Mul(Digamma(a).Sub(Digamma(a.Add(b)))) },
			func(g, ans, a, b Value) Value { return g.Mul(Digamma(b).Sub(Digamma(a.Add(b)))) }, 0.3, 4},
	} {
		Binary(b).Define()
	}
}

// invRoot2Pi is 1/√(2π).
const invRoot2Pi = 0.39894228040143267793994605993438186847585863116493

func lgamma(x float64) float64 { y, _ := math.Lgamma(x); return y }

// digammaOf moves x up to where the asymptotic series is exact (Abramowitz and Stegun 6.3.18); gonum's has an error of
// 5e-11, which second differences would show.
func digammaOf(x float64) float64 {
	if x <= 0 {
		if x == math.Trunc(x) {
			return math.NaN()
		}
		return digammaOf(1-x) - math.Pi/math.Tan(math.Pi*x)
	}
	shift := 0.0
	for ; x < 10; x++ {
		shift += 1 / x
	}
	r := 1 / (x * x)
	series := r * (1./12 - r*(1./120-r*(1./252-r*(1./240-r*(1./132-r*(691./32760-r/12))))))
	return math.Log(x) - 0.5/x - series - shift
}

// reciprocalGamma is 0 at the poles of the gamma function.
func reciprocalGamma(x float64) float64 {
	if x <= 0 && x == math.Trunc(x) {
		return 0
	}
	return 1 / math.Gamma(x)
}

func entropyOf(x float64) float64 {
	switch {
	case x == 0:
		return 0
	case x < 0:
		return math.Inf(-1)
	}
	return -x * math.Log(x)
}

// logNdtrOf uses the asymptotic series of erfc where erfc itself gets too small.
func logNdtrOf(x float64) float64 {
	if x > -10 {
		return math.Log(math.Erfc(-x/math.Sqrt2) / 2)
	}
	sum, term, x2 := 1.0, 1.0, 1/(x*x)
	for k := 1; k < 20; k += 2 {
		term *= -float64(k) * x2
		sum += term
	}
	return -x*x/2 - math.Log(-x*math.Sqrt(2*math.Pi)) + math.Log(sum)
}

// Erf returns the error function of x.
func Erf(x Value) Value { return erf.Call1(x) }

// Erfc returns 1 - erf(x), exact for large x.
func Erfc(x Value) Value { return erfc.Call1(x) }

// Erfinv returns the inverse of [Erf].
func Erfinv(x Value) Value { return erfinv.Call1(x) }

// Erfcinv returns the inverse of [Erfc].
func Erfcinv(x Value) Value { return erfcinv.Call1(x) }

// Gamma returns the gamma function of x.
func Gamma(x Value) Value { return gamma.Call1(x) }

// Gammaln returns the logarithm of the magnitude of [Gamma].
func Gammaln(x Value) Value { return gammaln.Call1(x) }

// Rgamma returns 1/[Gamma], 0 at its poles.
func Rgamma(x Value) Value { return rgamma.Call1(x) }

// Digamma returns the derivative of [Gammaln].
func Digamma(x Value) Value { return digamma.Call1(x) }

// Psi is [Digamma].
func Psi(x Value) Value { return digamma.Call1(x) }

// Logit returns log(x/(1-x)), the inverse of [Expit].
func Logit(x Value) Value { return logit.Call1(x) }

// Ndtr returns the distribution function of the standard normal distribution.
func Ndtr(x Value) Value { return ndtr.Call1(x) }

// LogNdtr returns the logarithm of [Ndtr], exact for very negative x.
func LogNdtr(x Value) Value { return logNdtr.Call1(x) }

// Entr returns -x·log x, 0 at 0.
func Entr(x Value) Value { return entr.Call1(x) }

// Beta returns the beta function Γ(a)Γ(b)/Γ(a+b).
func Beta(a, b Value) Value { return betap.Call2(a, b) }

// Betaln returns the logarithm of [Beta].
func Betaln(a, b Value) Value { return betaln.Call2(a, b) }

// Multigammaln returns the logarithm of the multivariate gamma function of dimension d.
func Multigammaln(a Value, d int) Value {
	out := V(float64(d*(d-1)) / 4 * math.Log(math.Pi))
	for j := range d {
		out = out.Add(Gammaln(a.Sub(V(float64(j) / 2))))
	}
	return out
}

// Gammasgn returns the sign of [Gamma]; it has no derivative.
func Gammasgn(x Value) Value {
	return Sign(Gamma(GetVal(x)))
}
