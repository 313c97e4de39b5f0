package anp

// Vector and matrix norms other than the root of the sum of squares.

import (
	"math"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func toFloat(x any) (float64, bool) {
	switch x := x.(type) {
	case int:
		return float64(x), true
	case float64:
		return x, true
	}
	return 0, false
}

// vectorNorm is (Σ|x|ᵖ)^(1/p) along an axis, and its limits.
func vectorNorm(x Value, p float64, axis int) Value {
	switch {
	case p == 2:
		return norm2.Apply1(x, Axes{axis})
	case p == 1:
		return x.Abs().Sum(axis)
	case math.IsInf(p, 1):
		return x.Abs().Max(axis)
	case math.IsInf(p, -1):
		return x.Abs().Min(axis)
	case p == 0:
		return CountNonzero(x, axis).AsType(ndarray.Float64)
	}
	return x.Abs().Pow(V(p)).Sum(axis).Pow(V(1 / p))
}

// matrixNorm is a norm of the last two axes.
func matrixNorm(x Value, p float64) Value {
	switch {
	case p == 1:
		return x.Abs().Sum(-2).Max(-1)
	case p == -1:
		return x.Abs().Sum(-2).Min(-1)
	case math.IsInf(p, 1):
		return x.Abs().Sum(-1).Max(-1)
	case math.IsInf(p, -1):
		return x.Abs().Sum(-1).Min(-1)
	case p == 2:
		return SingularValues(x).Max(-1)
	case p == -2:
		return SingularValues(x).Min(-1)
	}
	panic(&ndarray.ValueError{Op: "linalg.norm", Msg: "matrices have norms of order ±1, ±2, ±Inf, fro and nuc"})
}
