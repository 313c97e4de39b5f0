package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExampleExp() {
	fmt.Printf("%.4g\n", Exp(V(0.5)))
	// Output: 1.649
}

func ExampleExp2() {
	fmt.Printf("%.4g\n", Exp2(V(0.5)))
	// Output: 1.414
}

func ExampleExpm1() {
	fmt.Printf("%.4g\n", Expm1(V(0.5)))
	// Output: 0.6487
}

func ExampleLog() {
	fmt.Printf("%.4g\n", Log(V(0.5)))
	// Output: -0.6931
}

func ExampleLog2() {
	fmt.Printf("%.4g\n", Log2(V(0.5)))
	// Output: -1
}

func ExampleLog10() {
	fmt.Printf("%.4g\n", Log10(V(0.5)))
	// Output: -0.301
}

func ExampleLog1p() {
	fmt.Printf("%.4g\n", Log1p(V(0.5)))
	// Output: 0.4055
}

func ExampleSqrt() {
	fmt.Printf("%.4g\n", Sqrt(V(0.5)))
	// Output: 0.7071
}

func ExampleCbrt() {
	fmt.Printf("%.4g\n", Cbrt(V(0.5)))
	// Output: 0.7937
}

func ExampleSin() {
	fmt.Printf("%.4g\n", Sin(V(0.5)))
	// Output: 0.4794
}

func ExampleCos() {
	fmt.Printf("%.4g\n", Cos(V(0.5)))
	// Output: 0.8776
}

func ExampleTan() {
	fmt.Printf("%.4g\n", Tan(V(0.5)))
	// Output: 0.5463
}

func ExampleArcsin() {
	fmt.Printf("%.4g\n", Arcsin(V(0.5)))
	// Output: 0.5236
}

func ExampleArccos() {
	fmt.Printf("%.4g\n", Arccos(V(0.5)))
	// Output: 1.047
}

func ExampleArctan() {
	fmt.Printf("%.4g\n", Arctan(V(0.5)))
	// Output: 0.4636
}

func ExampleSinh() {
	fmt.Printf("%.4g\n", Sinh(V(0.5)))
	// Output: 0.5211
}

func ExampleCosh() {
	fmt.Printf("%.4g\n", Cosh(V(0.5)))
	// Output: 1.128
}

func ExampleTanh() {
	fmt.Printf("%.4g\n", Tanh(V(0.5)))
	// Output: 0.4621
}

func ExampleArcsinh() {
	fmt.Printf("%.4g\n", Arcsinh(V(0.5)))
	// Output: 0.4812
}

func ExampleArccosh() {
	fmt.Printf("%.4g\n", Arccosh(V(2)))
	// Output: 1.317
}

func ExampleArctanh() {
	fmt.Printf("%.4g\n", Arctanh(V(0.5)))
	// Output: 0.5493
}

func ExampleSinc() {
	fmt.Printf("%.4g\n", Sinc(V(0.5)))
	// Output: 0.6366
}

func ExampleDeg2Rad() {
	fmt.Printf("%.4g\n", Deg2Rad(V(0.5)))
	// Output: 0.008727
}

func ExampleRad2Deg() {
	fmt.Printf("%.4g\n", Rad2Deg(V(0.5)))
	// Output: 28.65
}

func ExampleRadians() {
	fmt.Printf("%.4g\n", Radians(V(0.5)))
	// Output: 0.008727
}

func ExampleDegrees() {
	fmt.Printf("%.4g\n", Degrees(V(0.5)))
	// Output: 28.65
}

func ExampleLogistic() {
	fmt.Printf("%.4g\n", Logistic(V(0.5)))
	// Output: 0.6225
}

func ExampleExpit() {
	fmt.Printf("%.4g\n", Expit(V(0.5)))
	// Output: 0.6225
}
