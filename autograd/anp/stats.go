package anp

// Probability distributions, as scipy.stats has them. All parameters are broadcast and differentiated, save where a
// function says otherwise.

import (
	"math"

	. "github.com/gradbook/gradbook/autograd"
)

var studentT Prim

func init() {
	Binary(binary{&studentT, "scipy.stats.t.cdf", "distribution function of Student's t", studentOf, nil, studentByDF,
		func(g, ans, df, z Value) Value { return g.Mul(TPDF(z, df, V(0), V(1))) }, 0, 0}).Define()
}

// studentOf is the distribution function of Student's t with df degrees of freedom.
func studentOf(df, z float64) float64 {
	tail := betaincOf(df/2, 0.5, df/(df+z*z), derived{}) / 2
	if z > 0 {
		return 1 - tail
	}
	return tail
}

// studentByDF is g times the derivative by df. The tail is I(df/2, 1/2, x)/2 with x = df/(df+z²); dI/dx has a pole at z = 0,
// which dx/ddf = z²/(df+z²)² cancels, so that the two are multiplied by hand.
func studentByDF(g, _, df, z Value) Value {
	s := df.Add(Square(z))
	a, x := df.Mul(half), df.Div(s)
	byA := betainc.ApplyN([]Value{a, half, x}, derived{1, 0}).Mul(half)
	byX := Exp(Log(x).Mul(a.Sub(V(1))).Sub(Betaln(a, half))).Mul(z.Abs()).Div(s.Mul(Sqrt(s)))
	return g.Mul(byA.Add(byX)).Mul(Sign(z)).Mul(V(-0.5))
}

// Frequent numbers.
var halfLog2Pi, half = V(0.5 * math.Log(2*math.Pi)), V(0.5)

// NormPDF returns the density of the normal distribution with mean loc and standard deviation scale.
func NormPDF(x, loc, scale Value) Value { return Exp(NormLogPDF(x, loc, scale)) }

// NormLogPDF returns the logarithm of [NormPDF].
func NormLogPDF(x, loc, scale Value) Value {
	return Square(x.Sub(loc).Div(scale)).Mul(half).Neg().Sub(Log(scale)).Sub(halfLog2Pi)
}

// NormCDF returns the probability that a normal variable is at most x.
func NormCDF(x, loc, scale Value) Value { return Ndtr(x.Sub(loc).Div(scale)) }

// NormLogCDF returns the logarithm of [NormCDF], exact far out.
func NormLogCDF(x, loc, scale Value) Value { return LogNdtr(x.Sub(loc).Div(scale)) }

// NormSF returns 1 - [NormCDF], exact far out.
func NormSF(x, loc, scale Value) Value { return Ndtr(loc.Sub(x).Div(scale)) }

// NormLogSF returns the logarithm of [NormSF].
func NormLogSF(x, loc, scale Value) Value { return LogNdtr(loc.Sub(x).Div(scale)) }

// BetaPDF returns the density of the beta distribution.
func BetaPDF(x, a, b Value) Value { return Exp(BetaLogPDF(x, a, b)) }

// BetaLogPDF returns the logarithm of [BetaPDF].
func BetaLogPDF(x, a, b Value) Value {
	return Log(x).Mul(a.Sub(V(1))).Add(Log1p(x.Neg()).Mul(b.Sub(V(1)))).Sub(Betaln(a, b))
}

// BetaCDF returns the distribution function of the beta distribution.
func BetaCDF(x, a, b Value) Value { return Betainc(a, b, x) }

// Chi2PDF returns the density of the chi-squared distribution with df degrees of freedom.
func Chi2PDF(x, df Value) Value { return Exp(Chi2LogPDF(x, df)) }

// Chi2LogPDF returns the logarithm of [Chi2PDF].
func Chi2LogPDF(x, df Value) Value {
	k := df.Mul(half)
	return Log(x).Mul(k.Sub(V(1))).Sub(x.Mul(half)).Sub(k.Mul(V(math.Ln2))).Sub(Gammaln(k))
}

// Chi2CDF returns the distribution function of the chi-squared distribution.
func Chi2CDF(x, df Value) Value { return Gammainc(df.Mul(half), x.Mul(half)) }

// GammaPDF returns the density of the gamma distribution with shape a and scale 1.
func GammaPDF(x, a Value) Value { return Exp(GammaLogPDF(x, a)) }

// GammaLogPDF returns the logarithm of [GammaPDF].
func GammaLogPDF(x, a Value) Value { return Log(x).Mul(a.Sub(V(1))).Sub(x).Sub(Gammaln(a)) }

// GammaCDF returns the distribution function of the gamma distribution with shape a and scale 1.
func GammaCDF(x, a Value) Value { return Gammainc(a, x) }

// PoissonPMF returns the probability of k under the Poisson distribution with mean mu.
func PoissonPMF(k, mu Value) Value { return Exp(PoissonLogPMF(k, mu)) }

// PoissonLogPMF returns the logarithm of [PoissonPMF].
func PoissonLogPMF(k, mu Value) Value { return Log(mu).Mul(k).Sub(mu).Sub(Gammaln(k.Add(V(1)))) }

// PoissonCDF returns the probability of at most k, differentiated in mu.
func PoissonCDF(k, mu Value) Value { return Gammaincc(Floor(k).Add(V(1)), mu) }

// TPDF returns the density of Student's t distribution with df degrees of freedom.
func TPDF(x, df, loc, scale Value) Value { return Exp(TLogPDF(x, df, loc, scale)) }

// TLogPDF returns the logarithm of [TPDF].
func TLogPDF(x, df, loc, scale Value) Value {
	z := x.Sub(loc).Div(scale)
	k := df.Add(V(1)).Mul(half)
	return Gammaln(k).Sub(Gammaln(df.Mul(half))).Sub(Log(df.Mul(V(math.Pi))).Mul(half)).Sub(Log(scale)).
		Sub(Log1p(Square(z).Div(df)).Mul(k))
}

// TCDF returns the distribution function of Student's t distribution with df degrees of freedom.
func TCDF(x, df, loc, scale Value) Value { return studentT.Call2(df, x.Sub(loc).Div(scale)) }

// TLogCDF returns the logarithm of [TCDF].
func TLogCDF(x, df, loc, scale Value) Value { return Log(TCDF(x, df, loc, scale)) }

// DirichletPDF returns the density of the Dirichlet distribution at a vector x of probabilities.
func DirichletPDF(x, alpha Value) Value { return Exp(DirichletLogPDF(x, alpha)) }

// DirichletLogPDF returns the logarithm of [DirichletPDF].
func DirichletLogPDF(x, alpha Value) Value {
	return Log(x).Mul(alpha.Sub(V(1))).Sum().Add(Gammaln(alpha.Sum())).Sub(Gammaln(alpha).Sum())
}

// MultivariateNormalPDF returns the density of the normal distribution in several dimensions; see
// [MultivariateNormalLogPDF].
func MultivariateNormalPDF(x, mean, cov Value) Value {
	return Exp(MultivariateNormalLogPDF(x, mean, cov))
}

// MultivariateNormalLogPDF returns the logarithm of the density at x, a vector or several in the last axis. The derivative
// with respect to the covariance matrix is that for symmetric changes.
func MultivariateNormalLogPDF(x, mean, cov Value) Value {
	l := Cholesky(cov)
	d := x.Sub(mean)
	n := cov.Dim(-1)
	z := SolveTriangular(l, d.Reshape(-1, n).T(), true, false)
	logDet := Log(l.Diagonal(0, 0, 1)).Sum()
	out := Square(z).Sum(0).Mul(half).Neg().Sub(logDet).Sub(halfLog2Pi.Mul(V(n)))
	shape := d.Shape()
	return out.Reshape(shape[:len(shape)-1]...)
}

// MultivariateNormalEntropy returns the entropy of the normal distribution with a covariance matrix.
func MultivariateNormalEntropy(cov Value) Value {
	n := cov.Dim(-1)
	return Log(Cholesky(cov).Diagonal(0, 0, 1)).Sum().Add(halfLog2Pi.Add(half).Mul(V(n)))
}
