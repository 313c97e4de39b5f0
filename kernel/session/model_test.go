package session

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A loaderModel keeps what the loader has loaded, and what each symbol is: types have an identity of their own,
// functions and variables the text of their type in terms of these identities. Binding to a symbol that is something
// else would be unsafe, so every unit is held against it.
type loaderModel struct {
	symbols map[string]string // to what they are
	next    int
}

// load checks a unit against the model, and enters what it defines.
func (m *loaderModel) load(t *rapid.T, u Unit) {
	if len(u.Source) == 0 {
		return
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "unit.go", u.Source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%v\n%s", err, u.Source)
	}
	m.rename(u.Rename)
	extern, rebind := map[string]bool{}, map[string]bool{}
	for _, s := range u.Extern {
		extern[s] = true
	}
	for _, s := range u.Rebind {
		rebind[s] = true
	}
	decls := collectDecls(f)
	// Types first: what they are called in this unit.
	ids := map[string]string{}
	for _, d := range decls {
		if d.typ == nil {
			continue
		}
		switch {
		case extern[d.symbol]:
			if m.symbols[d.symbol] == "" {
				t.Fatalf("type %s is extern and was never loaded\n%s", d.symbol, u.Source)
			}
			ids[d.symbol] = typeID(m.symbols[d.symbol])
		default:
			if m.symbols[d.symbol] != "" && !d.generic {
				t.Fatalf("type %s is new, but the name is taken\n%s\nrename %v", d.symbol, u.Source, u.Rename)
			}
			m.next++
			ids[d.symbol] = fmt.Sprint("#", m.next)
		}
	}
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
			for _, sp := range g.Specs {
				if vs := sp.(*ast.ValueSpec); len(vs.Values) == 1 { // array lengths
					ids[vs.Names[0].Name] = strings.TrimSuffix(text1(vs.Values[0], ids), "; ")
				}
			}
		}
	}
	layouts := m.layouts(decls, ids)
	for _, d := range decls {
		what := "func " + text1(d.node, ids)
		if d.typ != nil {
			what = ids[d.symbol] + " = " + layouts[d.symbol]
		}
		old := m.symbols[d.symbol]
		switch {
		case d.generic:
			if d.typ == nil {
				continue
			}
		case extern[d.symbol]:
			if old == "" {
				t.Fatalf("%s is extern and was never loaded\n%s\nextern %v", d.symbol, u.Source, u.Extern)
			}
			if d.typ == nil && m.layout(old) != m.layoutIn(what, layouts, ids) {
				t.Fatalf("%s was loaded as\n%s\nand is declared as\n%s\n%s", d.symbol, m.layout(old), m.layoutIn(what, layouts, ids), u.Source)
			}
			if d.typ != nil && old != what {
				t.Fatalf("type %s was %q and is declared as %q\n%s", d.symbol, old, what, u.Source)
			}
			if d.typ == nil && d.body {
				t.Fatalf("%s is extern and has a body\n%s", d.symbol, u.Source)
			}
			continue
		case rebind[d.symbol]:
			if old == "" {
				t.Fatalf("%s is rebound and was never loaded\n%s", d.symbol, u.Source)
			}
			if m.layout(old) != m.layoutIn(what, layouts, ids) {
				t.Fatalf("%s was %s and is rebound as %s\n%s", d.symbol, m.layout(old), m.layoutIn(what, layouts, ids), u.Source)
			}
		case old != "" && d.symbol != "init":
			t.Fatalf("%s is new, but the name is taken\n%s\nrename %v rebind %v", d.symbol, u.Source, u.Rename, u.Rebind)
		}
		m.symbols[d.symbol] = what
	}
	for s := range extern {
		if !slices.ContainsFunc(decls, func(d modelDecl) bool { return d.symbol == s }) {
			t.Fatalf("%s is extern and not declared\n%s", s, u.Source)
		}
	}
	// Retyped variables have their new type from now on.
	for _, d := range decls {
		if d.typ == nil && extern[d.symbol] {
			m.symbols[d.symbol] = "func " + text1(d.node, ids)
		}
	}
}

func typeID(what string) string { id, _, _ := strings.Cut(what, " = "); return id }

// layouts writes the structure of the unit's types, in terms of identities.
func (m *loaderModel) layouts(decls []modelDecl, ids map[string]string) map[string]string {
	out := map[string]string{}
	for _, d := range decls {
		if d.typ != nil {
			out[d.symbol] = text1(d.typ, ids)
		}
	}
	return out
}

// layout replaces identities by their structure, so that types that differ in methods only are equal.
func (m *loaderModel) layout(what string) string {
	defs := map[string]string{}
	for _, w := range m.symbols {
		if id, def, ok := strings.Cut(w, " = "); ok {
			defs[id] = def
		}
	}
	return expand(what, defs)
}

func (m *loaderModel) layoutIn(what string, layouts, ids map[string]string) string {
	defs := map[string]string{}
	for _, w := range m.symbols {
		if id, def, ok := strings.Cut(w, " = "); ok {
			defs[id] = def
		}
	}
	for s, def := range layouts {
		defs[ids[s]] = def
	}
	return expand(what, defs)
}

// expand puts definitions in the place of identities such as #12, to some depth: types may be recursive.
func expand(s string, defs map[string]string) string {
	const depth = 6
	for k := range depth {
		var b strings.Builder
		for i := 0; i < len(s); i++ {
			if s[i] != '#' {
				b.WriteByte(s[i])
				continue
			}
			j := i + 1
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				j++
			}
			if k < depth-1 {
				b.WriteString(defs[s[i:j]])
			}
			i = j - 1
		}
		s = b.String()
	}
	return s
}

// rename moves symbols as the loader does: every name that mentions the token.
func (m *loaderModel) rename(rs []Rename) {
	for _, r := range rs {
		for s, what := range m.symbols {
			n := s
			switch {
			case s == r.From:
				n = r.To
			case strings.HasPrefix(s, r.From+"."):
				n = r.To + s[len(r.From):]
			case strings.HasPrefix(s, "(*"+r.From+")."):
				n = "(*" + r.To + s[len(r.From)+2:]
			}
			if n != s {
				delete(m.symbols, s)
				m.symbols[n] = what
			}
		}
	}
}

type modelDecl struct {
	symbol  string
	typ     ast.Expr // of a type
	node    ast.Node // type of a variable or function
	generic bool
	body    bool
}

func collectDecls(f *ast.File) []modelDecl {
	var out []modelDecl
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.Name == "init" || strings.HasPrefix(d.Name.Name, "cell_") {
				continue
			}
			m := modelDecl{symbol: d.Name.Name, node: unnamed(d.Type), generic: d.Type.TypeParams != nil, body: d.Body != nil}
			if d.Recv != nil {
				base, ptr, generic := receiver(d)
				m.symbol, m.generic = methodSymbol(base.Name, ptr, d.Name.Name), generic
			}
			out = append(out, m)
		case *ast.GenDecl:
			for _, sp := range d.Specs {
				switch sp := sp.(type) {
				case *ast.TypeSpec:
					out = append(out, modelDecl{symbol: sp.Name.Name, typ: sp.Type, generic: sp.TypeParams != nil})
				case *ast.ValueSpec:
					if d.Tok == token.VAR && sp.Type != nil {
						for _, n := range sp.Names {
							out = append(out, modelDecl{symbol: n.Name, node: sp.Type})
						}
					}
				}
			}
		}
	}
	return out
}

// unnamed is a function type without the names of its parameters.
func unnamed(t *ast.FuncType) *ast.FuncType {
	strip := func(l *ast.FieldList) *ast.FieldList {
		if l == nil {
			return nil
		}
		out := &ast.FieldList{}
		for _, f := range l.List {
			for range max(1, len(f.Names)) {
				out.List = append(out.List, &ast.Field{Type: f.Type})
			}
		}
		return out
	}
	return &ast.FuncType{Params: strip(t.Params), Results: strip(t.Results)}
}

// text1 prints a type with the identities in the place of names.
func text1(n ast.Node, ids map[string]string) string {
	var b bytes.Buffer
	if err := printer.Fprint(&b, token.NewFileSet(), n); err != nil {
		return err.Error()
	}
	var out strings.Builder
	for _, t := range scan(b.String(), nil) {
		lit := t.lit
		if lit == "" {
			lit = t.tok.String()
		}
		if t.tok == token.SEMICOLON {
			lit = ";"
		}
		if id := ids[lit]; id != "" {
			lit = id
		}
		out.WriteString(lit + " ")
	}
	return out.String()
}

// cellLines are what random cells are made of.
var cellLines = []string{
	"a := 1", "a := \"s\"", "a := T{}", "a := map[string]T{}", "a := []U{}", "a := S[T]{}", "var a U", "a := f", "a := any(T{})", "a := func(t T) U { return U{} }",
	"b := 2.5", "b := &T{}", "b := a", "b := []any{1}", "b := S[int]{}", "var b int", "b := g", "b := G(1)", "b := k",
	"type T struct{ n int }", "type T struct{ s string }", "type T []int", "type T struct{ u *U }",
	"type U struct{ t T }", "type U struct{ T }", "type U map[string]T", "type U [k]int", "type U struct{ x int }", "type I interface{ m() int }",
	"type S[P any] struct{ p P }", "type S[P any] []P",
	"func (t T) m() int { return 1 }", "func (t T) m() int { return f() }", "func (t *T) m() string { return \"\" }", "func (t T) n() U { return U{} }", "func (u U) m() int { return 2 }", "func (u *U) o(t T) T { return t }",
	"func (s S[P]) q() int { return 1 }", "func (s *S[P]) r(p P) P { return s.p }",
	"func f() int { return 1 }", "func f() int { return g() }", "func f() string { return \"\" }", "func f() int { return k }", "func f(t T) U { return U{} }", "func f() any { return a }",
	"func g() int { return 3 }", "func g() int { return T{}.m() }", "func g(x int) int { return x }", "func g() any { return b }", "func g() int { return len(G([]int{k})) }",
	"func h() { f(); g() }", "func h(u U) T { return T{} }", "func h() I { return T{} }", "func h() any { return G(T{}) }",
	"func G[P any](p P) P { return p }", "func G[P any](p P) P { f(); return p }",
	"const k = 1", "const k = 2", "const k = \"k\"", "const l = k",
	"f()", "g()", "h()", "a", "fmt.Println(a, b)", "_ = T{}", "var _ I = T{}", "import \"strings\"", "f := 3", "T := 4", "func a() {}", "func k() int { return 1 }",
}

// TestSafeBinding plans random sequences of declarations, redefinitions and uses, and holds the units against a model
// of the loader.
func TestSafeBinding(t *testing.T) {
	w := loadWorld(t)
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		s := newSession(t)
		m := &loaderModel{symbols: map[string]string{}}
		var history []string
		for i := range rapid.IntRange(3, 14).Draw(rt, "cells") {
			lines := rapid.SliceOfN(rapid.SampledFrom(cellLines), 1, 4).Draw(rt, "lines")
			src := strings.Join(lines, "\n")
			p, diags := s.Plan(i+1, src)
			if len(diags) > 0 {
				for _, d := range diags {
					if strings.Contains(d.Message, "please report") || d.Source == "" {
						rt.Fatalf("after\n%s\n%s\n%s", strings.Join(history, "\n%%\n"), src, d.Text(false))
					}
				}
				continue
			}
			history = append(history, src)
			if testing.Verbose() {
				rt.Logf("%s", src)
			}
			m.load(rt, p.Unit)
			if runs%25 == 0 && len(p.Unit.Source) > 0 {
				if err := w.compile(t, p.Unit); err != nil {
					rt.Fatalf("after\n%s\n%v\n%s", strings.Join(history, "\n%%\n"), err, p.Unit.Source)
				}
			}
			p.Commit()
		}
	})
}
