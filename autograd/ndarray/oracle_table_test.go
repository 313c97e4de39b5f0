package ndarray

// The functions that oracle.py names, called with its arguments: a row each.

func unary1(f func(*Array, ...*Array) *Array) func(oracleArgs) any {
	return func(a oracleArgs) any { return f(a.arr(0)) }
}

func plain1(f func(*Array) *Array) func(oracleArgs) any {
	return func(a oracleArgs) any { return f(a.arr(0)) }
}

func binary2(f func(x, y *Array, dst ...*Array) *Array) func(oracleArgs) any {
	return func(a oracleArgs) any { return f(a.arr(0), a.arr(1)) }
}

func plain2(f func(x, y *Array) *Array) func(oracleArgs) any {
	return func(a oracleArgs) any { return f(a.arr(0), a.arr(1)) }
}

func reduceN(f func(*Array, []int, bool) *Array) func(oracleArgs) any {
	return func(a oracleArgs) any { return f(a.arr(0), a.ints(1), a.bool(2)) }
}

func along(f func(*Array, int) *Array) func(oracleArgs) any {
	return func(a oracleArgs) any { return f(a.arr(0), a.axis(1)) }
}

func spread(f func(*Array, []int, float64, bool) *Array) func(oracleArgs) any {
	return func(a oracleArgs) any { return f(a.arr(0), a.ints(1), a.num(2), a.bool(3)) }
}

func joined(f func([]*Array) *Array) func(oracleArgs) any {
	return func(a oracleArgs) any { return f(a.arrs(0)) }
}

func fftOf(f func(*Array, int, int, FFTNorm) *Array) func(oracleArgs) any {
	return func(a oracleArgs) any { return f(a.arr(0), a.int(1), a.int(2), a.norm(3)) }
}

func fftnOf(f func(*Array, []int, []int, FFTNorm) *Array) func(oracleArgs) any {
	return func(a oracleArgs) any { return f(a.arr(0), a.ints(1), a.ints(2), NormBackward) }
}

// oracleFuncs calls our function with the arguments in oracle.py's order.
var oracleFuncs = map[string]func(oracleArgs) any{
	"negative": unary1(Negative), "square": unary1(Square), "reciprocal": unary1(Reciprocal), "sign": unary1(Sign), "conj": unary1(Conj),
	"exp": unary1(Exp), "exp2": unary1(Exp2), "expm1": unary1(Expm1), "log": unary1(Log), "log2": unary1(Log2), "log10": unary1(Log10),
	"log1p": unary1(Log1p), "sqrt": unary1(Sqrt), "cbrt": unary1(Cbrt), "sin": unary1(Sin), "cos": unary1(Cos), "tan": unary1(Tan),
	"arcsin": unary1(Arcsin), "arccos": unary1(Arccos), "arctan": unary1(Arctan), "sinh": unary1(Sinh), "cosh": unary1(Cosh),
	"tanh": unary1(Tanh), "arcsinh": unary1(Arcsinh), "arccosh": unary1(Arccosh), "arctanh": unary1(Arctanh), "sinc": unary1(Sinc),
	"deg2rad": unary1(Deg2Rad), "rad2deg": unary1(Rad2Deg), "floor": unary1(Floor), "ceil": unary1(Ceil), "trunc": unary1(Trunc),
	"rint": unary1(Rint), "abs": unary1(Abs), "fabs": unary1(Fabs), "real": plain1(Real), "imag": plain1(Imag), "angle": plain1(Angle),
	"isnan": unary1(IsNaN), "isinf": unary1(IsInf), "isfinite": unary1(IsFinite), "isposinf": unary1(IsPosInf), "isneginf": unary1(IsNegInf),
	"signbit": unary1(Signbit), "logical_not": unary1(LogicalNot), "isreal": plain1(IsReal), "iscomplex": plain1(IsComplex),

	"add": binary2(Add), "subtract": binary2(Subtract), "multiply": binary2(Multiply), "divide": binary2(Divide), "floor_divide": binary2(FloorDivide),
	"mod": binary2(Mod), "fmod": binary2(Fmod), "power": binary2(Power), "maximum": binary2(Maximum), "minimum": binary2(Minimum), "fmax": binary2(Fmax),
	"fmin": binary2(Fmin), "arctan2": binary2(Arctan2), "hypot": binary2(Hypot), "copysign": binary2(Copysign), "heaviside": binary2(Heaviside),
	"logaddexp": binary2(LogAddExp), "logaddexp2": binary2(LogAddExp2), "equal": binary2(Equal), "not_equal": binary2(NotEqual), "less": binary2(Less),
	"less_equal": binary2(LessEqual), "greater": binary2(Greater), "greater_equal": binary2(GreaterEqual), "logical_and": binary2(LogicalAnd),
	"logical_or": binary2(LogicalOr), "logical_xor": binary2(LogicalXor),

	"sum": reduceN(Sum), "prod": reduceN(Prod), "max": reduceN(Max), "min": reduceN(Min), "any": reduceN(Any), "all": reduceN(All), "mean": reduceN(Mean),
	"ptp": reduceN(Ptp), "count_nonzero": reduceN(CountNonzero), "median": reduceN(Median), "nansum": reduceN(NanSum), "nanprod": reduceN(NanProd),
	"nanmax": reduceN(NanMax), "nanmin": reduceN(NanMin), "nanmean": reduceN(NanMean), "nanmedian": reduceN(NanMedian),
	"var": spread(Var), "std": spread(Std), "nanvar": spread(NanVar),
	"cumsum": along(CumSum), "cumprod": along(CumProd), "sort": along(Sort), "argsort": along(ArgSort), "nancumsum": along(NanCumSum), "nancumprod": along(NanCumProd),
	"argmax": func(a oracleArgs) any { return ArgMax(a.arr(0), a.axis(1), a.bool(2)) },
	"argmin": func(a oracleArgs) any { return ArgMin(a.arr(0), a.axis(1), a.bool(2)) },
	"quantile": func(a oracleArgs) any {
		return Quantile(a.arr(0), a.arr(1), a.ints(2), QuantileMethod(a.str(3)), a.bool(4))
	},
	"nanquantile": func(a oracleArgs) any {
		return NanQuantile(a.arr(0), a.arr(1), a.ints(2), QuantileMethod(a.str(3)), a.bool(4))
	},

	"index": func(a oracleArgs) any { return a.arr(0).Index(a.index(1)...) },
	"setindex": func(a oracleArgs) any {
		x := a.view(a.arr(0).Copy())
		x.SetIndex(a.arr(2), a.index(1)...)
		return x
	},
	"addindex": func(a oracleArgs) any {
		x := a.view(a.arr(0).Copy())
		x.AddIndex(a.arr(2), a.index(1)...)
		return x
	},

	"reshape":      func(a oracleArgs) any { return a.arr(0).Reshape(a.ints(1)...) },
	"transpose":    func(a oracleArgs) any { return a.arr(0).Transpose(a.ints(1)...) },
	"moveaxis":     func(a oracleArgs) any { return a.arr(0).MoveAxis(a.ints(1), a.ints(2)) },
	"rollaxis":     func(a oracleArgs) any { return a.arr(0).RollAxis(a.int(1), a.int(2)) },
	"squeeze":      func(a oracleArgs) any { return a.arr(0).Squeeze(a.ints(1)...) },
	"expand_dims":  func(a oracleArgs) any { return a.arr(0).ExpandDims(a.ints(1)...) },
	"flip":         func(a oracleArgs) any { return a.arr(0).Flip(a.ints(1)...) },
	"broadcast_to": func(a oracleArgs) any { return a.arr(0).BroadcastTo(a.ints(1)...) },
	"diagonal":     func(a oracleArgs) any { return a.arr(0).Diagonal(a.int(1), a.int(2), a.int(3)) },
	"trace":        func(a oracleArgs) any { return Trace(a.arr(0), a.int(1), a.int(2), a.int(3)) },
	"diag":         func(a oracleArgs) any { return Diag(a.arr(0), a.int(1)) },
	"tril":         func(a oracleArgs) any { return Tril(a.arr(0), a.int(1)) },
	"triu":         func(a oracleArgs) any { return Triu(a.arr(0), a.int(1)) },
	"tri":          func(a oracleArgs) any { return Tri(a.int(0), a.int(1), a.int(2)) },
	"eye":          func(a oracleArgs) any { return EyeOf(Float64, a.int(0), a.int(1), a.int(2)) },
	"rot90":        func(a oracleArgs) any { return Rot90(a.arr(0), a.int(1), a.int(2), a.int(3)) },
	"kron":         plain2(Kron), "cross": plain2(Cross),
	"roll":     func(a oracleArgs) any { return Roll(a.arr(0), a.int(1), a.axis(2)) },
	"tile":     func(a oracleArgs) any { return Tile(a.arr(0), a.ints(1)...) },
	"repeat":   func(a oracleArgs) any { return Repeat(a.arr(0), a.ints(1), a.axis(2)) },
	"pad":      func(a oracleArgs) any { return Pad(a.arr(0), get[[][2]int](a, 1), PadMode(a.str(2)), 0) },
	"diff":     func(a oracleArgs) any { return Diff(a.arr(0), a.int(1), a.int(2)) },
	"gradient": func(a oracleArgs) any { return Gradient(a.arr(0), a.num(1), a.int(2)) },

	"concatenate": func(a oracleArgs) any { return Concatenate(a.arrs(0), a.axis(1)) },
	"stack":       func(a oracleArgs) any { return Stack(a.arrs(0), a.int(1)) },
	"vstack":      joined(VStack), "hstack": joined(HStack), "dstack": joined(DStack), "column_stack": joined(ColumnStack),
	"array_split":     func(a oracleArgs) any { return ArraySplit(a.arr(0), a.int(1), a.int(2)) },
	"where":           func(a oracleArgs) any { return Where(a.arr(0), a.arr(1), a.arr(2)) },
	"clip":            func(a oracleArgs) any { return Clip(a.arr(0), a.arr(1), a.arr(2)) },
	"nonzero":         func(a oracleArgs) any { return Nonzero(a.arr(0)) },
	"argwhere":        plain1(ArgWhere),
	"take":            func(a oracleArgs) any { return Take(a.arr(0), a.arr(1), a.axis(2)) },
	"take_along_axis": func(a oracleArgs) any { return TakeAlongAxis(a.arr(0), a.arr(1), a.axis(2)) },
	"compress":        func(a oracleArgs) any { return Compress(a.arr(0), a.arr(1), a.axis(2)) },
	"delete":          func(a oracleArgs) any { return Delete(a.arr(0), a.ints(1), a.axis(2)) },
	"unique": func(a oracleArgs) any {
		u := Unique(a.arr(0))
		return []*Array{u.Values, u.Index, u.Inverse, u.Counts}
	},
	"searchsorted": func(a oracleArgs) any { return SearchSorted(a.arr(0), a.arr(1), a.bool(2)) },
	"digitize":     func(a oracleArgs) any { return Digitize(a.arr(0), a.arr(1), a.bool(2)) },
	"bincount":     func(a oracleArgs) any { return BinCount(a.arr(0), a.arr(1), a.int(2)) },
	"interp":       func(a oracleArgs) any { return Interp(a.arr(0), a.arr(1), a.arr(2)) },
	"convolve":     func(a oracleArgs) any { return Convolve(a.arr(0), a.arr(1), ConvolveMode(a.str(2))) },
	"correlate":    func(a oracleArgs) any { return Correlate(a.arr(0), a.arr(1), ConvolveMode(a.str(2))) },
	"round":        func(a oracleArgs) any { return Round(a.arr(0), a.int(1)) },
	"nan_to_num":   func(a oracleArgs) any { return NanToNum(a.arr(0), 0, maxFloat, -maxFloat) },
	"cov":          func(a oracleArgs) any { return Cov(a.arr(0), 1) },
	"corrcoef":     plain1(CorrCoef),
	"average":      func(a oracleArgs) any { return Average(a.arr(0), a.arr(1), a.ints(2), false) },
	"histogram": func(a oracleArgs) any {
		counts, edges := Histogram(a.arr(0), a.int(1), a.num(2), a.num(3))
		return []*Array{counts, edges}
	},
	"vander":    func(a oracleArgs) any { return Vander(a.arr(0), a.int(1), a.bool(2)) },
	"meshgrid":  func(a oracleArgs) any { return Meshgrid(a.bool(0), a.arrs(1)...) },
	"indices":   func(a oracleArgs) any { return Indices(a.ints(0)...) },
	"isclose":   func(a oracleArgs) any { return IsClose(a.arr(0), a.arr(1), 1e-5, 1e-8) },
	"arange":    func(a oracleArgs) any { return Arange(a.num(0), a.num(1), a.num(2)) },
	"linspace":  func(a oracleArgs) any { return Linspace(a.num(0), a.num(1), a.int(2)) },
	"geomspace": func(a oracleArgs) any { return Geomspace(a.num(0), a.num(1), a.int(2)) },
	"logspace":  func(a oracleArgs) any { return Logspace(a.num(0), a.num(1), a.int(2), 10) },

	"dot": plain2(Dot), "matmul": plain2(MatMul), "inner": plain2(Inner), "outer": plain2(Outer), "vdot": plain2(VDot),
	"tensordot": func(a oracleArgs) any { return TensorDot(a.arr(0), a.arr(1), a.ints(2), a.ints(3)) },
	"einsum":    func(a oracleArgs) any { return Einsum(a.str(0), a.arrs(1)...) },

	"inv": plain1(Inv), "solve": plain2(Solve), "det": plain1(Det), "cholesky": plain1(Cholesky),
	"slogdet":      func(a oracleArgs) any { s, l := SlogDet(a.arr(0)); return []*Array{s, l} },
	"svdvals":      func(a oracleArgs) any { _, s, _ := SVD(a.arr(0), false); return s },
	"eigvalsh":     func(a oracleArgs) any { w, _ := Eigh(a.arr(0), false); return w },
	"pinv":         func(a oracleArgs) any { return Pinv(a.arr(0), 1e-15*float64(1+9*btoi(a.arr(0).dtype == Float32)*1e6)) },
	"matrix_power": func(a oracleArgs) any { return MatrixPower(a.arr(0), a.int(1)) },
	"matrix_rank":  plain1(MatrixRank),
	"cond":         func(a oracleArgs) any { return Cond(a.arr(0), nil) },
	"absr":         func(a oracleArgs) any { _, r := QR(a.arr(0), a.str(1) == "complete"); return Abs(r) },
	"norm":         func(a oracleArgs) any { return Norm(a.arr(0), a.order(1), a.ints(2), a.bool(3)) },
	"lstsq": func(a oracleArgs) any {
		r := Lstsq(a.arr(0), a.arr(1), -1)
		return []*Array{r.X, r.Residuals, Scalar(int64(r.Rank)), r.S}
	},

	"fft": fftOf(FFT), "ifft": fftOf(IFFT), "rfft": fftOf(RFFT), "irfft": fftOf(IRFFT),
	"fftn": fftnOf(FFTN), "ifftn": fftnOf(IFFTN), "rfftn": fftnOf(RFFTN), "irfftn": fftnOf(IRFFTN),
	"fftshift":  func(a oracleArgs) any { return FFTShift(a.arr(0), a.ints(1)) },
	"ifftshift": func(a oracleArgs) any { return IFFTShift(a.arr(0), a.ints(1)) },
	"fftfreq":   func(a oracleArgs) any { return FFTFreq(a.int(0), a.num(1)) },
	"rfftfreq":  func(a oracleArgs) any { return RFFTFreq(a.int(0), a.num(1)) },

	"promote": func(a oracleArgs) any { return Promote(a.dtype(0), a.dtype(1)).String() },
	"weak":    func(a oracleArgs) any { return Add(a.arr(0), a.number(1)) },
	"astype":  func(a oracleArgs) any { return a.arr(0).AsType(a.dtype(1)) },
	"str":     func(a oracleArgs) any { return a.arr(0).String() },
	"repr":    func(a oracleArgs) any { return a.arr(0).Repr() },
}
