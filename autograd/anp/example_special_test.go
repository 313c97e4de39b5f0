package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExampleErf() {
	fmt.Printf("%.4g\n", Erf(V(0.5)))
	// Output: 0.5205
}

func ExampleErfc() {
	fmt.Printf("%.4g\n", Erfc(V(0.5)))
	// Output: 0.4795
}

func ExampleErfinv() {
	fmt.Printf("%.4g\n", Erfinv(V(0.5)))
	// Output: 0.4769
}

func ExampleErfcinv() {
	fmt.Printf("%.4g\n", Erfcinv(V(0.5)))
	// Output: 0.4769
}

func ExampleGamma() {
	fmt.Printf("%.4g\n", Gamma(V(0.5)))
	// Output: 1.772
}

func ExampleGammaln() {
	fmt.Printf("%.4g\n", Gammaln(V(0.5)))
	// Output: 0.5724
}

func ExampleRgamma() {
	fmt.Printf("%.4g\n", Rgamma(V(0.5)))
	// Output: 0.5642
}

func ExampleDigamma() {
	fmt.Printf("%.4g\n", Digamma(V(0.5)))
	// Output: -1.964
}

func ExamplePsi() {
	fmt.Printf("%.4g\n", Psi(V(0.5)))
	// Output: -1.964
}

func ExampleLogit() {
	fmt.Printf("%.4g\n", Logit(V(0.5)))
	// Output: 0
}

func ExampleNdtr() {
	fmt.Printf("%.4g\n", Ndtr(V(0.5)))
	// Output: 0.6915
}

func ExampleLogNdtr() {
	fmt.Printf("%.4g\n", LogNdtr(V(0.5)))
	// Output: -0.3689
}

func ExampleEntr() {
	fmt.Printf("%.4g\n", Entr(V(0.5)))
	// Output: 0.3466
}

func ExampleBeta() {
	fmt.Printf("%.4g\n", Beta(V(2), V(3)))
	// Output: 0.08333
}

func ExampleBetaln() {
	fmt.Printf("%.4g\n", Betaln(V(2), V(3)))
	// Output: -2.485
}

func ExampleMultigammaln() {
	fmt.Printf("%.4g\n", Multigammaln(V(3), 2))
	// Output: 1.55
}

func ExampleGammasgn() {
	fmt.Printf("%.4g\n", Gammasgn(V(-0.5)))
	// Output: -1
}
