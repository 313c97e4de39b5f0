package optim_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/optim"
)

// Methods are values: one loop tries them all.
func ExampleMethod() {
	for _, m := range []optim.Method{optim.SGD{StepSize: 0.2, Mass: 0.5}, optim.RMSProp{StepSize: 0.01}, optim.Adam{StepSize: 0.1}} {
		fit := optim.Minimize(m, gradient, line{V(0), V(0)}, 500)
		fmt.Printf("%T: %.2f x + %.2f\n", m, fit.Slope, fit.Offset)
	}
	// Output:
	// optim.SGD: 2.00 x + 1.00
	// optim.RMSProp: 1.99 x + 0.99
	// optim.Adam: 2.00 x + 1.00
}

// parabola is the gradient of x², whose methods' first steps can be followed by hand.
func parabola(x Value, _ int) Value { return x.Mul(V(2)) }

// Without momentum each step is x -= StepSize·2x.
func ExampleSGD() {
	fmt.Println(optim.Minimize(optim.SGD{StepSize: 0.25, Mass: -1}, parabola, V(8), 3))
	// Output: 1
}

// The first step is StepSize, whatever the gradient's size.
func ExampleAdam() {
	fmt.Printf("%.3f\n", optim.Minimize(optim.Adam{StepSize: 0.5}, parabola, V(800), 1))
	// Output: 799.500
}

// With Gamma 0.75 the running mean of g², 1 at the start, is 0.75 + 0.25·16² after the first step from 8.
func ExampleRMSProp() {
	fmt.Printf("%.4f\n", optim.Minimize(optim.RMSProp{StepSize: 1, Gamma: 0.75}, parabola, V(8), 1))
	// Output: 6.0116
}
