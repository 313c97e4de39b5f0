package ndarray

// One switch on the dtype a call: what can be done with elements of every type, as methods of a type per element type.

import "sync"

// class is implemented once, by classOf[T], and looked up by dtype.
type class interface {
	copyTo(dst, src *Array)
	take(dst, src *Array, at []int, block int)
	put(dst *Array, at []int, src *Array, block int, add bool)
	item(x *Array, at int) any
	clearTriangle(x *Array, k int, lower bool)
}

type classOf[T Elem] struct{}

var classes = [...]class{
	Bool:       classOf[bool]{},
	Int64:      classOf[int64]{},
	Float32:    classOf[float32]{},
	Float64:    classOf[float64]{},
	Complex64:  classOf[complex64]{},
	Complex128: classOf[complex128]{},
}

func (x *Array) class() class { return classes[x.dtype] }

func (classOf[T]) item(x *Array, at int) any { return elems[T](x)[at] }

// clearTriangle clears the matrices of a contiguous array where j <= i+k, or, to leave just their lower triangles, where
// j > i+k.
func (classOf[T]) clearTriangle(x *Array, k int, lower bool) {
	cols := x.shape[len(x.shape)-1]
	rows := x.shape[len(x.shape)-2]
	data := elems[T](x)[x.offset : x.offset+x.Size()]
	for i := 0; len(data) > 0; i++ {
		at := min(cols, max(0, i%rows+k+1))
		if lower {
			clear(data[at:cols])
		} else {
			clear(data[:at])
		}
		data = data[cols:]
	}
}

// copyTo copies src, broadcast, into dst.
func (classOf[T]) copyTo(dst, src *Array) {
	d, s := elems[T](dst), elems[T](src)
	if dst.contig && src.contig && len(dst.shape) == len(src.shape) && SameShape(dst, src) {
		copy(d[dst.offset:dst.offset+dst.Size()], s[src.offset:])
		return
	}
	var w walk
	w.plan(dst.shape, -1, dst, src)
	if o := w.outer - 1; o >= 0 && w.inner[0] == 1 && w.stride[1][o] == 1 && w.inner[1] > 0 && w.stride[0][o] > 0 && w.n >= tileSize && w.shape[o] >= tileSize {
		// The last two dimensions change places: square tiles use each cache line of both sides fully.
		rows, rowStride := w.shape[o], w.stride[0][o]
		w.outer--
		w.rows(func() { copyTurned(d[w.off[0]:], rowStride, s[w.off[1]:], w.inner[1], rows, w.n) })
		return
	}
	if o := w.outer - 1; o >= 0 && w.n < tileSize { // short rows: two dimensions at a time
		rows, up, across := w.shape[o], w.stride[0][o], w.stride[1][o]
		w.outer--
		w.rows(func() {
			for r := range rows {
				i, j := w.off[0]+r*up, w.off[1]+r*across
				for range w.n {
					d[i] = s[j]
					i += w.inner[0]
					j += w.inner[1]
				}
			}
		})
		return
	}
	w.rows(func() {
		if w.inner[0] == 1 {
			gather(d[w.off[0]:w.off[0]+w.n], s, w.off[1], w.inner[1])
			return
		}
		i, j := w.off[0], w.off[1]
		for range w.n {
			d[i] = s[j]
			i += w.inner[0]
			j += w.inner[1]
		}
	})
}

const tileSize = 16

// copyTurned sets dst[i·ld + j] to src[i + j·stride] for all i < rows and j < cols; ld and stride are positive.
func copyTurned[T Elem](dst []T, ld int, src []T, stride, rows, cols int) {
	switch d := any(dst).(type) {
	case []float64:
		if v64.Turn != nil {
			mul64.turn(d, ld, matrix[float64]{any(src).([]float64), 0, stride, 1}, rows, cols)
			return
		}
	case []float32:
		if v32.Turn != nil {
			mul32.turn(d, ld, matrix[float32]{any(src).([]float32), 0, stride, 1}, rows, cols)
			return
		}
	}
	for i0 := 0; i0 < rows; i0 += tileSize {
		i1 := min(i0+tileSize, rows)
		for j0 := 0; j0 < cols; j0 += tileSize {
			j1 := min(j0+tileSize, cols)
			for i := i0; i < i1; i++ {
				out, at := dst[i*ld+j0:i*ld+j1], i+j0*stride
				for j := range out {
					out[j] = src[at]
					at += stride
				}
			}
		}
	}
}

// take copies blocks of block elements from the contiguous src, block number at[i] to place i of dst.
func (classOf[T]) take(dst, src *Array, at []int, block int) {
	d, s := elems[T](dst)[dst.offset:], elems[T](src)[src.offset:]
	if block == 1 {
		for i, a := range at {
			d[i] = s[a]
		}
		return
	}
	for i, a := range at {
		copy(d[i*block:(i+1)*block], s[a*block:])
	}
}

// put is the reverse of take: block i of src goes to, or is added to, block number at[i] of dst; both are contiguous.
func (classOf[T]) put(dst *Array, at []int, src *Array, block int, add bool) {
	d, s := elems[T](dst)[dst.offset:], elems[T](src)[src.offset:]
	if !add {
		for i, a := range at {
			copy(d[a*block:(a+1)*block], s[i*block:])
		}
		return
	}
	switch d := any(d).(type) {
	case []bool:
		addBlocks(d, any(s).([]bool), at, block, each2(or))
	case []int64:
		addBlocks(d, any(s).([]int64), at, block, addK)
	case []float32:
		addBlocks(d, any(s).([]float32), at, block, addK)
	case []float64:
		addBlocks(d, any(s).([]float64), at, block, addK)
	case []complex64:
		addBlocks(d, any(s).([]complex64), at, block, addK)
	case []complex128:
		addBlocks(d, any(s).([]complex128), at, block, addK)
	}
}

func addBlocks[T Elem](d, s []T, at []int, block int, add kernel2[T, T]) {
	for i, a := range at {
		out := d[a*block : (a+1)*block]
		add(out, out, s[i*block:(i+1)*block])
	}
}

// gather copies len(dst) elements of s, from s[at] on, stride apart.
func gather[T Elem](dst, s []T, at, stride int) {
	switch stride {
	case 1:
		copy(dst, s[at:at+len(dst)])
	case 0:
		v := s[at]
		for i := range dst {
			dst[i] = v
		}
	default:
		for i := range dst {
			dst[i] = s[at]
			at += stride
		}
	}
}

// scatter is the reverse of gather.
func scatter[T Elem](s []T, at, stride int, src []T) {
	if stride == 1 {
		copy(s[at:], src)
		return
	}
	for _, v := range src {
		s[at] = v
		at += stride
	}
}

// chunk is how many elements a kernel gets at most of operands that have to be gathered first: small enough for the
// first-level cache.
const chunk = 512

type scratch[T Elem] struct{ a, b, d [chunk]T }

// scratches holds buffers for gathering, one pool a type.
var scratches [6]sync.Pool

func getScratch[T Elem]() *scratch[T] {
	if s, ok := scratches[dtypeOf[T]()].Get().(*scratch[T]); ok {
		return s
	}
	return new(scratch[T])
}

func putScratch[T Elem](s *scratch[T]) { scratches[dtypeOf[T]()].Put(s) }

// Copy returns a contiguous array of its own with x's elements.
func (x *Array) Copy() *Array {
	y := allocDirty("Copy", x.dtype, x.shape)
	x.class().copyTo(y, x)
	return y
}

// Contiguous returns x itself if its elements lie in row-major order without gaps, else a copy.
func (x *Array) Contiguous() *Array {
	if x.contig {
		return x
	}
	return x.Copy()
}

// CopyFrom writes src's elements, broadcast and converted, to x. It panics with a [*ShapeError] if src does not broadcast to
// x's shape, and with a [*DTypeError] if its type is of a higher kind.
func (x *Array) CopyFrom(src *Array) {
	checkInto("CopyFrom", x, src)
	x.edited()
	if overlaps(x, src) {
		src = src.Copy()
	}
	x.class().copyTo(x, src.AsType(x.dtype))
}

// checkInto panics unless src's values may be written to dst.
func checkInto(op string, dst, src *Array) {
	if !SameShape(dst, src) && !broadcastsTo(src.shape, dst.shape) {
		panic(&ShapeError{op, [][]int{dst.Shape(), src.Shape()}, "the second does not broadcast to the first"})
	}
	if !CanCast(src.dtype, dst.dtype) {
		panic(&DTypeError{op, []DType{src.dtype, dst.dtype}, "will not convert to a lower kind:"})
	}
}
