package autograd

// Reductions: each is given by the weights with which the elements enter the result's derivative.

import (
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// Axes are the axes that a reduction goes over; nil means all.
type Axes []int

// Reduction is a row for a function that reduces axes. W gives the derivative of the result with respect to each element,
// of x's shape (or broadcasting to it); ans has the reduced axes kept, with length 1. The VJP is g·W, spread over the
// reduced axes; the JVP is the sum of g·W over them.
type Reduction struct {
	Prim      *Prim
	Name, Doc string
	A         func(x *ndarray.Array, axes []int, keepdims bool) *ndarray.Array
	W         func(ans, x Value, axes Axes) Value // nil: 1
	Lo, Hi    float64
}

// Define fills in and registers the primitive.
func (r Reduction) Define() {
	p := r.Prim
	weighted := func(g, ans, x Value, axes Axes) Value {
		if r.W == nil {
			return g
		}
		return g.Mul(r.W(keep(ans, x, axes), x, axes))
	}
	Op1[Axes]{Prim: p, Name: r.Name, Doc: r.Doc,
		A: func(x *ndarray.Array, axes Axes) *ndarray.Array { return r.A(x, axes, false) },
		VJP: func(g, ans, x Value, axes Axes) Value {
			return broadcastLike(weighted(keep(g, x, axes), ans, x, axes), x)
		},
		JVP: func(g, ans, x Value, axes Axes) Value { return weighted(g, ans, x, axes).Sum(axes...) },
	}.Define()
	p.lo, p.hi, p.valueFree = r.Lo, r.Hi, r.W == nil
	p.lanes = func(c laneCall) Value { return p.apply1(c.args[0], Axes(c.axes(c.opt.(Axes)))) }
	p.raw1 = func(x Value, axes any) Value {
		if x.a == nil && len(axes.(Axes)) == 0 && r.Name == "sum" {
			return x
		}
		return Wrap(r.A(x.Array(), axes.(Axes), false))
	}
}

var sum, mean, prod, maxp, minp, ptp Prim

func init() {
	for _, r := range []Reduction{
		{Prim: &sum, Name: "sum", Doc: "sum of elements", A: ndarray.Sum},
		{Prim: &mean, Name: "mean", Doc: "arithmetic mean", A: ndarray.Mean,
			W: func(_, x Value, axes Axes) Value { return number(1 / float64(count(x, axes))) }},
		{Prim: &prod, Name: "prod", Doc: "product of elements", A: ndarray.Prod, W: othersProduct},
		{Prim: &maxp, Name: "max", Doc: "largest element; elements that are equally large share the gradient", A: ndarray.Max, W: shareEqual},
		{Prim: &minp, Name: "min", Doc: "smallest element; elements that are equally small share the gradient", A: ndarray.Min, W: shareEqual},
		{Prim: &ptp, Name: "ptp", Doc: "largest minus smallest element", A: ndarray.Ptp,
			W: func(_, x Value, axes Axes) Value {
				return shareEqual(keep(x.Max(axes...), x, axes), x, axes).Sub(shareEqual(keep(x.Min(axes...), x, axes), x, axes))
			}},
	} {
		r.Define()
	}
	defineMoments()
	defineCumulative()

}

// shareEqual is the derivative of a maximum or minimum: 1 where the element is it, divided among equals.
func shareEqual(ans, x Value, axes Axes) Value {
	is := x.Equal(ans).AsType(x.DType())
	return is.Div(keep(is.Sum(axes...), x, axes))
}

// othersProduct is the derivative of a product: that of all other elements. It is ans/x, but where there are zeros it has
// to be multiplied out.
func othersProduct(ans, x Value, axes Axes) Value {
	if !hasZero(x) {
		return ans.Div(x)
	}
	front, n := axesLast(x, axes)
	others := where3(Wrap(ndarray.Equal(ndarray.Eye(n), ndarray.Weak(1.0))), number(1), front.ExpandDims(-2)).Prod(-1)
	return axesBack(others, x, axes)
}

func hasZero(x Value) bool {
	if x.n != nil && x.lanesOf() != nil {
		return true // in one of the lanes, perhaps
	}
	if x.n != nil && x.recorded() {
		return !x.NotEqual(number(0)).All().Bool()
	}
	return ndarray.CountNonzero(x.operand(), nil, false).Int() < int64(x.Size())
}

// axesLast moves the given axes to the end and joins them to one, of length n.
func axesLast(x Value, axes Axes) (y Value, n int) {
	perm, kept := permuteLast(x.NDim(), axes)
	y = x.Transpose(perm...)
	return y.Reshape(append(y.Shape()[:kept], -1)...), count(x, axes)
}

// axesBack is the inverse of axesLast, for a value of the same shape; x is what axesLast got.
func axesBack(y, x Value, axes Axes) Value {
	perm, _ := permuteLast(x.NDim(), axes)
	shape, inverse := make([]int, len(perm)), make([]int, len(perm))
	for i, p := range perm {
		shape[i] = x.Dim(p)
		inverse[p] = i
	}
	return y.Reshape(shape...).Transpose(inverse...)
}

// permuteLast returns the permutation that moves axes to the end, and how many are before them.
func permuteLast(ndim int, axes Axes) (perm []int, kept int) {
	drop := dropped(ndim, axes)
	var last []int
	for i, d := range drop {
		if d {
			last = append(last, i)
		} else {
			perm = append(perm, i)
		}
	}
	return append(perm, last...), len(perm)
}

// dropped says for each dimension whether a reduction over axes drops it.
func dropped(ndim int, axes Axes) []bool {
	drop := make([]bool, ndim)
	for i := range drop {
		drop[i] = axes == nil
	}
	for _, a := range axes {
		if a < 0 {
			a += ndim
		}
		if a < 0 || a >= ndim {
			panic(&ndarray.AxisError{Op: "reduction", Axis: a, NDim: ndim})
		}
		drop[a] = true
	}
	return drop
}

// count returns how many elements of x go into one of the result.
func count(x Value, axes Axes) int {
	n := 1
	for i, d := range dropped(x.NDim(), axes) {
		if d {
			n *= x.Dim(i)
		}
	}
	return n
}

// keep puts the axes that a reduction of x dropped back into its result, with length 1.
func keep(v, x Value, axes Axes) Value {
	if x.a == nil {
		return v
	}
	shape := x.Shape()
	for i, d := range dropped(len(shape), axes) {
		if d {
			shape[i] = 1
		}
	}
	return v.Reshape(shape...)
}

// broadcastLike repeats v to the shape of x.
func broadcastLike(v, x Value) Value {
	if sameShape(v, x) {
		return v
	}
	return v.BroadcastTo(x.Shape()...)
}

// Sum returns the sum of the elements, over the given axes or over all.
func (v Value) Sum(axis ...int) Value { return sum.apply1(v, Axes(axis)) }

// Mean returns the mean of the elements, over the given axes or over all.
func (v Value) Mean(axis ...int) Value { return mean.apply1(v, Axes(axis)) }

// Prod returns the product of the elements, over the given axes or over all.
func (v Value) Prod(axis ...int) Value { return prod.apply1(v, Axes(axis)) }

// Max returns the largest element, over the given axes or over all. Equal ones share the gradient.
func (v Value) Max(axis ...int) Value { return maxp.apply1(v, Axes(axis)) }

// Min returns the smallest element, over the given axes or over all.
func (v Value) Min(axis ...int) Value { return minp.apply1(v, Axes(axis)) }

// Ptp returns the largest minus the smallest element ("peak to peak").
func (v Value) Ptp(axis ...int) Value { return ptp.apply1(v, Axes(axis)) }
