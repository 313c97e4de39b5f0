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

// Average returns the mean weighted by w over axes (nil: all). w has x's shape, or broadcasts to it.
func Average(x, w *Array, axes []int, keepdims bool) *Array {
	w = w.BroadcastTo(x.shape...)
	return Divide(Sum(Multiply(x, w), axes, keepdims), Sum(w, axes, keepdims))
}

// Cov returns the covariance matrix of the variables in the rows of x, normalised by n - ddof.
func Cov(x *Array, ddof float64) *Array {
	x = x.AtLeast2D()
	d := Subtract(x.AsType(x.dtype.Float()), Mean(x, []int{1}, true))
	c := MatMul(d, Conj(d).T())
	return Divide(c, Weak(float64(x.shape[1])-ddof)).Squeeze()
}

// CorrCoef returns the matrix of correlations of the variables in the rows of x.
func CorrCoef(x *Array) *Array {
	c := Cov(x, 1)
	if len(c.shape) == 0 {
		return Divide(c, c)
	}
	s := Sqrt(Real(c.Diagonal(0, 0, 1)))
	return Divide(Divide(c, s.ExpandDims(1)), s.ExpandDims(0))
}

// Histogram counts the elements of x in bins equal bins between lo and hi (both included); lo = hi = 0 takes the range of
// x. It returns the counts and the bins+1 edges.
func Histogram(x *Array, bins int, lo, hi float64) (counts, edges *Array) {
	if bins < 1 {
		panic(&ValueError{"histogram", "needs at least one bin"})
	}
	if lo == 0 && hi == 0 && x.Size() > 0 {
		lo, hi = Min(x, nil, false).Float(), Max(x, nil, false).Float()
	}
	if lo == hi {
		lo, hi = lo-0.5, hi+0.5
	}
	edges = Linspace(lo, hi, bins+1)
	n := make([]int64, bins)
	at := SearchSorted(edges, x.AsType(Float64).Ravel(), true)
	for i, v := range ToSlice[float64](x) {
		switch k := elems[int64](at)[i] - 1; {
		case v == hi:
			n[bins-1]++
		case k >= 0 && k < int64(bins):
			n[k]++
		}
	}
	return Of(n), edges
}

// Round returns x rounded to the given number of decimals, which may be negative; halves go to the even neighbour.
func Round(x *Array, decimals int) *Array {
	switch {
	case x.dtype <= Int64 && decimals >= 0:
		return x.Copy()
	case decimals == 0:
		return Rint(x)
	}
	p := Weak(pow10(decimals))
	if decimals < 0 {
		p = Weak(pow10(-decimals))
		return Multiply(Rint(Divide(x, p)), p).AsType(x.dtype)
	}
	return Divide(Rint(Multiply(x, p)), p)
}

func pow10(n int) float64 {
	p := 1.0
	for range n {
		p *= 10
	}
	return p
}
