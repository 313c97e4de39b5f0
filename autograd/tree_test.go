package autograd

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

type layer struct {
	W, B Value
	Name string
}

type Base struct{ Scale Value }

type network struct {
	Base
	Layers []layer
	Extra  map[string]Value
	Pair   [2]Value
	Next   *layer
	Any    any
	Steps  int
	hidden int
}

func exampleNetwork() network {
	return network{
		Base:   Base{V(2)},
		Layers: []layer{{V([]float64{1, 2}), V(3), "first"}, {V([]float64{4, 5}), V(6), "second"}},
		Extra:  map[string]Value{"b": V(8), "a": V(7)},
		Pair:   [2]Value{V(9), V(10)},
		Next:   &layer{W: V(11), B: V(12)},
		Any:    V(13),
		Steps:  14,
		hidden: 15,
	}
}

func TestGradOfContainers(t *testing.T) {
	sumOfSquares := func(n network) Value {
		s := V(0)
		for _, v := range Leaves(n) {
			s = s.Add(v.Mul(v).Sum())
		}
		return s
	}
	n := exampleNetwork()
	g := GradOf(sumOfSquares)(n)
	near(t, "Scale", g.Scale.Float(), 4)
	same(t, "W", g.Layers[1].W, []float64{8, 10})
	near(t, "map", g.Extra["b"].Float(), 16)
	near(t, "array", g.Pair[1].Float(), 20)
	near(t, "pointer", g.Next.B.Float(), 24)
	near(t, "any", g.Any.(Value).Float(), 26)
	if g.Layers[0].Name != "first" || g.Steps != 14 || g.hidden != 15 {
		t.Error("what is not a Value is not kept")
	}
	if !slices.EqualFunc(Leaves(n), Leaves(exampleNetwork()), func(a, b Value) bool { return slices.Equal(a.Floats(), b.Floats()) }) {
		t.Error("the argument was changed")
	}
	v, g2 := ValueAndGradOf(sumOfSquares)(n)
	near(t, "value", v.Float(), sumOfSquares(n).Float())
	if !reflect.DeepEqual(g, g2) {
		t.Error("ValueAndGradOf and GradOf differ")
	}
	// second order, through the container
	h := Grad(func(s Value) Value {
		n := exampleNetwork()
		n.Scale = s
		return GradOf(func(n network) Value { return n.Scale.Pow(V(3)) })(n).Scale
	})(V(2))
	near(t, "d²/ds² s³", h.Float(), 12)
	slices := GradOf(func(vs []Value) Value { return vs[0].Mul(vs[1]) })([]Value{V(2), V(3)})
	near(t, "slice", slices[0].Float(), 3)
	withData := GradOf2(func(v Value, data []float64) Value { return v.Mul(V(data).Sum()) })(V(1), []float64{1, 2})
	near(t, "GradOf2", withData.Float(), 3)
	ints := GradOf(func(l layer) Value { return l.W.Sum() })(layer{W: V([]float64{1}), B: V([]int{1, 2})})
	if ints.B.Array().String() != ndarray.FromSlice([]int{0, 0}).String() {
		t.Errorf("gradient of integers is %v", ints.B)
	}
}

func TestMakeVJPOf(t *testing.T) {
	f := func(l layer) map[string]Value {
		return map[string]Value{"wb": l.W.Mul(l.B), "b": l.B, "same": l.B}
	}
	l := layer{W: V([]float64{1, 2}), B: V(3)}
	vjp, ans := MakeVJPOf(f)(l)
	same(t, "value", ans["wb"], []float64{3, 6})
	g := vjp(map[string]Value{"wb": V([]float64{1, 1}), "b": V(10), "same": V(100)})
	same(t, "W", g.W, []float64{3, 3})
	near(t, "B", g.B.Float(), 113)
	ans, tangent := MakeJVPOf(f)(l)(layer{W: V([]float64{1, 0}), B: V(1)})
	same(t, "value", ans["wb"], []float64{3, 6})
	same(t, "tangent", tangent["wb"], []float64{4, 2})
}

func TestFlatten(t *testing.T) {
	n := exampleNetwork()
	vector, unflatten := Flatten(n)
	same(t, "vector", vector, []float64{2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
	back := unflatten(vector)
	for i, v := range Leaves(back) {
		same(t, "value given back", v, Leaves(n)[i])
	}
	if back.Steps != 14 || back.Layers[1].Name != "second" {
		t.Errorf("got %v back", back)
	}
	near(t, "other values", unflatten(vector.Mul(V(2))).Extra["a"].Float(), 14)
	same(t, "differentiated", Grad(func(v Value) Value { return unflatten(v).Layers[0].W.Sum() })(vector),
		[]float64{0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
}

func TestTreeErrors(t *testing.T) {
	type private struct{ w Value }
	type loop struct {
		V    Value
		Next *loop
	}
	l := &loop{}
	l.Next = l
	for _, c := range []struct {
		name, want string
		f          func()
	}{
		{"unexported", "has the unexported field w that holds Values", func() { GradOf(func(p private) Value { return p.w })(private{V(1)}) }},
		{"loop", "points back to itself", func() { Leaves(l) }},
		{"no Values", "can't differentiate w.r.t. type []int, which holds no Values", func() { GradOf(func([]int) Value { return V(1) })([]int{1}) }},
		{"structures", "the containers hold 1 and 2 Values", func() {
			MapTrees(func(vs ...Value) Value { return vs[0] }, []Value{V(1)}, []Value{V(1), V(2)})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := panicText(c.f); !strings.Contains(got, c.want) {
				t.Errorf("panics with %q, want it to hold %q", got, c.want)
			}
		})
	}
}
