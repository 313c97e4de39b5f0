package ndarray

// Which functions can be fused, by NumPy's names.

import "math"

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
	"less":          {b64: lessMask[float64], b32: lessMask[float32]},
	"less_equal":    {b64: lessEqualMask[float64], b32: lessEqualMask[float32]},
	"equal":         {b64: equalMask[float64], b32: equalMask[float32]},
	"not_equal":     {b64: notEqualMask[float64], b32: notEqualMask[float32]},
	"greater":       {b64: func(dst, x, y []float64) { lessMask(dst, y, x) }, b32: func(dst, x, y []float32) { lessMask(dst, y, x) }},
	"greater_equal": {b64: func(dst, x, y []float64) { lessEqualMask(dst, y, x) }, b32: func(dst, x, y []float32) { lessEqualMask(dst, y, x) }},
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

// one is 1 for true, 0 for false, without a branch.
func one[T floatNumber](b bool) T {
	n := uint8(0)
	if b {
		n = 1
	}
	return T(n)
}

func pick64Float(dst, cond, x, y []float64) {
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
	cond, x, y = cond[:len(dst)], x[:len(dst)], y[:len(dst)]
	for i := range dst {
		v, u := math.Float32bits(y[i]), math.Float32bits(x[i])
		if cond[i] != 0 {
			v = u
		}
		dst[i] = math.Float32frombits(v)
	}
}
