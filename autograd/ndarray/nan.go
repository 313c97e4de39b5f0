package ndarray

// Reductions that leave NaN out.

import "math"

// withoutNaN returns x with v in the place of NaN.
func withoutNaN(x *Array, v float64) *Array {
	if !x.dtype.IsInexact() {
		return x
	}
	return Where(IsNaN(x), Weak(v), x)
}

// NanSum is [Sum] with NaN counted as 0.
func NanSum(x *Array, axes []int, keepdims bool) *Array { return Sum(withoutNaN(x, 0), axes, keepdims) }

// NanProd is [Prod] with NaN counted as 1.
func NanProd(x *Array, axes []int, keepdims bool) *Array {
	return Prod(withoutNaN(x, 1), axes, keepdims)
}

// NanMax is [Max] without the NaNs; NaN where nothing else is.
func NanMax(x *Array, axes []int, keepdims bool) *Array {
	return nanExtreme(Max, x, axes, keepdims, math.Inf(-1))
}

// NanMin is [Min] without the NaNs; NaN where nothing else is.
func NanMin(x *Array, axes []int, keepdims bool) *Array {
	return nanExtreme(Min, x, axes, keepdims, math.Inf(1))
}

func nanExtreme(f func(*Array, []int, bool) *Array, x *Array, axes []int, keepdims bool, unit float64) *Array {
	if !x.dtype.IsInexact() {
		return f(x, axes, keepdims)
	}
	r := f(withoutNaN(x, unit), axes, keepdims)
	return Where(All(IsNaN(x), axes, keepdims), Weak(math.NaN()), r)
}

// CountNumbers returns how many elements over axes (nil: all) are not NaN.
func CountNumbers(x *Array, axes []int, keepdims bool) *Array {
	return CountNonzero(LogicalNot(IsNaN(x)), axes, keepdims)
}

// NanMean is [Mean] without the NaNs.
func NanMean(x *Array, axes []int, keepdims bool) *Array {
	n := CountNumbers(x, axes, keepdims)
	s := NanSum(x.AsType(x.dtype.Float()), axes, keepdims)
	return Divide(s, n.AsType(s.dtype))
}

// NanVar is [Var] without the NaNs.
func NanVar(x *Array, axes []int, ddof float64, keepdims bool) *Array {
	d := Subtract(x.AsType(x.dtype.Float()), NanMean(x, axes, true))
	if d.dtype.IsComplex() {
		d = Abs(d)
	}
	n := CountNumbers(x, axes, keepdims).AsType(d.dtype)
	return Divide(NanSum(Square(d), axes, keepdims), Maximum(Subtract(n, Weak(ddof)), Weak(0.0)))
}

// NanStd is [Std] without the NaNs.
func NanStd(x *Array, axes []int, ddof float64, keepdims bool) *Array {
	return Sqrt(NanVar(x, axes, ddof, keepdims))
}

// NanArgMax is [ArgMax] without the NaNs. It panics with a [*ValueError] where nothing else is.
func NanArgMax(x *Array, axis int, keepdims bool) *Array {
	return nanArg("nanargmax", ArgMax, x, axis, keepdims, math.Inf(-1))
}

// NanArgMin is [ArgMin] without the NaNs. It panics with a [*ValueError] where nothing else is.
func NanArgMin(x *Array, axis int, keepdims bool) *Array {
	return nanArg("nanargmin", ArgMin, x, axis, keepdims, math.Inf(1))
}

func nanArg(op string, f func(*Array, int, bool) *Array, x *Array, axis int, keepdims bool, unit float64) *Array {
	axes := []int{axis}
	if axis == Flat {
		axes = nil
	}
	if Any(All(IsNaN(x), axes, false), nil, false).Truth() {
		panic(&ValueError{op, "a slice has nothing but NaN"})
	}
	return f(withoutNaN(x, unit), axis, keepdims)
}

// NanCumSum is [CumSum] with NaN counted as 0.
func NanCumSum(x *Array, axis int) *Array { return CumSum(withoutNaN(x, 0), axis) }

// NanCumProd is [CumProd] with NaN counted as 1.
func NanCumProd(x *Array, axis int) *Array { return CumProd(withoutNaN(x, 1), axis) }
