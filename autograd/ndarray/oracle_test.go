package ndarray

// Every case of testdata/oracle.json, which testdata/oracle.py makes with NumPy, must give the same type, shape and values
// here, or be refused where NumPy refuses it; with arrays as they are, and again with arrays that are strided views.

import (
	"encoding/json"
	"fmt"
	"math"
	"math/cmplx"
	"os"
	"slices"
	"testing"
)

type oracleCase struct {
	Fn    string            `json:"fn"`
	Args  []json.RawMessage `json:"args"`
	Want  json.RawMessage   `json:"want"`
	Error bool              `json:"error"`
}

// oracleArgs reads the arguments of a case.
type oracleArgs struct {
	t       *testing.T
	raw     []json.RawMessage
	strided bool
}

func get[T any](a oracleArgs, i int) T {
	a.t.Helper()
	var v T
	if err := json.Unmarshal(a.raw[i], &v); err != nil {
		a.t.Fatalf("argument %d: %v", i, err)
	}
	return v
}

func (a oracleArgs) arr(i int) *Array {
	a.t.Helper()
	if string(a.raw[i]) == "null" {
		return nil
	}
	return a.view(get[*Array](a, i))
}

// view returns x, or if wanted an equal array that lies backwards and with gaps in storage, its axes in reverse order.
func (a oracleArgs) view(x *Array) *Array {
	if !a.strided || len(x.shape) == 0 {
		return x
	}
	room := make([]int, len(x.shape))
	idx := make([]any, len(x.shape))
	for d, n := range x.shape {
		room[len(room)-1-d] = 2*n + 1
		idx[d] = RangeStep(2*n-1, -2*n-3, -2)
		if n == 0 {
			idx[d] = Range(0, 0)
		}
	}
	v := New(x.dtype, room...).T().Index(idx...)
	v.CopyFrom(x)
	return v
}

func (a oracleArgs) arrs(i int) []*Array {
	a.t.Helper()
	xs := get[[]*Array](a, i)
	for k := range xs {
		xs[k] = a.view(xs[k])
	}
	return xs
}

func (a oracleArgs) int(i int) int      { a.t.Helper(); return get[int](a, i) }
func (a oracleArgs) ints(i int) []int   { a.t.Helper(); return get[[]int](a, i) }
func (a oracleArgs) bool(i int) bool    { a.t.Helper(); return get[bool](a, i) }
func (a oracleArgs) str(i int) string   { a.t.Helper(); return get[string](a, i) }
func (a oracleArgs) num(i int) float64  { a.t.Helper(); return get[float64](a, i) }
func (a oracleArgs) norm(i int) FFTNorm { a.t.Helper(); return FFTNorm(a.str(i)) }
func (a oracleArgs) dtype(i int) DType  { d, _ := dtypeNamed(a.str(i)); return d }
func (a oracleArgs) axis(i int) int {
	if string(a.raw[i]) == `"flat"` {
		return Flat
	}
	return a.int(i)
}

// number reads a Python number as a weak array.
func (a oracleArgs) number(i int) *Array {
	switch v := get[any](a, i).(type) {
	case bool:
		return Weak(v)
	case []any:
		return Weak(complex(v[0].(float64), v[1].(float64)))
	case float64:
		if v == math.Trunc(v) {
			return Weak(int64(v))
		}
		return Weak(v)
	}
	a.t.Fatalf("argument %d is no number", i)
	return nil
}

// order reads the order of a norm.
func (a oracleArgs) order(i int) any {
	switch v := get[any](a, i).(type) {
	case string:
		switch v {
		case "inf":
			return math.Inf(1)
		case "-inf":
			return math.Inf(-1)
		}
		return v
	default:
		return v
	}
}

// index reads the items between NumPy's brackets.
func (a oracleArgs) index(i int) []any {
	a.t.Helper()
	var list []any
	for _, raw := range get[struct{ Index []json.RawMessage }](a, i).Index {
		var s struct{ Slice []*int }
		var n int
		err := json.Unmarshal(raw, &n)
		switch {
		case string(raw) == `"newaxis"`:
			list = append(list, NewAxis)
		case string(raw) == `"..."`:
			list = append(list, Ellipsis)
		case err == nil:
			list = append(list, n)
		case json.Unmarshal(raw, &s) == nil && s.Slice != nil:
			step := 1
			if s.Slice[2] != nil {
				step = *s.Slice[2]
			}
			list = append(list, Slice{s.Slice[0], s.Slice[1], step})
		default:
			list = append(list, a.view(get[*Array](oracleArgs{t: a.t, raw: []json.RawMessage{raw}}, 0)))
		}
	}
	return list
}

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

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestOracle(t *testing.T) {
	data, err := os.ReadFile("testdata/oracle.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		NumPy string
		Cases []oracleCase
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) < 2000 {
		t.Fatalf("only %d cases", len(file.Cases))
	}
	for i, c := range file.Cases {
		for _, strided := range []bool{false, true} {
			name := fmt.Sprintf("%s/%d", c.Fn, i)
			if strided {
				name += "/strided"
			}
			t.Run(name, func(t *testing.T) { c.run(t, strided) })
		}
	}
}

func (c oracleCase) run(t *testing.T, strided bool) {
	f := oracleFuncs[c.Fn]
	if f == nil {
		t.Fatalf("no function for %s", c.Fn)
	}
	got, err := guard(func() any { return f(oracleArgs{t, c.Args, strided}) })
	call := fmt.Sprintf("%s%.300s", c.Fn, c.Args)
	switch {
	case c.Error && err == nil:
		t.Fatalf("%s\n got %v, NumPy refuses it", call, got)
	case c.Error:
		return
	case err != nil:
		t.Fatalf("%s\n refused: %v", call, err)
	}
	switch got := got.(type) {
	case string:
		var want string
		if err := json.Unmarshal(c.Want, &want); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s\n got:\n%s\nwant:\n%s", call, got, want)
		}
	case *Array:
		var want *Array
		if err := json.Unmarshal(c.Want, &want); err != nil {
			t.Fatal(err)
		}
		if msg := differ(got, want); msg != "" {
			t.Errorf("%s\n%s", call, msg)
		}
	case []*Array:
		var want []*Array
		if err := json.Unmarshal(c.Want, &want); err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want) {
			t.Fatalf("%s\n got %d arrays, want %d", call, len(got), len(want))
		}
		for i := range got {
			if msg := differ(got[i], want[i]); msg != "" {
				t.Errorf("%s, result %d\n%s", call, i, msg)
			}
		}
	}
}

// guard turns this package's panics into errors; others stay panics.
func guard[T any](f func() T) (v T, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *ShapeError, *DTypeError, *AxisError, *IndexError, *ValueError, *LinAlgError:
			err = r.(error)
		default:
			panic(r)
		}
	}()
	return f(), nil
}

// differ says how got differs from want beyond rounding; empty: not at all.
func differ(got, want *Array) string {
	if got.dtype != want.dtype {
		return fmt.Sprintf("got dtype %s, want %s (values %v, want %v)", got.dtype, want.dtype, got, want)
	}
	if !slices.Equal(got.shape, want.shape) {
		return fmt.Sprintf("got shape %v, want %v", got.shape, want.shape)
	}
	rtol, atol := 1e-12, 2e-14
	if got.dtype.Real() == Float32 {
		rtol, atol = 2e-5, 2e-6
	}
	a, b := ToSlice[complex128](got), ToSlice[complex128](want)
	for i := range a {
		limit := atol + rtol*cmplx.Abs(b[i])
		if !sameFloat(real(a[i]), real(b[i]), limit) || !sameFloat(imag(a[i]), imag(b[i]), limit) {
			return fmt.Sprintf("element %d: got %v, want %v\n got %v\nwant %v", i, a[i], b[i], got, want)
		}
	}
	return ""
}

func sameFloat(a, b, limit float64) bool {
	return a == b || a != a && b != b || math.Abs(a-b) <= limit
}
