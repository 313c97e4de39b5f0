package ndarray_test

// Examples: constructors.

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleArray() {
	x := ndarray.FromSlice([][]float64{{1, 2, 3}, {4, 5, 6}})
	fmt.Println(x.Shape(), x.DType(), ndarray.Sum(x, nil, false))
	fmt.Println(ndarray.MatMul(x, x.T()))
	// Output:
	// [2 3] float64 21.0
	// [[14. 32.]
	//  [32. 77.]]
}

func ExampleNew() {
	fmt.Println(ndarray.New(ndarray.Int64, 2, 3))
	// Output:
	// [[0 0 0]
	//  [0 0 0]]
}

func ExampleOf() {
	data := []float64{1, 2, 3, 4}
	x := ndarray.Of(data, 2, 2)
	x.Set(-1, 0, 0)
	fmt.Println(x, data[0])
	// Output:
	// [[-1.  2.]
	//  [ 3.  4.]] -1
}

func ExampleScalar() {
	fmt.Println(ndarray.Scalar(2.5), ndarray.Scalar(2.5).NDim())
	// Output:
	// 2.5 0
}

func ExampleWeak() {
	x := ndarray.Full(float32(1), 2)
	fmt.Println(ndarray.Add(x, ndarray.Weak(0.5)).DType(), ndarray.Add(x, ndarray.Scalar(0.5)).DType())
	// Output:
	// float32 float64
}

func ExampleFromSlice() {
	fmt.Println(ndarray.FromSlice([][]int{{1, 2}, {3, 4}}))
	fmt.Println(ndarray.FromSlice([]any{1, 2.5, true}))
	// Output:
	// [[1 2]
	//  [3 4]]
	// [1.  2.5 1. ]
}

func ExampleZeros() {
	fmt.Println(ndarray.Zeros(2, 2))
	// Output:
	// [[0. 0.]
	//  [0. 0.]]
}

func ExampleOnes() {
	fmt.Println(ndarray.Ones(3))
	// Output:
	// [1. 1. 1.]
}

func ExampleFull() {
	fmt.Println(ndarray.Full(7.5, 2), ndarray.Full(true, 2))
	// Output:
	// [7.5 7.5] [True True]
}

func ExampleZerosLike() {
	fmt.Println(ndarray.ZerosLike(ndarray.FromSlice([]int{1, 2})))
	// Output:
	// [0 0]
}

func ExampleOnesLike() {
	fmt.Println(ndarray.OnesLike(ndarray.FromSlice([]int{1, 2})))
	// Output:
	// [1 1]
}

func ExampleFullLike() {
	fmt.Println(ndarray.FullLike(ndarray.Zeros(2), 3))
	// Output:
	// [3. 3.]
}

func ExampleArray_Fill() {
	x := ndarray.Zeros(3)
	x.Index(ndarray.From(1)).Fill(5)
	fmt.Println(x)
	// Output:
	// [0. 5. 5.]
}

func ExampleArange() {
	fmt.Println(ndarray.Arange(0, 1, 0.25))
	// Output:
	// [0.   0.25 0.5  0.75]
}

func ExampleArangeInt() {
	fmt.Println(ndarray.ArangeInt(5, 0, -2))
	// Output:
	// [5 3 1]
}

func ExampleLinspace() {
	fmt.Println(ndarray.Linspace(0, 1, 5))
	// Output:
	// [0.   0.25 0.5  0.75 1.  ]
}

func ExampleLinspaceEnd() {
	fmt.Println(ndarray.LinspaceEnd(0, 1, 4, false))
	// Output:
	// [0.   0.25 0.5  0.75]
}

func ExampleLogspace() {
	fmt.Println(ndarray.Logspace(0, 3, 4, 10))
	// Output:
	// [   1.   10.  100. 1000.]
}

func ExampleGeomspace() {
	fmt.Println(ndarray.Geomspace(1, 8, 4))
	// Output:
	// [1. 2. 4. 8.]
}

func ExampleEye() {
	fmt.Println(ndarray.Eye(2))
	// Output:
	// [[1. 0.]
	//  [0. 1.]]
}

func ExampleEyeOf() {
	fmt.Println(ndarray.EyeOf(ndarray.Int64, 2, 3, 1))
	// Output:
	// [[0 1 0]
	//  [0 0 1]]
}

func ExampleDiag() {
	fmt.Println(ndarray.Diag(ndarray.Of([]float64{1, 2}), 0))
	fmt.Println(ndarray.Diag(ndarray.Eye(3), 1))
	// Output:
	// [[1. 0.]
	//  [0. 2.]]
	// [0. 0.]
}

func ExampleTri() {
	fmt.Println(ndarray.Tri(2, 3, 0))
	// Output:
	// [[1. 0. 0.]
	//  [1. 1. 0.]]
}

func ExampleTril() {
	fmt.Println(ndarray.Tril(ndarray.Ones(2, 2), 0))
	// Output:
	// [[1. 0.]
	//  [1. 1.]]
}

func ExampleTriu() {
	fmt.Println(ndarray.Triu(ndarray.Ones(2, 2), 0))
	// Output:
	// [[1. 1.]
	//  [0. 1.]]
}

func ExampleMeshgrid() {
	xy := ndarray.Meshgrid(true, ndarray.Arange(0, 3, 1), ndarray.Arange(0, 2, 1))
	fmt.Println(xy[0])
	fmt.Println(xy[1])
	// Output:
	// [[0. 1. 2.]
	//  [0. 1. 2.]]
	// [[0. 0. 0.]
	//  [1. 1. 1.]]
}

func ExampleIndices() {
	fmt.Println(ndarray.Indices(2, 2))
	// Output:
	// [[[0 0]
	//   [1 1]]
	//
	//  [[0 1]
	//   [0 1]]]
}

func ExampleVander() {
	fmt.Println(ndarray.Vander(ndarray.Of([]float64{1, 2, 3}), 3, true))
	// Output:
	// [[1. 1. 1.]
	//  [1. 2. 4.]
	//  [1. 3. 9.]]
}

func ExampleNewRand() {
	r := ndarray.NewRand(1)
	x := r.Normal(0, 1, 2, 3)
	fmt.Println(x.Shape(), ndarray.ArrayEqual(x, ndarray.NewRand(1).Normal(0, 1, 2, 3)))
	// Output:
	// [2 3] true
}

func ExampleRand_Uniform() {
	x := ndarray.NewRand(1).Uniform(-1, 1, 100)
	fmt.Println(ndarray.Max(ndarray.Abs(x), nil, false).Float() <= 1)
	// Output:
	// true
}

func ExampleRand_Normal() {
	x := ndarray.NewRand(1).Normal(10, 2, 100000)
	fmt.Println(ndarray.Round(ndarray.Mean(x, nil, false), 1), ndarray.Round(ndarray.Std(x, nil, 0, false), 1))
	// Output:
	// 10.0 2.0
}

func ExampleRand_Exponential() {
	x := ndarray.NewRand(1).Exponential(3, 100000)
	fmt.Println(ndarray.Round(ndarray.Mean(x, nil, false), 1))
	// Output:
	// 3.0
}

func ExampleRand_Gamma() {
	x := ndarray.NewRand(1).Gamma(2, 3, 100000)
	fmt.Println(ndarray.Round(ndarray.Mean(x, nil, false), 1))
	// Output:
	// 6.0
}

func ExampleRand_Integers() {
	x := ndarray.NewRand(1).Integers(1, 7, 1000)
	fmt.Println(ndarray.Min(x, nil, false), ndarray.Max(x, nil, false))
	// Output:
	// 1 6
}

func ExampleRand_Bernoulli() {
	x := ndarray.NewRand(1).Bernoulli(0.25, 100000)
	fmt.Println(ndarray.Round(ndarray.Mean(x, nil, false), 2))
	// Output:
	// 0.25
}

func ExampleRand_Permutation() {
	fmt.Println(ndarray.Sort(ndarray.NewRand(1).Permutation(5), 0))
	// Output:
	// [0 1 2 3 4]
}

func ExampleRand_Shuffle() {
	fmt.Println(ndarray.Sort(ndarray.NewRand(1).Shuffle(ndarray.Arange(0, 4, 1), 0), 0))
	// Output:
	// [0. 1. 2. 3.]
}

func ExampleRand_Choice() {
	fmt.Println(ndarray.NewRand(1).Choice(ndarray.Of([]float64{10, 20, 30}), 2, 0, true, []float64{0, 1, 0}))
	// Output:
	// [20. 20.]
}
