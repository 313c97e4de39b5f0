package autograd

// Functions without a derivative: comparisons, signs, orders. They are applied to the plain values inside boxes, and their
// results are constants; only Compile records them.

import (
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

var (
	less, lessEqual, equal, notEqual               Prim
	signp, floorp                                  Prim
	allp, anyp, argmaxp, argminp                   Prim
	argsortp, argpartitionp, searchsortedp, roundp Prim
	choose, takeAt, putAt                          Prim
)

// Plain is a row for a function of arrays without a derivative, with options of type O. It is applied with [Prim.ApplyN].
type Plain[O any] struct {
	Prim *Prim
	Name string
	A    func(xs []*ndarray.Array, o O) *ndarray.Array
}

// Define fills in the primitive.
func (d Plain[O]) Define() {
	*d.Prim = Prim{name: d.Name, arity: -1, nograd: true, notrace: true, rawN: func(args []Value, o any) Value {
		xs := make([]*ndarray.Array, len(args))
		for i, v := range args {
			xs[i] = v.operand()
		}
		return Wrap(d.A(xs, o.(O)))
	}}
}

// PlainUnary is a row for an element-wise function without a derivative.
type PlainUnary struct {
	Prim *Prim
	Name string
	F    func(float64) float64 // on numbers; may be nil
	A    func(x *ndarray.Array, dst ...*ndarray.Array) *ndarray.Array
}

// Define fills in the primitive. Apply it with [Prim.Call1].
func (d PlainUnary) Define() {
	*d.Prim = Prim{name: d.Name, arity: 1, nograd: true, notrace: true, elementwise: true, f1: d.F,
		raw1: func(x Value, _ any) Value { return Wrap(d.A(x.operand())) }}
}

func init() {
	for _, c := range []struct {
		p    *Prim
		name string
		f    func(x, y float64) bool
		a    func(x, y *ndarray.Array, dst ...*ndarray.Array) *ndarray.Array
	}{
		{&less, "less", func(x, y float64) bool { return x < y }, ndarray.Less},
		{&lessEqual, "less_equal", func(x, y float64) bool { return x <= y }, ndarray.LessEqual},
		{&equal, "equal", func(x, y float64) bool { return x == y }, ndarray.Equal},
		{&notEqual, "not_equal", func(x, y float64) bool { return x != y }, ndarray.NotEqual},
	} {
		*c.p = Prim{name: c.name, arity: 2, nograd: true, notrace: true, elementwise: true, raw2: func(x, y Value, _ any) Value {
			if x.a == nil && y.a == nil {
				return truth(c.f(x.f, y.f))
			}
			return Value{a: c.a(x.operand(), y.operand())}
		}}
	}
	PlainUnary{&signp, "sign", sign, ndarray.Sign}.Define()
	PlainUnary{&floorp, "floor", math.Floor, ndarray.Floor}.Define()
	for _, r := range []Plain[Axes]{
		{&allp, "all", func(xs []*ndarray.Array, axes Axes) *ndarray.Array { return ndarray.All(xs[0], axes, false) }},
		{&anyp, "any", func(xs []*ndarray.Array, axes Axes) *ndarray.Array { return ndarray.Any(xs[0], axes, false) }},
	} {
		r.Define()
	}
	for _, r := range []Plain[int]{
		{&argmaxp, "argmax", func(xs []*ndarray.Array, axis int) *ndarray.Array { return ndarray.ArgMax(xs[0], axis, false) }},
		{&argminp, "argmin", func(xs []*ndarray.Array, axis int) *ndarray.Array { return ndarray.ArgMin(xs[0], axis, false) }},
		{&argsortp, "argsort", func(xs []*ndarray.Array, axis int) *ndarray.Array { return ndarray.ArgSort(xs[0], axis) }},
		{&roundp, "round", func(xs []*ndarray.Array, decimals int) *ndarray.Array {
			scale := ndarray.Weak(math.Pow(10, float64(decimals)))
			return ndarray.Divide(ndarray.Rint(ndarray.Multiply(xs[0], scale)), scale)
		}},
	} {
		r.Define()
	}
	Plain[pair]{&argpartitionp, "argpartition", func(xs []*ndarray.Array, o pair) *ndarray.Array {
		return ndarray.ArgPartition(xs[0], o[0], o[1])
	}}.Define()
	Plain[none]{&searchsortedp, "searchsorted", func(xs []*ndarray.Array, _ none) *ndarray.Array {
		return ndarray.SearchSorted(xs[0], xs[1], false)
	}}.Define()
	defineRecorded()
}

// place is an axis and the shape that putAt gives back.
type place struct {
	axis  int
	shape []int
}

// defineRecorded defines what Where and Take are while Compile records them and their condition or indices are not known:
// then these are arguments and not options.
func defineRecorded() {
	choose = Prim{name: "choose", doc: "x where a condition holds, else y", arity: -1, elementwise: true,
		rawN: func(args []Value, _ any) Value {
			return Wrap(ndarray.Where(args[0].operand(), args[1].operand(), args[2].operand()))
		}}
	pick := func(argnum int, g Value, args []Value) Value {
		if argnum == 1 {
			return choose.applyN([]Value{args[0], g, {}}, nil)
		}
		return choose.applyN([]Value{args[0], {}, g}, nil)
	}
	choose.vjpN = func(argnum int, g, _ Value, args []Value, _ any) Value { return pick(argnum, g, args) }
	choose.jvpN = choose.vjpN
	index := func(axis int, at *ndarray.Array) []any {
		idx := make([]any, axis+1)
		for i := range idx {
			idx[i] = ndarray.Whole()
		}
		idx[axis] = at
		return idx
	}
	takeAt = Prim{name: "take_at", doc: "elements at indices along an axis", arity: -1, rawN: func(args []Value, o any) Value {
		return Wrap(args[0].operand().Index(index(o.(int), args[1].a)...))
	}}
	takeAt.vjpN = func(_ int, g, _ Value, args []Value, o any) Value {
		return putAt.applyN([]Value{g, args[1]}, place{o.(int), args[0].Shape()})
	}
	takeAt.jvpN = func(_ int, g, _ Value, args []Value, o any) Value { return takeAt.applyN([]Value{g, args[1]}, o) }
	putAt = Prim{name: "put_at", doc: "zeros, with x added at indices along an axis", arity: -1, rawN: func(args []Value, o any) Value {
		p, g := o.(place), args[0].operand()
		dst := ndarray.New(g.DType(), p.shape...)
		dst.AddIndex(g, index(p.axis, args[1].a)...)
		return Wrap(dst)
	}}
	putAt.vjpN = func(_ int, g, _ Value, args []Value, o any) Value {
		return takeAt.applyN([]Value{g, args[1]}, o.(place).axis)
	}
	putAt.jvpN = func(_ int, g, _ Value, args []Value, o any) Value { return putAt.applyN([]Value{g, args[1]}, o) }
}
