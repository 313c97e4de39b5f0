package ndarray_test

// Examples: linear algebra.

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleInv() {
	fmt.Println(ndarray.Inv(ndarray.FromSlice([][]float64{{2, 0}, {0, 4}})))
	// Output:
	// [[0.5  0.  ]
	//  [0.   0.25]]
}

func ExampleSolve() {
	fmt.Println(ndarray.Solve(ndarray.FromSlice([][]float64{{3, 1}, {1, 2}}), ndarray.Of([]float64{9, 8})))
	// Output:
	// [2. 3.]
}

func ExampleDet() {
	fmt.Println(ndarray.Det(ndarray.FromSlice([][]float64{{3, 1}, {1, 2}})))
	// Output:
	// 5.0
}

func ExampleSlogDet() {
	sign, logdet := ndarray.SlogDet(ndarray.FromSlice([][]float64{{0, 1}, {1, 0}}))
	fmt.Println(sign, logdet)
	// Output:
	// -1.0 0.0
}

func ExampleCholesky() {
	fmt.Println(ndarray.Cholesky(ndarray.FromSlice([][]float64{{4, 2}, {2, 5}})))
	// Output:
	// [[2. 0.]
	//  [1. 2.]]
}

func ExampleQR() {
	x := ndarray.FromSlice([][]float64{{3, 1}, {4, 2}})
	q, r := ndarray.QR(x, false)
	fmt.Println(ndarray.AllClose(ndarray.MatMul(q, r), x, 1e-12, 1e-12))
	// Output:
	// true
}

func ExampleSVD() {
	_, s, _ := ndarray.SVD(ndarray.FromSlice([][]float64{{3, 0}, {0, -5}}), false)
	fmt.Println(s)
	// Output:
	// [5. 3.]
}

func ExampleEigh() {
	w, _ := ndarray.Eigh(ndarray.FromSlice([][]float64{{2, 1}, {1, 2}}), false)
	fmt.Println(w)
	// Output:
	// [1. 3.]
}

func ExampleEig() {
	w, _ := ndarray.Eig(ndarray.FromSlice([][]float64{{0, -1}, {1, 0}}))
	fmt.Println(w)
	// Output:
	// [0.+1.j 0.-1.j]
}

func ExampleNorm() {
	x := ndarray.FromSlice([][]float64{{3, 4}, {0, 0}})
	fmt.Println(ndarray.Norm(x, nil, nil, false), ndarray.Norm(x, 1, []int{1}, false), ndarray.Norm(x, ndarray.NucNorm, nil, false))
	// Output:
	// 5.0 [7. 0.] 5.0
}

func ExamplePinv() {
	fmt.Println(ndarray.Pinv(ndarray.FromSlice([][]float64{{2, 0}, {0, 0}}), 1e-15))
	// Output:
	// [[0.5 0. ]
	//  [0.  0. ]]
}

func ExampleMatrixRank() {
	fmt.Println(ndarray.MatrixRank(ndarray.Ones(3, 3)))
	// Output:
	// 1
}

func ExampleMatrixPower() {
	fmt.Println(ndarray.MatrixPower(ndarray.FromSlice([][]float64{{1, 1}, {0, 1}}), 5))
	// Output:
	// [[1. 5.]
	//  [0. 1.]]
}

func ExampleCond() {
	fmt.Println(ndarray.Cond(ndarray.FromSlice([][]float64{{4, 0}, {0, 2}}), nil))
	// Output:
	// 2.0
}

func ExampleLstsq() {
	r := ndarray.Lstsq(ndarray.FromSlice([][]float64{{1, 0}, {1, 1}, {1, 2}}), ndarray.Of([]float64{1, 3, 5}), -1)
	fmt.Println(ndarray.Round(r.X, 6), r.Rank)
	// Output:
	// [1. 2.] 2
}

func ExampleSolveTriangular() {
	fmt.Println(ndarray.SolveTriangular(ndarray.FromSlice([][]float64{{2, 0}, {1, 1}}), ndarray.Of([]float64{2, 3}), true, false, false))
	// Output:
	// [1. 2.]
}

func ExampleFromBanded() {
	fmt.Println(ndarray.FromBanded(ndarray.FromSlice([][]float64{{0, 1, 1}, {4, 4, 4}}), 0, 1))
	// Output:
	// [[4. 1. 0.]
	//  [0. 4. 1.]
	//  [0. 0. 4.]]
}

func ExampleSolveBanded() {
	fmt.Println(ndarray.SolveBanded(0, 0, ndarray.FromSlice([][]float64{{2, 4}}), ndarray.Of([]float64{2, 2})))
	// Output:
	// [1.  0.5]
}

func ExampleSolveSylvester() {
	fmt.Println(ndarray.SolveSylvester(ndarray.Eye(2), ndarray.Eye(2), ndarray.Ones(2, 2)))
	// Output:
	// [[0.5 0.5]
	//  [0.5 0.5]]
}

func ExampleSqrtm() {
	fmt.Println(ndarray.Sqrtm(ndarray.FromSlice([][]float64{{4, 0}, {0, 9}})))
	// Output:
	// [[2. 0.]
	//  [0. 3.]]
}

func ExampleMultiDot() {
	fmt.Println(ndarray.MultiDot(ndarray.Ones(2, 3), ndarray.Ones(3, 1), ndarray.Ones(1, 2)))
	// Output:
	// [[3. 3.]
	//  [3. 3.]]
}
