package ndarray

// Element-wise functions of two arrays: a row each.

import (
	"math"
	"math/cmplx"
)

// binary is a function of two operands of one type, with a result of that type. A nil kernel means that the type is
// converted to the next one that has a kernel (bool → int64 → float64), or that the function is not defined for it.
type binary struct {
	name string
	b    kernel2[bool, bool]
	i64  kernel2[int64, int64]
	f32  kernel2[float32, float32]
	f64  kernel2[float64, float64]
	c64  kernel2[complex64, complex64]
	c128 kernel2[complex128, complex128]
}

// binaryOf returns the row of a function given for float64 and (or nil) complex128.
func binaryOf(name string, f func(x, y float64) float64, c func(x, y complex128) complex128) *binary {
	op := &binary{name: name, f64: each2(f), f32: each2(func(x, y float32) float32 { return float32(f(float64(x), float64(y))) })}
	if c != nil {
		op.c128 = each2(c)
		op.c64 = each2(func(x, y complex64) complex64 { return complex64(c(complex128(x), complex128(y))) })
	}
	return op
}

// each2 makes a kernel of a function of two elements.
func each2[R, T Elem](f func(x, y T) R) kernel2[R, T] {
	return func(dst []R, x, y []T) {
		for i := range dst {
			dst[i] = f(x[i], y[i])
		}
	}
}

// dtype returns the type that op computes in, for operands of type dt.
func (op *binary) dtype(dt DType) DType {
	if dt == Bool && op == subtractOp {
		panic(&DTypeError{op.name, []DType{dt}, "use LogicalXor for"})
	}
	if dt == Bool && op.b == nil {
		dt = Int64
	}
	if dt == Int64 && op.i64 == nil {
		dt = Float64
	}
	if dt.IsComplex() && op.c128 == nil || dt.IsFloat() && op.f64 == nil {
		panic(&DTypeError{Op: op.name, DTypes: []DType{dt}})
	}
	return dt
}

func (op *binary) call(x, y *Array, dst []*Array) *Array {
	if len(dst) == 0 && x.dtype == Float64 && y.dtype == Float64 && x.contig && y.contig && SameShape(x, y) {
		r := allocDirty(op.name, Float64, x.shape) // the common case, without detours
		n := len(r.f64)
		op.f64(r.f64, x.floats()[x.offset:x.offset+n], y.floats()[y.offset:y.offset+n])
		r.weak = x.weak && y.weak
		return r
	}
	dt := op.dtype(ResultType(x, y))
	r := target(op.name, dt, resultShape(op.name, x, y), dst)
	if len(dst) > 0 {
		if overlaps(r, x) {
			x = x.Copy()
		}
		if overlaps(r, y) {
			y = y.Copy()
		}
	}
	op.run(r, x.AsType(dt), y.AsType(dt))
	if len(dst) > 0 {
		return finish(r, dst)
	}
	r.weak = x.weak && y.weak
	return r
}

// run computes into r; all three have the same type.
func (op *binary) run(r, x, y *Array) {
	switch r.dtype {
	case Float64:
		apply2(op.f64, r, x, y)
	case Float32:
		apply2(op.f32, r, x, y)
	case Bool:
		apply2(op.b, r, x, y)
	case Int64:
		apply2(op.i64, r, x, y)
	case Complex64:
		apply2(op.c64, r, x, y)
	case Complex128:
		apply2(op.c128, r, x, y)
	}
}

var (
	addOp = vectored2(&binary{"add", each2(or),
		addK[int64], addK[float32], addK[float64], addK[complex64], addK[complex128]}, v64.Add, v32.Add)
	subtractOp = vectored2(&binary{"subtract", nil,
		subK[int64], subK[float32], subK[float64], subK[complex64], subK[complex128]}, v64.Sub, v32.Sub)
	multiplyOp = vectored2(&binary{"multiply", each2(and),
		mulK[int64], mulK[float32], mulK[float64], mulK[complex64], mulK[complex128]}, v64.Mul, v32.Mul)
	divideOp = vectored2(&binary{"divide", nil, nil,
		divK[float32], divK[float64], each2(func(x, y complex64) complex64 { return complex64(divComplex(complex128(x), complex128(y))) }), each2(divComplex)}, v64.Div, v32.Div)
	maximumOp = vectored2(&binary{"maximum", each2(or), maxK[int64], maxK[float32], maxK[float64], each2(maxComplex[complex64]), each2(maxComplex[complex128])}, v64.Max, v32.Max)
	minimumOp = vectored2(&binary{"minimum", each2(and), minK[int64], minK[float32], minK[float64], each2(minComplex[complex64]), each2(minComplex[complex128])}, v64.Min, v32.Min)
	exceedsOp = vectored2(&binary{"exceeds", nil, nil, each2(exceeds[float32]), each2(exceeds[float64]), nil, nil}, v64.Exceeds, v32.Exceeds)
	fmaxOp    = &binary{"fmax", each2(or), maxK[int64], each2(fmax[float32]), each2(fmax[float64]), each2(fmaxComplex[complex64]), each2(fmaxComplex[complex128])}
	fminOp    = &binary{"fmin", each2(and), minK[int64], each2(fmin[float32]), each2(fmin[float64]), each2(fminComplex[complex64]), each2(fminComplex[complex128])}

	powerOp       = vectoredPower(withInt(binaryOf("power", power, powComplex), powInt))
	floorDivideOp = withInt(binaryOf("floor_divide", floorDiv, nil), floorDivInt)
	modOp         = withInt(binaryOf("mod", mod, nil), modInt)
	fmodOp        = withInt(binaryOf("fmod", math.Mod, nil), fmodInt)
	arctan2Op     = binaryOf("arctan2", math.Atan2, nil)
	hypotOp       = binaryOf("hypot", math.Hypot, nil)
	copysignOp    = binaryOf("copysign", math.Copysign, nil)
	heavisideOp   = binaryOf("heaviside", heaviside, nil)
	logAddExpOp   = vectoredLogAddExp(binaryOf("logaddexp", logAddExp, nil))
	logAddExp2Op  = binaryOf("logaddexp2", logAddExp2, nil)
)

func withInt(op *binary, f func(x, y int64) int64) *binary {
	op.i64 = each2(f)
	return op
}

// Add returns x + y; for Bool, x or y.
func Add(x, y *Array, dst ...*Array) *Array { return addOp.call(x, y, dst) }

// Subtract returns x - y. It panics with a [*DTypeError] for two Bool arrays.
func Subtract(x, y *Array, dst ...*Array) *Array { return subtractOp.call(x, y, dst) }

// Multiply returns x · y element by element; for Bool, x and y.
func Multiply(x, y *Array, dst ...*Array) *Array { return multiplyOp.call(x, y, dst) }

// Divide returns x / y, in float64 for integers; x/0 is ±Inf or NaN.
func Divide(x, y *Array, dst ...*Array) *Array { return divideOp.call(x, y, dst) }

// FloorDivide returns the largest integer not above x / y; integer x/0 is 0, as in NumPy.
func FloorDivide(x, y *Array, dst ...*Array) *Array { return floorDivideOp.call(x, y, dst) }

// Mod returns x - y·floor(x/y): the remainder with the sign of y, as Python's %; integer x mod 0 is 0.
func Mod(x, y *Array, dst ...*Array) *Array { return modOp.call(x, y, dst) }

// Fmod returns the remainder with the sign of x, as C's fmod.
func Fmod(x, y *Array, dst ...*Array) *Array { return fmodOp.call(x, y, dst) }

// Power returns x to the power y; a single y of 2, ½ or -1 is the square, the root (NaN for -Inf) or the reciprocal, as in
// NumPy. It panics with a [*ValueError] for a negative integer power of integers.
func Power(x, y *Array, dst ...*Array) *Array {
	if op := knownPower(x, y); op != nil {
		return op.call(x, dst)
	}
	return powerOp.call(x, y, dst)
}

// knownPower returns a function that computes x to a single power y faster than powers in general, or nil.
func knownPower(x, y *Array) *unary {
	if len(y.shape) > 0 || !x.dtype.IsFloat() || y.dtype.IsComplex() || ResultType(x, y) != x.dtype {
		return nil
	}
	return knownPowers[y.Float()]
}

var knownPowers = map[float64]*unary{
	2:   squareOp,
	-1:  reciprocalOp,
	0.5: sqrtOp,
}

// Maximum returns the larger of x and y, NaN if one of them is.
func Maximum(x, y *Array, dst ...*Array) *Array { return maximumOp.call(x, y, dst) }

// Minimum returns the smaller of x and y, NaN if one of them is.
func Minimum(x, y *Array, dst ...*Array) *Array { return minimumOp.call(x, y, dst) }

// Exceeds returns 1 where x > y, ½ where they are equal, and 0 elsewhere, as a float: the derivative of the maximum of real
// numbers, which equal ones share.
func Exceeds(x, y *Array, dst ...*Array) *Array { return exceedsOp.call(x, y, dst) }

// Fmax returns the larger of x and y, ignoring a NaN.
func Fmax(x, y *Array, dst ...*Array) *Array { return fmaxOp.call(x, y, dst) }

// Fmin returns the smaller of x and y, ignoring a NaN.
func Fmin(x, y *Array, dst ...*Array) *Array { return fminOp.call(x, y, dst) }

// Arctan2 returns the angle of the point (y, x), given as Arctan2(y, x), in [-π, π].
func Arctan2(y, x *Array, dst ...*Array) *Array { return arctan2Op.call(y, x, dst) }

// Hypot returns sqrt(x² + y²) without overflow on the way.
func Hypot(x, y *Array, dst ...*Array) *Array { return hypotOp.call(x, y, dst) }

// Copysign returns the magnitude of x with the sign of y.
func Copysign(x, y *Array, dst ...*Array) *Array { return copysignOp.call(x, y, dst) }

// Heaviside returns 0 where x < 0, y where x == 0, 1 where x > 0.
func Heaviside(x, y *Array, dst ...*Array) *Array { return heavisideOp.call(x, y, dst) }

// LogAddExp returns log(eˣ + eʸ) without overflow on the way.
func LogAddExp(x, y *Array, dst ...*Array) *Array { return logAddExpOp.call(x, y, dst) }

// LogAddExp2 returns log₂(2ˣ + 2ʸ) without overflow on the way.
func LogAddExp2(x, y *Array, dst ...*Array) *Array { return logAddExp2Op.call(x, y, dst) }

// AddInto adds src, broadcast and converted, to dst in place. It panics with a [*ShapeError] if src does not broadcast to
// dst's shape, and with a [*DTypeError] if its type is of a higher kind.
func AddInto(dst, src *Array) {
	checkInto("AddInto", dst, src)
	dst.edited()
	if overlaps(dst, src) {
		src = src.Copy()
	}
	addOp.run(dst, dst, src.AsType(dst.dtype))
}

// Map2 returns f of each pair of elements of x and y, broadcast. Both must be real; integers become float64.
func Map2(x, y *Array, f func(x, y float64) float64, dst ...*Array) *Array {
	return binaryOf("Map2", f, nil).call(x, y, dst)
}

func powComplex(x, y complex128) complex128 {
	if y == 2 {
		return x * x
	}
	return cmplx.Pow(x, y)
}
