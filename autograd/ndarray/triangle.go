package ndarray

// Triangular systems, of one matrix: by halves, which products of matrices connect, so that most of the work is theirs
// (Golub & Van Loan, Matrix Computations, §3.1). Factorisations are made of them: lu.go, cholesky.go, qr.go.

import (
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

// smallBlock is the size from which on matrices are cut in halves.
const smallBlock = 16

// half returns where a matrix of n > smallBlock rows is cut.
func half(n int) int { return roundUp(n/2, 8) }

// rowMajor is the matrix whose rows lie ld elements apart in a.
func rowMajor[T number](a []T, ld int) matrix[T] { return matrix[T]{a, 0, ld, 1} }

// triangle overwrites b, of cols columns and rows that lie ldb elements apart, with the solution of t·x = b, where t is a
// lower or upper triangle of n rows in any layout; unit says that there are ones on its diagonal, whatever is stored.
func (p *multiplier[T]) triangle(t matrix[T], n int, b []T, ldb, cols int, lower, unit bool) {
	switch {
	case cols == 0:
		return
	case cols == 1 && ldb == 1 && (t.rows == 1 || t.cols == 1):
		p.triangleVector(t, n, b[:n], lower, unit)
		return
	case n <= smallBlock:
		p.triangleRows(t, n, b, ldb, cols, lower, unit)
		return
	}
	h := half(n)
	if lower {
		p.triangle(t, h, b, ldb, cols, lower, unit)
		p.subtract(b[h*ldb:], ldb, t.from(h, 0), rowMajor(b, ldb), n-h, cols, h)
		p.triangle(t.from(h, h), n-h, b[h*ldb:], ldb, cols, lower, unit)
		return
	}
	p.triangle(t.from(h, h), n-h, b[h*ldb:], ldb, cols, lower, unit)
	p.subtract(b, ldb, t.from(0, h), rowMajor(b[h*ldb:], ldb), h, cols, n-h)
	p.triangle(t, h, b, ldb, cols, lower, unit)
}

// triangleRows solves row by row: from the first to the last, or upwards.
func (p *multiplier[T]) triangleRows(t matrix[T], n int, b []T, ldb, cols int, lower, unit bool) {
	for s := range n {
		i, lo, hi := s, 0, s
		if !lower {
			i = n - 1 - s
			lo, hi = i+1, n
		}
		row := b[i*ldb : i*ldb+cols]
		for k := lo; k < hi; k++ {
			p.addScaled(row, b[k*ldb:k*ldb+cols], -t.data[t.at+i*t.rows+k*t.cols])
		}
		if !unit {
			p.divideBy(row, t.data[t.at+i*(t.rows+t.cols)])
		}
	}
}

// triangleVector is for one right side: by inner products along rows of t, or by multiples of its columns.
func (p *multiplier[T]) triangleVector(t matrix[T], n int, b []T, lower, unit bool) {
	for s := range n {
		i, lo, hi := s, 0, s // the unknown, and those that are known
		if !lower {
			i = n - 1 - s
			lo, hi = i+1, n
		}
		if t.cols == 1 && hi > lo {
			at := t.at + i*t.rows
			b[i] -= p.dot(t.data[at+lo:at+hi], b[lo:hi])
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
			p.addScaled(b[lo:hi], t.data[at+lo:at+hi], -b[i])
		}
	}
}

// subtract computes c -= a·b for an m×n matrix c with rows that lie ldc elements apart.
func (p *multiplier[T]) subtract(c []T, ldc int, a, b matrix[T], m, n, k int) {
	if m == 0 || n == 0 || k == 0 {
		return
	}
	p.packed(c, ldc, a, b, m, n, k, simd.Minus)
}

// addScaled adds v·x to y.
func (p *multiplier[T]) addScaled(y, x []T, v T) {
	if p.Axpy != nil && len(y) >= 8 {
		p.Axpy(y, x, v)
		return
	}
	x = x[:len(y)]
	for i := range y {
		y[i] += v * x[i]
	}
}

func (p *multiplier[T]) dot(x, y []T) T {
	if p.Dot != nil && len(x) >= 8 {
		return p.Dot(x, y)
	}
	s := T(0)
	for i, v := range x {
		s += v * y[i]
	}
	return s
}

// divideBy divides the elements of a row; many of them by a multiplication with the reciprocal, if that is exact enough.
func (p *multiplier[T]) divideBy(row []T, d T) {
	if len(row) >= 16 && p.Scale != nil {
		if r := 1 / d; safe(r) {
			p.Scale(row, r)
			return
		}
	}
	for j := range row {
		row[j] /= d
	}
}

// safe reports whether v is so far from overflow and underflow that products with it lose no digits for that.
func safe[T floatNumber](v T) bool {
	m, most := math.Abs(float64(v)), 0x1p1000
	if _, single := any(v).(float32); single {
		most = 0x1p100
	}
	return m > 1/most && m < most
}
