package didact_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd/didact"
)

// The f of the notebook: log(x²) + y² + xy.
func f(x, y Value) Value { return Log(x.Mul(x)).Add(y.Mul(y)).Add(x.Mul(y)) }

func ExampleGrad() {
	dfdx, dfdy := Grad(f, 0), Grad(f, 1)
	fmt.Println(dfdx(V(1), V(2)), dfdy(V(13), V(4)))
	fmt.Println(Grad(Grad(Exp))(V(0)))
	// Output:
	// 4 21
	// 1
}

func ExampleSlope() {
	fmt.Printf("%.6f\n", Slope(func(x float64) float64 { return x * x }, 3))
	// Output: 6.000000
}

func ExampleMakeVJP() {
	vjp, ans := MakeVJP(func(x Value) Value { return x.Mul(x) }, V(3))
	fmt.Println(ans, vjp(V(1)), vjp(V(10)))
	// Output: 9 6 60
}

func ExampleDefVJP() {
	cube := Primitive("cube", func(x []float64) float64 { return x[0] * x[0] * x[0] })
	DefVJP(cube, func(g, ans Value, x []Value) Value { return g.Mul(V(3)).Mul(x[0]).Mul(x[0]) })
	f := func(x Value) Value { return cube.Call(x) }
	fmt.Println(f(V(2)), Grad(f)(V(2)), Grad(Grad(f))(V(2)))
	// Output: 8 12 12
}

func ExamplePrimitive() {
	double := Primitive("double", func(x []float64) float64 { return 2 * x[0] })
	fmt.Println(double.Name, double.Call(V(4)))
	// Output: double 8
}

// A rule is a function like any other: it can be written once and used by several primitives.
func ExampleVJP() {
	var minusOne VJP = func(g, ans Value, x []Value) Value { return g.Neg() }
	mirror := Primitive("mirror", func(x []float64) float64 { return 1 - x[0] })
	DefVJP(mirror, minusOne)
	fmt.Println(Grad(func(x Value) Value { return mirror.Call(x) })(V(5)))
	// Output: -1
}
