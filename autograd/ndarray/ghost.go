package ndarray

// Ghost returns an array that has x's type and shape but no elements: asking for these panics with a run-time error. It
// stands for an array that will be known later, so that code cannot look at what is not there yet.
func Ghost(x *Array) *Array {
	g := NewGhost(x.dtype, x.shape...)
	g.weak = x.weak
	return g
}

// NewGhost is [Ghost] of an array of the given type and shape.
func NewGhost(dt DType, shape ...int) *Array {
	g := newHeader(dt, shape)
	g.rowMajor()
	switch dt {
	case Bool:
		g.rest = []bool(nil)
	case Int64:
		g.rest = []int64(nil)
	case Float32:
		g.rest = []float32(nil)
	case Complex64:
		g.rest = []complex64(nil)
	case Complex128:
		g.rest = []complex128(nil)
	}
	return g
}

// Uniform reports whether x is one real number repeated by broadcasting, and which.
func (x *Array) Uniform() (v float64, ok bool) {
	if x.Size() == 0 || x.dtype.IsComplex() {
		return 0, false
	}
	for i, n := range x.shape {
		if n > 1 && x.strides[i] != 0 {
			return 0, false
		}
	}
	switch x.dtype {
	case Float64:
		return x.floats()[x.offset], true
	case Float32:
		return float64(elems[float32](x)[x.offset]), true
	}
	return 0, false
}
