package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExampleAdd() {
	fmt.Printf("%.4g\n", Add(V(2), V(3)))
	// Output: 5
}

func ExampleSubtract() {
	fmt.Printf("%.4g\n", Subtract(V(2), V(3)))
	// Output: -1
}

func ExampleMultiply() {
	fmt.Printf("%.4g\n", Multiply(V(2), V(3)))
	// Output: 6
}

func ExampleDivide() {
	fmt.Printf("%.4g\n", Divide(V(2), V(3)))
	// Output: 0.6667
}

func ExampleTrueDivide() {
	fmt.Printf("%.4g\n", TrueDivide(V(2), V(3)))
	// Output: 0.6667
}

func ExampleMod() {
	fmt.Printf("%.4g\n", Mod(V(2), V(3)))
	// Output: 2
}

func ExampleRemainder() {
	fmt.Printf("%.4g\n", Remainder(V(2), V(3)))
	// Output: 2
}

func ExampleFmod() {
	fmt.Printf("%.4g\n", Fmod(V(2), V(3)))
	// Output: 2
}

func ExamplePower() {
	fmt.Printf("%.4g\n", Power(V(2), V(3)))
	// Output: 8
}

func ExamplePow() {
	fmt.Printf("%.4g\n", Pow(V(2), V(3)))
	// Output: 8
}

func ExampleNegative() {
	fmt.Printf("%.4g\n", Negative(V(0.5)))
	// Output: -0.5
}

func ExampleReciprocal() {
	fmt.Printf("%.4g\n", Reciprocal(V(0.5)))
	// Output: 2
}

func ExampleSquare() {
	fmt.Printf("%.4g\n", Square(V(0.5)))
	// Output: 0.25
}

func ExampleAbs() {
	fmt.Printf("%.4g\n", Abs(V(0.5)))
	// Output: 0.5
}

func ExampleAbsolute() {
	fmt.Printf("%.4g\n", Absolute(V(0.5)))
	// Output: 0.5
}

func ExampleFabs() {
	fmt.Printf("%.4g\n", Fabs(V(0.5)))
	// Output: 0.5
}

func ExampleReal() {
	fmt.Printf("%.4g\n", Real(V(1+2i)))
	// Output: 1
}

func ExampleImag() {
	fmt.Printf("%.4g\n", Imag(V(1+2i)))
	// Output: 2
}

func ExampleConj() {
	fmt.Printf("%.4g\n", Conj(V(1+2i)))
	// Output: (1-2i)
}

func ExampleConjugate() {
	fmt.Printf("%.4g\n", Conjugate(V(1+2i)))
	// Output: (1-2i)
}

func ExampleAngle() {
	fmt.Printf("%.4g\n", Angle(V(1i)))
	// Output: 1.571
}

func ExampleMaximum() {
	fmt.Printf("%.4g\n", Maximum(V(2), V(3)))
	// Output: 3
}

func ExampleMinimum() {
	fmt.Printf("%.4g\n", Minimum(V(2), V(3)))
	// Output: 2
}

func ExampleFmax() {
	fmt.Printf("%.4g\n", Fmax(V(2), V(3)))
	// Output: 3
}

func ExampleFmin() {
	fmt.Printf("%.4g\n", Fmin(V(2), V(3)))
	// Output: 2
}

func ExampleArctan2() {
	fmt.Printf("%.4g\n", Arctan2(V(2), V(3)))
	// Output: 0.588
}

func ExampleHypot() {
	fmt.Printf("%.4g\n", Hypot(V(2), V(3)))
	// Output: 3.606
}

func ExampleLogAddExp() {
	fmt.Printf("%.4g\n", LogAddExp(V(2), V(3)))
	// Output: 3.313
}

func ExampleLogAddExp2() {
	fmt.Printf("%.4g\n", LogAddExp2(V(2), V(3)))
	// Output: 3.585
}

func ExampleCopySign() {
	fmt.Printf("%.4g\n", CopySign(V(2), V(3)))
	// Output: 2
}

func ExampleHeaviside() {
	fmt.Printf("%.4g\n", Heaviside(V(0), V(0.5)))
	// Output: 0.5
}
