package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleReshape() {
	fmt.Println(Reshape(V([]float64{1, 2, 3}), 3, 1))
	// Output:
	// [[1.]
	//  [2.]
	//  [3.]]
}

func ExampleRavel() {
	fmt.Println(Ravel(V([][]float64{{1, 2}, {3, 4}})))
	// Output: [1. 2. 3. 4.]
}

func ExampleTranspose() {
	fmt.Println(Transpose(V([][]float64{{1, 2}, {3, 4}})))
	// Output:
	// [[1. 3.]
	//  [2. 4.]]
}

func ExamplePermuteDims() {
	fmt.Println(PermuteDims(V([][]float64{{1, 2}, {3, 4}}), 1, 0))
	// Output:
	// [[1. 3.]
	//  [2. 4.]]
}

func ExampleSwapAxes() {
	fmt.Println(SwapAxes(V([][]float64{{1, 2}, {3, 4}}), 0, 1))
	// Output:
	// [[1. 3.]
	//  [2. 4.]]
}

func ExampleMoveAxis() {
	fmt.Println(MoveAxis(V(ndarray.Zeros(2, 3, 4)), []int{0}, []int{-1}).Shape())
	// Output: [3 4 2]
}

func ExampleRollAxis() {
	fmt.Println(RollAxis(V(ndarray.Zeros(2, 3, 4)), 2, 0).Shape())
	// Output: [4 2 3]
}

func ExampleBroadcastTo() {
	fmt.Printf("%.4g\n", BroadcastTo(V(1), 2, 2))
	// Output:
	// [[1 1]
	//  [1 1]]
}

func ExampleExpandDims() {
	fmt.Println(ExpandDims(V([]float64{1, 2, 3}), 0).Shape())
	// Output: [1 3]
}

func ExampleSqueeze() {
	fmt.Println(Squeeze(V([][]float64{{1, 2}})))
	// Output: [1. 2.]
}

func ExampleAtLeast1D() {
	fmt.Printf("%.4g\n", AtLeast1D(V(1)))
	// Output: [1]
}

func ExampleAtLeast2D() {
	fmt.Println(AtLeast2D(V([]float64{1, 2, 3})).Shape())
	// Output: [1 3]
}

func ExampleAtLeast3D() {
	fmt.Println(AtLeast3D(V([]float64{1, 2, 3})).Shape())
	// Output: [1 3 1]
}

func ExampleFlip() {
	fmt.Println(Flip(V([]float64{1, 2, 3})))
	// Output: [3. 2. 1.]
}

func ExampleFliplr() {
	fmt.Println(Fliplr(V([][]float64{{1, 2}, {3, 4}})))
	// Output:
	// [[2. 1.]
	//  [4. 3.]]
}

func ExampleFlipud() {
	fmt.Println(Flipud(V([][]float64{{1, 2}, {3, 4}})))
	// Output:
	// [[3. 4.]
	//  [1. 2.]]
}

func ExampleRot90() {
	fmt.Println(Rot90(V([][]float64{{1, 2}, {3, 4}}), 1))
	// Output:
	// [[2. 4.]
	//  [1. 3.]]
}

func ExampleRoll() {
	fmt.Println(Roll(V([]float64{1, 2, 3}), 1, 0))
	// Output: [3. 1. 2.]
}

func ExampleRollAxes() {
	fmt.Println(RollAxes(V([][]float64{{1, 2}, {3, 4}}), []int{1, 1}, []int{0, 1}))
	// Output:
	// [[4. 3.]
	//  [2. 1.]]
}

func ExampleRepeat() {
	fmt.Println(Repeat(V([]float64{1, 2, 3}), 2, 0))
	// Output: [1. 1. 2. 2. 3. 3.]
}

func ExampleTile() {
	fmt.Println(Tile(V([]float64{1, 2, 3}), 2))
	// Output: [1. 2. 3. 1. 2. 3.]
}

func ExampleTril() {
	fmt.Println(Tril(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output:
	// [[1. 0.]
	//  [3. 4.]]
}

func ExampleTriu() {
	fmt.Println(Triu(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output:
	// [[1. 2.]
	//  [0. 4.]]
}

func ExampleDiag() {
	fmt.Println(Diag(V([][]float64{{1, 2}, {3, 4}}), 0), Diag(V([]float64{1}), 1).Shape())
	// Output: [1. 4.] [2 2]
}

func ExampleDiagonal() {
	fmt.Println(Diagonal(V([][]float64{{1, 2}, {3, 4}}), 1, 0, 1))
	// Output: [2.]
}

func ExampleMakeDiagonal() {
	fmt.Println(MakeDiagonal(V([]float64{1, 2})))
	// Output:
	// [[1. 0.]
	//  [0. 2.]]
}

func ExampleMatrixTrace() {
	fmt.Println(MatrixTrace(V([][]float64{{1, 2}, {3, 4}}), 0))
	// Output: 5
}

func ExamplePad() {
	fmt.Println(Pad(V([]float64{1, 2, 3}), [][2]int{{1, 1}}, ndarray.PadReflect))
	// Output: [2. 1. 2. 3. 2.]
}

func ExampleAppend() {
	fmt.Println(Append(V([]float64{1, 2, 3}), V([]float64{4}), 0))
	// Output: [1. 2. 3. 4.]
}

func ExampleVStack() {
	fmt.Println(VStack(V([]float64{1, 2}), V([]float64{3, 4})))
	// Output:
	// [[1. 2.]
	//  [3. 4.]]
}

func ExampleHStack() {
	fmt.Println(HStack(V([]float64{1, 2, 3}), V([]float64{4})))
	// Output: [1. 2. 3. 4.]
}

func ExampleDStack() {
	fmt.Println(DStack(V([]float64{1}), V([]float64{2})))
	// Output: [[[1. 2.]]]
}

func ExampleColumnStack() {
	fmt.Println(ColumnStack(V([]float64{1, 2}), V([]float64{3, 4})))
	// Output:
	// [[1. 3.]
	//  [2. 4.]]
}

func ExampleArraySplit() {
	fmt.Println(ArraySplit(V([]float64{1, 2, 3}), 2, 0))
	// Output: [[1. 2.] [3.]]
}
