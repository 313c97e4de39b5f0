package ndarray_test

// Examples: element-wise functions of two arrays.

import (
	"fmt"
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleAdd() {
	x := ndarray.FromSlice([][]float64{{1, 2}, {3, 4}})
	fmt.Println(ndarray.Add(x, ndarray.Of([]float64{10, 20})))
	dst := ndarray.Zeros(2, 2)
	ndarray.Add(x, x, dst)
	fmt.Println(dst)
	// Output:
	// [[11. 22.]
	//  [13. 24.]]
	// [[2. 4.]
	//  [6. 8.]]
}

func ExampleSubtract() {
	fmt.Println(ndarray.Subtract(ndarray.Of([]float64{1, 2}), ndarray.Weak(3.0)))
	// Output:
	// [-2. -1.]
}

func ExampleMultiply() {
	fmt.Println(ndarray.Multiply(ndarray.Of([]float64{1, 2}), ndarray.FromSlice([][]int{{1}, {2}})))
	// Output:
	// [[1. 2.]
	//  [2. 4.]]
}

func ExampleDivide() {
	fmt.Println(ndarray.Divide(ndarray.FromSlice([]int{1, 2, 3}), ndarray.Weak(int64(2))))
	// Output:
	// [0.5 1.  1.5]
}

func ExampleFloorDivide() {
	fmt.Println(ndarray.FloorDivide(ndarray.FromSlice([]int{7, -7}), ndarray.Weak(int64(2))))
	// Output:
	// [ 3 -4]
}

func ExampleMod() {
	fmt.Println(ndarray.Mod(ndarray.FromSlice([]int{7, -7}), ndarray.Weak(int64(3))))
	// Output:
	// [1 2]
}

func ExampleFmod() {
	fmt.Println(ndarray.Fmod(ndarray.FromSlice([]int{7, -7}), ndarray.Weak(int64(3))))
	// Output:
	// [ 1 -1]
}

func ExamplePower() {
	fmt.Println(ndarray.Power(ndarray.Of([]float64{1, 2, 3}), ndarray.Weak(int64(2))))
	// Output:
	// [1. 4. 9.]
}

func ExampleMaximum() {
	fmt.Println(ndarray.Maximum(ndarray.Of([]float64{1, 5, math.NaN()}), ndarray.Weak(2.0)))
	// Output:
	// [ 2.  5. nan]
}

func ExampleMinimum() {
	fmt.Println(ndarray.Minimum(ndarray.Of([]float64{1, 5, math.NaN()}), ndarray.Weak(2.0)))
	// Output:
	// [ 1.  2. nan]
}

func ExampleFmax() {
	fmt.Println(ndarray.Fmax(ndarray.Of([]float64{1, 5, math.NaN()}), ndarray.Weak(2.0)))
	// Output:
	// [2. 5. 2.]
}

func ExampleFmin() {
	fmt.Println(ndarray.Fmin(ndarray.Of([]float64{1, 5, math.NaN()}), ndarray.Weak(2.0)))
	// Output:
	// [1. 2. 2.]
}

func ExampleArctan2() {
	fmt.Println(ndarray.Arctan2(ndarray.Of([]float64{1, -1}), ndarray.Weak(-1.0)))
	// Output:
	// [ 2.35619449 -2.35619449]
}

func ExampleHypot() {
	fmt.Println(ndarray.Hypot(ndarray.Weak(3.0), ndarray.Of([]float64{4, 0})))
	// Output:
	// [5. 3.]
}

func ExampleCopysign() {
	fmt.Println(ndarray.Copysign(ndarray.Of([]float64{1, 2}), ndarray.Weak(-1.0)))
	// Output:
	// [-1. -2.]
}

func ExampleHeaviside() {
	fmt.Println(ndarray.Heaviside(ndarray.Of([]float64{-1, 0, 1}), ndarray.Weak(0.5)))
	// Output:
	// [0.  0.5 1. ]
}

func ExampleLogAddExp() {
	fmt.Println(ndarray.LogAddExp(ndarray.Of([]float64{0, 1000}), ndarray.Weak(1000.0)))
	// Output:
	// [1000.         1000.69314718]
}

func ExampleLogAddExp2() {
	fmt.Println(ndarray.LogAddExp2(ndarray.Of([]float64{1, 1000}), ndarray.Of([]float64{1, 0})))
	// Output:
	// [   2. 1000.]
}

func ExampleAddInto() {
	g := ndarray.Zeros(2, 2)
	ndarray.AddInto(g, ndarray.Of([]float64{1, 2}))
	ndarray.AddInto(g, ndarray.Ones(2, 2))
	fmt.Println(g)
	// Output:
	// [[2. 3.]
	//  [2. 3.]]
}

func ExampleErf() {
	fmt.Println(ndarray.Erf(ndarray.Of([]float64{0, 0.5, -9})))
	// Output:
	// [ 0.          0.52049988 -1.        ]
}

func ExampleSigmoid() {
	fmt.Println(ndarray.Sigmoid(ndarray.Of([]float64{0, 2, -1000})))
	// Output:
	// [0.5        0.88079708 0.        ]
}

func ExampleFree() {
	x := ndarray.Ones(2000)
	y := ndarray.Exp(x)
	s := ndarray.Sum(y, nil, false)
	ndarray.Free(y)
	z := ndarray.Negative(x)
	fmt.Println(ndarray.Round(s, 3), z.Shape())
	// Output:
	// 5436.564 [2000]
}

func ExampleMap() {
	fmt.Println(ndarray.Map(ndarray.FromSlice([]int{1, 2}), func(v float64) float64 { return v*v + 1 }))
	// Output:
	// [2. 5.]
}

func ExampleMap2() {
	fmt.Println(ndarray.Map2(ndarray.Arange(0, 3, 1), ndarray.Weak(2.0), math.Remainder))
	// Output:
	// [0. 1. 0.]
}
