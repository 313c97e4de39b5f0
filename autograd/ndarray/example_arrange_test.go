package ndarray_test

// Examples: joining, choosing, sorting, shifting.

import (
	"fmt"
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleConcatenate() {
	fmt.Println(ndarray.Concatenate([]*ndarray.Array{ndarray.Zeros(1, 2), ndarray.Eye(2)}, 0))
	// Output:
	// [[0. 0.]
	//  [1. 0.]
	//  [0. 1.]]
}

func ExampleStack() {
	fmt.Println(ndarray.Stack([]*ndarray.Array{ndarray.Zeros(2), ndarray.Ones(2)}, 1))
	// Output:
	// [[0. 1.]
	//  [0. 1.]]
}

func ExampleVStack() {
	fmt.Println(ndarray.VStack([]*ndarray.Array{ndarray.Zeros(2), ndarray.Ones(2)}))
	// Output:
	// [[0. 0.]
	//  [1. 1.]]
}

func ExampleHStack() {
	fmt.Println(ndarray.HStack([]*ndarray.Array{ndarray.Zeros(2), ndarray.Ones(2)}))
	// Output:
	// [0. 0. 1. 1.]
}

func ExampleDStack() {
	fmt.Println(ndarray.DStack([]*ndarray.Array{ndarray.Zeros(2), ndarray.Ones(2)}).Shape())
	// Output:
	// [1 2 2]
}

func ExampleColumnStack() {
	fmt.Println(ndarray.ColumnStack([]*ndarray.Array{ndarray.Zeros(2), ndarray.Ones(2)}))
	// Output:
	// [[0. 1.]
	//  [0. 1.]]
}

func ExampleSplit() {
	fmt.Println(ndarray.Split(ndarray.Arange(0, 4, 1), 2, 0))
	// Output:
	// [[0. 1.] [2. 3.]]
}

func ExampleArraySplit() {
	fmt.Println(ndarray.ArraySplit(ndarray.Arange(0, 5, 1), 2, 0))
	// Output:
	// [[0. 1. 2.] [3. 4.]]
}

func ExampleSplitAt() {
	fmt.Println(ndarray.SplitAt(ndarray.Arange(0, 5, 1), []int{1, 3}, 0))
	// Output:
	// [[0.] [1. 2.] [3. 4.]]
}

func ExampleTake() {
	fmt.Println(ndarray.Take(ndarray.Of([]float64{10, 20, 30}), ndarray.FromSlice([]int{2, 0, -1}), 0))
	// Output:
	// [30. 10. 30.]
}

func ExampleTakeAlongAxis() {
	x := ndarray.FromSlice([][]float64{{3, 1, 2}})
	fmt.Println(ndarray.TakeAlongAxis(x, ndarray.ArgSort(x, 1), 1))
	// Output:
	// [[1. 2. 3.]]
}

func ExamplePutAlongAxis() {
	x := ndarray.Zeros(2, 3)
	ndarray.PutAlongAxis(x, ndarray.FromSlice([][]int{{2}, {0}}), ndarray.Scalar(1.0), 1)
	fmt.Println(x)
	// Output:
	// [[0. 0. 1.]
	//  [1. 0. 0.]]
}

func ExampleAddAlongAxis() {
	x := ndarray.Ones(2, 2)
	ndarray.AddAlongAxis(x, ndarray.FromSlice([][]int{{1, 1}, {0, 1}}), ndarray.Scalar(1.0), 1)
	fmt.Println(x)
	// Output:
	// [[1. 3.]
	//  [2. 2.]]
}

func ExampleCompress() {
	fmt.Println(ndarray.Compress(ndarray.FromSlice([]bool{true, false, true}), ndarray.Arange(0, 3, 1), 0))
	// Output:
	// [0. 2.]
}

func ExampleExtract() {
	x := ndarray.Arange(0, 4, 1)
	fmt.Println(ndarray.Extract(ndarray.Greater(x, ndarray.Weak(1.0)), x))
	// Output:
	// [2. 3.]
}

func ExampleDelete() {
	fmt.Println(ndarray.Delete(ndarray.Arange(0, 4, 1), []int{1, -1}, 0))
	// Output:
	// [0. 2.]
}

func ExampleInsert() {
	fmt.Println(ndarray.Insert(ndarray.Arange(0, 3, 1), 1, ndarray.Of([]float64{7, 8}), 0))
	// Output:
	// [0. 7. 8. 1. 2.]
}

func ExampleSort() {
	fmt.Println(ndarray.Sort(ndarray.Of([]float64{3, math.NaN(), 1}), 0))
	// Output:
	// [ 1.  3. nan]
}

func ExampleArgSort() {
	fmt.Println(ndarray.ArgSort(ndarray.Of([]float64{3, 1, 2}), 0))
	// Output:
	// [1 2 0]
}

func ExamplePartition() {
	fmt.Println(ndarray.Partition(ndarray.Of([]float64{3, 1, 2}), 1, 0))
	// Output:
	// [1. 2. 3.]
}

func ExampleArgPartition() {
	fmt.Println(ndarray.ArgPartition(ndarray.Of([]float64{3, 1, 2}), 1, 0))
	// Output:
	// [1 2 0]
}

func ExampleUnique() {
	u := ndarray.Unique(ndarray.FromSlice([]int{3, 1, 3}))
	fmt.Println(u.Values, u.Index, u.Inverse, u.Counts)
	// Output:
	// [1 3] [1 0] [1 0 1] [1 2]
}

func ExampleSearchSorted() {
	fmt.Println(ndarray.SearchSorted(ndarray.Of([]float64{1, 2, 3}), ndarray.Of([]float64{2, 2.5}), false))
	// Output:
	// [1 2]
}

func ExampleDigitize() {
	fmt.Println(ndarray.Digitize(ndarray.Of([]float64{0.5, 2}), ndarray.Of([]float64{0, 1, 2}), false))
	// Output:
	// [1 3]
}

func ExampleNonzero() {
	fmt.Println(ndarray.Nonzero(ndarray.Eye(2)))
	// Output:
	// [[0 1] [0 1]]
}

func ExampleArgWhere() {
	fmt.Println(ndarray.ArgWhere(ndarray.Eye(2)))
	// Output:
	// [[0 0]
	//  [1 1]]
}

func ExampleFlatNonzero() {
	fmt.Println(ndarray.FlatNonzero(ndarray.Eye(2)))
	// Output:
	// [0 3]
}

func ExampleBinCount() {
	fmt.Println(ndarray.BinCount(ndarray.FromSlice([]int{0, 2, 2}), nil, 0))
	// Output:
	// [1 0 2]
}

func ExampleInterp() {
	fmt.Println(ndarray.Interp(ndarray.Of([]float64{0.5, 9}), ndarray.Of([]float64{0, 1}), ndarray.Of([]float64{10, 20})))
	// Output:
	// [15. 20.]
}

func ExampleRepeat() {
	fmt.Println(ndarray.Repeat(ndarray.Arange(0, 2, 1), []int{2}, 0), ndarray.Repeat(ndarray.Arange(0, 2, 1), []int{1, 3}, 0))
	// Output:
	// [0. 0. 1. 1.] [0. 1. 1. 1.]
}

func ExampleTile() {
	fmt.Println(ndarray.Tile(ndarray.Arange(0, 2, 1), 2, 2))
	// Output:
	// [[0. 1. 0. 1.]
	//  [0. 1. 0. 1.]]
}

func ExampleRoll() {
	fmt.Println(ndarray.Roll(ndarray.Arange(0, 4, 1), 1, 0))
	// Output:
	// [3. 0. 1. 2.]
}

func ExampleRollAxes() {
	fmt.Println(ndarray.RollAxes(ndarray.Eye(2), []int{1, 1}, []int{0, 1}))
	// Output:
	// [[1. 0.]
	//  [0. 1.]]
}

func ExampleRot90() {
	fmt.Println(ndarray.Rot90(ndarray.Arange(0, 4, 1).Reshape(2, 2), 1, 0, 1))
	// Output:
	// [[1. 3.]
	//  [0. 2.]]
}

func ExamplePad() {
	fmt.Println(ndarray.Pad(ndarray.Arange(1, 4, 1), [][2]int{{2, 1}}, ndarray.PadReflect, 0), ndarray.Pad(ndarray.Ones(1), [][2]int{{1, 0}}, ndarray.PadConstant, 5))
	// Output:
	// [3. 2. 1. 2. 3. 2.] [5. 1.]
}

func ExamplePadIndex() {
	fmt.Println(ndarray.PadIndex(3, 2, 2, ndarray.PadWrap))
	// Output:
	// [1 2 0 1 2 0 1]
}
