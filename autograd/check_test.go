package autograd

import (
	"strings"
	"testing"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func TestCheckGradsFindsWrongRules(t *testing.T) {
	wrong := Primitive("wrong", func(x Value) Value { return x.Mul(x) })
	DefVJP(wrong, func(g, ans, x Value) Value { return g.Mul(x) })
	DefJVP(wrong, func(g, ans, x Value) Value { return g.Mul(x) })
	for _, mode := range []Mode{Forward, Reverse} {
		err := CheckGrads(wrong.Call1, []Value{V(3)}, mode, 1)
		if err == nil || !strings.Contains(err.Error(), "finite differences give") {
			t.Errorf("mode %d: got %v, want a GradError", mode, err)
		}
	}
	if err := CheckGrads(documentF, []Value{V(1.3), V(2)}, Forward|Reverse, 3); err != nil {
		t.Error(err)
	}
}

// arr returns an array of numbers between -1.5 and 1.5, none of them equal or 0.
func arr(shape ...int) Value {
	n := 1
	for _, d := range shape {
		n *= d
	}
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = float64((i*7+3)%(2*n+1))/float64(2*n+1)*3 - 1.47
	}
	return Wrap(ndarray.Of(xs, n).Reshape(shape...))
}

func TestRules(t *testing.T) {
	mask := Wrap(ndarray.FromSlice([]bool{true, false, true}))
	z := arr(2, 3).Mul(V(complex(1, 0.5))).Add(V(0.3i))
	for _, c := range []struct {
		name string
		f    any
		args []Value
	}{
		{"add broadcast", Value.Add, []Value{arr(2, 3), arr(3)}},
		{"sub broadcast", Value.Sub, []Value{arr(2, 1), arr(3)}},
		{"mul number", Value.Mul, []Value{arr(2, 3), V(2)}},
		{"div", Value.Div, []Value{arr(2, 3), arr(3).Add(V(3))}},
		{"pow", Value.Pow, []Value{arr(2, 3).Add(V(2)), arr(3)}},
		{"mod", Value.Mod, []Value{arr(2, 3), V(0.7)}},
		{"pow 2", func(x Value) Value { return x.Pow(V(2)) }, []Value{arr(3)}},
		{"pow 0", func(x Value) Value { return x.Pow(V(0)) }, []Value{arr(3)}},
		{"pow 3", func(x Value) Value { return x.Pow(V(3)) }, []Value{V([]float64{0, 1, -1})}},
		{"abs", Value.Abs, []Value{arr(3)}},
		{"complex mul", Value.Mul, []Value{z, z.Add(V(1))}},
		{"complex div real", Value.Div, []Value{arr(3), z}},
		{"complex abs", Value.Abs, []Value{z}},
		{"complex real", Value.Real, []Value{z}},
		{"complex imag", Value.Imag, []Value{z}},
		{"complex conj", Value.Conj, []Value{z}},
		{"sum", func(x Value) Value { return x.Sum() }, []Value{arr(2, 3)}},
		{"sum of axis", func(x Value) Value { return x.Sum(-1) }, []Value{arr(2, 3)}},
		{"mean", func(x Value) Value { return x.Mean(0, 2) }, []Value{arr(2, 3, 2)}},
		{"prod", func(x Value) Value { return x.Prod() }, []Value{arr(2, 3)}},
		{"prod with zero", func(x Value) Value { return x.Prod(1) }, []Value{V([][]float64{{1, 0, 2}, {0, 0, 3}, {1, 2, 3}})}},
		{"max", func(x Value) Value { return x.Max(1) }, []Value{arr(2, 3)}},
		{"min", func(x Value) Value { return x.Min() }, []Value{arr(2, 3)}},
		{"ptp", func(x Value) Value { return x.Ptp(0) }, []Value{arr(2, 3)}},
		{"var", func(x Value) Value { return x.VarDDof(1, 1) }, []Value{arr(2, 3)}},
		{"std", func(x Value) Value { return x.Std() }, []Value{arr(2, 3)}},
		{"cumsum", func(x Value) Value { return x.CumSum(1) }, []Value{arr(2, 3)}},
		{"cumprod", func(x Value) Value { return x.CumProd(0) }, []Value{arr(3, 2)}},
		{"cumprod with zero", func(x Value) Value { return x.CumProd(0) }, []Value{V([][]float64{{1, 2}, {0, 3}, {2, 0}})}},
		{"reshape", func(x Value) Value { return x.Reshape(3, -1) }, []Value{arr(2, 3)}},
		{"transpose", func(x Value) Value { return x.Transpose(2, 0, 1) }, []Value{arr(2, 3, 2)}},
		{"swapaxes", func(x Value) Value { return x.SwapAxes(0, -1) }, []Value{arr(2, 3, 2)}},
		{"flip", func(x Value) Value { return x.Flip(1) }, []Value{arr(2, 3)}},
		{"diagonal", func(x Value) Value { return x.Diagonal(1, 0, 1) }, []Value{arr(3, 4, 2)}},
		{"trace", Value.Trace, []Value{arr(3, 3)}},
		{"repeat", func(x Value) Value { return x.Repeat(2, 1) }, []Value{arr(2, 3)}},
		{"broadcast", func(x Value) Value { return x.BroadcastTo(2, 3, 4) }, []Value{arr(3, 1)}},
		{"squeeze", func(x Value) Value { return x.Squeeze() }, []Value{arr(2, 1, 3)}},
		{"concatenate", func(x, y Value) Value { return Concatenate(1, x, y, x) }, []Value{arr(2, 1), arr(2, 3)}},
		{"stack", func(x, y Value) Value { return StackAlong(-1, x, y) }, []Value{arr(2, 3), arr(2, 3)}},
		{"stack of numbers", func(x, y Value) Value { return Stack(x, V(1), y) }, []Value{V(2), V(3)}},
		{"index", func(x Value) Value { return x.At(1, -1) }, []Value{arr(2, 3)}},
		{"slice", func(x Value) Value { return x.At(ndarray.Ellipsis, ndarray.RangeStep(2, 0, -1)) }, []Value{arr(2, 3)}},
		{"mask", func(x Value) Value { return x.At(ndarray.Whole(), mask) }, []Value{arr(2, 3)}},
		{"indices twice", func(x Value) Value { return x.At([]int{1, 0, 1, 1}) }, []Value{arr(2, 3)}},
		{"set", func(x, y Value) Value { return x.Set(y, 1) }, []Value{arr(2, 3), arr(3)}},
		{"addat", func(x, y Value) Value { return x.AddAt(y, []int{1, 1, 0}) }, []Value{arr(2), arr(3)}},
		{"where", func(x, y Value) Value { return Where(mask, x, y) }, []Value{arr(2, 1), arr(3)}},
		{"matmul", Value.MatMul, []Value{arr(2, 3), arr(3, 4)}},
		{"matmul vector matrix", Value.MatMul, []Value{arr(3), arr(3, 4)}},
		{"matmul matrix vector", Value.MatMul, []Value{arr(2, 3), arr(3)}},
		{"matmul vectors", Value.MatMul, []Value{arr(3), arr(3)}},
		{"matmul batch", Value.MatMul, []Value{arr(2, 1, 2, 3), arr(2, 3, 2)}},
		{"matmul batch vector", Value.MatMul, []Value{arr(3), arr(2, 3, 2)}},
		{"dot n-d", Value.Dot, []Value{arr(2, 3), arr(2, 3, 2)}},
		{"tensordot", func(x, y Value) Value { return TensorDot(x, y, []int{0, 2}, []int{1, 0}) }, []Value{arr(2, 3, 4), arr(4, 2, 3)}},
		{"float32", func(x, y Value) Value { return x.Mul(y).Sum() }, []Value{arr(3).AsType(ndarray.Float32), arr(3).AsType(ndarray.Float32)}},
		{"complex matmul", Value.MatMul, []Value{z, z.T()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var err error
			switch f := c.f.(type) {
			case func(Value) Value:
				err = CheckGrads(f, c.args, Forward|Reverse, 2)
			case func(x, y Value) Value:
				err = CheckGrads(f, c.args, Forward|Reverse, 2)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
}
