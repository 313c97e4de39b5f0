package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleSlidingWindow() {
	fmt.Println(SlidingWindow(V([]float64{1, 2, 3}), 2, 0))
	// Output:
	// [[1. 2.]
	//  [2. 3.]]
}

func ExampleConvolve() {
	fmt.Println(Convolve(V([]float64{1, 2, 3}), V([]float64{1, 1}), ndarray.ConvolveFull))
	// Output: [1. 3. 5. 3.]
}

func ExampleCorrelate() {
	fmt.Println(Correlate(V([]float64{1, 2, 3}), V([]float64{0, 1}), ndarray.ConvolveValid))
	// Output: [2. 3.]
}

func ExampleConvolveND() {
	fmt.Println(ConvolveND(V([][]float64{{1, 2}, {3, 4}}), V([][]float64{{1, 1}}), ndarray.ConvolveFull))
	// Output:
	// [[1. 3. 2.]
	//  [3. 7. 4.]]
}

func ExampleConv2D() {
	fmt.Println(Conv2D(V(ndarray.Ones(1, 1, 3, 3)), V(ndarray.Ones(1, 1, 2, 2)), 1, 0).Squeeze())
	// Output:
	// [[4. 4.]
	//  [4. 4.]]
}

func ExampleMaxPool2D() {
	fmt.Println(MaxPool2D(V([][]float64{{1, 2}, {3, 4}}), 2, 2))
	// Output: [[4.]]
}

func ExampleAvgPool2D() {
	fmt.Println(AvgPool2D(V([][]float64{{1, 2}, {3, 4}}), 2, 2))
	// Output: [[2.5]]
}
