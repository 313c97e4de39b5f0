package anp

import (
	"fmt"
	"math"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// fn1, fn2, fn3 and fold adapt functions of one, two and three arrays, and reductions.
func fn1(names string, f func(Value) Value) row {
	return row{names, "x", func(a *arguments) []Value { return one(f(a.v("x"))) }}
}

func fn2(names, params string, f func(x, y Value) Value) row {
	x, y := params[:indexOf(params, ' ')], params[indexOf(params, ' ')+1:]
	return row{names, params, func(a *arguments) []Value { return one(f(a.v(x), a.v(y))) }}
}

func fn3(names, x, y, z string, f func(x, y, z Value) Value) row {
	return row{names, x + " " + y + " " + z, func(a *arguments) []Value { return one(f(a.v(x), a.v(y), a.v(z))) }}
}

func fold(names string, f func(x Value, axis ...int) Value) row {
	return row{names, "a | axis keepdims", func(a *arguments) []Value { return a.reduced(f) }}
}

func indexOf(s string, c byte) int {
	for i := range len(s) {
		if s[i] == c {
			return i
		}
	}
	return len(s)
}

// table lists the functions by their NumPy names, with aliases. Parameters after "|" may be left out.
var table = []row{
	// element-wise, one argument
	fn1("negative", Negative), fn1("abs absolute", Abs), fn1("fabs", Fabs), fn1("reciprocal", Reciprocal), fn1("square", Square),
	fn1("exp", Exp), fn1("exp2", Exp2), fn1("expm1", Expm1), fn1("log", Log), fn1("log2", Log2), fn1("log10", Log10),
	fn1("log1p", Log1p), fn1("sqrt", Sqrt), fn1("cbrt", Cbrt), fn1("sin", Sin), fn1("cos", Cos), fn1("tan", Tan),
	fn1("arcsin asin", Arcsin), fn1("arccos acos", Arccos), fn1("arctan atan", Arctan), fn1("sinh", Sinh), fn1("cosh", Cosh),
	fn1("tanh", Tanh), fn1("arcsinh asinh", Arcsinh), fn1("arccosh acosh", Arccosh), fn1("arctanh atanh", Arctanh),
	fn1("sinc", Sinc), fn1("deg2rad radians", Deg2Rad), fn1("rad2deg degrees", Rad2Deg), fn1("real", Real), fn1("imag", Imag),
	fn1("conj conjugate", Conj), fn1("angle", Angle), fn1("real_if_close", RealIfClose), fn1("nan_to_num", NanToNum),
	// element-wise, two arguments
	fn2("add", "x1 x2", Add), fn2("subtract", "x1 x2", Subtract), fn2("multiply", "x1 x2", Multiply),
	fn2("divide true_divide", "x1 x2", Divide), fn2("mod remainder", "x1 x2", Mod), fn2("fmod", "x1 x2", Fmod),
	fn2("power pow", "x1 x2", Power), fn2("maximum", "x1 x2", Maximum), fn2("minimum", "x1 x2", Minimum),
	fn2("fmax", "x1 x2", Fmax), fn2("fmin", "x1 x2", Fmin), fn2("arctan2 atan2", "x1 x2", Arctan2), fn2("hypot", "x1 x2", Hypot),
	fn2("logaddexp", "x1 x2", LogAddExp), fn2("logaddexp2", "x1 x2", LogAddExp2), fn2("copysign", "x1 x2", CopySign),
	fn2("heaviside", "x1 x2", Heaviside), fn2("ldexp", "x1 x2", Ldexp), fn3("where", "condition", "x", "y", Where),
	{"clip", "a a_min a_max", func(a *arguments) []Value {
		return one(Clip(a.v("a"), a.or("a_min", math.Inf(-1)), a.or("a_max", math.Inf(1))))
	}},
	// reductions
	fold("sum", Sum), fold("mean", Mean), fold("prod", Prod), fold("max amax", Max), fold("min amin", Min), fold("ptp", Ptp),
	fold("nansum", NanSum), fold("nanprod", NanProd), fold("nanmean", NanMean), fold("nanmax", NanMax), fold("nanmin", NanMin),
	fold("nanvar", NanVar), fold("nanstd", NanStd), fold("scipy.special.logsumexp", LogSumExp),
	fold("scipy.special.softmax", Softmax), fold("scipy.special.log_softmax", LogSoftmax),
	{"var", "a | axis ddof keepdims", func(a *arguments) []Value {
		return a.reduced(func(x Value, axis ...int) Value { return x.VarDDof(a.float("ddof", 0), axis...) })
	}},
	{"std", "a | axis ddof keepdims", func(a *arguments) []Value {
		return a.reduced(func(x Value, axis ...int) Value { return x.StdDDof(a.float("ddof", 0), axis...) })
	}},
	{"cumsum", "a | axis", func(a *arguments) []Value { return one(CumSum(a.v("a"), a.axis(ndarray.Flat))) }},
	{"cumprod", "a | axis", func(a *arguments) []Value { return one(CumProd(a.v("a"), a.axis(ndarray.Flat))) }},
	{"median", "a | axis", func(a *arguments) []Value { return one(Median(a.v("a"), a.axis(ndarray.Flat))) }},
	{"quantile", "a q | axis", func(a *arguments) []Value { return one(Quantile(a.v("a"), a.v("q"), a.axis(ndarray.Flat))) }},
	{"percentile", "a q | axis", func(a *arguments) []Value { return one(Percentile(a.v("a"), a.v("q"), a.axis(ndarray.Flat))) }},
	{"diff", "a | n axis", func(a *arguments) []Value { return one(Diff(a.v("a"), a.int("n", 1), a.axis(-1))) }},
	{"gradient", "f | spacing axis", func(a *arguments) []Value { return one(Gradient(a.v("f"), a.float("spacing", 1), a.axis(-1))) }},
	fn3("interp", "x", "xp", "fp", Interp),
	// shapes
	{"reshape", "a shape", func(a *arguments) []Value { return one(Reshape(a.v("a"), a.ints("shape")...)) }},
	fn1("ravel", Ravel), fn1("atleast_1d", AtLeast1D), fn1("atleast_2d", AtLeast2D), fn1("atleast_3d", AtLeast3D),
	fn1("fliplr", Fliplr), fn1("flipud", Flipud), fn1("make_diagonal", MakeDiagonal),
	{"transpose permute_dims", "a | axes", func(a *arguments) []Value { return one(Transpose(a.v("a"), a.ints("axes")...)) }},
	{"swapaxes", "a axis1 axis2", func(a *arguments) []Value { return one(SwapAxes(a.v("a"), a.int("axis1", 0), a.int("axis2", 0))) }},
	{"moveaxis", "a source destination", func(a *arguments) []Value { return one(MoveAxis(a.v("a"), a.ints("source"), a.ints("destination"))) }},
	{"rollaxis", "a axis | start", func(a *arguments) []Value { return one(RollAxis(a.v("a"), a.int("axis", 0), a.int("start", 0))) }},
	{"broadcast_to", "array shape", func(a *arguments) []Value { return one(BroadcastTo(a.v("array"), a.ints("shape")...)) }},
	{"expand_dims", "a axis", func(a *arguments) []Value { return one(ExpandDims(a.v("a"), a.ints("axis")...)) }},
	{"squeeze", "a | axis", func(a *arguments) []Value { return one(Squeeze(a.v("a"), a.ints("axis")...)) }},
	{"flip", "m | axis", func(a *arguments) []Value { return one(Flip(a.v("m"), a.ints("axis")...)) }},
	{"rot90", "m | k", func(a *arguments) []Value { return one(Rot90(a.v("m"), a.int("k", 1))) }},
	{"roll", "a shift | axis", func(a *arguments) []Value {
		if shifts, axes := a.ints("shift"), a.ints("axis"); axes != nil {
			for len(shifts) < len(axes) {
				shifts = append(shifts, shifts[0])
			}
			return one(RollAxes(a.v("a"), shifts, axes))
		}
		return one(Roll(a.v("a"), a.int("shift", 0), ndarray.Flat))
	}},
	{"repeat", "a repeats | axis", func(a *arguments) []Value {
		axis := ndarray.Flat
		if a.has("axis") {
			axis = a.int("axis", 0)
		}
		x := a.v("a")
		if x.NDim() == 0 {
			x = x.Reshape(1)
		}
		return one(x.RepeatEach(a.ints("repeats"), axis))
	}},
	{"tile", "A reps", func(a *arguments) []Value { return one(Tile(a.v("A"), a.ints("reps")...)) }},
	{"tril", "m | k", func(a *arguments) []Value { return one(Tril(a.v("m"), a.int("k", 0))) }},
	{"triu", "m | k", func(a *arguments) []Value { return one(Triu(a.v("m"), a.int("k", 0))) }},
	{"diag", "v | k", func(a *arguments) []Value { return one(Diag(a.v("v"), a.int("k", 0))) }},
	{"diagonal", "a | offset axis1 axis2", func(a *arguments) []Value {
		return one(Diagonal(a.v("a"), a.offset(), a.int("axis1", 0), a.int("axis2", 1)))
	}},
	{"trace", "a | offset", func(a *arguments) []Value { return one(MatrixTrace(a.v("a"), a.offset())) }},
	{"pad", "array pad_width | mode", func(a *arguments) []Value {
		pairs, ok := a.pairs("pad_width")
		width := make([][2]int, len(pairs))
		for i, p := range pairs {
			if ok = ok && len(p) == 2; ok {
				width[i] = [2]int(p)
			}
		}
		if !ok {
			a.bad("pad_width", a.given["pad_width"], "a list of pairs, one for each axis")
		}
		return one(Pad(a.v("array"), width, ndarray.PadMode(a.text("mode", "constant"))))
	}},
	{"concatenate", "arrays | axis", func(a *arguments) []Value { return one(Concatenate(a.axis(0), a.vs("arrays")...)) }},
	{"stack", "arrays | axis", func(a *arguments) []Value { return one(StackAlong(a.axis(0), a.vs("arrays")...)) }},
	{"vstack", "tup", func(a *arguments) []Value { return one(VStack(a.vs("tup")...)) }},
	{"hstack", "tup", func(a *arguments) []Value { return one(HStack(a.vs("tup")...)) }},
	{"dstack", "tup", func(a *arguments) []Value { return one(DStack(a.vs("tup")...)) }},
	{"column_stack", "tup", func(a *arguments) []Value { return one(ColumnStack(a.vs("tup")...)) }},
	{"append", "arr values | axis", func(a *arguments) []Value {
		axis := ndarray.Flat
		if a.has("axis") {
			axis = a.int("axis", 0)
		}
		return one(Append(a.v("arr"), a.v("values"), axis))
	}},
	{"array_split", "ary sections | axis", func(a *arguments) []Value { return ArraySplit(a.v("ary"), a.int("sections", 1), a.axis(0)) }},
	{"split", "ary sections | axis", func(a *arguments) []Value { return Split(a.v("ary"), a.int("sections", 1), a.axis(0)) }},
	{"hsplit", "ary sections", func(a *arguments) []Value { return HSplit(a.v("ary"), a.int("sections", 1)) }},
	{"vsplit", "ary sections", func(a *arguments) []Value { return VSplit(a.v("ary"), a.int("sections", 1)) }},
	{"dsplit", "ary sections", func(a *arguments) []Value { return DSplit(a.v("ary"), a.int("sections", 1)) }},
	{"meshgrid", "x y", func(a *arguments) []Value { return Meshgrid(a.v("x"), a.v("y")) }},
	{"full", "shape fill_value", func(a *arguments) []Value { return one(Full(a.v("fill_value"), a.ints("shape")...)) }},
	{"full_like", "a fill_value", func(a *arguments) []Value { return one(FullLike(a.v("a"), a.v("fill_value"))) }},
	{"linspace", "start stop | num", func(a *arguments) []Value { return one(LinspaceOf(a.v("start"), a.v("stop"), a.int("num", 50))) }},
	{"astype", "x dtype", func(a *arguments) []Value {
		for dt := ndarray.Bool; dt <= ndarray.Complex128; dt++ {
			if dt.String() == a.text("dtype", "") {
				return one(AsType(a.v("x"), dt))
			}
		}
		panic(&ndarray.ValueError{Op: "astype", Msg: "unknown dtype " + a.text("dtype", "")})
	}},
	// choosing
	{"sort", "a | axis", func(a *arguments) []Value { return one(Sort(a.v("a"), a.axis(-1))) }},
	{"partition", "a kth | axis", func(a *arguments) []Value { return one(Partition(a.v("a"), a.int("kth", 0), a.axis(-1))) }},
	{"take", "a indices | axis", func(a *arguments) []Value {
		axis := ndarray.Flat
		if a.has("axis") {
			axis = a.int("axis", 0)
		}
		return one(Take(a.v("a"), a.v("indices"), axis))
	}},
	{"take_along_axis", "arr indices axis", func(a *arguments) []Value { return one(TakeAlongAxis(a.v("arr"), a.v("indices"), a.int("axis", 0))) }},
	{"compress", "condition a | axis", func(a *arguments) []Value {
		axis := ndarray.Flat
		if a.has("axis") {
			axis = a.int("axis", 0)
		}
		return one(Compress(a.v("condition"), a.v("a"), axis))
	}},
	fn2("extract", "condition arr", Extract),
	// products
	fn2("matmul", "x1 x2", MatMul), fn2("dot", "a b", Dot), fn2("vdot", "a b", VDot), fn2("inner", "a b", Inner),
	fn2("outer", "a b", Outer), fn2("kron", "a b", Kron), fn2("cross", "a b", Cross),
	{"tensordot", "a b | axes", func(a *arguments) []Value {
		x, y := a.v("a"), a.v("b")
		if pairs, ok := a.pairs("axes"); ok && len(pairs) == 2 {
			return one(TensorDot(x, y, pairs[0], pairs[1]))
		}
		n := a.int("axes", 2)
		if n < 0 || n > x.NDim() || n > y.NDim() {
			panic(&ndarray.ValueError{Op: "tensordot", Msg: fmt.Sprintf("can't sum over %d axes of arrays of %d and %d dimensions", n, x.NDim(), y.NDim())})
		}
		xs, ys := []int{}, []int{}
		for i := range n {
			xs, ys = append(xs, x.NDim()-n+i), append(ys, i)
		}
		return one(TensorDot(x, y, xs, ys))
	}},
	{"einsum", "subscripts operands", func(a *arguments) []Value { return one(Einsum(a.text("subscripts", ""), a.vs("operands")...)) }},
	{"convolve", "a v | mode", func(a *arguments) []Value {
		return one(Convolve(a.v("a"), a.v("v"), ndarray.ConvolveMode(a.text("mode", "full"))))
	}},
	{"correlate", "a v | mode", func(a *arguments) []Value {
		return one(Correlate(a.v("a"), a.v("v"), ndarray.ConvolveMode(a.text("mode", "valid"))))
	}},
	{"scipy.signal.convolve", "in1 in2 | mode", func(a *arguments) []Value {
		return one(ConvolveND(a.v("in1"), a.v("in2"), ndarray.ConvolveMode(a.text("mode", "full"))))
	}},
}
