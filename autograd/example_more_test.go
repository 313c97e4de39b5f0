package autograd_test

import (
	"encoding/json"
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// The primitives that examples define.
var cube, weighted, shift, rms, reversed Prim

func ExampleIsBox() {
	fmt.Println(IsBox(V(1)))
	Grad(func(x Value) Value { fmt.Println(IsBox(x)); return x })(V(1))
	// Output:
	// false
	// true
}

func ExampleGetVal() {
	Grad(func(x Value) Value { fmt.Println(x, GetVal(x)); return x })(V(1))
	// Output: ArrayBox(1) 1
}

func ExampleNewBox() {
	box := NewBox(1.5, 1<<40, NewRoot(V(1.5)))
	fmt.Println(box, box.Add(V(1)))
	// Output: ArrayBox(1.5) ArrayBox(2.5)
}

func ExampleNewNode() {
	z := NewRoot(V(1.5))
	minus := FindPrimitive("negative")
	t1 := NewNode(V(-1.5), minus, []Value{V(1.5)}, nil, []int{0}, []*Node{z})
	fmt.Println(t1.Value(), t1.Fun(), t1.Parents()[0] == z)
	// Output: -1.5 negative true
}

func ExampleNewRoot() {
	fmt.Println(NewRoot(V(3)).Value(), len(NewRoot(V(3)).Parents()))
	// Output: 3 0
}

func ExampleNode_Recipe() {
	_, y := Trace(NewRoot(V(3)), func(x Value) Value { return V(2).Mul(x) }, V(3))
	r := y.Recipe()
	fmt.Println(r.Fun, r.Value, r.Args, r.Argnums)
	// Output: multiply 6 [2 3] [1]
}

func ExampleValue_Box() {
	Grad(func(x Value) Value {
		box, ok := x.Box()
		fmt.Println(ok, box.Value(), box.Node().Fun() == nil)
		return x
	})(V(2))
	// Output: true 2 true
}

func ExampleFindTopBoxedArgs() {
	Grad(func(x Value) Value {
		argnums, _ := FindTopBoxedArgs([]Value{V(1), x, V(2), x})
		fmt.Println(argnums)
		return x
	})(V(2))
	// Output: [1 3]
}

func ExampleToposort() {
	_, y := Trace(NewRoot(V(3)), func(x Value) Value { t := x.Mul(x); return t.Add(t) }, V(3))
	for n := range Toposort(y) {
		fmt.Println(n.Value())
	}
	// Output:
	// 18
	// 9
	// 3
}

func ExampleBackwardPass() {
	_, y := Trace(NewRoot(V(3)), func(x Value) Value { return x.Mul(x) }, V(3))
	fmt.Println(BackwardPass(V(1), y))
	// Output: 6
}

func ExampleAddOutgrads() {
	fmt.Println(AddOutgrads(V(1), V(2)))
	// Output: 3
}

func ExampleDefVJP() {
	cube := Primitive("cube", func(x Value) Value { return x.Mul(x).Mul(x) })
	DefVJP(cube, func(g, ans, x Value) Value { return g.Mul(V(3)).Mul(x).Mul(x) })
	fmt.Println(Grad(cube.Call1)(V(2)), Grad(Grad(cube.Call1))(V(2)))
	// Output: 12 12
}

func ExampleFindPrimitive() {
	p := FindPrimitive("reciprocal")
	fmt.Println(p.Name(), p.Doc(), p.Call1(V(4)))
	// Output: reciprocal 1/x 0.25
}

func ExamplePrimitives() {
	fmt.Println(len(Primitives()) > 100)
	// Output: true
}

func ExamplePrim_Call() {
	fmt.Println(FindPrimitive("add").Call(V(1), V(2)))
	// Output: 3
}

func ExampleUnary() {
	Unary{Prim: &cube, Name: "example_cube", F: func(x float64) float64 { return x * x * x },
		D: func(g, ans, x Value) Value { return g.Mul(V(3)).Mul(x).Mul(x) }}.Define()
	fmt.Println(Grad(cube.Call1)(V(2)), cube.Call1(V([]float64{1, 2})))
	// Output: 12 [1. 8.]
}

func ExampleBinary() {
	Binary{Prim: &weighted, Name: "example_weighted", F: func(x, y float64) float64 { return x + 2*y },
		DX: func(g, ans, x, y Value) Value { return g },
		DY: func(g, ans, x, y Value) Value { return g.Mul(V(2)) }}.Define()
	fmt.Println(GradN(weighted.Call2)(V(1), V(2)))
	// Output: [1 2]
}

func ExampleOp1() {
	Op1[int]{Prim: &shift, Name: "example_shift",
		A:   func(x *ndarray.Array, n int) *ndarray.Array { return ndarray.Roll(x, n, 0) },
		VJP: func(g, ans, x Value, n int) Value { return shift.Apply1(g, -n) }}.Define()
	x := V([]float64{1, 2, 3})
	fmt.Println(shift.Apply1(x, 1))
	fmt.Println(Grad(func(x Value) Value { return shift.Apply1(x, 1).Index(0) })(x))
	// Output:
	// [3. 1. 2.]
	// [0. 0. 1.]
}

func ExampleReduction() {
	Reduction{Prim: &rms, Name: "example_sum_of_squares",
		A: func(x *ndarray.Array, axes []int, keepdims bool) *ndarray.Array {
			return ndarray.Sum(ndarray.Square(x), axes, keepdims)
		},
		W: func(ans, x Value, axes Axes) Value { return x.Mul(V(2)) }}.Define()
	fmt.Println(Grad(func(x Value) Value { return rms.Apply1(x, Axes(nil)) })(V([]float64{1, 2})))
	// Output: [2. 4.]
}

func ExampleRearrange() {
	Rearrange[bool]{Prim: &reversed, Name: "example_reversed", View: true,
		A: func(x *ndarray.Array, _ bool) *ndarray.Array { return x.Flip() }}.Define()
	fmt.Println(Grad(func(x Value) Value { return reversed.Apply1(x, true).Index(0) })(V([]float64{1, 2})))
	// Output: [0. 1.]
}

func ExampleVSpaceOf() {
	s := VSpaceOf(V([]float64{1, 2}))
	fmt.Println(s.Size(), s.StandardBasis())
	// Output: 2 [[1. 0.] [0. 1.]]
}

func ExampleJacobianForward() {
	fmt.Println(JacobianForward(Square)(V([]float64{1, 2})))
	// Output:
	// [[2. 0.]
	//  [0. 4.]]
}

func ExampleJacobianReverse() {
	fmt.Println(JacobianReverse(Square)(V([]float64{1, 2})))
	// Output:
	// [[2. 0.]
	//  [0. 4.]]
}

func ExampleHessianTensorProduct() {
	f := func(x Value) Value { return x.Pow(V(3)).Sum() }
	fmt.Println(HessianTensorProduct(f)(V([]float64{1, 2}), V([]float64{1, 1})))
	// Output: [ 6. 12.]
}

func ExampleMakeJVPReversemode() {
	fmt.Println(MakeJVPReversemode(Square)(V(3))(V(10)))
	// Output: 60
}

func ExampleStackAlong() {
	fmt.Println(StackAlong(1, V([]float64{1, 2}), V([]float64{3, 4})))
	// Output:
	// [[1. 3.]
	//  [2. 4.]]
}

func ExampleWrap() {
	fmt.Println(Wrap(ndarray.Arange(0, 3, 1)).Sum())
	// Output: 3
}

func ExampleValue_MarshalJSON() {
	data, err := json.Marshal(map[string]Value{"w": V([]float64{1, 2})})
	fmt.Println(string(data), err)
	// Output: {"w":{"dtype":"float64","shape":[2],"data":[1,2]}} <nil>
}

func ExampleValue_UnmarshalJSON() {
	var v Value
	err := json.Unmarshal([]byte("[[1,2],[3,4]]"), &v)
	fmt.Println(v.Sum(), err)
	// Output: 10 <nil>
}
