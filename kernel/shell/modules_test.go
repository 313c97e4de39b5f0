package shell

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLocalPackage edits a package of the module that a session runs in.
func TestLocalPackage(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		f := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(f), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.com/mine\n\ngo 1.26\n")
	write("geo/geo.go", "package geo\n\ntype Point struct{ X int }\n\nfunc New() Point { return Point{1} }\n")
	sh := newShellIn(t, dir)
	run := func(code string) (string, Result) {
		var got transcript
		r := sh.Execute(context.Background(), Request{Number: 1, Code: code}, &got)
		return strings.TrimSpace(got.text.String()), r
	}
	expect := func(code, want string) {
		t.Helper()
		if got, r := run(code); r.Status != OK || got != want {
			t.Errorf("%s: wrote %q (%s), want %q", code, got, r.EValue, want)
		}
	}
	expect("import \"example.com/mine/geo\"\np := geo.New()\nq := 7\np", "{X:1}")
	write("geo/geo.go", "package geo\n\ntype Point struct{ X, Y int }\n\nfunc New() Point { return Point{1, 2} }\n")
	expect("geo.New()", "note: example.com/mine/geo changed on disk: the new form is used from here on; p belonged to the old form and are gone: run their cells again\n{X:1 Y:2}")
	expect("q", "7")
	write("geo/geo.go", "package geo\n\nfunc New() Point { return }\n")
	if _, r := run("q"); r.Status != Error || !strings.Contains(r.EValue, "geo") {
		t.Errorf("a package that does not compile: %+v", r)
	}
	write("geo/geo.go", "package geo\n\nfunc New() string { return \"again\" }\n")
	if got, _ := run("geo.New()"); !strings.HasSuffix(got, "\nagain") {
		t.Errorf("after the package was mended: %q", got)
	}
}
