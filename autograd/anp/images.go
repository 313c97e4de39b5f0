package anp

// Layers on images: convolution and pooling. All are linear where they are differentiable; each has its transpose as a
// primitive of its own, so that derivatives of any order stay among them.

import (
	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// convolution holds the options of conv2d and its transposes: the stride, and the lengths that shapes don't tell.
type convolution struct{ stride, h, w, kh, kw int }

// pooling holds the options of max_pool2d.
type pooling struct{ size, stride int }

var conv2d, convInput, convKernel, maxPool, poolSpread, poolPick Prim

func init() {
	// With x the images, k the kernels and y the result, y = x∗k, and the transposes are linear in both operands, too.
	forward := func(x, k Value, o convolution) Value { return conv2d.Apply2(x, k, o) }
	inputs := func(y, k Value, o convolution) Value { return convInput.Apply2(y, k, o) }
	kernels := func(x, y Value, o convolution) Value { return convKernel.Apply2(x, y, o) }
	Op2[convolution]{Prim: &conv2d, Name: "conv2d", Doc: "cross-correlation of images with kernels", Pure: true,
		A:    func(x, k *ndarray.Array, o convolution) *ndarray.Array { return ndarray.Conv2D(x, k, o.stride) },
		VJPX: func(g, _, _, k Value, o convolution) Value { return inputs(g, k, o) },
		VJPY: func(g, _, x, _ Value, o convolution) Value { return kernels(x, g, o) },
	}.Define()
	Op2[convolution]{Prim: &convInput, Name: "conv2d_input", Doc: "kernels where conv2d has put them, weighted: its transpose as a function of the images", Pure: true,
		A: func(y, k *ndarray.Array, o convolution) *ndarray.Array {
			return ndarray.Conv2DInput(y, k, o.stride, o.h, o.w)
		},
		VJPX: func(g, _, _, k Value, o convolution) Value { return forward(g, k, o) },
		VJPY: func(g, _, y, _ Value, o convolution) Value { return kernels(g, y, o) },
	}.Define()
	Op2[convolution]{Prim: &convKernel, Name: "conv2d_kernel", Doc: "windows of images, weighted: the transpose of conv2d as a function of the kernels", Pure: true,
		A: func(x, y *ndarray.Array, o convolution) *ndarray.Array {
			return ndarray.Conv2DKernel(x, y, o.stride, o.kh, o.kw)
		},
		VJPX: func(g, _, _, y Value, o convolution) Value { return inputs(y, g, o) },
		VJPY: func(g, _, x, _ Value, o convolution) Value { return forward(x, g, o) },
	}.Define()

	// Which element is the largest does not change with small changes of x.
	flat := func(_, _, _, x Value, _ pooling) Value { return ZerosLike(x) }
	Op1[pooling]{Prim: &maxPool, Name: "max_pool2d", Doc: "largest elements of windows; equally large ones share the gradient", Pure: true,
		A:   func(x *ndarray.Array, o pooling) *ndarray.Array { return ndarray.MaxPool2D(x, o.size, o.stride) },
		VJP: func(g, _, x Value, o pooling) Value { return poolSpread.Apply2(g, x, o) },
		JVP: func(g, _, x Value, o pooling) Value { return poolPick.Apply2(g, x, o) },
	}.Define()
	Op2[pooling]{Prim: &poolSpread, Name: "max_pool2d_spread", Doc: "numbers given to the largest elements of windows", Pure: true,
		A: func(g, x *ndarray.Array, o pooling) *ndarray.Array {
			return ndarray.MaxPool2DSpread(g, x, o.size, o.stride)
		},
		VJPX: func(g, _, _, x Value, o pooling) Value { return poolPick.Apply2(g, x, o) },
		VJPY: flat,
		JVPY: func(_, ans, _, _ Value, _ pooling) Value { return ZerosLike(ans) },
	}.Define()
	Op2[pooling]{Prim: &poolPick, Name: "max_pool2d_pick", Doc: "elements where another array has the largest ones of windows", Pure: true,
		A: func(t, x *ndarray.Array, o pooling) *ndarray.Array {
			return ndarray.MaxPool2DPick(t, x, o.size, o.stride)
		},
		VJPX: func(g, _, _, x Value, o pooling) Value { return poolSpread.Apply2(g, x, o) },
		VJPY: flat,
		JVPY: func(_, ans, _, _ Value, _ pooling) Value { return ZerosLike(ans) },
	}.Define()
}

// Conv2D returns the cross-correlation of images of shape (batch, channels, height, width) with kernels of shape (out,
// channels, kernel height, kernel width), as convolution layers compute it, with the given step and padding by zeros on
// all four sides. The result has the shape (batch, out, height, width).
func Conv2D(x, kernels Value, stride, padding int) Value {
	if x.NDim() != 4 || kernels.NDim() != 4 || x.Dim(1) != kernels.Dim(1) {
		panic(&ndarray.ShapeError{Op: "conv2d", Shapes: [][]int{x.Shape(), kernels.Shape()}, Msg: "are not (batch, channels, height, width) and (out, channels, height, width)"})
	}
	if padding > 0 {
		x = Pad(x, [][2]int{{}, {}, {padding, padding}, {padding, padding}}, ndarray.PadConstant)
	}
	return conv2d.Apply2(x, kernels, convolution{stride, x.Dim(2), x.Dim(3), kernels.Dim(2), kernels.Dim(3)})
}

// MaxPool2D returns the largest element of each size×size window of the last two axes, stride apart. Equally large ones
// share the gradient.
func MaxPool2D(x Value, size, stride int) Value {
	return maxPool.Apply1(x, pooling{size, stride})
}
