package ndarray

// Running sums, products and extremes, and differences.

var (
	cumSumOp = &lineOp{"cumsum", nil, scanOf(func(x, y int64) int64 { return x + y }), scanOf(func(x, y float32) float32 { return x + y }),
		scanOf(func(x, y float64) float64 { return x + y }), scanOf(func(x, y complex64) complex64 { return x + y }),
		scanOf(func(x, y complex128) complex128 { return x + y })}
	cumProdOp = &lineOp{"cumprod", nil, scanOf(func(x, y int64) int64 { return x * y }), scanOf(func(x, y float32) float32 { return x * y }),
		scanOf(func(x, y float64) float64 { return x * y }), scanOf(func(x, y complex64) complex64 { return x * y }),
		scanOf(func(x, y complex128) complex128 { return x * y })}
	cumMaxOp = &lineOp{name: "cummax", i64: scanOf(func(x, y int64) int64 { return max(x, y) }),
		f32: scanOf(func(x, y float32) float32 { return max(x, y) }), f64: scanOf(func(x, y float64) float64 { return max(x, y) })}
	cumMinOp = &lineOp{name: "cummin", i64: scanOf(func(x, y int64) int64 { return min(x, y) }),
		f32: scanOf(func(x, y float32) float32 { return min(x, y) }), f64: scanOf(func(x, y float64) float64 { return min(x, y) })}
)

func scanOf[T Elem](f func(x, y T) T) func(dst, src []T) {
	return func(dst, src []T) {
		if len(src) == 0 {
			return
		}
		acc := src[0]
		dst[0] = acc
		for i, v := range src[1:] {
			acc = f(acc, v)
			dst[i+1] = acc
		}
	}
}

// CumSum returns the running sums along axis, or of the flattened array for [Flat].
func CumSum(x *Array, axis int) *Array { return cumSumOp.call(x, axis) }

// CumProd returns the running products along axis, or of the flattened array for [Flat].
func CumProd(x *Array, axis int) *Array { return cumProdOp.call(x, axis) }

// CumMax returns the running maxima along axis, or of the flattened array for [Flat]; real types only.
func CumMax(x *Array, axis int) *Array {
	needReal("cummax", x)
	return cumMaxOp.call(x, axis)
}

// CumMin returns the running minima along axis, or of the flattened array for [Flat]; real types only.
func CumMin(x *Array, axis int) *Array {
	needReal("cummin", x)
	return cumMinOp.call(x, axis)
}

// Diff returns the n-th differences x[i+1] - x[i] along axis, which gets shorter by n.
func Diff(x *Array, n, axis int) *Array {
	if n < 0 {
		panic(&ValueError{"diff", "order " + itoa(n) + " is negative"})
	}
	a := normAxis("diff", axis, len(x.shape))
	for ; n > 0; n-- {
		m := x.shape[a]
		if m == 0 {
			return x
		}
		if x.dtype == Bool {
			x = NotEqual(x.narrow(a, 1, m-1), x.narrow(a, 0, m-1))
		} else {
			x = Subtract(x.narrow(a, 1, m-1), x.narrow(a, 0, m-1))
		}
	}
	return x
}

// Gradient returns the slope of x along axis for points that lie apart by spacing: central differences, one-sided ones at
// the ends. The axis needs at least two points.
func Gradient(x *Array, spacing float64, axis int) *Array {
	a := normAxis("gradient", axis, len(x.shape))
	n := x.shape[a]
	if n < 2 {
		panic(&ShapeError{"gradient", [][]int{x.Shape()}, "axis " + itoa(a) + " needs at least 2 points"})
	}
	x = x.AsType(x.dtype.Float())
	r := alloc("gradient", x.dtype, x.shape)
	h := Weak(spacing)
	Divide(Subtract(x.narrow(a, 2, n-2), x.narrow(a, 0, n-2)), Weak(2*spacing), r.narrow(a, 1, n-2))
	Divide(Subtract(x.narrow(a, 1, 1), x.narrow(a, 0, 1)), h, r.narrow(a, 0, 1))
	Divide(Subtract(x.narrow(a, n-1, 1), x.narrow(a, n-2, 1)), h, r.narrow(a, n-1, 1))
	return r
}
