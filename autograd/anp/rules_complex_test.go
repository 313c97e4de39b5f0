package anp

// Rules with complex numbers, against finite differences.

import (
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// hermitian is the Hermitian part of a matrix, and hpd a positive definite one.
func hermitian(x Value) Value { return x.Add(herm(x)).Mul(half) }
func hpd(n int) Value {
	a := complexArr(n, n)
	return a.MatMul(herm(a)).Add(V(ndarray.Eye(n)))
}

func TestComplexElementwise(t *testing.T) {
	z := complexArr(2, 3)
	for _, c := range []struct {
		name string
		f    func(Value) Value
	}{
		{"exp", Exp}, {"log", Log}, {"sqrt", Sqrt}, {"sin", Sin}, {"cos", Cos}, {"tan", Tan},
		{"sinh", Sinh}, {"cosh", Cosh}, {"tanh", Tanh}, {"arcsin", Arcsin}, {"arccos", Arccos}, {"arctan", Arctan},
		{"arcsinh", Arcsinh}, {"arccosh", Arccosh}, {"arctanh", Arctanh}, {"square", Square}, {"reciprocal", Reciprocal},
		{"abs", Abs}, {"angle", Angle}, {"real", Real}, {"imag", Imag}, {"conj", Conj}, {"negative", Negative},
		{"power", func(z Value) Value { return z.Pow(V(2.5)) }}, {"expit", Expit},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, c.f, []Value{z}, 2) })
	}
}

func TestComplexFunctions(t *testing.T) {
	mask := V([]bool{true, false, true})
	for _, c := range []struct {
		name string
		f    any
		args []Value
	}{
		{"cholesky complex", func(x Value) Value { return Cholesky(hermitian(x)) }, []Value{hpd(3)}},
		{"eigh complex values", func(x Value) Value { return first(Eigh)(hermitian(x)) }, []Value{hpd(3)}},
		{"eigh complex vectors", func(x Value) Value { _, v := Eigh(hermitian(x)); return Square(v.Abs()) }, []Value{hpd(3)}},
		{"eig complex values", first(Eig), []Value{complexArr(3, 3)}},
		{"eig complex vectors", func(x Value) Value { _, v := Eig(x); return Square(v.Abs()) }, []Value{complexArr(3, 3)}},
		{"svd complex", SingularValues, []Value{complexArr(3, 2)}},
		{"svd complex product", func(x Value) Value { u, s, vh := SVD(x); return u.Mul(Exp(s)).MatMul(vh) }, []Value{complexArr(3, 2)}},
		{"qr complex", func(x Value) Value { q, r := QR(x); return q.MatMul(Square(r)) }, []Value{complexArr(3, 2)}},
		{"pinv complex", Pinv, []Value{complexArr(3, 2)}},
		{"sqrtm complex", Sqrtm, []Value{hpd(2)}},
		{"solve_triangular complex", func(a, b Value) Value { return SolveTriangular(a, b, true, true) }, []Value{hpd(3), complexArr(3)}},
		{"det complex", Det, []Value{complexArr(3, 3)}},
		{"prod complex", func(x Value) Value { return Prod(x, 0) }, []Value{complexArr(3, 2)}},
		{"mean complex", func(x Value) Value { return Mean(x) }, []Value{complexArr(3, 2)}},
		{"cumprod complex", func(x Value) Value { return CumProd(x, 0) }, []Value{complexArr(3)}},
		{"convolve complex", func(x, y Value) Value { return Convolve(x, y, ndarray.ConvolveSame) }, []Value{complexArr(4), arr(3)}},
		{"where complex", func(x, y Value) Value { return Where(mask, x, y) }, []Value{complexArr(3), arr(3)}},
		{"stack of real and complex", func(x, y Value) Value { return Stack(x, y) }, []Value{complexArr(3), arr(3)}},
		{"concatenate real and complex", func(x, y Value) Value { return Concatenate(0, x, y) }, []Value{arr(2), complexArr(3)}},
		{"einsum real and complex", func(x, y Value) Value { return Einsum("i,i->", x, y) }, []Value{arr(3), complexArr(3)}},
		{"tensordot complex", func(x, y Value) Value { return TensorDot(x, y, []int{1}, []int{0}) }, []Value{complexArr(2, 3), arr(3, 2)}},
		{"var complex", func(x Value) Value { return Abs(x.Sub(x.Mean())).Sum() }, []Value{complexArr(3)}},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, c.f, c.args, 2) })
	}
}
