package session

import (
	"go/ast"
	"go/build"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// sourceDir is the folder with a package's source, or "".
func (s *Session) sourceDir(path string) string {
	if s.cfg.Dir != nil {
		if dir := s.cfg.Dir(path); dir != "" {
			return dir
		}
	}
	if len(StdPackages(path[strings.LastIndexByte(path, '/')+1:])) > 0 || !strings.Contains(path, ".") {
		return filepath.Join(build.Default.GOROOT, "src", filepath.FromSlash(path))
	}
	return ""
}

// declared is a declaration of a package outside of the session: its documentation, and where its text is.
type declared struct {
	doc, file string
	from, to  int
}

// doc is the documentation of a package (name empty), of a declaration of it, or of a method of recv. Export data has
// none, so the package's source is read.
func (s *Session) doc(path, recv, name string) string { return s.library(path, recv, name).doc }

// library finds a declaration in a package's source.
func (s *Session) library(path, recv, name string) declared {
	dir := s.sourceDir(path)
	if dir == "" {
		return declared{}
	}
	d := s.docs[path]
	if d == nil {
		d = readDocs(dir, path)
		if s.docs == nil {
			s.docs = map[string]map[string]declared{}
		}
		s.docs[path] = d
	}
	if recv != "" {
		name = recv + "." + name
	}
	return d[name]
}

// source is the text of a declaration, with the comment above it; empty if there is none.
func (d declared) source() string {
	text, err := os.ReadFile(d.file)
	if d.file == "" || err != nil || d.to > len(text) {
		return ""
	}
	return string(text[d.from:d.to])
}

// readDocs reads the declarations of a package: "" is the package itself, "T.m" a method.
func readDocs(dir, path string) map[string]declared {
	out := map[string]declared{}
	fset := token.NewFileSet()
	ctx := build.Default
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return out
	}
	var files []*ast.File
	for _, file := range names {
		if ok, err := ctx.MatchFile(dir, filepath.Base(file)); err != nil || !ok || strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
		if _, missing := err.(*fs.PathError); missing || f == nil {
			continue
		}
		files = append(files, f)
		places(fset, f, out) // now: go/doc takes the files apart
	}
	var mode doc.Mode
	if path == "builtin" {
		mode = doc.AllDecls // its names are not exported
	}
	p, err := doc.NewFromFiles(fset, files, path, mode)
	if err != nil {
		return out
	}
	note := func(name, text string) {
		d := out[name]
		d.doc = text
		out[name] = d
	}
	note("", p.Doc)
	values := func(vs []*doc.Value) {
		for _, v := range vs {
			for _, n := range v.Names {
				note(n, v.Doc)
			}
		}
	}
	funcs := func(prefix string, fs []*doc.Func) {
		for _, f := range fs {
			note(prefix+f.Name, f.Doc)
		}
	}
	values(p.Consts)
	values(p.Vars)
	funcs("", p.Funcs)
	for _, t := range p.Types {
		note(t.Name, t.Doc)
		values(t.Consts)
		values(t.Vars)
		funcs("", t.Funcs)
		funcs(t.Name+".", t.Methods)
	}
	return out
}

// places notes where the declarations of a file are. A name in a group has the group's text if it is short, else its own.
func places(fset *token.FileSet, f *ast.File, out map[string]declared) {
	const long = 2000
	note := func(name string, comment *ast.CommentGroup, n ast.Node) {
		from := n.Pos()
		if comment != nil {
			from = comment.Pos()
		}
		p := fset.Position(from)
		out[name] = declared{file: p.Filename, from: p.Offset, to: fset.Position(n.End()).Offset}
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			name := d.Name.Name
			if d.Recv != nil && len(d.Recv.List) > 0 {
				name = receiverType(d.Recv.List[0].Type) + "." + name
			}
			note(name, d.Doc, d)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				var n ast.Node = d
				comment := d.Doc
				if d.Lparen.IsValid() && d.End()-d.Pos() > long {
					n, comment = spec, nil
				}
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					note(spec.Name.Name, comment, n)
				case *ast.ValueSpec:
					for _, id := range spec.Names {
						note(id.Name, comment, n)
					}
				}
			}
		}
	}
}

// receiverType is the name of the type in a receiver.
func receiverType(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.StarExpr:
		return receiverType(x.X)
	case *ast.ParenExpr:
		return receiverType(x.X)
	case *ast.IndexExpr:
		return receiverType(x.X)
	case *ast.IndexListExpr:
		return receiverType(x.X)
	case *ast.Ident:
		return x.Name
	}
	return ""
}
