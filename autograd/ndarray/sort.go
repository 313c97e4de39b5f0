package ndarray

// Sorting, and what follows from order: positions of extremes, distinct values, places in sorted arrays.

import (
	"cmp"
	"slices"
)

// compareFloat orders as NumPy sorts: NaN last.
func compareFloat[T floatNumber](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	case a == b:
		return 0
	case a == a:
		return -1
	case b == b:
		return 1
	}
	return 0
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func compareComplex[T complexNumber](a, b T) int {
	x, y := complex128(a), complex128(b)
	if c := compareFloat(real(x), real(y)); c != 0 {
		return c
	}
	return compareFloat(imag(x), imag(y))
}

func sortOf[T Elem](compare func(a, b T) int) func(dst, src []T) {
	return func(dst, src []T) {
		copy(dst, src)
		slices.SortStableFunc(dst, compare)
	}
}

var sortOp = &lineOp{"sort", sortOf(compareBool),
	func(dst, src []int64) { copy(dst, src); slices.Sort(dst) },
	sortFloats[float32], sortFloats[float64], sortOf(compareComplex[complex64]), sortOf(compareComplex[complex128])}

// sortFloats uses the standard library's sort, which places NaN first, and moves the NaNs to the end.
func sortFloats[T floatNumber](dst, src []T) {
	n := 0
	for _, v := range src {
		if v == v {
			dst[n] = v
			n++
		}
	}
	slices.Sort(dst[:n])
	for i, k := n, 0; i < len(dst); k++ {
		if v := src[k]; v != v {
			dst[i] = v
			i++
		}
	}
}

// Sort returns x sorted along axis, or flattened and sorted for [Flat]. NaN comes last; complex numbers are ordered by real,
// then imaginary part.
func Sort(x *Array, axis int) *Array { return sortOp.call(x, axis) }

// Partition returns x with element kth along axis where it would be after sorting, the smaller ones before it. It sorts
// fully, which is one such order.
func Partition(x *Array, kth, axis int) *Array {
	flat, a := alongAxis("partition", x, axis)
	flat.checkIndex("partition", a, kth)
	return sortOp.call(x, axis)
}

// ArgSort returns the positions that sort x along axis (flattened for [Flat]); equal elements keep their order.
func ArgSort(x *Array, axis int) *Array {
	x, axis = alongAxis("argsort", x, axis)
	switch x.dtype {
	case Bool:
		return argSort(x, axis, compareBool)
	case Int64:
		return argSort(x, axis, cmp.Compare[int64])
	case Float32:
		return argSort(x, axis, compareFloat[float32])
	case Float64:
		return argSort(x, axis, compareFloat[float64])
	case Complex64:
		return argSort(x, axis, compareComplex[complex64])
	default:
		return argSort(x, axis, compareComplex[complex128])
	}
}

// ArgPartition returns the positions that [Partition] x along axis.
func ArgPartition(x *Array, kth, axis int) *Array {
	flat, a := alongAxis("argpartition", x, axis)
	flat.checkIndex("argpartition", a, kth)
	return ArgSort(x, axis)
}

func argSort[T Elem](x *Array, axis int, compare func(a, b T) int) *Array {
	return mapLines("argsort", x, axis, x.shape[axis], func(dst []int64, src []T) {
		for i := range dst {
			dst[i] = int64(i)
		}
		slices.SortStableFunc(dst, func(i, j int64) int { return compare(src[i], src[j]) })
	})
}

// ArgMax returns the position of the first largest element along axis, or in the flattened array for [Flat]; a NaN counts
// as largest. It panics with a [*ValueError] for no elements.
func ArgMax(x *Array, axis int, keepdims bool) *Array {
	return argExtreme("argmax", x, axis, keepdims, 1)
}

// ArgMin returns the position of the first smallest element along axis, or in the flattened array for [Flat]; a NaN counts
// as smallest. It panics with a [*ValueError] for no elements.
func ArgMin(x *Array, axis int, keepdims bool) *Array {
	return argExtreme("argmin", x, axis, keepdims, -1)
}

func argExtreme(op string, x *Array, axis int, keepdims bool, sign int) *Array {
	flat, a := alongAxis(op, x, axis)
	if flat.shape[a] == 0 {
		panic(&ValueError{op, "an empty array of shape " + shapeString(x.shape) + " has no " + op})
	}
	var r *Array
	switch x.dtype {
	case Bool:
		r = argFirst(op, flat, a, func(v, best bool) bool { return compareBool(v, best) == sign })
	case Int64:
		r = argFirst(op, flat, a, func(v, best int64) bool { return cmp.Compare(v, best) == sign })
	case Float32:
		r = argFirst(op, flat, a, func(v, best float32) bool { return beats(v, best, sign) })
	case Float64:
		r = argFirst(op, flat, a, func(v, best float64) bool { return beats(v, best, sign) })
	case Complex64:
		r = argFirst(op, flat, a, func(v, best complex64) bool { return compareComplex(v, best) == sign })
	default:
		r = argFirst(op, flat, a, func(v, best complex128) bool { return compareComplex(v, best) == sign })
	}
	switch {
	case axis == Flat && keepdims:
		return r.Reshape(slices.Repeat([]int{1}, len(x.shape))...)
	case axis == Flat:
		return r.Reshape()
	case keepdims:
		return r
	}
	return r.Squeeze(a)
}

// beats reports whether v is more extreme than best; NaN is more extreme than any number.
func beats[T floatNumber](v, best T, sign int) bool {
	if best != best {
		return false
	}
	return v != v || sign > 0 && v > best || sign < 0 && v < best
}

func argFirst[T Elem](op string, x *Array, axis int, beats func(v, best T) bool) *Array {
	return mapLines(op, x, axis, 1, func(dst []int64, src []T) {
		best := 0
		for i, v := range src {
			if beats(v, src[best]) {
				best = i
			}
		}
		dst[0] = int64(best)
	})
}
