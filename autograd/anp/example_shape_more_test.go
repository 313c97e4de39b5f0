package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleSplit() {
	fmt.Println(Split(V([]float64{1, 2, 3}), 3, 0))
	// Output: [[1.] [2.] [3.]]
}

func ExampleSplitAt() {
	fmt.Println(SplitAt(V([]float64{1, 2, 3}), []int{1}, 0))
	// Output: [[1.] [2. 3.]]
}

func ExampleHSplit() {
	fmt.Println(HSplit(V([][]float64{{1, 2}, {3, 4}}), 2))
	// Output:
	// [[[1.]
	//  [3.]] [[2.]
	//  [4.]]]
}

func ExampleVSplit() {
	fmt.Println(VSplit(V([][]float64{{1, 2}, {3, 4}}), 2))
	// Output: [[[1. 2.]] [[3. 4.]]]
}

func ExampleDSplit() {
	fmt.Println(len(DSplit(V(ndarray.Zeros(1, 1, 4)), 2)))
	// Output: 2
}

func ExampleMeshgrid() {
	fmt.Println(Meshgrid(V([]float64{1, 2}), V([]float64{3})))
	// Output: [[[1. 2.]] [[3. 3.]]]
}

func ExampleFull() {
	fmt.Printf("%.4g\n", Full(V(7), 2))
	// Output: [7 7]
}

func ExampleFullLike() {
	fmt.Println(FullLike(V([]float64{1, 2, 3}), V(7)))
	// Output: [7. 7. 7.]
}

func ExampleLinspaceOf() {
	fmt.Printf("%.4g\n", LinspaceOf(V(0), V(1), 5))
	// Output: [0 0.25 0.5 0.75 1]
}

func ExampleArray() {
	fmt.Printf("%.4g\n", Array([]Value{V(1), V(2)}))
	// Output: [1 2]
}

func ExampleAsType() {
	fmt.Println(AsType(V(2.7), ndarray.Int64))
	// Output: 2
}

func ExampleRealIfClose() {
	fmt.Printf("%.4g\n", RealIfClose(V(complex(1, 1e-17))))
	// Output: 1
}
