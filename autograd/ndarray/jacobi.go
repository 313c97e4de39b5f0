package ndarray

// Eigenvalues of Hermitian matrices and singular values of complex ones, by Jacobi's rotations: slower than reduction to
// tridiagonal form, short, and accurate to the last digits (Golub & Van Loan, Matrix Computations, §8.5).

import (
	"math"
	"math/cmplx"
	"slices"
)

// eighComplex overwrites the Hermitian a with its eigenvectors, and writes the eigenvalues in ascending order.
func eighComplex(a []complex128, n int, w []float64) bool {
	v := make([]complex128, n*n)
	eye(v, n)
	scale := 0.0
	for _, e := range a {
		scale = max(scale, cmplx.Abs(e))
	}
	if math.IsNaN(scale) || math.IsInf(scale, 0) {
		return false
	}
	const sweeps = 60
	for sweep := 0; ; sweep++ {
		off := 0.0
		for p := range n {
			for q := p + 1; q < n; q++ {
				off = max(off, cmplx.Abs(a[p*n+q]))
			}
		}
		if off <= 1e-17*scale {
			break
		}
		if sweep == sweeps {
			return false
		}
		for p := range n {
			for q := p + 1; q < n; q++ {
				c, s := hermitianRotation(real(a[p*n+p]), real(a[q*n+q]), a[p*n+q])
				if s == 0 {
					continue
				}
				// a ← Jᴴ·a·J, v ← v·J with J = [c s; -s̄ c] in columns p and q.
				rotateColumns(a, n, p, q, c, s)
				rotateRows(a, n, p, q, c, s)
				a[p*n+q], a[q*n+p] = 0, 0
				rotateColumns(v, n, p, q, c, s)
			}
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compareFloat(real(a[i*n+i]), real(a[j*n+j])) })
	for j, o := range order {
		w[j] = real(a[o*n+o])
	}
	for i := range n {
		for j, o := range order {
			a[i*n+j] = v[i*n+o]
		}
	}
	return true
}

// hermitianRotation returns c and s that make the off-diagonal element b of [p b; b̄ q] vanish.
func hermitianRotation(p, q float64, b complex128) (c float64, s complex128) {
	m := cmplx.Abs(b)
	if m <= 1e-300 {
		return 1, 0
	}
	theta := (q - p) / (2 * m)
	t := 1 / (math.Abs(theta) + math.Hypot(theta, 1))
	if theta < 0 {
		t = -t
	}
	c = 1 / math.Hypot(t, 1)
	return c, complex(t*c, 0) * b / complex(m, 0)
}

func rotateColumns(a []complex128, n, p, q int, c float64, s complex128) {
	for i := range len(a) / max(n, 1) {
		x, y := a[i*n+p], a[i*n+q]
		a[i*n+p] = complex(c, 0)*x - cmplx.Conj(s)*y
		a[i*n+q] = s*x + complex(c, 0)*y
	}
}

func rotateRows(a []complex128, n, p, q int, c float64, s complex128) {
	x, y := a[p*n:(p+1)*n], a[q*n:(q+1)*n]
	for j := range x {
		u, v := x[j], y[j]
		x[j] = complex(c, 0)*u - s*v
		y[j] = cmplx.Conj(s)*u + complex(c, 0)*v
	}
}

// svdComplex writes the m×ku factor u, the singular values and the kv×n factor vh of a, by one-sided rotations: columns
// of a·V are made orthogonal.
func svdComplex(a []complex128, m, n, ku, kv int, u []complex128, s []float64, vh []complex128) {
	if m < n { // the columns of aᴴ instead
		at, ut, vt := conjTranspose(a, m, n), make([]complex128, n*kv), make([]complex128, ku*m)
		svdComplex(at, n, m, kv, ku, ut, s, vt)
		copy(u, conjTranspose(vt, ku, m))
		copy(vh, conjTranspose(ut, n, kv))
		return
	}
	w := append([]complex128(nil), a...)
	v := make([]complex128, n*n)
	eye(v, n)
	for sweep, turned := 0, true; turned && sweep < 60; sweep++ {
		turned = false
		for p := range n {
			for q := p + 1; q < n; q++ {
				var pp, qq float64
				var pq complex128
				for i := range m {
					x, y := w[i*n+p], w[i*n+q]
					pp += real(x)*real(x) + imag(x)*imag(x)
					qq += real(y)*real(y) + imag(y)*imag(y)
					pq += cmplx.Conj(x) * y
				}
				if cmplx.Abs(pq) <= 1e-16*math.Sqrt(pp*qq) {
					continue
				}
				c, sn := hermitianRotation(pp, qq, pq)
				if sn == 0 {
					continue
				}
				turned = true
				rotateColumns(w, n, p, q, c, sn)
				rotateColumns(v, n, p, q, c, sn)
			}
		}
	}
	norms, order := make([]float64, n), make([]int, n)
	for j := range n {
		order[j] = j
		for i := range m {
			norms[j] = math.Hypot(norms[j], cmplx.Abs(w[i*n+j]))
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return compareFloat(norms[j], norms[i]) })
	for j, o := range order {
		s[j] = norms[o]
		for i := range n {
			vh[j*n+i] = cmplx.Conj(v[i*n+o])
		}
		if norms[o] > 0 {
			for i := range m {
				u[i*ku+j] = w[i*n+o] / complex(norms[o], 0)
			}
		}
	}
	completeColumns(u, m, ku)
}

func conjTranspose(a []complex128, m, n int) []complex128 {
	t := make([]complex128, m*n)
	for i := range m {
		for j := range n {
			t[j*m+i] = cmplx.Conj(a[i*n+j])
		}
	}
	return t
}

// completeColumns replaces zero columns of the m×k matrix u by unit vectors orthogonal to the others (Gram-Schmidt, twice).
func completeColumns(u []complex128, m, k int) {
	next := 0
	for j := range k {
		norm := 0.0
		for i := range m {
			norm = math.Hypot(norm, cmplx.Abs(u[i*k+j]))
		}
		for norm < 0.5 && next < m {
			for i := range m {
				u[i*k+j] = 0
			}
			u[next*k+j] = 1
			next++
			for range 2 {
				for c := range k {
					if c == j {
						continue
					}
					dot := complex128(0)
					for i := range m {
						dot += cmplx.Conj(u[i*k+c]) * u[i*k+j]
					}
					for i := range m {
						u[i*k+j] -= dot * u[i*k+c]
					}
				}
			}
			norm = 0
			for i := range m {
				norm = math.Hypot(norm, cmplx.Abs(u[i*k+j]))
			}
			if norm < 1e-8 {
				norm = 0
				continue
			}
			for i := range m {
				u[i*k+j] /= complex(norm, 0)
			}
			norm = 1
		}
	}
}
