package autograd

// Running a program, and its steps that call a primitive or a sequence of fused ones.

import (
	"slices"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// fits reports whether the program was made for arguments like these.
func (p *program) fits(args []Value, key any) bool {
	if len(args) != len(p.inputs) {
		return false
	}
	for i := range args {
		in := &p.inputs[i]
		a := args[i].a
		if in.num != (a == nil) {
			return false
		}
		if a != nil && (a.DType() != in.dtype || a.IsWeak() != in.weak || !hasShape(a, in.shape)) {
			return false
		}
	}
	return key == nil || sameKey(p.key, key)
}

func hasShape(a *ndarray.Array, shape []int) bool {
	if a.NDim() != len(shape) {
		return false
	}
	for i, n := range shape {
		if a.Dim(i) != n {
			return false
		}
	}
	return true
}

// run computes the results; ok is false if the function would take another way for these arguments.
func (p *program) run(out []Value, args []Value) (ok bool) {
	w := p.pool.Get().(*workspace)
	for i := range p.inputs {
		switch in := &p.inputs[i]; {
		case in.at < 0:
		case in.num:
			w.regs[in.at] = args[i].f
		default:
			w.arrays[in.at] = args[i].a
		}
	}
	for _, s := range p.steps {
		if !s.run(w) {
			p.put(w)
			return false
		}
	}
	for i := range p.outs {
		switch o := &p.outs[i]; {
		case o.value != nil:
			out[i] = *o.value
		case o.reg && o.truth:
			out[i] = truth(w.regs[o.at] != 0)
		case o.reg:
			out[i] = Value{f: w.regs[o.at]}
		case o.lend:
			out[i] = Value{a: ndarray.Lend(w.arrays[o.at])}
		default:
			out[i] = Value{a: w.arrays[o.at]}
		}
	}
	p.put(w)
	return true
}

// put gives the workspace back, without the arrays that belong to others now.
func (p *program) put(w *workspace) {
	for _, i := range p.passing {
		w.arrays[i] = nil
	}
	p.pool.Put(w)
}

// operand says where a value is.
type operand struct {
	at    int
	reg   bool
	truth bool
}

func (b *builder) operand(id int) operand {
	return operand{b.place(id), b.reg[id] >= 0, !b.g.nodes[id].num}
}

func (w *workspace) value(o operand) Value {
	switch {
	case o.reg && o.truth:
		return truth(w.regs[o.at] != 0)
	case o.reg:
		return Value{f: w.regs[o.at]}
	}
	return Value{a: w.arrays[o.at]}
}

// genericStep calls a primitive.
type genericStep struct {
	prim   *Prim
	args   []operand
	opt    any
	result operand
	kind   kind
}

func (b *builder) generic(id int) step {
	n := &b.g.nodes[id]
	s := &genericStep{prim: n.prim, opt: n.opt, kind: n.kind, result: b.operand(id)}
	for _, a := range n.args {
		s.args = append(s.args, b.operand(a))
	}
	return s
}

func (s *genericStep) run(w *workspace) bool {
	var v Value
	switch s.prim.arity {
	case 1:
		v = s.prim.apply1(w.value(s.args[0]), s.opt)
	case 2:
		v = s.prim.apply2(w.value(s.args[0]), w.value(s.args[1]), s.opt)
	default:
		args := make([]Value, len(s.args))
		for i, o := range s.args {
			args[i] = w.value(o)
		}
		v = s.prim.applyN(args, s.opt)
	}
	if s.kind.num != (v.a == nil) || v.a != nil && (v.a.DType() != s.kind.dtype || !hasShape(v.a, s.kind.shape)) {
		panic(&CompileError{s.prim.name, "a " + v.kind(), userLine(), "its shape depends on values, so that it can't be compiled; leave it out of Compile"})
	}
	if s.result.reg {
		w.regs[s.result.at] = v.f
	} else {
		w.arrays[s.result.at] = v.a
	}
	return true
}

// fusedStep computes elements of several arrays, and sums of them, in one pass.
type fusedStep struct {
	f       *ndarray.Fused
	n       int
	in      []int // arrays
	scalars []int // registers
	out     []fusedResult
	sums    []fusedSum
}

type fusedResult struct {
	array  int
	buffer int // -1: a new array
	dtype  ndarray.DType
	shape  []int
}

type fusedSum struct {
	reg   int // -1: to a 0-d array
	array int
}

func (s *fusedStep) run(w *workspace) bool {
	in, out, scalars := w.in[:0], w.out[:0], w.scalars[:0]
	for _, a := range s.in {
		x := w.arrays[a]
		if !x.IsContiguous() {
			x = x.Contiguous()
		}
		in = append(in, x)
	}
	for _, r := range s.scalars {
		scalars = append(scalars, w.regs[r])
	}
	for i := range s.out {
		o := &s.out[i]
		var x *ndarray.Array
		if o.buffer >= 0 {
			x = w.buffers[o.buffer]
		} else {
			x = ndarray.NewUncleared(o.dtype, o.shape...)
		}
		out = append(out, x)
		w.arrays[o.array] = x
	}
	if len(w.sums) < len(s.sums) {
		w.sums = make([]float64, len(s.sums))
	}
	sums := w.sums[:len(s.sums)]
	s.f.Run(s.n, in, scalars, out, sums)
	for i, t := range s.sums {
		if t.reg >= 0 {
			w.regs[t.reg] = sums[i]
		} else {
			w.arrays[t.array] = ndarray.Scalar(float32(sums[i]))
		}
	}
	clear(in)
	clear(out)
	w.in, w.out, w.scalars = in[:0], out[:0], scalars[:0]
	return true
}

// fused makes the step that computes nodes of one class and level.
func (b *builder) fused(s int, ids []int) step {
	dt := b.g.nodes[ids[0]].class.dtype
	f := &fusion{b: b, f: ndarray.NewFused(dt), dtype: dt, members: map[int]bool{}, slots: map[int]ndarray.Slot{}, inputs: map[fusedInput]ndarray.Slot{}}
	c := b.g.nodes[ids[0]].class
	f.step.f, f.step.n, f.row = f.f, c.n, c.row
	if c.row > 0 {
		f.f.Rows(c.row)
	}
	for _, id := range ids {
		f.members[id] = true
	}
	for _, id := range ids {
		f.node(id)
	}
	for _, id := range ids {
		if n := &b.g.nodes[id]; n.class.how == fused && b.outside(id, f.members) {
			mask := n.dtype == ndarray.Bool
			f.f.Output(f.slots[id], mask)
			f.step.out = append(f.step.out, fusedResult{b.arr[id], b.buffer(s, id, n.dtype), n.dtype, n.shape})
		}
	}
	f.f.Finish()
	return &f.step
}

// outside reports whether a node is needed by others than members.
func (b *builder) outside(id int, members map[int]bool) bool {
	if b.last[id] == forever {
		return true
	}
	for _, c := range b.g.guards {
		if c.node == id {
			return true
		}
	}
	for k := id + 1; k < len(b.g.nodes); k++ {
		if n := &b.g.nodes[k]; n.used && !members[k] && slices.Contains(n.args, id) {
			return true
		}
	}
	return false
}

// fusion is a fused step that is being made.
type fusion struct {
	b       *builder
	f       *ndarray.Fused
	dtype   ndarray.DType
	row     int
	step    fusedStep
	members map[int]bool
	slots   map[int]ndarray.Slot
	inputs  map[fusedInput]ndarray.Slot
}

type fusedInput struct {
	id  int
	rel relation
}

// node adds a node's function.
func (f *fusion) node(id int) {
	n := &f.b.g.nodes[id]
	whole := func() ndarray.Slot { // all elements of what is reduced
		x := &f.b.g.nodes[n.args[0]]
		return f.operand(n.args[0], kind{shape: x.shape, size: n.class.n}, false)
	}
	switch {
	case n.down:
		f.f.SumRows(whole())
		f.step.out = append(f.step.out, fusedResult{f.b.arr[id], f.b.buffer(f.b.step[id], id, n.dtype), n.dtype, n.shape})
		return
	case foldable(n.prim) && n.class.how == fused:
		f.slots[id], _ = f.f.Fold(n.prim.name, whole())
		return
	case n.class.how == folded:
		f.f.Sum(whole())
		sum := fusedSum{reg: f.b.reg[id], array: f.b.arr[id]}
		f.step.sums = append(f.step.sums, sum)
		return
	}
	x := make([]ndarray.Slot, len(n.args))
	for i, a := range n.args {
		x[i] = f.operand(a, n.kind, n.per)
	}
	var s ndarray.Slot
	switch p := n.prim; {
	case identity(p), p == &astype:
		s = x[0]
	case p == &choose:
		s = f.f.Select(x[0], x[1], x[2])
	case p == &where:
		s = f.f.Select(f.mask(n.opt.(*ndarray.Array), n.shape), x[0], x[1])
	case p.arity == 1:
		s, _ = f.f.Unary(p.kernel(), p.loop1(), x[0])
	case p == &pow && f.b.g.nodes[n.args[1]].constant != nil && f.b.g.nodes[n.args[1]].num:
		s = f.power(x[0], x[1], f.b.g.nodes[n.args[1]].constant.f)
	default:
		s, _ = f.f.Binary(p.kernel(), p.loop2(), x[0], x[1])
	}
	if !n.per && f.f.IsPerRow(s) {
		s = f.f.Spread(s)
	}
	f.slots[id] = s
}

// power is x to a constant power, as ndarray.Power computes it.
func (f *fusion) power(x, y ndarray.Slot, v float64) ndarray.Slot {
	name := map[float64]string{2: "square", -1: "reciprocal", 0.5: "sqrt"}[v]
	if name == "" {
		s, _ := f.f.Binary("power", nil, x, y)
		return s
	}
	s, _ := f.f.Unary(name, nil, x)
	return s
}

// operand returns the slot of an argument of a function with a result of the given shape; per says that it has one value for
// each row.
func (f *fusion) operand(id int, result kind, per bool) ndarray.Slot {
	if s, ok := f.slots[id]; ok {
		return s
	}
	b := f.b
	n := &b.g.nodes[id]
	switch {
	case n.constant != nil && n.register():
		if !n.num { // a condition
			return f.f.Number(map[bool]float64{true: 1}[n.constant.a == trueArray])
		}
		return f.f.Number(n.constant.f)
	case n.register():
		s := f.f.Scalar()
		f.step.scalars = append(f.step.scalars, b.reg[id])
		f.slots[id] = s
		return s
	}
	rel := b.g.relation(n.kind, result)
	if f.row > 0 && n.dtype != ndarray.Bool && (per || rel == column && n.size*f.row == f.step.n) {
		rel = rowValue
	}
	key := fusedInput{id, rel}
	if s, ok := f.inputs[key]; ok {
		return s
	}
	var s ndarray.Slot
	switch {
	case n.dtype == ndarray.Bool:
		s = f.f.Mask()
	case rel == full:
		s = f.f.Full()
	case rel == row:
		s = f.f.Row()
	case rel == rowValue:
		s = f.f.PerRow()
	default:
		s = f.f.Column()
	}
	at := b.arr[id]
	if n.constant != nil && !n.constant.a.IsContiguous() {
		at = len(b.p.arrays)
		b.p.arrays = append(b.p.arrays, n.constant.a.Contiguous())
	}
	f.step.in = append(f.step.in, at)
	f.inputs[key] = s
	return s
}

// mask returns the slot of a constant condition, repeated to a shape.
func (f *fusion) mask(cond *ndarray.Array, shape []int) ndarray.Slot {
	p := f.b.p
	f.step.in = append(f.step.in, len(p.arrays))
	p.arrays = append(p.arrays, cond.AsType(ndarray.Bool).BroadcastTo(shape...).Contiguous())
	return f.f.Mask()
}
