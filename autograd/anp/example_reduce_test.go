package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExampleKeepDims() {
	rows := V([][]float64{{1, 3}, {2, 6}})
	fmt.Println(rows.Sub(KeepDims(Mean)(rows, 1)))
	// Output:
	// [[-1.  1.]
	//  [-2.  2.]]
}

func ExampleSum() {
	fmt.Println(Sum(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: [4. 6.]
}

func ExampleMean() {
	fmt.Println(Mean(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: [2. 3.]
}

func ExampleProd() {
	fmt.Println(Prod(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: [3. 8.]
}

func ExampleMax() {
	fmt.Println(Max(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: [3. 4.]
}

func ExampleMin() {
	fmt.Println(Min(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: [1. 2.]
}

func ExampleAmax() {
	fmt.Println(Amax(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: [3. 4.]
}

func ExampleAmin() {
	fmt.Println(Amin(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: [1. 2.]
}

func ExamplePtp() {
	fmt.Println(Ptp(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: [2. 2.]
}

func ExampleVar() {
	fmt.Println(Var(V([]float64{1, 3})))
	// Output: 1
}

func ExampleStd() {
	fmt.Println(Std(V([]float64{1, 3})))
	// Output: 1
}

func ExampleLogSumExp() {
	fmt.Println(LogSumExp(V([]float64{1000, 1000})))
	// Output: 1000.6931471805599
}

func ExampleSoftmax() {
	fmt.Println(Softmax(V([]float64{0, 0})))
	// Output: [0.5 0.5]
}

func ExampleLogSoftmax() {
	fmt.Println(LogSoftmax(V([]float64{0, 0})))
	// Output: [-0.69314718 -0.69314718]
}
