package ndarray

// Means and spreads.

// Mean returns the arithmetic mean over axes (nil: all), in float64 for integers; NaN for no elements.
func Mean(x *Array, axes []int, keepdims bool) *Array {
	n := countAlong("mean", x, axes)
	s := Sum(x.AsType(x.dtype.Float()), axes, keepdims)
	return Divide(s, Weak(float64(n)), s)
}

// Var returns the variance Σ|x - mean|² / (n - ddof) over axes (nil: all); it is real for complex x.
func Var(x *Array, axes []int, ddof float64, keepdims bool) *Array {
	n := countAlong("var", x, axes)
	d := Subtract(x.AsType(x.dtype.Float()), Mean(x, axes, true))
	if d.dtype.IsComplex() {
		d = Abs(d)
	}
	s := Sum(Square(d), axes, keepdims)
	return Divide(s, Weak(max(float64(n)-ddof, 0)), s)
}

// Std returns the standard deviation, the square root of [Var].
func Std(x *Array, axes []int, ddof float64, keepdims bool) *Array {
	v := Var(x, axes, ddof, keepdims)
	return Sqrt(v, v)
}

// Ptp returns the largest minus the smallest element ("peak to peak") over axes (nil: all).
func Ptp(x *Array, axes []int, keepdims bool) *Array {
	return Subtract(Max(x, axes, keepdims), Min(x, axes, keepdims))
}
