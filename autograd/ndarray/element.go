package ndarray

// Single elements.

// at returns where the element with the given indices lies in storage.
func (x *Array) at(op string, idx []int) int {
	if len(idx) != len(x.shape) {
		panic(&IndexError{op, x.Shape(), itoa(len(idx)) + " indices for " + itoa(len(x.shape)) + " dimensions"})
	}
	at := x.offset
	for d, i := range idx {
		at += x.checkIndex(op, d, i) * x.strides[d]
	}
	return at
}

// checkIndex returns index i of axis d counted from the front.
func (x *Array) checkIndex(op string, d, i int) int {
	n := x.shape[d]
	if i < -n || i >= n {
		panic(&IndexError{op, x.Shape(), "index " + itoa(i) + " is out of range for axis " + itoa(d) + " with size " + itoa(n)})
	}
	if i < 0 {
		i += n
	}
	return i
}

// At returns one element as a float64 (a Bool as 0 or 1); negative indices count from the end. It panics with an
// [*IndexError], and with a [*DTypeError] for complex numbers: see [Array.AtComplex].
func (x *Array) At(idx ...int) float64 {
	at := x.at("At", idx)
	if x.dtype == Float64 {
		return x.floats()[at]
	}
	if x.dtype.IsComplex() {
		panic(&DTypeError{"At", []DType{x.dtype}, "use AtComplex for"})
	}
	return real(x.complexAt(at))
}

// AtComplex returns one element of any type as a complex128.
func (x *Array) AtComplex(idx ...int) complex128 { return x.complexAt(x.at("AtComplex", idx)) }

func (x *Array) complexAt(at int) complex128 {
	switch x.dtype {
	case Bool:
		if elems[bool](x)[at] {
			return 1
		}
		return 0
	case Int64:
		return complex(float64(elems[int64](x)[at]), 0)
	case Float32:
		return complex(float64(elems[float32](x)[at]), 0)
	case Float64:
		return complex(x.floats()[at], 0)
	case Complex64:
		return complex128(elems[complex64](x)[at])
	default:
		return elems[complex128](x)[at]
	}
}

// Item returns one element as a bool, int64, float32, float64, complex64 or complex128, as x's type is. Without indices,
// x must have just one element.
func (x *Array) Item(idx ...int) any {
	if len(idx) == 0 && len(x.shape) > 0 {
		return x.class().item(x, x.single("Item"))
	}
	return x.class().item(x, x.at("Item", idx))
}

// single returns where the only element lies.
func (x *Array) single(op string) int {
	if x.Size() != 1 {
		panic(&ShapeError{op, [][]int{x.Shape()}, "has not just one element"})
	}
	return x.offset
}

// Float returns the only element as a float64. It panics with a [*ShapeError] if x has not just one element, and with a
// [*DTypeError] if it is complex.
func (x *Array) Float() float64 {
	at := x.single("Float")
	if x.dtype == Float64 {
		return x.floats()[at]
	}
	if x.dtype.IsComplex() {
		panic(&DTypeError{"Float", []DType{x.dtype}, "use Complex for"})
	}
	return real(x.complexAt(at))
}

// Int returns the only element as an int64, floats cut towards zero.
func (x *Array) Int() int64 {
	at := x.single("Int")
	if x.dtype == Int64 {
		return elems[int64](x)[at]
	}
	return int64(x.Float())
}

// Complex returns the only element as a complex128.
func (x *Array) Complex() complex128 { return x.complexAt(x.single("Complex")) }

// Truth reports whether the only element is not 0. It panics with a [*ShapeError] if x has not just one element: use
// [Any] or [All].
func (x *Array) Truth() bool { return x.complexAt(x.single("Truth")) != 0 }

// Set sets one element to v, converted to x's type.
func (x *Array) Set(v float64, idx ...int) {
	at := x.at("Set", idx)
	x.edited()
	if x.dtype == Float64 {
		x.floats()[at] = v
		return
	}
	x.setComplex(at, complex(v, 0))
}

// SetComplex sets one element to v; real types panic with a [*DTypeError].
func (x *Array) SetComplex(v complex128, idx ...int) {
	at := x.at("SetComplex", idx)
	if !x.dtype.IsComplex() {
		panic(&DTypeError{"SetComplex", []DType{Complex128, x.dtype}, "will not convert to a lower kind:"})
	}
	x.edited()
	x.setComplex(at, v)
}

func (x *Array) setComplex(at int, v complex128) {
	switch x.dtype {
	case Bool:
		elems[bool](x)[at] = v != 0
	case Int64:
		elems[int64](x)[at] = int64(real(v))
	case Float32:
		elems[float32](x)[at] = float32(real(v))
	case Float64:
		x.floats()[at] = real(v)
	case Complex64:
		elems[complex64](x)[at] = complex64(v)
	case Complex128:
		elems[complex128](x)[at] = v
	}
}
