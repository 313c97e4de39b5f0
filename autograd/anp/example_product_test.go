package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExampleEinsum() {
	fmt.Println(Einsum("ij,j->i", V([][]float64{{1, 2}, {3, 4}}), V([]float64{1, 10})))
	// Output: [21. 43.]
}

func ExampleMatMul() {
	fmt.Println(MatMul(V([][]float64{{1, 2}, {3, 4}}), V([]float64{1, 10})))
	// Output: [21. 43.]
}

func ExampleDot() {
	fmt.Println(Dot(V([]float64{1, 2, 3}), V([]float64{1, 2, 3})))
	// Output: 14
}

func ExampleVDot() {
	fmt.Println(VDot(V([]complex128{1i}), V([]complex128{1i})))
	// Output: (1+0j)
}

func ExampleInner() {
	fmt.Println(Inner(V([]float64{1, 2, 3}), V([]float64{1, 2, 3})))
	// Output: 14
}

func ExampleOuter() {
	fmt.Println(Outer(V([]float64{1, 2}), V([]float64{1, 2, 3})))
	// Output:
	// [[1. 2. 3.]
	//  [2. 4. 6.]]
}

func ExampleKron() {
	fmt.Println(Kron(V([]float64{1, 2}), V([]float64{1, 1})))
	// Output: [1. 1. 2. 2.]
}

func ExampleCross() {
	fmt.Println(Cross(V([]float64{1, 0, 0}), V([]float64{0, 1, 0})))
	// Output: [0. 0. 1.]
}
