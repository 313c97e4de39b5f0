package anp_test

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/anp"
)

// The logistic function in the three spellings of "Implementing autograd from scratch": as a formula, with named
// functions for the operators, and one primitive a line. At 1.5 all three have the same value and the same slope.
func Example_logistic() {
	one := autograd.V(1)
	logistic := func(z autograd.Value) autograd.Value { return one.Div(one.Add(anp.Exp(z.Neg()))) }
	logistic2 := func(z autograd.Value) autograd.Value {
		return anp.Reciprocal(anp.Add(one, anp.Exp(anp.Negative(z))))
	}
	logistic3 := func(z autograd.Value) autograd.Value {
		t1 := anp.Negative(z)
		t2 := anp.Exp(t1)
		t3 := anp.Add(one, t2)
		y := anp.Reciprocal(t3)
		return y
	}
	for _, f := range []func(autograd.Value) autograd.Value{logistic, logistic2, logistic3} {
		z := autograd.V(1.5)
		fmt.Printf("%.3f %.6f\n", f(z).Float(), autograd.Grad(f)(z).Float())
	}
	// Output:
	// 0.818 0.149146
	// 0.818 0.149146
	// 0.818 0.149146
}
