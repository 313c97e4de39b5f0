package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExampleIsComplex() {
	fmt.Println(IsComplex(V(1i)))
	// Output: True
}

func ExampleIsClose() {
	fmt.Println(IsClose(V(2), V(3)))
	// Output: False
}

func ExampleAllClose() {
	fmt.Println(AllClose(V(1), V(1+1e-9)))
	// Output: true
}

func ExampleArrayEqual() {
	fmt.Println(ArrayEqual(V([]float64{1, 2, 3}), V([]float64{1, 2, 3})))
	// Output: true
}

func ExampleAll() {
	fmt.Println(All(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: [True True]
}

func ExampleAny() {
	fmt.Println(Any(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: [True True]
}

func ExampleCountNonzero() {
	fmt.Println(CountNonzero(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: [2 2]
}
