package ndarray

// Convolution of images, as layers of neural networks compute it: the windows of an image become the columns of a matrix
// (im2col), and the rest is products of matrices. The function is linear in the image and in the kernel; its two
// transposes are here, too.

import (
	"sync"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/simd"
)

// images describes a convolution: n images of c channels and h×w points, o kernels of kh×kw points, and results of oh×ow
// points.
type images struct{ n, c, h, w, o, kh, kw, oh, ow, stride int }

// points returns the number of points of a result, and window that of a kernel with all channels.
func (g images) points() int { return g.oh * g.ow }
func (g images) window() int { return g.c * g.kh * g.kw }

// newImages checks the shapes (n, c, h, w) and (o, c, kh, kw), and how they fit.
func newImages(op string, x, k []int, stride int) images {
	bad := func(msg string) { panic(&ShapeError{op, [][]int{cloneInts(x), cloneInts(k)}, msg}) }
	if len(x) != 4 || len(k) != 4 || x[1] != k[1] {
		bad("are not (batch, channels, height, width) and (out, channels, height, width)")
	}
	if stride < 1 {
		panic(&ValueError{op, "the stride must be at least 1, not " + itoa(stride)})
	}
	if k[2] < 1 || k[3] < 1 || k[2] > x[2] || k[3] > x[3] {
		bad("have no place for the kernel in the image")
	}
	return images{n: x[0], c: x[1], h: x[2], w: x[3], o: k[0], kh: k[2], kw: k[3],
		oh: (x[2]-k[2])/stride + 1, ow: (x[3]-k[3])/stride + 1, stride: stride}
}

// checkResult panics unless y has the shape of the convolution's result.
func (g images) checkResult(op string, y *Array) {
	if want := []int{g.n, g.o, g.oh, g.ow}; !equalShape(y.shape, want) {
		panic(&ShapeError{op, [][]int{y.Shape(), want}, "differ: the first is given, the second is what the convolution has"})
	}
}

// Conv2D returns the cross-correlation of images of shape (n, c, h, w) with kernels of shape (o, c, kh, kw), whose places
// are stride apart: y[n, o, p, q] = Σ x[n, c, stride·p+i, stride·q+j]·k[o, c, i, j], of shape (n, o, (h-kh)/stride+1,
// (w-kw)/stride+1). It panics with a [*ShapeError] if the shapes do not fit.
func Conv2D(x, k *Array, stride int) *Array {
	g := newImages("conv2d", x.shape, k.shape, stride)
	return convForward.call(x, k, []int{g.n, g.o, g.oh, g.ow}, g)
}

// Conv2DInput returns the sum of kernels k of shape (o, c, kh, kw) that lie where [Conv2D] put them in images of h×w points,
// weighted by y of shape (n, o, …): the transpose of Conv2D as a function of x, without conjugation.
func Conv2DInput(y, k *Array, stride, h, w int) *Array {
	if len(y.shape) != 4 || len(k.shape) != 4 {
		panic(&ShapeError{"conv2d_input", [][]int{y.Shape(), k.Shape()}, "have not four dimensions"})
	}
	shape := []int{y.shape[0], k.shape[1], h, w}
	g := newImages("conv2d_input", shape, k.shape, stride)
	g.checkResult("conv2d_input", y)
	return convInput.call(y, k, shape, g)
}

// Conv2DKernel returns the sums of windows of kh×kw points of the images x, weighted by y of shape (n, o, …): the transpose
// of [Conv2D] as a function of the kernels, without conjugation.
func Conv2DKernel(x, y *Array, stride, kh, kw int) *Array {
	if len(x.shape) != 4 || len(y.shape) != 4 {
		panic(&ShapeError{"conv2d_kernel", [][]int{x.Shape(), y.Shape()}, "have not four dimensions"})
	}
	shape := []int{y.shape[1], x.shape[1], kh, kw}
	g := newImages("conv2d_kernel", x.shape, shape, stride)
	g.checkResult("conv2d_kernel", y)
	return convKernel.call(x, y, shape, g)
}

// imageFunc is a function of two arrays of images or kernels, by type.
type imageFunc struct {
	i64  func(out, x, y []int64, g images)
	f32  func(out, x, y []float32, g images)
	f64  func(out, x, y []float64, g images)
	c64  func(out, x, y []complex64, g images)
	c128 func(out, x, y []complex128, g images)

	whole bool // it writes all of out, which need not be cleared
}

var (
	convForward = imageFunc{forward[int64], forward[float32], forward[float64], forward[complex64], forward[complex128], true}
	convInput   = imageFunc{inputs[int64], inputs[float32], inputs[float64], inputs[complex64], inputs[complex128], false}
	convKernel  = imageFunc{kernels[int64], kernels[float32], kernels[float64], kernels[complex64], kernels[complex128], true}
)

// call returns the function of x and y in a new array.
func (f imageFunc) call(x, y *Array, shape []int, g images) *Array {
	dt := ResultType(x, y)
	if dt == Bool {
		dt = Int64
	}
	create := alloc
	if f.whole && x.Size() > 0 && y.Size() > 0 {
		create = allocDirty
	}
	out := create("conv2d", dt, shape)
	x, y = x.AsType(dt).Contiguous(), y.AsType(dt).Contiguous()
	switch dt {
	case Int64:
		onImages(f.i64, out, x, y, g)
	case Float32:
		onImages(f.f32, out, x, y, g)
	case Float64:
		onImages(f.f64, out, x, y, g)
	case Complex64:
		onImages(f.c64, out, x, y, g)
	case Complex128:
		onImages(f.c128, out, x, y, g)
	}
	return out
}

func onImages[T number](f func(out, x, y []T, g images), out, x, y *Array, g images) {
	if out.Size() > 0 && x.Size() > 0 && y.Size() > 0 {
		f(elems[T](out)[out.offset:], elems[T](x)[x.offset:], elems[T](y)[y.offset:], g)
	}
}

// eachImage calls f for all images, from several goroutines if they are much work, each with a buffer for the columns.
func eachImage[T number](g images, f func(lo, hi int, cols []T)) {
	size := g.window() * g.points()
	parallel(g.n, grainOf(size*g.o), func(lo, hi int) {
		pool := buffersOf[T]()
		cols := pool.get(size)
		defer pool.put(cols)
		f(lo, hi, cols)
	})
}

// forward is Conv2D.
func forward[T number](out, x, k []T, g images) {
	p, window := g.points(), g.window()
	eachImage(g, func(lo, hi int, cols []T) {
		for i := lo; i < hi; i++ {
			imageColumns(cols, x[i*g.c*g.h*g.w:], g)
			multiplyInto(out[i*g.o*p:], matrix[T]{k, 0, window, 1}, matrix[T]{cols, 0, p, 1}, g.o, p, window, simd.Set)
		}
	})
}

// inputs is Conv2DInput.
func inputs[T number](out, y, k []T, g images) {
	p, window := g.points(), g.window()
	eachImage(g, func(lo, hi int, cols []T) {
		for i := lo; i < hi; i++ {
			multiplyInto(cols, matrix[T]{k, 0, 1, window}, matrix[T]{y, i * g.o * p, p, 1}, window, p, g.o, simd.Set)
			addColumns(out[i*g.c*g.h*g.w:], cols, g)
		}
	})
}

// kernels is Conv2DKernel.
func kernels[T number](out, x, y []T, g images) {
	p, window := g.points(), g.window()
	var mutex sync.Mutex
	sum := make([]T, window*g.o) // transposed
	eachImage(g, func(lo, hi int, cols []T) {
		part := sum
		if hi-lo < g.n {
			part = make([]T, window*g.o)
		}
		for i := lo; i < hi; i++ {
			imageColumns(cols, x[i*g.c*g.h*g.w:], g)
			multiplyInto(part, matrix[T]{cols, 0, p, 1}, matrix[T]{y, i * g.o * p, 1, p}, window, g.o, p, simd.Plus)
		}
		if hi-lo < g.n {
			mutex.Lock()
			defer mutex.Unlock()
			addK(sum, sum, part)
		}
	})
	copyTurned(out, window, sum, g.o, g.o, window)
}

// imageColumns writes the windows of an image as columns: cols[(c, i, j), (p, q)] = x[c, stride·p+i, stride·q+j].
func imageColumns[T number](cols, x []T, g images) {
	copyRows, _ := rowKernels[T]()
	g.shifts(func(corner, at int) {
		dst, src := cols[at:at+g.points()], x[corner:]
		if g.stride == 1 && copyRows != nil {
			copyRows(dst, src, g.ow, g.w, g.oh, g.ow)
			return
		}
		for p := range g.oh {
			row := src[p*g.stride*g.w:]
			for q := range g.ow {
				dst[p*g.ow+q] = row[q*g.stride]
			}
		}
	})
}

// addColumns is the transpose of imageColumns: it adds the columns to the image.
func addColumns[T number](x, cols []T, g images) {
	_, addRows := rowKernels[T]()
	g.shifts(func(corner, at int) {
		dst, src := x[corner:], cols[at:at+g.points()]
		if g.stride == 1 && addRows != nil {
			addRows(dst, src, g.w, g.ow, g.oh, g.ow)
			return
		}
		for p := range g.oh {
			row := dst[p*g.stride*g.w:]
			for q := range g.ow {
				row[q*g.stride] += src[p*g.ow+q]
			}
		}
	})
}

// shifts calls f for each place of a window: corner is where it lies in the image when the window is in the corner, and at
// where its row of columns begins.
func (g images) shifts(f func(corner, at int)) {
	at := 0
	for c := range g.c {
		for i := range g.kh {
			for j := range g.kw {
				f((c*g.h+i)*g.w+j, at)
				at += g.points()
			}
		}
	}
}

// rowKernels returns the vector kernels that copy and add rows, or nil.
func rowKernels[T number]() (copyRows, addRows func(dst, src []T, dstStride, srcStride, rows, cols int)) {
	for _, k := range [2][2]any{{v64.CopyRows, v64.AddRows}, {v32.CopyRows, v32.AddRows}} {
		if f, ok := k[0].(func(dst, src []T, dstStride, srcStride, rows, cols int)); ok {
			return f, k[1].(func(dst, src []T, dstStride, srcStride, rows, cols int))
		}
	}
	return nil, nil
}

// multiplyInto sets the m×n matrix c to a·b, or adds it.
func multiplyInto[T number](c []T, a, b matrix[T], m, n, k, mode int) {
	switch c := any(c).(type) {
	case []float64:
		if v64.Gemm != nil {
			mul64.packed(c, n, any(a).(matrix[float64]), any(b).(matrix[float64]), m, n, k, mode)
			return
		}
	case []float32:
		if v32.Gemm != nil {
			mul32.packed(c, n, any(a).(matrix[float32]), any(b).(matrix[float32]), m, n, k, mode)
			return
		}
	}
	if mode == simd.Set {
		clear(c[:m*n])
	}
	smallGemm(c, a, b, m, n, k)
}
