package autograd

// Traces: running a function on boxes, so that a graph of what it computes is left behind.

// Trace runs fun on a box of x that starts at the node start (made by [NewRoot]) and returns the result, out of its box,
// with its node. The node is nil if the result does not depend on x.
func Trace(start *Node, fun func(Value) Value, x Value) (end Value, node *Node) {
	t := newTape(false)
	start.tape = t
	box := NewBox(x, t.id, start)
	return t.open(fun(box), "Trace")
}

// root starts the trace at a value.
func (t *tape) root(op string, argnum int, x Value) *Node {
	checkInexact(op, argnum, x)
	n := t.alloc(nil)
	n.value = x
	return n
}

// dual is root for a forward trace.
func (t *tape) dual(op string, argnum int, x, tangent Value) *Node {
	n := t.root(op, argnum, x)
	n.tangent = cast(tangent, x)
	return n
}

// open takes the result of a traced function out of this trace's box. The node is nil if there is none.
func (t *tape) open(v Value, op string) (Value, *Node) {
	v, n := v.down(t.id, op)
	settle(v)
	return v, n
}

// boxes replaces those arguments that are to be differentiated by boxes of a new trace.
func boxes(op string, t *tape, args []Value, argnums []int) (boxed []Value, roots []*Node) {
	boxed, roots = append([]Value(nil), args...), make([]*Node, len(argnums))
	for i, argnum := range argnums {
		roots[i] = t.root(op, argnum, args[argnum])
		boxed[argnum] = roots[i].box()
	}
	return boxed, roots
}

// pullback runs f on boxes of the given arguments and returns the result and a function from its cotangent to those of
// the arguments. The trace stays, so that the function can be called any number of times.
func pullback(op string, f func([]Value) Value, args []Value, argnums []int) (ans Value, vjp func(g Value) []Value) {
	t := newTape(false)
	boxed, roots := boxes(op, t, args, argnums)
	ans, end := t.open(f(boxed), op)
	return ans, func(g Value) []Value { return t.cotangents(ans, end, g, roots) }
}

// cotangents runs the backward pass from end; a nil end depends on no root.
func (t *tape) cotangents(ans Value, end *Node, g Value, roots []*Node) []Value {
	if !sameShape(g, ans) {
		g = g.BroadcastTo(ans.Shape()...)
	}
	return t.backward([]*Node{end}, []Value{cast(g, ans)}, roots)
}

// backward runs the backward pass from several ends with a cotangent each; those that are nil depend on no root.
func (t *tape) backward(ends []*Node, gs []Value, roots []*Node) []Value {
	nodes := 0
	for _, n := range append(ends, roots...) {
		if n != nil {
			nodes = max(nodes, int(n.index)+1)
		}
	}
	p := newPass(nodes)
	for i, end := range ends {
		if end != nil {
			p.seed(end, gs[i])
		}
	}
	p.run(t)
	out := make([]Value, len(roots))
	for i, r := range roots {
		out[i] = p.at(r)
	}
	p.free()
	settle(out...)
	return out
}

// pushforward runs f on dual numbers and returns its value and its tangent.
func pushforward(op string, f func([]Value) Value, args []Value, argnums []int, tangents []Value) (ans, tangent Value) {
	t := newTape(true)
	duals := append([]Value(nil), args...)
	for i, argnum := range argnums {
		x := args[argnum]
		v := tangents[i]
		if !sameShape(v, x) {
			v = v.BroadcastTo(x.Shape()...)
		}
		duals[argnum] = t.dual(op, argnum, x, v).box()
	}
	ans, end := t.open(f(duals), op)
	tangent = zerosLike(ans)
	if end != nil {
		tangent = end.tangent
	}
	t.freeTangents(tangent)
	t.recycle()
	return ans, tangent
}
