package ndarray

// QR of one matrix by Householder's reflections, in blocks: the product of some reflections is I - V·T·Vᵀ (Schreiber & Van
// Loan 1989), which products of matrices apply, and blocks are factored by halves (Elmroth & Gustavson 2000). All is
// transposed, so that the columns of a matrix are rows of storage.

import (
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

const (
	qrBlock = 32 // reflections that are applied together
	qrPanel = 4  // columns that are not cut in halves
)

// qr writes the m×k factor q and the k×n factor r of the m×n matrix x; k is min(m, n), or m.
func (p *multiplier[T]) qr(x []T, m, n, k int, q, r []T) {
	low := min(m, n) // the number of reflections
	buf := p.packs.get((n+low+k)*m + low*qrBlock)
	defer p.packs.put(buf)
	w, rest := buf[:n*m], buf[n*m:]
	v, rest := rest[:low*m], rest[low*m:]
	qt, t := rest[:k*m], rest[k*m:]
	clear(rest)
	clear(v)
	p.turn(w, m, rowMajor(x, n), n, m)
	for j := 0; j < low; j += qrBlock {
		c := min(qrBlock, low-j)
		p.reflections(w[j*m+j:], v[j*m+j:], t[j*qrBlock:], m, m-j, c)
		if left := n - j - c; left > 0 {
			p.reflect(w[(j+c)*m+j:], v[j*m+j:], rowMajor(t[j*qrBlock:], qrBlock), m, left, m-j, c)
		}
	}
	for j := range n { // what lies below the diagonal are no zeros yet
		clear(w[j*m+min(j+1, m) : (j+1)*m])
	}
	p.turn(r, n, rowMajor(w, m), k, n)
	for i := range k {
		qt[i*m+i] = 1
	}
	for j := (low - 1) / qrBlock * qrBlock; j >= 0 && low > 0; j -= qrBlock {
		c := min(qrBlock, low-j)
		p.reflect(qt[j*m+j:], v[j*m+j:], rowMajor(t[j*qrBlock:], qrBlock).transposed(), m, k-j, m-j, c)
	}
	p.turn(q, k, rowMajor(qt, m), m, k)
}

// reflections factors c ≤ m columns of m elements, the rows of w: it overwrites them with those of R (and what is no part of
// it with anything), and writes the vectors of the reflections to the rows of v and their triangular T to t. Rows of w and v
// lie ld elements apart, those of t qrBlock; v and t are zeros before.
func (p *multiplier[T]) reflections(w, v, t []T, ld, m, c int) {
	if c > qrPanel {
		h := (c + 1) / 2
		p.reflections(w, v, t, ld, m, h)
		p.reflect(w[h*ld:], v, rowMajor(t, qrBlock), ld, c-h, m, h)
		p.reflections(w[h*ld+h:], v[h*ld+h:], t[h*qrBlock+h:], ld, m-h, c-h)
		// T of both halves has -T₁·(V₁ᵀ·V₂)·T₂ in its upper right corner.
		var room [2 * qrBlock * qrBlock / 4]T
		b, left := c-h, room[:h*(c-h)]
		product := room[len(left) : 2*len(left)]
		p.packed(left, b, rowMajor(v[h:], ld), rowMajor(v[h*ld+h:], ld).transposed(), h, b, m-h, simd.Set)
		clear(product)
		smallGemm(product, rowMajor(t, qrBlock), rowMajor(left, b), h, b, h)
		clear(left)
		smallGemm(left, rowMajor(product, b), rowMajor(t[h*qrBlock+h:], qrBlock), h, b, b)
		for i := range h {
			for j := range b {
				t[i*qrBlock+h+j] = -left[i*b+j]
			}
		}
		return
	}
	for i := range c {
		x, u := w[i*ld+i:i*ld+m], v[i*ld+i:i*ld+m]
		tau := p.householder(u, x)
		for j := i + 1; j < c; j++ {
			row := w[j*ld+i : j*ld+m]
			p.addScaled(row, u, -tau*p.dot(u, row))
		}
		// Column i of T: -tau·T·(Vᵀ·u), and tau.
		t[i*(qrBlock+1)] = tau
		var along [qrPanel]T
		for j := range i {
			along[j] = p.dot(v[j*ld+i:j*ld+m], u)
		}
		for j := range i {
			s := T(0)
			for k := j; k < i; k++ {
				s += t[j*qrBlock+k] * along[k]
			}
			t[j*qrBlock+i] = -tau * s
		}
	}
}

// householder writes to u, whose first element is 1, and returns as tau what makes (I - tau·u·uᵀ)·x a multiple of the first
// unit vector, which it writes to x's first element. It is LAPACK's, with its signs: tau is 0 if x is such a multiple already.
func (p *multiplier[T]) householder(u, x []T) (tau T) {
	u[0] = 1
	length := p.length(x[1:])
	if length == 0 {
		return 0
	}
	first := float64(x[0])
	beta := -math.Copysign(math.Hypot(first, length), first)
	copy(u[1:], x[1:])
	p.divideBy(u[1:], T(first-beta))
	x[0] = T(beta)
	return T((beta - first) / beta)
}

// length returns the Euclidean length of a vector.
func (p *multiplier[T]) length(x []T) float64 {
	if s := p.dot(x, x); safe(s) {
		return math.Sqrt(float64(s))
	}
	most := 0.0
	for _, v := range x {
		most = max(most, math.Abs(float64(v)))
	}
	if most == 0 || math.IsNaN(most) || math.IsInf(most, 0) {
		return most
	}
	s := 0.0
	for _, v := range x {
		s += float64(v) / most * (float64(v) / most)
	}
	return most * math.Sqrt(s)
}

// reflect subtracts (A·V)·T·Vᵀ from A, rows×m, whose rows and those of Vᵀ, v, c of them, lie ld elements apart.
func (p *multiplier[T]) reflect(a, v []T, t matrix[T], ld, rows, m, c int) {
	buf := p.packs.get(2 * rows * c)
	defer p.packs.put(buf)
	along, turned := buf[:rows*c], buf[rows*c:]
	p.packed(along, c, rowMajor(a, ld), rowMajor(v, ld).transposed(), rows, c, m, simd.Set)
	p.packed(turned, c, rowMajor(along, c), t, rows, c, c, simd.Set)
	p.packed(a, ld, rowMajor(turned, c), rowMajor(v, ld), rows, m, c, simd.Minus)
}
