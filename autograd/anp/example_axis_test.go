package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExampleApplyAlongAxis() {
	x := V([][]float64{{1, 2, 3}, {4, 5, 6}})
	fmt.Println(ApplyAlongAxis(func(v Value) Value { return Max(v) }, 1, x))
	// Output:
	// [3. 6.]
}

func ExampleLdexp() {
	fmt.Println(Ldexp(V(3), V(4)))
	// Output:
	// 48
}
