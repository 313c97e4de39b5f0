package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleFFT() {
	fmt.Println(FFT(V([]float64{1, 2, 3, 4}), 0, 0, ndarray.NormBackward))
	// Output: [10.+0.j -2.+2.j -2.+0.j -2.-2.j]
}

func ExampleIFFT() {
	fmt.Println(IFFT(V([]float64{1, 2, 3, 4}), 0, 0, ndarray.NormBackward))
	// Output: [ 2.5+0.j  -0.5-0.5j -0.5+0.j  -0.5+0.5j]
}

func ExampleRFFT() {
	fmt.Println(RFFT(V([]float64{1, 2, 3, 4}), 0, 0, ndarray.NormBackward))
	// Output: [10.+0.j -2.+2.j -2.+0.j]
}

func ExampleIRFFT() {
	fmt.Println(IRFFT(V([]complex128{10, -2 + 2i, -2}), 4, 0, ndarray.NormBackward))
	// Output: [1. 2. 3. 4.]
}

func ExampleFFTN() {
	fmt.Println(FFTN(V([][]float64{{1, 2}, {3, 4}}), nil, nil, ndarray.NormBackward))
	// Output:
	// [[10.+0.j -2.+0.j]
	//  [-4.+0.j  0.+0.j]]
}

func ExampleIFFTN() {
	fmt.Println(IFFTN(V([][]float64{{1, 2}, {3, 4}}), nil, nil, ndarray.NormBackward))
	// Output:
	// [[ 2.5+0.j -0.5+0.j]
	//  [-1. +0.j  0. +0.j]]
}

func ExampleRFFTN() {
	fmt.Println(RFFTN(V([][]float64{{1, 2}, {3, 4}}), nil, nil, ndarray.NormBackward))
	// Output:
	// [[10.+0.j -2.+0.j]
	//  [-4.+0.j  0.+0.j]]
}

func ExampleIRFFTN() {
	fmt.Println(IRFFTN(V([][]complex128{{10, -2}, {-4, 0}}), nil, nil, ndarray.NormBackward))
	// Output:
	// [[1. 2.]
	//  [3. 4.]]
}

func ExampleFFT2() {
	fmt.Println(FFT2(V([][]float64{{1, 2}, {3, 4}}), ndarray.NormBackward))
	// Output:
	// [[10.+0.j -2.+0.j]
	//  [-4.+0.j  0.+0.j]]
}

func ExampleIFFT2() {
	fmt.Println(IFFT2(V([][]float64{{1, 2}, {3, 4}}), ndarray.NormBackward))
	// Output:
	// [[ 2.5+0.j -0.5+0.j]
	//  [-1. +0.j  0. +0.j]]
}

func ExampleRFFT2() {
	fmt.Println(RFFT2(V([][]float64{{1, 2}, {3, 4}}), ndarray.NormBackward))
	// Output:
	// [[10.+0.j -2.+0.j]
	//  [-4.+0.j  0.+0.j]]
}

func ExampleIRFFT2() {
	fmt.Println(IRFFT2(V([][]complex128{{10, -2}, {-4, 0}}), ndarray.NormBackward))
	// Output:
	// [[1. 2.]
	//  [3. 4.]]
}

func ExampleFFTShift() {
	fmt.Println(FFTShift(V([]float64{0, 1, 2, -2, -1})))
	// Output: [-2. -1.  0.  1.  2.]
}

func ExampleIFFTShift() {
	fmt.Println(IFFTShift(V([]float64{-2, -1, 0, 1, 2})))
	// Output: [ 0.  1.  2. -2. -1.]
}
