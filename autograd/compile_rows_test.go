package autograd_test

// Compile with sums along axes: the values of the plain function, whichever axes, shapes and types.

import (
	"fmt"
	"math"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// rowsOf are functions whose sums go along rows, or over them.
var rowsOf = []struct {
	name string
	f    func(x, row Value) Value
}{
	{"softmax", func(x, row Value) Value { return anp.Softmax(x, -1).Mul(row).Sum() }},
	{"cross-entropy", func(x, row Value) Value { return anp.LogSoftmax(x, -1).Mul(row).Sum().Neg() }},
	{"softmax along the first axis", func(x, row Value) Value { return anp.LogSoftmax(x, 0).Mul(row).Sum() }},
	{"normalised rows", func(x, row Value) Value {
		c := x.Sub(anp.KeepDims(anp.Mean)(x, -1))
		return anp.Square(c.Div(anp.Sqrt(anp.KeepDims(anp.Mean)(c.Mul(c), -1).Add(V(1e-3)))).Mul(row).Add(row)).Mean()
	}},
	{"normalised by variance", func(x, row Value) Value {
		return x.Sub(anp.KeepDims(anp.Mean)(x, -1)).Div(anp.Sqrt(anp.KeepDims(anp.Var)(x, -1))).Mul(row).Sum()
	}},
	{"normalised by deviation", func(x, row Value) Value { return x.Div(anp.KeepDims(anp.Std)(x, -1)).Mul(row).Sum() }},
	{"normalised columns", func(x, row Value) Value {
		return x.Sub(x.Mean(0)).Div(anp.Sqrt(x.Var(0))).Mul(row).Sum()
	}},
	{"bias", func(x, row Value) Value { return anp.Tanh(x.Mul(x).Add(row)).Mean(0).Mul(row).Sum() }},
	{"largest", func(x, row Value) Value { return x.Mul(row).Max(-1).Add(x.Min(-1)).Sum() }},
	{"functions of sums", func(x, row Value) Value {
		s := x.Sum(-1)
		return anp.Tanh(s).Mul(s).Add(anp.Square(x).Sum(-1)).Sum()
	}},
	{"sums of both axes", func(x, row Value) Value {
		e := anp.Exp(x)
		return e.Sum(-1).Max().Mul(e.Sum(0).Max()).Mul(e.Mean())
	}},
	{"rows scaled", func(x, row Value) Value {
		return x.Mul(anp.KeepDims(anp.LogSumExp)(x, -1)).Mul(row).Sum(-1).Mean()
	}},
	{"clipped by their mean", func(x, row Value) Value {
		m := anp.KeepDims(anp.Mean)(x, -1)
		return Where(x.Greater(m), x, m).Mul(row).Sum()
	}},
	{"sums are shape (n,) beside rows", func(x, row Value) Value {
		return x.Sum(-1).Mul(V(2)).Mul(x.Mul(x).Sum(-1)).Sum().Add(x.Add(row).Sum())
	}},
	{"moments of moments", func(x, row Value) Value { return x.Std(-1).Var() }},
}

func TestCompileRows(t *testing.T) {
	for _, dt := range []ndarray.DType{ndarray.Float64, ndarray.Float32} {
		tolerance := map[ndarray.DType]float64{ndarray.Float64: 1e-12, ndarray.Float32: 2e-5}[dt]
		for _, shape := range [][]int{{3, 2}, {4, 4}, {7, 10}, {33, 5}, {130, 37}, {3, 1200}, {4, 3, 5}, {1, 6}, {6, 1}, {2, 3000}} {
			x, row := wave(dt, shape...), wave(dt, shape[len(shape)-1]).Add(V(0.5).AsType(dt)).AsType(dt)
			for _, c := range rowsOf {
				t.Run(fmt.Sprintf("%v%v/%s", dt, shape, c.name), func(t *testing.T) {
					f := func(x []Value) Value { return c.f(x[0], x[1]) }
					plain, compiled := ValueAndGradOf(f), Compile(ValueAndGradOf(f))
					for range 2 {
						v, g := compiled([]Value{x, row})
						wantV, wantG := plain([]Value{x, row})
						for i, pair := range [][2]Value{{v, wantV}, {g[0], wantG[0]}, {g[1], wantG[1]}} {
							got, want := pair[0], pair[1]
							if got.DType() != want.DType() || !ndarray.SameShape(got.Array(), want.Array()) || !closeTo(got.AsType(ndarray.Float64).Floats(), want.AsType(ndarray.Float64).Floats(), tolerance) {
								t.Errorf("result %d: got %v, want %v", i, got, want)
							}
						}
					}
				})
			}
		}
	}
}

// closeTo is AllClose that takes what is no number for equal.
func closeTo(got, want []float64, tolerance float64) bool {
	for i := range want {
		if got[i] != want[i] && !(math.Abs(got[i]-want[i]) <= tolerance*(1+math.Abs(want[i]))) && (got[i] == got[i] || want[i] == want[i]) {
			return false
		}
	}
	return true
}

// TestCompileRowsBits has results without sums over many blocks: those have the very bits of the function.
func TestCompileRowsBits(t *testing.T) {
	for _, shape := range [][]int{{7, 10}, {33, 64}, {129, 37}, {5, 1500}, {4, 3, 50}} {
		for _, dt := range []ndarray.DType{ndarray.Float64, ndarray.Float32} {
			x := wave(dt, shape...)
			for _, c := range []struct {
				name string
				f    func(x Value) Value
			}{
				{"log-softmax", func(x Value) Value { return anp.LogSoftmax(x, -1) }},
				{"logsumexp", func(x Value) Value { return anp.LogSumExp(x, -1) }},
				{"variance", func(x Value) Value { return x.Var(-1) }},
				{"deviation", func(x Value) Value { return x.StdDDof(1, -1) }},
				{"mean", func(x Value) Value { return anp.Tanh(x).Mean(-1) }},
				{"mean of rows", func(x Value) Value { return anp.Tanh(x).Mean(0) }},
				{"sum over rows", func(x Value) Value { return x.Mul(x).Sum(0).Add(anp.Exp(x)) }},
				{"largest", func(x Value) Value { return x.Max(-1).Sub(x.Min(-1)) }},
				{"spread", func(x Value) Value { return anp.KeepDims(anp.Sum)(x.Mul(x), -1).BroadcastTo(x.Shape()...) }},
				{"finite", func(x Value) Value { return Where(anp.IsFinite(anp.Log(x)), x, V(0)) }},
			} {
				equalBits(t, fmt.Sprintf("%s of %v %v", c.name, dt, shape), Compile(c.f)(x), c.f(x))
			}
		}
	}
}

// TestCompileRowsOdd has rows with infinities and NaN.
func TestCompileRowsOdd(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	x := V([][]float64{{1, inf, 2}, {-inf, -inf, -inf}, {nan, 1, 2}, {0, -inf, 0}, {-1, -2, -3}})
	for _, f := range []func(Value) Value{
		func(x Value) Value { return anp.LogSumExp(x, 1) },
		Grad(func(x Value) Value { return anp.LogSumExp(x, 1).Sum() }),
		func(x Value) Value { return x.Max(1) },
		func(x Value) Value { return anp.IsFinite(x).AsType(ndarray.Float64) },
	} {
		got, want := Compile(f)(x).Floats(), f(x).Floats()
		for i := range want {
			if got[i] != want[i] && (got[i] == got[i] || want[i] == want[i]) {
				t.Fatalf("got %v, want %v", got, want)
			}
		}
	}
}
