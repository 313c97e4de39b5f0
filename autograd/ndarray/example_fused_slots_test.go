package ndarray_test

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// Slots name what a sequence works on: here a matrix, a row and a column that are broadcast to it, and a mask.
func ExampleFused_slots() {
	f := ndarray.NewFused(ndarray.Float64)
	var x, row, column, mask ndarray.Slot = f.Full(), f.Row(), f.Column(), f.Mask()
	sum, _ := f.Binary("add", nil, x, row)
	product, _ := f.Binary("multiply", nil, sum, column)
	f.Output(f.Select(mask, product, f.Number(0)), false)
	f.Finish()

	out := ndarray.NewUncleared(ndarray.Float64, 2, 3)
	f.Run(6, []*ndarray.Array{
		ndarray.Ones(2, 3), ndarray.Of([]float64{1, 2, 3}), ndarray.Of([]float64{10, 100}),
		ndarray.Of([]bool{true, true, false, true, false, true}),
	}, nil, []*ndarray.Array{out}, nil)
	fmt.Println(out)
	fmt.Println(f.IsMask(mask), f.IsMask(x))
	// Output:
	// [[ 20.  30.   0.]
	//  [200.   0. 400.]]
	// true false
}

func ExampleNewGhost() {
	g := ndarray.NewGhost(ndarray.Float32, 2, 3)
	fmt.Println(g.DType(), g.T().Shape())
	// Output: float32 [3 2]
}

// A slot is a place in the sequence that made it, counted in the order of their making.
func ExampleSlot() {
	f := ndarray.NewFused(ndarray.Float64)
	fmt.Println(f.Full(), f.Scalar(), f.Number(2), f.Number(2))
	// Output: 0 1 2 2
}
