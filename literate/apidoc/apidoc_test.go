package apidoc

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func load(t *testing.T, dir string) *Package {
	t.Helper()
	p, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var testLinks = Links{
	Package: func(path string) string { return map[string]string{"math": "maths.html"}[path] },
	Source:  func(file string, line int) string { return fmt.Sprintf("%s:%d", filepath.Base(file), line) },
}

func TestMarkdown(t *testing.T) {
	text := load(t, "testdata/geometry").Markdown(testLinks)
	for name, want := range map[string]string{
		"import path":           "```go\nimport \"github.com/gradbook/gradbook/literate/apidoc/testdata/geometry\"\n```",
		"heading of the doc":    "## Units {#hdr-Units}",
		"link to a page":        "[math.Pi](maths.html#Pi)",
		"link within":           "[Circle.Radius](#Circle.Radius)",
		"group of constants":    "### Small, Large {#Small}\n\n<span id=\"Large\"></span>\n\n```go\nconst (",
		"type":                  "## Types\n\n### type Circle {#Circle}",
		"no formula in a price": `costs \$2`,
		"unexported fields":     "// contains filtered or unexported fields",
		"constructor":           "#### NewCircle {#NewCircle}\n\n```go\nfunc NewCircle(radius float64) *Circle\n```",
		"method":                "#### Circle.Area {#Circle.Area}",
		"source":                "[Source](<geometry.go:26>)",
		"source in a notebook":  "[Source](<shapes.ipynb[box]:5>)",
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in\n%s", want, text)
			}
		})
	}
}

func TestSymbol(t *testing.T) {
	p := load(t, "testdata/geometry")
	for _, name := range []string{"Small", "Large", "Circle", "NewCircle", "Circle.Area", "Square"} {
		if text, ok := p.Symbol(name, Links{}); !ok || !strings.HasPrefix(text, "```go\n") {
			t.Errorf("%s: %q", name, text)
		}
	}
	for _, name := range []string{"Area", "Circle.hidden", "circle", ""} {
		if _, ok := p.Symbol(name, Links{}); ok {
			t.Errorf("found %q", name)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	broken := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.org/broken\n", "a.go": "package a\n\nfunc {\n"} {
		if err := os.WriteFile(filepath.Join(broken, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	lone := t.TempDir()
	if err := os.WriteFile(filepath.Join(lone, "a.go"), []byte("package a\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, dir, want string }{
		{"no sources", t.TempDir(), "no Go package in "},
		{"syntax error", broken, "a.go:3:6: "},
		{"no module", lone, "is in no Go module: there is no go.mod above it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Load(c.dir); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
