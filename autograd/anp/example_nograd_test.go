package anp_test

import (
	"fmt"
	"math"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExampleNDim() {
	fmt.Println(NDim(V([][]float64{{1, 2}, {3, 4}})))
	// Output: 2
}

func ExampleShape() {
	fmt.Println(Shape(V([][]float64{{1, 2}, {3, 4}})))
	// Output: [2 2]
}

func ExampleSize() {
	fmt.Println(Size(V([][]float64{{1, 2}, {3, 4}})))
	// Output: 4
}

func ExampleIsScalar() {
	fmt.Println(IsScalar(V(1)))
	// Output: true
}

func ExampleIsComplexObj() {
	fmt.Println(IsComplexObj(V(1i)))
	// Output: true
}

func ExampleResultType() {
	fmt.Println(ResultType(V([]int{1}), V([]float64{1})))
	// Output: float64
}

func ExampleZerosLike() {
	fmt.Println(ZerosLike(V([]float64{1, 2, 3})))
	// Output: [0. 0. 0.]
}

func ExampleOnesLike() {
	fmt.Println(OnesLike(V([]float64{1, 2, 3})))
	// Output: [1. 1. 1.]
}

func ExampleEmptyLike() {
	fmt.Println(EmptyLike(V([]float64{1, 2, 3})))
	// Output: [0. 0. 0.]
}

func ExampleFloor() {
	fmt.Printf("%.4g\n", Floor(V(-1.5)))
	// Output: -2
}

func ExampleCeil() {
	fmt.Printf("%.4g\n", Ceil(V(-1.5)))
	// Output: -1
}

func ExampleTrunc() {
	fmt.Printf("%.4g\n", Trunc(V(-1.5)))
	// Output: -1
}

func ExampleFix() {
	fmt.Printf("%.4g\n", Fix(V(-1.5)))
	// Output: -1
}

func ExampleRint() {
	fmt.Printf("%.4g\n", Rint(V(2.5)))
	// Output: 2
}

func ExampleRound() {
	fmt.Printf("%.4g\n", Round(V(3.14159), 2))
	// Output: 3.14
}

func ExampleAround() {
	fmt.Printf("%.4g\n", Around(V(2.5), 0))
	// Output: 2
}

func ExampleSign() {
	fmt.Printf("%.4g\n", Sign(V(0.5)))
	// Output: 1
}

func ExampleFloorDivide() {
	fmt.Printf("%.4g\n", FloorDivide(V(2), V(3)))
	// Output: 0
}

func ExampleEqual() {
	fmt.Println(Equal(V(2), V(3)))
	// Output: False
}

func ExampleNotEqual() {
	fmt.Println(NotEqual(V(2), V(3)))
	// Output: True
}

func ExampleLess() {
	fmt.Println(Less(V([]float64{1, 2, 3}), V(2)))
	// Output: [ True False False]
}

func ExampleLessEqual() {
	fmt.Println(LessEqual(V(2), V(3)))
	// Output: True
}

func ExampleGreater() {
	fmt.Println(Greater(V(2), V(3)))
	// Output: False
}

func ExampleGreaterEqual() {
	fmt.Println(GreaterEqual(V(2), V(3)))
	// Output: False
}

func ExampleLogicalAnd() {
	fmt.Println(LogicalAnd(V(2), V(3)))
	// Output: True
}

func ExampleLogicalOr() {
	fmt.Println(LogicalOr(V(2), V(3)))
	// Output: True
}

func ExampleLogicalXor() {
	fmt.Println(LogicalXor(V(2), V(3)))
	// Output: False
}

func ExampleLogicalNot() {
	fmt.Println(LogicalNot(V(0.5)))
	// Output: False
}

func ExampleIsFinite() {
	fmt.Println(IsFinite(V(0.5)))
	// Output: True
}

func ExampleIsInf() {
	fmt.Println(IsInf(V(math.Inf(-1))))
	// Output: True
}

func ExampleIsNaN() {
	fmt.Println(IsNaN(V(math.NaN())))
	// Output: True
}

func ExampleIsPosInf() {
	fmt.Println(IsPosInf(V(math.Inf(1))))
	// Output: True
}

func ExampleIsNegInf() {
	fmt.Println(IsNegInf(V(math.Inf(1))))
	// Output: False
}

func ExampleIsReal() {
	fmt.Println(IsReal(V(1i)))
	// Output: False
}
