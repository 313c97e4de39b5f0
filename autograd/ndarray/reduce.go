package ndarray

// Sums, products, extremes, any and all over axes: one engine, a row of kernels a function.

import (
	"slices"
)

// reducer folds elements of one type.
type reducer[T Elem] struct {
	row  func(x []T) T  // folds a row of at least one element
	join func(a, b T) T // folds two partial results
	vec  kernel2[T, T]  // join for many pairs
	unit T              // the result for no elements
}

// reduceInto folds x over the axes along which dst, which has x's number of dimensions, has length 1. dst must hold the
// unit, or values to fold with.
func reduceInto[T Elem](r *reducer[T], dst, x *Array) {
	d, s := elems[T](dst), elems[T](x)
	if x.contig && dst.Size() == 1 && x.Size() > 0 {
		d[dst.offset] = r.join(d[dst.offset], r.row(s[x.offset:x.offset+x.Size()]))
		return
	}
	t := getScratch[T]()
	defer putScratch(t)
	var w walk
	w.plan(x.shape, 1, dst, x)
	w.rows(func() {
		switch at := w.off[0]; w.inner[0] {
		case 0:
			if w.inner[1] == 1 {
				d[at] = r.join(d[at], r.row(s[w.off[1]:w.off[1]+w.n]))
				return
			}
			for i := 0; i < w.n; i += chunk {
				in := operand(t.a[:min(chunk, w.n-i)], s, w.off[1]+i*w.inner[1], w.inner[1])
				d[at] = r.join(d[at], r.row(in))
			}
		case 1:
			if w.inner[1] == 1 {
				out := d[at : at+w.n]
				r.vec(out, out, s[w.off[1]:w.off[1]+w.n])
				return
			}
			fallthrough
		default:
			for i, j, n := at, w.off[1], w.n; n > 0; n-- {
				d[i] = r.join(d[i], s[j])
				i += w.inner[0]
				j += w.inner[1]
			}
		}
	})
}

// reduction is a fold by dtype.
type reduction struct {
	name string
	b    *reducer[bool]
	i64  *reducer[int64]
	f32  *reducer[float32]
	f64  *reducer[float64]
	c64  *reducer[complex64]
	c128 *reducer[complex128]
	// first says that there is no unit: the first element along the axes begins the fold.
	first bool
}

func (op *reduction) call(x *Array, axes []int, keepdims bool) *Array {
	switch {
	case x.dtype == Bool && op.b == nil:
		x = x.AsType(Int64)
	case x.dtype.IsComplex() && op.c128 == nil:
		panic(&DTypeError{Op: op.name, DTypes: []DType{x.dtype}})
	}
	if axes == nil && !keepdims && x.contig && x.Size() > 0 {
		if d := x.Deferred(); d != nil && op == sumOp {
			return d.sum(x)
		}
		return op.whole(x)
	}
	kept, out := reducedShapes(op.name, x, axes, keepdims)
	dst := alloc(op.name, x.dtype, kept)
	if op.first {
		if dst.Size() > 0 {
			firstAlong(op.name, dst, x)
		}
	}
	switch x.dtype {
	case Bool:
		runReduction(op, op.b, dst, x)
	case Int64:
		runReduction(op, op.i64, dst, x)
	case Float32:
		runReduction(op, op.f32, dst, x)
	case Float64:
		runReduction(op, op.f64, dst, x)
	case Complex64:
		runReduction(op, op.c64, dst, x)
	case Complex128:
		runReduction(op, op.c128, dst, x)
	}
	if len(out) == len(kept) {
		return dst
	}
	return dst.Reshape(out...)
}

// whole folds all elements, which lie in a row.
func (op *reduction) whole(x *Array) *Array {
	lo, hi := x.offset, x.offset+x.Size()
	switch x.dtype {
	case Bool:
		return Scalar(op.b.row(elems[bool](x)[lo:hi]))
	case Int64:
		return Scalar(op.i64.row(elems[int64](x)[lo:hi]))
	case Float32:
		return Scalar(op.f32.row(elems[float32](x)[lo:hi]))
	case Float64:
		return Scalar(op.f64.row(x.floats()[lo:hi]))
	case Complex64:
		return Scalar(op.c64.row(elems[complex64](x)[lo:hi]))
	default:
		return Scalar(op.c128.row(elems[complex128](x)[lo:hi]))
	}
}

func runReduction[T Elem](op *reduction, r *reducer[T], dst, x *Array) {
	var zero T
	if !op.first && r.unit != zero {
		fill(elems[T](dst), r.unit)
	}
	reduceInto(r, dst, x)
}

// firstAlong writes to dst the first elements of x along the axes where dst has length 1.
func firstAlong(op string, dst, x *Array) {
	v := x.view(dst.shape)
	copy(v.strides, x.strides)
	for i, n := range x.shape {
		if n == 0 && dst.shape[i] == 1 {
			panic(&ValueError{op, "an empty array of shape " + shapeString(x.shape) + " has no " + op})
		}
	}
	v.settle()
	x.class().copyTo(dst, v)
}

// reducedShapes returns the shape of a reduction with the axes kept at length 1, and the shape wanted.
func reducedShapes(op string, x *Array, axes []int, keepdims bool) (kept, out []int) {
	mask := axisMask(op, axes, len(x.shape))
	kept = slices.Clone(x.shape)
	for i := range kept {
		if mask[i] {
			kept[i] = 1
		}
	}
	if keepdims {
		return kept, kept
	}
	out = make([]int, 0, len(kept))
	for i, n := range x.shape {
		if !mask[i] {
			out = append(out, n)
		}
	}
	return kept, out
}

// countAlong returns how many elements of x go into each result of a reduction over axes.
func countAlong(op string, x *Array, axes []int) int {
	mask := axisMask(op, axes, len(x.shape))
	n := 1
	for i, s := range x.shape {
		if mask[i] {
			n *= s
		}
	}
	return n
}

var (
	sumOp = &reduction{name: "sum", i64: sumOf[int64](), f32: sumFloats(v32.Sum, v32.Add), f64: sumFloats(v64.Sum, v64.Add),
		c64: sumOf[complex64](), c128: sumOf[complex128]()}
	prodOp = &reduction{name: "prod", i64: prodOf[int64](), f32: prodOf[float32](), f64: prodOf[float64](),
		c64: prodOf[complex64](), c128: prodOf[complex128]()}
	maxOp = &reduction{name: "max", first: true, b: foldOf(false, or), i64: maxOf[int64](), f32: maxOf[float32](), f64: maxOf[float64](),
		c64: foldOf(0, maxComplex[complex64]), c128: foldOf(0, maxComplex[complex128])}
	minOp = &reduction{name: "min", first: true, b: foldOf(false, and), i64: minOf[int64](), f32: minOf[float32](), f64: minOf[float64](),
		c64: foldOf(0, minComplex[complex64]), c128: foldOf(0, minComplex[complex128])}
	anyOp = &reduction{name: "any", b: foldOf(false, or)}
	allOp = &reduction{name: "all", b: foldOf(true, and)}
)

func foldOf[T Elem](unit T, f func(x, y T) T) *reducer[T] {
	return &reducer[T]{
		row: func(x []T) T {
			acc := x[0]
			for _, v := range x[1:] {
				acc = f(acc, v)
			}
			return acc
		},
		join: f, vec: each2(f), unit: unit,
	}
}

func sumOf[T number]() *reducer[T] {
	return &reducer[T]{row: pairwise[T], join: func(x, y T) T { return x + y }, vec: addK[T]}
}

func prodOf[T number]() *reducer[T] {
	r := foldOf(1, func(x, y T) T { return x * y })
	r.vec = mulK[T]
	return r
}

func maxOf[T realNumber]() *reducer[T] {
	r := foldOf(0, func(x, y T) T { return max(x, y) })
	r.vec = maxK[T]
	return r
}

func minOf[T realNumber]() *reducer[T] {
	r := foldOf(0, func(x, y T) T { return min(x, y) })
	r.vec = minK[T]
	return r
}

// pairwise sums by halves, so that the error grows with log n instead of n; blocks of up to 128 elements are summed with
// eight partial sums, which the processor adds side by side.
func pairwise[T number](x []T) T {
	if len(x) > 128 {
		h := len(x) / 2 &^ 7
		return pairwise(x[:h]) + pairwise(x[h:])
	}
	var s T
	if len(x) >= 8 {
		var a [8]T
		for len(x) >= 8 {
			v := x[:8]
			a[0] += v[0]
			a[1] += v[1]
			a[2] += v[2]
			a[3] += v[3]
			a[4] += v[4]
			a[5] += v[5]
			a[6] += v[6]
			a[7] += v[7]
			x = x[8:]
		}
		s = ((a[0] + a[1]) + (a[2] + a[3])) + ((a[4] + a[5]) + (a[6] + a[7]))
	}
	for _, v := range x {
		s += v
	}
	return s
}

func fill[T Elem](s []T, v T) {
	for i := range s {
		s[i] = v
	}
}

// Sum returns the sum over axes (nil: all), 0 for no elements; Bool counts as 0 and 1. Floats are summed pairwise.
func Sum(x *Array, axes []int, keepdims bool) *Array { return sumOp.call(x, axes, keepdims) }

// Prod returns the product over axes (nil: all), 1 for no elements.
func Prod(x *Array, axes []int, keepdims bool) *Array { return prodOp.call(x, axes, keepdims) }

// Max returns the largest element over axes (nil: all), NaN if one is. It panics with a [*ValueError] for no elements.
func Max(x *Array, axes []int, keepdims bool) *Array { return maxOp.call(x, axes, keepdims) }

// Min returns the smallest element over axes (nil: all), NaN if one is. It panics with a [*ValueError] for no elements.
func Min(x *Array, axes []int, keepdims bool) *Array { return minOp.call(x, axes, keepdims) }

// Any returns whether some element over axes (nil: all) is not 0.
func Any(x *Array, axes []int, keepdims bool) *Array {
	return anyOp.call(x.AsType(Bool), axes, keepdims)
}

// All returns whether no element over axes (nil: all) is 0; true for no elements.
func All(x *Array, axes []int, keepdims bool) *Array {
	return allOp.call(x.AsType(Bool), axes, keepdims)
}

// CountNonzero returns how many elements over axes (nil: all) are not 0.
func CountNonzero(x *Array, axes []int, keepdims bool) *Array {
	return sumOp.call(x.AsType(Bool), axes, keepdims)
}
