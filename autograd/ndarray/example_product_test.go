package ndarray_test

// Examples: products and Fourier transforms.

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleMatMul() {
	fmt.Println(ndarray.MatMul(ndarray.Ones(5, 2, 3), ndarray.Ones(3, 4)).Shape())
	fmt.Println(ndarray.MatMul(ndarray.FromSlice([][]float64{{1, 2}, {3, 4}}), ndarray.Of([]float64{1, 1})))
	// Output:
	// [5 2 4]
	// [3. 7.]
}

func ExampleDot() {
	fmt.Println(ndarray.Dot(ndarray.Of([]float64{1, 2}), ndarray.Of([]float64{3, 4})))
	// Output:
	// 11.0
}

func ExampleVDot() {
	fmt.Println(ndarray.VDot(ndarray.Of([]complex128{1i}), ndarray.Of([]complex128{1i})))
	// Output:
	// (1+0j)
}

func ExampleInner() {
	fmt.Println(ndarray.Inner(ndarray.Eye(2), ndarray.Of([]float64{3, 4})))
	// Output:
	// [3. 4.]
}

func ExampleOuter() {
	fmt.Println(ndarray.Outer(ndarray.Of([]float64{1, 2}), ndarray.Of([]float64{3, 4})))
	// Output:
	// [[3. 4.]
	//  [6. 8.]]
}

func ExampleTensorDot() {
	fmt.Println(ndarray.TensorDot(ndarray.Ones(2, 3, 4), ndarray.Ones(4, 3), []int{1, 2}, []int{1, 0}))
	// Output:
	// [12. 12.]
}

func ExampleEinsum() {
	x := ndarray.Arange(0, 4, 1).Reshape(2, 2)
	fmt.Println(ndarray.Einsum("ii->i", x), ndarray.Einsum("ij,jk->ik", x, x))
	// Output:
	// [0. 3.] [[ 2.  3.]
	//  [ 6. 11.]]
}

func ExampleParseEinsum() {
	ins, out := ndarray.ParseEinsum("...ij,jk", ndarray.Zeros(5, 2, 3), ndarray.Zeros(3, 4))
	fmt.Println(ins, out)
	// Output:
	// [Aij jk] Aik
}

func ExampleKron() {
	fmt.Println(ndarray.Kron(ndarray.Eye(2), ndarray.Ones(1, 2)))
	// Output:
	// [[1. 1. 0. 0.]
	//  [0. 0. 1. 1.]]
}

func ExampleCross() {
	fmt.Println(ndarray.Cross(ndarray.Of([]float64{1, 0, 0}), ndarray.Of([]float64{0, 1, 0})))
	// Output:
	// [0. 0. 1.]
}

func ExampleTrace() {
	fmt.Println(ndarray.Trace(ndarray.Eye(3), 0, 0, 1))
	// Output:
	// 3.0
}

func ExampleConvolve() {
	fmt.Println(ndarray.Convolve(ndarray.Of([]float64{1, 2, 3}), ndarray.Of([]float64{1, 1}), ndarray.ConvolveFull))
	// Output:
	// [1. 3. 5. 3.]
}

func ExampleCorrelate() {
	fmt.Println(ndarray.Correlate(ndarray.Of([]float64{1, 2, 3}), ndarray.Of([]float64{0, 1}), ndarray.ConvolveValid))
	// Output:
	// [2. 3.]
}

func ExampleFFT() {
	fmt.Println(ndarray.FFT(ndarray.Of([]float64{1, 0, 0, 0}), 0, -1, ndarray.NormBackward))
	// Output:
	// [1.+0.j 1.+0.j 1.+0.j 1.+0.j]
}

func ExampleIFFT() {
	fmt.Println(ndarray.IFFT(ndarray.Of([]complex128{4, 0, 0, 0}), 0, -1, ndarray.NormBackward))
	// Output:
	// [1.+0.j 1.+0.j 1.+0.j 1.+0.j]
}

func ExampleRFFT() {
	fmt.Println(ndarray.RFFT(ndarray.Ones(4), 0, -1, ndarray.NormBackward))
	// Output:
	// [4.+0.j 0.+0.j 0.+0.j]
}

func ExampleIRFFT() {
	fmt.Println(ndarray.IRFFT(ndarray.Of([]complex128{4, 0, 0}), 0, -1, ndarray.NormBackward))
	// Output:
	// [1. 1. 1. 1.]
}

func ExampleFFTN() {
	fmt.Println(ndarray.FFTN(ndarray.Ones(2, 2), nil, nil, ndarray.NormBackward))
	// Output:
	// [[4.+0.j 0.+0.j]
	//  [0.+0.j 0.+0.j]]
}

func ExampleIFFTN() {
	fmt.Println(ndarray.IFFTN(ndarray.Ones(2, 2), nil, nil, ndarray.NormBackward))
	// Output:
	// [[1.+0.j 0.+0.j]
	//  [0.+0.j 0.+0.j]]
}

func ExampleRFFTN() {
	fmt.Println(ndarray.RFFTN(ndarray.Ones(2, 2), nil, nil, ndarray.NormBackward))
	// Output:
	// [[4.+0.j 0.+0.j]
	//  [0.+0.j 0.+0.j]]
}

func ExampleIRFFTN() {
	fmt.Println(ndarray.IRFFTN(ndarray.Of([]complex128{4, 0, 0, 0}, 2, 2), nil, nil, ndarray.NormBackward))
	// Output:
	// [[1. 1.]
	//  [1. 1.]]
}

func ExampleFFTShift() {
	fmt.Println(ndarray.FFTShift(ndarray.Arange(0, 5, 1), nil))
	// Output:
	// [3. 4. 0. 1. 2.]
}

func ExampleIFFTShift() {
	fmt.Println(ndarray.IFFTShift(ndarray.Arange(0, 5, 1), nil))
	// Output:
	// [2. 3. 4. 0. 1.]
}

func ExampleFFTFreq() {
	fmt.Println(ndarray.FFTFreq(4, 0.5))
	// Output:
	// [ 0.   0.5 -1.  -0.5]
}

func ExampleRFFTFreq() {
	fmt.Println(ndarray.RFFTFreq(4, 0.5))
	// Output:
	// [0.  0.5 1. ]
}
