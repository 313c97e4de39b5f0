package ndarray

// Conversion between element types.

// AsType returns x with elements of type dt: x itself if it has that type, else a contiguous converted copy. Floats are cut
// to integers towards zero, complex numbers lose their imaginary part, and numbers become true where they are not 0.
func (x *Array) AsType(dt DType) *Array {
	if x.dtype == dt {
		return x
	}
	x = x.Contiguous()
	y := alloc("AsType", dt, x.shape)
	lo, hi := x.offset, x.offset+x.Size()
	switch x.dtype {
	case Bool:
		fromBool(y, elems[bool](x)[lo:hi])
	case Int64:
		fromReal(y, elems[int64](x)[lo:hi])
	case Float32:
		fromReal(y, elems[float32](x)[lo:hi])
	case Float64:
		fromReal(y, elems[float64](x)[lo:hi])
	case Complex64:
		fromComplex(y, elems[complex64](x)[lo:hi])
	case Complex128:
		fromComplex(y, elems[complex128](x)[lo:hi])
	}
	return y
}

func fromBool(dst *Array, src []bool) {
	switch dst.dtype {
	case Int64:
		boolTo(elems[int64](dst), src)
	case Float32:
		boolTo(elems[float32](dst), src)
	case Float64:
		boolTo(elems[float64](dst), src)
	case Complex64:
		boolTo(elems[complex64](dst), src)
	case Complex128:
		boolTo(elems[complex128](dst), src)
	}
}

func boolTo[D number](dst []D, src []bool) {
	for i, v := range src {
		if v {
			dst[i] = 1
		}
	}
}

func fromReal[S realNumber](dst *Array, src []S) {
	switch dst.dtype {
	case Bool:
		toBool(elems[bool](dst), src)
	case Int64:
		realToReal(elems[int64](dst), src)
	case Float32:
		realToReal(elems[float32](dst), src)
	case Float64:
		realToReal(elems[float64](dst), src)
	case Complex64:
		realToComplex(elems[complex64](dst), src)
	case Complex128:
		realToComplex(elems[complex128](dst), src)
	}
}

func fromComplex[S complexNumber](dst *Array, src []S) {
	switch dst.dtype {
	case Bool:
		toBool(elems[bool](dst), src)
	case Int64:
		complexToReal(elems[int64](dst), src)
	case Float32:
		complexToReal(elems[float32](dst), src)
	case Float64:
		complexToReal(elems[float64](dst), src)
	case Complex64:
		complexToComplex(elems[complex64](dst), src)
	case Complex128:
		complexToComplex(elems[complex128](dst), src)
	}
}

func toBool[S number](dst []bool, src []S) {
	for i, v := range src {
		dst[i] = v != 0
	}
}

func realToReal[D, S realNumber](dst []D, src []S) {
	for i, v := range src {
		dst[i] = D(v)
	}
}

func realToComplex[D complexNumber, S realNumber](dst []D, src []S) {
	for i, v := range src {
		dst[i] = D(complex(float64(v), 0))
	}
}

func complexToReal[D realNumber, S complexNumber](dst []D, src []S) {
	for i, v := range src {
		dst[i] = D(real(complex128(v)))
	}
}

func complexToComplex[D, S complexNumber](dst []D, src []S) {
	for i, v := range src {
		dst[i] = D(v)
	}
}
