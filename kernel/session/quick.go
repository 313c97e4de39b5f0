package session

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
)

// A question while the user types does not wait for packages to be compiled, which takes a second to a minute where the go
// command's cache is empty: what is not there yet is as if it did not exist, and is named, to be had for the next question.

// asking makes the session answer a question; the result ends that, and gives the packages that were not there.
func (s *Session) asking() (done func() (wanted []string)) {
	s.quick, s.wanted = s.cfg.Known != nil, nil
	return func() []string {
		s.quick = false
		return s.wanted
	}
}

// notYet is the error for a package that a question would have to wait for; nil if it is there.
func (s *Session) notYet(path string) error {
	if !s.quick || s.cfg.Known(path) {
		return nil
	}
	if !slices.Contains(s.wanted, path) {
		s.wanted = append(s.wanted, path)
	}
	return fmt.Errorf("package %s is not compiled yet", path)
}

// SourceMembers proposes what a package exports, from its source, for the word at the cursor behind the package's name: what can be
// said while it is being compiled. Only packages that need no import are known, and only where the name is nothing else in
// the code. It does not wait for a cell that is being planned.
func SourceMembers(code string, cursor int) Completions {
	start, end := word(code, cursor)
	out := Completions{Start: start, End: end}
	before := strings.TrimRight(code[:start], " \t\r\n")
	name, ok := strings.CutSuffix(before, ".")
	if !ok || inLiteral(code, start) {
		return out
	}
	from, to := word(name, len(name))
	if name = name[from:to]; !alwaysSelected(code, name) {
		return out
	}
	l := &lister{prefix: strings.ToLower(code[start:cursor]), seen: map[string]bool{}}
	for _, path := range StdPackages(name) {
		l.path = path
		l.exported(filepath.Join(build.Default.GOROOT, "src", filepath.FromSlash(path)))
	}
	out.Items = l.sorted(code[start:cursor])
	return out
}

// alwaysSelected reports whether a name stands in code only before a dot, as a package's does.
func alwaysSelected(code, name string) bool {
	toks := scan(code, func(int, string) {})
	for i, t := range toks {
		if t.tok == token.IDENT && t.off+len(name) <= len(code) && code[t.off:t.off+len(name)] == name && (i+1 >= len(toks) || toks[i+1].off > t.off+len(name)) {
			return false
		}
	}
	return true
}

// exported adds what the files of a folder export.
func (l *lister) exported(dir string) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return
	}
	fset := token.NewFileSet()
	for _, file := range names {
		if ok, err := build.Default.MatchFile(dir, filepath.Base(file)); err != nil || !ok || strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					l.export(d.Name, "function", types.ExprString(d.Type))
				}
			case *ast.GenDecl:
				l.specs(d)
			}
		}
	}
}

func (l *lister) specs(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			l.export(spec.Name, "type", types.ExprString(spec.Type))
		case *ast.ValueSpec:
			kind, typ := "variable", ""
			if d.Tok == token.CONST {
				kind = "constant"
			}
			if spec.Type != nil {
				typ = types.ExprString(spec.Type)
			}
			for _, id := range spec.Names {
				l.export(id, kind, typ)
			}
		}
	}
}

func (l *lister) export(id *ast.Ident, kind, signature string) {
	if id.IsExported() {
		rank := 0
		if n := popular(l.path, id.Name); n > 0 {
			rank = usual + n
		}
		l.add(rank, Completion{Text: id.Name, Type: kind, Signature: signature})
	}
}
