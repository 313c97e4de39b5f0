package ndarray

// Finding: distinct values, places in sorted arrays, indices where something holds.

import (
	"cmp"
	"math/cmplx"
	"slices"
)

// UniqueResult is what [Unique] returns: the distinct values in order, and how they relate to the flattened input.
type UniqueResult struct {
	Values  *Array // distinct values, sorted
	Index   *Array // for each value, where it comes first
	Inverse *Array // for each input element, the place of its value; of the input's shape
	Counts  *Array // for each value, how often it comes
}

// Unique returns the distinct elements of x, sorted; all NaN count as one.
func Unique(x *Array) UniqueResult {
	flat := x.Ravel()
	order := Elements[int64](ArgSort(flat, 0))
	sorted := Take(flat, Of(order), 0)
	n := len(order)
	inverse := make([]int64, n)
	var first, counts, at []int64
	for i, o := range order {
		if i == 0 || !sorted.sameAt(i-1, i) {
			first, counts, at = append(first, o), append(counts, 0), append(at, int64(i))
		}
		counts[len(counts)-1]++
		inverse[o] = int64(len(counts) - 1)
	}
	return UniqueResult{Take(sorted, Of(at), 0), Of(first), over(inverse, x.shape), Of(counts)}
}

// sameAt reports whether two elements of a contiguous vector are equal, or both NaN.
func (x *Array) sameAt(i, j int) bool {
	if x.dtype == Int64 {
		s := elems[int64](x)
		return s[x.offset+i] == s[x.offset+j]
	}
	a, b := x.complexAt(x.offset+i), x.complexAt(x.offset+j)
	return a == b || cmplx.IsNaN(a) && cmplx.IsNaN(b)
}

// SearchSorted returns, for each element of v, the place in the sorted vector x where it would keep the order: before
// equal elements, or behind them if right is set.
func SearchSorted(x, v *Array, right bool) *Array {
	if len(x.shape) != 1 {
		panic(&ShapeError{"searchsorted", [][]int{x.Shape()}, "is not a vector"})
	}
	dt := ResultType(x, v)
	x, v = x.AsType(dt).Contiguous(), v.AsType(dt).Contiguous()
	out := alloc("searchsorted", Int64, v.shape)
	d := Elements[int64](out)
	switch dt {
	case Bool:
		searchSorted(d, Elements[bool](x), Elements[bool](v), right, compareBool)
	case Int64:
		searchSorted(d, Elements[int64](x), Elements[int64](v), right, cmp.Compare[int64])
	case Float32:
		searchSorted(d, Elements[float32](x), Elements[float32](v), right, compareFloat[float32])
	case Float64:
		searchSorted(d, Elements[float64](x), Elements[float64](v), right, compareFloat[float64])
	case Complex64:
		searchSorted(d, Elements[complex64](x), Elements[complex64](v), right, compareComplex[complex64])
	case Complex128:
		searchSorted(d, Elements[complex128](x), Elements[complex128](v), right, compareComplex[complex128])
	}
	return out
}

func searchSorted[T Elem](dst []int64, x, v []T, right bool, compare func(a, b T) int) {
	for i, e := range v {
		at, _ := slices.BinarySearchFunc(x, e, func(a, b T) int {
			if c := compare(a, b); c != 0 || !right {
				return c
			}
			return -1
		})
		dst[i] = int64(at)
	}
}

// Digitize returns for each element of x the number of the bin it falls in; bins are the increasing edges. With right set,
// a bin contains its right edge instead of its left one.
func Digitize(x, bins *Array, right bool) *Array { return SearchSorted(bins, x, !right) }

// ArgWhere returns the indices of the elements of x that are not 0, one row each.
func ArgWhere(x *Array) *Array {
	if len(x.shape) == 0 {
		n := 0
		if x.Truth() {
			n = 1
		}
		return New(Int64, n, 0)
	}
	return Stack(Nonzero(x), 1)
}

// FlatNonzero returns the indices in the flattened x of the elements that are not 0.
func FlatNonzero(x *Array) *Array { return Nonzero(x.Ravel())[0] }

// BinCount returns how often each of 0, 1, … comes in x, a vector of integers that are not negative; with weights (or
// nil), the sum of the weights instead. The result has at least minLength elements.
func BinCount(x, weights *Array, minLength int) *Array {
	if len(x.shape) != 1 || x.dtype != Int64 {
		panic(&DTypeError{"bincount", []DType{x.dtype}, "needs a vector of int64, not " + shapeString(x.shape) + " of"})
	}
	n := minLength
	for _, v := range Elements[int64](x) {
		if v < 0 {
			panic(&ValueError{"bincount", "has a negative element"})
		}
		n = max(n, int(v)+1)
	}
	if weights == nil {
		out := New(Int64, n)
		out.AddIndex(Scalar(int64(1)), x)
		return out
	}
	out := New(Float64, n)
	out.AddIndex(weights, x)
	return out
}

// Interp returns the piecewise linear function through the points (xp, fp), with xp increasing, at x; beyond the ends
// it has the end's value.
func Interp(x, xp, fp *Array) *Array {
	xs, ys := ToSlice[float64](xp), ToSlice[float64](fp)
	if len(xs) != len(ys) || len(xs) == 0 {
		panic(&ShapeError{"interp", [][]int{xp.Shape(), fp.Shape()}, "need as many points as values, at least one"})
	}
	return Map(x.AsType(Float64), func(v float64) float64 {
		i, found := slices.BinarySearch(xs, v)
		switch {
		case v != v:
			return v
		case found:
			return ys[i]
		case i == 0:
			return ys[0]
		case i == len(xs):
			return ys[i-1]
		}
		slope := (ys[i] - ys[i-1]) / (xs[i] - xs[i-1])
		return ys[i-1] + slope*(v-xs[i-1])
	})
}
