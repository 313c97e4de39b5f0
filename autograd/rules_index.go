package autograd

// Indexing, choosing, and functional assignment.

import (
	"github.com/gradbook/gradbook/autograd/ndarray"
)

var getitem, where Prim

func init() {
	Op1[[]any]{Prim: &getitem, Name: "getitem", Doc: "x[idx]: elements, slices, masked and indexed parts",
		A:       func(x *ndarray.Array, idx []any) *ndarray.Array { return x.Index(idx...) },
		VJP:     func(g, _, x Value, idx []any) Value { return putBack.apply1(g, at(x.Shape(), idx)) },
		Scatter: func(dst, g *ndarray.Array, idx []any) { dst.AddIndex(g, idx...) },
	}.Define()
	zero := Value{}
	Op2[*ndarray.Array]{Prim: &where, Name: "where", Doc: "x where a condition holds, else y",
		A:    func(x, y, cond *ndarray.Array) *ndarray.Array { return ndarray.Where(cond, x, y) },
		VJPX: func(g, _, _, _ Value, cond *ndarray.Array) Value { return where.apply2(g, zero, cond) },
		VJPY: func(g, _, _, _ Value, cond *ndarray.Array) Value { return where.apply2(zero, g, cond) },
		JVPX: func(g, _, _, _ Value, cond *ndarray.Array) Value { return where.apply2(g, zero, cond) },
		JVPY: func(g, _, _, _ Value, cond *ndarray.Array) Value { return where.apply2(zero, g, cond) },
	}.Define()
	where.elementwise = true
}

// at is the rearrangement that picks x[idx] of an x of the given shape.
func at(shape []int, idx []any) rearrangement {
	return rearrangement{shape: shape, idx: idx,
		pick: func(x *ndarray.Array) *ndarray.Array { return x.Index(idx...) },
		add:  func(dst, g *ndarray.Array) { dst.AddIndex(g, idx...) },
	}
}

// where3 is Where for this package.
func where3(cond, x, y Value) Value {
	if cond.n == nil && cond.a != nil && cond.a.NDim() == 0 && x.NDim() == 0 && y.NDim() == 0 {
		if cond.Bool() {
			return x
		}
		return y
	}
	return Where(cond, x, y)
}

// Where returns x where cond is not zero, else y; all three are broadcast. cond is not differentiated.
func Where(cond, x, y Value) Value {
	if cond = GetVal(cond); cond.n != nil {
		return choose.applyN([]Value{cond, x, y}, nil)
	}
	return where.apply2(x, y, cond.Array())
}

// At returns part of v, as v[i, j] does in Python. An index is an int, an [ndarray.Range] (a slice), ndarray.NewAxis,
// ndarray.Ellipsis, or, for what NumPy calls advanced indexing, a []int, a []bool, or an *ndarray.Array or Value of
// integers or booleans.
func (v Value) At(idx ...any) Value {
	return getitem.apply1(v, plainIndex(idx))
}

// plainIndex replaces Values among indices by what ndarray takes.
func plainIndex(idx []any) []any {
	plain := make([]any, len(idx))
	for i, x := range idx {
		plain[i] = x
		if x, ok := x.(Value); ok {
			plain[i] = x.index()
		}
	}
	return plain
}

// Index is [Value.At] for integers.
func (v Value) Index(i ...int) Value {
	idx := make([]any, len(i))
	for k, n := range i {
		idx[k] = n
	}
	return getitem.apply1(v, idx)
}

// index is v as an index: an int or an array.
func (v Value) index() any {
	v.known("At, by its index,")
	if v.a == nil {
		return int(v.f)
	}
	if v.a.DType().IsInexact() {
		return v.a.AsType(ndarray.Int64)
	}
	return v.a
}

// Narrow returns the part of v from start to stop along an axis.
func (v Value) Narrow(axis, start, stop int) Value {
	if axis < 0 {
		axis += v.NDim()
	}
	idx := make([]any, axis+1)
	for i := range idx {
		idx[i] = ndarray.Whole()
	}
	idx[axis] = ndarray.Range(start, stop)
	return getitem.apply1(v, idx)
}

// Set returns a copy of v in which the part idx (as for [Value.At]) is replaced by x, broadcast to it.
func (v Value) Set(x Value, idx ...any) Value {
	idx = plainIndex(idx)
	mask := ndarray.New(ndarray.Bool, v.Shape()...)
	mask.SetIndex(ndarray.Scalar(true), idx...)
	return where.apply2(spread(x, v.Shape(), idx), v, mask)
}

// AddAt returns a copy of v with x, broadcast, added to the part idx; elements that idx names twice get it twice.
func (v Value) AddAt(x Value, idx ...any) Value { return v.Add(spread(x, v.Shape(), plainIndex(idx))) }

// spread returns zeros of the given shape, with x added at idx.
func spread(x Value, shape []int, idx []any) Value {
	part := ndarray.Scalar(0.0).BroadcastTo(shape...).Index(idx...)
	return putBack.apply1(x.BroadcastTo(part.Shape()...), at(shape, idx))
}
