package ndarray

// Linear algebra on stacks of matrices: the last two axes are the matrix, the others count matrices. Factorisations compute
// in the type of the matrix, eigenvalues and singular values in float64 by gonum's LAPACK, complex numbers in complex128;
// what was float32 or complex64 is rounded back.

import (
	"slices"
	"sync/atomic"
)

// stack is an array seen as count matrices of m×n, contiguous, of a type to compute in.
type stack struct {
	x     *Array
	dt    DType // of the result
	batch []int
	count int
	m, n  int
}

// newStack returns x in the type that factorisations compute in.
func newStack(op string, x *Array) stack {
	nd := len(x.shape)
	if nd < 2 {
		panic(&ShapeError{op, [][]int{x.Shape()}, "is not a matrix"})
	}
	s := stack{dt: x.dtype.Float(), batch: x.shape[: nd-2 : nd-2], m: x.shape[nd-2], n: x.shape[nd-1]}
	s.x = x.AsType(workType(s.dt)).Contiguous()
	s.count = sizeOf(op, s.batch)
	return s
}

// wide returns s in Float64, if it is in Float32.
func (s stack) wide() stack {
	if s.x.dtype == Float32 {
		s.x = s.x.AsType(Float64)
	}
	return s
}

func squareStack(op string, x *Array) stack {
	s := newStack(op, x)
	if s.m != s.n {
		panic(&ShapeError{op, [][]int{x.Shape()}, "is not square"})
	}
	return s
}

// grainMatrix is the number of operations on matrices of a stack from which on it pays to wake another processor.
const grainMatrix = 1 << 17

// eachMatrix calls f with the number of each matrix of a stack, small ones from several goroutines; work is the number of
// operations on one. It returns false if some f does.
func eachMatrix(count, work int, f func(i int) bool) bool {
	var failed atomic.Bool
	parallel(count, max(1, grainMatrix/max(work, 1)), func(lo, hi int) {
		for i := lo; i < hi && !failed.Load(); i++ {
			if !f(i) {
				failed.Store(true)
			}
		}
	})
	return !failed.Load()
}

// out returns a new stack of m×n matrices of type dt, beside s.
func (s stack) out(dt DType, dims ...int) *Array {
	return New(dt, append(slices.Clone(s.batch), dims...)...)
}

// at returns matrix number i of a contiguous stack whose matrices have size elements.
func at[T Elem](x *Array, i, size int) []T {
	return elems[T](x)[x.offset+i*size : x.offset+(i+1)*size]
}

// Inv returns the inverse matrix. It panics with a [*LinAlgError] if there is none.
func Inv(x *Array) *Array {
	s := squareStack("inv", x)
	inv := EyeOf(s.x.dtype, s.n, s.n, 0).BroadcastTo(x.shape...).Copy()
	lu, alg := s.x.Copy(), algebraOf(s.x.dtype)
	if !eachMatrix(s.count, 2*s.n*s.n*s.n, func(i int) bool { return alg.invAt(i, lu, inv, s.n) }) {
		panic(&LinAlgError{"inv", []int{s.n, s.n}, "is singular"})
	}
	Free(lu)
	return inv.AsType(s.dt)
}

// Solve returns x with a·x = b, for square a; b is a vector if it has one dimension, else matrices. It panics with a
// [*LinAlgError] if a is singular.
func Solve(a, b *Array) *Array {
	s := squareStack("solve", a)
	if len(b.shape) == 1 {
		if b.shape[0] != s.n {
			panic(&ShapeError{"solve", [][]int{a.Shape(), b.Shape()}, "do not fit"})
		}
		shape := append(slices.Clone(s.batch), s.n)
		return Solve(a, b.BroadcastTo(shape...).ExpandDims(-1)).Squeeze(-1)
	}
	nd := len(b.shape)
	if nd < 2 || b.shape[nd-2] != s.n {
		panic(&ShapeError{"solve", [][]int{a.Shape(), b.Shape()}, "do not fit"})
	}
	batch, ok := broadcastShapes(s.batch, b.shape[:nd-2])
	if !ok {
		panic(&ShapeError{"solve", [][]int{a.Shape(), b.Shape()}, "the leading axes could not be broadcast together"})
	}
	dt := Promote(s.dt, b.dtype.Float())
	work, cols := workType(dt), b.shape[nd-1]
	x := b.AsType(work).BroadcastTo(append(slices.Clone(batch), s.n, cols)...).Copy()
	a = a.AsType(work)
	if len(batch) > 0 {
		a = a.BroadcastTo(append(slices.Clone(batch), s.n, s.n)...)
	}
	lu, alg := a.Copy(), algebraOf(work)
	if !eachMatrix(sizeOf("solve", batch), s.n*s.n*(s.n+cols), func(i int) bool { return alg.solveAt(i, lu, x, s.n, cols) }) {
		panic(&LinAlgError{"solve", []int{s.n, s.n}, "is singular"})
	}
	Free(lu)
	return x.AsType(dt)
}

// SlogDet returns the sign of the determinant (a unit complex number for complex x) and the logarithm of its magnitude:
// 0 and -Inf for a singular matrix.
func SlogDet(x *Array) (sign, logdet *Array) {
	s := squareStack("slogdet", x)
	sign, logdet = s.out(s.x.dtype), s.out(Float64)
	lu, alg := s.x.Copy(), algebraOf(s.x.dtype)
	eachMatrix(s.count, s.n*s.n*s.n, func(i int) bool { alg.slogdetAt(i, lu, sign, logdet, s.n); return true })
	Free(lu)
	return sign.AsType(s.dt), logdet.AsType(s.dt.Real())
}

// Det returns the determinant.
func Det(x *Array) *Array {
	s := squareStack("det", x)
	det := s.out(s.x.dtype)
	lu, alg := s.x.Copy(), algebraOf(s.x.dtype)
	eachMatrix(s.count, s.n*s.n*s.n, func(i int) bool { alg.detAt(i, lu, det, s.n); return true })
	Free(lu)
	return det.AsType(s.dt)
}

// Cholesky returns the lower triangular L with x = L·Lᴴ; only the lower triangle of x is read. It panics with a
// [*LinAlgError] if x is not positive definite.
func Cholesky(x *Array) *Array {
	s := squareStack("cholesky", x)
	l, alg := s.x.Copy(), algebraOf(s.x.dtype)
	if !eachMatrix(s.count, s.n*s.n*s.n/2, func(i int) bool { return alg.choleskyAt(i, l, s.n) }) {
		panic(&LinAlgError{"cholesky", []int{s.n, s.n}, "is not positive definite"})
	}
	return l.AsType(s.dt)
}

// QR returns Q with orthonormal columns and upper triangular R with x = Q·R: for m×n matrices Q is m×k and R is k×n, with
// k = min(m, n), or k = m if complete.
func QR(x *Array, complete bool) (q, r *Array) {
	s := newStack("qr", x)
	k := min(s.m, s.n)
	if complete {
		k = s.m
	}
	q, r = s.out(s.x.dtype, s.m, k), s.out(s.x.dtype, k, s.n)
	alg := algebraOf(s.x.dtype)
	eachMatrix(s.count, 2*s.m*s.n*k, func(i int) bool { alg.qrAt(i, s.x, s.m, s.n, k, q, r); return true })
	return q.AsType(s.dt), r.AsType(s.dt)
}

// SVD returns the singular value decomposition x = U·diag(S)·Vᴴ, with S descending. For m×n matrices and k = min(m, n),
// U is m×k and Vᴴ is k×n, or m×m and n×n if full.
func SVD(x *Array, full bool) (u, sv, vh *Array) {
	s := newStack("svd", x).wide()
	k := min(s.m, s.n)
	ku, kv := k, k
	if full {
		ku, kv = s.m, s.n
	}
	u, sv, vh = s.out(s.x.dtype, s.m, ku), s.out(Float64, k), s.out(s.x.dtype, kv, s.n)
	for i := range s.count {
		ok := true
		if s.x.dtype == Float64 {
			ok = svdReal(at[float64](s.x, i, s.m*s.n), s.m, s.n, full, at[float64](u, i, s.m*ku), at[float64](sv, i, k), at[float64](vh, i, kv*s.n))
		} else {
			svdComplex(at[complex128](s.x, i, s.m*s.n), s.m, s.n, ku, kv, at[complex128](u, i, s.m*ku), at[float64](sv, i, k), at[complex128](vh, i, kv*s.n))
		}
		if !ok {
			panic(&LinAlgError{"svd", []int{s.m, s.n}, "has no decomposition: the iteration did not converge (is there a NaN?)"})
		}
	}
	return u.AsType(s.dt), sv.AsType(s.dt.Real()), vh.AsType(s.dt)
}

// Eigh returns the eigenvalues, ascending, and the eigenvectors, in columns, of a symmetric or Hermitian matrix, of which
// the lower (or, if upper is set, the upper) triangle is read.
func Eigh(x *Array, upper bool) (w, v *Array) {
	s := squareStack("eigh", x).wide()
	a := s.x
	if upper {
		a = Conj(a.SwapAxes(-1, -2))
	}
	low := Tril(a, -1)
	diagonal := Multiply(Real(a).AsType(a.dtype), EyeOf(a.dtype, s.n, s.n, 0))
	v = Add(Add(low, Conj(low.SwapAxes(-1, -2))), diagonal).Contiguous()
	w = s.out(Float64, s.n)
	for i := range s.count {
		ok := false
		if s.x.dtype == Float64 {
			ok = eighReal(at[float64](v, i, s.n*s.n), s.n, at[float64](w, i, s.n))
		} else {
			ok = eighComplex(at[complex128](v, i, s.n*s.n), s.n, at[float64](w, i, s.n))
		}
		if !ok {
			panic(&LinAlgError{"eigh", []int{s.n, s.n}, "has no eigenvalues: the iteration did not converge (is there a NaN?)"})
		}
	}
	return w.AsType(s.dt.Real()), v.AsType(s.dt)
}

// Eig returns the eigenvalues and the eigenvectors, in columns of norm 1, of a square matrix; both real if all eigenvalues
// of a real matrix are, else complex.
func Eig(x *Array) (w, v *Array) {
	s := squareStack("eig", x).wide()
	w, v = s.out(Complex128, s.n), s.out(Complex128, s.n, s.n)
	for i := range s.count {
		wi, vi := at[complex128](w, i, s.n), at[complex128](v, i, s.n*s.n)
		ok := false
		if s.x.dtype == Float64 {
			ok = eigReal(at[float64](s.x, i, s.n*s.n), s.n, wi, vi)
		} else {
			ok = eigComplex(at[complex128](s.x, i, s.n*s.n), s.n, wi, vi)
		}
		if !ok {
			panic(&LinAlgError{"eig", []int{s.n, s.n}, "has no eigenvalues: the iteration did not converge (is there a NaN?)"})
		}
	}
	if !s.dt.IsComplex() && !Any(Imag(w), nil, false).Truth() {
		return Real(w).AsType(s.dt), Real(v).AsType(s.dt)
	}
	return w.AsType(s.dt.Complex()), v.AsType(s.dt.Complex())
}
