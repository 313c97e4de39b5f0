package autograd

// Forward mode: JVP rules, and pushing tangents through them.

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// push1 returns the tangent of a primitive's result; the rest is for two and for any number of arguments.
func (p *Prim) push1(px *Node, ans, x Value, opt any) Value {
	if p.jvp1 == nil {
		panic(&NoGradientError{p.name, 0, "JVP"})
	}
	return p.jvp1(px.tangent, ans, x, opt)
}

func (p *Prim) push2(px, py *Node, ans, x, y Value, opt any) Value {
	if p == &sub && px != nil && py != nil {
		return px.tangent.Sub(py.tangent)
	}
	var sum Value
	for argnum, parent := range [2]*Node{px, py} {
		if parent == nil {
			continue
		}
		rule := p.jvp2[argnum]
		if rule == nil {
			panic(&NoGradientError{p.name, argnum, "JVP"})
		}
		t := rule(parent.tangent, ans, x, y, opt)
		if argnum == 1 && px != nil {
			t = sum.Add(t)
		}
		sum = t
	}
	if p.elementwise && !sameShape(sum, ans) {
		sum = sum.BroadcastTo(ans.Shape()...)
	}
	return sum
}

func (p *Prim) pushN(in *operands, ans Value, opt any) (sum Value) {
	if p.linear {
		ts := make([]Value, len(in.args))
		for i, parent := range in.parents {
			if parent != nil {
				ts[i] = parent.tangent
			} else {
				ts[i] = zerosLike(in.args[i])
			}
		}
		return p.applyN(ts, opt)
	}
	first := true
	for argnum, parent := range in.parents {
		if parent == nil {
			continue
		}
		if p.jvpN == nil {
			panic(&NoGradientError{p.name, argnum, "JVP"})
		}
		t := p.jvpN(argnum, parent.tangent, ans, in.args, opt)
		if !first {
			t = sum.Add(t)
		}
		sum, first = t, false
	}
	if p.elementwise && !sameShape(sum, ans) {
		sum = sum.BroadcastTo(ans.Shape()...)
	}
	return sum
}

// ownTangent notes, in n.version, whether a node's tangent is a plain array in storage of its own, made by the rule.
func (n *Node) ownTangent(px, py *Node, x, y Value) {
	t := n.tangent
	if t.a == nil || t.n != nil || !t.a.IsContiguous() || t.deferred() != nil {
		return
	}
	for _, v := range [3]Value{n.value, x, y} {
		if v.a != nil && ndarray.SharesStorage(t.a, v.a) {
			return
		}
	}
	for _, p := range [2]*Node{px, py} {
		if p != nil && p.tangent.a != nil && ndarray.SharesStorage(t.a, p.tangent.a) {
			return
		}
	}
	n.version = 1
}

// freeTangents gives the storage of a forward trace's tangents, which nobody else ever saw, to later results; that of the
// result stays. If another trace is under way outside, it may have recorded them: where it recorded anything, there is a box
// of it among the values or the tangents.
func (t *tape) freeTangents(result Value) {
	for i := range t.n {
		if n := t.node(i); n.value.n != nil || n.tangent.n != nil || n.prim != nil && n.prim.foreign {
			return
		}
	}
	for i := range t.n {
		n := t.node(i)
		if n.version == 1 && (result.a == nil || !ndarray.SharesStorage(n.tangent.a, result.a)) {
			ndarray.Free(n.tangent.a)
		}
	}
}

// DefJVP defines the JVP rules of a primitive, one for each argument in order: func(g, ans, x Value) Value, where g is
// the tangent of that argument, or func(g, ans, x, y Value) Value, func(g, ans, x, y, z Value) Value,
// func(g, ans Value, args ...Value) Value, as the primitive has arguments. nil means a derivative of zero, and the
// string "same" that the primitive is linear in this argument. It panics with a [*FuncError] if a rule does not fit.
func DefJVP(p *Prim, rules ...any) *Prim {
	fs := p.rules("JVP", rules)
	p.foreign = true
	switch p.arity {
	case 1:
		p.jvp1 = func(g, ans, x Value, opt any) Value { return fs(0, g, ans, []Value{x}, opt) }
	case 2:
		for argnum := range rules {
			p.jvp2[argnum] = func(g, ans, x, y Value, opt any) Value { return fs(argnum, g, ans, []Value{x, y}, opt) }
		}
	default:
		p.jvpN = fs
	}
	return p
}

// rules turns the rules that DefVJP and DefJVP take into one function.
func (p *Prim) rules(mode string, rules []any) func(argnum int, g, ans Value, args []Value, opt any) Value {
	bad := func(argnum int) {
		panic(&FuncError{"Def" + mode, p.name, fmt.Sprintf("the rule of argument %d is a %T, which does not fit its %d arguments", argnum, rules[argnum], p.arity)})
	}
	if p.arity >= 0 && len(rules) > p.arity || len(rules) == 0 {
		panic(&FuncError{"Def" + mode, p.name, fmt.Sprintf("got %d rules for %d arguments", len(rules), p.arity)})
	}
	for argnum, r := range rules {
		switch r := r.(type) {
		case nil, func(g, ans Value, args ...Value) Value:
		case string:
			if r != "same" || mode != "JVP" {
				bad(argnum)
			}
		case func(g, ans, x Value) Value:
			if p.arity != 1 {
				bad(argnum)
			}
		case func(g, ans, x, y Value) Value:
			if p.arity != 2 {
				bad(argnum)
			}
		case func(g, ans, x, y, z Value) Value:
			if p.arity != 3 {
				bad(argnum)
			}
		default:
			bad(argnum)
		}
	}
	return func(argnum int, g, ans Value, args []Value, opt any) Value {
		i := argnum
		if p.arity < 0 && len(rules) == 1 { // one rule for all
			i = 0
		}
		if i >= len(rules) {
			panic(&NoGradientError{p.name, argnum, mode})
		}
		switch r := rules[i].(type) {
		case func(g, ans, x Value) Value:
			return r(g, ans, args[0])
		case func(g, ans, x, y Value) Value:
			return r(g, ans, args[0], args[1])
		case func(g, ans, x, y, z Value) Value:
			return r(g, ans, args[0], args[1], args[2])
		case func(g, ans Value, args ...Value) Value:
			return r(g, ans, args...)
		case string:
			return p.apply(Subval(args, argnum, g), opt)
		}
		if mode == "VJP" {
			return zerosLike(args[argnum])
		}
		return zerosLike(ans)
	}
}
