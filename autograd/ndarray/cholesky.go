package ndarray

// Cholesky's factorisation of one matrix, by quarters (Golub & Van Loan, Matrix Computations, §4.2), and its derivative.

import (
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

// cholesky overwrites the lower triangle of a, whose rows lie ld elements apart, with its Cholesky factor; the upper one
// gets anything. It returns false if a is not positive definite.
func (p *multiplier[T]) cholesky(a []T, ld, n int) bool {
	if n <= smallBlock {
		return p.choleskyRows(a, ld, n)
	}
	h := half(n)
	if !p.cholesky(a, ld, h) {
		return false
	}
	// With the lower left block B: B ← B·L⁻ᵀ, by L·x = Bᵀ, and the lower right one less B·Bᵀ.
	m := n - h
	bt := p.packs.get(h * m)
	defer p.packs.put(bt)
	lower := rowMajor(a[h*ld:], ld)
	p.turn(bt, m, lower, h, m)
	p.triangle(rowMajor(a, ld), h, bt, m, m, true, false)
	p.turn(a[h*ld:], ld, rowMajor(bt, m), m, h)
	p.subtractLower(a[h*ld+h:], ld, lower, rowMajor(bt, m), m, h)
	return p.cholesky(a[h*ld+h:], ld, m)
}

func (p *multiplier[T]) choleskyRows(a []T, ld, n int) bool {
	for j := range n {
		row := a[j*ld : j*ld+j]
		d := a[j*ld+j] - p.dot(row, row)
		if !(d > 0) {
			return false
		}
		d = T(math.Sqrt(float64(d)))
		a[j*ld+j] = d
		for i := j + 1; i < n; i++ {
			a[i*ld+j] = (a[i*ld+j] - p.dot(a[i*ld:i*ld+j], row)) / d
		}
	}
	return true
}

// subtractLower computes the lower triangle of c -= a·b, all n×n, with k products an element.
func (p *multiplier[T]) subtractLower(c []T, ldc int, a, b matrix[T], n, k int) {
	if n <= 96 {
		p.subtract(c, ldc, a, b, n, n, k)
		return
	}
	h := half(n)
	p.subtractLower(c, ldc, a, b, h, k)
	p.subtract(c[h*ldc:], ldc, a.from(h, 0), b, n-h, h, k)
	p.subtractLower(c[h*ldc+h:], ldc, a.from(h, 0), b.from(0, h), n-h, k)
}

// clearUpper clears what lies above the diagonal.
func clearUpper[T Elem](a []T, n int) {
	for i := range n {
		clear(a[i*n+i+1 : (i+1)*n])
	}
}

// CholeskyVJP returns the cotangent of a symmetric matrix from that of its Cholesky factor: L⁻ᵀ·Φ(Lᵀ·g)·L⁻¹, made symmetric,
// where Φ is the lower triangle with half the diagonal (Murray 2016). Both are real square matrices.
func CholeskyVJP(g, l *Array) *Array {
	s := squareStack("cholesky_vjp", l)
	if len(l.shape) != 2 || !SameShape(g, l) || g.dtype.IsComplex() || l.dtype.IsComplex() {
		panic(&ShapeError{"cholesky_vjp", [][]int{g.Shape(), l.Shape()}, "are not real matrices of one size"})
	}
	dt := Promote(s.dt, g.dtype.Float())
	g, l = g.AsType(dt).Contiguous(), l.AsType(dt)
	out := allocDirty("cholesky_vjp", dt, []int{s.n, s.n})
	if dt == Float32 {
		mul32.choleskyVJP(elems[float32](out), at[float32](g, 0, s.n*s.n), matrixOf[float32](l), s.n)
	} else {
		mul64.choleskyVJP(elems[float64](out), at[float64](g, 0, s.n*s.n), matrixOf[float64](l), s.n)
	}
	return out
}

// choleskyVJP writes the result of [CholeskyVJP] to out.
func (p *multiplier[T]) choleskyVJP(out, g []T, l matrix[T], n int) {
	if n == 0 {
		return
	}
	lt := l.transposed()
	// The lower triangle of Lᵀ·g, for L is one itself: rows … of Lᵀ by so many columns of g, from those rows on.
	const step = 48
	for i := 0; i < n; i += step {
		m := min(step, n-i)
		p.packed(out[i*n:], n, lt.from(i, i), rowMajor(g[i*n:], n), m, i+m, n-i, simd.Set)
	}
	clearUpper(out, n)
	for i := range n {
		out[i*(n+1)] *= 0.5
	}
	p.triangle(lt, n, out, n, n, false, false)
	t := p.packs.get(n * n)
	defer p.packs.put(t)
	p.turn(t, n, rowMajor(out, n), n, n)
	p.triangle(lt, n, t, n, n, false, false)
	p.symmetric(out, t, n)
}

// symmetric sets the n×n matrix out to half the sum of t and its transpose.
func (p *multiplier[T]) symmetric(out, t []T, n int) {
	const tile = 32
	for i0 := 0; i0 < n; i0 += tile {
		for j0 := 0; j0 <= i0; j0 += tile {
			for i := i0; i < min(i0+tile, n); i++ {
				for j := j0; j < min(j0+tile, i+1); j++ {
					v := (t[i*n+j] + t[j*n+i]) * 0.5
					out[i*n+j], out[j*n+i] = v, v
				}
			}
		}
	}
}
