package anp

// Special functions of an order, which is not differentiated.

import (
	"math"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
	"gonum.org/v1/gonum/mathext"
)

var polygamma, iv, ive, jn, yn Prim

// ordered is a row for a function of an order and x, of which x is differentiated.
type ordered[O any] struct {
	prim      *Prim
	name, doc string
	f         func(o O, x float64) float64
	d         func(g, ans, x Value, o O) Value
}

func (r ordered[O]) define() {
	Op1[O]{Prim: r.prim, Name: r.name, Doc: r.doc,
		A: func(x *ndarray.Array, o O) *ndarray.Array {
			return ndarray.Map(x, func(x float64) float64 { return r.f(o, x) })
		},
		VJP: r.d, JVP: r.d,
	}.Define()
}

func init() {
	ordered[int]{&polygamma, "scipy.special.polygamma", "derivatives of digamma", polygammaOf,
		func(g, ans, x Value, n int) Value { return g.Mul(Polygamma(n+1, x)) }}.define()
	ordered[float64]{&iv, "scipy.special.iv", "modified Bessel function of the first kind",
		func(v, x float64) float64 { return besselI(v, x, false) },
		func(g, ans, x Value, v float64) Value { return g.Mul(IV(v-1, x).Add(IV(v+1, x)).Mul(V(0.5))) }}.define()
	ordered[float64]{&ive, "scipy.special.ive", "modified Bessel function, multiplied by exp(-|x|)",
		func(v, x float64) float64 { return besselI(v, x, true) },
		func(g, ans, x Value, v float64) Value {
			return g.Mul(IVE(v-1, x).Add(IVE(v+1, x)).Mul(V(0.5)).Sub(Sign(x).Mul(ans)))
		}}.define()
	ordered[int]{&jn, "scipy.special.jn", "Bessel function of the first kind", math.Jn,
		func(g, ans, x Value, n int) Value { return g.Mul(JN(n-1, x).Sub(JN(n+1, x)).Mul(V(0.5))) }}.define()
	ordered[int]{&yn, "scipy.special.yn", "Bessel function of the second kind", math.Yn,
		func(g, ans, x Value, n int) Value { return g.Mul(YN(n-1, x).Sub(YN(n+1, x)).Mul(V(0.5))) }}.define()
}

// polygammaOf is (-1)ⁿ⁺¹·n!·ζ(n+1, x), continued to negative x by the recurrence.
func polygammaOf(n int, x float64) float64 {
	switch {
	case n == 0:
		return digammaOf(x)
	case n < 0 || x < -1e7: // the recurrence would take for ever
		return math.NaN()
	}
	factor := math.Gamma(float64(n + 1))
	if n%2 == 0 {
		factor = -factor
	}
	sum := 0.0
	for ; x <= 0; x++ {
		if x == math.Trunc(x) {
			return math.Inf(1)
		}
		sum += math.Pow(x, -float64(n+1))
	}
	return factor * (sum + mathext.Zeta(float64(n+1), x))
}

// besselI is the modified Bessel function of the first kind, times exp(-|x|) if scaled: its power series for small x, else
// Hankel's asymptotic expansion.
func besselI(v, x float64, scaled bool) float64 {
	if v < 0 && v == math.Trunc(v) {
		v = -v
	}
	sign := 1.0
	if x < 0 {
		if v != math.Trunc(v) {
			return math.NaN()
		}
		if math.Mod(v, 2) != 0 {
			sign = -1
		}
		x = -x
	}
	if x > max(30, v*v) {
		term, sum := 1.0, 1.0
		for k := 1.0; k < 200; k++ {
			next := -term * (4*v*v - (2*k-1)*(2*k-1)) / (8 * x * k)
			if math.Abs(next) >= math.Abs(term) || math.Abs(next) < 1e-17*math.Abs(sum) {
				break
			}
			term = next
			sum += term
		}
		sum /= math.Sqrt(2 * math.Pi * x)
		if scaled {
			return sign * sum
		}
		return sign * sum * math.Exp(x)
	}
	if x == 0 {
		if v == 0 {
			return 1
		}
		if v > 0 {
			return 0
		}
		return math.Inf(1)
	}
	lg, s := math.Lgamma(v + 1)
	term := math.Exp(v*math.Log(x/2)-lg) * float64(s)
	sum, q := term, x*x/4
	for k := 1.0; k < 1000; k++ {
		term *= q / (k * (k + v))
		sum += term
		if math.Abs(term) < 1e-17*math.Abs(sum) {
			break
		}
	}
	if scaled {
		sum *= math.Exp(-x)
	}
	return sign * sum
}

// Polygamma returns the n-th derivative of [Digamma].
func Polygamma(n int, x Value) Value { return polygamma.Apply1(x, n) }

// I0 returns the modified Bessel function of the first kind of order 0.
func I0(x Value) Value { return i0.Call1(x) }

// I1 returns the modified Bessel function of the first kind of order 1.
func I1(x Value) Value { return i1.Call1(x) }

// IV returns the modified Bessel function of the first kind of order v.
func IV(v float64, x Value) Value { return iv.Apply1(x, v) }

// IVE returns [IV] times exp(-|x|).
func IVE(v float64, x Value) Value { return ive.Apply1(x, v) }

// J0 returns the Bessel function of the first kind of order 0.
func J0(x Value) Value { return j0.Call1(x) }

// J1 returns the Bessel function of the first kind of order 1.
func J1(x Value) Value { return j1.Call1(x) }

// JN returns the Bessel function of the first kind of order n.
func JN(n int, x Value) Value { return jn.Apply1(x, n) }

// Y0 returns the Bessel function of the second kind of order 0.
func Y0(x Value) Value { return y0.Call1(x) }

// Y1 returns the Bessel function of the second kind of order 1.
func Y1(x Value) Value { return y1.Call1(x) }

// YN returns the Bessel function of the second kind of order n.
func YN(n int, x Value) Value { return yn.Apply1(x, n) }
