package shell

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCommands runs the cells of testdata/commands.txtar in a folder of their own, as TestLanguage does with its suite.
// What a front end types is "typed".
func TestCommands(t *testing.T) {
	s := newShell(t)
	for _, c := range readCases(t, filepath.Join("testdata", "commands.txtar")) {
		t.Run(c.name, func(t *testing.T) {
			s.fresh(t)
			s.runCase(t, c)
		})
	}
}

// TestLoad sees what the front end is asked to do.
func TestLoad(t *testing.T) {
	s := newShell(t)
	if err := os.WriteFile(filepath.Join(s.dir(), "f.go"), []byte("x := 1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code string
		want *NextInput
	}{
		{"%load f.go", &NextInput{Code: "// %load f.go\nx := 1\n", Replace: true}},
		{"x := 2", nil},
	} {
		res := s.Execute(context.Background(), Request{Number: 1, Code: c.code}, &transcript{})
		if res.Status != OK || (res.Next == nil) != (c.want == nil) || c.want != nil && *res.Next != *c.want {
			t.Errorf("%s gives %+v, next %+v, want %+v", c.code, res, res.Next, c.want)
		}
	}
}

// TestProfile looks for the flame graph of %prun.
func TestProfile(t *testing.T) {
	s := newShell(t)
	var b bundles
	cell := "func slow() (n int) { for from := time.Now(); time.Since(from) < 300*time.Millisecond; n++ {}; return }\n%prun slow()"
	if res := s.Execute(context.Background(), Request{Number: 1, Code: cell}, &b); res.Status != OK {
		t.Fatal(res.EValue)
	}
	if len(b.shown) != 1 {
		t.Fatalf("%d things shown, want the flame graph", len(b.shown))
	}
	svg, _ := b.shown[0]["image/svg+xml"].(string)
	text, _ := b.shown[0]["text/plain"].(string)
	if !strings.Contains(svg, "main.slow\ncell[1]:1") || !strings.Contains(text, "stacks") {
		t.Errorf("the flame graph lacks slow at its line:\n%s\n%s", text, svg)
	}
}
