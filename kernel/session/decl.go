package session

import (
	"fmt"
	"go/ast"
	"go/token"
)

// A decl is a declaration that a plan makes: one of the cell's, or an earlier one that is emitted again because of
// what the cell redeclares.
type decl struct {
	rec  *record // what the session gets; its name is the base name
	old  *record // the live record of that name, or nil
	keep bool    // the old identity stays: same storage, same type, same signature
	// again is set for declarations that the plan emits again; cause is the declaration that is the reason.
	again  bool
	from   *record
	cause  *decl
	retype bool // of a type: only its methods change, so variables of it are retyped in place

	node   *ast.Ident // of the cell's: the name
	fn     *ast.FuncDecl
	spec   *ast.TypeSpec
	inCell bool
}

// target is the record that the name stands for once the plan is committed.
func (d *decl) target() *record {
	if d.keep {
		return d.old
	}
	return d.rec
}

// collect lists what the cell declares. Variables of statements come in too, in order of appearance.
func (p *plan) collect() []Diagnostic {
	var diags []Diagnostic
	c := p.c
	add := func(d *decl) {
		d.inCell = true
		line, col := c.position(c.off(d.node.Pos()))
		r := d.rec
		r.name, r.cell, r.line, r.col = r.base, c.number, line, col
		key := r.key()
		if prev := p.decls[key]; prev != nil {
			if prev.rec.kind == Var && r.kind == Var {
				return // go/types says whether that is allowed
			}
			diags = append(diags, c.diagnose(c.off(d.node.Pos()), fmt.Sprintf("%s redeclared in this cell", written(key))))
			return
		}
		p.decls[key] = d
		p.order = append(p.order, d)
	}
	for i := range c.items {
		it := &c.items[i]
		if it.stmt != nil {
			for _, id := range defined(it.stmt) {
				add(&decl{node: id, rec: &record{kind: Var, base: id.Name, source: c.written(it.stmt)}})
			}
			continue
		}
		switch d := it.decl.(type) {
		case *ast.FuncDecl:
			src, norm := c.plain[it.doc:it.end], normal(c.src[it.doc:it.end])
			if d.Recv != nil {
				base, ptr, generic := receiver(d)
				if base == nil || d.Name.Name == "_" {
					continue
				}
				recv := &record{kind: Type, base: base.Name, name: base.Name} // replaced by link
				add(&decl{node: d.Name, fn: d, rec: &record{kind: Method, base: d.Name.Name, recv: recv, ptr: ptr, generic: generic, source: src, norm: norm}})
				continue
			}
			if d.Name.Name == "init" || d.Name.Name == "_" {
				continue
			}
			generic := d.Type.TypeParams != nil
			add(&decl{node: d.Name, fn: d, rec: &record{kind: Func, base: d.Name.Name, generic: generic, source: src, norm: norm}})
		case *ast.GenDecl:
			for _, sp := range d.Specs {
				switch sp := sp.(type) {
				case *ast.TypeSpec:
					if sp.Name.Name == "_" {
						continue
					}
					src, norm := "type "+c.written(sp), normal("type "+c.text(sp))
					add(&decl{node: sp.Name, spec: sp, rec: &record{kind: Type, base: sp.Name.Name, generic: sp.TypeParams != nil, alias: sp.Assign.IsValid(), source: src, norm: norm}})
				case *ast.ValueSpec:
					kind := Var
					if d.Tok == token.CONST {
						kind = Const
					}
					for _, id := range sp.Names {
						if id.Name != "_" {
							add(&decl{node: id, rec: &record{kind: kind, base: id.Name, source: d.Tok.String() + " " + c.written(sp)}})
						}
					}
				}
			}
		}
	}
	return diags
}

// defined lists the names on the left of a top-level :=, behind labels too.
func defined(s ast.Stmt) []*ast.Ident {
	for {
		l, ok := s.(*ast.LabeledStmt)
		if !ok {
			break
		}
		s = l.Stmt
	}
	as, ok := s.(*ast.AssignStmt)
	if !ok || as.Tok != token.DEFINE {
		return nil
	}
	var out []*ast.Ident
	for _, e := range as.Lhs {
		if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
			out = append(out, id)
		}
	}
	return out
}

// receiver takes a method's receiver apart.
func receiver(d *ast.FuncDecl) (base *ast.Ident, ptr, generic bool) {
	if len(d.Recv.List) != 1 {
		return nil, false, false
	}
	e := ast.Unparen(d.Recv.List[0].Type)
	if st, ok := e.(*ast.StarExpr); ok {
		e, ptr = ast.Unparen(st.X), true
	}
	switch x := e.(type) {
	case *ast.IndexExpr:
		e, generic = x.X, true
	case *ast.IndexListExpr:
		e, generic = x.X, true
	}
	base, _ = e.(*ast.Ident)
	return base, ptr, generic
}
