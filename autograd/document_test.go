package autograd

import (
	"reflect"
	"slices"
	"testing"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// TestMethodsOfTheDocument holds the two lists of methods that the document gives its ArrayBox.
func TestMethodsOfTheDocument(t *testing.T) {
	for _, name := range []string{
		"All", "Any", "Argmax", "Argmin", "Argpartition", "Argsort", "Nonzero", "Searchsorted", "Round",
		"Clip", "Compress", "CumProd", "CumSum", "Diagonal", "Max", "Mean", "Min", "Prod", "Ptp", "Ravel", "Repeat", "Reshape",
		"Squeeze", "Std", "Sum", "SwapAxes", "Take", "Trace", "Transpose", "Var",
		"Shape", "NDim", "Size", "DType", "T", "Len", "AsType", "Neg", "Add", "Sub", "Mul", "Pow", "Div", "Mod", "MatMul",
		"Equal", "NotEqual", "Greater", "GreaterEqual", "Less", "LessEqual", "Abs", "Bool",
	} {
		if _, ok := reflect.TypeFor[Value]().MethodByName(name); !ok {
			t.Errorf("Value has no method %s", name)
		}
	}
}

func TestUtilitiesOfTheDocument(t *testing.T) {
	x := []any{0, 1, 2, 3, 4, 5, 6}
	got := Subvals(x, map[int]any{0: "s1", 4: "s2", 5: "s3"})
	if want := []any{"s1", 1, 2, 3, "s2", "s3", 6}; !slices.Equal(got, want) {
		t.Errorf("Subvals gives %v, want %v", got, want)
	}
	if x[0] != 0 {
		t.Error("Subvals changes its argument")
	}
	if got := Subval([]int{1, 2, 3}, 1, 9); !slices.Equal(got, []int{1, 9, 3}) {
		t.Errorf("Subval gives %v", got)
	}
}

// TestGraphByHand is the document's manual graph of the logistic function, with the backward pass over it.
func TestGraphByHand(t *testing.T) {
	expP := DefVJP(Primitive("exp", func(x Value) Value { return exp(x) }), func(g, ans, x Value) Value { return g.Mul(ans) })
	z := NewRoot(V(1.5))
	apply := func(p *Prim, argnums []int, parents []*Node, args ...Value) *Node {
		return NewNode(p.Call(args...), p, args, nil, argnums, parents)
	}
	t1 := apply(&neg, []int{0}, []*Node{z}, z.Value())
	t2 := apply(expP, []int{0}, []*Node{t1}, t1.Value())
	t3 := apply(&add, []int{1}, []*Node{t2}, V(1), t2.Value())
	y := apply(&reciprocal, []int{0}, []*Node{t3}, t3.Value())
	near(t, "y", y.Value().Float(), 0.8175744761936437)
	near(t, "dy/dz", BackwardPass(V(1), y).Float(), 0.14914645207033286)
	r := t3.Recipe()
	if r.Fun.Name() != "add" || !slices.Equal(r.Argnums, []int{1}) || r.Value != t3.Value() || len(r.Args) != 2 {
		t.Errorf("recipe of t3 is %+v", r)
	}
	if z.Fun() != nil || z.Parents() != nil || t3.Parents()[0] != t2 {
		t.Error("parents are wrong")
	}
}

func TestBoxes(t *testing.T) {
	node := NewRoot(V(1.5))
	box := NewBox(1.5, 1<<62, node)
	b, ok := box.Box()
	if !ok || b.Value().Float() != 1.5 || b.Node() != node || b.TraceID() != 1<<62 || !IsBox(box) || IsBox(V(1)) {
		t.Errorf("box is %v", box)
	}
	sum := box.Add(V(1))
	if sb, _ := sum.Box(); sb.Value().Float() != 2.5 || sb.Node().Parents()[0] != node {
		t.Errorf("box + 1 is %v", sum)
	}
	argnums, id := FindTopBoxedArgs([]Value{V(1), box, V(2), box})
	if !slices.Equal(argnums, []int{1, 3}) || id != 1<<62 {
		t.Errorf("FindTopBoxedArgs gives %v, %d", argnums, id)
	}
	if argnums, id := FindTopBoxedArgs([]Value{V(1)}); argnums != nil || id != 0 {
		t.Errorf("FindTopBoxedArgs of constants gives %v, %d", argnums, id)
	}
	for _, c := range []struct{ got, want string }{
		{box.String(), "ArrayBox(1.5)"}, {V(4).String(), "4"}, {V([]float64{1, 2}).String(), "[1. 2.]"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	var nested string
	Grad(func(x Value) Value {
		return Grad(func(y Value) Value { nested = y.String(); return y })(x)
	})(V(2))
	if nested != "ArrayBox(ArrayBox(2))" {
		t.Errorf("a box in a box prints as %s", nested)
	}
}

// TestTraceAndToposort follows the diamond x·x + x·x, in which nodes have several children.
func TestTraceAndToposort(t *testing.T) {
	start := NewRoot(V(3))
	end, node := Trace(start, func(x Value) Value {
		y := x.Mul(x)
		return y.Add(y)
	}, V(3))
	near(t, "value", end.Float(), 18)
	var names []string
	for n := range Toposort(node) {
		name := "root"
		if n.Fun() != nil {
			name = n.Fun().Name()
		}
		names = append(names, name)
	}
	if want := []string{"add", "multiply", "root"}; !slices.Equal(names, want) {
		t.Errorf("order is %v, want %v", names, want)
	}
	near(t, "gradient", BackwardPass(V(1), node).Float(), 12)
	if _, node := Trace(NewRoot(V(3)), func(Value) Value { return V(1) }, V(3)); node != nil {
		t.Error("a constant function has a node")
	}
}

type celsius float64

func TestRegister(t *testing.T) {
	type temperature struct{ degrees float64 }
	type unknown struct{ degrees float64 }
	if text := panicText(func() { V(unknown{20}) }); text != "V: can't differentiate w.r.t. type autograd.unknown (argument 0)" {
		t.Errorf("a type that is not registered: %q", text)
	}
	Register(func(c temperature) Value { return V(c.degrees) })
	near(t, "after", Grad(func(x Value) Value { return x.Mul(x) })(V(temperature{20})).Float(), 40)
	near(t, "a named number", V(celsius(3)).Float(), 3)
}

func TestLift(t *testing.T) {
	for _, c := range []struct {
		name string
		x    any
		want string
	}{
		{"int", 3, "3"}, {"uint8", uint8(3), "3"}, {"float32", float32(1.5), "1.5"}, {"complex", 1 + 2i, "(1+2j)"}, {"bool", true, "True"},
		{"nested", [][]int{{1, 2}, {3, 4}}, "[[1 2]\n [3 4]]"}, {"array", [2]float64{1, 2}, "[1. 2.]"},
		{"Values", []Value{V(1), V(2)}, "[1. 2.]"}, {"nested Values", [][]Value{{V(1)}, {V(2)}}, "[[1.]\n [2.]]"},
		{"bools", []bool{true, false}, "[ True False]"}, {"nothing", []float64{}, "[]"},
	} {
		if got := V(c.x).String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	a := ndarray.Of([]float64{1, 2})
	fs := []float64{1, 2}
	v := V(fs)
	fs[0] = 9
	if v.Index(0).Float() != 1 || V(a).Array() != a {
		t.Error("slices are to be copied, arrays not")
	}
}

func TestNotrace(t *testing.T) {
	calls := 0
	floor := NotracePrimitive("my_floor", func(x Value) Value {
		calls++
		if IsBox(x) {
			t.Error("got a box")
		}
		return Wrap(ndarray.Floor(x.Array()))
	})
	near(t, "gradient", Grad(func(x Value) Value { return floor.Call1(x).Mul(x) })(V(2.5)).Float(), 2)
	near(t, "forward", Deriv(func(x Value) Value { return floor.Call(x).Mul(x) })(V(2.5)).Float(), 2)
}

func TestPrimitiveErrors(t *testing.T) {
	two := Primitive("two", func(x, y Value) Value { return x })
	for _, c := range []struct {
		name, want string
		f          func()
	}{
		{"bad function", "Primitive of p: takes a func of up to three Values or of ...Value to Value, not func(int) int", func() { Primitive("p", func(int) int { return 1 }) }},
		{"bad rule", "DefVJP of two: the rule of argument 0 is a func(autograd.Value) autograd.Value, which does not fit its 2 arguments", func() { DefVJP(two, func(Value) Value { return V(1) }) }},
		{"too many rules", "DefVJP of two: got 3 rules for 2 arguments", func() { DefVJP(two, nil, nil, nil) }},
		{"same is for JVPs", "DefVJP of two: the rule of argument 0 is a string, which does not fit its 2 arguments", func() { DefVJP(two, "same") }},
		{"too few arguments", "Call of two: takes 2 arguments, got 1", func() { two.Call(V(1)) }},
		{"second rule missing", "two: no VJP defined for argument 1; define one with DefVJP, or use StopGradient if its derivative is to be zero", func() {
			Grad(DefVJP(two, func(g, ans, x, y Value) Value { return g }).Call2, 1)(V(1), V(2))
		}},
		{"wrong shape", "VJP of bad: shapes (3,) and (2,): of a cotangent and its argument differ: the rule is wrong", func() {
			bad := DefVJP(Primitive("bad", func(x Value) Value { return x.Sum() }), func(g, ans, x Value) Value { return V([]float64{1, 2, 3}) })
			Grad(bad.Call1)(V([]float64{1, 2}))
		}},
	} {
		if got := panicText(c.f); got != c.want {
			t.Errorf("%s: panics with %q, want %q", c.name, got, c.want)
		}
	}
	zero := DefVJP(Primitive("zero", func(x, y Value) Value { return x.Mul(y) }), nil, func(g, ans, x, y Value) Value { return g.Mul(x) })
	near(t, "nil rule", Grad(zero.Call2)(V(2), V(3)).Float(), 0)
	near(t, "other rule", Grad(zero.Call2, 1)(V(2), V(3)).Float(), 2)
	three := DefJVP(Primitive("three", func(x, y, z Value) Value { return x.Add(y).Mul(z) }), "same", nil,
		func(g, ans, x, y, z Value) Value { return g.Mul(x.Add(y)) })
	near(t, "three arguments", Deriv(func(x Value) Value { return three.Call(x, V(0), x) })(V(3)).Float(), 6)
	sum := DefVJP(Primitive("sum_all", func(xs ...Value) Value { return xs[0].Add(xs[1]) }), func(g, ans Value, xs ...Value) Value { return g })
	near(t, "one rule for all", Grad(func(x Value) Value { return sum.Call(x, x) })(V(3)).Float(), 2)
}
