package ndarray

// The engine of element-wise functions: it brings any operands (broadcast, strided, reversed) to kernels that see nothing
// but plain slices of equal length. A function is a row of kernels by dtype; see unary.go and binary.go.

// kernel1 computes dst[i] = f(x[i]); dst may be x.
type kernel1[R, T Elem] func(dst []R, x []T)

// kernel2 computes dst[i] = f(x[i], y[i]); dst may be x or y.
type kernel2[R, T Elem] func(dst []R, x, y []T)

// apply1 runs k over x into dst, which has the result's shape.
func apply1[R, T Elem](k kernel1[R, T], dst, x *Array) {
	d, s := elems[R](dst), elems[T](x)
	n := dst.Size()
	if dst.contig && x.contig {
		k(d[dst.offset:dst.offset+n], s[x.offset:x.offset+n])
		return
	}
	x = inOrder(x)
	s = elems[T](x)
	tr, tx := getScratch[R](), getScratch[T]()
	defer putScratch(tr)
	defer putScratch(tx)
	var w walk
	w.plan(dst.shape, -1, dst, x)
	w.rows(func() {
		for i := 0; i < w.n; i += chunk {
			m := min(chunk, w.n-i)
			in := operand(tx.a[:m], s, w.off[1]+i*w.inner[1], w.inner[1])
			at := w.off[0] + i*w.inner[0]
			if w.inner[0] == 1 {
				k(d[at:at+m], in)
				continue
			}
			k(tr.d[:m], in)
			scatter(d, at, w.inner[0], tr.d[:m])
		}
	})
}

// apply2 runs k over x and y, broadcast, into dst, which has the result's shape.
func apply2[R, T Elem](k kernel2[R, T], dst, x, y *Array) {
	d, xs, ys := elems[R](dst), elems[T](x), elems[T](y)
	n := dst.Size()
	if dst.contig && x.contig && y.contig && x.Size() == n && y.Size() == n {
		k(d[dst.offset:dst.offset+n], xs[x.offset:x.offset+n], ys[y.offset:y.offset+n])
		return
	}
	if dst.contig && n > 0 {
		out := d[dst.offset : dst.offset+n]
		if y.contig && y.Size() == n && x.Size() == 1 {
			withNumber(out, ys[y.offset:y.offset+n], xs[x.offset], func(dst []R, y, x []T) { k(dst, x, y) })
			return
		}
		if x.contig && x.Size() == n && y.Size() == 1 {
			withNumber(out, xs[x.offset:x.offset+n], ys[y.offset], k)
			return
		}
	}
	x, y = inOrder(x), inOrder(y)
	xs, ys = elems[T](x), elems[T](y)
	tr, t := getScratch[R](), getScratch[T]()
	defer putScratch(tr)
	defer putScratch(t)
	var w walk
	w.plan(dst.shape, -1, dst, x, y)
	w.rows(func() {
		for i := 0; i < w.n; i += chunk {
			m := min(chunk, w.n-i)
			a := t.a[:m]
			if i == 0 || w.inner[1] != 0 { // a broadcast element fills the buffer once a row
				a = operand(a, xs, w.off[1]+i*w.inner[1], w.inner[1])
			}
			b := t.b[:m]
			if i == 0 || w.inner[2] != 0 {
				b = operand(b, ys, w.off[2]+i*w.inner[2], w.inner[2])
			}
			at := w.off[0] + i*w.inner[0]
			if w.inner[0] == 1 {
				k(d[at:at+m], a, b)
				continue
			}
			k(tr.d[:m], a, b)
			scatter(d, at, w.inner[0], tr.d[:m])
		}
	})
}

// withNumber runs k over x and as many copies of v.
func withNumber[R, T Elem](dst []R, x []T, v T, k kernel2[R, T]) {
	t := getScratch[T]()
	defer putScratch(t)
	fill(t.b[:min(chunk, len(x))], v)
	if len(x) < 2*grainMove {
		numberChunks(dst, x, &t.b, k)
		return
	}
	parallel(len(x), grainMove, func(lo, hi int) { numberChunks(dst[lo:hi], x[lo:hi], &t.b, k) })
}

func numberChunks[R, T Elem](dst []R, x []T, v *[chunk]T, k kernel2[R, T]) {
	for len(x) > chunk {
		k(dst[:chunk], x[:chunk], v[:])
		dst, x = dst[chunk:], x[chunk:]
	}
	k(dst, x, v[:len(x)])
}

// inOrder returns x, or where x is large and its rows lie across the storage, a copy in order: made tile by tile, it costs
// less than rows that touch another cache line with each element.
func inOrder(x *Array) *Array {
	n := len(x.shape)
	if x.contig || n < 2 || x.Size() < 1<<12 || abs(x.strides[n-1]) < 8 || x.shape[n-1] < 8 {
		return x
	}
	return x.Copy()
}

// operand returns len(buf) elements of s from at on: s itself where they lie together, else buf filled with them.
func operand[T Elem](buf, s []T, at, stride int) []T {
	if stride == 1 {
		return s[at : at+len(buf)]
	}
	gather(buf, s, at, stride)
	return buf
}

// target returns where an element-wise result of the given type and shape goes: a new array, or the caller's destination,
// checked. If the destination has another type, the result is computed aside and finish converts it.
func target(op string, dt DType, shape []int, dst []*Array) *Array {
	if len(dst) == 0 || dst[0] == nil {
		return allocDirty(op, dt, shape)
	}
	d := dst[0]
	if len(d.shape) != len(shape) || sizeOf(op, shape) != d.Size() || !equalShape(d.shape, shape) {
		panic(&ShapeError{op, [][]int{cloneInts(shape), d.Shape()}, "the result has the first, the destination the second"})
	}
	if d.dtype == dt {
		d.edited()
		return d
	}
	if !CanCast(dt, d.dtype) {
		panic(&DTypeError{op, []DType{dt, d.dtype}, "the result does not fit the destination's type:"})
	}
	return alloc(op, dt, shape)
}

// finish moves a result that target placed aside to the destination, and returns what the caller gets.
func finish(r *Array, dst []*Array) *Array {
	if len(dst) == 0 || dst[0] == nil || dst[0] == r {
		return r
	}
	dst[0].CopyFrom(r)
	return dst[0]
}

// overlaps reports whether dst and x may share elements in another order than the same one, so that writing dst would
// spoil what has yet to be read.
func overlaps(dst, x *Array) bool {
	if dst == x || dst.dtype != x.dtype || !shareStorage(dst, x) {
		return false
	}
	return dst.offset != x.offset || !equalShape(dst.shape, x.shape) || !equalShape(dst.strides, x.strides)
}

// SharesStorage reports whether x and y have their elements in one storage, as views of one array do, even if they have no
// element in common.
func SharesStorage(x, y *Array) bool { return x.dtype == y.dtype && shareStorage(x, y) }

func shareStorage(x, y *Array) bool {
	if x.Deferred() != nil || y.Deferred() != nil {
		return x == y
	}
	switch x.dtype {
	case Bool:
		return sameBase(elems[bool](x), elems[bool](y))
	case Int64:
		return sameBase(elems[int64](x), elems[int64](y))
	case Float32:
		return sameBase(elems[float32](x), elems[float32](y))
	case Float64:
		return sameBase(x.floats(), y.floats())
	case Complex64:
		return sameBase(elems[complex64](x), elems[complex64](y))
	default:
		return sameBase(elems[complex128](x), elems[complex128](y))
	}
}

// sameBase reports whether two slices have the same last element of capacity: whether they were cut from one allocation.
func sameBase[T Elem](a, b []T) bool {
	return cap(a) > 0 && cap(b) > 0 && &a[:cap(a)][cap(a)-1] == &b[:cap(b)][cap(b)-1]
}
