package session

import (
	"go/ast"
	"go/build"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
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

// doc is the documentation of a package (name empty), of a declaration of it, or of a method of recv. Export data has
// none, so the package's source is read.
func (s *Session) doc(path, recv, name string) string {
	dir := s.sourceDir(path)
	if dir == "" {
		return ""
	}
	d := s.docs[path]
	if d == nil {
		d = readDocs(dir, path)
		if s.docs == nil {
			s.docs = map[string]map[string]string{}
		}
		s.docs[path] = d
	}
	if recv != "" {
		name = recv + "." + name
	}
	return d[name]
}

// readDocs reads the documentation of a package: "" is the package's own, "T.m" a method's.
func readDocs(dir, path string) map[string]string {
	out := map[string]string{}
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
	}
	p, err := doc.NewFromFiles(fset, files, path)
	if err != nil {
		return out
	}
	out[""] = p.Doc
	values := func(vs []*doc.Value) {
		for _, v := range vs {
			for _, n := range v.Names {
				out[n] = v.Doc
			}
		}
	}
	funcs := func(prefix string, fs []*doc.Func) {
		for _, f := range fs {
			out[prefix+f.Name] = f.Doc
		}
	}
	values(p.Consts)
	values(p.Vars)
	funcs("", p.Funcs)
	for _, t := range p.Types {
		out[t.Name] = t.Doc
		values(t.Consts)
		values(t.Vars)
		funcs("", t.Funcs)
		funcs(t.Name+".", t.Methods)
	}
	return out
}
