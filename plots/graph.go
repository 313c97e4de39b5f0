package plots

// Drawing computation graphs: operations with their values, and on the edges the local gradients, which the chain rule
// multiplies.

import (
	"fmt"
	"strings"
)

// Graph draws what f computes for args, from left to right: a box for each operation with its value, and on each edge the local
// gradient, by which the backward pass multiplies along that edge. F is a function of Values with one Value as
// its result, or (without args) an *autograd.Node that ends a computation. Args are what [autograd.V] takes; [Names]
// names them. [Adjoints] adds to each box the gradient of the result with respect to it.
//
// Graph panics if f is something else, if its result does not depend on the arguments, or if it computes more than 300
// nodes.
func Graph(f any, args ...any) Figure { return GraphWith(f, args) }

// GraphWith is [Graph] with options.
func GraphWith(f any, args []any, opts ...Option) Figure {
	o := settings(opts)
	c := traceOf("Graph", f, args, o)
	return c.draw(o, len(c.vertices), 0, o.describe("%s", c.describe()))
}

// GraphSteps draws the computation of f at args as it goes on: first one figure for each operation of the forward
// pass, then one for each node of the backward pass, with the gradients collected so far.
func GraphSteps(f any, args []any, opts ...Option) []Figure {
	o := settings(opts)
	o.adjoints = true
	c := traceOf("GraphSteps", f, args, o)
	alt := o.describe("%s", c.describe())
	var figures []Figure
	n := len(c.vertices)
	for i, v := range c.vertices {
		if v.kind == operation {
			figures = append(figures, c.draw(o, i+1, 0, alt))
		}
	}
	for i := n - 1; i >= 0; i-- {
		if c.vertices[i].kind != constant {
			figures = append(figures, c.draw(o, n, n-i, alt))
		}
	}
	return figures
}

// Adjoints makes [Graph] write into each box, below the value, the gradient of the result with respect to it.
func Adjoints() Option { return func(o *options) { o.adjoints = true } }

// describe tells the graph in words.
func (c computation) describe() string {
	var ins, ops, grads []string
	for _, v := range c.vertices {
		switch v.kind {
		case input:
			ins = append(ins, v.name+" = "+v.value)
			if v.grad != "" {
				grads = append(grads, v.name+": "+v.grad)
			}
		case operation:
			ops = append(ops, v.name)
		}
	}
	end := c.vertices[len(c.vertices)-1]
	s := fmt.Sprintf("computation graph from %s by %s to %s", strings.Join(ins, ", "), strings.Join(ops, ", "), end.value)
	if len(grads) > 0 {
		s += "; gradients: " + strings.Join(grads, ", ")
	}
	return s
}
