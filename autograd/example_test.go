package autograd_test

import (
	"errors"
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// The function on the first page of the document, and its gradients there.
func Example() {
	f := func(x, y Value) Value { return Log(x.Mul(x)).Add(y.Mul(y)).Add(x.Mul(y)) }
	dfdx := Grad(f, 0)
	dfdy := Grad(f, 1)
	fmt.Println(dfdx(V(1), V(2)))
	fmt.Println(dfdy(V(13), V(4)))
	// Output:
	// 4
	// 21
}

func ExampleGrad() {
	cube := func(x Value) Value { return x.Pow(V(3)) }
	fmt.Println(Grad(cube)(V(2)), Grad(Grad(cube))(V(2)))
	fmt.Println(Grad(func(x Value) Value { return Exp(x).Sum() })(V([]float64{0, 1})))
	// Output:
	// 12 12
	// [1.         2.71828183]
}

func ExampleGradN() {
	f := func(x, y Value) Value { return x.Mul(y) }
	fmt.Println(GradN(f)(V(2), V(3)))
	// Output: [3 2]
}

func ExampleValueAndGrad() {
	value, grad := ValueAndGrad(func(x Value) Value { return x.Mul(x) })(V(3))
	fmt.Println(value, grad)
	// Output: 9 6
}

func ExampleValueAndGradN() {
	value, grads := ValueAndGradN(func(x, y Value) Value { return x.Mul(y) })(V(2), V(3))
	fmt.Println(value, grads)
	// Output: 6 [3 2]
}

func ExampleGradAndAux() {
	grad, aux := GradAndAux(func(x Value) (loss, aux Value) {
		prediction := x.Mul(V(2))
		return prediction.Mul(prediction), prediction
	})(V(3))
	fmt.Println(grad, aux)
	// Output: 24 6
}

func ExampleGradOf() {
	type Line struct{ Slope, Offset Value }
	loss := func(l Line) Value {
		miss := l.Slope.Mul(V([]float64{0, 1, 2})).Add(l.Offset).Sub(V([]float64{1, 3, 5}))
		return miss.Mul(miss).Sum()
	}
	g := GradOf(loss)(Line{Slope: V(1), Offset: V(0)})
	fmt.Println(g.Slope, g.Offset)
	// Output: -16 -12
}

func ExampleGradOf2() {
	loss := func(w map[string]Value, step int) Value { return w["a"].Mul(V(step)).Add(w["b"]) }
	fmt.Println(GradOf2(loss)(map[string]Value{"a": V(1), "b": V(2)}, 7))
	// Output: map[a:7 b:1]
}

func ExampleValueAndGradOf() {
	value, grad := ValueAndGradOf(func(x []Value) Value { return x[0].Mul(x[1]) })([]Value{V(2), V(3)})
	fmt.Println(value, grad)
	// Output: 6 [3 2]
}

func ExampleGradNamed() {
	type Args struct{ X, Y Value }
	f := func(a Args) Value { return Log(a.X.Mul(a.X)).Add(a.Y.Mul(a.Y)).Add(a.X.Mul(a.Y)) }
	fmt.Println(GradNamed(f, "Y")(Args{X: V(13), Y: V(4)}))
	// Output: 21
}

func ExampleElementwiseGrad() {
	fmt.Println(ElementwiseGrad(Square)(V([]float64{1, 2, 3})))
	// Output: [2. 4. 6.]
}

func ExampleDeriv() {
	fmt.Println(Deriv(Sin)(V(0)))
	// Output: 1
}

func ExampleJacobian() {
	f := func(x Value) Value { return Stack(x.Index(0).Mul(x.Index(1)), x.Index(0)) }
	fmt.Println(Jacobian(f)(V([]float64{2, 3})))
	// Output:
	// [[3. 2.]
	//  [1. 0.]]
}

func ExampleHessian() {
	f := func(x Value) Value { return x.Index(0).Mul(x.Index(0)).Mul(x.Index(1)) }
	fmt.Println(Hessian(f)(V([]float64{2, 3})))
	// Output:
	// [[6. 4.]
	//  [4. 0.]]
}

func ExampleHessianVectorProduct() {
	f := func(x Value) Value { return x.Pow(V(3)).Sum() }
	fmt.Println(HessianVectorProduct(f)(V([]float64{1, 2}), V([]float64{1, 1})))
	// Output: [ 6. 12.]
}

func ExampleMakeHVP() {
	hvp, grad := MakeHVP(func(x Value) Value { return x.Pow(V(3)).Sum() })(V([]float64{1, 2}))
	fmt.Println(grad, hvp(V([]float64{1, 0})))
	// Output: [ 3. 12.] [6. 0.]
}

func ExampleMakeVJP() {
	vjp, value := MakeVJP(Exp)(V([]float64{0, 0}))
	fmt.Println(value, vjp(V([]float64{1, 5})))
	// Output: [1. 1.] [1. 5.]
}

func ExampleMakeVJPN() {
	vjp, value := MakeVJPN(func(x, y Value) Value { return x.Mul(y) })(V(2), V([]float64{3, 4}))
	fmt.Println(value, vjp(V([]float64{1, 10})))
	// Output: [6. 8.] [43 [ 2. 20.]]
}

func ExampleMakeJVP() {
	value, tangent := MakeJVP(Square)(V(3))(V(10))
	fmt.Println(value, tangent)
	// Output: 9 60
}

func ExampleMakeVJPOf() {
	vjp, out := MakeVJPOf(func(x []Value) []Value { return []Value{x[0].Add(x[1]), x[0]} })([]Value{V(1), V(2)})
	fmt.Println(out, vjp([]Value{V(10), V(1)}))
	// Output: [3 1] [11 10]
}

func ExampleMakeJVPOf() {
	out, tangent := MakeJVPOf(func(x []Value) Value { return x[0].Mul(x[1]) })([]Value{V(2), V(3)})([]Value{V(1), V(0)})
	fmt.Println(out, tangent)
	// Output: 6 3
}

func ExampleMakeGGNVP() {
	ggnvp, value := MakeGGNVP(Exp, nil)(V([]float64{0, 0}))
	fmt.Println(value, ggnvp(V([]float64{1, 2})))
	// Output: [1. 1.] [1. 2.]
}

func ExampleVectorJacobianProduct() {
	fmt.Println(VectorJacobianProduct(Square)(V([]float64{1, 2}), V([]float64{1, 10})))
	// Output: [ 2. 40.]
}

func ExampleTensorJacobianProduct() {
	fmt.Println(TensorJacobianProduct(Square)(V([]float64{1, 2}), V([]float64{1, 10})))
	// Output: [ 2. 40.]
}

func ExampleHolomorphicGrad() {
	fmt.Println(HolomorphicGrad(Square)(V(1 + 2i)))
	// Output: (2+4j)
}

func ExampleStopGradient() {
	fmt.Println(Grad(func(x Value) Value { return x.Mul(StopGradient(x)) })(V(3)))
	// Output: 3
}

func ExampleCheckpoint() {
	f := func(x Value) Value { return Sin(Exp(x)) }
	fmt.Println(Grad(Checkpoint(f))(V(0)).Equal(Grad(f)(V(0))))
	// Output: True
}

func ExampleFixedPoint() {
	// Newton's iteration for the square root of a
	root := func(a Value) Value {
		return FixedPoint(func(x Value, p []Value) Value { return x.Add(p[0].Div(x)).Mul(V(0.5)) }, V(1), 1e-12, a)
	}
	fmt.Printf("%.4f %.4f\n", root(V(4)), Grad(root)(V(4)))
	// Output: 2.0000 0.2500
}

func ExampleLinearize() {
	value, linear := Linearize(Square, V(3))
	fmt.Println(value, linear(V(1)), linear(V(2)))
	// Output: 9 6 12
}

func ExampleVmap() {
	norm := func(x Value) Value { return Norm(x, nil) }
	fmt.Println(Vmap(norm)(V([][]float64{{3, 4}, {5, 12}})))
	// Output: [ 5. 13.]
}

func ExampleMapTree() {
	fmt.Println(MapTree(func(v Value) Value { return v.Neg() }, map[string]Value{"a": V(1), "b": V(2)}))
	// Output: map[a:-1 b:-2]
}

func ExampleMapTrees() {
	sum := func(vs ...Value) Value { return vs[0].Add(vs[1]) }
	fmt.Println(MapTrees(sum, []Value{V(1), V(2)}, []Value{V(10), V(20)}))
	// Output: [11 22]
}

func ExampleLeaves() {
	fmt.Println(Leaves(map[string]Value{"b": V(2), "a": V(1)}))
	// Output: [1 2]
}

func ExampleFlatten() {
	vector, unflatten := Flatten(map[string]Value{"a": V(1), "b": V([]float64{2, 3})})
	fmt.Println(vector, unflatten(vector.Mul(V(10))))
	// Output: [1. 2. 3.] map[a:10 b:[20. 30.]]
}

func ExamplePrimitive() {
	softplus := Primitive("softplus", func(x Value) Value { return Log1p(Exp(x)) })
	DefVJP(softplus, func(g, ans, x Value) Value { return g.Mul(Expit(x)) })
	fmt.Println(Grad(softplus.Call1)(V(0)))
	// Output: 0.5
}

func ExampleDefJVP() {
	scale := Primitive("scale", func(x, y Value) Value { return x.Mul(y) })
	DefJVP(scale, "same", "same") // it is linear in each argument
	fmt.Println(Deriv(scale.Call2, 1)(V(2), V(3)))
	// Output: 2
}

func ExampleNotracePrimitive() {
	isPositive := NotracePrimitive("is_positive", func(x Value) Value { return x.Greater(V(0)) })
	relu := func(x Value) Value { return Where(isPositive.Call1(x), x, V(0)) }
	fmt.Println(Grad(relu)(V(3)), Grad(relu)(V(-3)))
	// Output: 1 0
}

func ExampleTrace() {
	end, node := Trace(NewRoot(V(2)), func(x Value) Value { return Exp(x.Neg()) }, V(2))
	fmt.Printf("%.3f\n", end)
	for n := range Toposort(node) {
		fmt.Println(n.Fun(), n.Value())
	}
	fmt.Printf("%.3f\n", BackwardPass(V(1), node))
	// Output:
	// 0.135
	// exp 0.1353352832366127
	// negative -2
	// <nil> 2
	// -0.135
}

func ExampleCheckGrads() {
	wrong := Primitive("wrong", func(x Value) Value { return x.Mul(x) })
	DefVJP(wrong, func(g, ans, x Value) Value { return g.Mul(x) }) // forgot the 2
	err := CheckGrads(wrong.Call1, []Value{V(3)}, Reverse, 1)
	var bad *GradError
	fmt.Println(errors.As(err, &bad), bad.Mode, bad.Argnum)
	fmt.Println(CheckGrads(Sin, []Value{V(3)}, Forward|Reverse, 3))
	// Output:
	// true VJP 0
	// <nil>
}

func ExampleDetectAnomaly() {
	f := func(x Value) Value {
		return Log(x.Mul(x))
	}
	err := func() (err error) {
		defer Catch(&err)
		Grad(DetectAnomaly(f))(V(0))
		return nil
	}()
	var anomaly *AnomalyError
	fmt.Println(errors.As(err, &anomaly), anomaly.Primitive, anomaly.Msg)
	// Output: true log the result has an infinity; the arguments were 0
}

func ExampleCatch() {
	sum := func(a, b []float64) (v Value, err error) {
		defer Catch(&err)
		return V(a).Add(V(b)), nil
	}
	_, err := sum([]float64{1, 2}, []float64{1, 2, 3})
	fmt.Println(err)
	// Output: add: shapes (2,) and (3,): could not be broadcast together
}

func ExampleV() {
	fmt.Println(V(3), V([]float64{1, 2}), V([][]Value{{V(1), V(2)}}))
	// Output: 3 [1. 2.] [[1. 2.]]
}

func ExampleRegister() {
	type Celsius struct{ Degrees float64 }
	Register(func(c Celsius) Value { return V(c.Degrees) })
	fmt.Println(V(Celsius{20}).Add(V(1)))
	// Output: 21
}

func ExampleSubvals() {
	fmt.Println(Subvals([]int{0, 1, 2, 3}, map[int]int{0: 10, 2: 12}))
	// Output: [10 1 12 3]
}

func ExampleSubval() {
	fmt.Println(Subval([]string{"a", "b"}, 1, "c"))
	// Output: [a c]
}

func ExampleValue_At() {
	x := V([][]float64{{1, 2, 3}, {4, 5, 6}})
	fmt.Println(x.At(1, 2), x.At(ndarray.Ellipsis, -1), x.At(0, ndarray.Range(0, 2)), x.At(x.Greater(V(4))))
	// Output: 6 [3. 6.] [1. 2.] [5. 6.]
}

func ExampleValue_Set() {
	x := V([]float64{1, 2, 3})
	fmt.Println(x.Set(V(9), 1), x)
	// Output: [1. 9. 3.] [1. 2. 3.]
}

func ExampleValue_AddAt() {
	fmt.Println(V([]float64{0, 0}).AddAt(V(1), []int{1, 1}))
	// Output: [0. 2.]
}

func ExampleValue_Format() {
	fmt.Printf("%.2f %v %.1f\n", V(1.0/3), V(4), V([]float64{1, 2}))
	// Output: 0.33 4 [1.0 2.0]
}

func ExampleWhere() {
	x := V([]float64{-1, 2})
	fmt.Println(Where(x.Greater(V(0)), x, V(0)))
	// Output: [0. 2.]
}

func ExampleConcatenate() {
	fmt.Println(Concatenate(0, V([]float64{1, 2}), V([]float64{3})))
	// Output: [1. 2. 3.]
}

func ExampleStack() {
	fmt.Println(Stack(V(1), V(2)))
	// Output: [1. 2.]
}

func ExampleTensorDot() {
	x := V([][]float64{{1, 2}, {3, 4}})
	fmt.Println(TensorDot(x, x, []int{0, 1}, []int{0, 1}))
	// Output: 30
}
