package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExampleOdeint() {
	decay := func(y, t Value, args ...Value) Value { return y.Mul(args[0]).Neg() }
	y := func(rate Value) Value { return Odeint(decay, V(1), V([]float64{0, 1}), rate).Index(1) }
	fmt.Printf("%.5f %.5f\n", y(V(1)), Grad(y)(V(1)))
	// Output: 0.36788 -0.36788
}
