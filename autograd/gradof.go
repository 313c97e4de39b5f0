package autograd

// Derivatives with respect to containers: the parameters of a model as a struct, a map or a slice of Values.

import "reflect"

// GradOf returns the gradient of f with respect to all Values in its argument, a container (see [MapTree]), as a
// container of the same type. Integer and boolean Values are constants; their gradient is zero.
//
//	type Line struct{ Slope, Offset Value }
//	loss := func(l Line) Value { … }
//	g := GradOf(loss)(Line{V(1), V(0)}) // g.Slope, g.Offset
func GradOf[P any](f func(P) Value) func(P) P {
	g := ValueAndGradOf(f)
	return func(params P) P {
		_, grads := g(params)
		return grads
	}
}

// GradOf2 is [GradOf] for a function that takes something more, which is passed on as it is: the number of the step, or
// a batch of data.
func GradOf2[P, A any](f func(P, A) Value) func(P, A) P {
	return func(params P, more A) P {
		_, grads := valueAndGradOf(f, func(p P) Value { return f(p, more) }, params)
		return grads
	}
}

// ValueAndGradOf returns a function that computes f and its gradient with respect to a container in one pass.
func ValueAndGradOf[P any](f func(P) Value) func(P) (value Value, grads P) {
	return func(params P) (Value, P) { return valueAndGradOf(f, f, params) }
}

func valueAndGradOf[P any](named any, f func(P) Value, params P) (Value, P) {
	t := newTape(false)
	boxed, roots := boxTree("GradOf", t, params)
	value, grads := t.gradients("GradOf", named, f(boxed), roots)
	return value, unboxTree(params, grads)
}

// MakeVJPOf is [MakeVJP] for containers as argument and as result: vjp pulls a container of cotangents back.
func MakeVJPOf[P, R any](f func(P) R) func(P) (vjp func(R) P, ans R) {
	return func(params P) (func(R) P, R) {
		t := newTape(false)
		boxed, roots := boxTree("MakeVJPOf", t, params)
		var ends []*Node
		var values []Value
		ans := MapTree(func(v Value) Value {
			v, end := t.open(v, "MakeVJPOf")
			ends, values = append(ends, end), append(values, v)
			return v
		}, f(boxed))
		return func(g R) P {
			gs := Leaves(g)
			if len(gs) != len(ends) {
				panic(&FuncError{"MakeVJPOf", funcName(f), "the cotangent has not the structure of the result"})
			}
			for i := range gs {
				gs[i] = cast(broadcastLike(gs[i], values[i]), values[i])
			}
			return unboxTree(params, t.backward(ends, gs, roots))
		}, ans
	}
}

// MakeJVPOf is [MakeJVP] for containers: jvp(v) is the value of f and its derivative when the argument moves along v.
func MakeJVPOf[P, R any](f func(P) R) func(P) (jvp func(v P) (ans, tangent R)) {
	return func(params P) func(P) (R, R) {
		return func(v P) (R, R) {
			t := newTape(true)
			duals := MapTrees(func(xv ...Value) Value {
				if !xv[0].DType().IsInexact() {
					return xv[0]
				}
				return t.dual("MakeJVPOf", 0, xv[0], broadcastLike(xv[1], xv[0])).box()
			}, params, v)
			boxed := f(duals)
			ans := MapTree(func(v Value) Value { v, _ = t.open(v, "MakeJVPOf"); return v }, boxed)
			tangent := MapTree(func(v Value) Value {
				value, end := t.open(v, "MakeJVPOf")
				if end == nil {
					return zerosLike(value)
				}
				return end.tangent
			}, boxed)
			t.recycle()
			return ans, tangent
		}
	}
}

// boxTree replaces the Values of a container that can be differentiated by boxes of the trace.
func boxTree[P any](op string, t *tape, params P) (boxed P, roots []*Node) {
	found := false
	boxed = MapTree(func(v Value) Value {
		found = true
		if !v.DType().IsInexact() {
			return v
		}
		n := t.root(op, 0, v)
		roots = append(roots, n)
		return n.box()
	}, params)
	if !found {
		panic(&TypeError{Op: op, Type: reflect.TypeFor[P]().String() + ", which holds no Values"})
	}
	return boxed, roots
}

// unboxTree puts the gradients of the roots that boxTree made in their places.
func unboxTree[P any](params P, grads []Value) P {
	return MapTree(func(v Value) Value {
		if !v.DType().IsInexact() {
			return zerosLike(v)
		}
		g := grads[0]
		grads = grads[1:]
		return g
	}, params)
}
