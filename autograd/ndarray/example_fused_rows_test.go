package ndarray_test

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// A softmax in one pass: the largest element of each row, and the sum of exponentials, are values of rows.
func ExampleFused_Rows() {
	f := ndarray.NewFused(ndarray.Float64)
	f.Rows(3)
	x := f.Full()
	top, _ := f.Fold("max", x)
	shifted, _ := f.Binary("subtract", nil, x, top)
	e, _ := f.Unary("exp", nil, shifted)
	sum, _ := f.Fold("sum", e)
	y, _ := f.Binary("divide", nil, e, sum)
	f.Output(y, false)
	f.Finish()

	in, out := ndarray.Of([]float64{0, 0, 0, 1000, -1000, 1000}, 2, 3), ndarray.Zeros(2, 3)
	f.Run(6, []*ndarray.Array{in}, nil, []*ndarray.Array{out}, nil)
	fmt.Println(out)
	// Output:
	// [[0.33333333 0.33333333 0.33333333]
	//  [0.5        0.         0.5       ]]
}

func ExampleFused_Fold() {
	f := ndarray.NewFused(ndarray.Float64)
	f.Rows(2)
	s, ok := f.Fold("sum", f.Full())
	_, known := f.Fold("median", f.Full())
	fmt.Println(ok, known, f.IsPerRow(s))
	// Output: true false true
}

func ExampleFused_IsPerRow() {
	f := ndarray.NewFused(ndarray.Float64)
	f.Rows(2)
	x, scale := f.Full(), f.PerRow()
	y, _ := f.Binary("multiply", nil, x, scale)
	z, _ := f.Unary("sqrt", nil, scale)
	fmt.Println(f.IsPerRow(x), f.IsPerRow(scale), f.IsPerRow(y), f.IsPerRow(z))
	// Output: false true false true
}

func ExampleFused_PerRow() {
	f := ndarray.NewFused(ndarray.Float64)
	f.Rows(2)
	x, scale := f.Full(), f.PerRow()
	y, _ := f.Binary("multiply", nil, x, scale)
	f.Output(y, false)
	f.Finish()
	out := ndarray.Zeros(2, 2)
	f.Run(4, []*ndarray.Array{ndarray.Ones(2, 2), ndarray.Of([]float64{10, 20}, 2)}, nil, []*ndarray.Array{out}, nil)
	fmt.Println(out)
	// Output:
	// [[10. 10.]
	//  [20. 20.]]
}

func ExampleFused_Spread() {
	f := ndarray.NewFused(ndarray.Float64)
	f.Rows(2)
	f.Output(f.Spread(f.PerRow()), false)
	f.Finish()
	out := ndarray.Zeros(2, 2)
	f.Run(4, []*ndarray.Array{ndarray.Of([]float64{10, 20}, 2)}, nil, []*ndarray.Array{out}, nil)
	fmt.Println(out)
	// Output:
	// [[10. 10.]
	//  [20. 20.]]
}

func ExampleFused_SumRows() {
	f := ndarray.NewFused(ndarray.Float64)
	f.Rows(2)
	x := f.Full()
	y, _ := f.Unary("square", nil, x)
	f.SumRows(y)
	f.Finish()
	out := ndarray.Zeros(2)
	f.Run(6, []*ndarray.Array{ndarray.Of([]float64{1, 2, 3, 4, 5, 6}, 3, 2)}, nil, []*ndarray.Array{out}, nil)
	fmt.Println(out)
	// Output: [35. 56.]
}

func ExampleLend() {
	x, y := ndarray.Lend(ndarray.Zeros(1000)), ndarray.Zeros(1000)
	fmt.Println(ndarray.GiveBack(x, y), ndarray.GiveBack(x), y.Size())
	// Output: 1 0 1000
}

func ExampleGiveBack() {
	x := ndarray.Lend(ndarray.NewUncleared(ndarray.Float64, 1000))
	fmt.Println(ndarray.GiveBack(x, ndarray.Zeros(1000))) // the second was not lent
	// Output: 1
}
