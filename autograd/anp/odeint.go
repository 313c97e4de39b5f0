package anp

// Ordinary differential equations.

import (
	"fmt"
	"math"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// The method of Dormand and Prince (1980): five evaluations a step for a solution of order 5 and an estimate of its error.
var (
	dopriC = [...]float64{0, 1. / 5, 3. / 10, 4. / 5, 8. / 9, 1}
	dopriA = [...][]float64{
		{}, {1. / 5}, {3. / 40, 9. / 40}, {44. / 45, -56. / 15, 32. / 9},
		{19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
		{9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
	}
	dopriB = []float64{35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84}
	dopriE = []float64{71. / 57600, 0, -71. / 16695, 71. / 1920, -17253. / 339200, 22. / 525}
)

// tolerance is the error allowed in a step, absolute and relative: that of scipy.integrate.odeint.
const tolerance = 1.49012e-8

// Odeint solves dy/dt = f(y, t, args…) from y0 at the first of the times ts, and returns y at all of them, along a new
// first axis. Steps adapt to the error. Derivatives, in both modes and to any order, with respect to y0, ts, args and all
// that f uses, are those of the steps as taken. It panics with a [*ndarray.ValueError] if the steps get too small.
func Odeint(f func(y, t Value, args ...Value) Value, y0, ts Value, args ...Value) Value {
	n := ts.Len()
	out := make([]Value, 0, n)
	y, h := y0, 0.1
	for i := range n {
		if i > 0 {
			y, h = integrate(f, y, ts.Index(i-1), ts.Index(i), h, args)
		}
		out = append(out, y)
	}
	return Stack(out...)
}

// integrate goes from t0 to t1, with steps that begin as parts h of the way. What a step is of the way is a constant, so
// that the derivative with respect to the times is that of the way.
func integrate(f func(y, t Value, args ...Value) Value, y, t0, t1 Value, h float64, args []Value) (Value, float64) {
	way := t1.Sub(t0)
	if way.Float() == 0 {
		return y, h
	}
	for at := 0.0; at < 1; {
		part := min(h, 1-at)
		next, err := step(f, y, t0, way, at, part, args)
		if err <= 1 {
			y, at = next, at+part
			if 1-at < 1e-14 {
				break
			}
		}
		h = part * min(5, max(0.2, 0.9*math.Pow(max(err, 1e-10), -0.2)))
		if h < 1e-13 || math.IsNaN(err) {
			panic(&ndarray.ValueError{Op: "odeint", Msg: fmt.Sprintf("the step gets too small at t = %g", t0.Float()+at*way.Float())})
		}
	}
	return y, min(h, 1)
}

// step goes on by a part of the way, and returns the error in units of what is allowed.
func step(f func(y, t Value, args ...Value) Value, y, t0, way Value, at, part float64, args []Value) (next Value, err float64) {
	h := way.Mul(V(part))
	var ks []Value
	sum := func(weights []float64) Value {
		s := V(0)
		for i, w := range weights {
			if w != 0 {
				s = s.Add(ks[i].Mul(V(w)))
			}
		}
		return s.Mul(h)
	}
	for i, row := range dopriA {
		yi := y
		if i > 0 {
			yi = y.Add(sum(row))
		}
		ks = append(ks, f(yi, t0.Add(way.Mul(V(at+dopriC[i]*part))), args...))
	}
	next = y.Add(sum(dopriB))
	last := f(next, t0.Add(way.Mul(V(at+part))), args...)
	diff := GetVal(sum(dopriE).Sub(last.Mul(h).Mul(V(1. / 40))))
	scale := Maximum(GetVal(y).Abs(), GetVal(next).Abs()).Mul(V(tolerance)).Add(V(tolerance))
	return next, math.Sqrt(Square(diff.Abs().Div(scale)).Mean().Float())
}
