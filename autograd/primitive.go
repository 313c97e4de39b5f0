package autograd

// Primitives: the functions whose derivatives are known. Calling one on boxes records a node.

import (
	"fmt"
	"slices"
	"sync"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// Prim is a primitive: a function on plain values, with rules for its derivatives. Make one with [Primitive], or in
// tables with [Unary], [Op1], [Op2] and [OpN]; the zero Prim must not be called.
//
// A VJP rule takes the cotangent g of the result and gives that of one argument; a JVP rule takes the tangent g of one
// argument and gives its part of the result's. Rules also get the result ans and the arguments, and are themselves
// written with traced functions, so that they can be differentiated again.
type Prim struct {
	name, doc   string
	arity       int  // -1: any number of arguments
	nograd      bool // has no gradient: its results are constants
	notrace     bool // is applied to plain values at once
	linear      bool // in all arguments together: its JVP applies it to the tangents
	elementwise bool // broadcasts its arguments; rules need not care about it
	pure        bool // its VJP on plain arrays keeps nothing: a cotangent that nobody else has can be used again after it
	deferrable  bool // results of large arrays may be computed later
	foreign     bool // its rules were given by DefJVP, or by a table of another package, and may keep what they are given
	mapped      bool // on arrays it is f1 or f2 of the elements
	valueFree   bool // its VJP depends on shapes and options only: arguments may be edited in place

	lanes func(c laneCall) Value // applies it in many lanes at once; nil: see laneRules

	f1   func(float64) float64 // on numbers, where there is one
	f2   func(x, y float64) float64
	raw1 func(x Value, opt any) Value // on plain values
	raw2 func(x, y Value, opt any) Value
	rawN func(args []Value, opt any) Value

	vjp1 func(g, ans, x Value, opt any) Value
	vjp2 [2]func(g, ans, x, y Value, opt any) Value
	vjpN func(argnum int, g, ans Value, args []Value, opt any) Value
	jvp1 func(g, ans, x Value, opt any) Value
	jvp2 [2]func(g, ans, x, y Value, opt any) Value
	jvpN func(argnum int, g, ans Value, args []Value, opt any) Value

	// scatter adds the cotangent of x[…] to that of x in place; for indexing, where a VJP would make a large array
	// that is nearly all zeros. Only used on plain values.
	scatter func(dst, g *ndarray.Array, opt any)

	// accumulate adds the cotangent of an argument to dst, an array of its own, in one step, if it can; else it returns
	// false. Only used where pure holds and everything is a plain array.
	accumulate func(argnum int, dst, g *ndarray.Array, x, y Value) bool

	lo, hi float64 // of element-wise functions: where tests may evaluate them
}

// Name returns the primitive's name, as NumPy has it.
func (p *Prim) Name() string { return p.name }

// Doc returns what the primitive computes, in one line.
func (p *Prim) Doc() string { return p.doc }

// String returns the name.
func (p *Prim) String() string { return p.name }

// Call1 applies a primitive of one argument.
func (p *Prim) Call1(x Value) Value { return p.apply1(x, nil) }

// Call2 applies a primitive of two arguments.
func (p *Prim) Call2(x, y Value) Value { return p.apply2(x, y, nil) }

// Call applies the primitive to any number of arguments. It panics with a [*FuncError] if there are too many or too few.
func (p *Prim) Call(args ...Value) Value { return p.apply(args, nil) }

func (p *Prim) apply(args []Value, opt any) Value {
	if p.arity >= 0 && len(args) != p.arity {
		panic(&FuncError{"Call", p.name, fmt.Sprintf("takes %d arguments, got %d", p.arity, len(args))})
	}
	switch p.arity {
	case 1:
		return p.apply1(args[0], opt)
	case 2:
		return p.apply2(args[0], args[1], opt)
	}
	return p.applyN(args, opt)
}

// apply1 strips the box of the innermost trace, applies the primitive to what is inside (which may be a box of an outer
// trace, which records it too), and records the result in the trace.
func (p *Prim) apply1(x Value, opt any) Value {
	if p.notrace {
		x = GetVal(x)
	}
	if x.n == nil {
		if x.a == nil && p.f1 != nil {
			return Value{f: p.f1(x.f)}
		}
		if p.deferrable && x.a != nil {
			return p.follow1(x, opt)
		}
		return p.raw1(x, opt)
	}
	px := x.node(p.name)
	x = px.value
	if px.tape.lanes > 0 {
		return px.tape.call(p, []Value{x}, []*Node{px}, opt)
	}
	var ans Value
	if p.deferrable && x.a != nil {
		ans = px.tape.traced1(p, x, opt)
	} else {
		ans = p.apply1(x, opt)
	}
	rec := px.tape.rec != nil
	if !rec && p.constant(ans) {
		return ans
	}
	n := px.tape.alloc(p)
	n.value = ans
	if px.tape.forward {
		n.tangent = cast(p.push1(px, ans, x, opt), ans)
		n.ownTangent(px, nil, x, Value{})
	} else {
		n.x, n.px, n.opt = x, px, opt
		if rec {
			return n.record()
		}
		if x.a != nil && !p.valueFree {
			n.version = n.versions()
		}
	}
	return n.box()
}

func (p *Prim) apply2(x, y Value, opt any) Value {
	if p.notrace {
		x, y = GetVal(x), GetVal(y)
	}
	top := max(x.id, y.id)
	if top == 0 {
		if x.a == nil && y.a == nil && p.f2 != nil {
			return Value{f: p.f2(x.f, y.f)}
		}
		if p.deferrable && (x.a != nil || y.a != nil) {
			return p.follow2(x, y, opt)
		}
		return p.raw2(x, y, opt)
	}
	x, px := x.down(top, p.name)
	y, py := y.down(top, p.name)
	t := tapeOf(px, py)
	if t.lanes > 0 {
		return t.call(p, []Value{x, y}, []*Node{px, py}, opt)
	}
	var ans Value
	if p.deferrable && (x.a != nil || y.a != nil) {
		ans = t.traced2(p, x, y, opt)
	} else {
		ans = p.apply2(x, y, opt)
	}
	if t.rec == nil && p.constant(ans) {
		return ans
	}
	n := t.alloc(p)
	n.value = ans
	if t.forward {
		n.tangent = cast(p.push2(px, py, ans, x, y, opt), ans)
		n.ownTangent(px, py, x, y)
	} else {
		n.x, n.y, n.px, n.py, n.opt = x, y, px, py, opt
		if t.rec != nil {
			return n.record()
		}
		if (x.a != nil || y.a != nil) && !p.valueFree {
			n.version = n.versions()
		}
	}
	return n.box()
}

func (p *Prim) applyN(args []Value, opt any) Value {
	if p.notrace {
		args = slices.Clone(args)
		for i, v := range args {
			args[i] = GetVal(v)
		}
	}
	var top uint64
	for _, v := range args {
		top = max(top, v.id)
	}
	if top == 0 {
		return p.rawN(args, opt)
	}
	in := &operands{args: make([]Value, len(args)), parents: make([]*Node, len(args))}
	for i, v := range args {
		in.args[i], in.parents[i] = v.down(top, p.name)
	}
	t := tapeOf(in.parents...)
	if t.lanes > 0 {
		return t.call(p, in.args, in.parents, opt)
	}
	ans := p.applyN(in.args, opt)
	if t.rec == nil && p.constant(ans) {
		return ans
	}
	n := t.alloc(p)
	n.value = ans
	if t.forward {
		n.tangent = cast(p.pushN(in, ans, opt), ans)
	} else {
		n.more, n.opt = in, opt
		if t.rec != nil {
			return n.record()
		}
		if !p.valueFree {
			n.version = n.versions()
		}
	}
	return n.box()
}

// constant reports whether a result has no derivative: because the primitive has none, or because it is an integer.
func (p *Prim) constant(ans Value) bool {
	return p.nograd || ans.a != nil && !ans.a.DType().IsInexact()
}

// box returns the boxed result of a node.
func (n *Node) box() Value {
	if w := n.tape.watch; w != nil {
		w.node(n)
	}
	if n.tape.rec != nil {
		return n.ghost()
	}
	return Value{f: n.value.f, a: n.value.a, n: n, id: n.id}
}

func tapeOf(parents ...*Node) *tape {
	for _, p := range parents {
		if p != nil {
			return p.tape
		}
	}
	return nil
}

// Primitive wraps a function so that calling it is recorded and its gradient can be specified, by [DefVJP], [DefJVP] or
// both. f gets plain values; it is a func(x Value) Value, a func(x, y Value) Value or a func(args ...Value) Value. It
// panics with a [*FuncError] if it is anything else.
//
//	var softplus = autograd.Primitive("softplus", func(x Value) Value { return Log1p(Exp(x)) })
//	autograd.DefVJP(softplus, func(g, ans, x Value) Value { return g.Mul(Expit(x)) })
//	y := softplus.Call1(x)
func Primitive(name string, f any) *Prim {
	p := &Prim{name: name}
	switch f := f.(type) {
	case func(Value) Value:
		p.arity, p.raw1 = 1, func(x Value, _ any) Value { return f(x) }
	case func(x, y Value) Value:
		p.arity, p.raw2 = 2, func(x, y Value, _ any) Value { return f(x, y) }
	case func(x, y, z Value) Value:
		p.arity, p.rawN = 3, func(args []Value, _ any) Value { return f(args[0], args[1], args[2]) }
	case func(...Value) Value:
		p.arity, p.rawN = -1, func(args []Value, _ any) Value { return f(args...) }
	default:
		panic(&FuncError{"Primitive", name, fmt.Sprintf("takes a func of up to three Values or of ...Value to Value, not %T", f)})
	}
	return p
}

// NotracePrimitive wraps a function that is applied to the plain values inside its arguments and never recorded: its
// result is a constant. f is as for [Primitive].
func NotracePrimitive(name string, f any) *Prim {
	p := Primitive(name, f)
	p.nograd, p.notrace = true, true
	return p
}

// registry holds the primitives of this package and of anp by name.
var registry struct {
	sync.RWMutex
	byName map[string]*Prim
}

func (p *Prim) register() {
	registry.Lock()
	defer registry.Unlock()
	if registry.byName == nil {
		registry.byName = map[string]*Prim{}
	}
	if old := registry.byName[p.name]; old != nil && old != p {
		panic("autograd: two primitives are named " + p.name)
	}
	registry.byName[p.name] = p
	p.foreign = definedElsewhere()
	p.deferrable = p.elementwise && ndarray.Deferrable(p.kernel()) || p.name == "power"
}

// Primitives returns all primitives that came with this package and with package anp, if it is imported, by name.
func Primitives() []*Prim {
	registry.RLock()
	defer registry.RUnlock()
	out := make([]*Prim, 0, len(registry.byName))
	for _, p := range registry.byName {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *Prim) int {
		if a.name < b.name {
			return -1
		}
		return 1
	})
	return out
}

// FindPrimitive returns a primitive by its name, or nil.
func FindPrimitive(name string) *Prim {
	registry.RLock()
	defer registry.RUnlock()
	return registry.byName[name]
}

// Domain returns where tests may evaluate an element-wise primitive, and how many arguments it has; 0 for all others.
func (p *Prim) Domain() (lo, hi float64, args int) {
	if !p.elementwise || p.lo == p.hi {
		return 0, 0, 0
	}
	return p.lo, p.hi, p.arity
}

// Rules says which arguments have a VJP and which a JVP; a primitive of any number of arguments has one entry for all.
func (p *Prim) Rules() (vjp, jvp []bool) {
	switch p.arity {
	case 1:
		return []bool{p.vjp1 != nil}, []bool{p.jvp1 != nil}
	case 2:
		for i := range 2 {
			vjp, jvp = append(vjp, p.vjp2[i] != nil), append(jvp, p.jvp2[i] != nil)
		}
		return vjp, jvp
	}
	return []bool{p.vjpN != nil}, []bool{p.jvpN != nil || p.linear}
}
