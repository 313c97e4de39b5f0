package ndarray

// The complex Schur decomposition a = Z·T·Zᴴ with T upper triangular, and what follows from it: eigenvalues and eigenvectors
// of complex matrices, the matrix square root, Sylvester's equation.

import (
	"math"
	"math/cmplx"
)

// schur returns T and the unitary Z of the n×n matrix a, by the shifted QR algorithm (Golub & Van Loan, §7.5). It returns
// false if it did not converge.
func schur(a []complex128, n int) (t, z []complex128, ok bool) {
	t, z = append([]complex128(nil), a...), make([]complex128, n*n)
	eye(z, n)
	for _, v := range a {
		if cmplx.IsNaN(v) || cmplx.IsInf(v) {
			return nil, nil, false
		}
	}
	hessenberg(t, z, n)
	for hi, tries := n-1, 0; hi > 0; {
		// Split where a subdiagonal element is negligible.
		lo := hi
		for lo > 0 {
			near := norm1(t[(lo-1)*n+lo-1]) + norm1(t[lo*n+lo])
			if near == 0 {
				near = 1
			}
			if norm1(t[lo*n+lo-1]) <= 0x1p-53*near {
				t[lo*n+lo-1] = 0
				break
			}
			lo--
		}
		if lo == hi {
			hi, tries = hi-1, 0
			continue
		}
		if tries++; tries > 30+10*n {
			return nil, nil, false
		}
		shift := wilkinson(t[(hi-1)*n+hi-1], t[(hi-1)*n+hi], t[hi*n+hi-1], t[hi*n+hi])
		if tries%10 == 0 { // an unusual shift breaks a cycle
			shift = t[hi*n+hi] + complex(norm1(t[hi*n+hi-1]), 0)
		}
		qrStep(t, z, n, lo, hi, shift)
	}
	return t, z, true
}

func norm1(v complex128) float64 { return math.Abs(real(v)) + math.Abs(imag(v)) }

// wilkinson returns the eigenvalue of [a b; c d] nearer to d.
func wilkinson(a, b, c, d complex128) complex128 {
	half := (a - d) / 2
	root := cmplx.Sqrt(half*half + b*c)
	if real(half)*real(root)+imag(half)*imag(root) < 0 {
		root = -root
	}
	if half+root == 0 {
		return d
	}
	return d - b*c/(half+root)
}

// hessenberg reduces t to zeros below the first subdiagonal, and collects the reflections in z.
func hessenberg(t, z []complex128, n int) {
	for k := 0; k < n-2; k++ {
		v := make([]complex128, n-k-1)
		norm := 0.0
		for i := range v {
			v[i] = t[(k+1+i)*n+k]
			norm = math.Hypot(norm, cmplx.Abs(v[i]))
		}
		if norm == 0 {
			continue
		}
		phase := complex128(1)
		if v[0] != 0 {
			phase = v[0] / complex(cmplx.Abs(v[0]), 0)
		}
		v[0] += phase * complex(norm, 0)
		vv := 0.0
		for _, e := range v {
			vv += real(e)*real(e) + imag(e)*imag(e)
		}
		beta := complex(2/vv, 0)
		for j := range n { // from the left
			s := complex128(0)
			for i, e := range v {
				s += cmplx.Conj(e) * t[(k+1+i)*n+j]
			}
			for i, e := range v {
				t[(k+1+i)*n+j] -= beta * e * s
			}
		}
		for _, m := range [][]complex128{t, z} { // from the right
			for i := range n {
				s := complex128(0)
				for j, e := range v {
					s += m[i*n+k+1+j] * e
				}
				for j, e := range v {
					m[i*n+k+1+j] -= beta * s * cmplx.Conj(e)
				}
			}
		}
	}
}

// qrStep does one step t - σ = Q·R, t ← R·Q + σ on rows lo … hi by plane rotations.
func qrStep(t, z []complex128, n, lo, hi int, shift complex128) {
	for i := lo; i <= hi; i++ {
		t[i*n+i] -= shift
	}
	type rotation struct {
		c float64
		s complex128
	}
	turns := make([]rotation, hi-lo)
	for k := lo; k < hi; k++ {
		a, b := t[k*n+k], t[(k+1)*n+k]
		r := math.Hypot(cmplx.Abs(a), cmplx.Abs(b))
		g := rotation{1, 0}
		if r != 0 {
			g.c = cmplx.Abs(a) / r
			phase := complex128(1)
			if a != 0 {
				phase = a / complex(cmplx.Abs(a), 0)
			}
			g.s = phase * cmplx.Conj(b) / complex(r, 0)
		}
		turns[k-lo] = g
		for j := k; j < n; j++ {
			x, y := t[k*n+j], t[(k+1)*n+j]
			t[k*n+j] = complex(g.c, 0)*x + g.s*y
			t[(k+1)*n+j] = -cmplx.Conj(g.s)*x + complex(g.c, 0)*y
		}
	}
	for k := lo; k < hi; k++ {
		g := turns[k-lo]
		for _, m := range [][]complex128{t, z} {
			rows := n
			if &m[0] == &t[0] {
				rows = min(k+2, hi+1)
			}
			for i := range rows {
				x, y := m[i*n+k], m[i*n+k+1]
				m[i*n+k] = complex(g.c, 0)*x + cmplx.Conj(g.s)*y
				m[i*n+k+1] = -g.s*x + complex(g.c, 0)*y
			}
		}
	}
	for i := lo; i <= hi; i++ {
		t[i*n+i] += shift
	}
}

// eigComplex writes the eigenvalues of a and its eigenvectors, of norm 1, in columns.
func eigComplex(a []complex128, n int, w, v []complex128) bool {
	t, z, ok := schur(a, n)
	if !ok {
		return false
	}
	scale := 0.0
	for _, e := range t {
		scale = max(scale, cmplx.Abs(e))
	}
	tiny := complex(max(scale*0x1p-52, 1e-300), 0)
	y := make([]complex128, n)
	for k := range n {
		w[k] = t[k*n+k]
		// (T - λ)·y = 0 from the bottom up, then back to the basis of a.
		clear(y)
		y[k] = 1
		for i := k - 1; i >= 0; i-- {
			s := complex128(0)
			for j := i + 1; j <= k; j++ {
				s += t[i*n+j] * y[j]
			}
			d := t[i*n+i] - w[k]
			if cmplx.Abs(d) < real(tiny) {
				d = tiny
			}
			y[i] = -s / d
		}
		norm := 0.0
		for i := range n {
			s := complex128(0)
			for j := 0; j <= k; j++ {
				s += z[i*n+j] * y[j]
			}
			v[i*n+k] = s
			norm = math.Hypot(norm, cmplx.Abs(s))
		}
		for i := range n {
			v[i*n+k] /= complex(norm, 0)
		}
	}
	return true
}

// Sqrtm returns the principal square root of a square matrix (Björck and Hammarling's recursion on the Schur form): real
// where it is real for a real matrix, else complex. It panics with a [*LinAlgError] if there is none.
func Sqrtm(x *Array) *Array {
	s := squareStack("sqrtm", x)
	r := s.out(Complex128, s.n, s.n)
	n := s.n
	c := s.x.AsType(Complex128)
	for m := range s.count {
		t, z, ok := schur(at[complex128](c, m, n*n), n)
		if !ok {
			panic(&LinAlgError{"sqrtm", []int{n, n}, "has no Schur form: the iteration did not converge (is there a NaN?)"})
		}
		u := make([]complex128, n*n)
		for j := range n {
			u[j*n+j] = cmplx.Sqrt(t[j*n+j])
			for i := j - 1; i >= 0; i-- {
				sum := t[i*n+j]
				for k := i + 1; k < j; k++ {
					sum -= u[i*n+k] * u[k*n+j]
				}
				d := u[i*n+i] + u[j*n+j]
				if d == 0 {
					if sum == 0 {
						continue
					}
					panic(&LinAlgError{"sqrtm", []int{n, n}, "is singular and has no square root"})
				}
				u[i*n+j] = sum / d
			}
		}
		Z := over(z, []int{n, n})
		r.sub(unravel(m, s.batch)).CopyFrom(MatMul(MatMul(Z, over(u, []int{n, n})), Conj(Z).T()))
	}
	return realIfReal(r, s.dt)
}

// realIfReal returns r in the type dt; a real dt becomes complex if r has an imaginary part beyond rounding.
func realIfReal(r *Array, dt DType) *Array {
	if dt.IsComplex() {
		return r.AsType(dt)
	}
	if r.Size() > 0 && Max(Abs(Imag(r)), nil, false).Float() > 1e-10*Max(Abs(r), nil, false).Float() {
		return r.AsType(dt.Complex())
	}
	return Real(r).AsType(dt)
}

// unravel returns the indices of element number i of a shape.
func unravel(i int, shape []int) []int {
	idx := make([]int, len(shape))
	for d := len(shape) - 1; d >= 0; d-- {
		idx[d] = i % shape[d]
		i /= shape[d]
	}
	return idx
}

// SolveSylvester returns x with a·x + x·b = q (Bartels and Stewart, on Schur forms). It panics with a [*LinAlgError] if a and
// -b have an eigenvalue in common.
func SolveSylvester(a, b, q *Array) *Array {
	if len(a.shape) != 2 || len(b.shape) != 2 || a.shape[0] != a.shape[1] || b.shape[0] != b.shape[1] || !equalShape(q.shape, []int{a.shape[0], b.shape[0]}) {
		panic(&ShapeError{"solve_sylvester", [][]int{a.Shape(), b.Shape(), q.Shape()}, "must be (m, m), (n, n) and (m, n)"})
	}
	m, n := a.shape[0], b.shape[0]
	dt := ResultType(a, b, q).Float()
	ta, za, ok1 := schur(ToSlice[complex128](a), m)
	tb, zb, ok2 := schur(ToSlice[complex128](b), n)
	if !ok1 || !ok2 {
		panic(&LinAlgError{"solve_sylvester", a.Shape(), "has no Schur form: the iteration did not converge (is there a NaN?)"})
	}
	Za, Zb := over(za, []int{m, m}), over(zb, []int{n, n})
	y := MatMul(MatMul(Conj(Za).T(), q.AsType(Complex128)), Zb)
	f := Elements[complex128](y)
	for j := range n {
		for i := m - 1; i >= 0; i-- {
			sum := f[i*n+j]
			for k := i + 1; k < m; k++ {
				sum -= ta[i*m+k] * f[k*n+j]
			}
			for k := range j {
				sum -= f[i*n+k] * tb[k*n+j]
			}
			d := ta[i*m+i] + tb[j*n+j]
			if d == 0 {
				panic(&LinAlgError{"solve_sylvester", a.Shape(), "has an eigenvalue in common with -b"})
			}
			f[i*n+j] = sum / d
		}
	}
	x := MatMul(MatMul(Za, y), Conj(Zb).T())
	if dt.IsComplex() {
		return x.AsType(dt)
	}
	return Real(x).AsType(dt)
}
