package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleCholesky() {
	fmt.Println(Cholesky(V([][]float64{{4, 1}, {1, 3}})))
	// Output:
	// [[2.        0.       ]
	//  [0.5       1.6583124]]
}

func ExampleSqrtm() {
	fmt.Println(Sqrtm(V([][]float64{{4, 0}, {0, 9}})))
	// Output:
	// [[2. 0.]
	//  [0. 3.]]
}

func ExampleEigh() {
	w, v := Eigh(V([][]float64{{2, 0}, {0, 3}}))
	fmt.Println(w, v)
	// Output:
	// [2. 3.] [[1. 0.]
	//  [0. 1.]]
}

func ExampleEighUpper() {
	w, v := EighUpper(V([][]float64{{2, 0}, {9, 3}}))
	fmt.Println(w, v)
	// Output:
	// [2. 3.] [[1. 0.]
	//  [0. 1.]]
}

func ExampleEigvalsh() {
	fmt.Println(Eigvalsh(V([][]float64{{2, 1}, {1, 2}})))
	// Output: [1. 3.]
}

func ExampleEig() {
	w, v := Eig(V([][]float64{{2, 0}, {0, 3}}))
	fmt.Println(w, v)
	// Output:
	// [2. 3.] [[1. 0.]
	//  [0. 1.]]
}

func ExampleEigvals() {
	fmt.Println(Eigvals(V([][]float64{{2, 1}, {0, 3}})))
	// Output: [2. 3.]
}

func ExampleSVD() {
	u, s, vh := SVD(V([][]float64{{3, 0}, {0, 4}}))
	fmt.Println(u.Shape(), s, vh.Shape())
	// Output: [2 2] [4. 3.] [2 2]
}

func ExampleSingularValues() {
	fmt.Println(SingularValues(V([][]float64{{3, 0}, {0, 4}})))
	// Output: [4. 3.]
}

func ExampleQR() {
	q, r := QR(V([][]float64{{3, 1}, {4, 2}}))
	fmt.Println(Round(q.MatMul(r), 9))
	// Output:
	// [[3. 1.]
	//  [4. 2.]]
}

// The last column of Q stands on the plane of the columns of x.
func ExampleQRFull() {
	x := V([][]float64{{3, 1}, {4, 2}, {0, 0}})
	q, r := QRFull(x)
	fmt.Println(q.Shape(), r.Shape(), Abs(q.At(ndarray.Whole(), 2)))
	defer func() { fmt.Println(recover()) }()
	Grad(func(x Value) Value { _, r := QRFull(x); return r.Sum() })(x)
	// Output:
	// [3 3] [3 2] [0. 0. 1.]
	// QRFull: matrix of shape (3, 2) has more rows than columns: the last columns of its square Q are any basis of what the others leave, and have no derivative; use QR, or StopGradient
}

// The last column of U spans what the columns of x leave out; the derivative of the projection on it is well defined.
func ExampleSVDFull() {
	x := V([][]float64{{1, 0}, {0, 2}, {0, 0}})
	u, s, vh := SVDFull(x)
	fmt.Println(u.Shape(), s, vh.Shape())
	height := func(x Value) Value { u, _, _ := SVDFull(x); return Square(u.Index(0, 2)) } // of the first axis over the plane
	fmt.Println(height(x), Hessian(func(t Value) Value { return height(x.Set(t, 2, 0)) })(V(0)))
	// Output:
	// [3 3] [2. 1.] [2 2]
	// 0 2
}
