package autograd

// FixedPoint: derivatives of an equation's solution, by the implicit function theorem.

import (
	"fmt"
	"math"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// fixedPoint holds the options of the primitive: params are its arguments.
type fixedPoint struct {
	f   func(x Value, params []Value) Value
	x0  Value
	tol float64
}

// maxIterations is where FixedPoint gives up.
const maxIterations = 100_000

var fixedPointPrim Prim

func init() {
	p := &fixedPointPrim
	*p = Prim{name: "fixed_point", doc: "the x with f(x, params) = x", arity: -1}
	p.rawN = func(params []Value, opt any) Value { return opt.(fixedPoint).solve(params) }
	// x = f(x, p), so with the cotangent g of x: u = g + u·∂f/∂x, which is a fixed point again, and p's is u·∂f/∂p.
	p.vjpN = func(argnum int, g, x Value, params []Value, opt any) Value {
		o := opt.(fixedPoint)
		n := len(params)
		u := p.applyN(append(append([]Value(nil), params...), x, g), fixedPoint{tol: o.tol, x0: zerosLike(x),
			f: func(u Value, more []Value) Value {
				_, vjp := pullback(p.name, func(a []Value) Value { return o.f(a[0], more[:n]) }, []Value{more[n]}, []int{0})
				return vjp(u)[0].Add(more[n+1])
			}})
		_, vjp := pullback(p.name, func(params []Value) Value { return o.f(x, params) }, params, []int{argnum})
		return vjp(u)[0]
	}
	// The tangent t of x is the fixed point of t = ∂f/∂p·v + ∂f/∂x·t.
	p.jvpN = func(argnum int, v, x Value, params []Value, opt any) Value {
		o := opt.(fixedPoint)
		n := len(params)
		return p.applyN(append(append([]Value(nil), params...), x, v), fixedPoint{tol: o.tol, x0: zerosLike(x),
			f: func(t Value, more []Value) Value {
				xp := append([]Value{more[n]}, more[:n]...)
				_, out := pushforward(p.name, func(a []Value) Value { return o.f(a[0], a[1:]) }, xp,
					[]int{0, argnum + 1}, []Value{t, more[n+1]})
				return out
			}})
	}
	p.register()
}

func (o fixedPoint) solve(params []Value) Value {
	x := o.x0
	for range maxIterations {
		next := o.f(x, params)
		if distance(next, x) <= o.tol {
			return next
		}
		x = next
	}
	panic(&ndarray.ValueError{Op: "FixedPoint", Msg: fmt.Sprintf("no fixed point to within %g after %d iterations", o.tol, maxIterations)})
}

// distance is the largest difference between elements.
func distance(x, y Value) float64 {
	d := GetVal(x).Sub(GetVal(y)).Abs()
	if d.Size() == 0 {
		return 0
	}
	m := d.Max().Float()
	if math.IsNaN(m) {
		panic(&ndarray.ValueError{Op: "FixedPoint", Msg: "the iteration does not converge: it gave a NaN"})
	}
	return m
}

// FixedPoint iterates x = f(x, params…) from x0 until no element changes by more than tol, and returns x. Its derivatives
// with respect to params are those of the solution, whatever the way to it: they come from a linear fixed point
// iteration in both modes. x0 is a constant. It panics with a [*ndarray.ValueError] if the iteration does not converge.
func FixedPoint(f func(x Value, params []Value) Value, x0 Value, tol float64, params ...Value) Value {
	return fixedPointPrim.applyN(params, fixedPoint{f: f, x0: GetVal(x0), tol: tol})
}
