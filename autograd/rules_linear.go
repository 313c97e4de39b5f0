package autograd

// Matrix products.

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

type none struct{}

var matmul Prim

func init() {
	Op2[none]{Prim: &matmul, Name: "matmul", Doc: "matrix product; leading axes are broadcast", Pure: true,
		A: func(x, y *ndarray.Array, _ none) *ndarray.Array { return ndarray.MatMul(x, y) },
		VJPX: func(g, _, x, y Value, _ none) Value {
			_, y2, g := matrices(x, y, g)
			return matmulGrad(g.MatMul(y2.SwapAxes(-1, -2)), x, 0)
		},
		VJPY: func(g, _, x, y Value, _ none) Value {
			x2, _, g := matrices(x, y, g)
			return matmulGrad(x2.SwapAxes(-1, -2).MatMul(g), y, 1)
		},
	}.Define()
	matmul.accumulate = accumulateMatMul
}

// accumulateMatMul adds g·yᵀ or xᵀ·g to dst, for matrices of one type.
func accumulateMatMul(argnum int, dst, g *ndarray.Array, x, y Value) bool {
	a, b := g, g
	switch {
	case x.a == nil || y.a == nil || x.a.NDim() != 2 || y.a.NDim() != 2 || dst.NDim() != 2 || g.NDim() != 2:
		return false
	case argnum == 0:
		b = y.a.T()
	default:
		a = x.a.T()
	}
	if dst.DType() != a.DType() || dst.DType() != b.DType() {
		return false
	}
	ndarray.AddMatMul(dst, a, b)
	return true
}

// matrices turns the vectors among x and y into matrices, and g into what the product of these would have.
func matrices(x, y, g Value) (x2, y2, g2 Value) {
	x2, y2, g2 = x, y, g
	if y.NDim() == 1 {
		y2, g2 = y.ExpandDims(1), g2.ExpandDims(-1)
	}
	if x.NDim() == 1 {
		x2, g2 = x.ExpandDims(0), g2.ExpandDims(-2)
	}
	return x2, y2, g2
}

// matmulGrad brings the cotangent of a matrix to the shape of the argument: a vector's has lost its axis again, and
// repeated matrices are summed.
func matmulGrad(g, arg Value, argnum int) Value {
	if arg.NDim() == 1 {
		g = g.Squeeze(argnum - 2)
	}
	return unbroadcast(g, arg)
}

// MatMul returns the matrix product, as NumPy's @: vectors are rows on the left and columns on the right, and leading axes
// are broadcast.
func (v Value) MatMul(w Value) Value { return matmul.apply2(v, w, none{}) }

// Dot returns the dot product, as numpy.dot: of vectors the inner product, of matrices the matrix product, with numbers
// the product, and else the sum over the last axis of v and the last but one of w.
func (v Value) Dot(w Value) Value {
	switch {
	case v.NDim() == 0 || w.NDim() == 0:
		return v.Mul(w)
	case w.NDim() <= 2:
		return v.MatMul(w)
	}
	return TensorDot(v, w, []int{-1}, []int{-2})
}

// TensorDot returns the sum of products over pairs of axes; the remaining axes of x come first, then those of y.
func TensorDot(x, y Value, xAxes, yAxes []int) Value {
	if len(xAxes) != len(yAxes) {
		panic(&ndarray.ValueError{Op: "tensordot", Msg: fmt.Sprintf("got %d axes of the first array and %d of the second", len(xAxes), len(yAxes))})
	}
	distinct(xAxes, x.NDim())
	distinct(yAxes, y.NDim())
	xPerm, xKept := permuteLast(x.NDim(), orEmpty(xAxes))
	yPerm, yKept := permuteLast(y.NDim(), orEmpty(yAxes))
	for i := range xAxes { // pair them in the order they were given
		xPerm[xKept+i] = axisFromFront(xAxes[i], x.NDim())
		yPerm[yKept+i] = axisFromFront(yAxes[i], y.NDim())
		if n, m := x.Dim(xAxes[i]), y.Dim(yAxes[i]); n != m {
			panic(&ndarray.ShapeError{Op: "tensordot", Shapes: [][]int{x.Shape(), y.Shape()}, Msg: "differ along the axes that are summed"})
		}
	}
	xt, yt := x.Transpose(xPerm...), y.Transpose(yPerm...)
	n := count(x, orEmpty(xAxes))
	shape := append(xt.Shape()[:xKept], yt.Shape()[:yKept]...)
	rows, cols := 1, 1
	for _, k := range shape[:xKept] {
		rows *= k
	}
	for _, k := range shape[xKept:] {
		cols *= k
	}
	return xt.Reshape(rows, n).MatMul(yt.Reshape(cols, n).T()).Reshape(shape...)
}

// distinct panics unless axes are valid and all different.
func distinct(axes []int, ndim int) {
	seen := make([]bool, ndim)
	for _, axis := range axes {
		a := dimension("tensordot", axis, ndim)
		if seen[a] {
			panic(&ndarray.AxisError{Op: "tensordot", Axis: axis, NDim: ndim, Msg: "is named twice"})
		}
		seen[a] = true
	}
}

func orEmpty(axes []int) Axes {
	if axes == nil {
		return Axes{}
	}
	return axes
}

func axisFromFront(axis, ndim int) int {
	if axis < 0 {
		return axis + ndim
	}
	return axis
}
