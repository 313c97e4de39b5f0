package anp

// What is wrong in HIPS autograd 1.9.1, by NumPy's names: each must be right here, in both modes and to second order.

import (
	"slices"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func TestDefectsOfHIPS(t *testing.T) {
	condition := V([]bool{true, false, true})
	type kw = map[string]any
	on := func(name string, kwargs kw, rest ...any) func(Value) Value { // of the first argument
		return func(x Value) Value {
			out, err := Lookup(name).Call(append([]any{x}, rest...), kwargs)
			if err != nil {
				panic(err)
			}
			return out[0]
		}
	}
	spd3 := spd(3)
	for _, c := range []struct {
		name  string
		f     func(Value) Value
		x     Value
		shape []int // of the result
	}{
		{"where with a vector that is broadcast", func(x Value) Value { return Where(condition, arr(2, 3), x) }, arr(3), []int{2, 3}},
		{"where with a number that is broadcast", func(x Value) Value { return Where(condition, x, arr(2, 3)) }, V(0.3), []int{2, 3}},
		{"outer of matrices", on("outer", nil, arr(2)), arr(2, 2), []int{4, 2}},
		{"outer of a number", on("outer", nil, arr(2)), V(0.3), []int{1, 2}},
		{"diag of a matrix that is not square", on("diag", nil), arr(2, 4), []int{2}},
		{"tile of a matrix by a number", on("tile", nil, 3), arr(2, 2), []int{2, 6}},
		{"full of an array", func(x Value) Value { return Full(x, 2, 3) }, arr(3), []int{2, 3}},
		{"roll along several axes", on("roll", kw{"axis": []int{0, 1}}, []int{1, -2}), arr(2, 3), []int{2, 3}},
		{"repeat of a number", on("repeat", nil, 3), V(0.3), []int{3}},
		{"diagonal of the first axes", on("diagonal", nil), arr(3, 4, 2), []int{2, 3}},
		{"diagonal with an offset", on("diagonal", kw{"offset": 1}), arr(3, 4), []int{3}},
		{"sort of a matrix", on("sort", kw{"axis": 0}), arr(4, 2), []int{4, 2}},
		{"partition of a matrix", on("partition", kw{"axis": 0}, 1), arr(3, 2), []int{3, 2}},
		{"einsum ii->", func(x Value) Value { return Einsum("ii->", x) }, arr(3, 3), []int{}},
		{"einsum ii->i", func(x Value) Value { return Einsum("ii->i", x) }, arr(3, 3), []int{3}},
		{"rfft of an odd length", on("fft.rfft", nil), arr(5), []int{3}},
		{"rfft, filled up", on("fft.rfft", kw{"n": 8}), arr(5), []int{5}},
		{"rfft, cut off", on("fft.rfft", kw{"n": 3}), arr(5), []int{2}},
		{"irfft to an odd length", on("fft.irfft", kw{"n": 5}), complexArr(3), []int{5}},
		{"arccosh where the real part is negative", Arccosh, V([]complex128{-1.3 + 0.4i, -0.2 - 0.7i}), []int{2}},
		{"var over several axes", on("var", kw{"axis": []int{0, 2}}), arr(2, 3, 2), []int{3}},
		{"norm of a complex vector", on("linalg.norm", nil), complexArr(3), []int{}},
		{"broadcast_to by name", func(x Value) Value { return on("broadcast_to", kw{"shape": []int{2, 3}})(x) }, arr(3), []int{2, 3}},
		{"broadcast_to of a number", on("broadcast_to", nil, []int{2, 3}), V(0.3), []int{2, 3}},
		{"multivariate_normal.logpdf by a symmetric cov", func(s Value) Value {
			return MultivariateNormalLogPDF(arr(3), arr(3).Mul(half), s.Add(tr(s)).Mul(half))
		}, spd3, []int{}},
		{"cholesky of a symmetric matrix", func(s Value) Value { return Cholesky(s.Add(tr(s)).Mul(half)) }, spd3, []int{3, 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.f(c.x).Shape(); !slices.Equal(got, c.shape) {
				t.Errorf("shape %v, want %v", got, c.shape)
			}
			check(t, c.f, []Value{c.x}, 2)
		})
	}
	// norm's derivative in forward mode is real, and a matrix' gradient is that of symmetric changes
	if _, d := MakeJVP(func(x Value) Value { return Norm(x, nil) })(complexArr(3))(complexArr(3)); d.DType() != ndarray.Float64 {
		t.Errorf("the derivative of a norm is %v", d)
	}
	if g := Grad(func(s Value) Value { return Cholesky(s).Sum() })(spd3); !AllClose(g, tr(g)) {
		t.Errorf("the gradient %v is not symmetric", g)
	}
}
