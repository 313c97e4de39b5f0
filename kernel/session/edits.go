package session

import (
	"go/ast"
	"go/token"
	"strings"
)

// This file turns a cell's statements into those of a function whose variables live at package level: := and var
// become assignments, the trailing expression is shown, and old variables that get a new type are called by their
// retired names.

// edits lists the edits of the cell for one pass, in order.
func (p *plan) edits(ps pass) []edit {
	c := p.c
	var out []edit
	if e := c.result; e != nil && p.show(ps) {
		if c.quiet && ps == compiling {
			out = append(out, edit{c.off(e.Pos()), c.off(e.Pos()), "_ = "})
		} else {
			out = append(out, edit{c.off(e.Pos()), c.off(e.Pos()), rtName + ".Show("}, edit{c.off(e.End()), c.off(e.End()), ")"})
		}
	}
	if ps == compiling {
		out = append(out, p.sleeps()...)
	}
	out = append(out, p.res.edits...)
	out = append(out, p.embedEdits(ps)...)
	if ps == compiling {
		for _, it := range c.items {
			switch g, ok := it.decl.(*ast.GenDecl); {
			case it.stmt != nil:
				out = append(out, assign(c, it.stmt)...)
			case ok && g.Tok == token.VAR && p.statements:
				out = append(out, p.assignVars(g)...)
			}
		}
		out = append(out, p.oldUses...)
		out = append(out, polls(c)...)
	}
	// Edits at one offset keep this order: Show( comes before the alias of a dot-imported name, and of two edits of the
	// same name the first counts.
	sortEdits(out)
	return dropCovered(out)
}

// dropCovered removes edits that lie inside of another one.
func dropCovered(edits []edit) []edit {
	out := edits[:0]
	end := -1
	for _, e := range edits {
		if e.off < end {
			continue
		}
		out = append(out, e)
		end = max(end, e.end)
	}
	return out
}

// show says whether the trailing expression is handed to rt.Show: always if it is no call, else if the first pass has
// found that the call has a value.
func (p *plan) show(ps pass) bool {
	_, call := ast.Unparen(p.c.result.X).(*ast.CallExpr)
	if !call {
		return true
	}
	return ps == compiling && p.hasValue
}

// assign turns the := of a top-level statement into =.
func assign(c *cell, s ast.Stmt) []edit {
	for {
		l, ok := s.(*ast.LabeledStmt)
		if !ok {
			break
		}
		s = l.Stmt
	}
	if as, ok := s.(*ast.AssignStmt); ok && as.Tok == token.DEFINE {
		o := c.off(as.TokPos)
		return []edit{{o, o + 2, " ="}}
	}
	return nil
}

// assignVars turns a var declaration between statements into assignments.
func (p *plan) assignVars(g *ast.GenDecl) []edit {
	c := p.c
	first := c.off(g.End())
	if len(g.Specs) > 0 {
		first = c.off(g.Specs[0].Pos())
	}
	if g.Lparen.IsValid() {
		first = c.off(g.Lparen) + 1
	}
	out := []edit{{c.off(g.Pos()), first, ""}}
	if g.Rparen.IsValid() {
		out = append(out, edit{c.off(g.Rparen), c.off(g.Rparen) + 1, ""})
	}
	for _, sp := range g.Specs {
		out = append(out, p.assignSpec(sp.(*ast.ValueSpec))...)
	}
	return out
}

func (p *plan) assignSpec(sp *ast.ValueSpec) []edit {
	c := p.c
	start, names, end := c.off(sp.Pos()), c.off(sp.Names[len(sp.Names)-1].End()), c.off(sp.End())
	var left, right []string // of the variables that are set to zero
	named := false
	for _, id := range sp.Names {
		if id.Name == "_" {
			continue
		}
		named = true
		if d := p.decls[id.Name]; d != nil && d.keep {
			left = append(left, id.Name)
			right = append(right, "*new("+d.rec.redecl.render(p.plainName, p.s.alias)+")")
		}
	}
	switch e := p.embedOf(sp); {
	case e != nil:
		return []edit{{names, end, " = " + p.embedName(e)}}
	case len(sp.Values) > 0 && !named && sp.Type != nil:
		return []edit{{start, start, "var "}} // var _ I = x is a check of x
	case len(sp.Values) > 0:
		return []edit{{names, c.off(sp.Values[0].Pos()), " = "}}
	case len(left) > 0:
		return []edit{{start, end, strings.Join(left, ", ") + " = " + strings.Join(right, ", ")}}
	}
	return []edit{{start, end, ""}}
}

// plainName is the name that a record has in the type of a variable that the plan declares; variables declares that
// type as well, and has everything in it declared.
func (p *plan) plainName(r *record) string {
	if d := p.replaced(r); d != nil && !d.keep && !d.retype {
		return p.retiredName(r)
	}
	if d := p.replaced(r); d != nil {
		return r.base
	}
	return r.name
}

// sleeps makes time.Sleep one that an interrupt ends, and runtime.Breakpoint one that our debugger knows.
func (p *plan) sleeps() []edit {
	var out []edit
	for _, id := range p.c.free {
		off := p.c.off(id.Pos())
		path, name := p.res.paths[off], p.c.selOf[id]
		if path == "time" && name == "Sleep" || path == "runtime" && name == "Breakpoint" {
			out = append(out, edit{off, off + len(id.Name), rtName})
		}
	}
	return out
}
