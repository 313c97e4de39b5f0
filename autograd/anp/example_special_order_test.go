package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExamplePolygamma() {
	fmt.Printf("%.4g\n", Polygamma(1, V(1)))
	// Output: 1.645
}

func ExampleI0() {
	fmt.Printf("%.4g\n", I0(V(0.5)))
	// Output: 1.063
}

func ExampleI1() {
	fmt.Printf("%.4g\n", I1(V(0.5)))
	// Output: 0.2579
}

func ExampleIV() {
	fmt.Printf("%.4g\n", IV(1.5, V(1)))
	// Output: 0.2935
}

func ExampleIVE() {
	fmt.Printf("%.4g\n", IVE(0, V(100)))
	// Output: 0.03994
}

func ExampleJ0() {
	fmt.Printf("%.4g\n", J0(V(0.5)))
	// Output: 0.9385
}

func ExampleJ1() {
	fmt.Printf("%.4g\n", J1(V(0.5)))
	// Output: 0.2423
}

func ExampleJN() {
	fmt.Printf("%.4g\n", JN(2, V(1)))
	// Output: 0.1149
}

func ExampleY0() {
	fmt.Printf("%.4g\n", Y0(V(0.5)))
	// Output: -0.4445
}

func ExampleY1() {
	fmt.Printf("%.4g\n", Y1(V(0.5)))
	// Output: -1.471
}

func ExampleYN() {
	fmt.Printf("%.4g\n", YN(2, V(1)))
	// Output: -1.651
}

func ExampleGammainc() {
	fmt.Printf("%.4g\n", Gammainc(V(2), V(3)))
	// Output: 0.8009
}

func ExampleGammaincc() {
	fmt.Printf("%.4g\n", Gammaincc(V(2), V(3)))
	// Output: 0.1991
}

func ExampleBetainc() {
	fmt.Printf("%.4g\n", Betainc(V(1), V(2), V(0.5)))
	// Output: 0.75
}
