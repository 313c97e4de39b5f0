package anp

// Functions on many values at once (Vmap, Jacobian, Hessian) against the same one by one.

import (
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// oneByOne stacks f of each of the stacked arguments.
func oneByOne(f func(...Value) Value, args []Value, many []bool) Value {
	var out []Value
	for k := range 3 {
		at := make([]Value, len(args))
		for i, x := range args {
			if at[i] = x; many[i] {
				at[i] = x.Index(k)
			}
		}
		out = append(out, f(at...))
	}
	return Stack(out...)
}

// checkLanes maps f over all of its arguments, and over each alone.
func checkLanes(t *testing.T, f func(...Value) Value, args []Value) {
	t.Helper()
	for only := -1; only < len(args); only++ {
		stacked, many, axes := make([]Value, len(args)), make([]bool, len(args)), make([]int, len(args))
		for i, x := range args {
			stacked[i], axes[i] = x, Whole
			if only < 0 || only == i {
				stacked[i], many[i], axes[i] = Stack(x, x.Mul(V(0.97)).AsType(x.DType()), x.Mul(V(0.9)).AsType(x.DType())), true, 0
			}
		}
		if got, want := Vmap(f, axes...)(stacked...), oneByOne(f, stacked, many); !sameResult(got, want) {
			t.Errorf("over argument %d: got %v, want %v", only, got, want)
		}
	}
	if x := args[0]; x.DType() != ndarray.Float64 || x.NDim() == 0 || x.Size() < 2 {
		return
	}
	loss := weightedSum(f)
	grad := Grad(loss)
	if got, want := Hessian(loss)(args...), JacobianReverse(grad)(args...); !AllClose(got, want) {
		t.Errorf("Hessian: got %v, want %v", got, want)
	}
}

func TestLanesElementwise(t *testing.T) {
	for _, p := range Primitives() {
		lo, hi, n := p.Domain()
		if n == 0 {
			continue
		}
		t.Run(p.Name(), func(t *testing.T) {
			for _, args := range [][]Value{
				{spread(lo, hi, 2, 3), spread(0.9*lo+0.1*hi, 0.07*lo+0.93*hi, 3)},
				{spread(lo, hi, 3), spread(lo, hi, 2, 1)},
				{spread(lo, hi, 3).Index(0), spread(lo, hi, 2)},
				{spread(lo, hi, 2).AsType(ndarray.Float32), spread(lo, hi, 3).Index(1)},
			} {
				checkLanes(t, p.Call, args[:n])
			}
		})
	}
}

func TestLanesFunctions(t *testing.T) {
	eachFunction(func(name string, f any, args []Value) {
		t.Run(name, func(t *testing.T) {
			g := anyArity(t, f)
			var err error
			func() { // those that can't be scaled, such as probabilities that must add up to 1
				defer Catch(&err)
				for _, s := range []float64{0.97, 0.9} {
					at := make([]Value, len(args))
					for i, x := range args {
						at[i] = x.Mul(V(s)).AsType(x.DType())
					}
					g(at...)
				}
			}()
			if err != nil {
				t.Skip(err)
			}
			checkLanes(t, g, args)
		})
	})
}
