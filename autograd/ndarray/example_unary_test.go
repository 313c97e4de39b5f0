package ndarray_test

// Examples: element-wise functions of one array.

import (
	"fmt"
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleNegative() {
	fmt.Println(ndarray.Negative(ndarray.FromSlice([]int{1, -2})))
	// Output:
	// [-1  2]
}

func ExampleSquare() {
	fmt.Println(ndarray.Square(ndarray.FromSlice([]int{1, -2})))
	// Output:
	// [1 4]
}

func ExampleReciprocal() {
	fmt.Println(ndarray.Reciprocal(ndarray.Of([]float64{1, 4})))
	// Output:
	// [1.   0.25]
}

func ExampleSign() {
	fmt.Println(ndarray.Sign(ndarray.Of([]float64{-3, 0, 5})))
	// Output:
	// [-1.  0.  1.]
}

func ExampleConj() {
	fmt.Println(ndarray.Conj(ndarray.Of([]complex128{1 + 2i})))
	// Output:
	// [1.-2.j]
}

func ExampleExp() {
	fmt.Println(ndarray.Exp(ndarray.Of([]float64{0, 1})))
	// Output:
	// [1.         2.71828183]
}

func ExampleExp2() {
	fmt.Println(ndarray.Exp2(ndarray.Of([]float64{0, 3})))
	// Output:
	// [1. 8.]
}

func ExampleExpm1() {
	fmt.Println(ndarray.Expm1(ndarray.Scalar(1e-10)))
	// Output:
	// 1.00000000005e-10
}

func ExampleLog() {
	fmt.Println(ndarray.Log(ndarray.Of([]float64{1, math.E})))
	// Output:
	// [0. 1.]
}

func ExampleLog2() {
	fmt.Println(ndarray.Log2(ndarray.Of([]float64{1, 8})))
	// Output:
	// [0. 3.]
}

func ExampleLog10() {
	fmt.Println(ndarray.Log10(ndarray.Of([]float64{1, 1000})))
	// Output:
	// [0. 3.]
}

func ExampleLog1p() {
	fmt.Println(ndarray.Log1p(ndarray.Scalar(1e-10)))
	// Output:
	// 9.999999999500001e-11
}

func ExampleSqrt() {
	fmt.Println(ndarray.Sqrt(ndarray.Of([]float64{4, -1})), ndarray.Sqrt(ndarray.Of([]complex128{-1})))
	// Output:
	// [ 2. nan] [0.+1.j]
}

func ExampleCbrt() {
	fmt.Println(ndarray.Cbrt(ndarray.Of([]float64{8, -27})))
	// Output:
	// [ 2. -3.]
}

func ExampleSin() {
	fmt.Println(ndarray.Sin(ndarray.Of([]float64{0, math.Pi / 2})))
	// Output:
	// [0. 1.]
}

func ExampleCos() {
	fmt.Println(ndarray.Cos(ndarray.Of([]float64{0, math.Pi})))
	// Output:
	// [ 1. -1.]
}

func ExampleTan() {
	fmt.Println(ndarray.Tan(ndarray.Of([]float64{0, 1})))
	// Output:
	// [0.         1.55740772]
}

func ExampleArcsin() {
	fmt.Println(ndarray.Arcsin(ndarray.Of([]float64{0, 1})))
	// Output:
	// [0.         1.57079633]
}

func ExampleArccos() {
	fmt.Println(ndarray.Arccos(ndarray.Of([]float64{0, 1})))
	// Output:
	// [1.57079633 0.        ]
}

func ExampleArctan() {
	fmt.Println(ndarray.Arctan(ndarray.Of([]float64{0, 1})))
	// Output:
	// [0.         0.78539816]
}

func ExampleSinh() {
	fmt.Println(ndarray.Sinh(ndarray.Of([]float64{0, 1})))
	// Output:
	// [0.         1.17520119]
}

func ExampleCosh() {
	fmt.Println(ndarray.Cosh(ndarray.Of([]float64{0, 1})))
	// Output:
	// [1.         1.54308063]
}

func ExampleTanh() {
	fmt.Println(ndarray.Tanh(ndarray.Of([]float64{0, 1})))
	// Output:
	// [0.         0.76159416]
}

func ExampleArcsinh() {
	fmt.Println(ndarray.Arcsinh(ndarray.Of([]float64{0, 1})))
	// Output:
	// [0.         0.88137359]
}

func ExampleArccosh() {
	fmt.Println(ndarray.Arccosh(ndarray.Of([]float64{1, 2})))
	// Output:
	// [0.        1.3169579]
}

func ExampleArctanh() {
	fmt.Println(ndarray.Arctanh(ndarray.Of([]float64{0, 0.5})))
	// Output:
	// [0.         0.54930614]
}

func ExampleSinc() {
	fmt.Println(ndarray.Sinc(ndarray.Of([]float64{0, 0.5})))
	// Output:
	// [1.         0.63661977]
}

func ExampleDeg2Rad() {
	fmt.Println(ndarray.Deg2Rad(ndarray.Scalar(180.0)))
	// Output:
	// 3.141592653589793
}

func ExampleRad2Deg() {
	fmt.Println(ndarray.Rad2Deg(ndarray.Scalar(math.Pi)))
	// Output:
	// 180.0
}

func ExampleFloor() {
	fmt.Println(ndarray.Floor(ndarray.Of([]float64{-1.5, 1.5})))
	// Output:
	// [-2.  1.]
}

func ExampleCeil() {
	fmt.Println(ndarray.Ceil(ndarray.Of([]float64{-1.5, 1.5})))
	// Output:
	// [-1.  2.]
}

func ExampleTrunc() {
	fmt.Println(ndarray.Trunc(ndarray.Of([]float64{-1.5, 1.5})))
	// Output:
	// [-1.  1.]
}

func ExampleRint() {
	fmt.Println(ndarray.Rint(ndarray.Of([]float64{0.5, 1.5, 2.4})))
	// Output:
	// [0. 2. 2.]
}

func ExampleRound() {
	fmt.Println(ndarray.Round(ndarray.Of([]float64{1.2345, 25}), 2), ndarray.Round(ndarray.Of([]float64{1.2345, 25}), -1))
	// Output:
	// [ 1.23 25.  ] [ 0. 20.]
}

func ExampleAbs() {
	fmt.Println(ndarray.Abs(ndarray.FromSlice([]int{-1, 2})), ndarray.Abs(ndarray.Of([]complex128{3 + 4i})))
	// Output:
	// [1 2] [5.]
}

func ExampleFabs() {
	fmt.Println(ndarray.Fabs(ndarray.FromSlice([]int{-1, 2})))
	// Output:
	// [1. 2.]
}

func ExampleReal() {
	fmt.Println(ndarray.Real(ndarray.Of([]complex128{3 + 4i})))
	// Output:
	// [3.]
}

func ExampleImag() {
	fmt.Println(ndarray.Imag(ndarray.Of([]complex128{3 + 4i})))
	// Output:
	// [4.]
}

func ExampleAngle() {
	fmt.Println(ndarray.Angle(ndarray.Of([]complex128{1i, -1})))
	// Output:
	// [1.57079633 3.14159265]
}

func ExampleComplexOf() {
	fmt.Println(ndarray.ComplexOf(ndarray.Of([]float64{1, 2}), ndarray.Weak(3.0)))
	// Output:
	// [1.+3.j 2.+3.j]
}

func ExampleIsComplexObj() {
	fmt.Println(ndarray.IsComplexObj(ndarray.Scalar(1i)))
	// Output:
	// true
}

func ExampleIsReal() {
	fmt.Println(ndarray.IsReal(ndarray.Of([]complex128{1, 1i})))
	// Output:
	// [ True False]
}

func ExampleIsComplex() {
	fmt.Println(ndarray.IsComplex(ndarray.Of([]complex128{1, 1i})))
	// Output:
	// [False  True]
}

func ExampleNanToNum() {
	fmt.Println(ndarray.NanToNum(ndarray.Of([]float64{math.NaN(), math.Inf(1), 1}), 0, 99, -99))
	// Output:
	// [ 0. 99.  1.]
}
