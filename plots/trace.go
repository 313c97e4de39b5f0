package plots

// From a function and its arguments to the graph of what it computes.

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/gradbook/gradbook/autograd"
)

// maxNodes is how many nodes a drawing may have: beyond that it shows nothing to anybody.
const maxNodes = 300

// traceOf runs f on args and returns the graph.
func traceOf(op string, f any, args []any, o options) computation {
	if n, ok := f.(*autograd.Node); ok && len(args) == 0 && n != nil {
		return graphOf(op, n, nil, o)
	}
	call := caller(op, f, len(args))
	values := make([]autograd.Value, len(args))
	for i, a := range args {
		values[i] = autograd.V(a)
	}
	if len(args) == 0 {
		panic(fmt.Errorf("plots.%s: the arguments at which to draw the function are missing", op))
	}
	roots := make([]*autograd.Node, len(args))
	for i, v := range values {
		roots[i] = autograd.NewRoot(v)
	}
	_, end := autograd.Trace(roots[0], func(first autograd.Value) autograd.Value {
		b, _ := first.Box()
		boxed := []autograd.Value{first}
		for i, v := range values[1:] {
			boxed = append(boxed, autograd.NewBox(v, b.TraceID(), roots[i+1]))
		}
		return call(boxed)
	}, values[0])
	if end == nil {
		panic(fmt.Errorf("plots.%s: the result does not depend on the arguments: there is no graph", op))
	}
	return graphOf(op, end, roots, o)
}

// caller makes f, a function of n Values, callable with a slice.
func caller(op string, f any, n int) func([]autograd.Value) autograd.Value {
	v, value := reflect.ValueOf(f), reflect.TypeFor[autograd.Value]()
	if v.Kind() != reflect.Func || v.IsNil() {
		panic(fmt.Errorf("plots.%s: can't draw a %T: give a function of Values and its arguments, or an *autograd.Node", op, f))
	}
	t := v.Type()
	ok := t.NumOut() == 1 && t.Out(0) == value && (t.NumIn() == n || t.IsVariadic() && n >= t.NumIn()-1)
	for i := range t.NumIn() {
		ok = ok && (t.In(i) == value || t.IsVariadic() && i == t.NumIn()-1 && t.In(i).Elem() == value)
	}
	if !ok {
		panic(fmt.Errorf("plots.%s: can't draw a %v with %d arguments: all its parameters and its result must be of type autograd.Value", op, t, n))
	}
	return func(args []autograd.Value) autograd.Value {
		in := make([]reflect.Value, len(args))
		for i, a := range args {
			in[i] = reflect.ValueOf(a)
		}
		return v.Call(in)[0].Interface().(autograd.Value)
	}
}

// graphOf collects the nodes that end was computed from. Roots are drawn in any case; without them, all nodes without a
// primitive are.
func graphOf(op string, end *autograd.Node, roots []*autograd.Node, o options) computation {
	nodes := slices.Collect(autograd.Toposort(end))
	if len(nodes) > maxNodes {
		panic(fmt.Errorf("plots.%s: %d nodes are too many to draw (at most %d): draw a part of the computation", op, len(nodes), maxNodes))
	}
	slices.Reverse(nodes)
	if roots == nil {
		for _, n := range nodes {
			if n.Fun() == nil {
				roots = append(roots, n)
			}
		}
	}
	var c computation
	index := map[*autograd.Node]int{}
	for i, r := range roots {
		index[r] = len(c.vertices)
		c.vertices = append(c.vertices, vertex{kind: input, name: o.name(i, inputName(i, len(roots))), value: valueText(r.Value())})
	}
	for _, n := range nodes {
		if n.Fun() == nil {
			continue
		}
		r := n.Recipe()
		parents := n.Parents()
		var edges []edge
		for argnum, arg := range r.Args {
			if k := slices.Index(r.Argnums, argnum); k >= 0 {
				edges = append(edges, edge{from: index[parents[k]], label: localText(n, r, argnum), traced: true})
				continue
			}
			edges = append(edges, edge{from: len(c.vertices)})
			c.vertices = append(c.vertices, vertex{kind: constant, value: valueText(autograd.GetVal(arg))})
		}
		at := len(c.vertices)
		index[n] = at
		c.vertices = append(c.vertices, vertex{kind: operation, name: symbol(r.Fun.Name()), value: valueText(autograd.GetVal(n.Value()))})
		for _, e := range edges {
			e.to = at
			c.edges = append(c.edges, e)
		}
	}
	for n, g := range adjoints(nodes) {
		c.vertices[index[n]].grad = valueText(g)
	}
	return c
}

// localText writes the gradient of a node's value (the sum of its elements, for arrays) with respect to one argument.
func localText(n *autograd.Node, r autograd.Recipe, argnum int) string {
	g, ok := pull(n, r, argnum, ones(n.Value()))
	if !ok {
		return "no gradient"
	}
	return number(g)
}

// pull pulls the cotangent g of a node back through one argument, on a graph of that node alone. It is not ok if the
// primitive has no rule for that, which must not keep the graph from being drawn.
func pull(n *autograd.Node, r autograd.Recipe, argnum int, g autograd.Value) (out autograd.Value, ok bool) {
	defer func() {
		if e := recover(); e != nil {
			if _, none := e.(*autograd.NoGradientError); !none {
				panic(e)
			}
		}
	}()
	alone := autograd.NewNode(n.Value(), r.Fun, r.Args, r.Kwargs, []int{argnum}, []*autograd.Node{autograd.NewRoot(r.Args[argnum])})
	return autograd.GetVal(autograd.BackwardPass(g, alone)), true
}

// adjoints returns the gradients of the last node with respect to all others, as the backward pass makes them: each
// node's is the sum over its uses. Nodes come in topological order.
func adjoints(nodes []*autograd.Node) map[*autograd.Node]autograd.Value {
	end := nodes[len(nodes)-1]
	grads := map[*autograd.Node]autograd.Value{end: ones(end.Value())}
	for _, n := range slices.Backward(nodes) {
		grad, known := grads[n]
		if n.Fun() == nil || !known {
			continue
		}
		r, parents := n.Recipe(), n.Parents()
		for k, argnum := range r.Argnums {
			g, ok := pull(n, r, argnum, grad)
			if !ok {
				continue
			}
			if before, more := grads[parents[k]]; more {
				g = autograd.AddOutgrads(before, g)
			}
			grads[parents[k]] = g
		}
	}
	return grads
}

// ones returns a one for each element of v.
func ones(v autograd.Value) autograd.Value {
	if v.NDim() == 0 {
		return autograd.V(1)
	}
	return v.Mul(autograd.V(0)).Add(autograd.V(1))
}

// inputName names the i-th of n inputs: x, y, z, or x₁, x₂ … if there are more.
func inputName(i, n int) string {
	if n <= 3 {
		return string("xyz"[i])
	}
	s := ""
	for d := i + 1; d > 0; d /= 10 {
		s = string(rune('₀'+d%10)) + s
	}
	return "x" + s
}

// symbols are how operators are written; other primitives are drawn by their names.
var symbols = map[string]string{
	"add": "+", "subtract": "−", "multiply": "×", "divide": "÷", "true_divide": "÷", "power": "^", "negative": "−( )",
	"mod": "mod", "remainder": "mod", "matmul": "@",
}

func symbol(name string) string {
	if s, ok := symbols[name]; ok {
		return s
	}
	return name
}

// valueText writes a value: as number does, or its type and shape.
func valueText(v autograd.Value) string {
	if s := number(v); s != "" {
		return s
	}
	return shapeText(v)
}

// number writes a number, or up to three elements of a vector; "" is for more.
func number(v autograd.Value) string {
	if v.IsComplex() || v.Size() > 3 || v.NDim() > 1 {
		return ""
	}
	var list []string
	for _, x := range v.Floats() {
		list = append(list, strings.ReplaceAll(strconv.FormatFloat(x, 'g', 4, 64), "-", "−"))
	}
	if v.NDim() == 0 {
		return strings.Join(list, "")
	}
	return "[" + strings.Join(list, " ") + "]"
}

// shapeText writes the shape of an array: 3×4.
func shapeText(v autograd.Value) string {
	var list []string
	for _, n := range v.Shape() {
		list = append(list, strconv.Itoa(n))
	}
	return v.DType().String() + " " + strings.Join(list, "×")
}
