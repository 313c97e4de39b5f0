package autograd_test

import (
	"errors"
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleCompile() {
	loss := func(x Value) Value { return anp.Tanh(x).Mul(anp.Exp(x.Mul(x).Neg())).Sum() }
	g := Compile(ValueAndGrad(loss)) // forward and backward pass become one program
	value, grad := g(V([]float64{0.5, 1, 2}))
	fmt.Printf("%.4f %.4f\n", value, grad)
	// Output:
	// 0.6577 [0.2526 -0.4058 -0.0693]
}

// Functions of anything that holds Values can be compiled: here a step of gradient descent.
func ExampleCompile_containers() {
	type line struct{ Slope, Offset Value }
	loss := func(l line, x, y Value) Value {
		d := l.Slope.Mul(x).Add(l.Offset).Sub(y)
		return d.Mul(d).Mean()
	}
	step := Compile(func(l line, x, y Value, rate float64) line {
		g := GradOf(func(l line) Value { return loss(l, x, y) })(l)
		return MapTrees(func(vs ...Value) Value { return vs[0].Sub(vs[1].Mul(V(rate))) }, l, g)
	})
	l := line{V(0), V(0)}
	for range 1000 {
		l = step(l, V([]float64{0, 1, 2}), V([]float64{1, 3, 5}), 0.1)
	}
	fmt.Printf("%.3f %.3f\n", l.Slope, l.Offset)
	// Output:
	// 2.000 1.000
}

// An if on a comparison is checked at each run; another outcome is traced anew.
func ExampleCompile_branches() {
	f := Compile(Grad(func(x Value) Value {
		if x.Less(V(0)).Bool() {
			return x.Mul(x)
		}
		return x
	}))
	fmt.Println(f(V(3)), f(V(-3)))
	// Output:
	// 1 -6
}

func ExampleCompileError() {
	var err error
	func() {
		defer Catch(&err)
		Compile(func(x Value) Value { return V(2 * x.Mul(x).Float()) })(V(3))
	}()
	var e *CompileError
	fmt.Println(errors.As(err, &e), e.Op, "of", e.Value)
	// Output:
	// true Float of the result of multiply, a number
}

func ExamplePlain() {
	var span Prim
	Plain[int]{&span, "span", func(xs []*ndarray.Array, axis int) *ndarray.Array {
		return ndarray.Ptp(xs[0], []int{axis}, false)
	}}.Define()
	f := func(x Value) Value { return x.Mul(span.ApplyN([]Value{x}, 0)) } // the span is a constant
	fmt.Println(ElementwiseGrad(f)(V([]float64{1, 2, 5})))
	// Output:
	// [4. 4. 4.]
}

func ExamplePlainUnary() {
	var half Prim
	PlainUnary{&half, "half", func(x float64) float64 { return x / 2 }, func(x *ndarray.Array, dst ...*ndarray.Array) *ndarray.Array {
		return ndarray.Divide(x, ndarray.Weak(2.0), dst...)
	}}.Define()
	fmt.Println(half.Call1(V(3)), Grad(half.Call1)(V(3)))
	// Output:
	// 1.5 0
}
