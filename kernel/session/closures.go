package session

import (
	"go/ast"
	"go/token"
)

// This file notes what function values use that live in the session's variables. They are values, so redefinition
// cannot compile them again: a rebound function reaches them through its stub, but what gets another identity does not.

// literals maps variables of the cell to the ranges of the function literals in the statements that set them.
func (c *cell) literals() map[string][]span {
	out := map[string][]span{}
	find := func(names []*ast.Ident, values []ast.Expr) {
		for _, v := range values {
			ast.Inspect(v, func(n ast.Node) bool {
				lit, ok := n.(*ast.FuncLit)
				if ok {
					for _, id := range names {
						out[id.Name] = append(out[id.Name], span{c.off(lit.Pos()), c.off(lit.End())})
					}
				}
				return !ok
			})
		}
	}
	for _, it := range c.items {
		if as, ok := it.stmt.(*ast.AssignStmt); ok && as.Tok == token.DEFINE {
			find(defined(as), as.Rhs)
		}
		if g, ok := it.decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
			for _, sp := range g.Specs {
				vs := sp.(*ast.ValueSpec)
				find(vs.Names, vs.Values)
			}
		}
	}
	return out
}

// readLiterals adds to the records of variables what their function literals mention.
func (p *plan) readLiterals(ck *checked) {
	lits := p.c.literals()
	if len(lits) == 0 {
		return
	}
	for off, id := range p.idents(ck) {
		ref := p.reference(ck, id)
		if ref.rec == nil {
			continue
		}
		for name, spans := range lits {
			d := p.decls[name]
			if d == nil || d.rec.kind != Var || d.target() == ref.rec {
				continue
			}
			for _, sp := range spans {
				if off >= sp.start && off < sp.end {
					d.rec.deps[ref.rec] = true
				}
			}
		}
	}
}

// refersTo says whether the text refers to the record.
func (t text) refersTo(r *record) bool {
	for _, ref := range t.refs {
		if ref.rec == r {
			return true
		}
	}
	return false
}
