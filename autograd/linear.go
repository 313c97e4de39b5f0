package autograd

// Rearrangements: functions whose result holds elements of the argument, or zeros. Their derivative needs no formula.

import "github.com/gradbook/gradbook/autograd/ndarray"

// rearrangement is a function that picks elements, and its adjoint, which puts them back where they came from.
type rearrangement struct {
	pick  func(x *ndarray.Array) *ndarray.Array
	add   func(dst, g *ndarray.Array) // adds g to the elements of dst that pick takes; may change g
	shape []int                       // of the argument
	idx   []any                       // of an index, or nil
}

var picked, putBack Prim

func init() {
	Op1[rearrangement]{Prim: &picked, Name: "pick", Doc: "elements of x; the derivative of put_back",
		A:   func(x *ndarray.Array, o rearrangement) *ndarray.Array { return o.pick(x) },
		VJP: func(g, _, _ Value, o rearrangement) Value { return putBack.apply1(g, o) },
	}.Define()
	Op1[rearrangement]{Prim: &putBack, Name: "put_back", Doc: "zeros, with x added where a rearrangement took its elements from",
		A: func(g *ndarray.Array, o rearrangement) *ndarray.Array {
			dst := ndarray.New(g.DType(), o.shape...)
			o.add(dst, g)
			return dst
		},
		VJP: func(g, _, _ Value, o rearrangement) Value { return picked.apply1(g, o) },
	}.Define()
}

// Rearrange is a row for a function that picks, repeats or reorders elements, or pads with zeros.
type Rearrange[O any] struct {
	Prim      *Prim
	Name, Doc string
	A         func(x *ndarray.Array, o O) *ndarray.Array
	View      bool // A returns a view of its argument, without repeating elements
}

// Define fills in and registers the primitive.
func (r Rearrange[O]) Define() {
	on := func(x *ndarray.Array, o O) rearrangement {
		pick := func(x *ndarray.Array) *ndarray.Array { return r.A(x, o) }
		if r.View {
			return viewed(pick, x.Shape())
		}
		return indexed(pick, x.Shape())
	}
	Op1[O]{Prim: r.Prim, Name: r.Name, Doc: r.Doc, A: r.A,
		VJP:     func(g, _, x Value, o O) Value { return putBack.apply1(g, on(x.header(), o)) },
		Scatter: func(dst, g *ndarray.Array, o O) { on(dst, o).add(dst, g) },
	}.Define()
	r.Prim.lanes = func(c laneCall) Value {
		return picked.apply1(c.args[0], on(ndarray.NewGhost(c.args[0].DType(), c.args[0].Shape()[1:]...), c.opt.(O)).each(c.lanes))
	}
}

// viewed is the rearrangement of a function that returns a view: what is added to the view of dst is added to dst.
func viewed(pick func(*ndarray.Array) *ndarray.Array, shape []int) rearrangement {
	return rearrangement{pick: pick, shape: shape, add: func(dst, g *ndarray.Array) { ndarray.AddInto(pick(dst), g) }}
}

// indexed is the rearrangement of any function that only moves elements. Where they came from is found by applying it to
// the numbers 1, 2, 3 …: what is 0 then did not come from the argument.
func indexed(pick func(*ndarray.Array) *ndarray.Array, shape []int) rearrangement {
	return rearrangement{pick: pick, shape: shape, add: func(dst, g *ndarray.Array) {
		from := ndarray.Elements[int64](pick(ndarray.ArangeInt(1, dst.Size()+1, 1).Reshape(shape...)))
		addAt(dst, from, g)
	}}
}

// addAt adds the elements of g to those of dst, a contiguous array, at places counted from 1; place 0 means nowhere.
func addAt(dst *ndarray.Array, at []int64, g *ndarray.Array) {
	g = g.AsType(dst.DType())
	switch dst.DType() {
	case ndarray.Float32:
		addElements[float32](dst, at, g)
	case ndarray.Float64:
		addElements[float64](dst, at, g)
	case ndarray.Complex64:
		addElements[complex64](dst, at, g)
	case ndarray.Complex128:
		addElements[complex128](dst, at, g)
	default:
		panic(&ndarray.DTypeError{Op: "put_back", DTypes: []ndarray.DType{dst.DType()}})
	}
}

func addElements[T float32 | float64 | complex64 | complex128](dst *ndarray.Array, at []int64, g *ndarray.Array) {
	d, s := ndarray.Elements[T](dst), ndarray.Elements[T](g)
	for i, k := range at {
		if k > 0 {
			d[k-1] += s[i]
		}
	}
}
