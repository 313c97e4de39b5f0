package gradbook_test

// Every exported symbol of the packages that users import is shown by an Example with output. What counts:
//
//   - a function: its own Example;
//   - a type: an Example of it, of one of its methods, of a function that makes one, or one that names one of its constants;
//   - a method: its own Example, or a call of it in one of the Examples that show its type. Error and String need no call:
//     printing is one.

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var packagesWithExamples = []string{"autograd", "autograd/anp", "autograd/ndarray", "autograd/optim", "autograd/didact", "plots", "kernel/display"}

func TestEverySymbolHasAnExample(t *testing.T) {
	for _, dir := range packagesWithExamples {
		t.Run(dir, func(t *testing.T) {
			pkg, shown := readPackage(t, dir)
			for _, f := range pkg.Funcs {
				if shown.by(f.Name) == nil {
					t.Errorf("%s has no Example: write Example%s with an // Output", f.Name, f.Name)
				}
			}
			for _, typ := range pkg.Types {
				for _, f := range typ.Funcs {
					if shown.by(f.Name) == nil {
						t.Errorf("%s has no Example: write Example%s with an // Output", f.Name, f.Name)
					}
				}
				of := shown.byType(typ)
				if len(of) == 0 {
					t.Errorf("type %s has no Example: write Example%s with an // Output", typ.Name, typ.Name)
				}
				for _, m := range typ.Methods {
					if shown.by(typ.Name+"_"+m.Name) == nil && !calls(of, m.Name) {
						t.Errorf("%s.%s is in no Example: write Example%[1]s_%[2]s, or call it in Example%[1]s", typ.Name, m.Name)
					}
				}
			}
		})
	}
}

// examples are those of a package that have an output, by their names without "Example".
type examples map[string]*doc.Example

// readPackage returns the documentation of the package in a folder, and its Examples.
func readPackage(t *testing.T, dir string) (*doc.Package, examples) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatal("no Go files in ", dir, err)
	}
	fset, shown := token.NewFileSet(), examples{}
	var files []*ast.File
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(fset, name, src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, "_test.go") {
			files = append(files, file)
			continue
		}
		for _, e := range doc.Examples(file) {
			if e.Output != "" || e.EmptyOutput {
				shown[e.Name] = e
			}
		}
	}
	pkg, err := doc.NewFromFiles(fset, files, dir)
	if err != nil {
		t.Fatal(err)
	}
	return pkg, shown
}

// by returns the Example of a symbol, with or without a suffix, or nil.
func (shown examples) by(symbol string) *doc.Example {
	if e := shown[symbol]; e != nil {
		return e
	}
	for name, e := range shown {
		if suffix, ok := strings.CutPrefix(name, symbol+"_"); ok {
			if first, _ := utf8.DecodeRuneInString(suffix); unicode.IsLower(first) {
				return e
			}
		}
	}
	return nil
}

// byType returns the Examples that show a type.
func (shown examples) byType(typ *doc.Type) (of []*doc.Example) {
	makers, constants := map[string]bool{}, map[string]bool{}
	for _, f := range typ.Funcs {
		makers[f.Name] = true
	}
	for _, v := range append(typ.Consts, typ.Vars...) {
		for _, name := range v.Names {
			constants[name] = true
		}
	}
	for name, e := range shown {
		symbol, _, _ := strings.Cut(name, "_")
		if symbol == typ.Name || makers[symbol] || mentions(e, constants) {
			of = append(of, e)
		}
	}
	return of
}

// mentions reports whether an Example's code has one of the names.
func mentions(e *doc.Example, names map[string]bool) (found bool) {
	ast.Inspect(e.Code, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && names[id.Name] {
			found = true
		}
		return !found
	})
	return found
}

// calls reports whether one of the Examples calls a method.
func calls(of []*doc.Example, method string) (found bool) {
	if method == "Error" || method == "String" {
		return len(of) > 0
	}
	for _, e := range of {
		ast.Inspect(e.Code, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				sel, ok := call.Fun.(*ast.SelectorExpr)
				found = found || ok && sel.Sel.Name == method
			}
			return !found
		})
	}
	return found
}
