package anp

// Reductions.

import (
	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// KeepDims makes a reduction keep the axes that it reduces, with length 1:
//
//	x.Sub(KeepDims(Mean)(x, 1)) // rows without their mean
func KeepDims(reduce func(x Value, axis ...int) Value) func(x Value, axis ...int) Value {
	return func(x Value, axis ...int) Value {
		shape := x.Shape()
		if len(axis) == 0 {
			for i := range shape {
				shape[i] = 1
			}
		}
		for _, a := range axis {
			if a < 0 {
				a += len(shape)
			}
			if a >= 0 && a < len(shape) { // reduce says what is wrong otherwise
				shape[a] = 1
			}
		}
		return reduce(x, axis...).Reshape(shape...)
	}
}

// Sum returns the sum of the elements, over the given axes or over all.
func Sum(x Value, axis ...int) Value { return x.Sum(axis...) }

// Mean returns the mean of the elements, over the given axes or over all.
func Mean(x Value, axis ...int) Value { return x.Mean(axis...) }

// Prod returns the product of the elements, over the given axes or over all; its derivative is right where there are
// zeros.
func Prod(x Value, axis ...int) Value { return x.Prod(axis...) }

// Max returns the largest element, over the given axes or over all; equal ones share the gradient.
func Max(x Value, axis ...int) Value { return x.Max(axis...) }

// Min returns the smallest element, over the given axes or over all; equal ones share the gradient.
func Min(x Value, axis ...int) Value { return x.Min(axis...) }

// Amax is [Max].
func Amax(x Value, axis ...int) Value { return x.Max(axis...) }

// Amin is [Min].
func Amin(x Value, axis ...int) Value { return x.Min(axis...) }

// Ptp returns the largest minus the smallest element, over the given axes or over all.
func Ptp(x Value, axis ...int) Value { return x.Ptp(axis...) }

// Var returns the variance, over the given axes or over all.
func Var(x Value, axis ...int) Value { return x.Var(axis...) }

// Std returns the standard deviation, over the given axes or over all; its derivative is 0 where all elements are equal.
func Std(x Value, axis ...int) Value { return x.Std(axis...) }

// LogSumExp returns log Σ exp(x), over the given axes or over all, without overflow.
func LogSumExp(x Value, axis ...int) Value { return logsumexp.Apply1(x, Axes(axis)) }

// Softmax returns exp(x)/Σ exp(x) along the given axes or over all.
func Softmax(x Value, axis ...int) Value { return Exp(LogSoftmax(x, axis...)) }

// LogSoftmax returns the logarithm of [Softmax], without overflow.
func LogSoftmax(x Value, axis ...int) Value { return x.Sub(KeepDims(LogSumExp)(x, axis...)) }

var logsumexp Prim

func init() {
	for _, r := range []Reduction{
		{Prim: &logsumexp, Name: "logsumexp", Doc: "log of the sum of exponentials", A: logSumExp,
			W: func(ans, x Value, _ Axes) Value { return Exp(x.Sub(Where(IsFinite(ans), ans, V(0)))) }},
	} {
		r.Define()
	}
}

// logSumExp subtracts the largest element first, so that nothing overflows.
func logSumExp(x *ndarray.Array, axes []int, keepdims bool) *ndarray.Array {
	top := ndarray.Max(x, axes, true)
	top = ndarray.Where(ndarray.IsFinite(top), top, ndarray.Weak(0.0))
	s := ndarray.Log(ndarray.Sum(ndarray.Exp(ndarray.Subtract(x, top)), axes, true))
	s = ndarray.Add(s, top)
	if keepdims {
		return s
	}
	return ndarray.Sum(s, axes, false) // only drops the axes: they have length 1
}
