package ndarray

// Indexing as NumPy's brackets do: x.Index(1, Range(0, 3), Ellipsis, mask).

import (
	"fmt"
	"slices"
)

// fancy is an index array: which elements of which axis of the basic view.
type fancy struct {
	axis int
	at   *Array // Int64, indices not negative
}

// selection is an index worked out: a view, and index arrays that choose from axes of that view.
type selection struct {
	base  *Array
	fancy []fancy
	apart bool // the index arrays do not stand together: their axes come first in the result
}

// Index returns the elements that idx selects. One index an axis, from the first on; missing ones are whole axes:
//
//   - an int takes one element and drops the axis; a [Slice] takes a range;
//   - [NewAxis] or nil inserts an axis, [Ellipsis] fills up with whole axes;
//   - a Bool *Array or []bool takes where it is true, over as many axes as it has;
//   - an Int64 *Array or []int takes the elements listed; several are broadcast together and their shape replaces the
//     axes (in front, if they do not stand together).
//
// Without masks and index arrays the result is a view, else a copy. It panics with an [*IndexError].
func (x *Array) Index(idx ...any) *Array {
	sel := x.selectBy("index", idx)
	if len(sel.fancy) == 0 {
		return sel.base
	}
	order, at, shape := sel.flatten()
	src := order.Contiguous()
	block := 1
	for _, n := range src.shape[len(sel.fancy):] {
		block *= n
	}
	out := alloc("index", x.dtype, append(slices.Clone(shape), src.shape[len(sel.fancy):]...))
	src.class().take(out, src, at, block)
	return sel.place(out, len(shape))
}

// SetIndex writes v, broadcast and converted, to the elements that idx selects; see [Array.Index].
func (x *Array) SetIndex(v *Array, idx ...any) { x.updateIndex("SetIndex", v, idx, false) }

// AddIndex adds v, broadcast and converted, to the elements that idx selects; an element listed several times gets
// several additions. It is the adjoint of [Array.Index].
func (x *Array) AddIndex(v *Array, idx ...any) { x.updateIndex("AddIndex", v, idx, true) }

func (x *Array) updateIndex(op string, v *Array, idx []any, add bool) {
	sel := x.selectBy(op, idx)
	x.edited()
	if len(sel.fancy) == 0 {
		if add {
			AddInto(sel.base, v)
		} else {
			checkInto(op, sel.base, v)
			v = v.AsType(x.dtype)
			if overlaps(sel.base, v) {
				v = v.Copy()
			}
			x.class().copyTo(sel.base, v)
		}
		return
	}
	order, at, shape := sel.flatten()
	rest := order.shape[len(sel.fancy):]
	// The values, in the order of the result of Index, then with the index arrays' axes in front.
	full := sel.place(&Array{shape: append(slices.Clone(shape), rest...), strides: make([]int, len(shape)+len(rest))}, len(shape)).shape
	checkInto(op, &Array{shape: full, dtype: x.dtype}, v)
	v = sel.unplace(v.AsType(x.dtype).BroadcastTo(full...), len(shape))
	if shareStorage(x, v) {
		v = v.Copy()
	}
	if order.contig {
		block := 1
		for _, n := range rest {
			block *= n
		}
		x.class().put(order, at, v.Contiguous(), block, add)
		return
	}
	eachBlock(order, len(sel.fancy), shape, at, v, func(dst, src *Array) {
		if add {
			addOp.run(dst, dst, src)
		} else {
			x.class().copyTo(dst, src)
		}
	})
}

// eachBlock calls f for every index tuple with the part of x it names and the part of v that belongs to it.
func eachBlock(x *Array, lead int, shape, at []int, v *Array, f func(dst, src *Array)) {
	dims := x.shape[:lead]
	i := 0
	pos := make([]int, lead)
	eachIndex(shape, func(idx []int) {
		for d, a := lead-1, at[i]; d >= 0; d-- {
			pos[d] = a % dims[d]
			a /= dims[d]
		}
		i++
		f(x.sub(pos), v.sub(idx))
	})
}

// flatten returns the view with the axes that have index arrays in front, the flat number of each selected block over these
// axes, and the shape of the index arrays broadcast together.
func (s *selection) flatten() (order *Array, at []int, shape []int) {
	axes := make([]int, 0, len(s.base.shape))
	shapes := make([][]int, len(s.fancy))
	for i, f := range s.fancy {
		axes = append(axes, f.axis)
		shapes[i] = f.at.shape
	}
	for d := range s.base.shape {
		if !slices.Contains(axes[:len(s.fancy)], d) {
			axes = append(axes, d)
		}
	}
	shape, ok := broadcastShapes(shapes...)
	if !ok {
		panic(&ShapeError{"index", shapes, "of index arrays could not be broadcast together"})
	}
	order = s.base.Transpose(axes...)
	at = make([]int, sizeOf("index", shape))
	for i, f := range s.fancy {
		n := order.shape[i]
		for k, v := range Elements[int64](f.at.BroadcastTo(shape...)) {
			at[k] = at[k]*n + int(v)
		}
	}
	return order, at, shape
}

// place moves the n axes of the index arrays from the front of r to where they stood in the index.
func (s *selection) place(r *Array, n int) *Array {
	if s.apart || n == 0 {
		return r
	}
	return r.Transpose(s.order(len(r.shape), n)...)
}

// unplace is the reverse of place.
func (s *selection) unplace(r *Array, n int) *Array {
	if s.apart || n == 0 {
		return r
	}
	order := s.order(len(r.shape), n)
	back := make([]int, len(order))
	for i, a := range order {
		back[a] = i
	}
	return r.Transpose(back...)
}

func (s *selection) order(nd, n int) []int {
	before := s.fancy[0].axis
	order := make([]int, 0, nd)
	for i := range before {
		order = append(order, n+i)
	}
	for i := range n {
		order = append(order, i)
	}
	for i := n + before; i < nd; i++ {
		order = append(order, i)
	}
	return order
}

// selectBy works out an index.
func (x *Array) selectBy(op string, idx []any) *selection {
	fail := func(format string, args ...any) {
		panic(&IndexError{op, x.Shape(), fmt.Sprintf(format, args...)})
	}
	// What each index is, and how many axes they use up.
	items := make([]any, len(idx))
	used, dots := 0, -1
	hasArray := false
	for i, v := range idx {
		item, axes := indexItem(v)
		if item == nil {
			fail("a value of type %T cannot be an index; use ints, Slices, NewAxis, Ellipsis, []int, []bool, or Int64 or Bool arrays", v)
		}
		if item == Ellipsis {
			if dots >= 0 {
				fail("has more than one Ellipsis")
			}
			dots = i
		}
		if _, ok := item.(*Array); ok {
			hasArray = true
		}
		items[i], used = item, used+axes
	}
	if used > len(x.shape) {
		fail("%d indices for %d dimension%s", used, len(x.shape), plural(len(x.shape)))
	}
	if dots < 0 {
		items = append(items, Ellipsis)
	}
	sel := &selection{}
	var shape, strides []int
	offset, d := x.offset, 0
	lastArray := -1 // place in items of the last index array
	for i, item := range items {
		if n, ok := item.(int); ok && hasArray { // beside index arrays an int is one, too
			item = Scalar(int64(n))
		}
		switch item := item.(type) {
		case marker:
			if item == NewAxis {
				shape, strides = append(shape, 1), append(strides, 0)
				continue
			}
			for range len(x.shape) - used {
				shape, strides = append(shape, x.shape[d]), append(strides, x.strides[d])
				d++
			}
		case int:
			offset += x.checkIndex(op, d, item) * x.strides[d]
			d++
		case Slice:
			start, count, step := item.resolve(x.shape[d])
			if count > 0 {
				offset += start * x.strides[d]
			}
			shape, strides = append(shape, count), append(strides, step*x.strides[d])
			d++
		case *Array:
			if lastArray >= 0 && lastArray != i-1 {
				sel.apart = true
			}
			lastArray = i
			parts := []*Array{item}
			if item.dtype == Bool {
				if !slices.Equal(item.shape, x.shape[d:d+len(item.shape)]) {
					fail("a mask of shape %s does not fit axes of lengths %s", shapeString(item.shape), shapeString(x.shape[d:d+len(item.shape)]))
				}
				parts = Nonzero(item)
				if len(item.shape) == 0 { // a 0-d mask makes an axis of length 0 or 1
					shape, strides = append(shape, 1), append(strides, 0)
					n := 0
					if item.Truth() {
						n = 1
					}
					sel.fancy = append(sel.fancy, fancy{len(shape) - 1, New(Int64, n)})
					continue
				}
			}
			for _, at := range parts {
				sel.fancy = append(sel.fancy, fancy{len(shape), x.checkIndices(op, d, at)})
				shape, strides = append(shape, x.shape[d]), append(strides, x.strides[d])
				d++
			}
		}
	}
	if len(shape) > MaxDims {
		fail("the result would have more than 32 dimensions")
	}
	v := x.view(shape)
	copy(v.strides, strides)
	v.offset = offset
	sel.base = v.settle()
	return sel
}

// indexItem returns an index in one of the forms int, Slice, marker, *Array of Int64 or Bool, and how many axes it uses;
// nil for what is no index.
func indexItem(v any) (item any, axes int) {
	switch v := v.(type) {
	case int:
		return v, 1
	case int64:
		return int(v), 1
	case Slice:
		return v, 1
	case marker:
		return v, 0
	case nil:
		return NewAxis, 0
	case bool:
		return Scalar(v), 0
	case []int:
		return FromSlice(v).AsType(Int64), 1
	case []int64, [][]int, [][]int64, []bool, [][]bool:
		return indexItem(FromSlice(v))
	case *Array:
		switch {
		case v.dtype == Int64:
			return v, 1
		case v.dtype == Bool:
			return v, len(v.shape)
		case v.Size() == 0:
			return v.AsType(Int64), 1
		}
	}
	return nil, 0
}

// checkIndices returns the indices of axis d counted from the front.
func (x *Array) checkIndices(op string, d int, at *Array) *Array {
	out := at.Copy()
	s := Elements[int64](out)
	for i, v := range s {
		s[i] = int64(x.checkIndex(op, d, int(v)))
	}
	return out
}

// Nonzero returns, for each axis of x, the indices of the elements that are not 0, in row-major order.
func Nonzero(x *Array) []*Array {
	mask := Elements[bool](x.AsType(Bool))
	var flat []int
	for i, v := range mask {
		if v {
			flat = append(flat, i)
		}
	}
	out := make([]*Array, len(x.shape))
	div := 1
	for d := len(x.shape) - 1; d >= 0; d-- {
		at := make([]int64, len(flat))
		for i, f := range flat {
			at[i] = int64(f / div % x.shape[d])
		}
		out[d] = over(at, []int{len(at)})
		div *= max(x.shape[d], 1)
	}
	return out
}
