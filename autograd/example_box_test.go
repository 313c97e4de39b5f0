package autograd_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
)

// A Value is a number, an array, or a box around one of these.
func ExampleValue() {
	x, y := V(2), V([]float64{1, 2, 3})
	fmt.Println(x.Mul(y).Add(V(1)))
	fmt.Println(Grad(func(x Value) Value { return x.Mul(y).Sum() })(x))
	// Output:
	// [3. 5. 7.]
	// 6
}

// In cells of a notebook the operators of types with this method stand for their methods.
func ExampleValue_Operators() {
	var v interface{ Operators() } = V(1)
	v.Operators()
	fmt.Println(v)
	// Output: 1
}

// The box of an inner trace holds the box of the outer one.
func ExampleArrayBox() {
	Grad(Grad(func(x Value) Value {
		inner, _ := x.Box()
		outer, _ := inner.Value().Box()
		fmt.Println(x, inner.Value(), outer.Value())
		fmt.Println(inner.TraceID() > outer.TraceID(), inner.Node() == outer.Node())
		return x.Mul(x)
	}))(V(3))
	// Output:
	// ArrayBox(ArrayBox(3)) ArrayBox(3) 3
	// true false
}

func ExampleBox() {
	Grad(func(x Value) Value {
		y := Sin(x)
		b, _ := y.Box()
		var box Box = b
		fmt.Println(box.Node().Fun(), box.Node().Parents()[0].Value(), box.TraceID() > 0, box.Value().Equal(GetVal(y)))
		return y
	})(V(0))
	// Output: sin 0 true True
}

func ExampleNode() {
	x := NewRoot(V(3))
	_, y := Trace(x, func(x Value) Value { return Exp(x.Mul(x).Neg()) }, V(3))
	for node := y; node != x; node = node.Parents()[0] {
		fmt.Printf("%v: %.4f\n", node.Fun(), node.Value())
	}
	// Output:
	// exp: 0.0001
	// negative: -9.0000
	// multiply: 9.0000
}

// The recipe of a node is what the primitive was called with, and which arguments have nodes of their own.
func ExampleRecipe() {
	_, y := Trace(NewRoot(V(3)), func(x Value) Value { return V(10).Sub(x) }, V(3))
	r := y.Recipe()
	fmt.Println(r.Value, "is", r.Fun, "of", r.Args, "and depends on argument", r.Argnums, r.Kwargs)
	// Output: 7 is subtract of [10 3] and depends on argument [1] <nil>
}
