package ndarray_test

// Examples: what layers and their derivatives are made of.

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleConv2D() {
	x := ndarray.Arange(0, 9, 1).Reshape(1, 1, 3, 3)
	fmt.Println(ndarray.Conv2D(x, ndarray.Ones(1, 1, 2, 2), 1).Squeeze())
	// Output:
	// [[ 8. 12.]
	//  [20. 24.]]
}

func ExampleConv2DInput() {
	kernel := ndarray.FromSlice([][]float64{{1, 2}, {3, 4}}).Reshape(1, 1, 2, 2)
	fmt.Println(ndarray.Conv2DInput(ndarray.Eye(2).Reshape(1, 1, 2, 2), kernel, 1, 3, 3).Squeeze())
	// Output:
	// [[1. 2. 0.]
	//  [3. 5. 2.]
	//  [0. 3. 4.]]
}

func ExampleConv2DKernel() {
	x := ndarray.Arange(0, 9, 1).Reshape(1, 1, 3, 3)
	fmt.Println(ndarray.Conv2DKernel(x, ndarray.Eye(2).Reshape(1, 1, 2, 2), 1, 2, 2).Squeeze())
	// Output:
	// [[ 4.  6.]
	//  [10. 12.]]
}

func ExampleMaxPool2D() {
	fmt.Println(ndarray.MaxPool2D(ndarray.Arange(0, 16, 1).Reshape(4, 4), 2, 2))
	// Output:
	// [[ 5.  7.]
	//  [13. 15.]]
}

func ExampleMaxPool2DSpread() {
	x := ndarray.Arange(0, 16, 1).Reshape(4, 4)
	fmt.Println(ndarray.MaxPool2DSpread(ndarray.Ones(2, 2), x, 2, 2))
	// Output:
	// [[0. 0. 0. 0.]
	//  [0. 1. 0. 1.]
	//  [0. 0. 0. 0.]
	//  [0. 1. 0. 1.]]
}

func ExampleMaxPool2DPick() {
	x := ndarray.Arange(0, 16, 1).Reshape(4, 4)
	fmt.Println(ndarray.MaxPool2DPick(ndarray.Multiply(x, x), x, 2, 2))
	// Output:
	// [[ 25.  49.]
	//  [169. 225.]]
}

func ExampleExceeds() {
	fmt.Println(ndarray.Exceeds(ndarray.FromSlice([]float64{1, 2, 3}), ndarray.Weak(2.0)))
	// Output: [0.  0.5 1. ]
}

func ExampleCholeskyVJP() {
	// The derivative of L₀₀ = √x₀₀ at 4 is 1/(2·√4).
	g := ndarray.FromSlice([][]float64{{1, 0}, {0, 0}})
	l := ndarray.Cholesky(ndarray.FromSlice([][]float64{{4, 2}, {2, 5}}))
	fmt.Println(ndarray.CholeskyVJP(g, l))
	// Output:
	// [[0.25 0.  ]
	//  [0.   0.  ]]
}

func ExampleAddMatMul() {
	sum := ndarray.Ones(2, 2)
	ndarray.AddMatMul(sum, ndarray.Eye(2), ndarray.FromSlice([][]float64{{1, 2}, {3, 4}}))
	fmt.Println(sum)
	// Output:
	// [[2. 3.]
	//  [4. 5.]]
}
