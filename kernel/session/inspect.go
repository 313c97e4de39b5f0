package session

import (
	"go/ast"
	"go/types"
	"strings"
)

// Inspection describes a name.
type Inspection struct {
	Name      string
	Kind      string // as of [Completion].Type
	Signature string // its declaration without a body, such as "func f(n int) int" or "var x float64"
	Doc       string // its documentation, or ""
	Source    string // as written, "" if it is not known
	Path      string // import path of its package, or "" for names of the session and of the language
	Cell      int    // the cell that declared it, or 0
}

// Inspect describes the name at the byte offset cursor of a cell that is being written, or the function whose
// arguments the cursor is among. It returns nil if there is nothing to say.
func (s *Session) Inspect(code string, cursor int) *Inspection {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inspect(code, cursor)
}

// InspectNow is [Session.Inspect] without packages that were not compiled yet; wanted are those that could have a say.
func (s *Session) InspectNow(code string, cursor int) (in *Inspection, wanted []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	done := s.asking()
	in = s.inspect(code, cursor)
	return in, done()
}

func (s *Session) inspect(code string, cursor int) *Inspection {
	start, end := word(code, cursor)
	for start == end {
		// In a call's parentheses, or behind a bracket: the name before the innermost open parenthesis.
		open := openParen(code[:start])
		if open < 0 {
			return nil
		}
		start, end = word(code, open)
		if start == end && open == 0 {
			return nil
		}
		if start == end {
			code, start, end = code[:open], open, open
		}
	}
	name := code[start:end]
	if v := s.look(code, start, end, name); v != nil {
		if o := v.ck.info.Uses[v.id]; o != nil {
			return s.describe(v, o)
		}
		if o := v.ck.info.Defs[v.id]; o != nil {
			return s.describe(v, o)
		}
	}
	if r := s.called(name); r != nil {
		return r.inspection()
	}
	if path := s.imports[name]; path != "" {
		return &Inspection{Name: name, Kind: "package", Signature: "package " + name + " // import " + quote(path), Path: path, Doc: s.doc(path, "", "")}
	}
	if path := s.leftOut(name, nil); path != "" {
		return &Inspection{Name: name, Kind: "package", Signature: "package " + name + " // import " + quote(path), Path: path, Doc: s.doc(path, "", "")}
	}
	return nil
}

func quote(s string) string { return `"` + s + `"` }

// openParen is the offset of the innermost parenthesis that is open at the end of code, or -1.
func openParen(code string) int {
	var open []int
	for _, t := range scan(code, func(int, string) {}) {
		switch t.tok.String() {
		case "(":
			open = append(open, t.off)
		case ")":
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
	if len(open) == 0 {
		return -1
	}
	return open[len(open)-1]
}

// inspection describes a record.
func (r *record) inspection() *Inspection {
	in := &Inspection{Name: written(r.base), Kind: kindWord(r.kind), Source: r.source, Cell: r.cell, Doc: docOf(r.source)}
	switch r.kind {
	case Var, Const:
		in.Signature = string(r.kind) + " " + in.Name + " " + r.shown
	case Type:
		in.Signature = strings.TrimSpace(r.source)
		for _, m := range r.methods {
			in.Signature += "\n" + header(m.source)
		}
	default:
		in.Signature = header(r.source)
	}
	return in
}

// header is the declaration of a function without doc and body.
func header(src string) string {
	src = src[directives(src):]
	c, diags := parseCell(0, src)
	if len(diags) > 0 || len(c.items) == 0 {
		return src
	}
	if f, ok := c.items[0].decl.(*ast.FuncDecl); ok && f.Body != nil {
		return strings.TrimSpace(src[:c.off(f.Body.Pos())])
	}
	return src
}

// docOf is the comment at the head of a declaration, without its marks.
func docOf(src string) string {
	var out []string
	for _, line := range strings.Split(src[:directives(src)], "\n") {
		if text, ok := strings.CutPrefix(line, "//"); ok && !strings.HasPrefix(line, "//go:") {
			out = append(out, strings.TrimPrefix(text, " "))
		}
	}
	return strings.Join(out, "\n")
}

// describe describes an object of a checked cell.
func (s *Session) describe(v *view, o types.Object) *Inspection {
	pkg := v.ck.pkg
	if o.Pkg() == pkg {
		if o.Parent() == pkg.Scope() {
			if d := v.p.decls[o.Name()]; d == nil {
				if r := s.recs[o.Name()]; r != nil {
					return r.inspection()
				}
			}
		}
		if m := v.p.methodOf(v.ck, o); m != nil && v.p.decls[m.key()] == nil {
			return m.inspection()
		}
	}
	l := &lister{s: s, seen: map[string]bool{}}
	l.object(0, o, pkg)
	if len(l.items) == 0 {
		return nil
	}
	in := &Inspection{Name: written(o.Name()), Kind: l.items[0].Type}
	if d := v.p.decls[o.Name()]; d != nil && o.Pkg() == pkg {
		in.Source = d.rec.source
		in.Doc = docOf(d.rec.source)
	}
	if pn, ok := o.(*types.PkgName); ok {
		path := pn.Imported().Path()
		in.Name = pn.Imported().Name()
		in.Signature, in.Path, in.Doc = "package "+in.Name+" // import "+quote(path), path, s.doc(path, "", "")
		return in
	}
	in.Signature = readable(types.ObjectString(o, func(p *types.Package) string {
		if p == pkg {
			return ""
		}
		return p.Name()
	}))
	if c, ok := o.(*types.Const); ok {
		in.Signature += " = " + c.Val().String()
	}
	switch {
	case o.Pkg() == nil:
		d := s.library("builtin", receiverName(o), o.Name())
		in.Doc, in.Source = d.doc, d.source()
		if in.Kind == "function" && in.Source != "" {
			in.Signature = header(in.Source)
		}
	case o.Pkg() != pkg:
		in.Path = o.Pkg().Path()
		d := s.library(in.Path, receiverName(o), o.Name())
		in.Doc, in.Source = d.doc, d.source()
	}
	return in
}

// receiverName is the name of the type that a method or field belongs to, as far as that is known.
func receiverName(o types.Object) string {
	f, ok := o.(*types.Func)
	if !ok || f.Signature().Recv() == nil {
		return ""
	}
	t := f.Signature().Recv().Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}
