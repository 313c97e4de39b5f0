package anp

// Choosing elements: sorting, taking, clipping, and statistics that pick elements.

import (
	"math"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

var sortp, takeAlong, takeAlongAt, putAlongAt, nanToNum Prim

// taking holds the options of TakeAlongAxis.
type taking struct {
	at   *ndarray.Array
	axis int
}

// putting holds the options of its derivative.
type putting struct {
	shape []int
	axis  int
}

func init() {
	Rearrange[taking]{Prim: &takeAlong, Name: "take_along_axis", Doc: "elements by their places along an axis",
		A: func(x *ndarray.Array, o taking) *ndarray.Array { return ndarray.TakeAlongAxis(x, o.at, o.axis) },
	}.Define()
	// The same while Compile records it and the places are not known: then they are an argument.
	OpN[int]{Prim: &takeAlongAt, Name: "take_along_axis_at", Doc: "elements by their places along an axis, while these are not known",
		A: func(xs []*ndarray.Array, axis int) *ndarray.Array { return ndarray.TakeAlongAxis(xs[0], xs[1], axis) },
		VJP: func(_ int, g, _ Value, xs []Value, axis int) Value {
			return putAlongAt.ApplyN([]Value{g, xs[1]}, putting{xs[0].Shape(), axis})
		},
		JVP: func(_ int, g, _ Value, xs []Value, axis int) Value {
			return takeAlongAt.ApplyN([]Value{g, xs[1]}, axis)
		},
	}.Define()
	OpN[putting]{Prim: &putAlongAt, Name: "put_along_axis_at", Doc: "zeros, with x added at places along an axis, while these are not known",
		A: func(xs []*ndarray.Array, o putting) *ndarray.Array {
			size := 1
			for _, d := range o.shape {
				size *= d
			}
			from := ndarray.TakeAlongAxis(ndarray.ArangeInt(0, size, 1).Reshape(o.shape...), xs[1], o.axis)
			dst := ndarray.New(xs[0].DType(), size)
			dst.AddIndex(xs[0].Reshape(-1), from.Reshape(-1))
			return dst.Reshape(o.shape...)
		},
		VJP: func(_ int, g, _ Value, xs []Value, o putting) Value {
			return takeAlongAt.ApplyN([]Value{g, xs[1]}, o.axis)
		},
		JVP: func(_ int, g, _ Value, xs []Value, o putting) Value { return putAlongAt.ApplyN([]Value{g, xs[1]}, o) },
	}.Define()
	// Sorting is taking along the axis by the order of the elements.
	Op1[int]{Prim: &sortp, Name: "sort", Doc: "elements in increasing order along an axis",
		A: ndarray.Sort,
		VJP: func(g, _, x Value, axis int) Value {
			return TakeAlongAxis(g, x.Argsort(axis).Argsort(axis), axis)
		},
		JVP: func(g, _, x Value, axis int) Value {
			return TakeAlongAxis(g, x.Argsort(axis), axis)
		},
	}.Define()
	finite := func(g, _, x Value, _ [3]float64) Value { return Where(IsFinite(x), g, V(0)) }
	Op1[[3]float64]{Prim: &nanToNum, Name: "nan_to_num", Doc: "NaN and infinities replaced by numbers",
		A:   func(x *ndarray.Array, o [3]float64) *ndarray.Array { return ndarray.NanToNum(x, o[0], o[1], o[2]) },
		VJP: finite, JVP: finite,
	}.Define()
}

// front returns a valid axis counted from the front.
func front(op string, axis, ndim int) int {
	a := axis
	if a < 0 {
		a += ndim
	}
	if a < 0 || a >= ndim {
		panic(&ndarray.AxisError{Op: op, Axis: axis, NDim: ndim})
	}
	return a
}

// integers returns the plain array in v as indices.
func integers(v Value) *ndarray.Array { return bare(v).AsType(ndarray.Int64) }

// Sort returns the elements in increasing order along an axis; along [ndarray.Flat], of the flattened array.
func Sort(x Value, axis int) Value {
	if axis == ndarray.Flat {
		return Sort(x.Ravel(), 0)
	}
	return sortp.Apply1(x, front("sort", axis, x.NDim()))
}

// Partition returns the elements along an axis with the one that sorting would put at place kth there, smaller ones
// before it and larger ones behind it.
func Partition(x Value, kth, axis int) Value {
	axis = front("partition", axis, x.NDim())
	return TakeAlongAxis(x, x.Argpartition(kth, axis), axis)
}

// Argsort returns the indices that sort x along an axis.
func Argsort(x Value, axis int) Value { return x.Argsort(axis) }

// Argpartition returns the indices that [Partition] puts elements in order by.
func Argpartition(x Value, kth, axis int) Value {
	return x.Argpartition(kth, axis)
}

// Argmax returns the index of the largest element along an axis; along [ndarray.Flat], in the flattened array.
func Argmax(x Value, axis int) Value { return x.Argmax(axis) }

// Argmin returns the index of the smallest element along an axis; along [ndarray.Flat], in the flattened array.
func Argmin(x Value, axis int) Value { return x.Argmin(axis) }

// Nonzero returns for each axis the indices of the elements that are not 0.
func Nonzero(x Value) []Value { return x.Nonzero() }

// Flatnonzero returns the indices, in the flattened array, of the elements that are not 0.
func Flatnonzero(x Value) Value { return Wrap(ndarray.FlatNonzero(bare(x))) }

// Argwhere returns the indices of the elements that are not 0, one a row.
func Argwhere(x Value) Value { return Wrap(ndarray.ArgWhere(bare(x))) }

// Searchsorted returns where the elements of v would have to be put into the sorted vector x, before equal ones.
func Searchsorted(x, v Value) Value { return x.Searchsorted(v) }

// Take returns the elements of x at the indices at, an array of integers, along an axis; along [ndarray.Flat], of the
// flattened array.
func Take(x, at Value, axis int) Value { return x.Take(at, axis) }

// TakeAlongAxis returns the elements of x at the places at along an axis: at has as many dimensions as x.
func TakeAlongAxis(x, at Value, axis int) Value {
	axis = front("take_along_axis", axis, x.NDim())
	if at = GetVal(at); IsBox(at) { // Compile records it, and does not know it yet
		return takeAlongAt.ApplyN([]Value{x, at.AsType(ndarray.Int64)}, axis)
	}
	return takeAlong.Apply1(x, taking{integers(at), axis})
}

// Compress returns the parts of x along an axis where cond, a vector, is not 0; along [ndarray.Flat], of the flattened
// array.
func Compress(cond, x Value, axis int) Value { return Take(x, Flatnonzero(cond), axis) }

// Extract returns the elements of x where cond is not 0, as a vector.
func Extract(cond, x Value) Value { return Compress(cond.Ravel(), x, ndarray.Flat) }

// Clip returns x with what is below lo or above hi replaced by these. Its derivative is 0 where it replaces.
func Clip(x, lo, hi Value) Value { return x.Clip(lo, hi) }

// NanToNum returns x with NaN replaced by 0, and infinities by the largest numbers.
func NanToNum(x Value) Value {
	return nanToNum.Apply1(x, [3]float64{0, math.MaxFloat64, -math.MaxFloat64})
}

// Select returns, for each element, that of the first of choices whose condition is not 0, else that of otherwise.
func Select(conds, choices []Value, otherwise Value) Value {
	out := otherwise
	for i := len(conds) - 1; i >= 0; i-- {
		out = Where(conds[i], choices[i], out)
	}
	return out
}

// NanSum returns the sum of the elements that are not NaN, over the given axes or over all.
func NanSum(x Value, axis ...int) Value { return Where(IsNaN(x), V(0), x).Sum(axis...) }

// NanProd returns the product of the elements that are not NaN, over the given axes or over all.
func NanProd(x Value, axis ...int) Value { return Where(IsNaN(x), V(1), x).Prod(axis...) }

// NanMean returns the mean of the elements that are not NaN, over the given axes or over all.
func NanMean(x Value, axis ...int) Value {
	return NanSum(x, axis...).Div(notNaN(x).Sum(axis...))
}

// notNaN returns 1 for the elements that are not NaN, else 0.
func notNaN(x Value) Value { return LogicalNot(IsNaN(x)).AsType(ndarray.Float64) }

// NanVar returns the variance of the elements that are not NaN, over the given axes or over all.
func NanVar(x Value, axis ...int) Value {
	d := x.Sub(KeepDims(NanMean)(x, axis...))
	return NanMean(d.Mul(d), axis...)
}

// NanStd returns the standard deviation of the elements that are not NaN, over the given axes or over all.
func NanStd(x Value, axis ...int) Value { return Sqrt(NanVar(x, axis...)) }

// NanMax returns the largest element that is not NaN, over the given axes or over all.
func NanMax(x Value, axis ...int) Value { return Where(IsNaN(x), V(math.Inf(-1)), x).Max(axis...) }

// NanMin returns the smallest element that is not NaN, over the given axes or over all.
func NanMin(x Value, axis ...int) Value { return Where(IsNaN(x), V(math.Inf(1)), x).Min(axis...) }

// Quantile returns the q-quantile (0 ≤ q ≤ 1) along an axis, interpolated linearly between elements; along
// [ndarray.Flat], of all elements. It has a derivative with respect to q as well.
func Quantile(x, q Value, axis int) Value {
	if axis == ndarray.Flat {
		return Quantile(x.Ravel(), q, 0)
	}
	axis = front("quantile", axis, x.NDim())
	n := x.Dim(axis)
	if f := q.Float(); n == 0 || f < 0 || f > 1 || math.IsNaN(f) {
		panic(&ndarray.ValueError{Op: "quantile", Msg: "needs elements, and a q from 0 to 1"})
	}
	at := q.Mul(V(n - 1))
	lo := min(int(at.Float()), max(n-2, 0))
	hi := min(lo+1, n-1)
	s := Sort(x, axis)
	below, above := s.Narrow(axis, lo, lo+1).Squeeze(axis), s.Narrow(axis, hi, hi+1).Squeeze(axis)
	return below.Add(above.Sub(below).Mul(at.Sub(V(lo))))
}

// Percentile is [Quantile] with q from 0 to 100.
func Percentile(x, q Value, axis int) Value { return Quantile(x, q.Div(V(100)), axis) }

// Median returns the middle element along an axis, or the mean of the two in the middle; along [ndarray.Flat], of all.
func Median(x Value, axis int) Value { return Quantile(x, V(0.5), axis) }

// CumSum returns the sums of the elements up to each one along an axis; along [ndarray.Flat], of the flattened array.
func CumSum(x Value, axis int) Value { return x.CumSum(axis) }

// CumProd returns the products of the elements up to each one along an axis; along [ndarray.Flat], of the flattened
// array. Its derivative is right where there are zeros.
func CumProd(x Value, axis int) Value { return x.CumProd(axis) }

// Diff returns the n-th differences of neighbours along an axis.
func Diff(x Value, n, axis int) Value {
	for range n {
		d := x.Dim(axis)
		x = x.Narrow(axis, min(1, d), d).Sub(x.Narrow(axis, 0, max(0, d-1)))
	}
	return x
}

// Gradient returns central differences along an axis, with one-sided ones at the ends, for points spacing apart
// (numpy.gradient).
func Gradient(x Value, spacing float64, axis int) Value {
	n := x.Dim(axis)
	if n < 2 {
		panic(&ndarray.ShapeError{Op: "gradient", Shapes: [][]int{x.Shape()}, Msg: "has fewer than two elements along the axis"})
	}
	d := Diff(x, 1, axis)
	inner := d.Narrow(axis, 1, n-1).Add(d.Narrow(axis, 0, n-2)).Mul(V(0.5))
	return Concatenate(axis, d.Narrow(axis, 0, 1), inner, d.Narrow(axis, n-2, n-1)).Div(V(spacing))
}

// ApplyAlongAxis applies f to each vector of x along an axis; what f returns takes the vector's place in the result.
func ApplyAlongAxis(f func(vector Value) Value, axis int, x Value) Value {
	axis = front("apply_along_axis", axis, x.NDim())
	last := MoveAxis(x, []int{axis}, []int{-1})
	outer := last.Shape()[:x.NDim()-1]
	parts := Vmap(f)(last.Reshape(-1, x.Dim(axis)))
	inner := parts.Shape()[1:]
	out := parts.Reshape(append(outer, inner...)...)
	for i := range inner { // the axes of f's result go where the axis was
		out = MoveAxis(out, []int{x.NDim() - 1 + i}, []int{axis + i})
	}
	return out
}

// Interp returns the values at x of the broken line through the points (xp, fp), xp increasing; beyond them the first and
// last of fp. It has derivatives with respect to all three.
func Interp(x, xp, fp Value) Value {
	n := xp.Size()
	last := Wrap(ndarray.Scalar(int64(n - 1)))
	one := Wrap(ndarray.Scalar(int64(1)))
	k := Minimum(Maximum(Searchsorted(xp, x), one), last)
	left := k.Sub(one)
	x0, x1, f0, f1 := Take(xp, left, 0), Take(xp, k, 0), Take(fp, left, 0), Take(fp, k, 0)
	inside := f0.Add(f1.Sub(f0).Mul(x.Sub(x0)).Div(x1.Sub(x0)))
	return Where(Less(x, xp.Index(0)), fp.Index(0), Where(Greater(x, xp.Index(-1)), fp.Index(-1), inside))
}
