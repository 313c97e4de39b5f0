package lower

import (
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// cases are cells: statements, what they are lowered to, and what that prints. A cell that begins with "decl" is of
// declarations, up to a line "--".
var cases = []struct{ name, cell, want, out string }{
	// operators
	{"add", "show(x + y)", "show(x.Add(y))", "7"},
	{"sub", "show(x - y)", "show(x.Sub(y))", "-1"},
	{"mul", "show(x * y)", "show(x.Mul(y))", "12"},
	{"div", "show(x / y)", "show(x.Div(y))", "0.75"},
	{"mod", "show(y % x)", "show(y.Mod(x))", "1"},
	{"neg", "show(-x)", "show(x.Neg())", "-3"},
	{"less", "show(x < y)", "show(x.Less(y))", "1"},
	{"less or equal", "show(x <= y)", "show(x.LessEqual(y))", "1"},
	{"greater", "show(x > y)", "show(x.Greater(y))", "0"},
	{"greater or equal", "show(x >= y)", "show(x.GreaterEqual(y))", "false"},
	{"precedence", "show(x + y*z)", "show(x.Add(y.Mul(z)))", "23"},
	{"left to right", "show(x - y - z)", "show(x.Sub(y).Sub(z))", "-6"},
	{"parentheses", "show((x + y) * z)", "show((x.Add(y)).Mul(z))", "35"},
	{"parentheses on the right", "show(x - (y - z))", "show(x.Sub((y.Sub(z))))", "4"},
	{"minus of a product", "show(-x * y)", "show(x.Neg().Mul(y))", "-12"},
	{"minus of a sum", "show(-(x + y))", "show((x.Add(y)).Neg())", "-7"},
	{"two minuses", "show(- -x)", "show( x.Neg().Neg())", "3"},
	{"a minus on the right", "show(x * -y)", "show(x.Mul(y.Neg()))", "-12"},
	{"without blanks", "show(x+y*z-x)", "show(x.Add(y.Mul(z)).Sub(x))", "20"},
	{"over two lines", "show(x +\n\ty)", "show(x.Add(\n\ty))", "7"},
	{"comments", "show(x /* a */ + /* b */ y)", "show(x /* a */.Add(/* b */ y))", "7"},
	{"the document's f", "f := func(x, y Value) Value { return x*x + y*y + x*y }; show(f(1, 2))", "f := func(x, y Value) Value { return x.Mul(x).Add(y.Mul(y)).Add(x.Mul(y)) }; show(f(V(1), V(2)))", "7"},

	// numbers as operands
	{"number on the right", "show(x * 2)", "show(x.Mul(V(2)))", "6"},
	{"number on the left", "show(2 * x)", "show(V(2).Mul(x))", "6"},
	{"float", "show(0.5 - x)", "show(V(0.5).Sub(x))", "-2.5"},
	{"Go's int", "show(n * x)", "show(V(n).Mul(x))", "6"},
	{"Go's uint8", "show(x + u)", "show(x.Add(V(u)))", "9"},
	{"Go's float64", "show(x / h)", "show(x.Div(V(h)))", "6"},
	{"constant expression", "show(2*3*x)", "show(V(2*3).Mul(x))", "18"},
	{"plain sum beside", "show((n+1) * x)", "show(V((n+1)).Mul(x))", "9"},
	{"negative constant", "show(-2 * x)", "show(V(-2).Mul(x))", "-6"},
	{"large constant", "show(1<<70 * x)", "show(V(float64(1<<70)).Mul(x))", "3.541774862152234e+21"},
	{"named constant", "const c = 10; show(c * x)", "const c = 10; show(V(c).Mul(x))", "30"},
	{"call that gives a number", "show(len(xs) * x)", "show(V(len(xs)).Mul(x))", "9"},
	{"number compared", "show(2 < x)", "show(V(2).Less(x))", "1"},
	{"math.Pi", "show(x * math.Pi)", "show(x.Mul(V(math.Pi)))", "9.42477796076938"},
	{"conversion beside", "show(float64(n) * x)", "show(V(float64(n)).Mul(x))", "6"},

	// the other forms of types
	{"any on the right", "show(a * 2)", "show(a.Mul(2))", "A6"},
	{"any, both values", "show(a * b)", "show(a.Mul(b))", "A12"},
	{"any on the left by function", "show(2 * a)", "show(Mul(2, a))", "A6"},
	{"any, another type with operators", "show(a + a*x)", "show(a.Add(a.Mul(x)))", "A12"},
	{"any compared", "show(a < 4)", "show(a.Less(4))", "true"},
	{"pointers", "show(p*q + p)", "show(p.Mul(q).Add(p))", "15+5ε"},
	{"pointers lift by method", "show(2*p + 1)", "show((*new(*Dual)).Lift(2).Mul(p).Add((*new(*Dual)).Lift(1)))", "7+2ε"},
	{"pointers lift Go numbers by method", "show(n * p)", "show((*new(*Dual)).Lift(float64(n)).Mul(p))", "6+2ε"},
	{"pointers negated", "show(-p)", "show(p.Neg())", "-3+-1ε"},
	{"numbers with operators stay Go's", "show(Celsius(1) + 2)", "show(Celsius(1) + 2)", "3"},
	{"type of the cell", "decl\ntype T struct{ n int }\nfunc (T) Operators() {}\nfunc (t T) Add(o T) T { return T{t.n + o.n} }\nfunc Const(x any) T { return T{x.(int)} }\n--\nshow(1 + T{2} + 3)", "show(Const(1).Add(T{2}).Add(Const(3)))", "{6}"},
	{"generic type", "decl\ntype G[N int | float64] struct{ n N }\nfunc (G[N]) Operators() {}\nfunc (t G[N]) Add(o G[N]) G[N] { return G[N]{t.n + o.n} }\nfunc (t G[N]) Lift(x float64) G[N] { return G[N]{N(x)} }\n--\nshow(G[int]{2} + 3)", "show(G[int]{2}.Add((*new(G[int])).Lift(3)))", "{5}"},
	{"type parameter", "decl\ntype adder[T any] interface { Operators(); Add(T) T }\nfunc total[T adder[T]](s T, ts ...T) T { for _, t := range ts { s = s + t }; return s }\n--\nshow(total(x, y, z))", "show(total(x, y, z))", "12"},
	{"embedded", "type L struct { Value }; show(L{x} + y)", "type L struct { Value }; show(L{x}.Add(y))", "7"},
	{"interface type", "decl\ntype N interface { Operators(); Add(N) N }\ntype one struct{}\nfunc (one) Operators() {}\nfunc (one) Add(N) N { return one{} }\n--\nvar i N = one{}; show(i + i)", "var i N = one{}; show(i.Add(i))", "{}"},
	{"another type on the right", "decl\ntype M struct{}\nfunc (M) Operators() {}\nfunc (M) Mul(v Value) Value { return v }\n--\nshow(M{} * x)", "show(M{}.Mul(x))", "3"},
	{"qualified", "{ V := 1; _ = V; show(g.V(1) + x) }", "{ V := 1; _ = V; show(g.V(1).Add(x)) }", "4"},

	// operands of all kinds
	{"pointer target", "r := &x; show(*r * *r)", "r := &x; show((*r).Mul(*r))", "9"},
	{"minus of a target", "r := &x; show(-*r)", "r := &x; show((*r).Neg())", "-3"},
	{"received", "c := make(chan Value, 1); c <- x; show(<-c + y)", "c := make(chan Value, 1); c <- x; show((<-c).Add(y))", "7"},
	{"field", "pt := Point{x, y}; show(pt.X * pt.Y)", "pt := Point{x, y}; show(pt.X.Mul(pt.Y))", "12"},
	{"element", "show(xs[1] * xs[2])", "show(xs[1].Mul(xs[2]))", "6"},
	{"map element", "show(m[\"one\"] + 1)", "show(m[\"one\"].Add(V(1)))", "2"},
	{"call", "show(double(x) + double(y))", "show(double(x).Add(double(y)))", "14"},
	{"method of a sum", "show((x + y).Pow(2))", "show((x.Add(y)).Pow(2))", "49"},
	{"operator on that", "show((x + y).Pow(2) / 7)", "show((x.Add(y)).Pow(2).Div(V(7)))", "7"},
	{"type assertion", "var i any = x; show(i.(Value) + y)", "var i any = x; show(i.(Value).Add(y))", "7"},
	{"operand in an argument", "show(double(x*y) + 1)", "show(double(x.Mul(y)).Add(V(1)))", "25"},
	{"slice of a literal", "show([]Value{x * y, 2}[1:][0] * x)", "show([]Value{x.Mul(y), V(2)}[1:][0].Mul(x))", "6"},

	// where a value is wanted
	{"argument", "show(double(2))", "show(double(V(2)))", "4"},
	{"variadic arguments", "show(sum(1, x, n))", "show(sum(V(1), x, V(n)))", "6"},
	{"result", "f := func() Value { return 1 }; show(f())", "f := func() Value { return V(1) }; show(f())", "1"},
	{"several results", "f := func() (Value, error) { return 1, nil }; v, err := f(); show(v + 1, err)", "f := func() (Value, error) { return V(1), nil }; v, err := f(); show(v.Add(V(1)), err)", "2 <nil>"},
	{"variable", "var v Value = 2; show(v)", "var v Value = V(2); show(v)", "2"},
	{"two variables", "var v, w Value = 2, n; show(v, w)", "var v, w Value = V(2), V(n); show(v, w)", "2 2"},
	{"assignment", "x = 9; show(x)", "x = V(9); show(x)", "9"},
	{"two assignments", "x, n = 9, 8; show(x, n)", "x, n = V(9), 8; show(x, n)", "9 8"},
	{"field assigned", "pt := Point{}; pt.X = 1; show(pt)", "pt := Point{}; pt.X = V(1); show(pt)", "{1 0}"},
	{"element assigned", "xs[0] = 7; m[\"k\"] = 8; show(xs, m[\"k\"])", "xs[0] = V(7); m[\"k\"] = V(8); show(xs, m[\"k\"])", "[7 2 3] 8"},
	{"struct", "show(Point{1, y})", "show(Point{V(1), y})", "{1 4}"},
	{"struct with keys", "show(Point{X: 1, Y: x * y})", "show(Point{X: V(1), Y: x.Mul(y)})", "{1 12}"},
	{"slice", "show([]Value{1, x, 2.5})", "show([]Value{V(1), x, V(2.5)})", "[1 3 2.5]"},
	{"nested", "show([][]Value{{1, 2}, {x}})", "show([][]Value{{V(1), V(2)}, {x}})", "[[1 2] [3]]"},
	{"elided pointer", "show(*[]*Point{{1, 2}}[0])", "show(*[]*Point{{V(1), V(2)}}[0])", "{1 2}"},
	{"array with index", "show([...]Value{1: 5})", "show([...]Value{1: V(5)})", "[0 5]"},
	{"map", "show(map[Value]Value{1: 2})", "show(map[Value]Value{V(1): V(2)})", "map[1:2]"},
	{"append", "show(append(xs, 4, x*y))", "show(append(xs, V(4), x.Mul(y)))", "[1 2 3 4 12]"},
	{"send", "c := make(chan Value, 1); c <- 5; show(<-c)", "c := make(chan Value, 1); c <- V(5); show(<-c)", "5"},
	{"conversion", "show(Value(2) + x)", "show(Value(V(2)).Add(x))", "5"},
	{"method's argument", "show(x.Add(2))", "show(x.Add(V(2)))", "5"},
	{"deferred", "defer show(1); func() { defer func(v Value) { show(v) }(3) }()", "defer show(1); func() { defer func(v Value) { show(v) }(V(3)) }()", "3\n1"},

	// conditions
	{"if", "if x < y { show(1) }", "if x.Less(y).Bool() { show(1) }", "1"},
	{"if with a bool", "if x >= y { show(1) } else { show(2) }", "if x.GreaterEqual(y) { show(1) } else { show(2) }", "2"},
	{"and", "if x < y && y < z { show(1) }", "if x.Less(y).Bool() && y.Less(z).Bool() { show(1) }", "1"},
	{"or, not", "if !(x < y) || n == 2 { show(1) }", "if !(x.Less(y)).Bool() || n == 2 { show(1) }", "1"},
	{"for", "for v := V(0); v < 3; v += 1 { show(v) }", "for v := V(0); v.Less(V(3)).Bool(); v = v.Add(V(1)) { show(v) }", "0\n1\n2"},
	{"for with increment", "for v := V(0); v < 2; v++ { show(v) }", "for v := V(0); v.Less(V(2)).Bool(); v = v.Add(V(1)) { show(v) }", "0\n1"},
	{"case", "switch { case x > y: show(1); case x < y: show(2) }", "switch { case x.Greater(y).Bool(): show(1); case x.Less(y).Bool(): show(2) }", "2"},
	{"kept comparison", "c := x < y; if c { show(c) }", "c := x.Less(y); if c.Bool() { show(c) }", "1"},
	{"bool result", "f := func(v Value) bool { return v < 4 }; show(f(3))", "f := func(v Value) bool { return v.Less(V(4)).Bool() }; show(f(V(3)))", "true"},
	{"bool variable", "var ok bool = x > y; show(ok)", "var ok bool = x.Greater(y).Bool(); show(ok)", "false"},

	{"and, as a value", "ok := x < y && 1 < z; show(ok, !(x > y))", "ok := x.Less(y).Bool() && V(1).Less(z).Bool(); show(ok, !(x.Greater(y)).Bool())", "true true"},
	{"bool argument and field", "f := func(b bool) bool { return b }; show(f(x < y), struct{ b bool }{x > y})", "f := func(b bool) bool { return b }; show(f(x.Less(y).Bool()), struct{ b bool }{x.Greater(y).Bool()})", "true {false}"},
	{"recursion", "var fact func(Value) Value; fact = func(n Value) Value { if n <= 1 { return 1 }; return n * fact(n-1) }; show(fact(5))", "var fact func(Value) Value; fact = func(n Value) Value { if n.LessEqual(V(1)).Bool() { return V(1) }; return n.Mul(fact(n.Sub(V(1)))) }; show(fact(V(5)))", "120"},

	// compound assignment
	{"plus", "x += y; show(x)", "x = x.Add(y); show(x)", "7"},
	{"times a sum", "x *= y + 1; show(x)", "x = x.Mul(y.Add(V(1))); show(x)", "15"},
	{"minus a number", "x -= 1; show(x)", "x = x.Sub(V(1)); show(x)", "2"},
	{"increment", "x++; show(x)", "x = x.Add(V(1)); show(x)", "4"},
	{"decrement", "x--; show(x)", "x = x.Sub(V(1)); show(x)", "2"},
	{"element", "xs[0] += 5; show(xs)", "xs[0] = xs[0].Add(V(5)); show(xs)", "[6 2 3]"},
	{"map element", "m[\"one\"] *= 5; show(m)", "m[\"one\"] = m[\"one\"].Mul(V(5)); show(m)", "map[one:5]"},
	{"field through a pointer", "pt := &Point{1, 2}; pt.X /= 2; show(*pt)", "pt := &Point{V(1), V(2)}; pt.X = pt.X.Div(V(2)); show(*pt)", "{0.5 2}"},
	{"target of a pointer", "r := &x; *r += 1; show(x)", "r := &x; *r = (*r).Add(V(1)); show(x)", "4"},
	{"index with effects", "xs[calls()] += 10; show(xs, n)", "func() { pˑ := &xs[calls()]; *pˑ = pˑ.Add(V(10)) }(); show(xs, n)", "[11 2 3] 3"},
	{"index with effects, incremented", "xs[calls()]++; show(xs, n)", "func() { pˑ := &xs[calls()]; *pˑ = pˑ.Add(V(1)) }(); show(xs, n)", "[2 2 3] 3"},
	{"key with effects", "m[name()] += 10; show(m, n)", "func() { kˑ := name(); m[kˑ] = m[kˑ].Add(V(10)) }(); show(m, n)", "map[one:11] 3"},
	{"map with effects", "mm := func() map[string]Value { n++; return m }; mm()[\"one\"] += 10; show(m, n)", "mm := func() map[string]Value { n++; return m }; func() { mˑ := mm(); mˑ[\"one\"] = mˑ[\"one\"].Add(V(10)) }(); show(m, n)", "map[one:11] 3"},
	{"map and key with effects", "mm := func() map[string]Value { n++; return m }; mm()[name()] -= 1; show(m, n)", "mm := func() map[string]Value { n++; return m }; func() { mˑ, kˑ := mm(), name(); mˑ[kˑ] = mˑ[kˑ].Sub(V(1)) }(); show(m, n)", "map[one:0] 4"},

	// types that are known only after lowering
	{"defined", "v := x * y; w := v + 1; show(w)", "v := x.Mul(y); w := v.Add(V(1)); show(w)", "13"},
	{"defined by var", "var v = x * y; show(v - 1)", "var v = x.Mul(y); show(v.Sub(V(1)))", "11"},
	{"range over literal", "for i, v := range []Value{x * y, z} { show(i*1, v + 1) }", "for i, v := range []Value{x.Mul(y), z} { show(i*1, v.Add(V(1))) }", "0 13\n1 6"},
	{"range over generic call", "for _, v := range Same([]Value{x}) { show(v * 2) }", "for _, v := range Same([]Value{x}) { show(v.Mul(V(2))) }", "6"},
	{"generic call", "show(Same(x*y) + 1)", "show(Same(x.Mul(y)).Add(V(1)))", "13"},
	{"generic chain", "show(Same(Same(Same(x+1)+1)+1) + 1)", "show(Same(Same(Same(x.Add(V(1))).Add(V(1))).Add(V(1))).Add(V(1)))", "7"},
	{"generic, number beside", "show(First(x*y, 1))", "show(First(x.Mul(y), V(1)))", "12"},
	{"generic, closure", "show(Map(xs, func(v Value) Value { return 2*v + 1 }))", "show(Map(xs, func(v Value) Value { return V(2).Mul(v).Add(V(1)) }))", "[3 5 7]"},
	{"generic, explicit", "show(Same[Value](2))", "show(Same[Value](V(2)))", "2"},
	{"gradient's form", "f := func(x, y Value) Value { return x * y }; d := Grad(f, 0); show(d(1, 2))", "f := func(x, y Value) Value { return x.Mul(y) }; d := Grad(f, 0); show(d(V(1), V(2)))", "2"},
	{"several values", "v, err := pair(); show(v*2, err)", "v, err := pair(); show(v.Mul(V(2)), err)", "16 <nil>"},
	{"closure over a lowered value", "v := x * y; f := func() Value { return v * v }; show(f())", "v := x.Mul(y); f := func() Value { return v.Mul(v) }; show(f())", "144"},
	{"slice of lowered", "vs := Same([]Value{x * 2}); show(vs[0:1][0] + 1)", "vs := Same([]Value{x.Mul(V(2))}); show(vs[0:1][0].Add(V(1)))", "7"},
	{"pointer to lowered", "v := x * 2; r := &v; show(*r + 1)", "v := x.Mul(V(2)); r := &v; show((*r).Add(V(1)))", "7"},
	{"plain operator on what methods gave", "show((x*y).Float() + 1)", "show((x.Mul(y)).Float() + 1)", "13"},
	{"package variable before its declaration", "decl\nfunc late() Value { return w + 1 }\nvar w = Same(x * y)\n--\nshow(late())", "show(late())", "13"},
	{"alias", "type R = Value; var r R = 2; show(r * 3)", "type R = Value; var r R = V(2); show(r.Mul(V(3)))", "6"},
	{"range over function", "seq := func(yield func(int, Value) bool) { _ = yield(1, x) && yield(2, 9) }; for i, v := range seq { show(i, v + 1) }", "seq := func(yield func(int, Value) bool) { _ = yield(1, x) && yield(2, V(9)) }; for i, v := range seq { show(i, v.Add(V(1))) }", "1 4\n2 10"},
	{"generic struct", "decl\ntype two[T any] struct { A, B T }\n--\nt := two[Value]{1, x * 2}; show(t.A + t.B)", "t := two[Value]{V(1), x.Mul(V(2))}; show(t.A.Add(t.B))", "7"},
	{"fields of elements", "for _, t := range []struct { v Value; n int }{{1, 2}, {x, 3}} { show(t.v * t.n) }", "for _, t := range []struct { v Value; n int }{{V(1), 2}, {x, 3}} { show(t.v.Mul(V(t.n))) }", "2\n9"},
	{"swap", "x, y = y, x+1; show(x, y)", "x, y = y, x.Add(V(1)); show(x, y)", "4 4"},
	{"comment behind the operator", "show(x + // the first\n\ty)", "show(x.Add(// the first\n\ty))", "7"},
	{"method expression", "f := Value.Mul; show(f(2, x))", "f := Value.Mul; show(f(V(2), x))", "6"},
	{"spread", "show(sum(append(xs, x*y)...) + 1)", "show(sum(append(xs, x.Mul(y))...).Add(V(1)))", "19"},
	{"labels, go, select", "done := make(chan Value)\n\tgo func() { done <- x * 2 }()\nouter:\n\tfor { select { case v := <-done: show(v + 1); break outer } }", "done := make(chan Value)\n\tgo func() { done <- x.Mul(V(2)) }()\nouter:\n\tfor { select { case v := <-done: show(v.Add(V(1))); break outer } }", "7"},
	{"type switch", "switch v := any(x).(type) { case Value: show(v * 2) }", "switch v := any(x).(type) { case Value: show(v.Mul(V(2))) }", "6"},

	// what stays
	{"valid Go", "show(n+1, h*2, \"a\"+\"b\", x == y)", "show(n+1, h*2, \"a\"+\"b\", x == y)", "3 1 ab false"},
	{"shadowed names", "{ x, y := 1, 2; show(x * y) }; show(x * y)", "{ x, y := 1, 2; show(x * y) }; show(x.Mul(y))", "2\n12"},
}

// program makes declarations of a cell; its statements are the body of the function main.
func program(cell, main string) string {
	decl := ""
	if rest, ok := strings.CutPrefix(cell, "decl\n"); ok {
		decl, cell, _ = strings.Cut(rest, "--\n")
	}
	return decl + "func " + main + "() { " + cell + "\n}\n"
}

// body is what follows the head of the function main in a program.
func body(program, main string) string {
	_, body, _ := strings.Cut(program, "func "+main+"() { ")
	return body
}

func TestLower(t *testing.T) {
	fset := token.NewFileSet()
	conf := config(t, fset)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, text := lowered(t, fset, conf, prelude+program(c.cell, "main"))
			for i, e := range r.Errors {
				if !e.Soft {
					t.Errorf("%s: %s (%s)", fset.Position(e.Pos), e.Msg, r.Hints[i])
				}
			}
			if r.Rounds > 3 {
				t.Errorf("%d rounds", r.Rounds)
			}
			if got, want := body(text, "main"), body(program(c.want, "main"), "main"); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

// TestRun compiles all lowered cells as one program and compares what each prints.
func TestRun(t *testing.T) {
	fset := token.NewFileSet()
	conf := config(t, fset)
	src := []byte(prelude)
	main := "func main() {\n"
	for i, c := range cases {
		name := "cell" + strconv.Itoa(i)
		_, text := lowered(t, fset, conf, prelude+program(c.cell, name))
		src = append(src, text...)
		main += "reset(); " + name + "(); fmt.Println(separator)\n"
	}
	const separator = "=====\n"
	src = append(src, main+"}\nconst separator = \"=====\"\n"+reset...)
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, src, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "run", file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	outs := strings.Split(string(out), separator)
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.TrimSpace(outs[i]); got != c.out {
				t.Errorf("got %s, want %s", got, c.out)
			}
		})
	}
}

// TestEdits checks what Result promises of its edits, on all cells together.
func TestEdits(t *testing.T) {
	fset := token.NewFileSet()
	conf := config(t, fset)
	for _, c := range cases {
		src := prelude + program(c.cell, "main")
		r, _ := lowered(t, fset, conf, src)
		at := 0
		for _, e := range r.Edits {
			if e.Off < at || e.End < e.Off || strings.Contains(e.New, "\n") {
				t.Errorf("%s: edit %v after %d", c.name, e, at)
			}
			at = e.End + 1 // two edits that touch would be one
		}
		if got := string(Apply([]byte(src), r.Edits)); got != string(r.Source) {
			t.Errorf("%s: Source is not what the edits make", c.name)
		}
		if strings.Count(src, "\n") != strings.Count(string(r.Source), "\n") {
			t.Errorf("%s: lines changed", c.name)
		}
	}
}
