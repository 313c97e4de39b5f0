package ndarray

// Order statistics.

import (
	"math"
	"slices"
)

// QuantileMethod says how [Quantile] chooses between two neighbours in the sorted data.
type QuantileMethod string

// The methods of [Quantile].
const (
	QuantileLinear   QuantileMethod = "linear"   // between them, in proportion
	QuantileLower    QuantileMethod = "lower"    // the lower one
	QuantileHigher   QuantileMethod = "higher"   // the higher one
	QuantileMidpoint QuantileMethod = "midpoint" // their mean
	QuantileNearest  QuantileMethod = "nearest"  // the nearer one, the even position of two as near
)

// Median returns the middle of the sorted elements over axes (nil: all), the mean of two for an even number; NaN if one is.
func Median(x *Array, axes []int, keepdims bool) *Array {
	return Quantile(x, Scalar(0.5), axes, QuantileLinear, keepdims)
}

// Percentile is [Quantile] with q from 0 to 100.
func Percentile(x, q *Array, axes []int, method QuantileMethod, keepdims bool) *Array {
	return Quantile(x, Divide(q, Weak(100.0)), axes, method, keepdims)
}

// Quantile returns the values below which the parts q, in [0, 1], of the elements over axes (nil: all) lie; NaN if an
// element is. The axes of q come first in the result. It panics with a [*ValueError] for q out of range and for no
// elements.
func Quantile(x, q *Array, axes []int, method QuantileMethod, keepdims bool) *Array {
	needReal("quantile", x)
	x = x.AsType(x.dtype.Float())
	kept, out := reducedShapes("quantile", x, axes, keepdims)
	lines := linesOver("quantile", x, axes)
	n := lines.shape[len(lines.shape)-1]
	if n == 0 {
		panic(&ValueError{"quantile", "an empty array of shape " + shapeString(x.shape) + " has no quantiles"})
	}
	sorted := Sort(lines, -1)
	qs := ToSlice[float64](q)
	parts := make([]*Array, len(qs))
	hasNaN := IsNaN(sorted.Index(Ellipsis, n-1)).Reshape(kept...)
	for i, p := range qs {
		if !(p >= 0 && p <= 1) {
			panic(&ValueError{"quantile", "q must lie between 0 and 1 (percentiles between 0 and 100)"})
		}
		lo, hi, t := QuantilePlace(n, p, method)
		a, b := sorted.Index(Ellipsis, lo), sorted.Index(Ellipsis, hi)
		v := a
		if t > 0 {
			v = Add(a, Multiply(Subtract(b, a), Weak(t)))
		}
		parts[i] = Where(hasNaN, Weak(math.NaN()), v.Reshape(kept...)).Reshape(out...)
	}
	if len(parts) == 0 {
		return New(x.dtype, append(q.Shape(), out...)...)
	}
	return Stack(parts, 0).Reshape(append(q.Shape(), out...)...)
}

// QuantilePlace returns between which two of n sorted elements the quantile p lies, and how far from the first, in [0, 1].
func QuantilePlace(n int, p float64, method QuantileMethod) (lo, hi int, t float64) {
	pos := p * float64(n-1)
	lo, hi = int(math.Floor(pos)), int(math.Ceil(pos))
	switch method {
	case QuantileLinear:
		return lo, hi, pos - float64(lo)
	case QuantileLower:
		return lo, lo, 0
	case QuantileHigher:
		return hi, hi, 0
	case QuantileMidpoint:
		if lo == hi {
			return lo, hi, 0
		}
		return lo, hi, 0.5
	case QuantileNearest:
		at := int(math.RoundToEven(pos))
		return at, at, 0
	}
	panic(&ValueError{"quantile", "unknown method " + string(method) + "; there are linear, lower, higher, midpoint and nearest"})
}

// linesOver returns x with the given axes moved to the end and joined into one.
func linesOver(op string, x *Array, axes []int) *Array {
	over := normAxes(op, axes, len(x.shape))
	var order, shape []int
	n := 1
	for d, s := range x.shape {
		if slices.Contains(over, d) {
			n *= s
		} else {
			order, shape = append(order, d), append(shape, s)
		}
	}
	order = append(order, over...)
	if len(order) > 0 {
		x = x.Transpose(order...)
	}
	return x.Reshape(append(shape, n)...)
}

// NanMedian is [Median] without the NaNs; NaN where nothing else is.
func NanMedian(x *Array, axes []int, keepdims bool) *Array {
	return NanQuantile(x, Scalar(0.5), axes, QuantileLinear, keepdims)
}

// NanQuantile is [Quantile] without the NaNs; NaN where nothing else is.
func NanQuantile(x, q *Array, axes []int, method QuantileMethod, keepdims bool) *Array {
	needReal("nanquantile", x)
	x = x.AsType(x.dtype.Float())
	_, out := reducedShapes("nanquantile", x, axes, keepdims)
	lines := Sort(linesOver("nanquantile", x, axes), -1)
	n := lines.shape[len(lines.shape)-1]
	rows := lines.Reshape(-1, max(n, 1))
	if n == 0 {
		return Full(math.NaN(), append(q.Shape(), out...)...)
	}
	columns := make([]*Array, rows.shape[0])
	for i := range columns {
		row := rows.Index(i)
		some := row.Index(Until(n - int(Sum(IsNaN(row), nil, false).Int())))
		if some.Size() == 0 {
			columns[i] = FullLike(q.AsType(x.dtype), math.NaN())
			continue
		}
		columns[i] = Quantile(some, q, nil, method, false)
	}
	if len(columns) == 0 {
		return New(x.dtype, append(q.Shape(), out...)...)
	}
	return Stack(columns, len(q.shape)).Reshape(append(q.Shape(), out...)...)
}
