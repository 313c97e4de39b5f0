package anp

// Incomplete gamma and beta functions. They have derivatives of any order in all arguments: those in the parameters a and b
// come from differentiating the series and the continued fractions that compute the functions, term by term (see jet).

import (
	"math"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
	"gonum.org/v1/gonum/mathext"
)

// derived is how often a function is differentiated by its parameters a and b.
type derived [2]int

var gammainc, gammaincc, betainc Prim

func init() {
	for _, r := range []struct {
		prim      *Prim
		name, doc string
		f         func(ax []float64, o derived) float64
		sign      float64 // of the density in the derivative by x
	}{
		{&gammainc, "scipy.special.gammainc", "regularised lower incomplete gamma function", func(ax []float64, o derived) float64 { return gammaincOf(ax[0], ax[1], o[0]) }, 1},
		{&gammaincc, "scipy.special.gammaincc", "regularised upper incomplete gamma function", func(ax []float64, o derived) float64 {
			if o[0] == 0 {
				return gammainccOf(ax[0], ax[1])
			}
			return -gammaincOf(ax[0], ax[1], o[0])
		}, -1},
	} {
		byParameters(r.prim, r.name, r.doc, r.f, func(argnum int, ax []Value, o derived) Value {
			if argnum == 0 {
				return r.prim.ApplyN(ax, derived{o[0] + 1})
			}
			return gammaDensity(ax[0], ax[1], o[0]).Mul(V(r.sign))
		})
	}
	byParameters(&betainc, "scipy.special.betainc", "regularised incomplete beta function",
		func(abx []float64, o derived) float64 { return betaincOf(abx[0], abx[1], abx[2], o) },
		func(argnum int, abx []Value, o derived) Value {
			if argnum == 2 {
				return betaDensity(abx[0], abx[1], abx[2], o)
			}
			o[argnum]++
			return betainc.ApplyN(abx, o)
		})
}

// byParameters defines a function of arrays that are broadcast, given its partial derivatives.
func byParameters(p *Prim, name, doc string, f func(xs []float64, o derived) float64, d func(argnum int, xs []Value, o derived) Value) {
	OpN[derived]{Prim: p, Name: name, Doc: doc,
		A: func(xs []*ndarray.Array, o derived) *ndarray.Array {
			dt := ndarray.ResultType(xs...)
			all := ndarray.BroadcastArrays(xs...)
			data := make([][]float64, len(all))
			for k, x := range all {
				data[k] = ndarray.ToSlice[float64](x)
			}
			out, at := make([]float64, len(data[0])), make([]float64, len(all))
			for i := range out {
				for k := range at {
					at[k] = data[k][i]
				}
				out[i] = f(at, o)
			}
			y := ndarray.Of(out, len(out)).Reshape(all[0].Shape()...)
			if dt == ndarray.Float32 {
				return y.AsType(dt)
			}
			return y
		},
		VJP: func(argnum int, g, _ Value, xs []Value, o derived) Value {
			return unstack(g.Mul(d(argnum, xs, o)), xs[argnum])
		},
		JVP: func(argnum int, g, _ Value, xs []Value, o derived) Value { return g.Mul(d(argnum, xs, o)) },
	}.Define()
}

// gammaDensity is the density x^(a-1)·exp(-x)/Γ(a), differentiated k times by a.
func gammaDensity(a, x Value, k int) Value {
	density := Exp(Log(x).Mul(a.Sub(V(1))).Sub(x).Sub(Gammaln(a)))
	return byLogarithm(density, derived{k}, func(i, _ int) Value {
		if i == 1 {
			return Log(x).Sub(Digamma(a))
		}
		return Polygamma(i-1, a).Neg()
	})
}

// betaDensity is the density x^(a-1)·(1-x)^(b-1)/B(a, b), differentiated by a and b.
func betaDensity(a, b, x Value, o derived) Value {
	lx, ly := Log(x), Log1p(x.Neg())
	density := Exp(lx.Mul(a.Sub(V(1))).Add(ly.Mul(b.Sub(V(1)))).Sub(Betaln(a, b)))
	return byLogarithm(density, o, func(i, j int) Value {
		out := Polygamma(i+j-1, a.Add(b))
		if j == 0 {
			out = out.Sub(Polygamma(i-1, a))
		}
		if i == 0 {
			out = out.Sub(Polygamma(j-1, b))
		}
		switch {
		case i == 1 && j == 0:
			out = out.Add(lx)
		case i == 0 && j == 1:
			out = out.Add(ly)
		}
		return out
	})
}

// byLogarithm differentiates f = exp(L), given the derivatives of L: f' is f·L', and higher ones follow by Leibniz' rule.
func byLogarithm(f Value, o derived, l func(i, j int) Value) Value {
	axis := 0
	if o[0] == 0 {
		axis = 1
	}
	if o[axis] == 0 {
		return f
	}
	rest := o
	rest[axis]--
	out := V(0)
	for i := range rest[0] + 1 {
		for j := range rest[1] + 1 {
			ways := V(binomial(rest[0], i) * binomial(rest[1], j))
			out = out.Add(byLogarithm(f, derived{i, j}, l).Mul(l(o[0]-i, o[1]-j)).Mul(ways))
		}
	}
	return out
}

func binomial(n, k int) float64 {
	out := 1.0
	for i := range k {
		out *= float64(n-i) / float64(i+1)
	}
	return out
}

// gonum panics outside of the domain of these functions; SciPy, and so we, give NaN.

// gammaincOf is the k-th derivative of P(a, x) by a.
func gammaincOf(a, x float64, k int) float64 {
	switch {
	case !(a > 0 && x >= 0):
		return math.NaN()
	case k == 0:
		return mathext.GammaIncReg(a, x)
	case x == 0 || math.IsInf(x, 1):
		return 0
	}
	by := newJet(k, 0).variable(a, 1, 0)
	if x < a+1 { // P = x^a·exp(-x)/Γ(a+1)·(1 + x/(a+1) + x²/((a+1)(a+2)) + …)
		term := by.scale(math.Log(x)).shift(-x).plus(-1, by.shift(1).lgamma()).exp()
		sum := term
		for n := 1.0; n < 1e6; n++ {
			term = term.scale(x).over(by.shift(n))
			sum = sum.plus(1, term)
			if n > x-a && term.negligible(sum) {
				break
			}
		}
		return sum.derivative()
	}
	// 1 - P = x^a·exp(-x)/Γ(a)·1/(x+1-a - 1·(1-a)/(x+3-a - 2·(2-a)/(x+5-a - …)))
	b := by.scale(-1).shift(x + 1)
	f := lentz(by.constant(1).over(b), by.constant(1e300), func(n float64) (num, den jet) {
		b = b.shift(2)
		return by.shift(-n).scale(n), b
	})
	return -by.scale(math.Log(x)).shift(-x).plus(-1, by.lgamma()).exp().times(f).derivative()
}

func gammainccOf(a, x float64) float64 {
	if !(a > 0 && x >= 0) {
		return math.NaN()
	}
	return mathext.GammaIncRegComp(a, x)
}

// betaincOf is I(a, b, x), differentiated by a and b.
func betaincOf(a, b, x float64, o derived) float64 {
	switch {
	case !(a > 0 && b > 0 && x >= 0 && x <= 1):
		return math.NaN()
	case o == derived{}:
		return mathext.RegIncBeta(a, b, x)
	case x == 0 || x == 1:
		return 0
	case x > (a+1)/(a+b+2): // the fraction converges on the other side: I(a, b, x) = 1 - I(b, a, 1-x)
		return -betaincOf(b, a, 1-x, derived{o[1], o[0]})
	}
	m, n := newJet(o[0], o[1]), newJet(o[0], o[1])
	p, q := m.variable(a, 1, 0), n.variable(b, 0, 1)
	sum := p.plus(1, q)
	first := p.constant(1).over(p.constant(1).plus(-x, sum.over(p.shift(1))))
	odd := true
	f := lentz(first, p.constant(1), func(n float64) (num, den jet) {
		odd = !odd
		k := math.Floor((n + 1) / 2)
		if odd { // n = 2k: -(a+k)(a+b+k)x / ((a+2k)(a+2k+1))
			return p.shift(k).times(sum.shift(k)).scale(-x).over(p.shift(2 * k).times(p.shift(2*k + 1))), p.constant(1)
		} // n = 2k-1: k(b-k)x / ((a+2k-1)(a+2k))
		return q.shift(-k).scale(k * x).over(p.shift(2*k - 1).times(p.shift(2 * k))), p.constant(1)
	})
	factor := sum.lgamma().plus(-1, p.lgamma()).plus(-1, q.lgamma()).plus(math.Log(x), p).plus(math.Log1p(-x), q).exp()
	return factor.times(f).over(p).derivative()
}

// lentz goes on with a continued fraction from its first convergent f = d and the quotient c of the numerators so far, by
// the method of Lentz, Thompson and Barnett: part gives the n-th numerator and denominator, from n = 1.
func lentz(f, c jet, part func(n float64) (num, den jet)) jet {
	d := f
	for n := 1.0; n < 1e6; n++ {
		num, den := part(n)
		d = f.constant(1).over(den.plus(1, num.times(d)))
		c = den.plus(1, num.over(c))
		factor := c.times(d)
		f = f.times(factor)
		if factor.settled() {
			break
		}
	}
	return f
}

// Gammainc returns the regularised lower incomplete gamma function P(a, x) for a > 0 and x ≥ 0, else NaN.
func Gammainc(a, x Value) Value { return gammainc.ApplyN([]Value{a, x}, derived{}) }

// Gammaincc returns 1 - P(a, x), exact where that is small.
func Gammaincc(a, x Value) Value { return gammaincc.ApplyN([]Value{a, x}, derived{}) }

// Betainc returns the regularised incomplete beta function I(a, b, x) for a, b > 0 and 0 ≤ x ≤ 1, else NaN.
func Betainc(a, b, x Value) Value { return betainc.ApplyN([]Value{a, b, x}, derived{}) }
