package anp

import (
	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// nogradTable lists the functions without a derivative by their NumPy names: the document's nograd_functions. Their results
// are constants. result_type is not among them, since it gives a dtype and no array: see [ResultType].
var nogradTable = []row{
	fn1("floor", Floor), fn1("ceil", Ceil), fn1("trunc fix", Trunc), fn1("rint", Rint), fn1("sign", Sign),
	fn1("zeros_like empty_like", ZerosLike), fn1("ones_like", OnesLike), fn1("isfinite", IsFinite), fn1("isinf", IsInf), fn1("isnan", IsNaN),
	fn1("isposinf", IsPosInf), fn1("isneginf", IsNegInf), fn1("isreal", IsReal), fn1("iscomplex", IsComplex), fn1("logical_not", LogicalNot),
	fn1("flatnonzero", Flatnonzero), fn1("argwhere", Argwhere),
	fn2("equal", "x1 x2", Equal), fn2("not_equal", "x1 x2", NotEqual), fn2("less", "x1 x2", Less), fn2("less_equal", "x1 x2", LessEqual),
	fn2("greater", "x1 x2", Greater), fn2("greater_equal", "x1 x2", GreaterEqual), fn2("logical_and", "x1 x2", LogicalAnd),
	fn2("logical_or", "x1 x2", LogicalOr), fn2("logical_xor", "x1 x2", LogicalXor), fn2("floor_divide", "x1 x2", FloorDivide),
	fn2("isclose", "a b", IsClose), fn2("searchsorted", "a v", Searchsorted),
	fn2("allclose", "a b", func(x, y Value) Value { return V(AllClose(x, y)) }),
	fn2("array_equal array_equiv", "a1 a2", func(x, y Value) Value { return V(ArrayEqual(x, y)) }),
	fn1("ndim", func(x Value) Value { return V(NDim(x)) }), fn1("size", func(x Value) Value { return V(Size(x)) }),
	fn1("shape", func(x Value) Value { return V(Shape(x)) }), fn1("iscomplexobj", func(x Value) Value { return V(IsComplexObj(x)) }),
	fn1("isscalar", func(x Value) Value { return V(IsScalar(x)) }),
	fold("all", All), fold("any", Any), fold("count_nonzero", CountNonzero),
	{"nonzero", "a", func(a *arguments) []Value { return Nonzero(a.v("a")) }},
	{"round around", "a | decimals", func(a *arguments) []Value { return one(Round(a.v("a"), a.int("decimals", 0))) }},
	{"argmax", "a | axis", func(a *arguments) []Value { return one(Argmax(a.v("a"), a.axis(ndarray.Flat))) }},
	{"argmin", "a | axis", func(a *arguments) []Value { return one(Argmin(a.v("a"), a.axis(ndarray.Flat))) }},
	{"argsort", "a | axis", func(a *arguments) []Value { return one(Argsort(a.v("a"), a.axis(-1))) }},
	{"argpartition", "a kth | axis", func(a *arguments) []Value { return one(Argpartition(a.v("a"), a.int("kth", 0), a.axis(-1))) }},
}
