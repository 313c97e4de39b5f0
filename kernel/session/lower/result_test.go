package lower

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// TestInfo checks that the syntax tree is as it was, and that every operator in it has a type, after each cell.
func TestInfo(t *testing.T) {
	fset := token.NewFileSet()
	conf := config(t, fset)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			src := []byte(prelude + program(c.cell, "main"))
			file, err := parser.ParseFile(fset, "cell.go", src, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			print := func() string {
				var b bytes.Buffer
				if err := format.Node(&b, fset, file); err != nil {
					t.Fatal(err)
				}
				return b.String()
			}
			before := print()
			r := CheckFile(fset, file, src, Options{Config: conf})
			if after := print(); after != before {
				t.Errorf("the tree was changed:\n%s", after)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch e := n.(type) {
				case *ast.BinaryExpr, *ast.UnaryExpr, *ast.CallExpr, *ast.IndexExpr, *ast.BasicLit:
					if _, ok := r.Info.Types[e.(ast.Expr)]; !ok && !isImport(file, n) {
						t.Errorf("no type for %s", types.ExprString(e.(ast.Expr)))
					}
				case *ast.Ident:
					if v, ok := r.Info.Defs[e].(*types.Var); ok && !valid(v.Type()) {
						t.Errorf("no type for variable %s", e.Name)
					}
				}
				return true
			})
		})
	}
}

// isImport reports whether n is the path of an import.
func isImport(file *ast.File, n ast.Node) bool {
	for _, spec := range file.Imports {
		if spec.Path == n {
			return true
		}
	}
	return false
}

// TestUses checks that Info tells which methods and functions lowering made the file depend on, and where.
func TestUses(t *testing.T) {
	fset := token.NewFileSet()
	src := prelude + "func f() Value { return 2 * x }\n"
	r, _ := lowered(t, fset, config(t, fset), src)
	found := map[string]int{}
	for id, obj := range r.Info.Uses {
		if fn, ok := obj.(*types.Func); ok && fset.Position(id.Pos()).Offset > len(prelude) {
			found[fn.Name()] = fset.Position(id.Pos()).Offset
		}
	}
	if at := strings.Index(src, "* x }"); found["Mul"] != at {
		t.Errorf("Mul is used at %d, want %d", found["Mul"], at)
	}
	if at := strings.Index(src, "2 * x"); found["V"] != at {
		t.Errorf("V is used at %d, want %d", found["V"], at)
	}
}

// TestPartial checks cells that are cut off anywhere: their types help completion, and nothing may panic.
func TestPartial(t *testing.T) {
	fset := token.NewFileSet()
	conf := config(t, fset)
	for _, c := range cases {
		text := program(c.cell, "main")
		for n := 0; n < len(text); n += 5 {
			src := []byte(prelude + text[:n])
			file, _ := parser.ParseFile(fset, "cell.go", src, parser.ParseComments|parser.SkipObjectResolution)
			CheckFile(fset, file, src, Options{Config: conf})
		}
	}
	src := []byte(prelude + "func main() { (y*x + 1).\n}\n")
	file, err := parser.ParseFile(fset, "cell.go", src, parser.SkipObjectResolution)
	if err == nil {
		t.Fatal("a selector without a name is a syntax error")
	}
	r := CheckFile(fset, file, src, Options{Config: conf})
	found := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if e, ok := n.(*ast.ParenExpr); ok {
			found = types.TypeString(r.Info.TypeOf(e), (*types.Package).Name)
		}
		return true
	})
	if found != "val.Value" {
		t.Errorf("(y*x + 1). is of type %q", found)
	}
}

func TestQualifier(t *testing.T) {
	fset := token.NewFileSet()
	conf := config(t, fset)
	for _, c := range []struct {
		name, imports, want, err string
		qualifier                func(*types.Package) string
	}{
		{name: "its own name", imports: `import "` + valPath + `"; var x = val.V(1)`, want: "x.Add(val.V(1))"},
		{name: "alias", imports: `import v "` + valPath + `"; var x = v.V(1)`, want: "x.Add(v.V(1))"},
		{name: "dot", imports: `import . "` + valPath + `"; var x = V(1)`, want: "x.Add(V(1))"},
		{name: "dot and alias, V hidden", imports: `import . "` + valPath + `"; import v "` + valPath + `"; var x = v.V(1); func init() { _ = V; type V int }`, want: "x.Add(V(1))"},
		{name: "option", imports: `import p "` + valPath + `"; import q "` + valPath + `"; var x = p.V(1)`, want: "x.Add(q.V(1))", qualifier: func(*types.Package) string { return "q" }},
		{name: "not declared", imports: `import p "` + valPath + `"; var x = p.V(1)`, err: "invalid operation: x + 1 (q.V is needed here to lift a number, and q is not declared)", qualifier: func(*types.Package) string { return "q" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := []byte("package main; " + c.imports + "\nvar s = x + 1\n")
			file, err := parser.ParseFile(fset, "cell.go", src, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			r := CheckFile(fset, file, src, Options{Config: conf, Qualifier: c.qualifier})
			if c.err != "" {
				if r.OK() || r.Errors[0].Msg != c.err && r.Errors[len(r.Errors)-1].Msg != c.err {
					t.Errorf("got %v", r.Errors)
				}
				return
			}
			if _, got, _ := strings.Cut(string(r.Source), "\nvar s = "); !r.OK() || got != c.want+"\n" {
				t.Errorf("got %s %v, want %s", got, r.Errors, c.want)
			}
		})
	}
}

// TestExtra lowers a file whose types are in another one.
func TestExtra(t *testing.T) {
	fset := token.NewFileSet()
	extra, err := parser.ParseFile(fset, "types.go", "package main\ntype T struct{ n float64 }\nfunc (T) Operators() {}\nfunc (t T) Mul(u T) T { return T{t.n * u.n} }\nfunc (T) Lift(x float64) T { return T{x} }", 0)
	if err != nil {
		t.Fatal(err)
	}
	src := []byte("package main\nfunc f(t T) T { return 2 * t }\n")
	file, err := parser.ParseFile(fset, "cell.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	r := CheckFile(fset, file, src, Options{Extra: []*ast.File{extra}})
	if want := "package main\nfunc f(t T) T { return (*new(T)).Lift(2).Mul(t) }\n"; !r.OK() || string(r.Source) != want {
		t.Errorf("got %s %v", r.Source, r.Errors)
	}
}

// TestInterface lowers operators of an interface type, whose numbers a function lifts: boxes over plain numbers.
func TestInterface(t *testing.T) {
	fset := token.NewFileSet()
	src := `package main
type Number interface { Operators(); Add(Number) Number }
type plain float64
func (plain) Operators() {}
func (x plain) Add(y Number) Number { return x + y.(plain) }
func V(x float64) Number { return plain(x) }
func f(x, y Number, n int) Number { return 2 + x + n + y }
var z = f(1, plain(2) + 3, 4)
`
	want := strings.NewReplacer("2 + x + n + y", "V(2).Add(x).Add(V(float64(n))).Add(y)", "f(1,", "f(V(1),").Replace(src)
	r, err := Check(fset, "cell.go", []byte(src), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !r.OK() || string(r.Source) != want {
		t.Errorf("got %s %v", r.Source, r.Errors)
	}
}

// TestFastPath checks that valid Go is checked once.
func TestFastPath(t *testing.T) {
	fset := token.NewFileSet()
	r, err := Check(fset, "cell.go", []byte("package main\nfunc f(x int) int { y := 1; return x + 1 }\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !r.OK() || r.Rounds != 1 || len(r.Edits) != 0 || len(r.Errors) != 1 || !r.Errors[0].Soft {
		t.Errorf("%d rounds, edits %v, errors %v", r.Rounds, r.Edits, r.Errors)
	}
}
