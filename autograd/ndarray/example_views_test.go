package ndarray_test

// Examples: views and broadcasting.

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleArray_Reshape() {
	x := ndarray.Arange(0, 6, 1)
	fmt.Println(x.Reshape(2, -1))
	// Output:
	// [[0. 1. 2.]
	//  [3. 4. 5.]]
}

func ExampleArray_Ravel() {
	fmt.Println(ndarray.Eye(2).Ravel())
	// Output:
	// [1. 0. 0. 1.]
}

func ExampleArray_Flatten() {
	x := ndarray.Eye(2)
	x.Flatten().Fill(9)
	fmt.Println(x)
	// Output:
	// [[1. 0.]
	//  [0. 1.]]
}

func ExampleArray_Transpose() {
	fmt.Println(ndarray.Zeros(2, 3, 4).Transpose(2, 0, 1).Shape())
	// Output:
	// [4 2 3]
}

func ExampleArray_T() {
	fmt.Println(ndarray.Arange(0, 4, 1).Reshape(2, 2).T())
	// Output:
	// [[0. 2.]
	//  [1. 3.]]
}

func ExampleArray_SwapAxes() {
	fmt.Println(ndarray.Zeros(2, 3, 4).SwapAxes(0, -1).Shape())
	// Output:
	// [4 3 2]
}

func ExampleArray_MoveAxis() {
	fmt.Println(ndarray.Zeros(2, 3, 4).MoveAxis([]int{0}, []int{-1}).Shape())
	// Output:
	// [3 4 2]
}

func ExampleArray_RollAxis() {
	fmt.Println(ndarray.Zeros(2, 3, 4).RollAxis(2, 0).Shape())
	// Output:
	// [4 2 3]
}

func ExampleArray_Squeeze() {
	fmt.Println(ndarray.Zeros(1, 3, 1).Squeeze().Shape(), ndarray.Zeros(1, 3, 1).Squeeze(0).Shape())
	// Output:
	// [3] [3 1]
}

func ExampleArray_ExpandDims() {
	fmt.Println(ndarray.Zeros(3).ExpandDims(0, -1).Shape())
	// Output:
	// [1 3 1]
}

func ExampleArray_AtLeast1D() {
	fmt.Println(ndarray.Scalar(1.0).AtLeast1D().Shape(), ndarray.Scalar(1.0).AtLeast2D().Shape(), ndarray.Zeros(5).AtLeast3D().Shape())
	// Output:
	// [1] [1 1] [1 5 1]
}

func ExampleArray_Flip() {
	fmt.Println(ndarray.Arange(0, 3, 1).Flip())
	// Output:
	// [2. 1. 0.]
}

func ExampleArray_Diagonal() {
	fmt.Println(ndarray.Arange(0, 9, 1).Reshape(3, 3).Diagonal(1, 0, 1))
	// Output:
	// [1. 5.]
}

func ExampleArray_BroadcastTo() {
	fmt.Println(ndarray.Of([]float64{1, 2}).BroadcastTo(2, 2))
	// Output:
	// [[1. 2.]
	//  [1. 2.]]
}

func ExampleBroadcastShapes() {
	fmt.Println(ndarray.BroadcastShapes([]int{2, 1}, []int{3}))
	// Output:
	// [2 3]
}

func ExampleBroadcastArrays() {
	xs := ndarray.BroadcastArrays(ndarray.Zeros(2, 1), ndarray.Ones(3))
	fmt.Println(xs[0].Shape(), xs[1].Shape())
	// Output:
	// [2 3] [2 3]
}

func ExampleSumTo() {
	g := ndarray.Ones(2, 3)
	fmt.Println(ndarray.SumTo(g, 3), ndarray.SumTo(g, 2, 1).Shape(), ndarray.SumTo(g))
	// Output:
	// [2. 2. 2.] [2 1] 6.0
}

func ExampleArray_Index() {
	x := ndarray.Arange(0, 12, 1).Reshape(3, 4)
	fmt.Println(x.Index(1, -1), x.Index(ndarray.From(1), 0), x.Index(ndarray.Ellipsis, ndarray.RangeStep(3, 0, -2)))
	fmt.Println(x.Index(ndarray.Greater(x, ndarray.Weak(8.0))), x.Index([]int{0, 2}, []int{1, 3}), x.Index(0, ndarray.NewAxis).Shape())
	// Output:
	// 7.0 [4. 8.] [[ 3.  1.]
	//  [ 7.  5.]
	//  [11.  9.]]
	// [ 9. 10. 11.] [ 1. 11.] [1 4]
}

func ExampleArray_SetIndex() {
	x := ndarray.Zeros(2, 3)
	x.SetIndex(ndarray.Of([]float64{1, 2}), ndarray.Whole(), 1)
	x.SetIndex(ndarray.Scalar(9.0), []int{0, 1}, []int{0, 2})
	fmt.Println(x)
	// Output:
	// [[9. 1. 0.]
	//  [0. 2. 9.]]
}

func ExampleArray_AddIndex() {
	x := ndarray.Zeros(3)
	x.AddIndex(ndarray.Of([]float64{1, 2, 4}), []int{0, 0, 2})
	fmt.Println(x)
	// Output:
	// [3. 0. 4.]
}

func ExampleRange() {
	fmt.Println(ndarray.Arange(0, 5, 1).Index(ndarray.Range(1, -1)))
	// Output:
	// [1. 2. 3.]
}

func ExampleRangeStep() {
	fmt.Println(ndarray.Arange(0, 5, 1).Index(ndarray.RangeStep(4, 0, -2)))
	// Output:
	// [4. 2.]
}

func ExampleFrom() {
	fmt.Println(ndarray.Arange(0, 5, 1).Index(ndarray.From(-2)))
	// Output:
	// [3. 4.]
}

func ExampleUntil() {
	fmt.Println(ndarray.Arange(0, 5, 1).Index(ndarray.Until(2)))
	// Output:
	// [0. 1.]
}

func ExampleEvery() {
	fmt.Println(ndarray.Arange(0, 5, 1).Index(ndarray.Every(-1)))
	// Output:
	// [4. 3. 2. 1. 0.]
}

func ExampleWhole() {
	fmt.Println(ndarray.Eye(2).Index(ndarray.Whole(), 1))
	// Output:
	// [0. 1.]
}

func ExampleSlidingWindow() {
	fmt.Println(ndarray.SlidingWindow(ndarray.Arange(0, 4, 1), 2, 0))
	// Output:
	// [[0. 1.]
	//  [1. 2.]
	//  [2. 3.]]
}
