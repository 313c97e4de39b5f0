package autograd_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
)

// A loop of gradient descent whose arrays are used again: each round gives back what it no longer needs.
func ExampleRelease() {
	grad := Compile(Grad(func(x Value) Value { return x.Sub(V(3)).Mul(x.Sub(V(3))).Sum() }))
	step := Compile(func(x, g Value) Value { return x.Sub(g.Mul(V(0.25))) })

	start := V(make([]float64, 1000))
	x := start
	for range 20 {
		g := grad(x)
		next := step(x, g)
		Release(x, g)
		x = next
	}
	fmt.Printf("%.4f %v\n", x.At(0).Float(), start.At(0)) // what was not a result is left as it is
	// Output: 3.0000 0
}
