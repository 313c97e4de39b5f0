package gotests

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

// Form is a way to make cells of a program.
type Form string

// The forms.
const (
	Whole Form = "whole" // one cell with all declarations, one with main's body
	Split Form = "split" // a cell for each declaration, or group of them that need each other
)

// Cells makes cells of the program.
func (p *Program) Cells(f Form) []string {
	body := p.mainBody()
	if f == Whole {
		return []string{p.withoutMain(), body}
	}
	return append(p.groups(), body)
}

func (p *Program) offset(pos token.Pos) int { return p.fset.Position(pos).Offset }

func (p *Program) span(d ast.Decl) (from, to int) {
	from = p.offset(d.Pos())
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc != nil {
			from = p.offset(d.Doc.Pos())
		}
	case *ast.GenDecl:
		if d.Doc != nil {
			from = p.offset(d.Doc.Pos())
		}
	}
	return from, p.offset(d.End())
}

// withoutMain is the program with its main function blanked out.
func (p *Program) withoutMain() string {
	from, to := p.span(p.main())
	b := slices.Clone(p.Src)
	for i := from; i < to; i++ {
		if b[i] != '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}

// dying matches programs that wait until their variables are garbage: a session's variables never are.
var dying = regexp.MustCompile(`SetFinalizer|AddCleanup|weak\.|runtime\.KeepAlive`)

// mainBody is the cell of main's statements. Its variables become those of the session, unless they hide names
// of the package or must die: then the body stays a block.
func (p *Program) mainBody() string {
	m := p.main()
	from, to := p.offset(m.Body.Lbrace), p.offset(m.Body.Rbrace)
	lines := strings.Repeat("\n", p.fset.Position(m.Body.Lbrace).Line-1)
	if p.hides(m.Body) || dying.Match(p.Src) {
		return lines + string(p.Src[from:to+1])
	}
	return lines + string(p.Src[from+1:to]) + ";" // no value is shown
}

// hides reports whether a body declares a name that the package has.
func (p *Program) hides(body *ast.BlockStmt) bool {
	names := map[string]bool{}
	for _, d := range p.file.Decls {
		for _, n := range declared(d) {
			names[n] = true
		}
	}
	for _, i := range p.file.Imports {
		path := strings.Trim(i.Path.Value, "`\"")
		names[path[strings.LastIndexByte(path, '/')+1:]] = true
	}
	for _, s := range body.List {
		if l, ok := s.(*ast.LabeledStmt); ok {
			s = l.Stmt
		}
		switch s := s.(type) {
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE {
				for _, x := range s.Lhs {
					if id, ok := x.(*ast.Ident); ok && names[id.Name] {
						return true
					}
				}
			}
		case *ast.DeclStmt:
			for _, n := range declared(s.Decl) {
				if names[n] {
					return true
				}
			}
		}
	}
	return false
}

// declared lists the package-level names of a declaration; a method declares none.
func declared(d ast.Decl) []string {
	var out []string
	add := func(ids ...*ast.Ident) {
		for _, id := range ids {
			if id.Name != "_" && id.Name != "init" {
				out = append(out, id.Name)
			}
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			add(d.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				add(s.Names...)
			case *ast.TypeSpec:
				add(s.Name)
			}
		}
	}
	return out
}

// groups makes one cell of the imports and one of every strongly connected group of declarations, each after those that
// it needs. Who needs a type needs its methods.
func (p *Program) groups() []string {
	var imports []string
	var decls []ast.Decl
	for _, d := range p.file.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			from, to := p.span(d)
			imports = append(imports, string(p.Src[from:to]))
		} else if d != p.main() {
			decls = append(decls, d)
		}
	}
	owners := map[string][]int{}
	for i, d := range decls {
		for _, n := range declared(d) {
			owners[n] = append(owners[n], i)
		}
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
			n := receiver(f)
			owners[n] = append(owners[n], i)
		}
	}
	needs := make([][]int, len(decls))
	for i, d := range decls {
		ast.Inspect(d, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				needs[i] = append(needs[i], owners[id.Name]...)
			}
			return true
		})
	}
	var cells []string
	if len(imports) > 0 {
		cells = append(cells, strings.Join(imports, "\n"))
	}
	for _, group := range components(needs) {
		slices.Sort(group)
		var text []string
		for _, i := range group {
			from, to := p.span(decls[i])
			text = append(text, string(p.Src[from:to]))
		}
		cells = append(cells, strings.Join(text, "\n"))
	}
	return cells
}

// receiver is the name of a method's type.
func receiver(f *ast.FuncDecl) (name string) {
	x := f.Recv.List[0].Type
	for {
		switch t := x.(type) {
		case *ast.StarExpr:
			x = t.X
		case *ast.ParenExpr:
			x = t.X
		case *ast.IndexExpr:
			x = t.X
		case *ast.IndexListExpr:
			x = t.X
		case *ast.Ident:
			return t.Name
		default:
			return ""
		}
	}
}

// components are the strongly connected components of a graph, those that others lead to first (Tarjan 1972).
func components(edges [][]int) [][]int {
	n := len(edges)
	index, low, on := make([]int, n), make([]int, n), make([]bool, n)
	var stack []int
	var out [][]int
	next := 1
	var visit func(int)
	visit = func(v int) {
		index[v], low[v] = next, next
		next++
		stack, on[v] = append(stack, v), true
		for _, w := range edges[v] {
			if index[w] == 0 {
				visit(w)
				low[v] = min(low[v], low[w])
			} else if on[w] {
				low[v] = min(low[v], index[w])
			}
		}
		if low[v] != index[v] {
			return
		}
		i := slices.Index(stack, v)
		c := slices.Clone(stack[i:])
		for _, w := range c {
			on[w] = false
		}
		stack = stack[:i]
		out = append(out, c)
	}
	for v := range n {
		if index[v] == 0 {
			visit(v)
		}
	}
	return out
}
