package ndarray

// Functions that work along one axis see it line by line: each line gathered into a plain slice.

// eachLine calls f with the places (offset and stride) of every line of x along axis, and of the same lines of ys, whose
// other axes have x's lengths.
func eachLine(axis int, f func(at []lineAt), xs ...*Array) {
	shape := cloneInts(xs[0].shape)
	shape[axis] = 1
	at := make([]lineAt, len(xs))
	heads := make([]*Array, len(xs))
	for i, x := range xs {
		at[i].stride = x.strides[axis]
		heads[i] = x.narrow(axis, 0, min(1, x.shape[axis]))
		heads[i].shape[axis] = 1
	}
	var w walk
	w.plan(shape, -1, heads...)
	w.rows(func() {
		for i := range at {
			at[i].offset = w.off[i]
		}
		for range w.n {
			f(at)
			for i := range at {
				at[i].offset += w.inner[i]
			}
		}
	})
}

// lineAt is where a line lies in storage.
type lineAt struct{ offset, stride int }

// mapLines returns an array of type R with x's shape but m elements along axis, each line of it made by f from x's line.
// The slices that f gets are used again for the next line.
func mapLines[R, T Elem](op string, x *Array, axis, m int, f func(dst []R, src []T)) *Array {
	shape := cloneInts(x.shape)
	n := shape[axis]
	shape[axis] = m
	r := alloc(op, dtypeOf[R](), shape)
	if r.Size() == 0 && n == 0 {
		return r
	}
	d, s := elems[R](r), elems[T](x)
	in, out := make([]T, n), make([]R, m)
	eachLine(axis, func(at []lineAt) {
		if n > 0 {
			gather(in, s, at[1].offset, at[1].stride)
		}
		f(out, in)
		scatter(d, at[0].offset, at[0].stride, out)
	}, r, x)
	return r
}

// lineOp is a function along an axis that keeps the type, by dtype; nil entries are not defined.
type lineOp struct {
	name string
	b    func(dst, src []bool)
	i64  func(dst, src []int64)
	f32  func(dst, src []float32)
	f64  func(dst, src []float64)
	c64  func(dst, src []complex64)
	c128 func(dst, src []complex128)
}

func (op *lineOp) call(x *Array, axis int) *Array {
	x, axis = alongAxis(op.name, x, axis)
	if x.dtype == Bool && op.b == nil {
		x = x.AsType(Int64)
	}
	n := x.shape[axis]
	switch x.dtype {
	case Bool:
		return mapLines(op.name, x, axis, n, op.b)
	case Int64:
		return mapLines(op.name, x, axis, n, op.i64)
	case Float32:
		return mapLines(op.name, x, axis, n, op.f32)
	case Float64:
		return mapLines(op.name, x, axis, n, op.f64)
	case Complex64:
		return mapLines(op.name, x, axis, n, op.c64)
	default:
		return mapLines(op.name, x, axis, n, op.c128)
	}
}
