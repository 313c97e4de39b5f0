package ndarray

// Comparisons, logic and predicates: functions with Bool results.

import (
	"math"
	"slices"
)

// relation is a function of two operands of one type with a Bool result.
type relation struct {
	name string
	b    kernel2[bool, bool]
	i64  kernel2[bool, int64]
	f32  kernel2[bool, float32]
	f64  kernel2[bool, float64]
	c64  kernel2[bool, complex64]
	c128 kernel2[bool, complex128]
}

func (op *relation) call(x, y *Array, dst []*Array) *Array {
	dt := ResultType(x, y)
	r := target(op.name, Bool, resultShape(op.name, x, y), dst)
	if overlaps(r, x) {
		x = x.Copy()
	}
	if overlaps(r, y) {
		y = y.Copy()
	}
	x, y = x.AsType(dt), y.AsType(dt)
	switch dt {
	case Bool:
		apply2(op.b, r, x, y)
	case Int64:
		apply2(op.i64, r, x, y)
	case Float32:
		apply2(op.f32, r, x, y)
	case Float64:
		apply2(op.f64, r, x, y)
	case Complex64:
		apply2(op.c64, r, x, y)
	case Complex128:
		apply2(op.c128, r, x, y)
	}
	return finish(r, dst)
}

// Complex numbers are ordered by their real, then by their imaginary parts, as in NumPy.
var (
	equalOp = vectoredRelation(&relation{"equal", eqK[bool], eqK[int64], eqK[float32], eqK[float64], eqK[complex64], eqK[complex128]}, v64.Equal, v32.Equal)
	lessOp  = vectoredRelation(&relation{"less", each2(func(x, y bool) bool { return !x && y }), ltK[int64], ltK[float32], ltK[float64],
		each2(func(x, y complex64) bool { return lessComplex(complex128(x), complex128(y)) }), each2(lessComplex)}, v64.Less, v32.Less)
	lessEqualOp = vectoredRelation(&relation{"less_equal", each2(func(x, y bool) bool { return !x || y }), leK[int64], leK[float32], leK[float64],
		each2(func(x, y complex64) bool { return lessEqualComplex(complex128(x), complex128(y)) }), each2(lessEqualComplex)}, v64.LessEqual, v32.LessEqual)
	notEqualOp = vectoredRelation(&relation{"not_equal", neK[bool], neK[int64], neK[float32], neK[float64], neK[complex64], neK[complex128]}, v64.NotEqual, v32.NotEqual)
)

func eqK[T Elem](dst []bool, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] == y[i]
	}
}

func neK[T Elem](dst []bool, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] != y[i]
	}
}

func ltK[T realNumber](dst []bool, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] < y[i]
	}
}

func leK[T realNumber](dst []bool, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] <= y[i]
	}
}

func lessComplex(x, y complex128) bool {
	return real(x) < real(y) || real(x) == real(y) && imag(x) < imag(y)
}

func lessEqualComplex(x, y complex128) bool {
	return real(x) < real(y) || real(x) == real(y) && imag(x) <= imag(y)
}

// Equal returns x == y element by element; see [ArrayEqual] for one answer.
func Equal(x, y *Array, dst ...*Array) *Array { return equalOp.call(x, y, dst) }

// NotEqual returns x != y element by element.
func NotEqual(x, y *Array, dst ...*Array) *Array { return notEqualOp.call(x, y, dst) }

// Less returns x < y element by element.
func Less(x, y *Array, dst ...*Array) *Array { return lessOp.call(x, y, dst) }

// LessEqual returns x <= y element by element.
func LessEqual(x, y *Array, dst ...*Array) *Array { return lessEqualOp.call(x, y, dst) }

// Greater returns x > y element by element.
func Greater(x, y *Array, dst ...*Array) *Array { return lessOp.call(y, x, dst) }

// GreaterEqual returns x >= y element by element.
func GreaterEqual(x, y *Array, dst ...*Array) *Array { return lessEqualOp.call(y, x, dst) }

// LogicalAnd returns whether both are not 0.
func LogicalAnd(x, y *Array, dst ...*Array) *Array {
	return multiplyOp.call(x.AsType(Bool), y.AsType(Bool), dst)
}

// LogicalOr returns whether one of them is not 0.
func LogicalOr(x, y *Array, dst ...*Array) *Array {
	return addOp.call(x.AsType(Bool), y.AsType(Bool), dst)
}

// LogicalXor returns whether just one of them is not 0.
func LogicalXor(x, y *Array, dst ...*Array) *Array {
	return notEqualOp.call(x.AsType(Bool), y.AsType(Bool), dst)
}

// LogicalNot returns whether x is 0.
func LogicalNot(x *Array, dst ...*Array) *Array {
	return equalOp.call(x.AsType(Bool), Scalar(false), dst)
}

// test applies a predicate to the float64 value (of both parts and joined by or, for complex numbers).
func test(op string, x *Array, dst []*Array, f func(float64) bool) *Array {
	r := target(op, Bool, x.shape, dst)
	switch x.dtype {
	case Float32:
		apply1(each1(func(v float32) bool { return f(float64(v)) }), r, x)
	case Complex64, Complex128:
		apply1(each1(func(v complex128) bool { return f(real(v)) || f(imag(v)) }), r, x.AsType(Complex128))
	default:
		apply1(each1(f), r, x.AsType(Float64))
	}
	return finish(r, dst)
}

// IsNaN returns where x is not a number.
func IsNaN(x *Array, dst ...*Array) *Array { return test("isnan", x, dst, math.IsNaN) }

// IsInf returns where x is an infinity.
func IsInf(x *Array, dst ...*Array) *Array {
	return test("isinf", x, dst, func(v float64) bool { return math.IsInf(v, 0) })
}

// IsFinite returns where x is neither NaN nor an infinity.
func IsFinite(x *Array, dst ...*Array) *Array {
	r := test("isfinite", x, dst, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	return LogicalNot(r, r)
}

// IsPosInf returns where x is +Inf. It panics with a [*DTypeError] for complex numbers.
func IsPosInf(x *Array, dst ...*Array) *Array {
	needReal("isposinf", x)
	return test("isposinf", x, dst, func(v float64) bool { return math.IsInf(v, 1) })
}

// IsNegInf returns where x is -Inf. It panics with a [*DTypeError] for complex numbers.
func IsNegInf(x *Array, dst ...*Array) *Array {
	needReal("isneginf", x)
	return test("isneginf", x, dst, func(v float64) bool { return math.IsInf(v, -1) })
}

// Signbit returns where x is negative, or negative zero. It panics with a [*DTypeError] for complex numbers.
func Signbit(x *Array, dst ...*Array) *Array {
	needReal("signbit", x)
	return test("signbit", x, dst, math.Signbit)
}

func needReal(op string, x *Array) {
	if x.dtype.IsComplex() {
		panic(&DTypeError{Op: op, DTypes: []DType{x.dtype}})
	}
}

// ArrayEqual reports whether x and y have the same shape and equal elements. NaN equals nothing.
func ArrayEqual(x, y *Array) bool {
	return SameShape(x, y) && All(Equal(x, y), nil, false).Truth()
}

// IsClose returns where |x - y| <= atol + rtol·|y|, or both are the same infinity. NaN is close to nothing. NumPy's
// defaults are rtol = 1e-5 and atol = 1e-8.
func IsClose(x, y *Array, rtol, atol float64) *Array {
	diff := Abs(Subtract(x.AsType(x.dtype.Float()), y))
	limit := Add(Multiply(Abs(y), Weak(rtol)), Weak(atol))
	near := LogicalAnd(LessEqual(diff, limit), IsFinite(y))
	return LogicalOr(near, Equal(x, y))
}

// AllClose reports whether all elements are close in the sense of [IsClose].
func AllClose(x, y *Array, rtol, atol float64) bool {
	return All(IsClose(x, y, rtol, atol), nil, false).Truth()
}

func equalShape(a, b []int) bool { return slices.Equal(a, b) }

func cloneInts(a []int) []int { return slices.Clone(a) }
