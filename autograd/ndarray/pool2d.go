package ndarray

// The largest elements of square windows, and where they are.

import "math"

// windows describes square windows of the last two axes of h×w points, stride apart: n·oh·ow of them.
type windows struct{ n, h, w, oh, ow, size, stride int }

// newWindows checks the shape x; out is that of a result with one element a window.
func newWindows(op string, x []int, size, stride int) (g windows, out []int) {
	nd := len(x)
	if nd < 2 || size < 1 || size > x[nd-2] || size > x[nd-1] {
		panic(&ShapeError{op, [][]int{cloneInts(x)}, "has no windows of " + itoa(size) + "×" + itoa(size)})
	}
	if stride < 1 {
		panic(&ValueError{op, "the stride must be at least 1, not " + itoa(stride)})
	}
	g = windows{n: 1, h: x[nd-2], w: x[nd-1], size: size, stride: stride}
	for _, d := range x[:nd-2] {
		g.n *= d
	}
	g.oh, g.ow = (g.h-size)/stride+1, (g.w-size)/stride+1
	return g, append(cloneInts(x[:nd-2]), g.oh, g.ow)
}

// MaxPool2D returns the largest element of each size×size window of the last two axes, stride apart; NaN if one is. Types
// are real.
func MaxPool2D(x *Array, size, stride int) *Array {
	g, shape := newWindows("max_pool2d", x.shape, size, stride)
	return g.call("max_pool2d", allocDirty, x, x, shape, pooled[int64], pooled[float32], pooled[float64])
}

// MaxPool2DSpread gives each element of y, of the shape of [MaxPool2D] of x, to the largest elements of its window, which
// share it: an array of x's shape. It is the transpose of [MaxPool2DPick].
func MaxPool2DSpread(y, x *Array, size, stride int) *Array {
	g, shape := newWindows("max_pool2d_spread", x.shape, size, stride)
	if !equalShape(y.shape, shape) {
		panic(&ShapeError{"max_pool2d_spread", [][]int{y.Shape(), shape}, "differ: the first is given, the second is what the windows have"})
	}
	return g.call("max_pool2d_spread", alloc, y, x, cloneInts(x.shape), nil, shared[float32], shared[float64])
}

// MaxPool2DPick returns the mean of t where the largest elements of each window of x are; t and x have the same shape.
func MaxPool2DPick(t, x *Array, size, stride int) *Array {
	g, shape := newWindows("max_pool2d_pick", x.shape, size, stride)
	if !SameShape(t, x) {
		panic(&ShapeError{"max_pool2d_pick", [][]int{t.Shape(), x.Shape()}, "differ"})
	}
	return g.call("max_pool2d_pick", allocDirty, t, x, shape, nil, picked[float32], picked[float64])
}

// call computes a function of y and x, whose common type is real, in a new array, cleared or not. Without a function for
// integers these become floats.
func (g windows) call(op string, create func(op string, dt DType, shape []int) *Array, y, x *Array, shape []int, i64 func(out, y, x []int64, g windows), f32 func(out, y, x []float32, g windows),
	f64 func(out, y, x []float64, g windows)) *Array {
	dt := ResultType(y, x)
	if dt == Bool {
		dt = Int64
	}
	if dt == Int64 && i64 == nil {
		dt = Float64
	}
	if dt.IsComplex() {
		panic(&DTypeError{Op: op, DTypes: []DType{dt}})
	}
	out := create(op, dt, shape)
	y, x = y.AsType(dt).Contiguous(), x.AsType(dt).Contiguous()
	switch dt {
	case Int64:
		onWindows(i64, out, y, x, g)
	case Float32:
		onWindows(f32, out, y, x, g)
	default:
		onWindows(f64, out, y, x, g)
	}
	return out
}

// onWindows calls f for parts of the images, from several goroutines if they are large.
func onWindows[T realNumber](f func(out, y, x []T, g windows), out, y, x *Array, g windows) {
	if out.Size() == 0 {
		return
	}
	each := func(a *Array) (data []T, size int) {
		return elems[T](a)[a.offset:], a.Size() / g.n
	}
	o, no := each(out)
	ys, ny := each(y)
	xs, nx := each(x)
	parallel(g.n, max(1, grainCompute/(g.h*g.w)), func(lo, hi int) {
		part := g
		part.n = hi - lo
		f(o[lo*no:hi*no], ys[lo*ny:hi*ny], xs[lo*nx:hi*nx], part)
	})
}

// rows calls f with the upper left corner of each row of windows, and where its results begin.
func (g windows) rows(f func(corner, at int)) {
	for i := range g.n {
		for p := range g.oh {
			f((i*g.h+p*g.stride)*g.w, (i*g.oh+p)*g.ow)
		}
	}
}

// top returns the largest element of the window at a corner.
func top[T realNumber](x []T, corner int, g windows) T {
	m := x[corner]
	for i := range g.size {
		for _, v := range x[corner+i*g.w:][:g.size] {
			m = max(m, v)
		}
	}
	return m
}

func pooled[T realNumber](out, _, x []T, g windows) {
	g.rows(func(corner, at int) {
		dst := out[at : at+g.ow]
		if g.size == 2 {
			a, b := x[corner:corner+g.w], x[corner+g.w:corner+2*g.w]
			for q, j := 0, 0; q < len(dst); q, j = q+1, j+g.stride {
				s, t := a[j:j+2], b[j:j+2]
				dst[q] = max(max(s[0], s[1]), max(t[0], t[1]))
			}
			return
		}
		for q := range dst {
			dst[q] = top(x, corner+q*g.stride, g)
		}
	})
}

// shares are 1/n for n equally large elements of a window of four; without any (for NaN) it is no number.
var shares = [5]float64{math.NaN(), 1, 1. / 2, 1. / 3, 1. / 4}

// isEqual is 1 or 0. The compiler makes it without branches, which random data would make costly.
func isEqual[T realNumber](x, y T) int {
	n := 0
	if x == y {
		n = 1
	}
	return n
}

func shared[T floatNumber](out, y, x []T, g windows) {
	g.rows(func(corner, at int) {
		src := y[at : at+g.ow]
		if g.size == 2 {
			a, b := x[corner:corner+g.w], x[corner+g.w:corner+2*g.w]
			c, d := out[corner:corner+g.w], out[corner+g.w:corner+2*g.w]
			for q, j := 0, 0; q < len(src); q, j = q+1, j+g.stride {
				s, t, u, v := a[j:j+2], b[j:j+2], c[j:j+2], d[j:j+2]
				m := max(max(s[0], s[1]), max(t[0], t[1]))
				e0, e1, e2, e3 := isEqual(s[0], m), isEqual(s[1], m), isEqual(t[0], m), isEqual(t[1], m)
				share := src[q] * T(shares[e0+e1+e2+e3])
				u[0] += share * T(e0)
				u[1] += share * T(e1)
				v[0] += share * T(e2)
				v[1] += share * T(e3)
			}
			return
		}
		for q, v := range src {
			c := corner + q*g.stride
			m := top(x, c, g)
			share := v / T(equals(x, m, c, g))
			for i := range g.size {
				for j := range g.size {
					out[c+i*g.w+j] += share * T(isEqual(x[c+i*g.w+j], m))
				}
			}
		}
	})
}

// equals returns how many elements of the window at a corner are m.
func equals[T realNumber](x []T, m T, corner int, g windows) int {
	n := 0
	for i := range g.size {
		for _, v := range x[corner+i*g.w:][:g.size] {
			n += isEqual(v, m)
		}
	}
	return n
}

func picked[T floatNumber](out, t, x []T, g windows) {
	g.rows(func(corner, at int) {
		for q := range g.ow {
			c := corner + q*g.stride
			m, sum := top(x, c, g), T(0)
			for i := range g.size {
				for j := range g.size {
					sum += t[c+i*g.w+j] * T(isEqual(x[c+i*g.w+j], m))
				}
			}
			out[at+q] = sum / T(equals(x, m, c, g))
		}
	})
}
