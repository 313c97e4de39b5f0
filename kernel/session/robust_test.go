package session

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// FuzzPlan feeds cells that may be anything: whatever happens, it is a plan or diagnostics.
func FuzzPlan(f *testing.F) {
	for _, seed := range []string{
		"", "x", "x :=", "func", "func f(", "func (", "func (t T) m(", "import", "import \"", "type T", "var", "const (", "}", "{", "for {", "L:", "goto", "x.", "\x00", "\xff\xfe",
		"func f() {}; func g() {}", "var x = x", "type T T", "type T struct{ T }", "const c = c", "func init()", "func init(x int) {}", "func _() {}",
		"var _ = 1", "_ := 1", "x, x := 1, 2", "import . \"strings\"", "import _ \"strings\"", "import \"C\"", "package x; y := 1", "`", "/*", "'", "x := func() {}()",
		"type a = b; type b = a", "func (x *int) m() {}", "func (Q) m() {}", "if", "switch x := y.(type) {", "func f[T any](", "x.y := 1", "f() := 1", "1 := 2", "//line x:1\nx := y", "return 1", "break",
		"type T[P any] struct{}; func (T[Q]) m() {}", "func main() {}", "x := nil", "x := T", "defer", "go", "select {", "var (", "var x, y int = 1", "#!/bin/sh", "%time x", "a\r\nb", "ˑ := 1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		s := newSession(t)
		p, diags := s.Plan(1, src)
		if (p == nil) == (len(diags) == 0) {
			t.Fatalf("plan %v, diagnostics %v", p, diags)
		}
		for _, d := range diags {
			if d.Line < 1 || d.Col < 1 || d.Message == "" || strings.Contains(d.Message, refMark) && !strings.Contains(src, refMark) {
				t.Errorf("diagnostic %+v", d)
			}
			d.Text(true)
			d.HTML()
		}
		s.IsComplete(src)
		s.Complete(src, len(src)/2)
		s.Inspect(src, len(src)/2)
		if p != nil {
			p.Commit()
			if _, diags := s.Plan(2, src); len(diags) > 0 && !strings.Contains(src, "x") {
				t.Logf("not twice: %v", diags)
			}
		}
	})
}

// TestDamagedCells cuts and garbles good cells.
func TestDamagedCells(t *testing.T) {
	good := "import \"os\"\ntype T struct{ a int }\nfunc (t T) m() int { return t.a }\nx := []T{{1}, {2}}\nfor i, v := range x {\n\tif v.m() > 1 { fmt.Println(i, `raw`, 'c', \"s\") }\n}\nfunc g[P any](p P) P { return p }\ng(x[0].m())"
	r := rand.New(rand.NewPCG(1, 2))
	s := newSession(t)
	for i := range 400 {
		b := []byte(good)
		switch i % 3 {
		case 0:
			b = b[:r.IntN(len(b))]
		case 1:
			b[r.IntN(len(b))] = byte(r.IntN(256))
		case 2:
			k := r.IntN(len(b))
			b = append(b[:k:k], b[min(k+1+r.IntN(5), len(b)):]...)
		}
		p, diags := s.Plan(i, string(b))
		if (p == nil) == (len(diags) == 0) {
			t.Fatalf("%q: plan %v, diagnostics %v", b, p, diags)
		}
		s.Complete(string(b), r.IntN(len(b)+1))
		s.Inspect(string(b), r.IntN(len(b)+1))
		s.IsComplete(string(b))
	}
}
