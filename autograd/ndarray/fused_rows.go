package ndarray

// Rows in fused work: values one for each row, as the sums, largest and smallest elements of rows are, beside those one for
// each element, so that a softmax or a normalisation is one pass over memory; and sums over all rows.

import "fmt"

// Rows says that the elements lie in rows of n, of which every array is to have whole ones. It comes before all other
// methods. It panics with a [*ValueError] if n is less than 2.
//
//	f := NewFused(Float64)
//	f.Rows(3)
//	x := f.Full()
//	top, _ := f.Fold("max", x)
//	y, _ := f.Binary("subtract", nil, x, top) // rows less their largest elements
func (f *Fused) Rows(n int) {
	if n < 2 {
		panic(&ValueError{"Rows", fmt.Sprintf("a row of %d elements", n)})
	}
	f.row = n
}

// PerRow is the next input: an array with an element for each row.
func (f *Fused) PerRow() Slot { return f.put(slotFull, true) }

// IsPerRow reports whether a slot holds one value for each row. The result of a function of such and of others holds one for
// each element.
func (f *Fused) IsPerRow(s Slot) bool { return f.slots[s].per }

// Fold reduces each row of x, which holds one value for each element, to one: by "sum", "max" or "min", whose bits it has
// along the last axis. ok is false for any other name.
func (f *Fused) Fold(name string, x Slot) (s Slot, ok bool) {
	op, ok := rowFolds[name]
	if !ok {
		return 0, false
	}
	f.wantElements("Fold", x)
	dst := f.slot(fusedSlot{kind: slotTemp, per: true})
	f.ops = append(f.ops, fusedOp{op: op, dst: dst, x: x, args: 1})
	return dst, true
}

// SumRows makes the sum over all rows of x, which holds one value for each element, the next result: an array of a row's
// length. Its bits are those of the sum along the first axis, but of more than 65536 elements the sums of parts are added.
func (f *Fused) SumRows(x Slot) {
	f.wantElements("SumRows", x)
	f.outputs = append(f.outputs, fusedOutput{slot: x, down: true})
}

func (f *Fused) wantElements(op string, x Slot) {
	switch {
	case f.row == 0:
		panic(&ValueError{op, "there are no rows: call Rows first"})
	case f.slots[x].per:
		panic(&ValueError{op, "the operand has one value for each row already"})
	}
}

// align brings the operands of a function to one level: those with one value for each row are spread, unless all are such.
// It reports whether the result has one value for each row.
func (f *Fused) align(op *fusedOp) (per bool) {
	all := true
	for _, s := range op.operands() {
		v := &f.slots[s]
		per = per || v.per
		all = all && (v.per || v.kind == slotNumber || v.kind == slotScalar)
	}
	if !per {
		return false
	}
	for _, s := range []*Slot{&op.x, &op.y, &op.z}[:op.args] {
		if f.slots[*s].per != all {
			*s = f.turned(*s)
		}
	}
	return all
}

// Spread repeats values of rows for each element, as functions of these and of elements do by themselves.
func (f *Fused) Spread(x Slot) Slot {
	if !f.slots[x].per {
		return x
	}
	return f.turned(x)
}

// turned is a slot at the other level: the values of rows for each element, or a number for each row.
func (f *Fused) turned(s Slot) Slot {
	if t, ok := f.twins[s]; ok {
		return t
	}
	v := f.slots[s]
	var t Slot
	if v.kind == slotNumber || v.kind == slotScalar {
		v.per = true
		t = f.slot(v)
	} else {
		t = f.slot(fusedSlot{kind: slotTemp, mask: v.mask})
		f.ops = append(f.ops, fusedOp{op: fusedFunc{spread: true}, dst: t, x: s, args: 1})
	}
	if f.twins == nil {
		f.twins = map[Slot]Slot{}
	}
	f.twins[s] = t
	return t
}

// rowFold reduces the rows of x to an element of dst each; scratch has as many elements as a row.
type rowFold[T floatNumber] func(dst, x, scratch []T)

var rowFolds = map[string]fusedFunc{
	"sum": {fold64: sumRows(sumOp.f64), fold32: sumRows(sumOp.f32)},
	"max": {fold64: extremeRows(v64.Max, maxOp.f64), fold32: extremeRows(v32.Max, maxOp.f32)},
	"min": {fold64: extremeRows(v64.Min, minOp.f64), fold32: extremeRows(v32.Min, minOp.f32)},
}

func sumRows[T floatNumber](r *reducer[T]) rowFold[T] {
	return func(dst, x, scratch []T) {
		n := len(scratch)
		for i := range dst {
			dst[i] = 0 + r.row(x[i*n:(i+1)*n]) // from 0, as along axes: -0 does not stay
		}
	}
}

func extremeRows[T floatNumber](vec kernel2[T, T], r *reducer[T]) rowFold[T] {
	return func(dst, x, scratch []T) {
		n := len(scratch)
		for i := range dst {
			dst[i] = extreme(vec, r, x[i*n:(i+1)*n], scratch)
		}
	}
}

// extreme folds x by halves with a vector kernel, if there is one. The order does not matter to what is largest.
func extreme[T floatNumber](vec kernel2[T, T], r *reducer[T], x, scratch []T) T {
	if vec == nil || len(x) < 32 {
		return r.row(x)
	}
	h := len(x) / 2
	most := x[len(x)-1]
	t := scratch[:h]
	vec(t, x[:h], x[h:2*h])
	for len(t) >= 16 {
		h = len(t) / 2
		if len(t)%2 == 1 {
			most = r.join(most, t[2*h])
		}
		vec(t[:h], t[:h], t[h:2*h])
		t = t[:h]
	}
	return r.join(most, r.row(t))
}

// spreadRows repeats each element of x for a row of n elements of dst.
func spreadRows[T floatNumber](dst, x []T, n int) {
	for i, v := range x {
		row := dst[i*n : (i+1)*n]
		for len(row) >= 4 {
			row[0], row[1], row[2], row[3] = v, v, v, v
			row = row[4:]
		}
		for j := range row {
			row[j] = v
		}
	}
}
