package ndarray_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"gonum.org/v1/gonum/mat"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleReadNpy() {
	_, err := ndarray.ReadNpy(bytes.NewReader([]byte("no array")))
	fmt.Println(err != nil)
	// Output:
	// true
}

func ExampleLoadNpy() {
	file := filepath.Join(os.TempDir(), "example_load.npy")
	defer os.Remove(file)
	ndarray.SaveNpy(file, ndarray.Arange(0, 3, 1))
	x, err := ndarray.LoadNpy(file)
	fmt.Println(x, err)
	// Output:
	// [0. 1. 2.] <nil>
}

func ExampleReadNpz() {
	var b bytes.Buffer
	ndarray.WriteNpz(&b, map[string]*ndarray.Array{"w": ndarray.Ones(2)})
	xs, err := ndarray.ReadNpz(bytes.NewReader(b.Bytes()), int64(b.Len()))
	fmt.Println(xs["w"], err)
	// Output:
	// [1. 1.] <nil>
}

func ExampleLoadNpz() {
	file := filepath.Join(os.TempDir(), "example_load.npz")
	defer os.Remove(file)
	ndarray.SaveNpz(file, map[string]*ndarray.Array{"b": ndarray.Zeros(2)})
	xs, err := ndarray.LoadNpz(file)
	fmt.Println(xs["b"], err)
	// Output:
	// [0. 0.] <nil>
}

func ExampleSameShape() {
	fmt.Println(ndarray.SameShape(ndarray.Ones(2, 3), ndarray.Zeros(2, 3)), ndarray.SameShape(ndarray.Ones(2), ndarray.Ones(2, 1)))
	// Output:
	// true false
}

func ExampleFromMatrix() {
	fmt.Println(ndarray.FromMatrix(mat.NewDense(1, 2, []float64{3, 4})))
	// Output:
	// [[3. 4.]]
}

func ExampleFromVector() {
	fmt.Println(ndarray.FromVector(mat.NewVecDense(2, []float64{3, 4})))
	// Output:
	// [3. 4.]
}

func ExampleFromCMatrix() {
	fmt.Println(ndarray.FromCMatrix(mat.NewCDense(1, 1, []complex128{1 + 2i})))
	// Output:
	// [[1.+2.j]]
}

// norm1 is a function of slices of any type that elements of arrays can have.
func norm1[T ndarray.Elem](data []T) float64 {
	return ndarray.Sum(ndarray.Abs(ndarray.Of(data).AsType(ndarray.Complex128)), nil, false).Float()
}

func ExampleElem() {
	fmt.Println(norm1([]int64{3, -4}), norm1([]float32{0.5, -1}), norm1([]complex128{3 + 4i}))
	// Output: 7 1.5 5
}
