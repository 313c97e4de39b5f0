package ndarray

// Matrix products by packed, cache-sized blocks (Goto & van de Geijn, "Anatomy of high-performance matrix
// multiplication"): a block of b is packed into panels as wide as the kernel's tile, blocks of a into panels as high, so
// that the kernel reads both in order, whatever the strides were; zeros fill up the last panels.

import (
	"sync"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

// Block sizes: kc columns of a and rows of b at a time; mc×kc elements of a lie in the second-level cache, kc×nc of b in the
// third.
const (
	blockK = 256
	blockM = 120
	blockN = 2048
)

// smallProduct is the number of multiplications up to which packing does not pay.
const smallProduct = 16 * 16 * 16

// matrix is a view of elements as a matrix: element (i, j) is data[at + i·rows + j·cols]. Strides may be 0 or negative.
type matrix[T floatNumber] struct {
	data           []T
	at, rows, cols int
}

func (x matrix[T]) transposed() matrix[T] { return matrix[T]{x.data, x.at, x.cols, x.rows} }

// from returns the part of x that begins with element (i, j).
func (x matrix[T]) from(i, j int) matrix[T] {
	x.at += i*x.rows + j*x.cols
	return x
}

func matrixOf[T floatNumber](x *Array) matrix[T] {
	return matrix[T]{elems[T](x), x.offset, x.strides[0], x.strides[1]}
}

// buffers holds packed blocks for later products.
type buffers[T floatNumber] struct{ pool sync.Pool }

func (b *buffers[T]) get(n int) []T {
	if s, ok := b.pool.Get().(*[]T); ok && cap(*s) >= n {
		return (*s)[:n]
	}
	return make([]T, n)
}

func (b *buffers[T]) put(s []T) { b.pool.Put(&s) }

// multiplier computes products of one type.
type multiplier[T floatNumber] struct {
	simd.Kernels[T]
	packs buffers[T]
}

var (
	mul64 = multiplier[float64]{Kernels: v64}
	mul32 = multiplier[float32]{Kernels: v32}
)

// product adds a·b to the m×n matrix c, whose rows lie one behind the other.
func (p *multiplier[T]) product(c []T, a, b matrix[T], m, n, k int) {
	switch {
	case n == 1 && p.vector(c[:m], a, b.transposed(), m, k):
	case m == 1 && p.vector(c[:n], b.transposed(), a, n, k):
	case m*n*k <= smallProduct:
		smallGemm(c, a, b, m, n, k)
	default:
		p.packed(c, n, a, b, m, n, k)
	}
}

// vector adds a·x to y, where row is the vector x as a matrix of one row, for strides that the kernels can follow; else it
// returns false.
func (p *multiplier[T]) vector(y []T, a, row matrix[T], m, k int) bool {
	if m*k < 64 || a.rows != 1 && a.cols != 1 {
		return false
	}
	x := row.data[row.at:]
	if row.cols != 1 {
		x = make([]T, k)
		gather(x, row.data, row.at, row.cols)
	}
	if a.cols == 1 {
		parallel(m, max(1, grainMove/k), func(lo, hi int) {
			for i := lo; i < hi; i++ {
				y[i] += p.Dot(x[:k], a.data[a.at+i*a.rows:][:k])
			}
		})
		return true
	}
	for l, v := range x[:k] {
		p.Axpy(y, a.data[a.at+l*a.cols:][:m], v)
	}
	return true
}

// smallGemm is the plain triple loop.
func smallGemm[T floatNumber](c []T, a, b matrix[T], m, n, k int) {
	for i := range m {
		row := c[i*n : (i+1)*n]
		for l := range k {
			v := a.data[a.at+i*a.rows+l*a.cols]
			if b.cols == 1 {
				other := b.data[b.at+l*b.rows:][:len(row)]
				for j := range row {
					row[j] += v * other[j]
				}
				continue
			}
			at := b.at + l*b.rows
			for j := range row {
				row[j] += v * b.data[at]
				at += b.cols
			}
		}
	}
}

// packed adds a·b to the m×n matrix c, whose rows lie ldc elements apart.
func (p *multiplier[T]) packed(c []T, ldc int, a, b matrix[T], m, n, k int) {
	mr, nr := p.GemmRows, p.GemmCols
	packB := p.packs.get(min(blockK, k) * roundUp(min(blockN, n), nr))
	defer p.packs.put(packB)
	for j0 := 0; j0 < n; j0 += blockN {
		nc := min(blockN, n-j0)
		for l0 := 0; l0 < k; l0 += blockK {
			kc := min(blockK, k-l0)
			panels := (nc + nr - 1) / nr
			parallel(panels, max(1, grainMove/(kc*nr)), func(lo, hi int) {
				p.packPanels(packB, b.from(l0, j0), lo, hi, nc, kc)
			})
			// Processors share the row panels; few rows against many columns are not shared.
			rows := (m + mr - 1) / mr
			parallel(rows, max(1, (1<<20)/(mr*nc*kc)), func(lo, hi int) {
				p.rowPanels(c, a, packB, lo*mr, min(hi*mr, m), j0, nc, l0, kc, ldc)
			})
		}
	}
}

// packPanels packs panels lo … hi of the kc×nc matrix b.
func (p *multiplier[T]) packPanels(dst []T, b matrix[T], lo, hi, nc, kc int) {
	nr := p.GemmCols
	if whole := min(hi, nc/nr); b.cols == 1 && nr%8 == 0 && whole > lo { // row by row, as they lie in memory
		for l := range kc {
			row := b.data[b.at+l*b.rows+lo*nr:][:(whole-lo)*nr]
			at := lo*nr*kc + l*nr
			for len(row) >= nr {
				d, s := dst[at:at+nr], row[:nr]
				for len(d) >= 8 && len(s) >= 8 {
					d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7] = s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]
					d, s = d[8:], s[8:]
				}
				row = row[nr:]
				at += nr * kc
			}
		}
		lo = whole
	}
	for q := lo; q < hi; q++ {
		// Columns of b are rows of its transpose.
		pack(dst[q*nr*kc:(q+1)*nr*kc], b.from(0, q*nr).transposed(), min(nr, nc-q*nr), kc, nr)
	}
}

// rowPanels adds to rows from … to of c.
func (p *multiplier[T]) rowPanels(c []T, a matrix[T], packB []T, from, to, j0, nc, l0, kc, ldc int) {
	mr, nr := p.GemmRows, p.GemmCols
	block := blockM / mr * mr
	buf := p.packs.get(block*kc + mr*nr)
	defer p.packs.put(buf)
	packA, tile := buf[:block*kc], buf[block*kc:]
	for i0 := from; i0 < to; i0 += block {
		mc := min(block, to-i0)
		for i := 0; i < mc; i += mr {
			pack(packA[i*kc:(i+mr)*kc], a.from(i0+i, l0), min(mr, mc-i), kc, mr)
		}
		for j := 0; j < nc; j += nr {
			panel := packB[j*kc : (j+nr)*kc]
			for i := 0; i < mc; i += mr {
				at := (i0+i)*ldc + j0 + j
				if mc-i >= mr && nc-j >= nr {
					p.Gemm(kc, packA[i*kc:], panel, c[at:], ldc)
					continue
				}
				// A tile that juts out is computed aside.
				clear(tile)
				p.Gemm(kc, packA[i*kc:], panel, tile, nr)
				for r := range min(mr, mc-i) {
					row := c[at+r*ldc:][:min(nr, nc-j)]
					for s := range row {
						row[s] += tile[r*nr+s]
					}
				}
			}
		}
	}
}

// pack copies rows×k elements of x to dst column by column, each column filled up with zeros to height elements.
func pack[T floatNumber](dst []T, x matrix[T], rows, k, height int) {
	if rows < height {
		clear(dst)
	}
	if x.rows == 1 {
		if rows == height && packColumns(dst, x, k, height) {
			return
		}
		for l := range k {
			copy(dst[l*height:l*height+rows], x.data[x.at+l*x.cols:])
		}
		return
	}
	if x.cols == 1 && rows == 6 && height == 6 {
		pack6(dst, x, k)
		return
	}
	for i := range rows {
		at := x.at + i*x.rows
		for l := i; l < len(dst); l += height {
			dst[l] = x.data[at]
			at += x.cols
		}
	}
}

// packColumns is pack for whole columns whose elements lie together, of the lengths that kernels have; for so few elements
// a call of copy costs more than they do.
func packColumns[T floatNumber](dst []T, x matrix[T], k, height int) bool {
	if height != 6 && height%8 != 0 {
		return false
	}
	for l := range k {
		d, s := dst[l*height:(l+1)*height], x.data[x.at+l*x.cols:][:height]
		for len(d) >= 8 && len(s) >= 8 {
			d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7] = s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]
			d, s = d[8:], s[8:]
		}
		if len(d) >= 6 && len(s) >= 6 {
			d[0], d[1], d[2], d[3], d[4], d[5] = s[0], s[1], s[2], s[3], s[4], s[5]
		}
	}
	return true
}

// pack6 is pack for six whole rows, the kernel's height.
func pack6[T floatNumber](dst []T, x matrix[T], k int) {
	row := func(i int) []T { return x.data[x.at+i*x.rows:][:k] }
	r0, r1, r2, r3, r4, r5 := row(0), row(1), row(2), row(3), row(4), row(5)
	for l := range k {
		d := dst[6*l : 6*l+6]
		d[0], d[1], d[2], d[3], d[4], d[5] = r0[l], r1[l], r2[l], r3[l], r4[l], r5[l]
	}
}

func roundUp(n, to int) int { return (n + to - 1) / to * to }
