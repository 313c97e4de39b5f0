package anp

// Vmap against a loop: every function of the oracle's cases, its gradient, and the gradient of the mapped function.

import (
	"fmt"
	"slices"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// loop is Vmap by a loop.
func loop(f func(...Value) Value) func(...Value) Value {
	return func(xs ...Value) Value {
		out := make([]Value, xs[0].Len())
		for k := range out {
			row := make([]Value, len(xs))
			for i, x := range xs {
				row[i] = x.Index(k)
			}
			out[k] = f(row...)
		}
		return Stack(out...)
	}
}

func sameAs(t *testing.T, what string, got, want Value) {
	t.Helper()
	if !slices.Equal(got.Shape(), want.Shape()) || got.DType() != want.DType() ||
		!ndarray.AllClose(bare(ndarrayFinite(got)), bare(ndarrayFinite(want)), 1e-7, 1e-9) {
		t.Errorf("%s is %v of %v, one by one it is %v of %v", what, got, got.DType(), want, want.DType())
	}
}

// ndarrayFinite replaces NaN, which is not close to itself.
func ndarrayFinite(x Value) Value {
	if !x.DType().IsInexact() {
		return x
	}
	return Where(IsNaN(x), V(-77), x)
}

func TestVmapOfEverything(t *testing.T) {
	var cases []oracleCase
	readJSON(t, "testdata/oracle.json", &cases)
	count := map[string]int{}
	for _, c := range cases {
		count[c.Name]++
		if len(c.Places) == 0 || count[c.Name] > 8 {
			continue
		}
		t.Run(fmt.Sprintf("%s/%d", c.Name, count[c.Name]), func(t *testing.T) {
			f, args := Lookup(c.Name), make([]any, len(c.Args))
			for i := range args {
				args[i] = oracleArgument(t, c.Args[i])
			}
			for result := range c.Value {
				call := func(xs ...Value) Value {
					with := slices.Clone(args)
					for k, p := range c.Places {
						if p[1] == nil {
							with[*p[0]] = xs[k]
						} else {
							with[*p[0]] = Subval(with[*p[0]].([]Value), *p[1], xs[k])
						}
					}
					rs, err := f.Call(with, c.Kwargs)
					if err != nil {
						panic(err)
					}
					return rs[result]
				}
				xs := make([]Value, len(c.Places))
				for k, p := range c.Places {
					x := args[*p[0]]
					if p[1] != nil {
						x = x.([]Value)[*p[1]]
					}
					v := V(x)
					xs[k] = Stack(v, v.Mul(V(1.01)), v.Mul(V(0.98)))
				}
				checkVmap(t, call, xs)
			}
		})
	}
}

// checkVmap compares Vmap of f, of its gradient, and the gradient of Vmap of f with loops.
func checkVmap(t *testing.T, f func(...Value) Value, xs []Value) {
	t.Helper()
	want := loop(f)(xs...)
	sameAs(t, "Vmap", Vmap(f)(xs...), want)
	if !want.DType().IsInexact() || want.Size() == 0 {
		return
	}
	loss := func(xs ...Value) Value { return Abs(Sin(f(xs...))).Sum() }
	for k := range xs {
		grad := func(xs ...Value) Value { return Grad(loss, k)(xs...) }
		sameAs(t, "Vmap of Grad", Vmap(grad)(xs...), loop(grad)(xs...))
		total := func(mapped func(...Value) Value) Value {
			return Grad(func(xs ...Value) Value { return mapped(xs...).Sum() }, k)(xs...)
		}
		sameAs(t, "Grad of Vmap", total(Vmap(loss)), total(loop(loss)))
		deriv := func(xs ...Value) Value { return Deriv(loss, k)(xs...) }
		sameAs(t, "Vmap of Deriv", Vmap(deriv)(xs...), loop(deriv)(xs...))
	}
}
