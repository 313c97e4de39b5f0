package autograd

// Cumulative sums and products.

import (
	"github.com/gradbook/gradbook/autograd/ndarray"
)

var cumsum, cumprod Prim

func defineCumulative() {
	backwards := func(g Value, axis int) Value { return g.Flip(axis).CumSum(axis).Flip(axis) }
	Op1[int]{Prim: &cumsum, Name: "cumsum", Doc: "sums of the elements up to each one",
		A:   ndarray.CumSum,
		VJP: func(g, _, _ Value, axis int) Value { return backwards(g, axis) },
	}.Define()
	Op1[int]{Prim: &cumprod, Name: "cumprod", Doc: "products of the elements up to each one",
		A:   ndarray.CumProd,
		VJP: func(g, ans, x Value, axis int) Value { return backwards(g.Mul(ans), axis).Div(x) },
		JVP: func(g, ans, x Value, axis int) Value { return g.Div(x).CumSum(axis).Mul(ans) },
	}.Define()
}

// CumSum returns the sums of the elements up to each one, along an axis, or with [ndarray.Flat] of the flattened array.
func (v Value) CumSum(axis int) Value {
	if axis == ndarray.Flat {
		return v.Ravel().CumSum(0)
	}
	return cumsum.apply1(v, axis)
}

// CumProd returns the products of the elements up to each one, along an axis, or with [ndarray.Flat] of the flattened
// array.
func (v Value) CumProd(axis int) Value {
	if axis == ndarray.Flat {
		return v.Ravel().CumProd(0)
	}
	if v.n == nil || !hasZero(v) {
		return cumprod.apply1(v, axis)
	}
	// Its rules divide by x: where that is 0, multiply out the first k elements for each k, which has rules without division.
	n := v.Dim(axis)
	last := v.ExpandDims(v.NDim()).SwapAxes(axis, -1) // the axis is last; a new one stands in its place
	upTo := Value{a: ndarray.Tri(n, n, 0)}
	products := where3(upTo, last.ExpandDims(-2), number(1)).Prod(-1)
	return products.SwapAxes(axis, -1).Squeeze(v.NDim())
}
