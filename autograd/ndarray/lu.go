package ndarray

// LU with row exchanges, of one matrix: by halves of the columns (Toledo 1997, "Locality of reference in LU decomposition with
// partial pivoting"), down to panels that are factored column by column.

import "math"

// luPanel is the number of columns up to which a matrix is not cut.
const luPanel = 16

// lu overwrites an m×n part of a, m ≥ n, whose rows lie ld elements apart, with L and U of P·a = L·U, and writes the row
// exchanges, one a column. A zero on the diagonal of U says that a is singular.
func (p *multiplier[T]) lu(a []T, ld, m, n int, pivots []int) {
	switch {
	case n <= luPanel && m <= 2*luPanel:
		p.luRows(a, ld, m, n, pivots)
		return
	case n <= luPanel:
		p.luColumns(a, ld, m, n, pivots)
		return
	}
	h := half(n)
	p.lu(a, ld, m, h, pivots[:h])
	for i, q := range pivots[:h] {
		swapRows(a, ld, i, q, h, n)
	}
	// The upper right quarter of U, and what is left of the lower right one.
	p.triangle(rowMajor(a, ld), h, a[h:], ld, n-h, true, true)
	p.subtract(a[h*ld+h:], ld, rowMajor(a[h*ld:], ld), rowMajor(a[h:], ld), m-h, n-h, h)
	p.lu(a[h*ld+h:], ld, m-h, n-h, pivots[h:])
	for i := h; i < n; i++ {
		pivots[i] += h
		swapRows(a, ld, i, pivots[i], 0, h)
	}
}

// luRows is lu for small matrices, along their rows.
func (p *multiplier[T]) luRows(a []T, ld, m, n int, pivots []int) {
	for k := range n {
		q, best := k, T(0)
		for i := k; i < m; i++ {
			if v := T(math.Abs(float64(a[i*ld+k]))); v > best {
				q, best = i, v
			}
		}
		pivots[k] = q
		if best == 0 {
			continue
		}
		swapRows(a, ld, k, q, 0, n)
		top := a[k*ld+k+1 : k*ld+n]
		for i := k + 1; i < m; i++ {
			l := a[i*ld+k] / a[k*ld+k]
			a[i*ld+k] = l
			if l != 0 {
				p.addScaled(a[i*ld+k+1:i*ld+n], top, -l)
			}
		}
	}
}

// luColumns is lu for few columns, turned so that the elements of each are neighbours.
func (p *multiplier[T]) luColumns(a []T, ld, m, n int, pivots []int) {
	w := p.packs.get(n * m)
	defer p.packs.put(w)
	p.turn(w, m, rowMajor(a, ld), n, m)
	for k := range n {
		column := w[k*m : (k+1)*m]
		q, best := k, T(0)
		for i, v := range column[k:] {
			if v < 0 {
				v = -v
			}
			if v > best {
				q, best = k+i, v
			}
		}
		pivots[k] = q
		if best == 0 {
			continue
		}
		for j := 0; j < n && q != k; j++ {
			row := w[j*m : (j+1)*m]
			row[k], row[q] = row[q], row[k]
		}
		p.divideBy(column[k+1:], column[k])
		for j := k + 1; j < n; j++ {
			p.addScaled(w[j*m+k+1:(j+1)*m], column[k+1:], -w[j*m+k])
		}
	}
	p.turn(a, ld, rowMajor(w, m), m, n)
}

// swapRows exchanges columns from … to of two rows.
func swapRows[T floatNumber | complex128](a []T, ld, i, j, from, to int) {
	if i == j {
		return
	}
	x, y := a[i*ld+from:i*ld+to], a[j*ld+from:j*ld+to]
	for k := range x {
		x[k], y[k] = y[k], x[k]
	}
}

// solve overwrites b with the solution of a·x = b, and a with its LU factors. It returns false if a is singular.
func (p *multiplier[T]) solve(a, b []T, n, cols int) bool {
	var few [luPanel]int
	pivots := indices(few[:], n)
	p.lu(a, n, n, n, pivots)
	if singular(a, n) {
		return false
	}
	for i, q := range pivots {
		swapRows(b, cols, i, q, 0, cols)
	}
	p.triangle(rowMajor(a, n), n, b, cols, cols, true, true)
	p.triangle(rowMajor(a, n), n, b, cols, cols, false, false)
	return true
}

// singular reports whether an element on the diagonal is 0.
func singular[T floatNumber](a []T, n int) bool {
	for i := range n {
		if a[i*n+i] == 0 {
			return true
		}
	}
	return false
}

// inverse overwrites b, which is the identity, with U⁻¹·L⁻¹·P, the inverse of a, and a with its LU factors. It returns false
// if a is singular.
func (p *multiplier[T]) inverse(a, b []T, n int) bool {
	var few [luPanel]int
	pivots := indices(few[:], n)
	p.lu(a, n, n, n, pivots)
	if singular(a, n) {
		return false
	}
	p.lowerInverse(rowMajor(a, n), n, b, n)
	p.triangle(rowMajor(a, n), n, b, n, n, false, false)
	for i := range n {
		row := b[i*n : (i+1)*n]
		for j := n - 1; j >= 0; j-- {
			q := pivots[j]
			row[j], row[q] = row[q], row[j]
		}
	}
	return true
}

// lowerInverse overwrites b, which is the identity and has rows that lie ldb elements apart, with the inverse of the lower
// triangle t with ones on its diagonal: the upper triangle stays what it is.
func (p *multiplier[T]) lowerInverse(t matrix[T], n int, b []T, ldb int) {
	if n <= smallBlock {
		p.triangleRows(t, n, b, ldb, n, true, true)
		return
	}
	h := half(n)
	p.lowerInverse(t, h, b, ldb)
	p.subtract(b[h*ldb:], ldb, t.from(h, 0), rowMajor(b, ldb), n-h, h, h)
	p.triangle(t.from(h, h), n-h, b[h*ldb:], ldb, h, true, true)
	p.lowerInverse(t.from(h, h), n-h, b[h*ldb+h:], ldb)
}

// slogdet overwrites a with its LU factors.
func (p *multiplier[T]) slogdet(a []T, n int) (sign, logdet float64) {
	var few [luPanel]int
	pivots := indices(few[:], n)
	p.lu(a, n, n, n, pivots)
	sign = 1
	for i, q := range pivots {
		d := float64(a[i*n+i])
		if q != i {
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

// det overwrites a with its LU factors.
func (p *multiplier[T]) det(a []T, n int) float64 {
	var few [luPanel]int
	pivots := indices(few[:], n)
	p.lu(a, n, n, n, pivots)
	det := 1.0
	for i, q := range pivots {
		det *= float64(a[i*n+i])
		if q != i {
			det = -det
		}
	}
	return det
}

// indices returns n numbers, in room if that is large enough.
func indices(room []int, n int) []int {
	if n <= len(room) {
		return room[:n]
	}
	return make([]int, n)
}
