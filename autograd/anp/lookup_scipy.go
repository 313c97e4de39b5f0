package anp

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// two and three adapt functions with several results.
func two(x, y Value) []Value      { return []Value{x, y} }
func three(x, y, z Value) []Value { return []Value{x, y, z} }

// dist is a row for a function of a distribution: the first need parameters must be given, those named loc and scale are
// 0 and 1 if they are not.
func dist(name, params string, f func(a *arguments) Value) row {
	return row{"scipy.stats." + name, params, func(a *arguments) []Value { return one(f(a)) }}
}

// normal adapts the functions of the normal distribution.
func normal(name string, f func(x, loc, scale Value) Value) row {
	return dist("norm."+name, "x | loc scale", func(a *arguments) Value { return f(a.v("x"), a.or("loc", 0), a.or("scale", 1)) })
}

// student adapts those of the t distribution.
func student(name string, f func(x, df, loc, scale Value) Value) row {
	return dist("t."+name, "x df | loc scale", func(a *arguments) Value {
		return f(a.v("x"), a.v("df"), a.or("loc", 0), a.or("scale", 1))
	})
}

// fourier adapts transforms along one axis, and grid those along several.
func fourier(name string, f func(x Value, n, axis int, norm ndarray.FFTNorm) Value) row {
	return row{"fft." + name, "a | n axis norm", func(a *arguments) []Value {
		return one(f(a.v("a"), a.int("n", 0), a.int("axis", -1), a.norm()))
	}}
}

func grid(name string, axes []int, f func(x Value, shape, axes []int, norm ndarray.FFTNorm) Value) row {
	return row{"fft." + name, "a | s axes norm", func(a *arguments) []Value {
		on := axes
		if a.has("axes") {
			on = a.ints("axes")
		}
		return one(f(a.v("a"), a.ints("s"), on, a.norm()))
	}}
}

func init() {
	table = append(table,
		// numpy.linalg
		fn1("linalg.inv", Inv), fn1("linalg.det", Det), fn1("linalg.cholesky", Cholesky), fn2("linalg.solve", "a b", Solve),
		fn1("linalg.pinv", Pinv), fn1("linalg.eigvalsh", Eigvalsh), fn1("linalg.eigvals", Eigvals),
		row{"linalg.slogdet", "a", func(a *arguments) []Value { return two(SlogDet(a.v("a"))) }},
		row{"linalg.eigh", "a | UPLO", func(a *arguments) []Value {
			if a.text("UPLO", "L") == "U" {
				return two(EighUpper(a.v("a")))
			}
			return two(Eigh(a.v("a")))
		}},
		row{"linalg.eig", "a", func(a *arguments) []Value { return two(Eig(a.v("a"))) }},
		row{"linalg.qr", "a | mode", func(a *arguments) []Value {
			switch mode := a.given["mode"]; mode {
			case nil, "reduced":
				return two(QR(a.v("a")))
			case "complete":
				return two(QRFull(a.v("a")))
			case "r":
				_, r := QR(a.v("a"))
				return one(r)
			default:
				panic(&ndarray.ValueError{Op: "linalg.qr", Msg: fmt.Sprintf("no mode %v; there are reduced, complete and r", mode)})
			}
		}},
		row{"linalg.svd", "a | full_matrices compute_uv", func(a *arguments) []Value {
			if !a.bool("compute_uv", true) {
				return one(SingularValues(a.v("a")))
			}
			if a.bool("full_matrices", true) {
				return three(SVDFull(a.v("a")))
			}
			return three(SVD(a.v("a")))
		}},
		row{"linalg.lstsq", "a b", func(a *arguments) []Value { return one(Lstsq(a.v("a"), a.v("b"))) }},
		row{"linalg.matrix_power", "a n", func(a *arguments) []Value { return one(MatrixPower(a.v("a"), a.int("n", 1))) }},
		row{"linalg.norm", "x | ord axis keepdims", func(a *arguments) []Value {
			ord := a.given["ord"]
			if s, ok := ord.(string); ok {
				ord = map[string]any{"fro": ndarray.FroNorm, "nuc": ndarray.NucNorm}[s]
			}
			f := func(x Value, axis ...int) Value { return Norm(x, ord, axis...) }
			if a.bool("keepdims", false) {
				f = KeepDims(f)
			}
			return one(f(a.v("x"), a.ints("axis")...))
		}},
		// numpy.fft
		fourier("fft", FFT), fourier("ifft", IFFT), fourier("rfft", RFFT), fourier("irfft", IRFFT),
		grid("fftn", nil, FFTN), grid("ifftn", nil, IFFTN), grid("rfftn", nil, RFFTN), grid("irfftn", nil, IRFFTN),
		grid("fft2", []int{-2, -1}, FFTN), grid("ifft2", []int{-2, -1}, IFFTN), grid("rfft2", []int{-2, -1}, RFFTN), grid("irfft2", []int{-2, -1}, IRFFTN),
		row{"fft.fftshift", "x | axes", func(a *arguments) []Value { return one(FFTShift(a.v("x"), a.ints("axes")...)) }},
		row{"fft.ifftshift", "x | axes", func(a *arguments) []Value { return one(IFFTShift(a.v("x"), a.ints("axes")...)) }},
		// scipy.linalg
		fn1("scipy.linalg.sqrtm", Sqrtm), fn3("scipy.linalg.solve_sylvester", "a", "b", "q", SolveSylvester),
		row{"scipy.linalg.solve_triangular", "a b | trans lower", func(a *arguments) []Value {
			trans := a.has("trans") && a.given["trans"] != 0 && a.given["trans"] != "N"
			return one(SolveTriangular(a.v("a"), a.v("b"), a.bool("lower", false), trans))
		}},
		row{"scipy.linalg.solve_banded", "l_and_u ab b", func(a *arguments) []Value {
			lu := a.ints("l_and_u")
			if len(lu) != 2 {
				a.bad("l_and_u", a.given["l_and_u"], "two integers")
			}
			return one(SolveBanded(lu[0], lu[1], a.v("ab"), a.v("b")))
		}},
		// scipy.special
		fn1("scipy.special.expit", Expit), fn1("scipy.special.logit", Logit), fn1("scipy.special.erf", Erf), fn1("scipy.special.erfc", Erfc),
		fn1("scipy.special.erfinv", Erfinv), fn1("scipy.special.erfcinv", Erfcinv), fn1("scipy.special.gamma", Gamma),
		fn1("scipy.special.gammaln", Gammaln), fn1("scipy.special.gammasgn", Gammasgn), fn1("scipy.special.rgamma", Rgamma),
		fn1("scipy.special.digamma scipy.special.psi", Digamma), fn1("scipy.special.i0", I0), fn1("scipy.special.i1", I1),
		fn1("scipy.special.j0", J0), fn1("scipy.special.j1", J1), fn1("scipy.special.y0", Y0), fn1("scipy.special.y1", Y1),
		fn1("scipy.special.ndtr", Ndtr), fn1("scipy.special.log_ndtr", LogNdtr), fn1("scipy.special.entr", Entr),
		fn2("scipy.special.beta", "a b", Beta), fn2("scipy.special.betaln", "a b", Betaln),
		fn2("scipy.special.gammainc", "a x", Gammainc), fn2("scipy.special.gammaincc", "a x", Gammaincc),
		fn3("scipy.special.betainc", "a", "b", "x", Betainc),
		row{"scipy.special.polygamma", "n x", func(a *arguments) []Value { return one(Polygamma(a.int("n", 0), a.v("x"))) }},
		row{"scipy.special.multigammaln", "a d", func(a *arguments) []Value { return one(Multigammaln(a.v("a"), a.int("d", 1))) }},
		row{"scipy.special.iv", "v z", func(a *arguments) []Value { return one(IV(a.float("v", 0), a.v("z"))) }},
		row{"scipy.special.ive", "v z", func(a *arguments) []Value { return one(IVE(a.float("v", 0), a.v("z"))) }},
		row{"scipy.special.jn", "n x", func(a *arguments) []Value { return one(JN(a.int("n", 0), a.v("x"))) }},
		row{"scipy.special.yn", "n x", func(a *arguments) []Value { return one(YN(a.int("n", 0), a.v("x"))) }},
		// scipy.stats
		normal("pdf", NormPDF), normal("logpdf", NormLogPDF), normal("cdf", NormCDF), normal("logcdf", NormLogCDF),
		normal("sf", NormSF), normal("logsf", NormLogSF),
		student("pdf", TPDF), student("logpdf", TLogPDF), student("cdf", TCDF), student("logcdf", TLogCDF),
		fn3("scipy.stats.beta.pdf", "x", "a", "b", BetaPDF), fn3("scipy.stats.beta.logpdf", "x", "a", "b", BetaLogPDF),
		fn3("scipy.stats.beta.cdf", "x", "a", "b", BetaCDF),
		fn2("scipy.stats.chi2.pdf", "x df", Chi2PDF), fn2("scipy.stats.chi2.logpdf", "x df", Chi2LogPDF), fn2("scipy.stats.chi2.cdf", "x df", Chi2CDF),
		fn2("scipy.stats.gamma.pdf", "x a", GammaPDF), fn2("scipy.stats.gamma.logpdf", "x a", GammaLogPDF), fn2("scipy.stats.gamma.cdf", "x a", GammaCDF),
		fn2("scipy.stats.poisson.pmf", "k mu", PoissonPMF), fn2("scipy.stats.poisson.logpmf", "k mu", PoissonLogPMF), fn2("scipy.stats.poisson.cdf", "k mu", PoissonCDF),
		fn2("scipy.stats.dirichlet.pdf", "x alpha", DirichletPDF), fn2("scipy.stats.dirichlet.logpdf", "x alpha", DirichletLogPDF),
		fn3("scipy.stats.multivariate_normal.pdf", "x", "mean", "cov", MultivariateNormalPDF),
		fn3("scipy.stats.multivariate_normal.logpdf", "x", "mean", "cov", MultivariateNormalLogPDF),
		fn2("scipy.stats.multivariate_normal.entropy", "mean cov", func(_, cov Value) Value { return MultivariateNormalEntropy(cov) }),
	)
	registerFunctions()
}
