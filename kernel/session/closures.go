package session

import (
	"go/ast"
	"go/token"
)

// This file notes what function values use that live in the session's variables. They are values, so redefinition
// cannot compile them again: a rebound function reaches them through its stub, but what gets another identity does not.

// A held value is a part of a statement that sets a variable, from which the variable may get a function.
type held struct {
	span
	how how
	sel int // of a selection: where the selected name begins
}

type how int

const (
	asLiteral   how = iota // a function literal
	asSelection            // a selection that is not called: perhaps a method value
	asValue                // the whole value: perhaps a function that a function has returned
)

// literals maps variables of the cell to the parts of the statements that set them which may be functions.
func (c *cell) literals() map[string][]held {
	out := map[string][]held{}
	find := func(names []*ast.Ident, values []ast.Expr) {
		called := map[ast.Expr]bool{}
		add := func(n ast.Node, h held) {
			h.span = span{c.off(n.Pos()), c.off(n.End())}
			for _, id := range names {
				out[id.Name] = append(out[id.Name], h)
			}
		}
		for _, v := range values {
			add(v, held{how: asValue})
			ast.Inspect(v, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					called[ast.Unparen(n.Fun)] = true
				case *ast.SelectorExpr:
					if !called[n] {
						add(n, held{how: asSelection, sel: c.off(n.Sel.Pos())})
					}
				case *ast.FuncLit:
					add(n, held{how: asLiteral})
					return false
				}
				return true
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
				if sp.how == asLiteral && off >= sp.start && off < sp.end {
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
