// Package simd holds vector kernels for package ndarray: inner loops over slices of float64 and float32 in the instructions
// of processors with AVX2 and FMA. Elsewhere there are none, and the caller has its own loops.
//
// The element-wise functions are within 2 units in the last place, and exact for NaN, infinities, zeros of either sign and
// subnormal numbers. An element's result does not depend on its place in the slice.
package simd

//go:generate go run ./gen -out kernels_amd64.s -stubs kernels_amd64.go -pkg simd

// Kernels are the vector loops for elements of type T, all nil on processors that lack the instructions. All slices of
// a call must be as long as the first; dst may be one of the others.
type Kernels[T float32 | float64] struct {
	Add, Sub, Mul, Div, Max, Min func(dst, x, y []T)
	Sqrt                         func(dst, x []T)
	Exp, Expm1, Log, Log1p       func(dst, x []T)
	Tanh, Sigmoid, Erf           func(dst, x []T)
	Sin, Cos                     func(dst, x []T) // for |x| < MaxAngle
	Axpy                         func(y, x []T, a T)
	Sum                          func(x []T) T
	Dot                          func(x, y []T) T
	Gemm                         func(k int, a, b, c []T, ldc int) // see Rows
	GemmRows, GemmCols           int                               // the size of Gemm's tile
}

// MaxAngle is the largest magnitude that Sin and Cos reduce exactly enough.
const MaxAngle = 1e8
