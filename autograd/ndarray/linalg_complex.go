package ndarray

// Linear algebra on single complex128 matrices, row-major without gaps: LU, Cholesky and QR (Golub & Van Loan, Matrix
// Computations, §§3.4, 4.2, 5.2).

import (
	"math"
	"math/cmplx"
)

// luComplex holds P·a = L·U in place of a.
type luComplex struct {
	a     []complex128
	n     int
	pivot []int
}

// factorComplex overwrites a with its LU factors, by Gaussian elimination with row exchanges.
func factorComplex(a []complex128, n int) luComplex {
	f := luComplex{a, n, make([]int, n)}
	for k := range n {
		p, best := k, 0.0
		for i := k; i < n; i++ {
			if v := cmplx.Abs(a[i*n+k]); v > best {
				p, best = i, v
			}
		}
		f.pivot[k] = p
		if best == 0 {
			continue
		}
		if p != k {
			swapRows(a, n, k, p, 0, n)
		}
		for i := k + 1; i < n; i++ {
			l := a[i*n+k] / a[k*n+k]
			a[i*n+k] = l
			row, top := a[i*n+k+1:(i+1)*n], a[k*n+k+1:(k+1)*n]
			for j := range row {
				row[j] -= l * top[j]
			}
		}
	}
	return f
}

func (f luComplex) singular() bool {
	for i := range f.n {
		if f.a[i*f.n+i] == 0 {
			return true
		}
	}
	return false
}

// solve overwrites the n×cols matrix b with the solution of a·x = b.
func (f luComplex) solve(b []complex128, cols int) {
	n := f.n
	for k, p := range f.pivot {
		if p != k {
			swapRows(b, cols, k, p, 0, cols)
		}
	}
	triangleComplex(f.a, n, b, cols, true, true)
	triangleComplex(f.a, n, b, cols, false, false)
}

func (f luComplex) det() complex128 {
	d := complex128(1)
	for k, p := range f.pivot {
		d *= f.a[k*f.n+k]
		if p != k {
			d = -d
		}
	}
	return d
}

func (f luComplex) slogdet() (sign complex128, logdet float64) {
	sign = 1
	for k, p := range f.pivot {
		d := f.a[k*f.n+k]
		m := cmplx.Abs(d)
		if m == 0 {
			return 0, math.Inf(-1)
		}
		sign *= d / complex(m, 0)
		logdet += math.Log(m)
		if p != k {
			sign = -sign
		}
	}
	return sign, logdet
}

// choleskyComplex overwrites the lower triangle of the Hermitian a with its factor.
func choleskyComplex(a []complex128, n int) bool {
	for j := range n {
		d := real(a[j*n+j])
		for k := range j {
			v := a[j*n+k]
			d -= real(v)*real(v) + imag(v)*imag(v)
		}
		if !(d > 0) {
			return false
		}
		d = math.Sqrt(d)
		a[j*n+j] = complex(d, 0)
		for i := j + 1; i < n; i++ {
			s := a[i*n+j]
			for k := range j {
				s -= a[i*n+k] * cmplx.Conj(a[j*n+k])
			}
			a[i*n+j] = s / complex(d, 0)
		}
	}
	return true
}

// qrComplex writes the m×k factor q and the k×n factor r of a, by Householder's reflections.
func qrComplex(a []complex128, m, n, k int, q, r []complex128) {
	w := append([]complex128(nil), a...)
	full := make([]complex128, m*m) // the product of the reflections
	eye(full, m)
	for c := range min(m, n) {
		v := make([]complex128, m-c)
		norm := 0.0
		for i := range v {
			v[i] = w[(c+i)*n+c]
			norm = math.Hypot(norm, cmplx.Abs(v[i]))
		}
		if norm == 0 {
			continue
		}
		// v = x + e^(i·arg x₀)·‖x‖·e₀; H = 1 - 2·v·vᴴ/‖v‖² maps x to -e^(i·arg x₀)·‖x‖·e₀.
		phase := complex128(1)
		if v[0] != 0 {
			phase = v[0] / complex(cmplx.Abs(v[0]), 0)
		}
		v[0] += phase * complex(norm, 0)
		vv := 0.0
		for _, e := range v {
			vv += real(e)*real(e) + imag(e)*imag(e)
		}
		reflect := func(x []complex128, ld, from, to int) {
			for j := from; j < to; j++ {
				s := complex128(0)
				for i, e := range v {
					s += cmplx.Conj(e) * x[(c+i)*ld+j]
				}
				s *= complex(2/vv, 0)
				for i, e := range v {
					x[(c+i)*ld+j] -= e * s
				}
			}
		}
		reflect(w, n, c, n)
		reflect(full, m, 0, m) // collects Qᴴ
	}
	for i := range k {
		for j := i; j < n; j++ {
			r[i*n+j] = w[i*n+j]
		}
		for j := range m {
			q[j*k+i] = cmplx.Conj(full[i*m+j])
		}
	}
}

// triangleComplex overwrites the n×cols matrix b with the solution of t·x = b for the lower or upper triangle t of a, row by
// row: from the first to the last, or upwards.
func triangleComplex(a []complex128, n int, b []complex128, cols int, lower, unit bool) {
	for s := range n {
		i, lo, hi := s, 0, s
		if !lower {
			i = n - 1 - s
			lo, hi = i+1, n
		}
		row := b[i*cols : (i+1)*cols]
		for k := lo; k < hi; k++ {
			v, other := a[i*n+k], b[k*cols:(k+1)*cols]
			for j := range row {
				row[j] -= v * other[j]
			}
		}
		for j := range row {
			if !unit {
				row[j] /= a[i*n+i]
			}
		}
	}
}
