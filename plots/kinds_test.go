package plots_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every function that makes a figure has a golden picture; those that make several have a golden one of them, or (slides)
// a test of their own.
func TestEveryKindHasAPicture(t *testing.T) {
	golden, err := os.ReadFile("golden_test.go")
	if err != nil {
		t.Fatal(err)
	}
	slides, err := os.ReadFile("slides_test.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	kinds := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !fn.Name.IsExported() || fn.Type.Results == nil {
				continue
			}
			where := golden
			switch result(fn) {
			case "Figure", "[]Figure", "*Live":
			case "Slides":
				where = slides
			default:
				continue
			}
			kinds++
			if call := "plots." + fn.Name.Name + "("; !strings.Contains(string(where), call) {
				t.Errorf("%s: %s) has no picture among the golden ones", file, call)
			}
		}
	}
	if kinds < 15 {
		t.Errorf("only %d kinds of figures were found", kinds)
	}
}

// result writes the type of a function's first result.
func result(fn *ast.FuncDecl) string {
	prefix, e := "", fn.Type.Results.List[0].Type
	switch t := e.(type) {
	case *ast.ArrayType:
		prefix, e = "[]", t.Elt
	case *ast.StarExpr:
		prefix, e = "*", t.X
	}
	if name, ok := e.(*ast.Ident); ok {
		return prefix + name.Name
	}
	return ""
}
