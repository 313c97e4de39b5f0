package anp

// Functions without a derivative: they look at plain values, and their results are constants.

import (
	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// bare returns the plain array in v.
func bare(v Value) *ndarray.Array { return v.Array() }

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
		arrays[i] = bare(x)
	}
	return ndarray.ResultType(arrays...)
}

// ZerosLike returns zeros of x's shape and dtype.
func ZerosLike(x Value) Value { return Wrap(ndarray.ZerosLike(bare(x))) }

// OnesLike returns ones of x's shape and dtype.
func OnesLike(x Value) Value { return Wrap(ndarray.OnesLike(bare(x))) }

// EmptyLike is [ZerosLike]: Go has no uninitialised memory.
func EmptyLike(x Value) Value { return ZerosLike(x) }

// Floor returns the largest integer not above x.
func Floor(x Value) Value { return Wrap(ndarray.Floor(bare(x))) }

// Ceil returns the smallest integer not below x.
func Ceil(x Value) Value { return Wrap(ndarray.Ceil(bare(x))) }

// Trunc returns x without its fraction.
func Trunc(x Value) Value { return Wrap(ndarray.Trunc(bare(x))) }

// Fix is [Trunc].
func Fix(x Value) Value { return Trunc(x) }

// Rint returns the nearest integer; halves go to the even one.
func Rint(x Value) Value { return Wrap(ndarray.Rint(bare(x))) }

// Round returns x rounded to a number of decimals; halves go to the even digit.
func Round(x Value, decimals int) Value { return x.Round(decimals) }

// Around is [Round].
func Around(x Value, decimals int) Value { return x.Round(decimals) }

// Sign returns -1, 0 or 1; of a complex number x/|x|.
func Sign(x Value) Value { return Wrap(ndarray.Sign(bare(x))) }

// FloorDivide returns the largest integer not above x/y.
func FloorDivide(x, y Value) Value { return GetVal(Floor(x.Div(y))) }

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
func LogicalAnd(x, y Value) Value { return Wrap(ndarray.LogicalAnd(bare(x), bare(y))) }

// LogicalOr reports where x or y is not 0.
func LogicalOr(x, y Value) Value { return Wrap(ndarray.LogicalOr(bare(x), bare(y))) }

// LogicalXor reports where just one of x and y is 0.
func LogicalXor(x, y Value) Value { return Wrap(ndarray.LogicalXor(bare(x), bare(y))) }

// LogicalNot reports where x is 0.
func LogicalNot(x Value) Value { return Wrap(ndarray.LogicalNot(bare(x))) }

// IsFinite reports where x is neither infinite nor NaN.
func IsFinite(x Value) Value { return Wrap(ndarray.IsFinite(bare(x))) }

// IsInf reports where x is infinite.
func IsInf(x Value) Value { return Wrap(ndarray.IsInf(bare(x))) }

// IsNaN reports where x is NaN.
func IsNaN(x Value) Value { return Wrap(ndarray.IsNaN(bare(x))) }

// IsPosInf reports where x is +Inf.
func IsPosInf(x Value) Value { return Wrap(ndarray.IsPosInf(bare(x))) }

// IsNegInf reports where x is -Inf.
func IsNegInf(x Value) Value { return Wrap(ndarray.IsNegInf(bare(x))) }

// IsReal reports where the imaginary part of x is 0.
func IsReal(x Value) Value { return Wrap(ndarray.IsReal(bare(x))) }

// IsComplex reports where the imaginary part of x is not 0.
func IsComplex(x Value) Value { return Wrap(ndarray.IsComplex(bare(x))) }

// IsClose reports where |x-y| ≤ 1e-8 + 1e-5·|y|.
func IsClose(x, y Value) Value { return Wrap(ndarray.IsClose(bare(x), bare(y), 1e-5, 1e-8)) }

// AllClose reports whether [IsClose] holds everywhere.
func AllClose(x, y Value) bool { return ndarray.AllClose(bare(x), bare(y), 1e-5, 1e-8) }

// ArrayEqual reports whether x and y have the same shape and elements.
func ArrayEqual(x, y Value) bool { return ndarray.ArrayEqual(bare(x), bare(y)) }

// All reports, over the given axes or all, whether no element is 0.
func All(x Value, axis ...int) Value { return x.All(axis...) }

// Any reports, over the given axes or all, whether some element is not 0.
func Any(x Value, axis ...int) Value { return x.Any(axis...) }

// CountNonzero returns, over the given axes or all, how many elements are not 0.
func CountNonzero(x Value, axis ...int) Value {
	return Wrap(ndarray.CountNonzero(bare(x), axis, false))
}
