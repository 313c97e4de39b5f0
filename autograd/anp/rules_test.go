package anp

// Every rule against finite differences: both modes, second order, broadcasting, dtypes, odd shapes, views.

import (
	"math"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

const both = Forward | Reverse

// spread returns n numbers between lo and hi, in no order, none of them at the ends.
func spread(lo, hi float64, shape ...int) Value {
	n := 1
	for _, d := range shape {
		n *= d
	}
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = lo + (hi-lo)*(0.1+0.8*math.Mod(0.43+float64(i)*0.6180339887, 1))
	}
	return Wrap(ndarray.Of(xs, n).Reshape(shape...))
}

func arr(shape ...int) Value { return spread(-1.5, 1.7, shape...) }
func pos(shape ...int) Value { return spread(0.3, 2.5, shape...) }

// spd returns symmetric positive definite matrices.
func spd(n int) Value {
	a := arr(n, n)
	return a.MatMul(a.T()).Add(V(ndarray.Eye(n)))
}

func complexArr(shape ...int) Value { return arr(shape...).Add(spread(-1, 2, shape...).Mul(imaginary)) }

func check(t *testing.T, f any, args []Value, order int) {
	t.Helper()
	var err error
	switch f := f.(type) {
	case func(Value) Value:
		err = CheckGrads(f, args, both, order)
	case func(x, y Value) Value:
		err = CheckGrads(f, args, both, order)
	case func(x, y, z Value) Value:
		err = CheckGrads(f, args, both, order)
	case func(...Value) Value:
		err = CheckGrads(f, args, both, order)
	case func(x Value, axis ...int) Value:
		err = CheckGrads(func(x Value) Value { return f(x) }, args, both, order)
	default:
		t.Fatalf("no way to check a %T", f)
	}
	if err != nil {
		t.Error(err)
	}
}

// first and second are the functions of one of two results.
func first(f func(Value) (Value, Value)) func(Value) Value {
	return func(x Value) Value { a, _ := f(x); return a }
}

func second(f func(Value) (Value, Value)) func(Value) Value {
	return func(x Value) Value { _, b := f(x); return b }
}

// TestElementwise walks the table of element-wise primitives.
func TestElementwise(t *testing.T) {
	for _, p := range Primitives() {
		lo, hi, args := p.Domain()
		if args == 0 {
			continue
		}
		t.Run(p.Name(), func(t *testing.T) {
			x, y := spread(lo, hi, 2, 3), spread(0.9*lo+0.1*hi, 0.07*lo+0.93*hi, 3)
			column := spread(lo, hi, 3, 2).T().Narrow(1, 1, 3)
			for _, c := range []struct {
				name string
				x, y Value
			}{
				{"numbers", x.Index(0, 1), y.Index(0)},
				{"broadcast", x, y},
				{"broadcast the other way", y, x},
				{"with a number", x, y.Index(2)},
				{"a number with", y.Index(2), x},
				{"views", column, column.Flip().Mul(V(0.9))},
				{"empty", spread(lo, hi, 0, 3), y},
				{"size 1", spread(lo+0.01, hi, 1), x},
				{"0-d float32", x.AsType(ndarray.Float32).At(0, 0), y.AsType(ndarray.Float32)},
				{"float32", x.AsType(ndarray.Float32), y.AsType(ndarray.Float32)},
			} {
				t.Run(c.name, func(t *testing.T) {
					order := 2
					if c.x.DType() == ndarray.Float32 {
						order = 1
					}
					if args == 1 {
						check(t, p.Call1, []Value{c.x}, order)
					} else {
						check(t, p.Call2, []Value{c.x, c.y}, order)
					}
				})
			}
		})
	}
}

func TestFunctions(t *testing.T) {
	eachFunction(func(name string, f any, args []Value) {
		t.Run(name, func(t *testing.T) { check(t, f, args, 2) })
	})
}

// eachFunction calls do for each function that is not element-wise, with arguments for it.
func eachFunction(do func(name string, f any, args []Value)) {
	mask := V([]bool{true, false, true})
	zeros := V([][]float64{{1, 0, 2}, {0, 0, 3}, {1, 2, 3}})
	nan := V([][]float64{{1, math.NaN(), 2}, {0.5, 3, -1}})
	sym := func(x Value) Value { return x.Add(tr(x)).Mul(V(0.5)) }
	third := func(f func(Value) (Value, Value, Value)) func(Value) Value {
		return func(x Value) Value { _, _, c := f(x); return c }
	}
	firstOf3 := func(f func(Value) (Value, Value, Value)) func(Value) Value {
		return func(x Value) Value { a, _, _ := f(x); return a }
	}
	join := func(xs []Value) Value { // parts of split functions, each weighted differently
		out := V(0)
		for i, x := range xs {
			out = out.Add(Square(x).Sum().Mul(V(i + 1)))
		}
		return out
	}
	for _, c := range []struct {
		name string
		f    any
		args []Value
	}{
		// reductions
		{"sum", func(x Value) Value { return Sum(x, 0) }, []Value{arr(2, 3)}},
		{"keepdims", func(x Value) Value { return KeepDims(Mean)(x, -1) }, []Value{arr(2, 3)}},
		{"logsumexp", LogSumExp, []Value{arr(2, 3)}},
		{"logsumexp axis", func(x Value) Value { return LogSumExp(x, 1) }, []Value{arr(2, 3)}},
		{"logsumexp -inf", func(x Value) Value { return LogSumExp(Concatenate(0, x, V([]float64{math.Inf(-1)}))) }, []Value{arr(3)}},
		{"softmax", func(x Value) Value { return Softmax(x, 1) }, []Value{arr(2, 3)}},
		{"log_softmax", func(x Value) Value { return LogSoftmax(x, -1) }, []Value{arr(2, 3)}},
		{"prod zeros", func(x Value) Value { return Prod(x, 0, 1) }, []Value{zeros}},
		{"nansum", func(x Value) Value { return NanSum(x, 1) }, []Value{nanFree(nan)}},
		// shapes
		{"moveaxis", func(x Value) Value { return MoveAxis(x, []int{0, 2}, []int{-1, 0}) }, []Value{arr(2, 3, 4)}},
		{"rollaxis", func(x Value) Value { return RollAxis(x, 2, 1) }, []Value{arr(2, 3, 4)}},
		{"rot90", func(x Value) Value { return Rot90(x, 3) }, []Value{arr(2, 3)}},
		{"roll", func(x Value) Value { return Roll(x, 2, 1) }, []Value{arr(2, 3)}},
		{"roll flat", func(x Value) Value { return Roll(x, -1, ndarray.Flat) }, []Value{arr(2, 3)}},
		{"roll axes", func(x Value) Value { return RollAxes(x, []int{1, 2}, []int{0, 1}) }, []Value{arr(2, 3)}},
		{"repeat flat", func(x Value) Value { return Repeat(x, 3, ndarray.Flat) }, []Value{arr(2, 2)}},
		{"tile", func(x Value) Value { return Tile(x, 2) }, []Value{arr(2, 3)}},
		{"tile more axes", func(x Value) Value { return Tile(x, 2, 1, 2) }, []Value{arr(2, 3)}},
		{"tril", func(x Value) Value { return Tril(x, 1) }, []Value{arr(2, 3, 4)}},
		{"triu", func(x Value) Value { return Triu(x, -1) }, []Value{arr(3, 3)}},
		{"diag of vector", func(x Value) Value { return Diag(x, 1) }, []Value{arr(3)}},
		{"diag of matrix", func(x Value) Value { return Diag(x, -1) }, []Value{arr(3, 2)}},
		{"diagonal", func(x Value) Value { return Diagonal(x, -1, 2, 0) }, []Value{arr(3, 2, 4)}},
		{"make_diagonal", MakeDiagonal, []Value{arr(2, 3)}},
		{"trace", func(x Value) Value { return MatrixTrace(x, 1) }, []Value{arr(3, 3, 2)}},
		{"pad constant", func(x Value) Value { return Pad(x, [][2]int{{1, 0}, {2, 1}}, ndarray.PadConstant) }, []Value{arr(2, 3)}},
		{"pad reflect", func(x Value) Value { return Pad(x, [][2]int{{1, 0}, {2, 1}}, ndarray.PadReflect) }, []Value{arr(2, 3)}},
		{"pad wrap", func(x Value) Value { return Pad(x, [][2]int{{1, 3}, {2, 1}}, ndarray.PadWrap) }, []Value{arr(2, 3)}},
		{"pad edge", func(x Value) Value { return Pad(x, [][2]int{{1, 3}, {2, 1}}, ndarray.PadEdge) }, []Value{arr(2, 3)}},
		{"atleast_3d", AtLeast3D, []Value{arr(2, 3)}},
		{"hstack", func(x, y Value) Value { return HStack(x, y) }, []Value{arr(2), arr(3)}},
		{"vstack", func(x, y Value) Value { return VStack(x, y) }, []Value{arr(3), arr(2, 3)}},
		{"dstack", func(x, y Value) Value { return DStack(x, y) }, []Value{arr(2, 3), arr(2, 3)}},
		{"column_stack", func(x, y Value) Value { return ColumnStack(x, y) }, []Value{arr(3), arr(3, 2)}},
		{"append", func(x, y Value) Value { return Append(x, y, ndarray.Flat) }, []Value{arr(3), arr(3, 2)}},
		{"array_split", func(x Value) Value { return join(ArraySplit(x, 3, 1)) }, []Value{arr(2, 7)}},
		{"split", func(x Value) Value { return join(Split(x, 2, 0)) }, []Value{arr(4, 2)}},
		{"meshgrid", func(x, y Value) Value { g := Meshgrid(x, y); return g[0].Mul(Square(g[1])) }, []Value{arr(3), arr(2)}},
		{"full", func(x Value) Value { return Full(x, 2, 3) }, []Value{arr(3)}},
		{"linspace", func(x, y Value) Value { return LinspaceOf(x, y, 4) }, []Value{arr(2), V(2)}},
		{"broadcast_to 0-d", func(x Value) Value { return BroadcastTo(x, 2, 2) }, []Value{V(2)}},
		{"sort nothing", func(x Value) Value { return Sort(x, 0) }, []Value{arr(0)}},
		// choosing
		{"sort", func(x Value) Value { return Sort(x, -1) }, []Value{arr(2, 5)}},
		{"sort axis 0", func(x Value) Value { return Sort(x, 0) }, []Value{arr(5, 2)}},
		{"sort flat", func(x Value) Value { return Sort(x, ndarray.Flat) }, []Value{arr(2, 3)}},
		{"partition", func(x Value) Value { return Partition(x, 2, 1) }, []Value{arr(2, 5)}},
		{"take", func(x Value) Value { return Take(x, V([]int{2, 0, 2}), 1) }, []Value{arr(2, 3)}},
		{"take matrix", func(x Value) Value { return Take(x, V([][]int{{2, 0}, {1, 1}}), ndarray.Flat) }, []Value{arr(2, 3)}},
		{"take_along_axis", func(x Value) Value { return TakeAlongAxis(x, V([][]int{{2, 0}, {1, 1}}), 1) }, []Value{arr(2, 3)}},
		{"compress", func(x Value) Value { return Compress(mask, x, 1) }, []Value{arr(2, 3)}},
		{"extract", func(x Value) Value { return Extract(Greater(x, V(0)), x) }, []Value{arr(2, 3)}},
		{"clip", func(x Value) Value { return Clip(x, V(-1), V(0.5)) }, []Value{arr(2, 3)}},
		{"clip bounds", Clip, []Value{arr(2, 3), V(-1), V([]float64{0.5, 0.6, 3})}},
		{"nan_to_num", NanToNum, []Value{arr(2, 3)}},
		{"select", func(x, y Value) Value { return Select([]Value{Greater(x, V(0)), mask}, []Value{x, y}, V(1)) }, []Value{arr(2, 3), arr(3)}},
		{"quantile", func(x, q Value) Value { return Quantile(x, q, 1) }, []Value{arr(2, 5), V(0.3)}},
		{"percentile", func(x Value) Value { return Percentile(x, V(70), ndarray.Flat) }, []Value{arr(2, 5)}},
		{"median", func(x Value) Value { return Median(x, 0) }, []Value{arr(4, 3)}},
		{"nanmean", func(x Value) Value { return NanMean(x) }, []Value{arr(2, 3)}},
		{"nanvar", func(x Value) Value { return NanVar(x, 0) }, []Value{arr(3, 2)}},
		{"nanstd", func(x Value) Value { return NanStd(x, 1) }, []Value{arr(2, 3)}},
		{"nanmax", func(x Value) Value { return NanMax(x, 1) }, []Value{arr(2, 3)}},
		{"nanmin", func(x Value) Value { return NanMin(x) }, []Value{arr(2, 3)}},
		{"nanprod", func(x Value) Value { return NanProd(x, 0) }, []Value{arr(2, 3)}},
		{"diff", func(x Value) Value { return Diff(x, 2, 1) }, []Value{arr(2, 5)}},
		{"gradient", func(x Value) Value { return Gradient(x, 0.5, 0) }, []Value{arr(4, 2)}},
		{"interp", Interp, []Value{V([]float64{0.5, 1.7, -3, 9}), V([]float64{0, 1, 2.5}), V([]float64{1, 3, -1})}},
		{"cumprod flat", func(x Value) Value { return CumProd(x, ndarray.Flat) }, []Value{zeros}},
		{"apply_along_axis", func(x Value) Value { return ApplyAlongAxis(func(v Value) Value { return v.CumProd(0) }, 1, x) }, []Value{arr(2, 3, 2)}},
		{"apply_along_axis to numbers", func(x Value) Value { return ApplyAlongAxis(func(v Value) Value { return v.Prod() }, 0, x) }, []Value{arr(2, 3)}},
		{"apply_along_axis to matrices", func(x Value) Value { return ApplyAlongAxis(func(v Value) Value { return Outer(v, v) }, -1, x) }, []Value{arr(3, 2)}},
		{"ldexp", func(x Value) Value { return Ldexp(x, V([]int{1, -2, 3})) }, []Value{arr(2, 3)}},
		// products
		{"einsum matmul", func(x, y Value) Value { return Einsum("ij,jk->ik", x, y) }, []Value{arr(2, 3), arr(3, 4)}},
		{"einsum trace", func(x Value) Value { return Einsum("ii->", x) }, []Value{arr(3, 3)}},
		{"einsum diagonal", func(x Value) Value { return Einsum("iji->ji", x) }, []Value{arr(3, 2, 3)}},
		{"einsum implicit", func(x, y Value) Value { return Einsum("ab,cb", x, y) }, []Value{arr(2, 3), arr(4, 3)}},
		{"einsum ellipsis", func(x, y Value) Value { return Einsum("...i,...i->...", x, y) }, []Value{arr(2, 3), arr(3)}},
		{"einsum three", func(x, y, z Value) Value { return Einsum("ij,jk,k->i", x, y, z) }, []Value{arr(2, 3), arr(3, 4), arr(4)}},
		{"einsum alone", func(x, y Value) Value { return Einsum("ij,k->k", x, y) }, []Value{arr(2, 3), arr(4)}},
		{"einsum complex", func(x, y Value) Value { return Einsum("ij,j->i", x, y) }, []Value{complexArr(2, 3), arr(3)}},
		{"inner", Inner, []Value{arr(2, 3), arr(4, 3)}},
		{"outer n-d", Outer, []Value{arr(2, 3), arr(2)}},
		{"vdot", VDot, []Value{complexArr(3), complexArr(3)}},
		{"kron", Kron, []Value{arr(2, 3), arr(3)}},
		{"cross", Cross, []Value{arr(2, 3), arr(3)}},
		// linear algebra
		{"inv", Inv, []Value{spd(3)}},
		{"inv stack", Inv, []Value{Stack(spd(2), spd(2).Add(V(1)))}},
		{"inv complex", Inv, []Value{complexArr(2, 2)}},
		{"det", Det, []Value{arr(3, 3)}},
		{"det stack", Det, []Value{arr(2, 3, 3)}},
		{"slogdet", second(SlogDet), []Value{arr(3, 3)}},
		{"slogdet complex", second(SlogDet), []Value{complexArr(3, 3)}},
		{"solve vector", Solve, []Value{spd(3), arr(3)}},
		{"solve matrix", Solve, []Value{spd(3), arr(3, 2)}},
		{"solve stack", Solve, []Value{Stack(spd(3), spd(3).Add(V(1))), arr(2, 3, 2)}},
		{"solve broadcast", Solve, []Value{spd(3), arr(2, 3, 2)}},
		{"pinv tall", Pinv, []Value{arr(4, 2)}},
		{"pinv wide", Pinv, []Value{arr(2, 3)}},
		{"lstsq", Lstsq, []Value{arr(4, 2), arr(4)}},
		{"matrix_power", func(x Value) Value { return MatrixPower(x, 3) }, []Value{arr(2, 2)}},
		{"matrix_power -2", func(x Value) Value { return MatrixPower(x, -2) }, []Value{spd(2)}},
		{"solve_triangular", func(a, b Value) Value { return SolveTriangular(a, b, true, false) }, []Value{spd(3), arr(3)}},
		{"solve_triangular upper trans", func(a, b Value) Value { return SolveTriangular(a, b, false, true) }, []Value{spd(3), arr(3, 2)}},
		{"solve_banded", func(ab, b Value) Value { return SolveBanded(1, 1, ab, b) }, []Value{V([][]float64{{0, 1, 2, 3}, {5, 6, 7, 8}, {1, 2, 1, 0}}), arr(4)}},
		{"solve_sylvester", SolveSylvester, []Value{spd(2), spd(3), arr(2, 3)}},
		{"sqrtm", Sqrtm, []Value{spd(3)}},
		{"cholesky", func(x Value) Value { return Cholesky(sym(x)) }, []Value{spd(3)}},
		{"cholesky stack", func(x Value) Value { return Cholesky(sym(x)) }, []Value{Stack(spd(2), spd(2).Add(V(ndarray.Eye(2))))}},
		{"eigh values", func(x Value) Value { return first(Eigh)(sym(x)) }, []Value{spd(3)}},
		{"eigh vectors", func(x Value) Value { return second(Eigh)(sym(x)) }, []Value{spd(3)}},
		{"eigh stack", func(x Value) Value { return second(Eigh)(sym(x)) }, []Value{Stack(spd(2), arr(2, 2))}},
		{"eig values", first(Eig), []Value{arr(3, 3)}},
		{"eig vectors", second(Eig), []Value{arr(3, 3)}},
		{"eig of rotation", second(Eig), []Value{V([][]float64{{0.1, 2}, {-1, 0.3}})}},
		{"svd u", firstOf3(SVD), []Value{arr(4, 2)}},
		{"svd s", SingularValues, []Value{arr(2, 3)}},
		{"svd vh", third(SVD), []Value{arr(2, 4)}},
		{"svd full of a tall matrix", func(x Value) Value { u, _, _ := SVDFull(x); r := u.Narrow(1, 2, 5); return r.MatMul(r.T()) }, []Value{arr(5, 2)}},
		{"svd full of a wide matrix", func(x Value) Value { _, _, vh := SVDFull(x); r := vh.Narrow(0, 2, 5); return r.T().MatMul(r) }, []Value{arr(2, 5)}},
		{"svd full, product", func(x Value) Value {
			u, s, vh := SVDFull(x)
			return u.Narrow(2, 0, 2).Mul(s.ExpandDims(-2)).MatMul(Square(vh))
		}, []Value{arr(2, 3, 2)}},
		{"svd stack", SingularValues, []Value{arr(2, 3, 3)}},
		{"qr q", first(QR), []Value{arr(4, 3)}},
		{"qr r", second(QR), []Value{arr(4, 3)}},
		{"qr wide", second(QR), []Value{arr(2, 4)}},
		{"qr wide q", first(QR), []Value{arr(2, 4)}},
		{"qr square", func(x Value) Value { q, r := QR(x); return q.MatMul(Square(r)) }, []Value{spd(4)}},
		{"qr stack", func(x Value) Value { q, r := QR(x); return q.MatMul(Square(r)) }, []Value{arr(2, 4, 3)}},
		{"qr of several blocks", func(x Value) Value { q, r := QR(x); return Square(q).Sum(0).Mul(r.Sum(1)) }, []Value{arr(40, 7)}},
		{"qr full", func(x Value) Value { q, r := QRFull(x); return q.MatMul(Square(r)) }, []Value{arr(3, 4)}},
		{"norm", func(x Value) Value { return Norm(x, nil) }, []Value{arr(2, 3)}},
		{"norm axis", func(x Value) Value { return Norm(x, nil, 1) }, []Value{arr(2, 3)}},
		{"norm complex", func(x Value) Value { return Norm(x, nil, 1) }, []Value{complexArr(2, 3)}},
		{"norm 3", func(x Value) Value { return Norm(x, 3, 0) }, []Value{arr(2, 3)}},
		{"norm inf", func(x Value) Value { return Norm(x, math.Inf(1), 0) }, []Value{arr(2, 3)}},
		{"norm nuc", func(x Value) Value { return Norm(x, ndarray.NucNorm) }, []Value{arr(2, 3)}},
		{"norm matrix 2", func(x Value) Value { return Norm(x, 2) }, []Value{arr(2, 3)}},
		{"norm matrix 1", func(x Value) Value { return Norm(x, 1) }, []Value{arr(2, 3)}},
		// Fourier
		{"fft", func(x Value) Value { return FFT(x, 0, -1, "") }, []Value{complexArr(2, 5)}},
		{"fft of real, padded", func(x Value) Value { return FFT(x, 7, 0, ndarray.NormOrtho) }, []Value{arr(4, 2)}},
		{"fft cut", func(x Value) Value { return FFT(x, 3, 0, "") }, []Value{arr(4, 2)}},
		{"ifft", func(x Value) Value { return IFFT(x, 6, 1, "") }, []Value{complexArr(2, 5)}},
		{"rfft even", func(x Value) Value { return RFFT(x, 0, -1, "") }, []Value{arr(2, 6)}},
		{"rfft odd", func(x Value) Value { return RFFT(x, 0, -1, "") }, []Value{arr(2, 5)}},
		{"rfft n", func(x Value) Value { return RFFT(x, 7, 0, ndarray.NormForward) }, []Value{arr(5, 2)}},
		{"irfft even", func(x Value) Value { return IRFFT(x, 0, -1, "") }, []Value{complexArr(2, 4)}},
		{"irfft odd", func(x Value) Value { return IRFFT(x, 7, -1, "") }, []Value{complexArr(2, 4)}},
		{"irfft cut", func(x Value) Value { return IRFFT(x, 5, -1, ndarray.NormOrtho) }, []Value{complexArr(2, 4)}},
		{"fftn", func(x Value) Value { return FFTN(x, nil, nil, "") }, []Value{arr(2, 3)}},
		{"rfft2", func(x Value) Value { return RFFT2(x, "") }, []Value{arr(2, 3, 4)}},
		{"irfft2", func(x Value) Value { return IRFFT2(x, "") }, []Value{complexArr(3, 3)}},
		{"fftshift", func(x Value) Value { return FFTShift(x) }, []Value{arr(3, 4)}},
		{"ifftshift", func(x Value) Value { return IFFTShift(x, 1) }, []Value{arr(3, 5)}},
		// convolution
		{"convolve full", func(x, y Value) Value { return Convolve(x, y, ndarray.ConvolveFull) }, []Value{arr(5), arr(3)}},
		{"convolve same", func(x, y Value) Value { return Convolve(x, y, ndarray.ConvolveSame) }, []Value{arr(4), arr(6)}},
		{"convolve valid", func(x, y Value) Value { return Convolve(x, y, ndarray.ConvolveValid) }, []Value{arr(5), arr(2)}},
		{"correlate", func(x, y Value) Value { return Correlate(x, y, ndarray.ConvolveFull) }, []Value{complexArr(4), complexArr(3)}},
		{"convolve 2-d", func(x, y Value) Value { return ConvolveND(x, y, ndarray.ConvolveSame) }, []Value{arr(4, 3), arr(2, 3)}},
		{"conv2d", func(x, k Value) Value { return Conv2D(x, k, 2, 1) }, []Value{arr(2, 2, 5, 4), arr(3, 2, 3, 2)}},
		{"max_pool", func(x Value) Value { return MaxPool2D(x, 2, 2) }, []Value{arr(1, 2, 4, 4)}},
		{"avg_pool", func(x Value) Value { return AvgPool2D(x, 2, 1) }, []Value{arr(1, 2, 4, 3)}},
		// special functions
		{"polygamma", func(x Value) Value { return Polygamma(2, x) }, []Value{pos(3)}},
		{"iv", func(x Value) Value { return IV(1.5, x) }, []Value{pos(3)}},
		{"ive", func(x Value) Value { return IVE(2, x) }, []Value{arr(3)}},
		{"jn", func(x Value) Value { return JN(3, x) }, []Value{arr(3)}},
		{"yn", func(x Value) Value { return YN(2, x) }, []Value{pos(3)}},
		{"gammainc", Gammainc, []Value{V([]float64{1.7, 2, 0.4}), V([]float64{0.3, 1, 4})}},
		{"gammaincc", Gammaincc, []Value{V([]float64{1.7, 2, 0.4}), V([][]float64{{1.1}, {7}})}},
		{"betainc", Betainc, []Value{V(1.7), V([]float64{0.5, 2}), V([][]float64{{0.3}, {0.9}})}},
		{"multigammaln", func(x Value) Value { return Multigammaln(x, 3) }, []Value{pos(3).Add(V(2))}},
		// distributions
		{"norm.logpdf", NormLogPDF, []Value{arr(2, 3), arr(3), pos(2, 1)}},
		{"norm.pdf", NormPDF, []Value{arr(3), V(0.1), pos(3)}},
		{"norm.cdf", NormCDF, []Value{arr(3), V(0.1), pos(3)}},
		{"norm.logcdf", NormLogCDF, []Value{V([]float64{-40, -8, 2}), V(0.1), pos(3)}},
		{"norm.sf", NormSF, []Value{arr(3), V(0.1), pos(3)}},
		{"norm.logsf", NormLogSF, []Value{arr(3), V(0.1), pos(3)}},
		{"beta.pdf", BetaPDF, []Value{spread(0, 1, 3), pos(3), V(2)}},
		{"beta.cdf", BetaCDF, []Value{spread(0, 1, 3), V(1.3), V(2)}},
		{"chi2.pdf", Chi2PDF, []Value{pos(3), V(3)}},
		{"chi2.cdf", Chi2CDF, []Value{pos(3), V(3)}},
		{"gamma.pdf", GammaPDF, []Value{pos(3), V(3)}},
		{"gamma.cdf", GammaCDF, []Value{pos(3), V(3)}},
		{"poisson.pmf", func(mu Value) Value { return PoissonPMF(V([]int{0, 1, 4}), mu) }, []Value{pos(3)}},
		{"poisson.cdf", func(mu Value) Value { return PoissonCDF(V([]float64{0, 1, 4}), mu) }, []Value{pos(3)}},
		{"t.logpdf", func(x, loc, scale Value) Value { return TLogPDF(x, V(3.5), loc, scale) }, []Value{arr(3), V(0.3), pos(3)}},
		{"t.pdf df", func(df Value) Value { return TPDF(V(0.3), df, V(0), V(1)) }, []Value{pos(3)}},
		{"t.cdf", func(args ...Value) Value { return TCDF(args[0], args[1], args[2], args[3]) }, []Value{arr(3), V(3.5), V(0.3), pos(3)}},
		{"t.logcdf", func(x, loc, scale Value) Value { return TLogCDF(x, V(3.5), loc, scale) }, []Value{arr(3), V(0.3), pos(3)}},
		{"dirichlet.pdf", DirichletPDF, []Value{V([]float64{0.2, 0.3, 0.5}), pos(3)}},
		{"multivariate_normal.logpdf", func(x, mean, cov Value) Value { return MultivariateNormalLogPDF(x, mean, sym(cov)) }, []Value{arr(2, 3), arr(3), spd(3)}},
		{"multivariate_normal.entropy", func(cov Value) Value { return MultivariateNormalEntropy(sym(cov)) }, []Value{spd(3)}},
		{"sinc at 0", Sinc, []Value{V([]float64{0, 1e-3, 0.02, 1})}},
	} {
		do(c.name, c.f, c.args)
	}
}

func nanFree(x Value) Value { return NanToNum(x) }

func TestOdeint(t *testing.T) {
	// the oscillator y'' = -w²·y: y = cos(w·t)
	oscillator := func(y, t Value, args ...Value) Value {
		return Stack(y.Index(1), args[0].Mul(args[0]).Mul(y.Index(0)).Neg())
	}
	solve := func(y0, ts, w Value) Value { return Odeint(oscillator, y0, ts, w) }
	y0, ts, w := V([]float64{1, 0}), V([]float64{0, 0.7, 2}), V(1.3)
	got := solve(y0, ts, w)
	want := Cos(ts.Mul(w))
	if !ndarray.AllClose(got.Narrow(1, 0, 1).Squeeze(1).Array(), want.Array(), 1e-6, 1e-6) {
		t.Errorf("got %v, want %v", got, want)
	}
	// d cos(wt)/dw = -t·sin(wt)
	g := Grad(func(w Value) Value { return solve(y0, ts, w).Index(2, 0) })(w)
	if want := -2 * math.Sin(2.6); math.Abs(g.Float()-want) > 1e-6 {
		t.Errorf("derivative by w is %v, want %v", g, want)
	}
	// d cos(wt)/dt at the last time
	g = Grad(func(ts Value) Value { return solve(y0, ts, w).Index(2, 0) })(ts)
	if want := -1.3 * math.Sin(2.6); math.Abs(g.Index(2).Float()-want) > 1e-6 || math.Abs(g.Index(1).Float()) > 1e-6 {
		t.Errorf("derivative by ts is %v, want 0, 0, %v", g, want)
	}
	var err error
	func() {
		defer Catch(&err)
		Odeint(func(y, t Value, _ ...Value) Value { return y.Mul(y) }, V([]float64{1}), V([]float64{0, 2}))
	}()
	if err == nil {
		t.Error("no error at a pole")
	}
}

func TestApplyAlongAxis(t *testing.T) {
	x := arr(2, 3, 4)
	if got, want := ApplyAlongAxis(func(v Value) Value { return v.CumSum(0) }, 1, x), x.CumSum(1); !AllClose(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := ApplyAlongAxis(func(v Value) Value { return v.Sum() }, 1, x), x.Sum(1); !AllClose(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestDetOfSingularMatrices compares with the cofactors worked out by hand.
func TestDetOfSingularMatrices(t *testing.T) {
	for _, c := range []struct{ x, want any }{
		{[][]float64{{1, 2}, {2, 4}}, [][]float64{{4, -2}, {-2, 1}}},
		{[][]float64{{0, 0}, {0, 0}}, [][]float64{{0, 0}, {0, 0}}},
		{[][]float64{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}, [][]float64{{-3, 6, -3}, {6, -12, 6}, {-3, 6, -3}}},
		{[][]float64{{1, 2, 3}, {4, 5, 6}, {7, 8, 9 + 1e-14}}, [][]float64{{-3, 6, -3}, {6, -12, 6}, {-3, 6, -3}}},
		{[][]complex128{{1, 1i}, {1i, -1}}, [][]complex128{{-1, -1i}, {-1i, 1}}},
	} {
		x := V(c.x)
		g := HolomorphicGrad(Det)(x)
		if !x.IsComplex() {
			g = Grad(Det)(x)
		}
		if !AllClose(g, V(c.want)) {
			t.Errorf("cofactors of %v are %v, want %v", x, g, c.want)
		}
		if d := Deriv(Det)(x); !AllClose(d, V(c.want).Sum()) {
			t.Errorf("forward mode at %v gives %v", x, d)
		}
	}
}
