package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExampleInv() {
	fmt.Println(Inv(V([][]float64{{4, 1}, {1, 3}})))
	// Output:
	// [[ 0.27272727 -0.09090909]
	//  [-0.09090909  0.36363636]]
}

func ExampleSolve() {
	fmt.Println(Solve(V([][]float64{{4, 1}, {1, 3}}), V([]float64{5, 4})))
	// Output: [1. 1.]
}

func ExampleDet() {
	fmt.Println(Det(V([][]float64{{4, 1}, {1, 3}})))
	// Output: 11
}

func ExampleSlogDet() {
	sign, logabsdet := SlogDet(V([][]float64{{0, 1}, {1, 0}}))
	fmt.Println(sign, logabsdet)
	// Output: -1 0
}

func ExampleLogDet() {
	fmt.Println(LogDet(V([][]float64{{4, 1}, {1, 3}})))
	// Output: 2.3978952727983707
}

func ExamplePinv() {
	fmt.Println(Pinv(V([][]float64{{2}, {0}})))
	// Output: [[0.5 0. ]]
}

func ExampleLstsq() {
	fmt.Println(Lstsq(V([][]float64{{1, 0}, {1, 1}, {1, 2}}), V([]float64{1, 3, 5})))
	// Output: [1. 2.]
}

func ExampleMatrixPower() {
	fmt.Println(MatrixPower(V([][]float64{{1, 2}, {3, 4}}), 2))
	// Output:
	// [[ 7. 10.]
	//  [15. 22.]]
}

func ExampleSolveTriangular() {
	fmt.Println(SolveTriangular(V([][]float64{{4, 1}, {1, 3}}), V([]float64{4, 7}), true, false))
	// Output: [1. 2.]
}

func ExampleSolveBanded() {
	fmt.Println(SolveBanded(1, 0, V([][]float64{{2, 2}, {1, 0}}), V([]float64{2, 5})))
	// Output: [1. 2.]
}

func ExampleSolveSylvester() {
	fmt.Println(SolveSylvester(V([][]float64{{1}}), V([][]float64{{2}}), V([][]float64{{6}})))
	// Output: [[2.]]
}

func ExampleNorm() {
	fmt.Println(Norm(V([]float64{3, 4}), nil), Norm(V([]float64{3, 4}), 1))
	// Output: 5 7
}
