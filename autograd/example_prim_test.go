package autograd_test

import (
	"fmt"
	"math"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// The registry knows all primitives by their NumPy names.
func ExamplePrim() {
	power := FindPrimitive("power")
	fmt.Println(power.Name(), "computes", power.Doc())
	vjp, jvp := power.Rules()
	fmt.Println("VJPs:", vjp, "JVPs:", jvp)
	lo, hi, args := power.Domain()
	fmt.Println("tests draw its", args, "arguments between", lo, "and", hi)
	fmt.Println(power.String(), power.Call2(V(2), V(10)), FindPrimitive("negative").Call1(V(2)))
	// Output:
	// power computes x to the power y
	// VJPs: [true true] JVPs: [true true]
	// tests draw its 2 arguments between 0.3 and 3
	// power 1024 -2
}

// Sum is defined with the axes as its options.
func ExamplePrim_Apply1() {
	sum := FindPrimitive("sum")
	x := V([][]float64{{1, 2}, {3, 4}})
	fmt.Println(sum.Apply1(x, Axes{0}), sum.Apply1(x, Axes(nil)))
	// Output: [4. 6.] 10
}

// Op2 makes a primitive of two arrays and options: here a product with a constant factor, which is linear in both.
func ExampleOp2() {
	Op2[float64]{Prim: &scaledProduct, Name: "scaled_product", Doc: "k·x·y",
		A: func(x, y *ndarray.Array, k float64) *ndarray.Array {
			return ndarray.Multiply(ndarray.Multiply(x, y), ndarray.Weak(k))
		},
		VJPX: func(g, _, _, y Value, k float64) Value { return scaledProduct.Apply2(g, y, k) },
		VJPY: func(g, _, x, _ Value, k float64) Value { return scaledProduct.Apply2(x, g, k) },
	}.Define()
	f := func(x, y Value) Value { return scaledProduct.Apply2(x, y, 10.0).Sum() }
	grads := GradN(f)(V([]float64{1, 2}), V([]float64{3, 4}))
	fmt.Println(grads[0], grads[1])
	// Output: [30. 40.] [10. 20.]
}

var scaledProduct, weightedSum, smoothMax Prim

// OpN makes a primitive of any number of arrays. One that is linear in all of them together needs a VJP only.
func ExampleOpN() {
	OpN[float64]{Prim: &weightedSum, Name: "weighted_sum", Doc: "Σ kⁱ·xᵢ", Linear: true,
		A: func(xs []*ndarray.Array, k float64) *ndarray.Array {
			sum := ndarray.ZerosLike(xs[0])
			for i, x := range xs {
				sum = ndarray.Add(sum, ndarray.Multiply(x, ndarray.Weak(math.Pow(k, float64(i)))))
			}
			return sum
		},
		VJP: func(argnum int, g, _ Value, _ []Value, k float64) Value {
			return g.Mul(V(math.Pow(k, float64(argnum))))
		},
	}.Define()
	f := func(x, y, z Value) Value { return weightedSum.ApplyN([]Value{x, y, z}, 0.5) }
	fmt.Println(f(V(4), V(4), V(4)), GradN(f)(V(4), V(4), V(4)), Deriv(f, 2)(V(4), V(4), V(4)))
	// Output: 7 [1 0.5 0.25] 0.25
}

// Axes are what a reduction is called with; nil means all.
func ExampleAxes() {
	Reduction{Prim: &smoothMax, Name: "smooth_max", Doc: "log Σ exp(x)",
		A: func(x *ndarray.Array, axes []int, keepdims bool) *ndarray.Array {
			return ndarray.Log(ndarray.Sum(ndarray.Exp(x), axes, keepdims))
		},
		W: func(ans, x Value, _ Axes) Value { return FindPrimitive("exp").Call1(x.Sub(ans)) },
	}.Define()
	x := V([][]float64{{0, 0}, {0, 0}})
	fmt.Printf("%.3f\n", smoothMax.Apply1(x, Axes{1}))
	fmt.Println(Grad(func(x Value) Value { return smoothMax.Apply1(x, Axes(nil)) })(x))
	// Output:
	// [0.693 0.693]
	// [[0.25 0.25]
	//  [0.25 0.25]]
}

func ExampleMode() {
	f := func(x Value) Value { return x.Pow(V(3)) }
	fmt.Println(CheckGrads(f, []Value{V(1.2)}, Forward, 1), CheckGrads(f, []Value{V(1.2)}, Forward|Reverse, 3))
	// Output: <nil> <nil>
}

func ExamplePrim_Apply2() {
	where := FindPrimitive("where") // with the condition as its option
	fmt.Println(where.Apply2(V([]float64{1, 2}), V(0), ndarray.Of([]bool{true, false})))
	// Output: [1. 0.]
}

func ExamplePrim_ApplyN() {
	concatenate := FindPrimitive("concatenate") // with the axis as its option
	fmt.Println(concatenate.ApplyN([]Value{V([]float64{1}), V([]float64{2, 3})}, 0))
	// Output: [1. 2. 3.]
}
