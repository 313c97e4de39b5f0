package ndarray

// Choosing elements by conditions.

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
	d, cs, xs, ys := elems[T](r), elems[bool](cond), elems[T](x), elems[T](y)
	var w walk
	w.plan(r.shape, -1, r, cond, x, y)
	w.rows(func() {
		c, i, j := w.off[1], w.off[2], w.off[3]
		out := d[w.off[0] : w.off[0]+w.n]
		for k := range out {
			if cs[c] {
				out[k] = xs[i]
			} else {
				out[k] = ys[j]
			}
			c += w.inner[1]
			i += w.inner[2]
			j += w.inner[3]
		}
	})
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
