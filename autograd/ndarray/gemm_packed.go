package ndarray

// Matrix products by packed, cache-sized blocks (Goto & van de Geijn, "Anatomy of high-performance matrix
// multiplication"): a block of b is packed into panels as wide as the kernel's tile, which stay in the first-level cache
// while the kernel goes down the rows of a. Those are read where they lie, whatever the strides.

import (
	"sync"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

// Block sizes: kc columns of a and rows of b at a time; mc×kc elements of a lie in the second-level cache, kc×nc of b in the
// third.
const (
	blockK = 256
	blockM = 120
	blockN = 2064
)

// smallProduct is the number of multiplications up to which packing does not pay.
const smallProduct = 8 * 8 * 8

// matrix is a view of elements as a matrix: element (i, j) is data[at + i·rows + j·cols]. Strides may be 0 or negative.
type matrix[T number] struct {
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
type buffers[T number] struct{ pool sync.Pool }

func (b *buffers[T]) get(n int) []T {
	if s, ok := b.pool.Get().(*[]T); ok && cap(*s) >= n {
		return (*s)[:n]
	}
	return make([]T, n)
}

// buffersOf returns the buffers that products of a type use, too.
func buffersOf[T number]() *buffers[T] {
	for _, b := range [2]any{&mul64.packs, &mul32.packs} {
		if b, ok := b.(*buffers[T]); ok {
			return b
		}
	}
	return new(buffers[T])
}

func (b *buffers[T]) put(s []T) { b.pool.Put(&s) }

// multiplier computes products of one type.
type multiplier[T floatNumber] struct {
	simd.Kernels[T]
	packs buffers[T]
}

var (
	mul64 = &multiplier[float64]{Kernels: v64}
	mul32 = &multiplier[float32]{Kernels: v32}
)

// product sets the m×n matrix c, whose rows lie one behind the other, to a·b.
func (p *multiplier[T]) product(c []T, a, b matrix[T], m, n, k int) {
	switch {
	case n == 1 && p.vector(c[:m], a, b.transposed(), m, k):
	case m == 1 && p.vector(c[:n], b.transposed(), a, n, k):
	case m*n*k <= smallProduct:
		clear(c[:m*n])
		smallGemm(c, a, b, m, n, k)
	case m*(k+n) < k*n/packingCost(b): // to transpose a and the result is less work than to pack b
		turned := p.packs.get(n * m)
		p.packed(turned, m, b.transposed(), a.transposed(), n, m, k, simd.Set)
		p.turn(c, n, matrix[T]{turned, 0, m, 1}, m, n)
		p.packs.put(turned)
	default:
		p.packed(c, n, a, b, m, n, k, simd.Set)
	}
}

// packingCost is how many times less than transposing it costs to pack an element of b: much less, if its rows lie in memory
// as they are packed.
func packingCost[T floatNumber](b matrix[T]) int {
	if b.cols == 1 {
		return 4
	}
	return 1
}

// vector sets y to a·x, where row is the vector x as a matrix of one row, for strides that the kernels can follow; else it
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
			p.Dots(y[lo:hi], a.data[a.at+lo*a.rows:], x[:k], a.rows, hi-lo)
			for i := hi - (hi-lo)%4; i < hi; i++ {
				y[i] = p.Dot(x[:k], a.data[a.at+i*a.rows:][:k])
			}
		})
		return true
	}
	clear(y)
	p.Axpys(y, a.data[a.at:], x, a.cols, k)
	for l := k - k%4; l < k; l++ {
		p.Axpy(y, a.data[a.at+l*a.cols:][:m], x[l])
	}
	return true
}

// smallGemm adds a·b to the m×n matrix c, by the plain loops, with up to four products at a time.
func smallGemm[T number](c []T, a, b matrix[T], m, n, k int) {
	for i := range m {
		row := c[i*n : (i+1)*n]
		at := a.at + i*a.rows
		for l := 0; l < k; {
			from, v0 := b.at+l*b.rows, a.data[at]
			left := k - l
			switch {
			case left >= 4:
				v1, v2, v3 := a.data[at+a.cols], a.data[at+2*a.cols], a.data[at+3*a.cols]
				b1, b2, b3 := from+b.rows, from+2*b.rows, from+3*b.rows
				for j := range row {
					d := j * b.cols
					row[j] = row[j] + v0*b.data[from+d] + v1*b.data[b1+d] + v2*b.data[b2+d] + v3*b.data[b3+d]
				}
				l, at = l+4, at+4*a.cols
			case left >= 2:
				v1, b1 := a.data[at+a.cols], from+b.rows
				for j := range row {
					d := j * b.cols
					row[j] = row[j] + v0*b.data[from+d] + v1*b.data[b1+d]
				}
				l, at = l+2, at+2*a.cols
			default:
				for j := range row {
					row[j] += v0 * b.data[from+j*b.cols]
				}
				l++
			}
		}
	}
}

// plainGemm is packed without vector kernels.
func plainGemm[T number](c []T, ldc int, a, b matrix[T], m, n, k, mode int) {
	row := make([]T, n)
	for i := range m {
		clear(row)
		smallGemm(row, a.from(i, 0), b, 1, n, k)
		dst := c[i*ldc : i*ldc+n]
		switch mode {
		case simd.Set:
			copy(dst, row)
		case simd.Plus:
			for j, v := range row {
				dst[j] += v
			}
		default:
			for j, v := range row {
				dst[j] -= v
			}
		}
	}
}

// grainPacked is the number of products from which on it pays to wake another processor.
const grainPacked = 1 << 22

// grainOf is how many parts of so many products each a processor should get at least.
func grainOf(products int) int { return max(1, grainPacked/max(products, 1)) }

// packed sets the m×n matrix c, whose rows lie ldc elements apart, to a·b, or adds or subtracts it, as mode says. Processors share
// the columns, so that each packs what it needs of b, and only once; or the rows, if there are few columns.
func (p *multiplier[T]) packed(c []T, ldc int, a, b matrix[T], m, n, k, mode int) {
	if p.Gemm == nil {
		plainGemm(c, ldc, a, b, m, n, k, mode)
		return
	}
	rows, cols := (m+p.Rows-1)/p.Rows, (n+p.Cols-1)/p.Cols
	if cols >= rows || n >= 4*p.Cols {
		parallel(cols, grainOf(m*k*p.Cols), func(lo, hi int) {
			j := lo * p.Cols
			p.packedPart(c[j:], ldc, a, b.from(0, j), m, min(hi*p.Cols, n)-j, k, mode)
		})
		return
	}
	parallel(rows, grainOf(n*k*p.Rows), func(lo, hi int) {
		i := lo * p.Rows
		p.packedPart(c[i*ldc:], ldc, a.from(i, 0), b, min(hi*p.Rows, m)-i, n, k, mode)
	})
}

// packedPart is packed on one processor.
func (p *multiplier[T]) packedPart(c []T, ldc int, a, b matrix[T], m, n, k, mode int) {
	packB := p.packs.get(min(blockK, k) * roundUp(min(blockN, n), p.Lanes))
	defer p.packs.put(packB)
	blocks := (k + blockK - 1) / blockK // of equal size, as far as that goes
	step := min(k, roundUp((k+blocks-1)/blocks, 4))
	for j0 := 0; j0 < n; j0 += blockN {
		nc := min(blockN, n-j0)
		for l0 := 0; l0 < k; l0 += step {
			kc, mode := min(step, k-l0), mode
			if l0 > 0 && mode == simd.Set {
				mode = simd.Plus
			}
			panels := (nc + p.Cols - 1) / p.Cols
			for q := range panels {
				j, cols := p.panel(q, panels, nc)
				p.pack(packB[j*kc:], b.from(l0, j0+j), kc, cols)
			}
			p.rowPanels(c[j0:], ldc, a.from(0, l0), packB, 0, m, nc, kc, mode)
		}
	}
}

// panel returns the first column of panel q of several, and how many columns it has: those of the kernel's tile, but a
// single vector that would be left over takes one from the panel before.
func (p *multiplier[T]) panel(q, panels, nc int) (start, cols int) {
	start, end := q*p.Cols, min((q+1)*p.Cols, nc)
	if left := nc - (panels-1)*p.Cols; left <= p.Lanes && panels > 1 && p.Cols > 2*p.Lanes {
		switch q {
		case panels - 1:
			start -= p.Lanes
		case panels - 2:
			end -= p.Lanes
		}
	}
	return start, end - start
}

// pack packs a panel, the first cols columns of the kc rows of b.
func (p *multiplier[T]) pack(dst []T, b matrix[T], kc, cols int) {
	width := roundUp(cols, p.Lanes)
	if b.cols == 1 {
		p.PackRows(dst, b.data[b.at:], b.rows, kc, cols)
		return
	}
	if cols < width {
		clear(dst[:kc*width])
	}
	// The panel is the transpose of rows that b's columns are.
	p.turn(dst, width, b.transposed(), kc, cols)
}

// turn writes the transpose of the cols×rows matrix x to dst, whose rows lie ld elements apart.
func (p *multiplier[T]) turn(dst []T, ld int, x matrix[T], rows, cols int) {
	n, done := p.Lanes, 0
	if x.cols == 1 && n > 0 && rows >= n {
		for blocks := rows / n; done+n <= cols; done += n {
			p.Turn(dst[done:], x.data[x.at+done*x.rows:], ld, x.rows, blocks)
			turnPlain(dst, blocks*n*ld+done, ld, x.from(done, blocks*n), rows-blocks*n, n)
		}
	}
	turnPlain(dst, done, ld, x.from(done, 0), rows, cols-done)
}

// rowPanels does packed's work for rows from … to of c and one block of columns.
func (p *multiplier[T]) rowPanels(c []T, ldc int, a matrix[T], packB []T, from, to, nc, kc, mode int) {
	var edge []T // the last rows, filled up with zeros
	if left := (to - from) % p.Rows; left > 0 {
		edge = p.packs.get(kc * p.Rows)
		defer p.packs.put(edge)
		clear(edge)
		turnPlain(edge, 0, p.Rows, a.from(to-left, 0), kc, left)
	}
	panels := (nc + p.Cols - 1) / p.Cols
	block := blockM / p.Rows * p.Rows
	for i0 := from; i0 < to; i0 += block {
		end := min(i0+block, to)
		for q := range panels {
			j, cols := p.panel(q, panels, nc)
			panel := packB[j*kc:]
			for i := i0; i < end; i += p.Rows {
				if rows := end - i; rows >= p.Rows {
					p.Gemm(kc, a.data[a.at+i*a.rows:], a.rows, a.cols, panel, c[i*ldc+j:], ldc, p.Rows, cols, mode)
				} else {
					p.Gemm(kc, edge, 1, p.Rows, panel, c[i*ldc+j:], ldc, rows, cols, mode)
				}
			}
		}
	}
}

// turnPlain is turn, element by element, to dst from index start on.
func turnPlain[T floatNumber](dst []T, start, ld int, x matrix[T], rows, cols int) {
	for i := range rows {
		at, row := x.at+i*x.cols, dst[start+i*ld:][:cols]
		for j := range row {
			row[j] = x.data[at]
			at += x.rows
		}
	}
}

func roundUp(n, to int) int { return (n + to - 1) / to * to }
