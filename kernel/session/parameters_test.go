package session

import (
	"strings"
	"testing"
)

// TestParameters has the names of a function's parameters added where it is interacted with, and nowhere else.
func TestParameters(t *testing.T) {
	const add = `ˑdisplay.Names("x", "n")`
	for _, tt := range []struct{ name, earlier, cell, want string }{
		{"a function literal", "", "display.Interact(func(x float64, n int) {})", "{}, " + add + ")"},
		{"a function of the cell", "", "func f(x float64, n int) {}\ndisplay.Interact(f)", "(f, " + add + ")"},
		{"a function of an earlier cell", "func f(x float64, n int) {}", "display.Interact(f)", "(f, " + add + ")"},
		{"a variable", "f := func(x float64, n int) {}", "display.Interact(f)", "(f, " + add + ")"},
		{"a method", "type T int\nfunc (T) f(x float64, n int) {}", "display.Interact(T(1).f)", ".f, " + add + ")"},
		{"in a function", "", "func g() { display.Interact(func(x float64, n int) {}, 1.5) }", "1.5, " + add + ")"},
		{"below each other", "", "display.Interact(\n\tfunc(x float64, n int) {},\n\t1.5, // and no more, or less\n)", add + ")"},
		{"without a comma, but in a comment", "", "display.Interact(func(x float64, n int) {} /* a, b */)", ", " + add + ")"},
		{"another name of the package", "", "import d \"github.com/gradbook/gradbook/kernel/display\"\nd.Interact(func(x float64, n int) {})", `.Names("x", "n"))`},
		{"operators beside it", "", "s := []string{\"a\"}\ndisplay.Interact(func(x float64, n int) {}, 1.5, 2+len(s))", "len(s), " + add + ")"},
		{"no parameters", "", "display.Interact(func() {})", ""},
		{"a list of controls", "list := []any{1.5}", "display.Interact(func(x float64, n int) {}, list...)", ""},
		{"another function", "", "display.Show(func(x float64, n int) {})", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := loadWorld(t)
			s := New(Config{Importer: w.imp, Preload: Preload{Named: []string{displayPath}}, LangVersion: "go1.26"})
			for i, src := range []string{tt.earlier, tt.cell} {
				p, diags := s.Plan(i+1, src)
				if len(diags) > 0 {
					t.Fatal(diags)
				}
				p.Commit()
				if src != tt.cell {
					continue
				}
				if err := w.compile(t, p.Unit); err != nil {
					t.Error(err)
				}
				got := string(p.Unit.Source)
				if tt.want == "" && strings.Contains(got, ".Names(") || !strings.Contains(got, tt.want) {
					t.Errorf("%q is not in, or names are added to\n%s", tt.want, got)
				}
			}
		})
	}
}
