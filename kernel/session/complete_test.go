package session

import (
	"strings"
	"testing"
)

// runCells plans, checks and commits cells.
func runCells(t testing.TB, s *Session, cells ...string) {
	t.Helper()
	for i, src := range cells {
		p, diags := s.Plan(i+1, src)
		for _, d := range diags {
			t.Fatal(d.Text(false))
		}
		p.Commit()
	}
}

// cut finds the cursor, written as ‸.
func cut(code string) (string, int) {
	i := strings.Index(code, "‸")
	return strings.Replace(code, "‸", "", 1), i
}

func TestComplete(t *testing.T) {
	s := newSession(t)
	runCells(t, s,
		"type point struct{ X, y int; tag string }\nfunc (p point) Norm() int { return p.X }\nfunc (p *point) Move(d int) {}\ntype deep struct { *point; z int }\ncounter := 3\npt := point{}\nvar b strings.Builder\nm := map[string][]point{}",
		"func compute(n int) (point, error) { return point{}, nil }\nconst countdown = 10\nimport str \"strings\"",
	)
	for _, c := range []struct{ name, code, want, not string }{
		{"session names", "coun‸", "counter countdown", ""},
		{"function", "comp‸", "compute", ""},
		{"fields and methods", "pt.‸", "X y tag Norm Move", ""},
		{"fields with prefix", "pt.n‸", "Norm", "Move"},
		{"members of a package", "strings.Fi‸", "Fields FieldsFunc", "Join"},
		{"members of a renamed import", "str.Jo‸", "Join", ""},
		{"package not imported", "bufio.NewSc‸", "NewScanner", ""},
		{"package name", "buf‸", "bufio", ""},
		{"of a call's first result", "compute(1).‸", "", "Norm"},
		{"of an index expression", "m[\"a\"][0].‸", "X Norm", ""},
		{"of a method chain", "b.String‸", "String", ""},
		{"in call arguments", "fmt.Println(pt.‸", "X Norm", ""},
		{"in a function body", "func f(local *point) {\n\tlocal.‸\n}", "X Norm Move", ""},
		{"unfinished function body", "func f(local *point) {\n\tif local.‸", "X Norm Move", ""},
		{"locals", "func f(longName int) {\n\tlongOther := 1\n\tlong‸\n}", "longName longOther", ""},
		{"range variable", "for _, p := range m[\"a\"] {\n\tp.‸", "X Norm", ""},
		{"variable of the cell", "fresh := pt\nfresh.‸", "X Norm", ""},
		{"variable of the cell in a function", "fresh := pt\nfunc g() { fresh.‸ }", "X Norm", ""},
		{"embedded", "d := deep{}\nd.‸", "z point X Norm Move", ""},
		{"literal fields", "point{‸}", "X y tag", ""},
		{"literal fields with prefix", "q := point{ta‸", "tag", ""},
		{"the value of a field", "q := point{tag: t‸", "true", "tag"},
		{"keyword", "ret‸", "return", ""},
		{"builtin", "appe‸", "append", ""},
		{"dot import", "Sq‸", "Sqrt", ""},
		{"lines after the cursor", "x := pt.‸\ny := 2\n", "X Norm", ""},
		{"if header", "if v := pt; v.‸", "X Norm", ""},
		{"switch case", "switch pt.X {\ncase pt.‸", "X Norm", ""},
		{"in a string", "s := \"pt.‸", "", "Norm"},
		{"in a comment", "// pt.‸", "", "Norm"},
		{"number", "3.‸", "", "Norm"},
		{"closure", "f := func(q point) int { return q.‸", "X Norm", ""},
		{"type switch", "switch v := any(pt).(type) {\ncase point:\n\tv.‸", "X Norm", ""},
		{"pointer literal", "(&point{}).‸", "X Move", ""},
		{"random bytes", "}}){‸", "", "Norm"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, at := cut(c.code)
			got := map[string]bool{}
			for _, it := range s.Complete(code, at).Items {
				got[it.Text] = true
			}
			for _, w := range strings.Fields(c.want) {
				if !got[w] {
					t.Errorf("no %s among %v", w, got)
				}
			}
			if c.not != "" && got[c.not] {
				t.Errorf("%s should not be proposed", c.not)
			}
		})
	}
}

func TestInspect(t *testing.T) {
	s := newSession(t)
	runCells(t, s, "// area is the product.\nfunc area(w, h int) int { return w * h }\ntype point struct{ X int }\n// Norm is a norm.\nfunc (p point) Norm() int { return p.X }\npt := point{}\nconst k = 4")
	for _, c := range []struct{ name, code, signature, doc string }{
		{"function", "ar‸ea(1, 2)", "func area(w, h int) int", "area is the product."},
		{"among arguments", "area(1, ‸", "func area(w, h int) int", "area is the product."},
		{"variable", "p‸t", "var pt point", ""},
		{"constant", "k‸", "const k untyped int", ""},
		{"type", "poin‸t{}", "type point struct{ X int }\nfunc (p point) Norm() int", ""},
		{"method", "pt.Nor‸m()", "func (p point) Norm() int", "Norm is a norm."},
		{"field", "pt.X‸", "field X int", ""},
		{"library function", "strings.Fiel‸ds", "func strings.Fields(s string) []string", "Fields splits the string"},
		{"library type", "strings.Buil‸der", "type strings.Builder struct", "A Builder is used to"},
		{"package", "strin‸gs.Fields", `package strings // import "strings"`, "Package strings implements"},
		{"local variable", "func f(local int) int { return loc‸al }", "var local int", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, at := cut(c.code)
			in := s.Inspect(code, at)
			if in == nil {
				t.Fatal("nothing found")
			}
			if !strings.HasPrefix(in.Signature, c.signature) || !strings.HasPrefix(in.Doc, c.doc) {
				t.Errorf("got %q, doc %q", in.Signature, in.Doc)
			}
		})
	}
	for _, code := range []string{"‸", "nothing‸", "1 + ‸", "(‸", "\"‸"} {
		src, at := cut(code)
		if in := s.Inspect(src, at); in != nil {
			t.Errorf("%q: found %+v", code, in)
		}
	}
}

func TestIsComplete(t *testing.T) {
	s := newSession(t)
	for _, c := range []struct{ code, status, indent string }{
		{"", "complete", ""},
		{"x := 1", "complete", ""},
		{"func f() {", "incomplete", "\t"},
		{"func f() {\n\tx := 1", "incomplete", "\t"},
		{"if true {\n\tfor {", "incomplete", "\t\t"},
		{"x :=", "incomplete", ""},
		{"x +", "incomplete", ""},
		{"f(1,", "incomplete", "\t"},
		{"s := `abc", "incomplete", ""},
		{"/* abc", "incomplete", ""},
		{"x++", "complete", ""},
		{"ch <-", "incomplete", ""},
		{"s := \"abc", "invalid", ""},
		{"x := )", "invalid", ""},
		{"x y z", "invalid", ""},
		{"func f() {}\nf()", "complete", ""},
		{"switch x {\ncase 1:", "incomplete", ""},
		{"// comment", "complete", ""},
	} {
		if got := s.IsComplete(c.code); got.Status != c.status || got.Status == "incomplete" && c.indent != "" && got.Indent != c.indent {
			t.Errorf("%q: %+v, want %s %q", c.code, got, c.status, c.indent)
		}
	}
}
