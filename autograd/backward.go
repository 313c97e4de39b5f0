package autograd

// The backward pass: from the cotangent of the result to those of the roots, each node visited once.

import (
	"sync"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// BackwardPass pulls the cotangent g of end back through the graph, as the document writes it, and returns the cotangent
// of the last node in topological order: of the root, for a function of one argument. It works on any graph, also on
// one made by hand with [NewNode]; [Grad] does the same along the tape, without a search and without a map.
func BackwardPass(g Value, end *Node) Value {
	outgrads := map[*Node]Value{end: g}
	var outgrad Value
	for node := range Toposort(end) {
		outgrad = outgrads[node]
		delete(outgrads, node)
		node.intact()
		for argnum, parent := range node.allParents() {
			if parent == nil {
				continue
			}
			prev, seen := outgrads[parent]
			if !seen {
				outgrads[parent] = node.pull(argnum, outgrad)
			} else {
				outgrads[parent] = AddOutgrads(prev, node.pull(argnum, outgrad))
			}
		}
	}
	return outgrad
}

// AddOutgrads adds the contributions that two uses of a value make to its cotangent.
func AddOutgrads(prev, g Value) Value { return prev.Add(g) }

// cotangent is what a node has collected from its children.
type cotangent struct {
	v     Value
	set   bool
	owned bool // v.a was made here and nobody else has it, so that it may be added to in place and used again
}

// pass is the memory of one backward pass: a cotangent for each node of the tape.
type pass struct{ of []cotangent }

var passes = sync.Pool{New: func() any { return new(pass) }}

func newPass(nodes int) *pass {
	p := passes.Get().(*pass)
	if cap(p.of) < nodes {
		p.of = make([]cotangent, nodes, 2*nodes)
	}
	p.of = p.of[:nodes]
	return p
}

// free gives the memory back, cleared.
func (p *pass) free() {
	clear(p.of)
	passes.Put(p)
}

// seed adds g to the cotangent of one end of the graph.
func (p *pass) seed(end *Node, g Value) {
	c := &p.of[end.index]
	if c.set {
		g = AddOutgrads(c.v, g)
	}
	c.v, c.set = g, true
}

// run pulls the cotangents that were seeded back along the tape. Afterwards those of the roots are in p.of.
func (p *pass) run(t *tape) {
	for i := len(p.of) - 1; i >= 0; i-- {
		if !p.of[i].set {
			continue
		}
		n := t.node(i)
		if n.prim == nil {
			continue
		}
		if n.version != 0 {
			n.intact()
		}
		g, spare := p.of[i].v, p.of[i].owned && n.plain()
		p.of[i] = cotangent{}
		if n.more != nil {
			for argnum, parent := range n.more.parents {
				if parent != nil {
					p.add(n, argnum, parent, g)
				}
			}
			continue
		}
		if n.px != nil {
			spare = p.add(n, 0, n.px, g) && spare
		}
		if n.py != nil {
			spare = p.add(n, 1, n.py, g) && spare
		}
		if spare {
			ndarray.Free(g.a)
		}
	}
}

// plain reports whether the node's VJP keeps nothing and works on arrays that no other trace records.
func (n *Node) plain() bool {
	return n.prim.pure && n.x.n == nil && n.y.n == nil && n.value.n == nil
}

// made reports whether out, a plain array that the node's VJP made of g, is in storage of its own.
func (n *Node) made(out, g Value) bool {
	for _, v := range [4]Value{g, n.x, n.y, n.value} {
		if v.a != nil && ndarray.SharesStorage(out.a, v.a) {
			return false
		}
	}
	return out.a.IsContiguous()
}

// add adds a node's contribution to the cotangent of one of its parents. It reports whether g is no part of that.
func (p *pass) add(n *Node, argnum int, parent *Node, g Value) (apart bool) {
	c := &p.of[parent.index]
	if n.prim.scatter != nil && g.n == nil && c.v.n == nil && n.x.a != nil {
		if !c.owned {
			zero := ndarray.ZerosLike(n.x.a)
			if c.set {
				ndarray.AddInto(zero, c.v.operand())
			}
			*c = cotangent{v: Value{a: zero}, set: true, owned: true}
		}
		n.prim.scatter(c.v.a, cast(g, n.x).Array(), n.opt)
		return false
	}
	if n.prim.accumulate != nil && c.owned && g.a != nil && g.n == nil && n.plain() && n.tape.watch == nil &&
		n.prim.accumulate(argnum, c.v.a, g.a, n.x, n.y) {
		return true
	}
	of := g
	g = n.pull(argnum, of)
	later := g.deferred() != nil // its elements will be computed from others, which must stay
	made := g.a != nil && !later && g.n == nil && of.n == nil && n.plain() && n.made(g, of)
	if w := n.tape.watch; w != nil {
		w.cotangent(n, argnum, g)
	}
	switch {
	case !c.set:
		c.v, c.set, c.owned = g, true, made
	case c.v.n == nil && g.n == nil && c.v.a == nil && g.a == nil:
		c.v.f += g.f
	case c.owned && g.n == nil && g.a != nil && !later:
		ndarray.AddInto(c.v.a, g.a)
		if made {
			ndarray.Free(g.a)
		}
	default:
		c.v = AddOutgrads(c.v, g)
		c.owned = c.v.n == nil && c.v.a != nil && c.v.deferred() == nil
	}
	return made
}

// at returns the cotangent of a root; zero if the result does not depend on it.
func (p *pass) at(root *Node) Value {
	if c := p.of[root.index]; c.set {
		return c.v
	}
	return zerosLike(root.value)
}
