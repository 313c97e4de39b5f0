package ndarray

// Products of vectors and matrices.

import (
	"slices"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

// MatMul returns the matrix product over the last two axes of x and y, the others broadcast; a vector on the left is a
// row, on the right a column, and its axis is gone from the result. It panics with a [*ShapeError] if the inner lengths
// differ or one of them is 0-d.
func MatMul(x, y *Array) *Array {
	if len(x.shape) == 0 || len(y.shape) == 0 {
		panic(&ShapeError{"matmul", [][]int{x.Shape(), y.Shape()}, "a 0-d array has no rows; use Multiply"})
	}
	a, b := x, y
	if len(a.shape) == 1 {
		a = a.ExpandDims(0)
	}
	if len(b.shape) == 1 {
		b = b.ExpandDims(1)
	}
	na, nb := len(a.shape), len(b.shape)
	m, k, n := a.shape[na-2], a.shape[na-1], b.shape[nb-1]
	if k != b.shape[nb-2] {
		panic(&ShapeError{"matmul", [][]int{x.Shape(), y.Shape()}, "the inner lengths " + itoa(k) + " and " + itoa(b.shape[nb-2]) + " differ"})
	}
	batch, ok := broadcastShapes(a.shape[:na-2], b.shape[:nb-2])
	if !ok {
		panic(&ShapeError{"matmul", [][]int{x.Shape(), y.Shape()}, "the leading axes could not be broadcast together"})
	}
	dt := ResultType(x, y)
	a, b = a.AsType(dt), b.AsType(dt)
	if nb == 2 && na > 2 && a.contig { // one matrix for all of the batch: a single product of tall matrices
		r := matmul2(a.Reshape(a.Size()/max(k, 1), k), b, dt, sizeOf("matmul", batch)*m, n)
		return r.Reshape(matmulShape(x, y, batch, m, n)...)
	}
	r := newProduct(dt, append(slices.Clone(batch), m, n), k)
	a = a.BroadcastTo(append(slices.Clone(batch), m, k)...)
	b = b.BroadcastTo(append(slices.Clone(batch), k, n)...)
	switch {
	case r.Size() == 0:
	case len(batch) == 0:
		gemm(r, a, b)
	case dt == Float32 && v32.Gemm != nil:
		mul32.stack(elems[float32](r)[r.offset:][:r.Size()], a, b, batch, m, n, k)
	case dt == Float64 && v64.Gemm != nil:
		mul64.stack(elems[float64](r)[r.offset:][:r.Size()], a, b, batch, m, n, k)
	default:
		eachIndex(batch, func(idx []int) { gemm(r.sub(idx), a.sub(idx), b.sub(idx)) })
	}
	return r.Reshape(matmulShape(x, y, batch, m, n)...)
}

// AddMatMul adds the product of two matrices to a third one, dst. It panics with a [*ShapeError] if the shapes do not fit.
func AddMatMul(dst, x, y *Array) {
	if len(x.shape) != 2 || len(y.shape) != 2 || x.shape[1] != y.shape[0] || !equalShape(dst.shape, []int{x.shape[0], y.shape[1]}) {
		panic(&ShapeError{"AddMatMul", [][]int{dst.Shape(), x.Shape(), y.Shape()}, "are not those of a matrix and the two factors of another one of its size"})
	}
	m, n, k := x.shape[0], y.shape[1], x.shape[1]
	alike := dst.dtype == x.dtype && dst.dtype == y.dtype && dst.contig && m*n*k > smallProduct
	switch {
	case alike && dst.dtype == Float64 && v64.Gemm != nil && !overlaps(dst, x) && !overlaps(dst, y):
		dst.edited()
		mul64.packed(dst.floats()[dst.offset:], n, matrixOf[float64](x), matrixOf[float64](y), m, n, k, simd.Plus)
	case alike && dst.dtype == Float32 && v32.Gemm != nil && !overlaps(dst, x) && !overlaps(dst, y):
		dst.edited()
		mul32.packed(elems[float32](dst)[dst.offset:], n, matrixOf[float32](x), matrixOf[float32](y), m, n, k, simd.Plus)
	default:
		AddInto(dst, MatMul(x, y))
	}
}

func matmul2(a, b *Array, dt DType, m, n int) *Array {
	r := newProduct(dt, []int{m, n}, a.shape[1])
	gemm(r, a, b)
	return r
}

// matmulShape returns the shape of the result, without the axes that vectors lent.
func matmulShape(x, y *Array, batch []int, m, n int) []int {
	shape := slices.Clone(batch)
	if len(x.shape) > 1 {
		shape = append(shape, m)
	}
	if len(y.shape) > 1 {
		shape = append(shape, n)
	}
	return shape
}

// eachIndex calls f with the indices of every element of a shape.
func eachIndex(shape []int, f func(idx []int)) {
	idx := make([]int, len(shape))
	if slices.Contains(shape, 0) {
		return
	}
	for {
		f(idx)
		d := len(shape) - 1
		for ; d >= 0; d-- {
			idx[d]++
			if idx[d] < shape[d] {
				break
			}
			idx[d] = 0
		}
		if d < 0 {
			return
		}
	}
}

// sub returns the view of x at the given leading indices, which are in range.
func (x *Array) sub(idx []int) *Array {
	if len(idx) == 0 {
		return x
	}
	v := x.view(x.shape[len(idx):])
	copy(v.strides, x.strides[len(idx):])
	for i, n := range idx {
		v.offset += n * x.strides[i]
	}
	return v.settle()
}

// Dot returns, of vectors, Σᵢ xᵢyᵢ; of matrices, their product; with a 0-d array, the element-wise product; else the sum
// over the last axis of x and the last but one of y, whose other axes follow those of x. It panics with a [*ShapeError] if
// the two lengths differ.
func Dot(x, y *Array) *Array {
	switch {
	case len(x.shape) == 0 || len(y.shape) == 0:
		return Multiply(x, y)
	case len(y.shape) <= 2:
		if x.shape[len(x.shape)-1] != y.shape[0] {
			break
		}
		return MatMul(x, y)
	case x.shape[len(x.shape)-1] == y.shape[len(y.shape)-2]:
		return TensorDot(x, y, []int{-1}, []int{-2})
	}
	panic(&ShapeError{"dot", [][]int{x.Shape(), y.Shape()}, "the lengths to sum over differ"})
}

// VDot returns Σ conj(xᵢ)·yᵢ over the flattened arrays.
func VDot(x, y *Array) *Array {
	if x.Size() != y.Size() {
		panic(&ShapeError{"vdot", [][]int{x.Shape(), y.Shape()}, "differ in size"})
	}
	return Dot(Conj(x.Ravel()), y.Ravel())
}

// Inner returns the sum over the last axes of x and y: the other axes of x, then those of y.
func Inner(x, y *Array) *Array {
	if len(x.shape) == 0 || len(y.shape) == 0 {
		return Multiply(x, y)
	}
	return TensorDot(x, y, []int{-1}, []int{-1})
}

// Outer returns the matrix xᵢyⱼ of the flattened arrays.
func Outer(x, y *Array) *Array {
	return Multiply(x.Ravel().ExpandDims(1), y.Ravel().ExpandDims(0))
}

// TensorDot returns the sum over the given axes of x, paired with those of y; the other axes of x come first, then those
// of y. It panics with a [*ShapeError] if the lengths of a pair differ.
func TensorDot(x, y *Array, xAxes, yAxes []int) *Array {
	if len(xAxes) != len(yAxes) {
		panic(&ValueError{"tensordot", "has " + itoa(len(xAxes)) + " axes of the first and " + itoa(len(yAxes)) + " of the second array"})
	}
	xMask := axisMask("tensordot", append([]int{}, xAxes...), len(x.shape))
	yMask := axisMask("tensordot", append([]int{}, yAxes...), len(y.shape))
	var xOrder, yOrder, shape []int
	m, k, n := 1, 1, 1
	for d, s := range x.shape {
		if !xMask[d] {
			xOrder, shape, m = append(xOrder, d), append(shape, s), m*s
		}
	}
	for i, d := range xAxes {
		d, e := normAxis("tensordot", d, len(x.shape)), normAxis("tensordot", yAxes[i], len(y.shape))
		if x.shape[d] != y.shape[e] {
			panic(&ShapeError{"tensordot", [][]int{x.Shape(), y.Shape()}, "axes " + itoa(d) + " and " + itoa(e) + " differ in length"})
		}
		xOrder, yOrder, k = append(xOrder, d), append(yOrder, e), k*x.shape[d]
	}
	for d, s := range y.shape {
		if !yMask[d] {
			yOrder, shape, n = append(yOrder, d), append(shape, s), n*s
		}
	}
	a, b := x, y
	if len(xOrder) > 0 {
		a = x.Transpose(xOrder...)
	}
	if len(yOrder) > 0 {
		b = y.Transpose(yOrder...)
	}
	return MatMul(a.merge2(len(shape)-(len(y.shape)-len(yAxes)), m, k), b.merge2(len(yAxes), k, n)).Reshape(shape...)
}

// merge2 returns x as an m×n matrix whose rows are x's first lead axes; a view where the strides allow it.
func (x *Array) merge2(lead, m, n int) *Array {
	v := x.view([]int{m, n})
	rows, ok1 := mergedStride(x.shape[:lead], x.strides[:lead])
	cols, ok2 := mergedStride(x.shape[lead:], x.strides[lead:])
	if !ok1 || !ok2 {
		return x.Reshape(m, n)
	}
	v.strides[0], v.strides[1] = rows, cols
	return v.settle()
}

// mergedStride returns the stride of several axes seen as one, if they make one run.
func mergedStride(shape, strides []int) (int, bool) {
	stride, next := 1, 0
	for d := len(shape) - 1; d >= 0; d-- {
		switch {
		case shape[d] == 1:
		case next == 0:
			stride, next = strides[d], strides[d]*shape[d]
			if next == 0 {
				next = -1 // broadcast: nothing but length 1 can be merged with it
			}
		case strides[d] != next:
			return 0, false
		default:
			next *= shape[d]
		}
	}
	return stride, true
}
