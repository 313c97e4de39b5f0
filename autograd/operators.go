package autograd

// The operators of Value as methods. In cells of a notebook they are written as operators: x*y + 1.

import "github.com/gradbook/gradbook/autograd/ndarray"

// Add returns v + w, element by element and broadcast.
func (v Value) Add(w Value) Value {
	if v.n == nil && w.n == nil && v.a == nil && w.a == nil {
		return Value{f: v.f + w.f}
	}
	return add.apply2(v, w, nil)
}

// Sub returns v - w.
func (v Value) Sub(w Value) Value {
	if v.n == nil && w.n == nil && v.a == nil && w.a == nil {
		return Value{f: v.f - w.f}
	}
	return sub.apply2(v, w, nil)
}

// Mul returns v·w, element by element; for the matrix product see [Value.MatMul].
func (v Value) Mul(w Value) Value {
	if v.n == nil && w.n == nil && v.a == nil && w.a == nil {
		return Value{f: v.f * w.f}
	}
	return mul.apply2(v, w, nil)
}

// Div returns v/w.
func (v Value) Div(w Value) Value {
	if v.n == nil && w.n == nil && v.a == nil && w.a == nil {
		return Value{f: v.f / w.f}
	}
	return div.apply2(v, w, nil)
}

// Mod returns the remainder of v/w, with the sign of w.
func (v Value) Mod(w Value) Value { return mod.apply2(v, w, nil) }

// Pow returns v to the power w.
func (v Value) Pow(w Value) Value { return pow.apply2(v, w, nil) }

// Neg returns -v.
func (v Value) Neg() Value {
	if v.n == nil && v.a == nil {
		return Value{f: -v.f}
	}
	return neg.apply1(v, nil)
}

// Abs returns the absolute value of each element.
func (v Value) Abs() Value { return abs.apply1(v, nil) }

// Real returns the real part of each element.
func (v Value) Real() Value {
	if !v.IsComplex() {
		return v
	}
	return realp.apply1(v, nil)
}

// Imag returns the imaginary part of each element.
func (v Value) Imag() Value { return imagp.apply1(v, nil) }

// Conj returns the complex conjugate of each element.
func (v Value) Conj() Value {
	if !v.IsComplex() {
		return v
	}
	return conjp.apply1(v, nil)
}

// AsType returns v converted to another dtype; of complex numbers that become real, the real part is kept. The result
// is a constant if dt is not a floating-point or complex type.
func (v Value) AsType(dt ndarray.DType) Value {
	if v.DType() == dt {
		return v
	}
	return astype.apply1(v, dt)
}

// Less reports, element by element, whether v < w. Comparisons are not traced: their result is a plain Value, true or
// false (see [Value.Bool]), or an array of bool.
func (v Value) Less(w Value) Value {
	if v.n == nil && w.n == nil && v.a == nil && w.a == nil {
		return truth(v.f < w.f)
	}
	return less.apply2(v, w, nil)
}

// LessEqual reports whether v ≤ w.
func (v Value) LessEqual(w Value) Value {
	if v.n == nil && w.n == nil && v.a == nil && w.a == nil {
		return truth(v.f <= w.f)
	}
	return lessEqual.apply2(v, w, nil)
}

// Greater reports whether v > w.
func (v Value) Greater(w Value) Value { return w.Less(v) }

// GreaterEqual reports whether v ≥ w.
func (v Value) GreaterEqual(w Value) Value { return w.LessEqual(v) }

// Equal reports, element by element, whether v = w. Go's own == on Values compares what they are made of, and is
// seldom what is meant.
func (v Value) Equal(w Value) Value {
	if v.n == nil && w.n == nil && v.a == nil && w.a == nil {
		return truth(v.f == w.f)
	}
	return equal.apply2(v, w, nil)
}

// NotEqual reports whether v ≠ w.
func (v Value) NotEqual(w Value) Value {
	if v.n == nil && w.n == nil && v.a == nil && w.a == nil {
		return truth(v.f != w.f)
	}
	return notEqual.apply2(v, w, nil)
}
