package autograd

// Deferred results: element-wise functions of large arrays are computed when their elements are asked for, chains of them in
// one pass over memory (see ndarray.Deferral). Traces do that; what is computed outside of them is computed at once.

import "github.com/gradbook/gradbook/autograd/ndarray"

// defers returns what defers the results of a trace; nil if they are to be computed at once.
func (t *tape) defers() *ndarray.Deferral {
	if t.forward || t.watch != nil || t.rec != nil || t.lanes > 0 {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.later == nil {
		t.later = new(ndarray.Deferral)
	}
	return t.later
}

// large reports whether v is a plain array that functions of may be deferred.
func (v Value) large() bool { return v.n == nil && v.a != nil && v.a.Size() >= ndarray.DeferFrom() }

// traced1 applies a primitive in a trace, to a value without the box of this trace.
func (t *tape) traced1(p *Prim, x Value, opt any) Value {
	if p.deferrable && x.large() {
		if d := t.defers(); d != nil {
			if a, ok := d.Unary(p.kernel(), x.a); ok {
				return Value{a: a}
			}
		}
	}
	return p.apply1(x, opt)
}

// traced2 is traced1 for two arguments.
func (t *tape) traced2(p *Prim, x, y Value, opt any) Value {
	if p.deferrable && (x.large() || y.large()) && x.n == nil && y.n == nil {
		if d := t.defers(); d != nil {
			if v, ok := p.defer2(d, x, y); ok {
				return v
			}
		}
	}
	return p.apply2(x, y, opt)
}

// defer2 defers a primitive of two plain values.
func (p *Prim) defer2(d *ndarray.Deferral, x, y Value) (Value, bool) {
	if p == &pow {
		name, known := knownPowers[y.f]
		if !known || y.a != nil {
			return Value{}, false
		}
		a, ok := d.Unary(name, x.a)
		return Value{a: a}, ok
	}
	a, ok := d.Binary(p.kernel(), x.operand(), y.operand())
	return Value{a: a}, ok
}

// follow1 applies a primitive to a plain value whose elements are deferred: the result is, too, where that is possible.
func (p *Prim) follow1(x Value, opt any) Value {
	if d := x.a.Deferred(); d != nil {
		if a, ok := d.Unary(p.kernel(), x.a); ok {
			return Value{a: a}
		}
	}
	return p.raw1(x, opt)
}

// follow2 is follow1 for two arguments, of which either may be deferred.
func (p *Prim) follow2(x, y Value, opt any) Value {
	if v, ok := p.repeated(x, y); ok {
		return v
	}
	d := x.deferred()
	if d == nil {
		d = y.deferred()
	}
	if d != nil {
		if v, ok := p.defer2(d, x, y); ok {
			return v
		}
	}
	return p.raw2(x, y, opt)
}

// repeated applies a primitive to a number and a number repeated to an array, as the cotangent of a sum is: the result is one
// again. ok is false if the arguments are no such things.
func (p *Prim) repeated(x, y Value) (v Value, ok bool) {
	array := x.a
	if array == nil {
		array = y.a
	}
	if x.a != nil && y.a != nil || array.IsContiguous() || !array.DType().IsFloat() {
		return Value{}, false
	}
	f, ok := array.Uniform()
	if !ok {
		return Value{}, false
	}
	one := Value{a: ndarray.Scalar(f).AsType(array.DType())}
	if x.a == nil {
		v = p.raw2(x, one, nil)
	} else {
		v = p.raw2(one, y, nil)
	}
	return Value{a: v.header().BroadcastTo(array.Shape()...)}, true
}

// deferred returns what will compute v's elements; nil if they are there, or v is a box.
func (v Value) deferred() *ndarray.Deferral {
	if v.a == nil || v.n != nil {
		return nil
	}
	return v.a.Deferred()
}

// settle has the elements of values computed that leave a trace, all in one pass.
func settle(vs ...Value) {
	var xs []*ndarray.Array
	for _, v := range vs {
		if v.deferred() != nil {
			xs = append(xs, v.a)
		}
	}
	if len(xs) > 0 {
		ndarray.Settle(xs...)
	}
}

// knownPowers are the powers that are other functions, as ndarray.Power computes them.
var knownPowers = map[float64]string{2: "square", -1: "reciprocal", 0.5: "sqrt"}
