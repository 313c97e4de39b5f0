package autograd_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleValue_Float() {
	fmt.Println(V(2.5).Float())
	// Output: 2.5
}

func ExampleValue_Complex() {
	fmt.Println(V(1 + 2i).Complex())
	// Output: (1+2i)
}

func ExampleValue_Int() {
	fmt.Println(V(2.7).Int())
	// Output: 2
}

func ExampleValue_Bool() {
	fmt.Println(V(1).Less(V(2)).Bool())
	// Output: true
}

func ExampleValue_Array() {
	fmt.Println(V(1.5).Array().NDim())
	// Output: 0
}

func ExampleValue_Floats() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Floats())
	// Output: [1 2 3 4]
}

func ExampleValue_Shape() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Shape())
	// Output: [2 2]
}

func ExampleValue_NDim() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).NDim())
	// Output: 2
}

func ExampleValue_Size() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Size())
	// Output: 4
}

func ExampleValue_Len() {
	fmt.Println(V([]float64{1, 2, 3}).Len())
	// Output: 3
}

func ExampleValue_Dim() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Dim(-1))
	// Output: 2
}

func ExampleValue_DType() {
	fmt.Println(V([]int{1}).DType())
	// Output: int64
}

func ExampleValue_IsComplex() {
	fmt.Println(V(1i).IsComplex())
	// Output: true
}

func ExampleValue_Add() {
	fmt.Println(V([]float64{1, 2, 3}).Add(V(1)))
	// Output: [2. 3. 4.]
}

func ExampleValue_Sub() {
	fmt.Println(V(5).Sub(V(3)))
	// Output: 2
}

func ExampleValue_Mul() {
	fmt.Println(V([]float64{1, 2, 3}).Mul(V([]float64{1, 2, 3})))
	// Output: [1. 4. 9.]
}

func ExampleValue_Div() {
	fmt.Println(V(1).Div(V(4)))
	// Output: 0.25
}

func ExampleValue_Mod() {
	fmt.Println(V(-1).Mod(V(3)))
	// Output: 2
}

func ExampleValue_Pow() {
	fmt.Println(V(2).Pow(V(10)))
	// Output: 1024
}

func ExampleValue_Neg() {
	fmt.Println(V(2).Neg())
	// Output: -2
}

func ExampleValue_Abs() {
	fmt.Println(V(-2).Abs())
	// Output: 2
}

func ExampleValue_Real() {
	fmt.Println(V(1 + 2i).Real())
	// Output: 1
}

func ExampleValue_Imag() {
	fmt.Println(V(1 + 2i).Imag())
	// Output: 2
}

func ExampleValue_Conj() {
	fmt.Println(V(1 + 2i).Conj())
	// Output: (1-2j)
}

func ExampleValue_AsType() {
	fmt.Println(V(2.7).AsType(ndarray.Int64))
	// Output: 2
}

func ExampleValue_Less() {
	fmt.Println(V([]float64{1, 2, 3}).Less(V(2)))
	// Output: [ True False False]
}

func ExampleValue_LessEqual() {
	fmt.Println(V([]float64{1, 2, 3}).LessEqual(V(2)))
	// Output: [ True  True False]
}

func ExampleValue_Greater() {
	fmt.Println(V([]float64{1, 2, 3}).Greater(V(2)))
	// Output: [False False  True]
}

func ExampleValue_GreaterEqual() {
	fmt.Println(V([]float64{1, 2, 3}).GreaterEqual(V(2)))
	// Output: [False  True  True]
}

func ExampleValue_Equal() {
	fmt.Println(V([]float64{1, 2, 3}).Equal(V(2)))
	// Output: [False  True False]
}

func ExampleValue_NotEqual() {
	fmt.Println(V([]float64{1, 2, 3}).NotEqual(V(2)))
	// Output: [ True False  True]
}

func ExampleValue_Sum() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Sum(), V([][]float64{{1, 2}, {3, 4}}).Sum(0))
	// Output: 10 [4. 6.]
}

func ExampleValue_Mean() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Mean(1))
	// Output: [1.5 3.5]
}

func ExampleValue_Prod() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Prod())
	// Output: 24
}

func ExampleValue_Max() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Max(0))
	// Output: [3. 4.]
}

func ExampleValue_Min() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Min())
	// Output: 1
}

func ExampleValue_Ptp() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Ptp(1))
	// Output: [1. 1.]
}

func ExampleValue_Var() {
	fmt.Println(V([]float64{1, 3}).Var())
	// Output: 1
}

func ExampleValue_Std() {
	fmt.Println(V([]float64{1, 3}).Std())
	// Output: 1
}

func ExampleValue_VarDDof() {
	fmt.Println(V([]float64{1, 3}).VarDDof(1))
	// Output: 2
}

func ExampleValue_StdDDof() {
	fmt.Println(V([]float64{1, 3}).StdDDof(0))
	// Output: 1
}

func ExampleValue_CumSum() {
	fmt.Println(V([]float64{1, 2, 3}).CumSum(0))
	// Output: [1. 3. 6.]
}

func ExampleValue_CumProd() {
	fmt.Println(V([]float64{1, 2, 3}).CumProd(0))
	// Output: [1. 2. 6.]
}

func ExampleValue_Reshape() {
	fmt.Println(V([]float64{1, 2, 3}).Reshape(3, 1).Shape())
	// Output: [3 1]
}

func ExampleValue_Ravel() {
	fmt.Println(V([][]float64{{1, 2}, {3, 4}}).Ravel())
	// Output: [1. 2. 3. 4.]
}
