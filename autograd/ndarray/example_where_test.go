package ndarray_test

// Examples: choosing by conditions.

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleClip() {
	fmt.Println(ndarray.Clip(ndarray.Arange(0, 5, 1), ndarray.Weak(1.0), ndarray.Weak(3.0)), ndarray.Clip(ndarray.Arange(0, 3, 1), ndarray.Weak(1.0), nil))
	// Output:
	// [1. 1. 2. 3. 3.] [1. 1. 2.]
}

func ExampleWhere() {
	x := ndarray.Of([]float64{-1, 2})
	fmt.Println(ndarray.Where(ndarray.Less(x, ndarray.Weak(0.0)), ndarray.Weak(0.0), x))
	// Output:
	// [0. 2.]
}
