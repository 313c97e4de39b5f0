package autograd

// Rows of the tables of primitives: one row says all about a function. Package anp is made of such tables.
//
// The rules of anp and of this package keep no tangents: their storage is used again when a forward trace ends. Rules that are
// defined elsewhere may.

import (
	"runtime"
	"strings"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// Unary is an element-wise function of one argument. D multiplies by the derivative: it is both the VJP and the JVP.
type Unary struct {
	Prim      *Prim
	Name, Doc string
	F         func(float64) float64                                        // on numbers
	A         func(x *ndarray.Array, dst ...*ndarray.Array) *ndarray.Array // on arrays; nil: F on each element
	D         func(g, ans, x Value) Value
	Lo, Hi    float64 // where tests evaluate it

	// Loop computes D on the elements of plain float64 arrays, in one pass and without arrays in between; may be nil. With
	// it, D must not keep g, whose storage is used again.
	Loop func(dst, g, ans, x []float64)
}

// fused is D by Loop; ok is false if the operands are not plain float64 arrays of one shape, without gaps.
func (u Unary) fused(g, ans, x Value) (out Value, ok bool) {
	if u.Loop == nil || g.deferred() != nil || ans.deferred() != nil || x.deferred() != nil || g.n != nil || ans.n != nil || x.n != nil || g.a == nil || ans.a == nil || x.a == nil ||
		!ndarray.SameShape(g.a, x.a) || !ndarray.SameShape(ans.a, x.a) {
		return Value{}, false
	}
	for _, a := range [3]*ndarray.Array{g.a, ans.a, x.a} {
		if a.DType() != ndarray.Float64 || !a.IsContiguous() {
			return Value{}, false
		}
	}
	dst := ndarray.ZerosLike(x.a)
	u.Loop(ndarray.Elements[float64](dst), ndarray.Elements[float64](g.a), ndarray.Elements[float64](ans.a), ndarray.Elements[float64](x.a))
	return Value{a: dst}, true
}

// Define fills in and registers the primitive.
func (u Unary) Define() {
	a := u.A
	if a == nil {
		a = func(x *ndarray.Array, dst ...*ndarray.Array) *ndarray.Array { return ndarray.Map(x, u.F, dst...) }
	}
	rule := func(g, ans, x Value, _ any) Value {
		if out, ok := u.fused(g, ans, x); ok {
			return out
		}
		return u.D(g, ans, x)
	}
	*u.Prim = Prim{name: u.Name, doc: u.Doc, arity: 1, elementwise: true, lo: u.Lo, hi: u.Hi,
		f1: u.F, raw1: func(x Value, _ any) Value { return Wrap(a(x.Array())) }, vjp1: rule, jvp1: rule, pure: u.Loop != nil, mapped: u.A == nil}
	u.Prim.register()
}

// Binary is an element-wise function of two arguments that are broadcast against each other. DX and DY multiply by the
// partial derivatives; summing over broadcast axes is done for them.
type Binary struct {
	Prim      *Prim
	Name, Doc string
	F         func(x, y float64) float64
	A         func(x, y *ndarray.Array, dst ...*ndarray.Array) *ndarray.Array // nil: F on each pair of elements
	DX, DY    func(g, ans, x, y Value) Value                                  // nil: no gradient
	Lo, Hi    float64
}

// Define fills in and registers the primitive.
func (b Binary) Define() {
	a := b.A
	if a == nil {
		a = func(x, y *ndarray.Array, dst ...*ndarray.Array) *ndarray.Array {
			return ndarray.Map2(x, y, b.F, dst...)
		}
	}
	*b.Prim = Prim{name: b.Name, doc: b.Doc, arity: 2, elementwise: true, lo: b.Lo, hi: b.Hi,
		f2: b.F, raw2: func(x, y Value, _ any) Value { return Wrap(a(x.operand(), y.operand())) }, mapped: b.A == nil}
	for argnum, d := range [2]func(g, ans, x, y Value) Value{b.DX, b.DY} {
		if d != nil {
			rule := func(g, ans, x, y Value, _ any) Value { return d(g, ans, x, y) }
			b.Prim.vjp2[argnum], b.Prim.jvp2[argnum] = rule, rule
		}
	}
	b.Prim.register()
}

// Op1 is any other function of one array and options of type O, which stand for NumPy's further arguments.
type Op1[O any] struct {
	Prim      *Prim
	Name, Doc string
	A         func(x *ndarray.Array, o O) *ndarray.Array
	VJP       func(g, ans, x Value, o O) Value
	JVP       func(g, ans, x Value, o O) Value // nil: it is linear, so its JVP is itself
	Scatter   func(dst, g *ndarray.Array, o O) // see Prim.scatter; may be nil
	Pure      bool                             // VJP, on plain arrays, keeps nothing of g, whose storage may be used again
}

// Define fills in and registers the primitive.
func (d Op1[O]) Define() {
	p := d.Prim
	*p = Prim{name: d.Name, doc: d.Doc, arity: 1, pure: d.Pure,
		raw1: func(x Value, o any) Value { return Wrap(d.A(x.Array(), o.(O))) }}
	if d.VJP != nil {
		p.vjp1 = func(g, ans, x Value, o any) Value { return d.VJP(g, ans, x, o.(O)) }
	}
	if d.JVP != nil {
		p.jvp1 = func(g, ans, x Value, o any) Value { return d.JVP(g, ans, x, o.(O)) }
	} else {
		p.jvp1 = func(g, _, _ Value, o any) Value { return p.apply1(g, o) }
		p.valueFree = true // the derivative of a linear function is the same everywhere
	}
	if d.Scatter != nil {
		p.scatter = func(dst, g *ndarray.Array, o any) { d.Scatter(dst, g, o.(O)) }
	}
	p.register()
}

// Op2 is any other function of two arrays and options of type O.
type Op2[O any] struct {
	Prim      *Prim
	Name, Doc string
	A         func(x, y *ndarray.Array, o O) *ndarray.Array
	VJPX      func(g, ans, x, y Value, o O) Value
	VJPY      func(g, ans, x, y Value, o O) Value
	JVPX      func(g, ans, x, y Value, o O) Value // nil: it is linear in x
	JVPY      func(g, ans, x, y Value, o O) Value // nil: it is linear in y
	Pure      bool                                // VJPX and VJPY, on plain arrays, keep nothing of g, whose storage may be used again
}

// Define fills in and registers the primitive.
func (d Op2[O]) Define() {
	p := d.Prim
	*p = Prim{name: d.Name, doc: d.Doc, arity: 2, pure: d.Pure,
		raw2: func(x, y Value, o any) Value { return Wrap(d.A(x.operand(), y.operand(), o.(O))) },
		jvp2: [2]func(g, ans, x, y Value, o any) Value{
			func(g, _, _, y Value, o any) Value { return p.apply2(g, y, o) },
			func(g, _, x, _ Value, o any) Value { return p.apply2(x, g, o) },
		}}
	for argnum, rule := range [2]func(g, ans, x, y Value, o O) Value{d.VJPX, d.VJPY} {
		if rule != nil {
			p.vjp2[argnum] = func(g, ans, x, y Value, o any) Value { return rule(g, ans, x, y, o.(O)) }
		}
	}
	for argnum, rule := range [2]func(g, ans, x, y Value, o O) Value{d.JVPX, d.JVPY} {
		if rule != nil {
			p.jvp2[argnum] = func(g, ans, x, y Value, o any) Value { return rule(g, ans, x, y, o.(O)) }
		}
	}
	p.register()
}

// OpN is a function of any number of arrays and options of type O.
type OpN[O any] struct {
	Prim      *Prim
	Name, Doc string
	A         func(xs []*ndarray.Array, o O) *ndarray.Array
	VJP       func(argnum int, g, ans Value, xs []Value, o O) Value
	JVP       func(argnum int, g, ans Value, xs []Value, o O) Value // nil: it is linear in each argument by itself
	Linear    bool                                                  // it is linear in all arguments together, as Concatenate is: the JVP applies it to the tangents, with zeros for the constants
}

// Define fills in and registers the primitive.
func (d OpN[O]) Define() {
	p := d.Prim
	*p = Prim{name: d.Name, doc: d.Doc, arity: -1, rawN: func(args []Value, o any) Value {
		xs := make([]*ndarray.Array, len(args))
		for i, v := range args {
			xs[i] = v.operand()
		}
		return Wrap(d.A(xs, o.(O)))
	}}
	if d.VJP != nil {
		p.vjpN = func(argnum int, g, ans Value, xs []Value, o any) Value { return d.VJP(argnum, g, ans, xs, o.(O)) }
	}
	switch {
	case d.JVP != nil:
		p.jvpN = func(argnum int, g, ans Value, xs []Value, o any) Value { return d.JVP(argnum, g, ans, xs, o.(O)) }
	case d.Linear:
		p.linear, p.valueFree = true, true
	default:
		p.jvpN = func(argnum int, g, _ Value, xs []Value, o any) Value {
			return p.applyN(Subval(xs, argnum, g), o)
		}
	}
	p.register()
}

// Apply1 applies a primitive of one argument with the options that it was defined with ([Op1]).
func (p *Prim) Apply1(x Value, opt any) Value { return p.apply1(x, opt) }

// Apply2 applies a primitive of two arguments with its options ([Op2]).
func (p *Prim) Apply2(x, y Value, opt any) Value { return p.apply2(x, y, opt) }

// ApplyN applies a primitive of any number of arguments with its options ([OpN]).
func (p *Prim) ApplyN(xs []Value, opt any) Value { return p.applyN(xs, opt) }

// definedElsewhere reports whether a table of another package than this one and anp is being defined.
func definedElsewhere() bool {
	const here = "github.com/gradbook/gradbook/autograd"
	var pcs [16]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for {
		f, more := frames.Next()
		switch {
		case strings.HasPrefix(f.Function, here+"."):
		case strings.HasPrefix(f.Function, here+"/anp."), strings.HasPrefix(f.Function, "runtime."):
			return false
		default:
			return true
		}
		if !more {
			return false
		}
	}
}
