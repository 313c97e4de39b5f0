package ndarray

// Linear algebra on single float64 matrices, row-major without gaps, by gonum's LAPACK where blocked.go has
// nothing faster.

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/lapack"
	lapackgo "gonum.org/v1/gonum/lapack/gonum"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

var lap lapackgo.Implementation

// solveReal overwrites b with the solution of a·x = b, and a with its LU factors. It returns false if a is singular.
func solveReal(a, b []float64, n, cols int) bool {
	if n == 0 || cols == 0 {
		return true
	}
	pivots := luReal(a, n)
	for i := range n {
		if a[i*n+i] == 0 {
			return false
		}
	}
	for i, p := range pivots {
		if p != i {
			swapRows(b, cols, i, p, 0, cols)
		}
	}
	solveTriangle(a, n, b, cols, true, true)
	solveTriangle(a, n, b, cols, false, false)
	return true
}

// slogdetReal overwrites a with its LU factors.
func slogdetReal(a []float64, n int) (sign, logdet float64) {
	if n == 0 {
		return 1, 0
	}
	pivots := luReal(a, n)
	sign = 1
	for i, p := range pivots {
		d := a[i*n+i]
		if p != i {
			sign = -sign
		}
		if d < 0 {
			sign = -sign
		}
		if d == 0 {
			return 0, math.Inf(-1)
		}
		logdet += math.Log(math.Abs(d))
	}
	return sign, logdet
}

// detReal overwrites a with its LU factors.
func detReal(a []float64, n int) float64 {
	if n == 0 {
		return 1
	}
	pivots := luReal(a, n)
	det := 1.0
	for i, p := range pivots {
		det *= a[i*n+i]
		if p != i {
			det = -det
		}
	}
	return det
}

// choleskyReal overwrites the lower triangle of a with its factor, and the upper one with anything. It returns false if a is not positive definite.
func choleskyReal(a []float64, n int) bool {
	if v64.Gemm != nil && n >= blockSize {
		return choleskyBlocked(a, n, n)
	}
	return n == 0 || lap.Dpotrf(blas.Lower, n, a, n)
}

// CholeskyVJP returns the cotangent of a symmetric matrix from that of its Cholesky factor: L⁻ᵀ·Φ(Lᵀ·g)·L⁻¹, made symmetric,
// where Φ is the lower triangle with half the diagonal (Murray 2016). Both are real square matrices.
func CholeskyVJP(g, l *Array) *Array {
	s := squareStack("cholesky_vjp", l)
	if len(l.shape) != 2 || !SameShape(g, l) || g.dtype.IsComplex() || l.dtype.IsComplex() {
		panic(&ShapeError{"cholesky_vjp", [][]int{g.Shape(), l.Shape()}, "are not real matrices of one size"})
	}
	n := s.n
	g = g.AsType(Float64).Contiguous()
	out := New(Float64, n, n)
	p := elems[float64](out)
	lt := matrix[float64]{elems[float64](s.x), s.x.offset, 1, n}
	// The lower triangle of Lᵀ·g, for L is one itself: rows … of Lᵀ by so many columns of g, from those rows on.
	const step = 48
	for i := 0; i < n; i += step {
		m := min(step, n-i)
		product := matrix[float64]{elems[float64](g), g.offset + i*n, n, 1}
		multiplyRows(p[i*n:], n, lt.from(i, i), product, m, i+m, n-i)
	}
	clearUpper(p, n)
	for i := range n {
		p[i*(n+1)] *= 0.5
	}
	solveReals(lt, n, p, n, n, false, false)
	turned := New(Float64, n, n)
	t := elems[float64](turned)
	copyTurned(t, n, p, n, n, n)
	solveReals(lt, n, t, n, n, false, false)
	copyTurned(p, n, t, n, n, n)
	addK(p, p, t)
	for i := range p {
		p[i] *= 0.5
	}
	return out.AsType(Promote(s.dt, g.dtype.Float()))
}

// multiplyRows sets m×n elements of c, whose rows lie ldc elements apart, to a·b.
func multiplyRows(c []float64, ldc int, a, b matrix[float64], m, n, k int) {
	if v64.Gemm != nil {
		mul64.packed(c, ldc, a, b, m, n, k, simd.Set)
		return
	}
	rows := make([]float64, m*n)
	smallGemm(rows, a, b, m, n, k)
	for i := range m {
		copy(c[i*ldc:i*ldc+n], rows[i*n:])
	}
}

// qrReal writes the m×k factor q and the k×n factor r of a.
func qrReal(a []float64, m, n, k int, q, r []float64) {
	if k == 0 {
		return
	}
	// The reflectors need room for max(n, k) columns.
	ld := max(n, k)
	work := make([]float64, m*ld)
	for i := range m {
		copy(work[i*ld:], a[i*n:(i+1)*n])
	}
	low := min(m, n)
	tau := make([]float64, low)
	if n > 0 {
		buf := make([]float64, 1)
		lap.Dgeqrf(m, n, work, ld, tau, buf, -1)
		buf = make([]float64, int(buf[0]))
		lap.Dgeqrf(m, n, work, ld, tau, buf, len(buf))
	}
	for i := range min(k, n) {
		copy(r[i*n+i:(i+1)*n], work[i*ld+i:i*ld+n])
	}
	buf := make([]float64, 1)
	lap.Dorgqr(m, k, low, work, ld, tau, buf, -1)
	buf = make([]float64, int(buf[0]))
	lap.Dorgqr(m, k, low, work, ld, tau, buf, len(buf))
	for i := range m {
		copy(q[i*k:(i+1)*k], work[i*ld:i*ld+k])
	}
}

// svdReal writes the factors of a. It returns false if the iteration did not converge.
func svdReal(a []float64, m, n int, full bool, u, s, vt []float64) bool {
	if m == 0 || n == 0 {
		eye(u, m)
		eye(vt, n)
		return true
	}
	job := lapack.SVDStore
	ldu := min(m, n)
	if full {
		job, ldu = lapack.SVDAll, m
	}
	for _, v := range a {
		if v != v || math.Abs(v) > maxFloat {
			return false
		}
	}
	work := append([]float64(nil), a...)
	buf := make([]float64, 1)
	lap.Dgesvd(job, job, m, n, work, n, s, u, ldu, vt, n, buf, -1)
	buf = make([]float64, int(buf[0]))
	return lap.Dgesvd(job, job, m, n, work, n, s, u, ldu, vt, n, buf, len(buf))
}

// eye writes the identity to a as far as it is square.
func eye[T float64 | complex128](a []T, n int) {
	if len(a) == n*n {
		for i := range n {
			a[i*n+i] = 1
		}
	}
}

// eighReal overwrites the symmetric a with its eigenvectors.
func eighReal(a []float64, n int, w []float64) bool {
	if n == 0 {
		return true
	}
	for _, v := range a {
		if v != v || math.Abs(v) > maxFloat {
			return false
		}
	}
	buf := make([]float64, 1)
	lap.Dsyev(lapack.EVCompute, blas.Lower, n, a, n, w, buf, -1)
	buf = make([]float64, int(buf[0]))
	return lap.Dsyev(lapack.EVCompute, blas.Lower, n, a, n, w, buf, len(buf))
}

// eigReal writes the eigenvalues and eigenvectors of a.
func eigReal(a []float64, n int, w, v []complex128) bool {
	if n == 0 {
		return true
	}
	for _, e := range a {
		if e != e || math.Abs(e) > maxFloat {
			return false
		}
	}
	work := append([]float64(nil), a...)
	re, im, vr := make([]float64, n), make([]float64, n), make([]float64, n*n)
	buf := make([]float64, 1)
	lap.Dgeev(lapack.LeftEVNone, lapack.RightEVCompute, n, work, n, re, im, nil, 1, vr, n, buf, -1)
	buf = make([]float64, int(buf[0]))
	if lap.Dgeev(lapack.LeftEVNone, lapack.RightEVCompute, n, work, n, re, im, nil, 1, vr, n, buf, len(buf)) != 0 {
		return false
	}
	for j := 0; j < n; j++ {
		w[j] = complex(re[j], im[j])
		if im[j] == 0 {
			for i := range n {
				v[i*n+j] = complex(vr[i*n+j], 0)
			}
			continue
		}
		// A conjugate pair: its vectors are column j ± i times column j+1.
		w[j+1] = complex(re[j], -im[j])
		for i := range n {
			v[i*n+j] = complex(vr[i*n+j], vr[i*n+j+1])
			v[i*n+j+1] = complex(vr[i*n+j], -vr[i*n+j+1])
		}
		j++
	}
	return true
}
