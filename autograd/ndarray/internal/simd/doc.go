// Package simd holds vector kernels for package ndarray: inner loops over slices of float64 and float32 in the instructions
// of processors with AVX2 and FMA, or with AVX-512. Elsewhere there are none, and the caller has its own loops.
//
// The element-wise functions are within 2 units in the last place (the sigmoid by AVX2 within 2.5), and exact for NaN, infinities, zeros of either sign and
// subnormal numbers. An element's result does not depend on its place in the slice. Nothing beyond a slice is read or
// written, and nothing need be aligned.
//
// The environment variable GRADBOOK_SIMD limits what is used to none, avx2 or avx512, to test and to compare.
package simd

//go:generate go run ./gen -out kernels_amd64.s -stubs kernels_amd64.go -lists lists_amd64.go -pkg simd

import (
	"os"
	"unsafe"
)

// Level is a set of instructions.
type Level int

// The levels, each with all that the ones before have.
const (
	None   Level = iota // no kernels
	AVX2                // AVX2 and FMA
	AVX512              // AVX-512 F, BW, DQ, VL, and BMI2
)

func (l Level) String() string { return [...]string{"none", "avx2", "avx512"}[l] }

// Best returns the level of this processor, or what GRADBOOK_SIMD limits it to; an unknown name there limits nothing.
func Best() Level {
	limit := os.Getenv("GRADBOOK_SIMD")
	for l := None; l < supported(); l++ {
		if l.String() == limit {
			return l
		}
	}
	return supported()
}

// Kernels are the vector loops for elements of type T, all nil on processors that lack the instructions. All slices of
// a call must be as long as the first; dst may be one of the others.
type Kernels[T float32 | float64] struct {
	Add, Sub, Mul, Div, Max, Min func(dst, x, y []T)
	Exceeds                      func(dst, x, y []T)       // 1 where x > y, ½ where x = y, else 0
	Less, LessEqual              func(dst, x, y []T)       // 1 where so, else 0
	Equal, NotEqual              func(dst, x, y []T)       // 1 where so, else 0
	Choose                       func(dst, cond, x, y []T) // x where cond is not 0, else y
	Bools                        func(dst []bool, x []T)   // x ≠ 0
	Numbers                      func(dst []T, x []bool)   // 1 for true, 0 for false
	Abs, Neg, Sign, Reciprocal   func(dst, x []T)
	Rint, Floor, Ceil, Trunc     func(dst, x []T)
	Sqrt                         func(dst, x []T)
	Pow                          func(dst, x, y []T) // for x above 0 and finite y, NaN elsewhere
	Exp, Expm1, Log, Log1p       func(dst, x []T)
	Tanh, Sigmoid, Erf           func(dst, x []T)
	Exp2, Log2, Log10            func(dst, x []T)
	Sinh, Cosh                   func(dst, x []T)
	Arctan, Arcsin, Arccos       func(dst, x []T)
	Sin, Cos                     func(dst, x []T) // for |x| < MaxAngle()
	Axpy                         func(y, x []T, a T)
	Scale                        func(y []T, a T)
	Sum                          func(x []T) T
	Dot                          func(x, y []T) T

	// Dots sets dst[i] to the inner product of x and a[i·stride:], and Axpys adds to y the sum of x[i]·a[i·stride:], for i below
	// rows, four at a time: the last rows % 4 are left to the caller.
	Dots, Axpys func(out, a, x []T, stride, rows int)

	// Gemm sets the tile c[i·ldc+j] to the sum over l < k of a[i·rs+l·cs]·b[w·l+j], for i < rows and j < cols, or adds it or
	// subtracts it, as mode is Set, Plus or Minus. It reads Rows rows of a, and b in rows of w elements, the least multiple of
	// Lanes that holds cols. Neither rows nor cols may be 0.
	Gemm              func(k int, a []T, rs, cs int, b, c []T, ldc, rows, cols, mode int)
	Rows, Cols, Lanes int // the size of the largest tile, and of a vector

	// PackRows copies k > 0 rows of cols ≤ Cols elements, stride apart in src, to dst as Gemm reads them.
	PackRows func(dst, src []T, stride, k, cols int)
	// CopyRows and AddRows set rows of cols elements, dstStride apart in dst, to those srcStride apart in src, or add these.
	// Neither rows nor cols may be 0.
	CopyRows, AddRows func(dst, src []T, dstStride, srcStride, rows, cols int)
	// Turn transposes a number of blocks of Lanes×Lanes elements, side by side in src and one below the other in dst.
	Turn func(dst, src []T, dstStride, srcStride, blocks int)
}

// The modes of Gemm.
const (
	Set = iota
	Plus
	Minus
)

// MaxAngle returns below which magnitude Sin and Cos reduce angles exactly enough.
func MaxAngle[T float32 | float64]() T {
	if unsafe.Sizeof(T(0)) == 4 {
		return 1e5
	}
	return 1e8
}
