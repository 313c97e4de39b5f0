package lower

import (
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// corpus are packages of the standard library: arithmetic, methods called Add, generics, every kind of statement. With
// GRADBOOK_SOAK all packages of the standard library are walked instead.
var corpus = []string{
	"bufio", "bytes", "container/heap", "encoding/json", "fmt", "go/ast", "go/parser", "go/printer", "image", "iter", "maps", "math",
	"math/big", "math/bits", "math/cmplx", "net/netip", "os", "reflect", "regexp", "slices", "sort", "strconv", "strings", "sync/atomic",
	"text/template", "time", "unicode/utf8",
}

// TestValidGo walks packages of the standard library as if their first check had had errors, and as if every type had
// opted in, and expects that nothing is lowered: what Go gives a type to is never touched.
func TestValidGo(t *testing.T) {
	fset := token.NewFileSet()
	conf := config(t, fset)
	corpus := corpus
	if os.Getenv("GRADBOOK_SOAK") != "" {
		corpus = standardLibrary(t)
		open, err := exportsOf(corpus...)
		if err != nil {
			t.Fatal(err)
		}
		conf.Importer = importer.ForCompiler(fset, "gc", open)
	}
	conf.Sizes = types.SizesFor("gc", build.Default.GOARCH)
	expressions := 0
	for _, path := range corpus {
		t.Run(path, func(t *testing.T) {
			pkg, err := build.Import(path, filepath.Join(build.Default.GOROOT, "src"), 0)
			if err != nil {
				t.Fatal(err)
			}
			var files []*ast.File
			for _, name := range pkg.GoFiles {
				f, err := parser.ParseFile(fset, filepath.Join(pkg.Dir, name), nil, parser.SkipObjectResolution|parser.ParseComments)
				if err != nil {
					t.Fatal(err)
				}
				files = append(files, f)
			}
			l := &lowerer{fset: fset, file: files[0], opts: Options{Config: conf, Path: path, Extra: files[1:]}, compared: map[ast.Expr]bool{}, everyType: true}
			l.check()
			for _, e := range l.errs {
				if !e.Soft {
					t.Fatal(e)
				}
			}
			for _, f := range files {
				l.file, l.tf = f, fset.File(f.FileStart)
				if l.walk() {
					for _, s := range l.steps {
						t.Errorf("%s: lowered to %s", fset.Position(s.made.Pos()), types.ExprString(s.made))
					}
				}
			}
			expressions += len(l.info.Types)
		})
	}
	t.Logf("%d packages, %d expressions", len(corpus), expressions)
}

// standardLibrary lists the packages of the standard library but those that are written in C, in part.
func standardLibrary(t *testing.T) (paths []string) {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", "{{if and .GoFiles (not .CgoFiles)}}{{.ImportPath}}{{end}}", "std").Output()
	if err != nil {
		t.Fatal(err)
	}
	for path := range strings.FieldsSeq(string(out)) {
		if path != "unsafe" { // has no source
			paths = append(paths, path)
		}
	}
	return paths
}

// config returns a configuration that imports the corpus and the tests' packages from export data.
func config(t testing.TB, fset *token.FileSet) *types.Config {
	t.Helper()
	open, err := exports()
	if err != nil {
		t.Fatal(err)
	}
	return &types.Config{Importer: importer.ForCompiler(fset, "gc", open)}
}
