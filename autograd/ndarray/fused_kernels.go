package ndarray

// Which functions can be fused, by NumPy's names.

import (
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

var negativeZero = math.Copysign(0, -1)

var fusable1 = func() map[string]*unary {
	m := map[string]*unary{}
	for _, op := range []*unary{signOp, expOp, exp2Op, expm1Op, logOp, log2Op, log10Op, log1pOp, sqrtOp, cbrtOp,
		sinOp, cosOp, tanOp, arcsinOp, arccosOp, arctanOp, sinhOp, coshOp, tanhOp, arcsinhOp, arccoshOp, arctanhOp,
		sincOp, deg2radOp, rad2degOp, floorOp, ceilOp, truncOp, rintOp, absOp, sigmoidOp, erfOp} {
		m[op.name] = op
	}
	return m
}()

var fusable2 = func() map[string]*binary {
	m := map[string]*binary{}
	for _, op := range []*binary{addOp, subtractOp, multiplyOp, divideOp, maximumOp, minimumOp, fmaxOp, fminOp, powerOp,
		floorDivideOp, modOp, fmodOp, arctan2Op, hypotOp, copysignOp, heavisideOp, logAddExpOp, logAddExp2Op} {
		m[op.name] = op
	}
	return m
}()

var fusableCompare = map[string]fusedFunc{
	"less":          compares(v64.Less, v32.Less, lessMask[float64], lessMask[float32]),
	"less_equal":    compares(v64.LessEqual, v32.LessEqual, lessEqualMask[float64], lessEqualMask[float32]),
	"equal":         compares(v64.Equal, v32.Equal, equalMask[float64], equalMask[float32]),
	"not_equal":     compares(v64.NotEqual, v32.NotEqual, notEqualMask[float64], notEqualMask[float32]),
	"greater":       turned(compares(v64.Less, v32.Less, lessMask[float64], lessMask[float32])),
	"greater_equal": turned(compares(v64.LessEqual, v32.LessEqual, lessEqualMask[float64], lessEqualMask[float32])),
}

// compares is a comparison by vector kernels, or by the plain ones where there are none.
func compares(v64 func(dst, x, y []float64), v32 func(dst, x, y []float32), k64 kernel2[float64, float64], k32 kernel2[float32, float32]) fusedFunc {
	if v64 != nil {
		return fusedFunc{b64: v64, b32: v32}
	}
	return fusedFunc{b64: k64, b32: k32}
}

// turned is f with its operands exchanged.
func turned(f fusedFunc) fusedFunc {
	return fusedFunc{
		b64: func(dst, x, y []float64) { f.b64(dst, y, x) },
		b32: func(dst, x, y []float32) { f.b32(dst, y, x) },
	}
}

// Masks are numbers 0 and 1, so that they need no buffers of another type.

func lessMask[T floatNumber](dst, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = one[T](x[i] < y[i])
	}
}

func lessEqualMask[T floatNumber](dst, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = one[T](x[i] <= y[i])
	}
}

func equalMask[T floatNumber](dst, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = one[T](x[i] == y[i])
	}
}

func notEqualMask[T floatNumber](dst, x, y []T) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = one[T](x[i] != y[i])
	}
}

// kernelsOf returns the vector kernels for type T.
func kernelsOf[T floatNumber]() *simd.Kernels[T] {
	if k, ok := any(&v64).(*simd.Kernels[T]); ok {
		return k
	}
	return any(&v32).(*simd.Kernels[T])
}

// toBools sets dst to where x is not 0.
func toBools[T floatNumber](dst []bool, x []T) {
	if k := kernelsOf[T](); k.Bools != nil {
		k.Bools(dst, x)
		return
	}
	for i, v := range x {
		dst[i] = v != 0
	}
}

// toNumbers sets dst to 1 where x is true, else to 0.
func toNumbers[T floatNumber](dst []T, x []bool) {
	if k := kernelsOf[T](); k.Numbers != nil {
		k.Numbers(dst, x)
		return
	}
	for i, b := range x {
		dst[i] = one[T](b)
	}
}

// one is 1 for true, 0 for false, without a branch.
func one[T floatNumber](b bool) T {
	n := uint8(0)
	if b {
		n = 1
	}
	return T(n)
}

func pick64Float(dst, cond, x, y []float64) {
	if v64.Choose != nil {
		v64.Choose(dst, cond, x, y)
		return
	}
	cond, x, y = cond[:len(dst)], x[:len(dst)], y[:len(dst)]
	for i := range dst {
		v, u := math.Float64bits(y[i]), math.Float64bits(x[i])
		if cond[i] != 0 {
			v = u
		}
		dst[i] = math.Float64frombits(v)
	}
}

func pick32Float(dst, cond, x, y []float32) {
	if v32.Choose != nil {
		v32.Choose(dst, cond, x, y)
		return
	}
	cond, x, y = cond[:len(dst)], x[:len(dst)], y[:len(dst)]
	for i := range dst {
		v, u := math.Float32bits(y[i]), math.Float32bits(x[i])
		if cond[i] != 0 {
			v = u
		}
		dst[i] = math.Float32frombits(v)
	}
}
