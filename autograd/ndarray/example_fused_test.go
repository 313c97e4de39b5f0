package ndarray_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd/ndarray"
)

// exp(2x) and its sum, in one pass.
func ExampleFused() {
	f := NewFused(Float64)
	x := f.Full()
	twice, _ := f.Binary("multiply", nil, x, f.Number(2))
	y, _ := f.Unary("exp", nil, twice)
	f.Output(y, false)
	f.Sum(y)
	f.Finish()

	in := Of([]float64{0, 0.5, 1})
	out, sums := NewUncleared(Float64, 3), make([]float64, 1)
	f.Run(3, []*Array{in}, nil, []*Array{out}, sums)
	fmt.Printf("%.3f %.3f\n", out, sums)
	// Output:
	// [1.000 2.718 7.389] [11.107]
}

func ExampleNewFused() {
	f := NewFused(Float32)
	x := f.Full()
	limit := f.Scalar() // given to each run
	below, _ := f.Binary("less", nil, x, limit)
	f.Output(f.Select(below, x, limit), false)
	f.Finish()

	out := NewUncleared(Float32, 4)
	f.Run(4, []*Array{Of([]float32{1, 2, 3, 4})}, []float64{2.5}, []*Array{out}, nil)
	fmt.Println(out, f.Len())
	// Output:
	// [1.  2.  2.5 2.5] 2
}

func ExampleNewUncleared() {
	x := NewUncleared(Float64, 2, 3)
	x.Fill(1)
	fmt.Println(x)
	// Output:
	// [[1. 1. 1.]
	//  [1. 1. 1.]]
}

func ExampleGhost() {
	g := Ghost(Of([]float64{1, 2, 3}))
	fmt.Println(g.DType(), g.Shape())
	// Output:
	// float64 [3]
}

func ExampleArray_Uniform() {
	fmt.Println(Scalar(2.0).BroadcastTo(3, 4).Uniform())
	fmt.Println(Of([]float64{2, 2}).Uniform())
	// Output:
	// 2 true
	// 0 false
}
