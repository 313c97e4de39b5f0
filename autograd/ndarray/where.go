package ndarray

// Choosing elements by conditions.

import "math"

// Where returns x where cond is not 0, else y; all three are broadcast, and the types of x and y promoted.
func Where(cond, x, y *Array) *Array {
	shape := resultShape("where", cond, x, y)
	dt := ResultType(x, y)
	r := allocDirty("where", dt, shape)
	c := cond.AsType(Bool).BroadcastTo(shape...)
	x, y = x.AsType(dt), y.AsType(dt)
	switch dt {
	case Bool:
		choose[bool](r, c, x, y)
	case Int64:
		choose[int64](r, c, x, y)
	case Float32:
		choose[float32](r, c, x, y)
	case Float64:
		choose[float64](r, c, x, y)
	case Complex64:
		choose[complex64](r, c, x, y)
	case Complex128:
		choose[complex128](r, c, x, y)
	}
	return r
}

func choose[T Elem](r, cond, x, y *Array) {
	x, y = inOrder(x), inOrder(y)
	d, cs, xs, ys := elems[T](r), elems[bool](cond), elems[T](x), elems[T](y)
	pick := any(pickPlain[T])
	switch pick.(type) {
	case func(dst []float64, cond []bool, x, y []float64):
		pick = byKernels(v64.Numbers, v64.Choose, pick64)
	case func(dst []float32, cond []bool, x, y []float32):
		pick = byKernels(v32.Numbers, v32.Choose, pick32)
	}
	k := pick.(func(dst []T, cond []bool, x, y []T))
	t, tc := getScratch[T](), getScratch[bool]()
	defer putScratch(t)
	defer putScratch(tc)
	var w walk
	w.plan(r.shape, -1, r, cond, x, y)
	w.rows(func() {
		for i := 0; i < w.n; i += chunk {
			m := min(chunk, w.n-i)
			at := w.off[0] + i
			k(d[at:at+m],
				operand(tc.a[:m], cs, w.off[1]+i*w.inner[1], w.inner[1]),
				operand(t.a[:m], xs, w.off[2]+i*w.inner[2], w.inner[2]),
				operand(t.b[:m], ys, w.off[3]+i*w.inner[3], w.inner[3]))
		}
	})
}

func pickPlain[T Elem](dst []T, cond []bool, x, y []T) {
	for i, c := range cond {
		if c {
			dst[i] = x[i]
		} else {
			dst[i] = y[i]
		}
	}
}

// byKernels chooses by vector kernels, as many elements at a time as a buffer has, or by plain where there are none.
func byKernels[T floatNumber](numbers func(dst []T, x []bool), choose func(dst, cond, x, y []T), plain func(dst []T, cond []bool, x, y []T)) func(dst []T, cond []bool, x, y []T) {
	if choose == nil {
		return plain
	}
	return func(dst []T, cond []bool, x, y []T) {
		t := getScratch[T]()
		defer putScratch(t)
		c := t.d[:len(cond)]
		numbers(c, cond)
		choose(dst, c, x, y)
	}
}

// pick64 chooses between bit patterns, which the compiler does without branches; those of random conditions cost more than
// all the rest.
func pick64(dst []float64, cond []bool, x, y []float64) {
	dst, x, y = dst[:len(cond)], x[:len(cond)], y[:len(cond)]
	for i, c := range cond {
		v, u := math.Float64bits(y[i]), math.Float64bits(x[i])
		if c {
			v = u
		}
		dst[i] = math.Float64frombits(v)
	}
}

func pick32(dst []float32, cond []bool, x, y []float32) {
	dst, x, y = dst[:len(cond)], x[:len(cond)], y[:len(cond)]
	for i, c := range cond {
		v, u := math.Float32bits(y[i]), math.Float32bits(x[i])
		if c {
			v = u
		}
		dst[i] = math.Float32frombits(v)
	}
}

// Clip returns x limited to [lo, hi]; a nil limit is none.
func Clip(x, lo, hi *Array) *Array {
	if lo != nil {
		x = Maximum(x, lo)
	}
	if hi != nil {
		x = Minimum(x, hi)
	}
	return x
}

// NanToNum returns x with NaN replaced by nan and the infinities by posInf and negInf.
func NanToNum(x *Array, nan, posInf, negInf float64) *Array {
	if !x.dtype.IsInexact() {
		return x
	}
	if x.dtype.IsComplex() {
		return ComplexOf(NanToNum(Real(x), nan, posInf, negInf), NanToNum(Imag(x), nan, posInf, negInf))
	}
	return Map(x, func(v float64) float64 {
		switch {
		case v != v:
			return nan
		case v > maxFloat:
			return posInf
		case v < -maxFloat:
			return negInf
		}
		return v
	})
}

const maxFloat = 0x1p1023 * (1 + (1 - 0x1p-52))
