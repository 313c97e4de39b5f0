package didact_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd/didact"
)

// Operators are methods; in cells, which see the method Operators, they are written x*y + 1.
func ExampleValue() {
	x, y := V(6), V(3)
	x.Operators()
	fmt.Println(x.Add(y), x.Sub(y), x.Mul(y), x.Div(y), x.Neg())
	fmt.Println(x.Less(y), x.Greater(y), x.Float()+0.5)
	// Output:
	// 9 3 18 2 -6
	// false true 6.5
}

func ExampleAdd() {
	fmt.Println(Add(V(1), V(2)))
	// Output: 3
}

func ExampleSubtract() {
	fmt.Println(Subtract(V(1), V(2)))
	// Output: -1
}

func ExampleMultiply() {
	fmt.Println(Multiply(V(3), V(2)))
	// Output: 6
}

func ExampleDivide() {
	fmt.Println(Divide(V(3), V(2)))
	// Output: 1.5
}

func ExampleNegative() {
	fmt.Println(Negative(V(3)))
	// Output: -3
}

func ExampleReciprocal() {
	fmt.Println(Reciprocal(V(4)))
	// Output: 0.25
}

func ExampleExp() {
	fmt.Println(Exp(V(0)))
	// Output: 1
}

func ExampleLog() {
	fmt.Println(Log(V(1)))
	// Output: 0
}

func ExampleFloor() {
	fmt.Println(Floor(V(2.5)))
	// Output: 2
}
