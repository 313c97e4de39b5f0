package ndarray

// Results that are computed when somebody looks at them: chains of element-wise functions become one pass over memory.

import (
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"weak"
)

// Deferral makes arrays whose elements are not computed yet: the results of element-wise functions of other arrays. Whatever
// looks at one, or edits what it is computed from, has it computed first, together with all that it needs, in one pass over
// blocks ([Fused]); a sum of all its elements needs no storage for them. So such an array differs from others in the time
// that things take, and in nothing else, but for one thing: writes through a slice of the elements of an operand that was
// obtained before go unnoticed, as they do by [Array.Version].
//
// What is computed on the way to something else is not kept, and computed again when it is needed again: that takes less
// time than to write and read it. The third time it is kept. The zero Deferral is ready; it may be used by several
// goroutines.
//
//	var d Deferral
//	y, ok := d.Unary("exp", x)
//	z, ok := d.Binary("multiply", y, x)
//	Sum(z, nil, false) // one pass, nothing is stored
type Deferral struct{ mu sync.Mutex }

// DeferFrom returns the number of elements from which on a [Deferral] takes functions: so many that passes over memory cost
// more than putting one together. GRADBOOK_DEFER_FROM in the environment sets another number.
func DeferFrom() int { return deferFrom }

var deferFrom = func() int {
	if n, err := strconv.Atoi(os.Getenv("GRADBOOK_DEFER_FROM")); err == nil && n > 0 {
		return n
	}
	return 1 << 13
}()

const (
	deferMost = 256 // functions that are computed in one pass at most, common ones counted each time
	keepFrom  = 3   // when a result is computed so often, it is kept
)

// later says how an array's elements are computed.
type later struct {
	set  *Deferral
	name string
	x, y *Array // y is nil for functions of one operand
	cost int    // functions on the way from arrays that are there
	// The number of passes that computed it without keeping it; guarded by set.mu.
	passes int
}

// deferrable are the functions that cost little more than to read and write their results.
var deferrable1, deferrable2 = func() (m1 map[string]*unary, m2 map[string]*binary) {
	m1, m2 = map[string]*unary{}, map[string]*binary{}
	if v64.Exp == nil || v32.Exp == nil { // to compute them twice is dear
		return
	}
	for _, op := range []*unary{negativeOp, squareOp, reciprocalOp, absOp, sqrtOp, expOp, expm1Op, logOp, log1pOp, sinOp, cosOp, tanhOp, sigmoidOp} {
		m1[op.name] = op
	}
	for _, op := range []*binary{addOp, subtractOp, multiplyOp, divideOp, maximumOp, minimumOp} {
		m2[op.name] = op
	}
	return
}()

// Deferrable reports whether a [Deferral] takes the function of this name on this machine.
func Deferrable(name string) bool { return deferrable1[name] != nil || deferrable2[name] != nil }

// Unary returns the result of the function of this package with the given name (NumPy's), to be computed later. ok is false
// if it has to be computed at once: because it is not [Deferrable], or x not an array of floats without gaps, of at least
// [DeferFrom] elements.
func (d *Deferral) Unary(name string, x *Array) (r *Array, ok bool) {
	if deferrable1[name] == nil || !deferring(x) {
		return nil, false
	}
	return d.result(&later{set: d, name: name, x: x}), true
}

// Binary is Unary for functions of two operands, of one type and shape. One of them may be a single number, or one repeated.
func (d *Deferral) Binary(name string, x, y *Array) (r *Array, ok bool) {
	if deferrable2[name] == nil {
		return nil, false
	}
	whole := x
	if !deferring(x) {
		whole = y
	}
	if !deferring(whole) || !operandOf(whole, x) || !operandOf(whole, y) {
		return nil, false
	}
	switch one := func(a *Array) bool { v, is := a.Uniform(); return is && v == 1 && a != whole }; {
	case name == "multiply" && whole == x && one(y) && x.Deferred() != nil, name == "divide" && whole == x && one(y) && x.Deferred() != nil:
		return x, true
	case name == "multiply" && whole == y && one(x) && y.Deferred() != nil:
		return y, true
	}
	return d.result(&later{set: d, name: name, x: x, y: y}), true
}

// deferring reports whether functions of x can be deferred.
func deferring(x *Array) bool {
	return (x.dtype == Float64 || x.dtype == Float32) && x.contig && !x.weak && x.Size() >= deferFrom
}

// operandOf reports whether a can be an operand of a function whose results are like whole.
func operandOf(whole, a *Array) bool {
	if a == whole || deferring(a) && a.dtype == whole.dtype && equalShape(a.shape, whole.shape) {
		return true
	}
	if a.Size() == 1 && len(a.shape) == 0 && a.weak || a.dtype == whole.dtype && (len(a.shape) == 0 || equalShape(a.shape, whole.shape)) {
		_, ok := a.Uniform()
		return ok
	}
	return false
}

// result returns the array of a function.
func (d *Deferral) result(l *later) *Array {
	like := l.x
	if !deferring(like) {
		like = l.y
	}
	for _, a := range [2]*Array{l.x, l.y} {
		if a == nil {
			continue
		}
		if w := a.later(); w != nil {
			if w.set != d || w.cost >= deferMost {
				a.computeNow()
				continue
			}
			l.cost += w.cost
		}
	}
	if l.cost++; l.cost > deferMost {
		Settle(l.operands()...)
		l.cost = 1
	}
	r := newHeader(like.dtype, like.shape)
	r.rowMajor()
	r.rest = []float32(nil)
	state := new(deferredState)
	state.later.Store(l)
	r.deferred.Store(state)
	for _, a := range l.operands() {
		a.root().readBy(r)
	}
	return r
}

func (l *later) operands() []*Array {
	if l.y == nil {
		return []*Array{l.x}
	}
	return []*Array{l.x, l.y}
}

// Deferred returns the Deferral whose result x is, nil if x's elements are there.
func (x *Array) Deferred() *Deferral {
	if x.deferred.Load() == nil {
		return nil
	}
	return x.deferredBy()
}

func (x *Array) deferredBy() *Deferral {
	if l := x.later(); l != nil {
		return l.set
	}
	return nil
}

// ready has x's elements computed if they are not there yet.
func (x *Array) ready() {
	if x.deferred.Load() != nil {
		x.computeNow()
	}
}

func (x *Array) computeNow() {
	if l := x.later(); l != nil {
		l.set.compute([]*Array{x}, nil)
	}
}

// Settle has the elements of arrays computed that are not there yet: what they have in common once. Nothing needs it, but
// without it an array keeps those that it is computed from.
func Settle(xs ...*Array) {
	for i, x := range xs {
		l := x.later()
		if l == nil {
			continue
		}
		var together []*Array
		for _, y := range xs[i:] {
			if m := y.later(); m != nil && m.set == l.set && y.dtype == x.dtype && y.Size() == x.Size() {
				together = append(together, y)
			}
		}
		l.set.compute(together, nil)
	}
}

// sum returns the sum of all elements of x, which may be there or not.
func (d *Deferral) sum(x *Array) *Array {
	s := d.compute(nil, x)
	if x.dtype == Float32 {
		return Scalar(float32(s))
	}
	return Scalar(s)
}

// compute computes arrays of one type and size, and the sum of one, in one pass.
func (d *Deferral) compute(xs []*Array, summed *Array) float64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := slices.DeleteFunc(slices.Clone(xs), func(x *Array) bool { return x.later() == nil }) // not by others, meanwhile
	xs = all
	if summed != nil {
		all = append(all, summed)
	}
	if len(all) == 0 {
		return 0
	}
	if l := all[0].later(); len(all) == 1 && summed == nil && l.cost == 1 { // nothing to put together
		all[0].arrive(l.call())
		return 0
	}
	p := deferredPass{f: NewFused(all[0].dtype), slots: map[*Array]Slot{}, same: map[deferredCall]Slot{}}
	for _, x := range all {
		p.visit(x)
	}
	for _, x := range xs {
		p.keep(x)
	}
	var sums []float64
	if summed != nil {
		p.f.Sum(p.slots[summed])
		sums = make([]float64, 1)
	}
	out := make([]*Array, len(p.kept))
	for i, x := range p.kept {
		p.f.Output(p.slots[x], false)
		out[i] = allocDirty("Deferral", x.dtype, x.shape)
	}
	p.f.Finish()
	p.f.Run(all[0].Size(), p.in, nil, out, sums)
	for i, x := range p.kept {
		x.arrive(out[i])
	}
	if summed != nil {
		return sums[0]
	}
	return 0
}

// call computes the function by itself.
func (l *later) call() *Array {
	if l.y == nil {
		return deferrable1[l.name].call(l.x, nil)
	}
	return deferrable2[l.name].call(l.x, l.y, nil)
}

// arrive gives x the elements of r.
func (x *Array) arrive(r *Array) {
	x.f64, x.rest = r.f64, r.rest
	x.deferred.Load().later.Store(nil)
}

// deferredPass is a pass that is being put together.
type deferredPass struct {
	f     *Fused
	in    []*Array
	slots map[*Array]Slot
	same  map[deferredCall]Slot
	kept  []*Array
}

type deferredCall struct {
	name string
	x, y Slot
}

// visit returns the slot of an array, having added the functions that compute it.
func (p *deferredPass) visit(x *Array) Slot {
	if s, ok := p.slots[x]; ok {
		return s
	}
	l := x.later()
	if l == nil {
		s := p.given(x)
		p.slots[x] = s
		return s
	}
	l.passes++
	c := deferredCall{name: l.name, x: p.operand(l, l.x), y: -1}
	if l.y != nil {
		c.y = p.operand(l, l.y)
	}
	s, ok := p.same[c]
	if !ok {
		if l.y == nil {
			s, _ = p.f.Unary(c.name, nil, c.x)
		} else {
			s, _ = p.f.Binary(c.name, nil, c.x, c.y)
		}
		p.same[c] = s
	}
	p.slots[x] = s
	return s
}

// operand is visit for an operand: it is kept if it was computed for others before, and what it is needed for was not.
func (p *deferredPass) operand(l *later, x *Array) Slot {
	s := p.visit(x)
	if m := x.later(); m != nil && m.passes >= keepFrom && l.passes < keepFrom {
		p.keep(x)
	}
	return s
}

// keep makes the elements of an array a result.
func (p *deferredPass) keep(x *Array) {
	if x.later() == nil {
		return
	}
	for _, k := range p.kept {
		if k == x {
			return
		}
	}
	p.kept = append(p.kept, x)
}

// given is the slot of an array that is there.
func (p *deferredPass) given(x *Array) Slot {
	if v, ok := x.Uniform(); ok {
		return p.f.Number(v)
	}
	p.in = append(p.in, x)
	return p.f.Full()
}

// readers are the arrays that are to be computed from another one. It does not keep them.
type readers struct {
	mu   sync.Mutex
	list []weak.Pointer[Array]
}

// readBy notes that r is to be computed from x, or from a view of it.
func (x *Array) readBy(r *Array) {
	if x.deferred.Load() == nil {
		x.deferred.CompareAndSwap(nil, new(deferredState))
	}
	rs := &x.deferred.Load().readers
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if len(rs.list) == cap(rs.list) { // those that are gone, or done, make room
		left := rs.list[:0]
		for _, p := range rs.list {
			if a := p.Value(); a != nil && a.later() != nil {
				left = append(left, p)
			}
		}
		clear(rs.list[len(left):])
		rs.list = left
		if len(left) > cap(left)/2 { // or they would be looked through again soon
			rs.list = slices.Grow(left, cap(left))
		}
	}
	rs.list = append(rs.list, weak.Make(r))
}

// computeReaders computes what is to be computed from x: x is about to change.
func (x *Array) computeReaders() {
	rs := &x.deferred.Load().readers
	rs.mu.Lock()
	list := rs.list
	rs.list = nil
	rs.mu.Unlock()
	for _, p := range list {
		if a := p.Value(); a != nil {
			a.computeNow()
		}
	}
}

// deferredState is what an array knows of deferred functions.
type deferredState struct {
	later   atomic.Pointer[later] // how it is computed; nil if its elements are there
	readers readers               // what is to be computed from it
}

// later returns how x is computed; nil if its elements are there.
func (x *Array) later() *later {
	if s := x.deferred.Load(); s != nil {
		return s.later.Load()
	}
	return nil
}
