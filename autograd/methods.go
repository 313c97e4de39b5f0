package autograd

// The methods that NumPy's arrays have and that are not in another file: first those without a derivative, then the rest.

import (
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// All reports, over the given axes or all, whether no element is 0.
func (v Value) All(axis ...int) Value { return allp.applyN([]Value{v}, Axes(axis)) }

// Any reports, over the given axes or all, whether some element is not 0.
func (v Value) Any(axis ...int) Value { return anyp.applyN([]Value{v}, Axes(axis)) }

// Argmax returns the index of the largest element along an axis; along [ndarray.Flat], in the flattened array.
func (v Value) Argmax(axis int) Value { return argmaxp.applyN([]Value{v}, axis) }

// Argmin returns the index of the smallest element along an axis; along [ndarray.Flat], in the flattened array.
func (v Value) Argmin(axis int) Value { return argminp.applyN([]Value{v}, axis) }

// Argsort returns the indices that sort v along an axis.
func (v Value) Argsort(axis int) Value { return argsortp.applyN([]Value{v}, axis) }

// Argpartition returns indices that put v in such an order along an axis that the element at place kth is where sorting
// would put it, with smaller ones before it.
func (v Value) Argpartition(kth, axis int) Value {
	return argpartitionp.applyN([]Value{v}, pair{kth, axis})
}

// Nonzero returns for each axis the indices of the elements that are not 0.
func (v Value) Nonzero() []Value {
	var out []Value
	for _, a := range ndarray.Nonzero(v.Array()) {
		out = append(out, Wrap(a))
	}
	return out
}

// Searchsorted returns where the elements of x would have to be put into the sorted vector v.
func (v Value) Searchsorted(x Value) Value {
	return searchsortedp.applyN([]Value{v, x}, none{})
}

// Round returns v rounded to a number of decimals; halves go to the even digit.
func (v Value) Round(decimals int) Value {
	return roundp.applyN([]Value{v}, decimals)
}

// Clip returns v with what is below lo or above hi replaced by these; its derivative is 0 there.
func (v Value) Clip(lo, hi Value) Value {
	return Where(v.Less(lo), lo, Where(v.Greater(hi), hi, v))
}

// Take returns the elements at the indices at, an array of integers, along an axis; along [ndarray.Flat], of the flattened
// array.
func (v Value) Take(at Value, axis int) Value {
	if axis == ndarray.Flat {
		return v.Ravel().Take(at, 0)
	}
	if at = GetVal(at); at.n != nil {
		return takeAt.applyN([]Value{v, at.AsType(ndarray.Int64)}, dimension("take", axis, v.NDim()))
	}
	idx := make([]any, dimension("take", axis, v.NDim())+1)
	for i := range idx {
		idx[i] = ndarray.Whole()
	}
	idx[len(idx)-1] = at.Array().AsType(ndarray.Int64)
	return v.At(idx...)
}

// Compress returns the parts of v along an axis where cond, a vector, is not 0; along [ndarray.Flat], of the flattened
// array.
func (v Value) Compress(cond Value, axis int) Value { return v.Take(cond.Nonzero()[0], axis) }

// dimension returns a valid axis counted from the front.
func dimension(op string, axis, ndim int) int {
	a := axis
	if a < 0 {
		a += ndim
	}
	if a < 0 || a >= ndim {
		panic(&ndarray.AxisError{Op: op, Axis: axis, NDim: ndim})
	}
	return a
}
