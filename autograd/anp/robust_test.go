package anp

// No function may fall over: whatever it gets, it gives a result or an error that says what is wrong.

import (
	"math"
	"runtime"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

func TestOddArguments(t *testing.T) {
	odd := map[string]Value{
		"number": V(2), "empty": V([]float64{}), "vector": V([]float64{1, 2, 3}), "matrix": V(ndarray.Ones(2, 3)), "zero matrix": V(ndarray.Zeros(2, 2)),
		"stack": V(ndarray.Ones(2, 2, 2)), "integers": V([]int{1, 2}), "booleans": V([]bool{true, false}), "complex": V([]complex128{1i, 2}),
		"no rows": V(ndarray.Zeros(0, 3)), "NaN": V([]float64{math.NaN(), math.Inf(1)}), "minus one": V(-1),
	}
	for _, name := range Names() {
		f := Lookup(name)
		for first, x := range odd {
			for second, y := range odd {
				args := []any{x, y, x}[:min(3, f.need)]
				switch name {
				case "einsum":
					args = []any{"i,i->i", []Value{x, y}}
				case "concatenate", "stack", "vstack", "hstack", "dstack", "column_stack":
					args = []any{[]Value{x, y}}
				}
				func() {
					defer func() {
						switch r := recover().(type) {
						case nil:
						case runtime.Error:
							t.Errorf("%s of %s and %s: %v", name, first, second, r)
						case error:
						default:
							t.Errorf("%s of %s and %s panics with %v", name, first, second, r)
						}
					}()
					call := func() []Value {
						out, err := f.Call(args, nil)
						if err != nil {
							panic(err)
						}
						return out
					}
					call()
					if last, ok := args[len(args)-1].(Value); ok && last.DType().IsInexact() {
						scalar := func(x Value) Value {
							args[len(args)-1] = x
							s := V(0)
							for _, v := range call() {
								s = s.Add(v.Real().Sum())
							}
							return s
						}
						Grad(scalar)(last)
						Deriv(scalar)(last)
					}
				}()
			}
		}
	}
}
