// Package gotests runs Go's own test programs, $GOROOT/test, as cells of a session, and compares what they print with
// what they print as programs. The folder has some thousand of them that exercise every corner of the language; a
// program with the first line "// run" must exit with code 0 and print what the .out file beside it holds, or nothing.
//
// A program becomes cells in two ways, see [Form]. Programs that say nothing about cells are skipped with a reason.
package gotests

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
)

// Program is one test program.
type Program struct {
	Name string // path below $GOROOT/test, such as "ken/array.go"
	Path string
	Src  []byte
	Skip string // why it says nothing about cells; empty if it does

	fset *token.FileSet
	file *ast.File
}

// Find reads the programs of a Go tree whose first line says that they are run as single files, in the order of their
// names.
func Find(goroot string) ([]*Program, error) {
	root := filepath.Join(goroot, "test")
	var out []*Program
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && filepath.Ext(path) == ".dir" {
			return fs.SkipDir // packages of a program in several files
		}
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		action, args := recipe(string(src))
		if action != "run" {
			return nil
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		p := &Program{Name: filepath.ToSlash(name), Path: path, Src: src, fset: token.NewFileSet()}
		p.file, err = parser.ParseFile(p.fset, p.Name, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		p.Skip = p.skip(args)
		out = append(out, p)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading Go's test programs: %w", err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("no test programs in %s: this Go was installed without its test folder", root)
	}
	return out, nil
}

// recipe is the first line that is neither empty nor a build constraint: what the go project's runner is to do.
func recipe(src string) (action string, args []string) {
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		if line == "" || constraint.IsGoBuild(line) || constraint.IsPlusBuild(line) {
			continue
		}
		f := strings.Fields(strings.TrimPrefix(line, "//"))
		if !strings.HasPrefix(line, "//") || len(f) == 0 {
			return "", nil
		}
		return f[0], f[1:]
	}
	return "", nil
}

// reasons are the properties of a program's text by which it says nothing about cells.
var reasons = []struct {
	why string
	re  *regexp.Regexp
}{
	{"binds to symbols by linkname", regexp.MustCompile(`(?m)^//go:linkname `)},
	{"runs the go command or itself as a child", regexp.MustCompile(`exec\.Command|os\.Executable|os\.StartProcess|syscall\.Exec\b`)},
	{"is told its command line", regexp.MustCompile(`os\.Args|flag\.Parse`)},
	{"looks at the names, files or lines of its own code", regexp.MustCompile(`runtime\.(Callers?|CallersFrames|FuncForPC|Stack)\b|debug\.(Stack|PrintStack|ReadBuildInfo)\b|os\.Getenv\("GOSSAFUNC"\)`)},
	{"measures the memory or the profile of its process", regexp.MustCompile(`runtime\.(MemProfile\w*|ReadMemStats|BlockProfile|ReadMemProfile)\b|testing\.AllocsPerRun|testing\.Benchmark`)},
}

// skip says why a program says nothing about cells, or "".
func (p *Program) skip(args []string) string {
	if len(args) > 0 {
		return "needs flags of the compiler or arguments"
	}
	for line := range strings.Lines(string(p.Src)) {
		if strings.HasPrefix(line, "package ") {
			break
		}
		if !constraint.IsGoBuild(line) {
			continue
		}
		x, err := constraint.Parse(strings.TrimSpace(line))
		if err != nil || !x.Eval(satisfied) {
			return "is for other systems (build constraint)"
		}
	}
	for _, i := range p.file.Imports {
		switch path, _ := strconv.Unquote(i.Path.Value); {
		case path == "C":
			return "uses cgo"
		case strings.HasPrefix(path, "internal/") || strings.Contains(path, "/internal/"):
			return "imports a package internal to Go"
		}
	}
	for _, r := range reasons {
		if r.re.Match(p.Src) {
			return r.why
		}
	}
	if p.main() == nil {
		return "has no func main"
	}
	return special[p.Name]
}

func satisfied(tag string) bool {
	if tag == "gc" || tag == runtime.GOOS || tag == runtime.GOARCH || tag == "unix" && runtime.GOOS == "linux" {
		return true
	}
	v, ok := strings.CutPrefix(tag, "go1.")
	if !ok {
		return false
	}
	want, err := strconv.Atoi(v)
	return err == nil && want <= 26
}

// main is the program's main function.
func (p *Program) main() *ast.FuncDecl {
	for _, d := range p.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "main" {
			return f
		}
	}
	return nil
}

// Want is what the program prints when Go runs it: the file beside it, nothing without one.
func (p *Program) Want() (string, error) {
	b, err := os.ReadFile(strings.TrimSuffix(p.Path, ".go") + ".out")
	if os.IsNotExist(err) {
		return "", nil
	}
	return string(b), err
}
