package ndarray

// The product of two matrices of one type, c = a·b, for any strides.

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// newProduct returns an array for products over k elements; it need not be cleared if gemm does that.
func newProduct(dt DType, shape []int, k int) *Array {
	if k == 0 {
		return alloc("matmul", dt, shape)
	}
	return allocDirty("matmul", dt, shape)
}

// gemm sets c, which newProduct has made, to a·b.
func gemm(c, a, b *Array) {
	m, n, k := c.shape[0], c.shape[1], a.shape[1]
	if m == 0 || n == 0 || k == 0 {
		return
	}
	switch c.dtype {
	case Bool:
		gemmBool(elems[bool](c)[c.offset:], a, b, m, n, k)
	case Int64:
		gemmPlain(elems[int64](c)[c.offset:], a, b, m, n, k)
	case Float32:
		if v32.Gemm != nil {
			mul32.product(elems[float32](c)[c.offset:], matrixOf[float32](a), matrixOf[float32](b), m, n, k)
			return
		}
		a, ta, lda := blasOperand(a)
		b, tb, ldb := blasOperand(b)
		gonum.Implementation{}.Sgemm(ta, tb, m, n, k, 1, elems[float32](a)[a.offset:], lda, elems[float32](b)[b.offset:], ldb, 0, elems[float32](c)[c.offset:], n)
	case Float64:
		if v64.Gemm != nil {
			mul64.product(c.f64[c.offset:], matrixOf[float64](a), matrixOf[float64](b), m, n, k)
			return
		}
		a, ta, lda := blasOperand(a)
		b, tb, ldb := blasOperand(b)
		gonum.Implementation{}.Dgemm(ta, tb, m, n, k, 1, a.floats()[a.offset:], lda, b.floats()[b.offset:], ldb, 0, c.f64[c.offset:], n)
	case Complex64:
		a, ta, lda := blasOperand(a)
		b, tb, ldb := blasOperand(b)
		gonum.Implementation{}.Cgemm(ta, tb, m, n, k, 1, elems[complex64](a)[a.offset:], lda, elems[complex64](b)[b.offset:], ldb, 0, elems[complex64](c)[c.offset:], n)
	case Complex128:
		a, ta, lda := blasOperand(a)
		b, tb, ldb := blasOperand(b)
		gonum.Implementation{}.Zgemm(ta, tb, m, n, k, 1, elems[complex128](a)[a.offset:], lda, elems[complex128](b)[b.offset:], ldb, 0, elems[complex128](c)[c.offset:], n)
	}
}

// blasOperand returns x as BLAS can read it: row-major or transposed, with a leading dimension; a copy if need be.
func blasOperand(x *Array) (*Array, blas.Transpose, int) {
	rows, cols := x.shape[0], x.shape[1]
	switch {
	case (x.strides[1] == 1 || cols == 1) && (x.strides[0] >= cols || rows == 1):
		return x, blas.NoTrans, max(x.strides[0], cols)
	case (x.strides[0] == 1 || rows == 1) && (x.strides[1] >= rows || cols == 1):
		return x, blas.Trans, max(x.strides[1], rows)
	}
	x = x.Copy()
	return x, blas.NoTrans, cols
}

// gemmPlain adds row by row, so that the inner loop runs along rows of b and c.
func gemmPlain(c []int64, a, b *Array, m, n, k int) {
	a, b = a.Contiguous(), b.Contiguous()
	as, bs := elems[int64](a)[a.offset:], elems[int64](b)[b.offset:]
	for i := range m {
		row := c[i*n : (i+1)*n]
		for l := range k {
			v, other := as[i*k+l], bs[l*n:(l+1)*n]
			for j := range row {
				row[j] += v * other[j]
			}
		}
	}
}

func gemmBool(c []bool, a, b *Array, m, n, k int) {
	a, b = a.Contiguous(), b.Contiguous()
	as, bs := elems[bool](a)[a.offset:], elems[bool](b)[b.offset:]
	for i := range m {
		row := c[i*n : (i+1)*n]
		for l := range k {
			if !as[i*k+l] {
				continue
			}
			for j, v := range bs[l*n : (l+1)*n] {
				row[j] = row[j] || v
			}
		}
	}
}
