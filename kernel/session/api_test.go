package session

import (
	"strings"
	"testing"
)

func TestVars(t *testing.T) {
	s := newSession(t)
	runCells(t, s, "type T struct{ n int }\nx := T{1}\nconst k = 3\nfunc f(n int) string { return \"\" }\nimport str \"strings\"", "type T struct{ n, m int }")
	var got []string
	for _, v := range s.Vars() {
		got = append(got, strings.TrimSpace(v.Name+" "+string(v.Kind)+" "+v.Type+" "+v.Note))
	}
	want := "T type struct{n int; m int}\nf func func(n int) string\nk const untyped int\nx var T keeps the old T (cell[1])"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if s.Imports()["str"] != "strings" {
		t.Errorf("imports: %v", s.Imports())
	}
}

func TestUncommitted(t *testing.T) {
	s := newSession(t)
	if _, diags := s.Plan(1, "x := 1"); len(diags) > 0 {
		t.Fatal(diags)
	}
	if _, diags := s.Plan(2, "x"); len(diags) == 0 {
		t.Error("a plan that was not committed has declared x")
	}
}

func TestLowered(t *testing.T) {
	s := newSession(t)
	runCells(t, s, "type v struct{ x int }\nfunc (v) Operators() {}\nfunc (a v) Add(b v) v { return v{a.x + b.x} }\nfunc (v) Lift(f float64) v { return v{int(f)} }\na := v{1}")
	for _, c := range []struct{ src, want string }{
		{"x := 1 + 2 // plain", "x := 1 + 2 // plain"},
		{"b := a + a", "b := a.Add(a)"},
		{"func g(p v) v { return p + p }\ng(a)", "func g(p v) v { return p.Add(p) }\ng(a)"},
	} {
		got, diags := s.Lowered(c.src)
		if len(diags) > 0 || got != c.want {
			t.Errorf("%q: got %q %v, want %q", c.src, got, diags, c.want)
		}
	}
}

func TestCompilerErrors(t *testing.T) {
	s := newSession(t)
	p, diags := s.Plan(3, "x := 1\ny := 2")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	got := s.CompilerErrors(p, "/tmp/a/cell[3]:2:1: stack frame too large\n")
	if len(got) != 1 || got[0].Error() != "cell[3]:2:1: stack frame too large" || got[0].Source != "y := 2" {
		t.Errorf("got %+v", got)
	}
	if got := s.CompilerErrors(p, "signal: killed"); len(got) != 1 || !strings.Contains(got[0].Message, "signal: killed") {
		t.Errorf("got %+v", got)
	}
}

func TestDiagnosticText(t *testing.T) {
	d := Diagnostic{Cell: 2, Line: 3, Col: 2, Message: "undefined: <x>", Source: "\tx", Hint: "did you mean y?"}
	if got, want := d.Text(false), "cell[2]:3:2: undefined: <x>\n    \tx\n    \t^\n    hint: did you mean y?"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := d.Text(true); !strings.Contains(got, "\x1b[") {
		t.Errorf("no colours in %q", got)
	}
	if got := d.HTML(); !strings.Contains(got, "&lt;x&gt;") {
		t.Errorf("not escaped: %q", got)
	}
}

func TestAtMostTenErrors(t *testing.T) {
	s := newSession(t)
	var src strings.Builder
	for i := range 30 {
		src.WriteString("_ = unknown" + itoa(i) + "\n")
	}
	if _, diags := s.Plan(1, src.String()); len(diags) != maxDiagnostics {
		t.Errorf("%d diagnostics", len(diags))
	}
}

func TestDropPackages(t *testing.T) {
	s := newSession(t)
	runCells(t, s, "var b strings.Builder\ntype T struct{ b *strings.Builder }\nfunc f() T { return T{&b} }\nx := 1")
	if got := strings.Join(s.DropPackages([]string{"strings"}), " "); got != "T b f" {
		t.Errorf("dropped %q", got)
	}
	p, diags := s.Plan(2, "type T int\nfunc g() int { return x }")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	if got := p.Unit.Rename; len(got) != 3 || got[0] != (Rename{"T", "Tˑ1"}) {
		t.Errorf("rename %v", got)
	}
	p.Commit()
	if p, _ := s.Plan(3, "y := 2"); len(p.Unit.Rename) > 0 {
		t.Errorf("renamed again: %v", p.Unit.Rename)
	}
}
