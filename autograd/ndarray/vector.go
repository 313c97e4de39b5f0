package ndarray

// Where the processor's vector kernels take the place of the plain loops.

import (
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

// The vector kernels of this processor; their fields are nil where it has none.
var (
	v64 = simd.Float64(simd.Best())
	v32 = simd.Float32(simd.Best())
)

// vectored returns op with vector kernels, as far as there are some.
func vectored(op *unary, k64 func(dst, x []float64), k32 func(dst, x []float32)) *unary {
	if k64 != nil {
		op.f64, op.f32 = k64, k32
	}
	return op.share(grainCompute)
}

// vectoredMove is vectored for functions that cost little more than to move the elements.
func vectoredMove(op *unary, k64 func(dst, x []float64), k32 func(dst, x []float32)) *unary {
	if k64 != nil {
		op.f64, op.f32 = k64, k32
	}
	return op.share(grainMove)
}

// vectored2 is vectored for two operands.
func vectored2(op *binary, k64 func(dst, x, y []float64), k32 func(dst, x, y []float32)) *binary {
	if k64 != nil {
		op.f64, op.f32 = k64, k32
	}
	return op.share(grainMove)
}

// vectoredAngle is vectored for functions whose kernels take angles up to simd.MaxAngle only: slices with larger ones, or
// infinities, go through the plain loop.
func vectoredAngle(op *unary, k64 func(dst, x []float64), k32 func(dst, x []float32)) *unary {
	plain64, plain32 := op.f64, op.f32
	if k64 == nil {
		return vectored(op, nil, nil)
	}
	return vectored(op,
		func(dst, x []float64) { angles(dst, x, k64, plain64) },
		func(dst, x []float32) { angles(dst, x, k32, plain32) })
}

func angles[T floatNumber](dst, x []T, fast func(dst, x []T), plain kernel1[T, T]) {
	for len(x) > 0 {
		n := min(len(x), chunk)
		most := T(0)
		for _, v := range x[:n] {
			if v < 0 {
				v = -v
			}
			if !(v <= most) { // NaN too
				most = v
			}
		}
		if most < simd.MaxAngle[T]() {
			fast(dst[:n], x[:n])
		} else {
			plain(dst[:n], x[:n])
		}
		dst, x = dst[n:], x[n:]
	}
}

// sumFloats sums by halves down to blocks that a vector kernel sums in many partial sums.
func sumFloats[T floatNumber](kernel func([]T) T, add func(dst, x, y []T)) *reducer[T] {
	r := sumOf[T]()
	if kernel == nil {
		kernel, add = pairwise[T], addK[T]
	}
	r.vec = add
	const block = 1024
	var sum func(x []T) T
	sum = func(x []T) T {
		if len(x) <= block {
			return kernel(x)
		}
		h := (len(x)/2 + block - 1) / block * block
		if h >= len(x) {
			h = block
		}
		return sum(x[:h]) + sum(x[h:])
	}
	r.row = sum
	return r
}

// The largest and smallest elements by vector kernels.
func init() {
	maxOp.f64, maxOp.f32 = extremes(maxOp.f64, v64.Max), extremes(maxOp.f32, v32.Max)
	minOp.f64, minOp.f32 = extremes(minOp.f64, v64.Min), extremes(minOp.f32, v32.Min)
}

// extremes returns r with a vector kernel of two operands, where there is one: a row is folded to a block, and the block by
// halves.
func extremes[T floatNumber](r *reducer[T], kernel func(dst, x, y []T)) *reducer[T] {
	if kernel == nil {
		return r
	}
	const short, block = 32, 512
	row := r.row
	byBlocks := func(x []T) T {
		if len(x) < short {
			return row(x)
		}
		t := getScratch[T]()
		defer putScratch(t)
		n := min(len(x)/2, block)
		d := t.d[:n]
		kernel(d, x[:n], x[n:2*n])
		for x = x[2*n:]; len(x) > 0; {
			m := min(n, len(x))
			kernel(d[:m], d[:m], x[:m])
			x = x[m:]
		}
		for len(d) > 4 {
			h := (len(d) + 1) / 2
			kernel(d[:len(d)-h], d[:len(d)-h], d[h:])
			d = d[:h]
		}
		return row(d)
	}
	return &reducer[T]{row: byBlocks, join: r.join, vec: kernel, unit: r.unit}
}

var sigmoidOp = vectored(unaryOf("sigmoid", sigmoid, nil), v64.Sigmoid, v32.Sigmoid)

// Sigmoid returns 1/(1 + e⁻ˣ), the logistic function (scipy.special.expit).
func Sigmoid(x *Array, dst ...*Array) *Array { return sigmoidOp.call(x, dst) }

var erfOp = vectored(unaryOf("erf", math.Erf, nil), v64.Erf, v32.Erf)

// Erf returns the error function 2/√π·∫₀ˣ exp(-t²) dt (scipy.special.erf).
func Erf(x *Array, dst ...*Array) *Array { return erfOp.call(x, dst) }

func sigmoid(x float64) float64 {
	e := math.Exp(-math.Abs(x))
	if x < 0 {
		return e / (1 + e)
	}
	return 1 / (1 + e)
}

// logAddExps is log(eˣ + eʸ) = max(x, y) + log1p(exp(-|x-y|)) by the vector kernels of exp and log1p.
func logAddExps[T floatNumber](exp, log1p func(dst, x []T)) kernel2[T, T] {
	return func(dst, x, y []T) {
		t := getScratch[T]()
		defer putScratch(t)
		for len(dst) > 0 {
			n := min(len(dst), chunk)
			d, a, b := t.d[:n], x[:n], y[:n]
			for i, u := range a {
				d[i] = -T(math.Abs(float64(u - b[i])))
			}
			exp(d, d)
			log1p(d, d)
			for i, v := range d {
				if a[i] == b[i] { // infinities of one sign too, whose difference is no number
					dst[i] = a[i] + math.Ln2
				} else {
					dst[i] = max(a[i], b[i]) + v
				}
			}
			dst, x, y = dst[n:], x[n:], y[n:]
		}
	}
}

// vectoredLogAddExp returns op with kernels made of those of exp and log1p, where there are some.
func vectoredLogAddExp(op *binary) *binary {
	if v64.Exp == nil {
		return vectored2(op, nil, nil)
	}
	return vectored2(op, logAddExps(v64.Exp, v64.Log1p), logAddExps(v32.Exp, v32.Log1p))
}

// withItself makes a function of one operand of a kernel for two, nil of nil.
func withItself[T floatNumber](k func(dst, x, y []T)) func(dst, x []T) {
	if k == nil {
		return nil
	}
	return func(dst, x []T) { k(dst, x, x) }
}

// vectoredPower returns op with kernels for bases above 0, where there are some; other bases and special values are op's.
func vectoredPower(op *binary) *binary {
	if v64.Pow != nil {
		op.f64 = powers(v64.Pow, v64.Abs, power)
	}
	if v32.Pow != nil {
		op.f32 = powers(v32.Pow, v32.Abs, power)
	}
	return op.share(grainCompute)
}

// powers computes xʸ by a kernel whose results are NaN unless x is above 0 and finite and y finite. Where it is NaN, finite
// numbers below 0 have the power of their magnitude, with its sign for odd y; the rest is plain's.
func powers[T floatNumber](pow func(dst, x, y []T), abs func(dst, x []T), plain func(x, y float64) float64) kernel2[T, T] {
	return func(dst, x, y []T) {
		t := getScratch[T]()
		defer putScratch(t)
		for len(dst) > 0 {
			n := min(len(dst), chunk)
			d, a, b := t.d[:n], x[:n], y[:n]
			pow(d, a, b)
			ofMagnitude := false // t.b holds the powers of magnitudes
			for i, v := range d {
				if v == v {
					continue
				}
				if u, w := a[i], b[i]; u < 0 && u-u == 0 && w-w == 0 && w != 0 {
					if !ofMagnitude {
						abs(t.a[:n], a)
						pow(t.b[:n], t.a[:n], b)
						ofMagnitude = true
					}
					d[i] = signedPower(t.b[i], float64(w))
					continue
				}
				d[i] = T(plain(float64(a[i]), float64(b[i])))
			}
			copy(dst, d)
			dst, x, y = dst[n:], x[n:], y[n:]
		}
	}
}

// signedPower returns the power of a negative number whose magnitude has the power v: NaN unless y is whole.
func signedPower[T floatNumber](v T, y float64) T {
	if y != math.Trunc(y) {
		return T(math.NaN())
	}
	if math.Mod(y, 2) != 0 {
		return -v
	}
	return v
}

// vectoredRelation returns op with vector kernels, as far as there are some.
func vectoredRelation(op *relation, k64 func(dst, x, y []float64), k32 func(dst, x, y []float32)) *relation {
	if k64 != nil {
		op.f64, op.f32 = share2(related(k64, v64.Bools), grainMove), share2(related(k32, v32.Bools), grainMove)
	}
	return op
}

// related makes a kernel with Bool results of one whose results are 0 and 1.
func related[T floatNumber](k func(dst, x, y []T), bools func(dst []bool, x []T)) kernel2[bool, T] {
	return func(dst []bool, x, y []T) {
		t := getScratch[T]()
		defer putScratch(t)
		for len(dst) > 0 {
			n := min(len(dst), chunk)
			k(t.d[:n], x[:n], y[:n])
			bools(dst[:n], t.d[:n])
			dst, x, y = dst[n:], x[n:], y[n:]
		}
	}
}
