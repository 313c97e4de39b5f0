package autograd

// Programs: the steps of a plan, with the places of their values.

import (
	"math"
	"slices"
	"sync"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// program is a compiled function for arguments of certain kinds.
type program struct {
	name    string
	key     any // the arguments that are no Values
	rebuild any // the results, with zeros for Values
	inputs  []input
	outs    []output
	steps   []step
	regs    []float64        // what registers hold at the start: constants
	arrays  []*ndarray.Array // and arrays
	passing []int            // the arrays that are given up at the end of a run
	pool    sync.Pool        // of *workspace
}

type input struct {
	kind
	weak bool
	at   int // the register, or the array's number; -1 if it is not used
}

type output struct {
	at    int
	reg   bool
	truth bool // a register that holds a condition
	lend  bool // an array that was made for this result alone
	value *Value
}

// step is one step of a program. It reports whether to go on: false means that the function would take another way.
type step interface{ run(w *workspace) bool }

// workspace is the memory of one run.
type workspace struct {
	regs    []float64
	arrays  []*ndarray.Array
	buffers []*ndarray.Array // for results that do not outlive the run
	in, out []*ndarray.Array // arguments of the fused step that runs
	scalars []float64
	sums    []float64
}

// builder makes a program of a graph.
type builder struct {
	g       *graph
	p       *program
	reg     []int // the register of a node, -1 if it has none
	arr     []int // the number of a node's array
	last    []int // the step that needs a node last
	step    []int // the step that computes it
	buffers []buffer
}

type buffer struct {
	dtype ndarray.DType
	shape []int
	until int // the step after which it is free
}

const forever = math.MaxInt

func (g *graph) program(name string, groups [][]int) *program {
	b := &builder{g: g, p: &program{name: name}, reg: make([]int, len(g.nodes)), arr: make([]int, len(g.nodes)),
		last: make([]int, len(g.nodes)), step: make([]int, len(g.nodes))}
	p := b.p
	for id := range g.nodes {
		n := &g.nodes[id]
		b.reg[id], b.arr[id], b.last[id] = -1, -1, -1
		if !n.used {
			continue
		}
		if n.register() {
			b.reg[id] = len(p.regs)
			v := 0.0
			if n.constant != nil {
				v = n.constant.f
			}
			p.regs = append(p.regs, v)
		} else {
			b.arr[id] = len(p.arrays)
			if n.constant != nil {
				p.arrays = append(p.arrays, n.constant.a)
				continue
			}
			p.passing = append(p.passing, len(p.arrays))
			p.arrays = append(p.arrays, nil)
		}
	}
	b.lifetimes(groups)
	for _, id := range g.inputs {
		n := &g.nodes[id]
		in := input{kind: n.kind, at: -1}
		if n.used {
			in.at = b.place(id)
		}
		p.inputs = append(p.inputs, in)
	}
	b.steps(groups)
	for _, id := range g.outs {
		n := &g.nodes[id]
		p.outs = append(p.outs, output{at: b.place(id), reg: b.reg[id] >= 0, truth: !n.num, lend: b.lends(id), value: n.constant})
	}
	buffers := b.buffers
	p.pool.New = func() any {
		w := &workspace{regs: append([]float64(nil), p.regs...), arrays: append([]*ndarray.Array(nil), p.arrays...)}
		for _, f := range buffers {
			w.buffers = append(w.buffers, ndarray.New(f.dtype, f.shape...))
		}
		return w
	}
	return p
}

func (b *builder) place(id int) int {
	if b.reg[id] >= 0 {
		return b.reg[id]
	}
	return b.arr[id]
}

// lifetimes finds out which step needs each node last. What a primitive returns may be a view of its argument, which is
// then needed as long as the result.
func (b *builder) lifetimes(groups [][]int) {
	for s, ids := range groups {
		for _, id := range ids {
			b.step[id] = s
			for _, a := range b.g.nodes[id].args {
				b.last[a] = max(b.last[a], s)
			}
		}
	}
	for _, id := range b.g.outs {
		b.last[id] = forever
	}
	for s := len(groups) - 1; s >= 0; s-- {
		for _, id := range groups[s] {
			if n := &b.g.nodes[id]; n.class.how == generic && b.reg[id] < 0 && !fresh[n.prim] {
				for _, a := range n.args {
					b.last[a] = max(b.last[a], b.last[id])
				}
			}
		}
	}
}

// fresh holds primitives that always return arrays of their own.
var fresh = map[*Prim]bool{&matmul: true, &putBack: true, &putAt: true, &assemble: true}

// steps makes the steps, and the checks of conditions as soon as they are known.
func (b *builder) steps(groups [][]int) {
	spent := make([][]int, len(groups)) // the arrays that nobody needs after a step
	for _, ids := range groups {
		for _, id := range ids {
			if n := &b.g.nodes[id]; n.class.how == generic && fresh[n.prim] && b.reg[id] < 0 && b.last[id] >= 0 && b.last[id] < forever {
				spent[b.last[id]] = append(spent[b.last[id]], b.arr[id])
			}
		}
	}
	for s, ids := range groups {
		switch b.g.nodes[ids[0]].class.how {
		case scalar:
			b.p.steps = append(b.p.steps, b.scalars(ids))
		case generic:
			b.p.steps = append(b.p.steps, b.generic(ids[0]))
		default:
			b.p.steps = append(b.p.steps, b.fused(s, ids))
		}
		for _, c := range b.g.guards {
			if n := &b.g.nodes[c.node]; n.class.how != given && b.step[c.node] == s {
				b.p.steps = append(b.p.steps, &guardStep{b.place(c.node), b.reg[c.node] >= 0, c.is})
			}
		}
		if len(spent[s]) > 0 {
			b.p.steps = append(b.p.steps, freeStep(spent[s]))
		}
	}
	var first []step // conditions on arguments themselves
	for _, c := range b.g.guards {
		if n := &b.g.nodes[c.node]; n.class.how == given && n.constant == nil {
			first = append(first, &guardStep{b.place(c.node), b.reg[c.node] >= 0, c.is})
		}
	}
	b.p.steps = append(first, b.p.steps...)
}

// lends reports whether a result is an array that was made in the run, and is neither another result nor shared with one.
func (b *builder) lends(id int) bool {
	n := &b.g.nodes[id]
	if b.reg[id] >= 0 || n.class.how == given || n.class.how == generic && !fresh[n.prim] {
		return false
	}
	for k := range b.g.nodes {
		if u := &b.g.nodes[k]; u.used && u.class.how == generic && !fresh[u.prim] && slices.Contains(u.args, id) { // perhaps a view
			return false
		}
	}
	first := slices.Index(b.g.outs, id)
	return !slices.Contains(b.g.outs[first+1:], id)
}

// buffer returns a buffer for a result of step s, -1 if it has to be made anew in each run.
func (b *builder) buffer(s, id int, dt ndarray.DType) int {
	n := &b.g.nodes[id]
	if b.last[id] == forever {
		return -1
	}
	for i, f := range b.buffers {
		if f.dtype == dt && slices.Equal(f.shape, n.shape) && f.until < s {
			b.buffers[i].until = b.last[id]
			return i
		}
	}
	b.buffers = append(b.buffers, buffer{dt, n.shape, b.last[id]})
	return len(b.buffers) - 1
}

// freeStep gives the storage of results that nobody needs any more to those that come.
type freeStep []int

func (s freeStep) run(w *workspace) bool {
	for _, at := range s {
		ndarray.Free(w.arrays[at])
		w.arrays[at] = nil
	}
	return true
}

// guardStep ends a run in which a condition is another one than when the function was traced.
type guardStep struct {
	at  int
	reg bool
	is  bool
}

func (s *guardStep) run(w *workspace) bool {
	if s.reg {
		return (w.regs[s.at] != 0) == s.is
	}
	return Value{a: w.arrays[s.at]}.Bool() == s.is
}
