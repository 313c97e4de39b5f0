package ndarray_test

// Examples: elements, types, and conversions.

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleDType() {
	fmt.Println(ndarray.Float32, ndarray.Complex64.Real(), ndarray.Float64.Complex(), ndarray.Int64.Float(), ndarray.Int64.IsInexact())
	// Output:
	// float32 float32 complex128 float64 false
}

func ExampleDType_ItemSize() {
	fmt.Println(ndarray.Complex128.ItemSize())
	// Output:
	// 16
}

func ExampleDType_IsFloat() {
	fmt.Println(ndarray.Float32.IsFloat(), ndarray.Complex64.IsFloat())
	// Output:
	// true false
}

func ExampleDType_IsComplex() {
	fmt.Println(ndarray.Float32.IsComplex(), ndarray.Complex64.IsComplex())
	// Output:
	// false true
}

func ExamplePromote() {
	fmt.Println(ndarray.Promote(ndarray.Int64, ndarray.Float32), ndarray.Promote(ndarray.Bool, ndarray.Int64))
	// Output:
	// float64 int64
}

func ExampleResultType() {
	fmt.Println(ndarray.ResultType(ndarray.Full(float32(1)), ndarray.Weak(1.5)))
	// Output:
	// float32
}

func ExampleCanCast() {
	fmt.Println(ndarray.CanCast(ndarray.Int64, ndarray.Float32), ndarray.CanCast(ndarray.Float64, ndarray.Int64))
	// Output:
	// true false
}

func ExampleArray_At() {
	x := ndarray.Arange(0, 6, 1).Reshape(2, 3)
	fmt.Println(x.At(1, 2), x.At(-1, 0))
	// Output:
	// 5 3
}

func ExampleArray_AtComplex() {
	fmt.Println(ndarray.Of([]complex128{1, 2i}).AtComplex(1))
	// Output:
	// (0+2i)
}

func ExampleArray_Set() {
	x := ndarray.Zeros(2, 2)
	x.Set(5, 0, 1)
	fmt.Println(x)
	// Output:
	// [[0. 5.]
	//  [0. 0.]]
}

func ExampleArray_SetComplex() {
	x := ndarray.New(ndarray.Complex128, 2)
	x.SetComplex(1+2i, 0)
	fmt.Println(x)
	// Output:
	// [1.+2.j 0.+0.j]
}

func ExampleArray_Item() {
	fmt.Println(ndarray.FromSlice([]int{1, 2}).Item(1), ndarray.Scalar(true).Item())
	// Output:
	// 2 true
}

func ExampleArray_Float() {
	fmt.Println(ndarray.Sum(ndarray.Ones(3), nil, false).Float())
	// Output:
	// 3
}

func ExampleArray_Int() {
	fmt.Println(ndarray.ArgMax(ndarray.Of([]float64{1, 5, 2}), 0, false).Int())
	// Output:
	// 1
}

func ExampleArray_Complex() {
	fmt.Println(ndarray.Scalar(1i).Complex())
	// Output:
	// (0+1i)
}

func ExampleArray_Truth() {
	fmt.Println(ndarray.Any(ndarray.Zeros(3), nil, false).Truth())
	// Output:
	// false
}

func ExampleArray_AsType() {
	fmt.Println(ndarray.Of([]float64{-1.7, 0, 2.2}).AsType(ndarray.Int64), ndarray.Of([]float64{-1.7, 0}).AsType(ndarray.Bool))
	// Output:
	// [-1  0  2] [ True False]
}

func ExampleArray_Copy() {
	x := ndarray.Zeros(2)
	y := x.Copy()
	y.Fill(1)
	fmt.Println(x, y)
	// Output:
	// [0. 0.] [1. 1.]
}

func ExampleArray_Contiguous() {
	x := ndarray.Zeros(2, 3)
	fmt.Println(x.Contiguous() == x, x.T().IsContiguous(), x.T().Contiguous().IsContiguous())
	// Output:
	// true false true
}

func ExampleArray_CopyFrom() {
	x := ndarray.Zeros(2, 2)
	x.CopyFrom(ndarray.FromSlice([]int{1, 2}))
	fmt.Println(x)
	// Output:
	// [[1. 2.]
	//  [1. 2.]]
}

func ExampleArray_Dim() {
	x := ndarray.Zeros(2, 3)
	fmt.Println(x.Dim(-1), x.Len(), x.NDim(), x.Size(), x.Strides(), x.T().Strides(), ndarray.SameShape(x, x.T()))
	// Output:
	// 3 2 2 6 [3 1] [1 3] false
}

func ExampleArray_IsWeak() {
	fmt.Println(ndarray.Weak(1.0).IsWeak(), ndarray.Scalar(1.0).IsWeak())
	// Output:
	// true false
}

func ExampleElements() {
	x := ndarray.Zeros(2, 2)
	ndarray.Elements[float64](x)[3] = 1
	fmt.Println(x)
	// Output:
	// [[0. 0.]
	//  [0. 1.]]
}

func ExampleToSlice() {
	fmt.Println(ndarray.ToSlice[int64](ndarray.Of([]float64{1, 2.5})))
	// Output:
	// [1 2]
}

func ExampleRows() {
	fmt.Println(ndarray.Rows[int64](ndarray.Eye(2)))
	// Output:
	// [[1 0] [0 1]]
}

func ExampleArray_String() {
	fmt.Println(ndarray.Linspace(0, 1, 3))
	fmt.Println(ndarray.Arange(0, 5000, 1))
	// Output:
	// [0.  0.5 1. ]
	// [0.000e+00 1.000e+00 2.000e+00 ... 4.997e+03 4.998e+03 4.999e+03]
}

func ExampleArray_Text() {
	fmt.Println(ndarray.Linspace(0, 1, 4).Text(ndarray.PrintOptions{Precision: 2, Threshold: 1000, LineWidth: 75}))
	// Output:
	// [0.   0.33 0.67 1.  ]
}

func ExampleArray_Repr() {
	fmt.Println(ndarray.Full(float32(0.5), 2).Repr())
	// Output:
	// array([0.5, 0.5], dtype=float32)
}

func ExampleArray_GoString() {
	fmt.Println(ndarray.Ones(2).GoString())
	// Output:
	// array([1., 1.])
}

func ExampleArray_Format() {
	fmt.Printf("%.2v %6.3f %#v\n", ndarray.Scalar(1.5), ndarray.Linspace(0, 1, 3), ndarray.Ones(2))
	// Output:
	// 1.5 [ 0.000  0.500  1.000] array([1., 1.])
}

func ExampleDefaultPrint() {
	o := ndarray.DefaultPrint()
	o.Suppress = true
	fmt.Println(ndarray.Of([]float64{1e-5, 1}).Text(o))
	// Output:
	// [0.00001 1.     ]
}

func ExampleArray_MarshalJSON() {
	b, err := ndarray.Of([]float64{1, 2.5}).MarshalJSON()
	fmt.Println(string(b), err)
	// Output:
	// {"dtype":"float64","shape":[2],"data":[1,2.5]} <nil>
}

func ExampleArray_UnmarshalJSON() {
	var x ndarray.Array
	err := x.UnmarshalJSON([]byte("[[1, 2], [3, 4]]"))
	fmt.Println(&x, err)
	// Output:
	// [[1 2]
	//  [3 4]] <nil>
}

func ExampleWriteNpy() {
	var b bytes.Buffer
	err := ndarray.WriteNpy(&b, ndarray.Arange(0, 3, 1))
	x, err2 := ndarray.ReadNpy(&b)
	fmt.Println(x, err, err2)
	// Output:
	// [0. 1. 2.] <nil> <nil>
}

func ExampleWriteNpz() {
	var b bytes.Buffer
	err := ndarray.WriteNpz(&b, map[string]*ndarray.Array{"w": ndarray.Eye(2)})
	xs, err2 := ndarray.ReadNpz(bytes.NewReader(b.Bytes()), int64(b.Len()))
	fmt.Println(xs["w"], err, err2)
	// Output:
	// [[1. 0.]
	//  [0. 1.]] <nil> <nil>
}

func ExampleSaveNpy() {
	file := filepath.Join(os.TempDir(), "example.npy")
	defer os.Remove(file)
	err := ndarray.SaveNpy(file, ndarray.Eye(2))
	x, err2 := ndarray.LoadNpy(file)
	fmt.Println(x, err, err2)
	// Output:
	// [[1. 0.]
	//  [0. 1.]] <nil> <nil>
}

func ExampleSaveNpz() {
	file := filepath.Join(os.TempDir(), "example.npz")
	defer os.Remove(file)
	err := ndarray.SaveNpz(file, map[string]*ndarray.Array{"x": ndarray.Ones(2)})
	xs, err2 := ndarray.LoadNpz(file)
	fmt.Println(xs, err, err2)
	// Output:
	// map[x:[1. 1.]] <nil> <nil>
}

func ExampleArray_ToDense() {
	m := ndarray.Eye(2).ToDense()
	fmt.Println(m.At(1, 1), ndarray.FromMatrix(m.T()))
	// Output:
	// 1 [[1. 0.]
	//  [0. 1.]]
}

func ExampleArray_ToVecDense() {
	v := ndarray.Ones(3).ToVecDense()
	fmt.Println(v.Len(), ndarray.FromVector(v))
	// Output:
	// 3 [1. 1. 1.]
}

func ExampleArray_ToCDense() {
	m := ndarray.Of([]complex128{1, 2i}, 1, 2).ToCDense()
	fmt.Println(m.At(0, 1), ndarray.FromCMatrix(m))
	// Output:
	// (0+2i) [[1.+0.j 0.+2.j]]
}

func ExampleShapeError() {
	defer func() { fmt.Println(recover()) }()
	ndarray.Add(ndarray.Ones(2, 3), ndarray.Ones(4))
	// Output:
	// add: shapes (2, 3) and (4,): could not be broadcast together
}

func ExampleAxisError() {
	defer func() { fmt.Println(recover()) }()
	ndarray.Sum(ndarray.Ones(2, 3), []int{5}, false)
	// Output:
	// sum: axis 5 is out of range for an array of 2 dimensions
}

func ExampleIndexError() {
	defer func() { fmt.Println(recover()) }()
	ndarray.Ones(3).Index(3)
	// Output:
	// index: shape (3,): index 3 is out of range for axis 0 with size 3
}

func ExampleDTypeError() {
	defer func() { fmt.Println(recover()) }()
	ndarray.Floor(ndarray.Scalar(1i))
	// Output:
	// floor: not defined for complex128
}

func ExampleValueError() {
	defer func() { fmt.Println(recover()) }()
	ndarray.Max(ndarray.Zeros(0), nil, false)
	// Output:
	// max: an empty array of shape (0,) has no max
}

func ExampleLinAlgError() {
	defer func() { fmt.Println(recover()) }()
	ndarray.Inv(ndarray.Ones(2, 2))
	// Output:
	// inv: matrix of shape (2, 2) is singular
}
