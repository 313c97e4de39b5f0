package ndarray_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleDeferral() {
	x := Full(0.5, 20_000)
	var d Deferral
	y, ok := d.Unary("exp", x)
	if !ok { // on a machine without vector instructions
		y = Exp(x)
	}
	x.Set(100, 7) // y is computed before
	fmt.Printf("%.4f\n", y.At(7))
	// Output: 1.6487
}

func ExampleDeferral_Unary() {
	var d Deferral
	_, ok := d.Unary("exp", ArangeInt(0, 10_000, 1))
	fmt.Println(ok) // integers
	// Output: false
}

func ExampleDeferral_Binary() {
	var d Deferral
	x := Ones(10_000)
	y, ok := d.Binary("add", x, Weak(2.0))
	if !ok {
		y = Add(x, Weak(2.0))
	}
	fmt.Println(Sum(y, nil, false).Float())
	// Output: 30000
}

func ExampleDeferFrom() {
	fmt.Println(DeferFrom() > 0)
	// Output: true
}

func ExampleDeferrable() {
	fmt.Println(Deferrable("arctan"))
	// Output: false
}

func ExampleArray_Deferred() {
	fmt.Println(Ones(3).Deferred() == nil)
	// Output: true
}

func ExampleSettle() {
	var d Deferral
	x := Ones(10_000)
	if y, ok := d.Unary("negative", x); ok {
		Settle(y)
		x = y
	} else {
		x = Negative(x)
	}
	fmt.Println(x.Deferred() == nil, x.At(0))
	// Output: true -1
}
