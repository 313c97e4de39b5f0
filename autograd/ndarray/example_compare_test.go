package ndarray_test

// Examples: comparisons, logic, predicates.

import (
	"fmt"
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleEqual() {
	fmt.Println(ndarray.Equal(ndarray.Arange(0, 3, 1), ndarray.Weak(1.0)))
	// Output:
	// [False  True False]
}

func ExampleNotEqual() {
	fmt.Println(ndarray.NotEqual(ndarray.Arange(0, 3, 1), ndarray.Weak(1.0)))
	// Output:
	// [ True False  True]
}

func ExampleLess() {
	fmt.Println(ndarray.Less(ndarray.Arange(0, 3, 1), ndarray.Weak(1.0)))
	// Output:
	// [ True False False]
}

func ExampleLessEqual() {
	fmt.Println(ndarray.LessEqual(ndarray.Arange(0, 3, 1), ndarray.Weak(1.0)))
	// Output:
	// [ True  True False]
}

func ExampleGreater() {
	fmt.Println(ndarray.Greater(ndarray.Arange(0, 3, 1), ndarray.Weak(1.0)))
	// Output:
	// [False False  True]
}

func ExampleGreaterEqual() {
	fmt.Println(ndarray.GreaterEqual(ndarray.Arange(0, 3, 1), ndarray.Weak(1.0)))
	// Output:
	// [False  True  True]
}

func ExampleLogicalAnd() {
	fmt.Println(ndarray.LogicalAnd(ndarray.FromSlice([]bool{true, false}), ndarray.Weak(true)))
	// Output:
	// [ True False]
}

func ExampleLogicalOr() {
	fmt.Println(ndarray.LogicalOr(ndarray.FromSlice([]bool{true, false}), ndarray.Weak(true)))
	// Output:
	// [True True]
}

func ExampleLogicalXor() {
	fmt.Println(ndarray.LogicalXor(ndarray.FromSlice([]bool{true, false}), ndarray.Weak(true)))
	// Output:
	// [False  True]
}

func ExampleLogicalNot() {
	fmt.Println(ndarray.LogicalNot(ndarray.Of([]float64{0, 2})))
	// Output:
	// [ True False]
}

func ExampleIsNaN() {
	fmt.Println(ndarray.IsNaN(ndarray.Of([]float64{1, math.NaN()})))
	// Output:
	// [False  True]
}

func ExampleIsInf() {
	fmt.Println(ndarray.IsInf(ndarray.Of([]float64{1, math.Inf(-1)})))
	// Output:
	// [False  True]
}

func ExampleIsFinite() {
	fmt.Println(ndarray.IsFinite(ndarray.Of([]float64{1, math.Inf(-1), math.NaN()})))
	// Output:
	// [ True False False]
}

func ExampleIsPosInf() {
	fmt.Println(ndarray.IsPosInf(ndarray.Of([]float64{math.Inf(1), math.Inf(-1)})))
	// Output:
	// [ True False]
}

func ExampleIsNegInf() {
	fmt.Println(ndarray.IsNegInf(ndarray.Of([]float64{math.Inf(1), math.Inf(-1)})))
	// Output:
	// [False  True]
}

func ExampleSignbit() {
	fmt.Println(ndarray.Signbit(ndarray.Of([]float64{1, -1, math.Copysign(0, -1)})))
	// Output:
	// [False  True  True]
}

func ExampleArrayEqual() {
	fmt.Println(ndarray.ArrayEqual(ndarray.Ones(2), ndarray.FromSlice([]int{1, 1})))
	// Output:
	// true
}

func ExampleIsClose() {
	fmt.Println(ndarray.IsClose(ndarray.Of([]float64{1, 2}), ndarray.Of([]float64{1 + 1e-9, 2.1}), 1e-5, 1e-8))
	// Output:
	// [ True False]
}

func ExampleAllClose() {
	fmt.Println(ndarray.AllClose(ndarray.Scalar(0.1+0.2), ndarray.Scalar(0.3), 1e-5, 1e-8))
	// Output:
	// true
}
