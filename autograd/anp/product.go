package anp

// Products of vectors, matrices and tensors.

import (
	"slices"
	"strings"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

var einsum Prim

func init() {
	OpN[string]{Prim: &einsum, Name: "einsum", Doc: "sum of products in Einstein's notation",
		A: func(xs []*ndarray.Array, spec string) *ndarray.Array { return ndarray.Einsum(spec, xs...) },
		VJP: func(argnum int, g, _ Value, xs []Value, spec string) Value {
			ins, out, _ := strings.Cut(spec, "->")
			terms := strings.Split(ins, ",")
			want := terms[argnum]
			terms[argnum] = out
			return sumLike(einsum.ApplyN(Subval(xs, argnum, g), strings.Join(terms, ",")+"->"+want), xs[argnum])
		},
	}.Define()
}

// sumLike sums g over the axes along which x has length 1 and g has not.
func sumLike(g, x Value) Value {
	var axes []int
	for i, n := range x.Shape() {
		if n == 1 && g.Dim(i) != 1 {
			axes = append(axes, i)
		}
	}
	if axes == nil {
		return g
	}
	return KeepDims(Sum)(g, axes...)
}

// Einsum returns the sum of products of xs that spec describes, as NumPy's einsum: "ij,jk->ik" is the matrix product,
// "ii->i" the diagonal, "...i,...i" inner products.
func Einsum(spec string, xs ...Value) Value {
	arrays := make([]*ndarray.Array, len(xs))
	for i, x := range xs {
		arrays[i] = like(x)
	}
	ins, out := ndarray.ParseEinsum(spec, arrays...)
	// The rule above wants each letter once in a term, and none that only this term has: such letters are diagonals, and
	// sums over axes.
	xs = slices.Clone(xs)
	for i := range xs {
		xs[i], ins[i] = diagonals(xs[i], ins[i])
		others := out + strings.Join(ins[:i], "") + strings.Join(ins[i+1:], "")
		xs[i], ins[i] = sumAlone(xs[i], ins[i], others)
	}
	return einsum.ApplyN(xs, strings.Join(ins, ",")+"->"+out)
}

// diagonals takes the diagonal of axes with the same letter until there are none.
func diagonals(x Value, letters string) (Value, string) {
	for i := 0; i < len(letters); i++ {
		if j := strings.IndexByte(letters[i+1:], letters[i]); j >= 0 {
			j += i + 1
			letter := letters[i]
			letters = letters[:i] + letters[i+1:j] + letters[j+1:] + string(letter)
			x, i = x.Diagonal(0, i, j), -1
		}
	}
	return x, letters
}

// sumAlone sums over the axes whose letter is in no other term and not in the result.
func sumAlone(x Value, letters, others string) (Value, string) {
	var axes []int
	var kept []byte
	for i := range len(letters) {
		if strings.IndexByte(others, letters[i]) < 0 {
			axes = append(axes, i)
		} else {
			kept = append(kept, letters[i])
		}
	}
	if axes != nil {
		x = x.Sum(axes...)
	}
	return x, string(kept)
}

// MatMul returns the matrix product, as NumPy's @: vectors are rows on the left and columns on the right, and leading axes
// are broadcast.
func MatMul(x, y Value) Value { return x.MatMul(y) }

// Dot returns the inner product of vectors, the matrix product of matrices, and else the sum over the last axis of x and
// the last but one of y.
func Dot(x, y Value) Value { return x.Dot(y) }

// VDot returns the inner product of the flattened arrays, with x conjugated.
func VDot(x, y Value) Value { return x.Conj().Ravel().Dot(y.Ravel()) }

// Inner returns the sum of products over the last axes.
func Inner(x, y Value) Value {
	if x.NDim() == 0 || y.NDim() == 0 {
		return x.Mul(y)
	}
	return TensorDot(x, y, []int{-1}, []int{-1})
}

// Outer returns the products of all pairs of elements of the flattened arrays.
func Outer(x, y Value) Value { return x.Reshape(-1, 1).Mul(y.Reshape(1, -1)) }

// Kron returns the Kronecker product: y, multiplied by each element of x, side by side.
func Kron(x, y Value) Value {
	n := max(x.NDim(), y.NDim())
	var xs, ys, out []int
	for i := range n {
		a, b := lengthOf(x, i-n+x.NDim()), lengthOf(y, i-n+y.NDim())
		xs, ys, out = append(xs, a, 1), append(ys, 1, b), append(out, a*b)
	}
	return x.Reshape(xs...).Mul(y.Reshape(ys...)).Reshape(out...)
}

func lengthOf(x Value, axis int) int {
	if axis < 0 {
		return 1
	}
	return x.Dim(axis)
}

// Cross returns the cross product of vectors of three elements along the last axes, which are broadcast.
func Cross(x, y Value) Value {
	if x.NDim() == 0 || y.NDim() == 0 || x.Dim(-1) != 3 || y.Dim(-1) != 3 {
		panic(&ndarray.ShapeError{Op: "cross", Shapes: [][]int{x.Shape(), y.Shape()}, Msg: "have not three elements along their last axes"})
	}
	at := func(v Value, i int) Value { return v.At(ndarray.Ellipsis, i) }
	component := func(i, j int) Value { return at(x, i).Mul(at(y, j)).Sub(at(x, j).Mul(at(y, i))) }
	return StackAlong(-1, component(1, 2), component(2, 0), component(0, 1))
}
