package autograd_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
)

func ExampleValue_Flatten() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Flatten())
	// Output: [1. 2. 3. 4.]
}

func ExampleValue_Transpose() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Transpose())
	// Output:
	// [[1. 3.]
	//  [2. 4.]]
}

func ExampleValue_T() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).T())
	// Output:
	// [[1. 3.]
	//  [2. 4.]]
}

func ExampleValue_BroadcastTo() {
	fmt.Println(V(1).BroadcastTo(3))
	// Output: [1. 1. 1.]
}

func ExampleValue_ExpandDims() {
	fmt.Println(V([]float64{1, 2, 3}).ExpandDims(0).Shape())
	// Output: [1 3]
}

func ExampleValue_Squeeze() {
	fmt.Println(V([][]float64{{1, 2}}).Squeeze())
	// Output: [1. 2.]
}

func ExampleValue_SwapAxes() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).SwapAxes(0, 1))
	// Output:
	// [[1. 3.]
	//  [2. 4.]]
}

func ExampleValue_Flip() {
	fmt.Println(V([]float64{1, 2, 3}).Flip())
	// Output: [3. 2. 1.]
}

func ExampleValue_Diagonal() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Diagonal(0, 0, 1))
	// Output: [1. 4.]
}

func ExampleValue_Trace() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Trace())
	// Output: 5
}

func ExampleValue_Repeat() {
	fmt.Println(V([]float64{1, 2, 3}).Repeat(2, 0))
	// Output: [1. 1. 2. 2. 3. 3.]
}

func ExampleValue_RepeatEach() {
	fmt.Println(V([]float64{1, 2, 3}).RepeatEach([]int{1, 0, 2}, 0))
	// Output: [1. 3. 3.]
}

func ExampleValue_Index() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Index(1, 0))
	// Output: 3
}

func ExampleValue_Narrow() {
	fmt.Println(V([]float64{1, 2, 3}).Narrow(0, 1, 3))
	// Output: [2. 3.]
}

func ExampleValue_MatMul() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).MatMul(V([][]float64{{1, 2}, {3, 4}})))
	// Output:
	// [[ 7. 10.]
	//  [15. 22.]]
}

func ExampleValue_Dot() {
	fmt.Println(V([]float64{1, 2, 3}).Dot(V([]float64{1, 2, 3})))
	// Output: 14
}

func ExampleValue_All() {
	fmt.Println(V([]float64{1, 2, 3}).Greater(V(0)).All())
	// Output: True
}

func ExampleValue_Any() {
	fmt.Println(V([]float64{1, 2, 3}).Greater(V(5)).Any())
	// Output: False
}

func ExampleValue_Argmax() {
	fmt.Println(V([]float64{1, 2, 3}).Argmax(0))
	// Output: 2
}

func ExampleValue_Argmin() {
	fmt.Println(V([]float64{1, 2, 3}).Argmin(0))
	// Output: 0
}

func ExampleValue_Argsort() {
	fmt.Println(V([]float64{3, 1, 2}).Argsort(0))
	// Output: [1 2 0]
}

func ExampleValue_Argpartition() {
	fmt.Println(V([]float64{3, 1, 2}).Argpartition(0, 0).Index(0))
	// Output: 1
}

func ExampleValue_Nonzero() {
	fmt.Println(V([]float64{0, 5}).Nonzero())
	// Output: [[1]]
}

func ExampleValue_Searchsorted() {
	fmt.Println(V([]float64{1, 2, 3}).Searchsorted(V(2.5)))
	// Output: 2
}

func ExampleValue_Round() {
	fmt.Println(V(2.345).Round(1))
	// Output: 2.3
}

func ExampleValue_Clip() {
	fmt.Println(V([]float64{1, 2, 3}).Clip(V(1.5), V(2.5)))
	// Output: [1.5 2.  2.5]
}

func ExampleValue_Take() {
	fmt.Println(V([]float64{1, 2, 3}).Take(V([]int{2, 0}), 0))
	// Output: [3. 1.]
}

func ExampleValue_Compress() {
	fmt.Println(V([]float64{1, 2, 3}).Compress(V([]bool{true, false, true}), 0))
	// Output: [1. 3.]
}

func ExampleValue_String() {
	fmt.Println(V([]float64{1, 2, 3}).String())
	// Output: [1. 2. 3.]
}

func ExampleValue_MIMEBundle() {
	fmt.Println(V(4).MIMEBundle()["text/plain"])
	// Output: 4
}
