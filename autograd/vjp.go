package autograd

// Reverse mode: VJP rules, and pulling a cotangent back through one node.

import "github.com/gradbook/gradbook/autograd/ndarray"

// DefVJP defines the VJP rules of a primitive, one for each argument in order: func(g, ans, x Value) Value, where g is
// the cotangent of the result ans, or func(g, ans, x, y Value) Value, func(g, ans, x, y, z Value) Value,
// func(g, ans Value, args ...Value) Value, as the primitive has arguments. nil means a gradient of zero. It panics with
// a [*FuncError] if a rule does not fit.
func DefVJP(p *Prim, rules ...any) *Prim {
	fs := p.rules("VJP", rules)
	switch p.arity {
	case 1:
		p.vjp1 = func(g, ans, x Value, opt any) Value { return fs(0, g, ans, []Value{x}, opt) }
	case 2:
		for argnum := range rules {
			p.vjp2[argnum] = func(g, ans, x, y Value, opt any) Value { return fs(argnum, g, ans, []Value{x, y}, opt) }
		}
	default:
		p.vjpN = fs
	}
	return p
}

// pull returns the cotangent of a node's argument, given that of its result.
func (n *Node) pull(argnum int, g Value) Value {
	p := n.prim
	var out, arg Value
	switch {
	case n.more != nil:
		if p.vjpN == nil {
			return n.pullFixed(argnum, g)
		}
		out, arg = p.vjpN(argnum, g, n.value, n.more.args, n.opt), n.more.args[argnum]
	case p.arity == 1:
		if p.vjp1 == nil {
			panic(&NoGradientError{p.name, argnum, "VJP"})
		}
		out, arg = p.vjp1(g, n.value, n.x, n.opt), n.x
	default:
		rule := p.vjp2[argnum]
		if rule == nil {
			panic(&NoGradientError{p.name, argnum, "VJP"})
		}
		out, arg = rule(g, n.value, n.x, n.y, n.opt), n.x
		if argnum == 1 {
			arg = n.y
		}
	}
	if out.a == nil && arg.a == nil {
		return out
	}
	if p.elementwise {
		out = unbroadcast(out, arg)
	}
	out = cast(out, arg)
	if !sameShape(out, arg) {
		panic(&ndarray.ShapeError{Op: "VJP of " + p.name, Shapes: [][]int{out.Shape(), arg.Shape()},
			Msg: "of a cotangent and its argument differ: the rule is wrong"})
	}
	return out
}

// pullFixed is pull for a node made by hand ([NewNode]) with a primitive of one or two arguments.
func (n *Node) pullFixed(argnum int, g Value) Value {
	m := &Node{prim: n.prim, value: n.value, opt: n.opt}
	switch len(n.more.args) {
	case 2:
		m.y = n.more.args[1]
		fallthrough
	case 1:
		m.x = n.more.args[0]
	}
	if n.prim.arity != len(n.more.args) {
		panic(&NoGradientError{n.prim.name, argnum, "VJP"})
	}
	return m.pull(argnum, g)
}

// unbroadcast sums g over the axes along which an argument was repeated to meet the others.
func unbroadcast(g, arg Value) Value {
	if sameShape(g, arg) {
		return g
	}
	shape := arg.Shape()
	if g.NDim() < len(shape) { // a rule that gave a constant
		return g.BroadcastTo(shape...)
	}
	lead := g.NDim() - len(shape)
	var axes []int
	for i := range lead {
		axes = append(axes, i)
	}
	for i, n := range shape {
		if n == 1 && g.Dim(lead+i) != 1 {
			axes = append(axes, lead+i)
		}
	}
	if len(axes) > 0 {
		g = g.Sum(axes...)
	}
	if !sameShape(g, arg) {
		g = g.Reshape(shape...)
	}
	return g
}

// cast gives a cotangent or tangent g the dtype of the value that it belongs to: the gradient of a real argument is real.
func cast(g, arg Value) Value {
	if g.a == nil && arg.a == nil {
		return g
	}
	want := arg.DType()
	if g.DType() == want {
		return g
	}
	if g.IsComplex() && !want.IsComplex() {
		g = g.Real()
	}
	return g.AsType(want)
}

// zerosLike returns zeros of v's shape and type.
func zerosLike(v Value) Value {
	if v.a == nil {
		return Value{}
	}
	return Value{a: ndarray.ZerosLike(v.a)}
}

func onesLike(v Value) Value {
	if v.a == nil {
		return Value{f: 1}
	}
	return Value{a: ndarray.OnesLike(v.a)}
}
