package autograd

// Boxes: values that belong to a trace, and how they are told from plain ones.

import (
	"fmt"
	"reflect"
	"sync"
)

// Box is what a boxed value is made of: the value inside, the node that records it, and the trace of that node. The
// value inside may be a box again, of a trace that began earlier: that is how gradients of gradients work.
type Box interface {
	Value() Value    // the value inside, one level down
	Node() *Node     // where it was computed
	TraceID() uint64 // larger for traces that began later
}

// ArrayBox is the [Box] of a number or an array; see [Value.Box]. Anything that can be done with an array can be done
// with it, since it is kept as a [Value].
type ArrayBox struct{ v Value }

var _ Box = ArrayBox{}

// Value returns the value inside.
func (b ArrayBox) Value() Value { return b.v.node("Value").value }

// Node returns the node that recorded the value.
func (b ArrayBox) Node() *Node { return b.v.n }

// TraceID returns the id of the trace that the box belongs to.
func (b ArrayBox) TraceID() uint64 { return b.v.id }

// Box returns v as a box; ok is false if v is a plain value.
func (v Value) Box() (b ArrayBox, ok bool) { return ArrayBox{v}, v.n != nil }

// IsBox reports whether v is a box.
func IsBox(v Value) bool { return v.n != nil }

// GetVal returns the plain value inside all boxes of v: its gradient is zero. Constants pass through. While [Compile]
// records a function, what it computes with stays in the box of this trace, which is no derivative's; so does what stands
// for many values at once, in [Vmap] and [Hessian].
func GetVal(v Value) Value {
	for w := v; w.n != nil && w.n.id == w.id; w = w.n.value {
		switch {
		case w.n.tape.rec != nil:
			return w
		case w.n.tape.lanes > 0:
			return w.n.constant()
		}
	}
	return Value{f: v.f, a: v.a}
}

// NewBox puts x into a box of the given trace: from then on, what is computed with it is recorded after node. It
// panics with a [*TypeError], the document's "can't differentiate w.r.t. type …", unless x is of a type that [V] takes
// and has real or complex floating-point elements.
func NewBox(x any, traceID uint64, node *Node) Value {
	v, ok := x.(Value)
	if !ok {
		if !liftable(x) {
			panic(&TypeError{Op: "NewBox", Type: fmt.Sprintf("%T", x)})
		}
		v = V(x)
	}
	checkInexact("NewBox", 0, v)
	if node.tape == nil { // a node made by hand: give it a trace of its own
		node.tape = &tape{id: traceID}
	}
	node.id, node.value = traceID, v
	return Value{f: v.f, a: v.a, n: node, id: traceID}
}

// checkInexact panics unless v has elements that a derivative makes sense for.
func checkInexact(op string, argnum int, v Value) {
	if v.a != nil && !v.a.DType().IsInexact() {
		panic(&TypeError{Op: op, Argnum: argnum, Type: v.kind() + "; convert it with AsType(ndarray.Float64)"})
	}
}

// FindTopBoxedArgs returns the numbers of those arguments that are boxes of the innermost trace (the one with the
// largest id), and this id; 0 if none of them is a box.
func FindTopBoxedArgs(args []Value) (argnums []int, traceID uint64) {
	for _, v := range args {
		traceID = max(traceID, v.id)
	}
	if traceID == 0 {
		return nil, 0
	}
	for argnum, v := range args {
		if v.id == traceID {
			argnums = append(argnums, argnum)
		}
	}
	return argnums, traceID
}

// node returns the node of a box, having checked that its trace is still there.
func (v Value) node(op string) *Node {
	if v.n.id != v.id {
		panic(&LeakError{op})
	}
	return v.n
}

// down returns v without its box of the given trace, and its node; a value of another trace, and nil, if it has none.
func (v Value) down(top uint64, op string) (Value, *Node) {
	if v.id != top {
		return v, nil
	}
	n := v.node(op)
	return n.value, n
}

// Subvals returns a copy of x in which, for every key i of ivs, x[i] is replaced by ivs[i].
func Subvals[T any](x []T, ivs map[int]T) []T {
	out := append([]T(nil), x...)
	for i, v := range ivs {
		out[i] = v
	}
	return out
}

// Subval returns a copy of x with x[i] replaced by v.
func Subval[T any](x []T, i int, v T) []T {
	out := append([]T(nil), x...)
	out[i] = v
	return out
}

// types holds the types that Register made known.
var types struct {
	sync.RWMutex
	lift map[reflect.Type]func(any) Value
}

// Register makes [V] and [NewBox] take values of type T, which lift turns into a Value.
func Register[T any](lift func(T) Value) {
	types.Lock()
	defer types.Unlock()
	if types.lift == nil {
		types.lift = map[reflect.Type]func(any) Value{}
	}
	types.lift[reflect.TypeFor[T]()] = func(x any) Value { return lift(x.(T)) }
}

func registered(t reflect.Type) (func(any) Value, bool) {
	types.RLock()
	defer types.RUnlock()
	lift, ok := types.lift[t]
	return lift, ok
}

// liftable reports whether V takes x.
func liftable(x any) (ok bool) {
	defer func() {
		if e, bad := recover().(*TypeError); bad {
			ok = false
		} else if e != nil {
			panic(e)
		}
	}()
	V(x)
	return true
}
