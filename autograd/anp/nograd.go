package anp

// Functions without a derivative: they look at plain values, and their results are constants.

import (
	"math"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// bare returns the plain array in v.
func bare(v Value) *ndarray.Array { return v.Array() }

// like returns an array of v's shape and dtype, for what does not look at elements.
func like(v Value) *ndarray.Array { return ndarray.New(v.DType()).BroadcastTo(v.Shape()...) }

var (
	floor, sign, ceil, trunc, rint                             Prim
	logicalAnd, logicalOr, logicalXor, logicalNot              Prim
	isFinite, isInf, isNaN, isPosInf, isNegInf, isReal, isCplx Prim
	exceeds, isClose, countNonzero, slogdetSign                Prim
)

func init() {
	for _, u := range []plainUnary{
		{&floor, "floor", math.Floor, ndarray.Floor},
		{&sign, "sign", signOf, ndarray.Sign},
		{&ceil, "ceil", math.Ceil, ndarray.Ceil},
		{&trunc, "trunc", math.Trunc, ndarray.Trunc},
		{&rint, "rint", math.RoundToEven, ndarray.Rint},
		{&logicalNot, "logical_not", nil, ndarray.LogicalNot},
		{&isFinite, "isfinite", nil, ndarray.IsFinite},
		{&isInf, "isinf", nil, ndarray.IsInf},
		{&isNaN, "isnan", nil, ndarray.IsNaN},
		{&isPosInf, "isposinf", nil, ndarray.IsPosInf},
		{&isNegInf, "isneginf", nil, ndarray.IsNegInf},
		{&isReal, "isreal", nil, undirected(ndarray.IsReal)},
		{&isCplx, "iscomplex", nil, undirected(ndarray.IsComplex)},
	} {
		PlainUnary(u).Define()
	}
	for _, r := range []plainRow{
		{&logicalAnd, "logical_and", func(xs []*ndarray.Array, _ []int) *ndarray.Array { return ndarray.LogicalAnd(xs[0], xs[1]) }},
		{&logicalOr, "logical_or", func(xs []*ndarray.Array, _ []int) *ndarray.Array { return ndarray.LogicalOr(xs[0], xs[1]) }},
		{&logicalXor, "logical_xor", func(xs []*ndarray.Array, _ []int) *ndarray.Array { return ndarray.LogicalXor(xs[0], xs[1]) }},
		{&exceeds, "1 where x > y, ½ where x = y, else 0", func(xs []*ndarray.Array, _ []int) *ndarray.Array { return ndarray.Exceeds(xs[0], xs[1]) }},
		{&isClose, "isclose", func(xs []*ndarray.Array, _ []int) *ndarray.Array { return ndarray.IsClose(xs[0], xs[1], 1e-5, 1e-8) }},
		{&countNonzero, "count_nonzero", func(xs []*ndarray.Array, axes []int) *ndarray.Array { return ndarray.CountNonzero(xs[0], axes, false) }},
		{&slogdetSign, "sign of the determinant", func(xs []*ndarray.Array, _ []int) *ndarray.Array {
			s, _ := ndarray.SlogDet(xs[0])
			return s
		}},
	} {
		Plain[[]int](r).Define()
	}
}

// undirected adapts functions that take no destination.
func undirected(f func(*ndarray.Array) *ndarray.Array) func(*ndarray.Array, ...*ndarray.Array) *ndarray.Array {
	return func(x *ndarray.Array, _ ...*ndarray.Array) *ndarray.Array { return f(x) }
}

func signOf(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x // 0 and NaN
}

// plain applies one of the functions above.
func plain(p *Prim, xs ...Value) Value { return p.ApplyN(xs, []int(nil)) }

// NDim returns the number of dimensions.
func NDim(x Value) int { return x.NDim() }

// Shape returns the shape.
func Shape(x Value) []int { return x.Shape() }

// Size returns the number of elements.
func Size(x Value) int { return x.Size() }

// IsScalar reports whether x is a number and not an array.
func IsScalar(x Value) bool { return x.NDim() == 0 }

// IsComplexObj reports whether x has complex elements.
func IsComplexObj(x Value) bool { return x.IsComplex() }

// ResultType returns the dtype that an operation on xs has.
func ResultType(xs ...Value) ndarray.DType {
	arrays := make([]*ndarray.Array, len(xs))
	for i, x := range xs {
		arrays[i] = like(x)
	}
	return ndarray.ResultType(arrays...)
}

// ZerosLike returns zeros of x's shape and dtype.
func ZerosLike(x Value) Value { return Wrap(ndarray.New(x.DType(), x.Shape()...)) }

// OnesLike returns ones of x's shape and dtype.
func OnesLike(x Value) Value { return Wrap(ndarray.OnesLike(like(x))) }

// EmptyLike is [ZerosLike]: Go has no uninitialised memory.
func EmptyLike(x Value) Value { return ZerosLike(x) }

// Floor returns the largest integer not above x.
func Floor(x Value) Value { return floor.Call1(x) }

// Ceil returns the smallest integer not below x.
func Ceil(x Value) Value { return ceil.Call1(x) }

// Trunc returns x without its fraction.
func Trunc(x Value) Value { return trunc.Call1(x) }

// Fix is [Trunc].
func Fix(x Value) Value { return Trunc(x) }

// Rint returns the nearest integer; halves go to the even one.
func Rint(x Value) Value { return rint.Call1(x) }

// Round returns x rounded to a number of decimals; halves go to the even digit.
func Round(x Value, decimals int) Value { return x.Round(decimals) }

// Around is [Round].
func Around(x Value, decimals int) Value { return x.Round(decimals) }

// Sign returns -1, 0 or 1; of a complex number x/|x|.
func Sign(x Value) Value { return sign.Call1(x) }

// FloorDivide returns the largest integer not above x/y.
func FloorDivide(x, y Value) Value { return Floor(x.Div(y)) }

// Equal reports where x = y.
func Equal(x, y Value) Value { return x.Equal(y) }

// NotEqual reports where x ≠ y.
func NotEqual(x, y Value) Value { return x.NotEqual(y) }

// Less reports where x < y.
func Less(x, y Value) Value { return x.Less(y) }

// LessEqual reports where x ≤ y.
func LessEqual(x, y Value) Value { return x.LessEqual(y) }

// Greater reports where x > y.
func Greater(x, y Value) Value { return x.Greater(y) }

// GreaterEqual reports where x ≥ y.
func GreaterEqual(x, y Value) Value { return x.GreaterEqual(y) }

// LogicalAnd reports where neither x nor y is 0.
func LogicalAnd(x, y Value) Value { return plain(&logicalAnd, x, y) }

// LogicalOr reports where x or y is not 0.
func LogicalOr(x, y Value) Value { return plain(&logicalOr, x, y) }

// LogicalXor reports where just one of x and y is 0.
func LogicalXor(x, y Value) Value { return plain(&logicalXor, x, y) }

// LogicalNot reports where x is 0.
func LogicalNot(x Value) Value { return logicalNot.Call1(x) }

// IsFinite reports where x is neither infinite nor NaN.
func IsFinite(x Value) Value { return isFinite.Call1(x) }

// IsInf reports where x is infinite.
func IsInf(x Value) Value { return isInf.Call1(x) }

// IsNaN reports where x is NaN.
func IsNaN(x Value) Value { return isNaN.Call1(x) }

// IsPosInf reports where x is +Inf.
func IsPosInf(x Value) Value { return isPosInf.Call1(x) }

// IsNegInf reports where x is -Inf.
func IsNegInf(x Value) Value { return isNegInf.Call1(x) }

// IsReal reports where the imaginary part of x is 0.
func IsReal(x Value) Value { return isReal.Call1(x) }

// IsComplex reports where the imaginary part of x is not 0.
func IsComplex(x Value) Value { return isCplx.Call1(x) }

// IsClose reports where |x-y| ≤ 1e-8 + 1e-5·|y|.
func IsClose(x, y Value) Value { return plain(&isClose, x, y) }

// AllClose reports whether [IsClose] holds everywhere.
func AllClose(x, y Value) bool { return IsClose(x, y).All().Bool() }

// ArrayEqual reports whether x and y have the same shape and elements.
func ArrayEqual(x, y Value) bool { return ndarray.ArrayEqual(bare(x), bare(y)) }

// All reports, over the given axes or all, whether no element is 0.
func All(x Value, axis ...int) Value { return x.All(axis...) }

// Any reports, over the given axes or all, whether some element is not 0.
func Any(x Value, axis ...int) Value { return x.Any(axis...) }

// CountNonzero returns, over the given axes or all, how many elements are not 0.
func CountNonzero(x Value, axis ...int) Value {
	return countNonzero.ApplyN([]Value{x}, axis)
}
