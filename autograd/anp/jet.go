package anp

// Truncated Taylor polynomials in two variables: they carry derivatives of any order through an algorithm on numbers, a
// series or a continued fraction, whose terms need no rule of their own.

import "math"

// jet is Σ c[i][j]·uⁱ·vʲ for i ≤ m and j ≤ n: the value of a function and its derivatives, divided by i!·j!, at one point.
// All jets that meet have the same m and n.
type jet struct {
	m, n int
	c    []float64 // row by row
}

func newJet(m, n int) jet { return jet{m, n, make([]float64, (m+1)*(n+1))} }

// constant returns the jet of a number, and variable those of s + du·u + dv·v.
func (x jet) constant(s float64) jet {
	out := newJet(x.m, x.n)
	out.c[0] = s
	return out
}

func (x jet) variable(s, du, dv float64) jet {
	out := x.constant(s)
	if x.m > 0 {
		out.c[x.n+1] = du
	}
	if x.n > 0 {
		out.c[1] = dv
	}
	return out
}

// plus returns x + k·y.
func (x jet) plus(k float64, y jet) jet {
	out := newJet(x.m, x.n)
	for i := range out.c {
		out.c[i] = x.c[i] + k*y.c[i]
	}
	return out
}

func (x jet) shift(s float64) jet { return x.plus(1, x.constant(s)) }
func (x jet) scale(k float64) jet { return x.constant(0).plus(k, x) }

func (x jet) times(y jet) jet {
	out := newJet(x.m, x.n)
	for i := range x.m + 1 {
		for j := range x.n + 1 {
			f := x.c[i*(x.n+1)+j]
			if f == 0 {
				continue
			}
			for k := range x.m + 1 - i {
				for l := range x.n + 1 - j {
					out.c[(i+k)*(x.n+1)+j+l] += f * y.c[k*(x.n+1)+l]
				}
			}
		}
	}
	return out
}

// over returns x/y: each coefficient follows from those before it.
func (x jet) over(y jet) jet {
	out := newJet(x.m, x.n)
	for i := range x.m + 1 {
		for j := range x.n + 1 {
			s := x.c[i*(x.n+1)+j]
			for k := range i + 1 {
				for l := range j + 1 {
					if k+l > 0 {
						s -= y.c[k*(x.n+1)+l] * out.c[(i-k)*(x.n+1)+j-l]
					}
				}
			}
			out.c[i*(x.n+1)+j] = s / y.c[0]
		}
	}
	return out
}

// of returns f(x), given f's value and derivatives at x's constant part; there must be m+n of them or the rest is 0.
func (x jet) of(derivatives func(k int) float64) jet {
	nilpotent := x.shift(-x.c[0])
	power, out, factorial := x.constant(1), x.constant(derivatives(0)), 1.0
	for k := 1; k <= x.m+x.n; k++ {
		power = power.times(nilpotent)
		factorial *= float64(k)
		out = out.plus(derivatives(k)/factorial, power)
	}
	return out
}

func (x jet) exp() jet {
	e := math.Exp(x.c[0])
	return x.of(func(int) float64 { return e })
}

// lgamma is log Γ(x); its derivatives are the polygamma functions.
func (x jet) lgamma() jet {
	return x.of(func(k int) float64 {
		if k == 0 {
			return lgamma(x.c[0])
		}
		return polygammaOf(k-1, x.c[0])
	})
}

// derivative returns the derivative of the highest order that x holds: m times by u, n times by v.
func (x jet) derivative() float64 {
	return x.c[len(x.c)-1] * math.Gamma(float64(x.m+1)) * math.Gamma(float64(x.n+1))
}

// negligible reports whether x changes nothing when added to sum.
func (x jet) negligible(sum jet) bool {
	for i, c := range x.c {
		if math.Abs(c) > 1e-17*math.Abs(sum.c[i]) {
			return false
		}
	}
	return true
}

// settled reports whether x, a factor of a product that converges, is 1 to within rounding.
func (x jet) settled() bool {
	for i, c := range x.c {
		if i == 0 {
			c--
		}
		if !(math.Abs(c) <= 3e-16) {
			return false
		}
	}
	return true
}
