package autograd

// Node: one step of a computation, and the tape that holds the nodes of a trace.

import (
	"iter"
	"math/bits"
	"sync"
	"sync/atomic"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// Node is one node of a computation graph: a value, the primitive that computed it, and the nodes of those arguments
// that are boxed in the same trace. In a forward trace it holds a tangent instead.
type Node struct {
	id      uint64 // the trace; 0 once the node is recycled
	tape    *tape
	prim    *Prim     // nil for a root
	value   Value     // the result, without this trace's box
	x, y    Value     // the arguments of a primitive of one or two, without this trace's boxes
	px, py  *Node     // their nodes; nil where they are constants of this trace
	more    *operands // the arguments of all other primitives
	opt     any       // what else the primitive was called with: axes, shapes (the document's kwargs)
	tangent Value     // in a forward trace
	index   int32     // its place on the tape: parents come before children
	version uint32    // of the arrays in value and in the arguments, summed; 0 if there are none or no rule reads them. In a forward trace, see ownTangent
}

// operands are the arguments and parents of a primitive with any number of arguments.
type operands struct {
	args    []Value
	parents []*Node
}

// Recipe says how a node was computed: the document's (fun, value, args, kwargs, argnums).
type Recipe struct {
	Fun     *Prim
	Value   Value
	Args    []Value // without this trace's boxes
	Kwargs  any     // the options of the call; nil if there are none
	Argnums []int   // which arguments have a node in Parents, in the same order
}

// NewNode returns a node that belongs to no trace: for graphs built by hand, as the document does first.
func NewNode(value Value, fun *Prim, args []Value, kwargs any, argnums []int, parents []*Node) *Node {
	n := &Node{prim: fun, value: value, opt: kwargs, more: &operands{args: args, parents: make([]*Node, len(args))}}
	for i, argnum := range argnums {
		n.more.parents[argnum] = parents[i]
		n.index = max(n.index, parents[i].index+1)
	}
	n.version = n.versions()
	return n
}

// NewRoot returns a node without parents: where a computation starts.
func NewRoot(value Value) *Node { return &Node{value: value} }

// Value returns what the node computed.
func (n *Node) Value() Value { return n.value }

// Fun returns the primitive that computed the node; nil for a root.
func (n *Node) Fun() *Prim { return n.prim }

// Recipe returns how the node was computed.
func (n *Node) Recipe() Recipe {
	r := Recipe{Fun: n.prim, Value: n.value, Kwargs: n.opt}
	if n.more != nil {
		r.Args = n.more.args
	} else if n.prim != nil {
		r.Args = []Value{n.x, n.y}[:n.prim.arity]
	}
	for argnum, p := range n.allParents() {
		if p != nil {
			r.Argnums = append(r.Argnums, argnum)
		}
	}
	return r
}

// Parents returns the nodes of the arguments that are boxed in the same trace. A node that was an argument twice is in
// it twice.
func (n *Node) Parents() []*Node {
	var out []*Node
	for _, p := range n.allParents() {
		if p != nil {
			out = append(out, p)
		}
	}
	return out
}

// allParents returns one entry for each argument, nil for constants.
func (n *Node) allParents() []*Node {
	if n.more != nil {
		return n.more.parents
	}
	return []*Node{n.px, n.py}
}

// Toposort yields the nodes that end was computed from, end first, and each only after all nodes that use it.
func Toposort(end *Node) iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		children := map[*Node]int{}
		stack := []*Node{end}
		for len(stack) > 0 {
			node := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			children[node]++
			if children[node] == 1 {
				stack = append(stack, node.Parents()...)
			}
		}
		childless := []*Node{end}
		for len(childless) > 0 {
			node := childless[len(childless)-1]
			childless = childless[:len(childless)-1]
			if !yield(node) {
				return
			}
			for _, parent := range node.Parents() {
				if children[parent]--; children[parent] == 0 {
					childless = append(childless, parent)
				}
			}
		}
	}
}

// tape holds the nodes of one trace in the order of their creation, which is a topological order: so the backward pass
// needs no search. Its slabs double in size and are used again by later traces.
type tape struct {
	id      uint64      // of the trace; larger for traces that started later
	forward bool        // a forward trace: nodes carry tangents and are not visited again
	watch   *watch      // set by DetectAnomaly
	lanes   int         // of a trace each of whose boxes stands for so many values; 0 for others
	looked  atomic.Bool // of a trace with lanes: somebody asked for the elements of a box
	rec     *recording  // of a trace that Compile makes: it records everything, and its boxes hold no elements

	mu    sync.Mutex        // a traced function may use goroutines
	later *ndarray.Deferral // see defers
	slabs [][]Node
	n     int // nodes in use
}

// The first slab holds 1<<firstSlab nodes, each further one twice as many; recycling keeps keptSlabs of them.
const (
	firstSlab = 4
	keptSlabs = 12
)

var (
	lastTrace atomic.Uint64
	tapes     = sync.Pool{New: func() any { return new(tape) }}
)

// newTape starts a trace. Its id is larger than that of every trace that is under way, so that among nested traces the
// innermost has the largest; traces of different goroutines never meet, and their order does not matter. This one
// counter is all that the document's TraceStack does.
func newTape(forward bool) *tape {
	t := tapes.Get().(*tape)
	t.id, t.forward, t.watch, t.rec, t.lanes, t.later = lastTrace.Add(1), forward, nil, nil, 0, nil
	return t
}

// slot returns the slab and the place in it of node i.
func slot(i int) (slab, place int) {
	slab = bits.Len(uint(i+1<<firstSlab)) - 1 - firstSlab
	return slab, i + 1<<firstSlab - 1<<(firstSlab+slab)
}

// alloc returns a fresh node of the trace.
func (t *tape) alloc(p *Prim) *Node {
	t.mu.Lock()
	slab, place := slot(t.n)
	if slab == len(t.slabs) {
		t.slabs = append(t.slabs, make([]Node, 1<<(firstSlab+slab)))
	}
	n := &t.slabs[slab][place]
	n.index = int32(t.n)
	t.n++
	t.mu.Unlock()
	n.id, n.tape, n.prim = t.id, t, p
	return n
}

// node returns the node at a place of the tape.
func (t *tape) node(i int) *Node {
	slab, place := slot(i)
	return &t.slabs[slab][place]
}

// recycle gives the nodes back. Boxes that still point to them are found out by their id.
func (t *tape) recycle() {
	for i, left := 0, t.n; left > 0; i++ {
		used := min(left, len(t.slabs[i]))
		clear(t.slabs[i][:used])
		left -= used
	}
	if len(t.slabs) > keptSlabs {
		clear(t.slabs[keptSlabs:])
		t.slabs = t.slabs[:keptSlabs]
	}
	t.n = 0
	tapes.Put(t)
}
