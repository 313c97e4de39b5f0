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
		forwardRows(a[j*n+j:], n, nb, a[j*n+j+nb:], n, rest)
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

// forwardRows overwrites the n×cols matrix b with L⁻¹·b for the unit lower triangle L.
func forwardRows(l []float64, ldl, n int, b []float64, ldb, cols int) {
	for i := 1; i < n; i++ {
		for k := range i {
			addScaled(b[i*ldb:i*ldb+cols], b[k*ldb:k*ldb+cols], -l[i*ldl+k])
		}
	}
}

// choleskyBlocked overwrites the lower triangle of a with its Cholesky factor. It returns false if a is not positive definite.
func choleskyBlocked(a []float64, n int) bool {
	for j := 0; j < n; j += blockSize {
		nb := min(blockSize, n-j)
		// Columns j … less the product of what is factored with its own rows j …
		subtractProduct(a[j*n+j:], n, matrix[float64]{a, j * n, n, 1}, matrix[float64]{a, j * n, 1, n}, n-j, nb, j)
		for c := range nb {
			row := a[(j+c)*n+j : (j+c)*n+j+c]
			d := a[(j+c)*n+j+c] - dot(row, row)
			if !(d > 0) {
				return false
			}
			d = math.Sqrt(d)
			a[(j+c)*n+j+c] = d
			for i := j + c + 1; i < n; i++ {
				a[i*n+j+c] = (a[i*n+j+c] - dot(a[i*n+j:i*n+j+c], row)) / d
			}
		}
		// The products filled the block's upper triangle, too.
		for c := range nb {
			clear(a[(j+c)*n+j+c+1 : (j+c)*n+j+nb])
		}
	}
	return true
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
	step := blockSize
	as, isReal := any(a).([]float64)
	bs, _ := any(b).([]float64)
	if !isReal || v64.Gemm == nil || cols < 8 {
		step = max(n, 1)
	}
	for done := 0; done < n; done += step {
		nb := min(step, n-done)
		at, from := done, 0 // the block's first row, and the first of the rows that are solved
		if !lower {
			at, from = n-done-nb, n-done
		}
		if done > 0 {
			subtractProduct(bs[at*cols:], cols, matrix[float64]{as, at*n + from, n, 1}, matrix[float64]{bs, from * cols, cols, 1}, nb, cols, done)
		}
		solveBlock(a, n, b, cols, at, nb, lower, unit)
	}
}

// solveBlock solves rows at … at+nb of solveTriangle, whose other unknowns are done with.
func solveBlock[T float64 | complex128](a []T, n int, b []T, cols, at, nb int, lower, unit bool) {
	for s := range nb {
		i, lo, hi := at+s, at, at+s
		if !lower {
			i = at + nb - 1 - s
			lo, hi = i+1, at+nb
		}
		row := b[i*cols : (i+1)*cols]
		for k := lo; k < hi; k++ {
			addScaled(row, b[k*cols:(k+1)*cols], -a[i*n+k])
		}
		if !unit {
			d := a[i*n+i]
			for j := range row {
				row[j] /= d
			}
		}
	}
}
