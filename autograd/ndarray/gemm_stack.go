package ndarray

// Products of stacks of matrices: many small ones, for which a view each would cost more than the product.

import "github.com/gradbook/gradbook/autograd/ndarray/internal/simd"

// grainProduct is the number of multiplications from which on it pays to wake another processor.
const grainProduct = 1 << 18

// odometer goes through the indices of a shape and keeps the offsets that belong to them in two arrays.
type odometer struct {
	shape, index []int
	x, y         []int // strides
	xAt, yAt     int
}

// odometerAt returns one that stands at element number i of a shape that is not empty.
func odometerAt(shape []int, i int, x, y []int) *odometer {
	o := &odometer{shape: shape, index: unravel(i, shape), x: x, y: y}
	for d, j := range o.index {
		o.xAt += j * x[d]
		o.yAt += j * y[d]
	}
	return o
}

func (o *odometer) next() {
	for d := len(o.shape) - 1; d >= 0; d-- {
		o.xAt, o.yAt, o.index[d] = o.xAt+o.x[d], o.yAt+o.y[d], o.index[d]+1
		if o.index[d] < o.shape[d] {
			return
		}
		o.xAt, o.yAt, o.index[d] = o.xAt-o.shape[d]*o.x[d], o.yAt-o.shape[d]*o.y[d], 0
	}
}

// stack sets the matrices of c, count of m×n one behind the other, to the products of those of a and b, which lie anywhere.
func (p *multiplier[T]) stack(c []T, a, b *Array, batch []int, m, n, k int) {
	count, size := len(c)/(m*n), m*n
	x, y := a.strides[len(batch):], b.strides[len(batch):]
	left, right := elems[T](a), elems[T](b)
	parallel(count, max(1, grainProduct/(size*max(k, 1))), func(lo, hi int) {
		at := odometerAt(batch, lo, a.strides, b.strides)
		var room []T
		if k <= blockK && n <= 2*p.Cols {
			room = p.packs.get(k * roundUp(n, p.Lanes))
			defer p.packs.put(room)
		}
		for i := lo; i < hi; i++ {
			l, r := matrix[T]{left, a.offset + at.xAt, x[0], x[1]}, matrix[T]{right, b.offset + at.yAt, y[0], y[1]}
			if !p.short(c[i*size:(i+1)*size], l, r, m, n, k, room) {
				p.product(c[i*size:(i+1)*size], l, r, m, n, k)
			}
			at.next()
		}
	})
}

// short is product for vectors b, and for matrices of one block, whose rows fill the tiles of the kernel: b is packed into room, unless it lies
// as if it were already. It returns false if it can't.
func (p *multiplier[T]) short(c []T, a, b matrix[T], m, n, k int, room []T) bool {
	if n == 1 && k >= 8 && a.cols == 1 && b.rows == 1 {
		x := b.data[b.at : b.at+k]
		p.Dots(c, a.data[a.at:], x, a.rows, m)
		for i := m - m%4; i < m; i++ {
			c[i] = p.Dot(x, a.data[a.at+i*a.rows:][:k])
		}
		return true
	}
	if m%p.Rows != 0 || k < 4 || n < p.Lanes/2 || room == nil {
		return false
	}
	panels := (n + p.Cols - 1) / p.Cols
	if panels == 1 && n%p.Lanes == 0 && b.cols == 1 && b.rows == n {
		p.rowPanels(c, n, a, b.data[b.at:], 0, m, n, k, simd.Set)
		return true
	}
	for q := range panels {
		j, cols := p.panel(q, panels, n)
		p.pack(room[j*k:], b.from(0, j), k, cols)
	}
	p.rowPanels(c, n, a, room, 0, m, n, k, simd.Set)
	return true
}
