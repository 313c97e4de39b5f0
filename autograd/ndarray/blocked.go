package ndarray

// LU, Cholesky and triangular systems in blocks, so that most of the work is done by matrix products (Golub & Van Loan,
// Matrix Computations, §§3.2, 4.2). Without vector kernels one block is the whole.

import (
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

// blockSize is the number of columns that are factored together.
const blockSize = 64

// subtractProduct computes c -= a·b, where c has rows ldc apart.
func subtractProduct(c []float64, ldc int, a, b matrix[float64], m, n, k int) {
	if m == 0 || n == 0 || k == 0 {
		return
	}
	mul64.packed(c, ldc, a, b, m, n, k, simd.Minus)
}

// luReal overwrites a with L and U of P·a = L·U and returns the row exchanges. A zero on the diagonal of U says that a is
// singular.
func luReal(a []float64, n int) (pivots []int) {
	pivots = make([]int, n)
	step := blockSize
	if v64.Gemm == nil {
		step = max(n, 1)
	}
	for j := 0; j < n; j += step {
		nb := min(step, n-j)
		luPanel(a, n, j, nb, pivots)
		rest := n - j - nb
		if rest == 0 {
			break
		}
		// Rows j … of U, then the rest less their product.
		solveReals(matrix[float64]{a, j*n + j, n, 1}, nb, a[j*n+j+nb:], n, rest, true, true)
		subtractProduct(a[(j+nb)*n+j+nb:], n, matrix[float64]{a, (j+nb)*n + j, n, 1}, matrix[float64]{a, j*n + j + nb, n, 1}, rest, rest, nb)
	}
	return pivots
}

// luPanel factors columns j … j+nb, from row j down, and exchanges whole rows.
func luPanel(a []float64, n, j, nb int, pivots []int) {
	for k := j; k < j+nb; k++ {
		p, best := k, 0.0
		for i := k; i < n; i++ {
			if v := math.Abs(a[i*n+k]); v > best {
				p, best = i, v
			}
		}
		pivots[k] = p
		if p != k {
			swapRows(a, n, k, p, 0, n)
		}
		if best == 0 {
			continue
		}
		top := a[k*n+k+1 : k*n+j+nb]
		for i := k + 1; i < n; i++ {
			l := a[i*n+k] / a[k*n+k]
			a[i*n+k] = l
			if l != 0 {
				addScaled(a[i*n+k+1:i*n+j+nb], top, -l)
			}
		}
	}
}

// addScaled adds v·x to y.
func addScaled[T float64 | complex128](y, x []T, v T) {
	if ys, ok := any(y).([]float64); ok && v64.Axpy != nil && len(y) >= 8 {
		v64.Axpy(ys, any(x).([]float64), any(v).(float64))
		return
	}
	x = x[:len(y)]
	for i := range y {
		y[i] += v * x[i]
	}
}

// smallBlock is the size from which on matrices are cut in halves.
const smallBlock = 16

// half returns where a matrix of n > smallBlock rows is cut.
func half(n int) int { return roundUp(n/2, 8) }

// choleskyBlocked overwrites the lower triangle of a, whose rows lie ld elements apart, with its Cholesky factor; the upper
// one gets anything. It returns false if a is not positive definite.
func choleskyBlocked(a []float64, ld, n int) bool {
	if n <= smallBlock {
		return choleskySmall(a, ld, n)
	}
	h := half(n)
	if !choleskyBlocked(a, ld, h) {
		return false
	}
	// With the lower left block B: B ← B·L⁻ᵀ, by L·x = Bᵀ, and the lower right one less B·Bᵀ.
	m := n - h
	bt := mul64.packs.get(h * m)
	defer mul64.packs.put(bt)
	lower := matrix[float64]{a, h * ld, ld, 1}
	mul64.turn(bt, m, lower, h, m)
	solveReals(matrix[float64]{a, 0, ld, 1}, h, bt, m, m, true, false)
	mul64.turn(a[h*ld:], ld, matrix[float64]{bt, 0, m, 1}, m, h)
	subtractLower(a[h*ld+h:], ld, lower, matrix[float64]{bt, 0, m, 1}, m, h)
	return choleskyBlocked(a[h*ld+h:], ld, m)
}

func choleskySmall(a []float64, ld, n int) bool {
	for j := range n {
		row := a[j*ld : j*ld+j]
		d := a[j*ld+j] - dot(row, row)
		if !(d > 0) {
			return false
		}
		d = math.Sqrt(d)
		a[j*ld+j] = d
		for i := j + 1; i < n; i++ {
			a[i*ld+j] = (a[i*ld+j] - dot(a[i*ld:i*ld+j], row)) / d
		}
	}
	return true
}

// subtractLower computes the lower triangle of c -= a·b, all n×n, with k products an element.
func subtractLower(c []float64, ldc int, a, b matrix[float64], n, k int) {
	if n <= 96 {
		subtractProduct(c, ldc, a, b, n, n, k)
		return
	}
	h := half(n)
	subtractLower(c, ldc, a, b, h, k)
	subtractProduct(c[h*ldc:], ldc, a.from(h, 0), b, n-h, h, k)
	subtractLower(c[h*ldc+h:], ldc, a.from(h, 0), b.from(0, h), n-h, k)
}

// clearUpper clears what lies above the diagonal.
func clearUpper[T Elem](a []T, n int) {
	for i := range n {
		clear(a[i*n+i+1 : (i+1)*n])
	}
}

func dot(x, y []float64) float64 {
	if v64.Dot != nil && len(x) >= 8 {
		return v64.Dot(x, y)
	}
	s := 0.0
	for i, v := range x {
		s += v * y[i]
	}
	return s
}

// solveTriangle overwrites the n×cols matrix b with the solution of t·x = b for the lower or upper triangle t of a.
func solveTriangle[T float64 | complex128](a []T, n int, b []T, cols int, lower, unit bool) {
	if as, ok := any(a).([]float64); ok {
		solveReals(matrix[float64]{as, 0, n, 1}, n, any(b).([]float64), cols, cols, lower, unit)
		return
	}
	solveRows(matrix[T]{a, 0, n, 1}, n, b, cols, cols, lower, unit)
}

// solveReals is solveTriangle for any layout of t, and rows of b that lie ldb elements apart: by halves, which products of
// matrices connect.
func solveReals(t matrix[float64], n int, b []float64, ldb, cols int, lower, unit bool) {
	switch {
	case v64.Gemm == nil || n <= smallBlock && cols > 1:
		solveRows(t, n, b, ldb, cols, lower, unit)
		return
	case cols == 1 && ldb == 1 && (t.rows == 1 || t.cols == 1):
		solveVector(t, n, b[:n], lower, unit)
		return
	case n <= smallBlock:
		solveRows(t, n, b, ldb, cols, lower, unit)
		return
	}
	h := half(n)
	if lower {
		solveReals(t, h, b, ldb, cols, lower, unit)
		subtractProduct(b[h*ldb:], ldb, t.from(h, 0), matrix[float64]{b, 0, ldb, 1}, n-h, cols, h)
		solveReals(t.from(h, h), n-h, b[h*ldb:], ldb, cols, lower, unit)
		return
	}
	solveReals(t.from(h, h), n-h, b[h*ldb:], ldb, cols, lower, unit)
	subtractProduct(b, ldb, t.from(0, h), matrix[float64]{b, h * ldb, ldb, 1}, h, cols, n-h)
	solveReals(t, h, b, ldb, cols, lower, unit)
}

// solveRows solves row by row: from the first to the last, or upwards.
func solveRows[T float64 | complex128](t matrix[T], n int, b []T, ldb, cols int, lower, unit bool) {
	for s := range n {
		i, lo, hi := s, 0, s
		if !lower {
			i = n - 1 - s
			lo, hi = i+1, n
		}
		row := b[i*ldb : i*ldb+cols]
		for k := lo; k < hi; k++ {
			addScaled(row, b[k*ldb:k*ldb+cols], -t.data[t.at+i*t.rows+k*t.cols])
		}
		if !unit {
			divideBy(row, t.data[t.at+i*(t.rows+t.cols)])
		}
	}
}

// divideBy divides the elements of a row; many of them by a multiplication with the reciprocal, if that is exact enough.
func divideBy[T float64 | complex128](row []T, d T) {
	if reals, ok := any(row).([]float64); ok && len(row) >= 16 && v64.Scale != nil {
		if r := 1 / any(d).(float64); r > 0x1p-1000 && r < 0x1p1000 || r < -0x1p-1000 && r > -0x1p1000 {
			v64.Scale(reals, r)
			return
		}
	}
	for j := range row {
		row[j] /= d
	}
}

// solveVector is for one right side: by inner products along rows of t, or by multiples of its columns.
func solveVector(t matrix[float64], n int, b []float64, lower, unit bool) {
	for s := range n {
		i, lo, hi := s, 0, s // the unknown, and those that are known
		if !lower {
			i = n - 1 - s
			lo, hi = i+1, n
		}
		if t.cols == 1 && hi > lo {
			at := t.at + i*t.rows
			b[i] -= dot(t.data[at+lo:at+hi], b[lo:hi])
		}
		if !unit {
			b[i] /= t.data[t.at+i*(t.rows+t.cols)]
		}
		if t.cols == 1 {
			continue
		}
		lo, hi = i+1, n // those that are not
		if !lower {
			lo, hi = 0, i
		}
		if hi > lo {
			at := t.at + i*t.cols
			addScaled(b[lo:hi], t.data[at+lo:at+hi], -b[i])
		}
	}
}
