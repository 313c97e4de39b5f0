package autograd

// Linearize, Vmap and GradNamed.

import (
	"fmt"
	"reflect"
)

// Linearize returns the value of f at x and its derivative there as a linear function of the tangent. The graph of f is
// built once; calling the linear function only pushes a tangent along it.
func Linearize(f func(x Value) Value, x Value) (ans Value, linear func(tangent Value) Value) {
	t := newTape(false)
	root := t.root("Linearize", 0, x)
	ans, end := t.open(f(root.box()), "Linearize")
	return ans, func(v Value) Value {
		if end == nil {
			return zerosLike(ans)
		}
		tangents := make([]*Node, end.index+1) // only their field tangent is used
		tangents[root.index] = &Node{tangent: cast(broadcastLike(v, x), x)}
		of := func(n *Node) *Node {
			if n == nil {
				return nil
			}
			return tangents[n.index]
		}
		for i := int(root.index) + 1; i <= int(end.index); i++ {
			n := t.node(i)
			if n.prim == nil {
				continue
			}
			n.intact()
			var out Value
			switch px, py := of(n.px), of(n.py); {
			case n.more != nil:
				in := &operands{args: n.more.args, parents: make([]*Node, len(n.more.parents))}
				some := false
				for k, p := range n.more.parents {
					in.parents[k] = of(p)
					some = some || in.parents[k] != nil
				}
				if !some {
					continue
				}
				out = n.prim.pushN(in, n.value, n.opt)
			case px == nil && py == nil:
				continue
			case n.prim.arity == 1:
				out = n.prim.push1(px, n.value, n.x, n.opt)
			default:
				out = n.prim.push2(px, py, n.value, n.x, n.y, n.opt)
			}
			tangents[i] = &Node{tangent: cast(out, n.value)}
		}
		if tangents[end.index] == nil {
			return zerosLike(ans)
		}
		return tangents[end.index].tangent
	}
}

// Vmap returns a function that applies f to each element of the first axis of its arguments and stacks the results. With
// axes, argument i is taken apart along axes[i] instead, or passed on whole if that is [Whole]. F is as for [Grad].
//
// f should be a function in the sense of mathematics, since it runs once, on boxes that stand for all elements. If it looks at
// numbers (by Float, Bool, Array …), to branch on them for instance, it runs again, once for each element, which is as right
// but takes longer. Vmap may be nested with itself and with all other operators, in any order.
func Vmap[F any](f F, axes ...int) F {
	return operator("Vmap", f, allArgs, func(call func([]Value) Value, args []Value) Value {
		axis := func(i int) int {
			if i < len(axes) {
				return axes[i]
			}
			return 0
		}
		n := -1
		for i, x := range args {
			if axis(i) == Whole {
				continue
			}
			if x.NDim() == 0 {
				panic(&FuncError{"Vmap", funcName(f), fmt.Sprintf("argument %d is a number and has no axis to map over; pass Whole as its axis", i)})
			}
			switch d := x.Dim(axis(i)); {
			case n >= 0 && d != n:
				panic(&FuncError{"Vmap", funcName(f), fmt.Sprintf("argument %d has %d elements to map over, an earlier one %d", i, d, n)})
			default:
				n = d
			}
		}
		if n < 0 {
			return call(args)
		}
		if n > 0 {
			many, stacked := make([]bool, len(args)), append([]Value(nil), args...)
			for i, x := range args {
				if many[i] = axis(i) != Whole; many[i] {
					stacked[i] = toFront(x, axis(i))
				}
			}
			if ys, ok := acrossLanes(n, call, stacked, many); ok {
				return ys
			}
		}
		out := make([]Value, n)
		for k := range out {
			row := append([]Value(nil), args...)
			for i, x := range args {
				if axis(i) != Whole {
					row[i] = x.Narrow(axis(i), k, k+1).Squeeze(axis(i))
				}
			}
			out[k] = call(row)
		}
		return Stack(out...)
	})
}

// toFront returns x with one axis moved to the front.
func toFront(x Value, axis int) Value {
	if axis < 0 {
		axis += x.NDim()
	}
	if axis == 0 {
		return x
	}
	perm := []int{axis}
	for i := range x.NDim() {
		if i != axis {
			perm = append(perm, i)
		}
	}
	return x.Transpose(perm...)
}

// Whole, as an axis of [Vmap], says that the argument is not mapped over.
const Whole = -1 << 31

// GradNamed returns the gradient of f with respect to one field of its argument, a struct, or one entry, of a map with
// string keys: Go's form of naming an argument. It panics with a [*FuncError] if there is no such Value.
//
//	type Args struct{ X, Y Value }
//	dfdy := GradNamed(f, "Y")
//	dfdy(Args{X: V(13), Y: V(4)})
func GradNamed[P any](f func(P) Value, name string) func(P) Value {
	t := reflect.TypeFor[P]()
	field, isField := reflect.StructField{}, t.Kind() == reflect.Struct
	if isField {
		field, isField = t.FieldByName(name)
	}
	isEntry := t.Kind() == reflect.Map && t.Key().Kind() == reflect.String && t.Elem() == valueType
	if !isEntry && (!isField || field.Type != valueType || !field.IsExported()) {
		panic(&FuncError{"GradNamed", funcName(f), fmt.Sprintf("%v has no Value named %s", t, name)})
	}
	return func(args P) Value {
		in := reflect.ValueOf(args)
		var x reflect.Value
		if isEntry {
			x = in.MapIndex(reflect.ValueOf(name).Convert(t.Key()))
		} else {
			x = in.FieldByIndex(field.Index)
		}
		if !x.IsValid() {
			panic(&FuncError{"GradNamed", funcName(f), "the map has no entry " + name})
		}
		return Grad(func(v Value) Value {
			if isEntry {
				m := reflect.MakeMapWithSize(t, in.Len())
				for _, k := range in.MapKeys() {
					m.SetMapIndex(k, in.MapIndex(k))
				}
				m.SetMapIndex(reflect.ValueOf(name).Convert(t.Key()), reflect.ValueOf(v))
				return f(m.Interface().(P))
			}
			c := reflect.New(t).Elem()
			c.Set(in)
			c.FieldByIndex(field.Index).Set(reflect.ValueOf(v))
			return f(c.Interface().(P))
		})(x.Interface().(Value))
	}
}
