package session

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// This file reads what the first check has found: whether redeclared things differ from their old form, and which
// types the cell's variables have.

// cellIdents maps offsets of the cell to the identifiers of the composed file that were copied from there.
func (p *plan) cellIdents(ck *checked) map[int]*ast.Ident {
	out := map[int]*ast.Ident{}
	src := p.c.src
	ast.Inspect(ck.file, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		if rec, off, ok := ck.c.origin(ck.offset(id.Pos())); ok && rec == nil && strings.HasPrefix(src[min(off, len(src)):], id.Name) {
			out[off] = id
		}
		return true
	})
	return out
}

// decide compares redeclared functions, variables and constants with what they were. It reports whether it found a
// difference that was not known.
func (p *plan) decide(ck *checked) bool {
	changed := false
	differ := func(d *decl) {
		if !p.differs[d.rec.key()] {
			p.differs[d.rec.key()] = true
			changed = true
		}
	}
	for name, d := range ck.c.cmp {
		v := ck.object(name)
		var now types.Type
		switch d.rec.kind {
		case Var:
			now = p.varType(ck, d)
		case Func:
			if f := ck.object(d.rec.base); f != nil {
				now = f.Type()
			}
		case Method:
			if f := p.methodObject(ck, d); f != nil {
				sig := f.Signature()
				now = types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
			}
		}
		if v == nil || now == nil || !types.Identical(v.Type(), now) {
			differ(d)
		}
	}
	for _, d := range p.order {
		if d.keep && d.inCell && d.spec != nil && !slices.Equal(p.pathsIn(p.c.off(d.spec.Pos()), p.c.off(d.spec.End())), d.old.full.paths()) {
			differ(d) // the same text, with names that other packages have now
		}
		if d.rec.kind == Const && d.keep {
			obj, ok := ck.object(d.rec.base).(*types.Const)
			if !ok {
				differ(d)
				continue
			}
			t := constText(obj, ck.pkg, p.find(ck.c))
			if t.render(p.plainName, p.s.alias) != d.old.redecl.render(p.plainName, p.s.alias) {
				differ(d)
			}
		}
	}
	return changed
}

// methodObject is the method that a declaration of the plan makes, in a checked file.
func (p *plan) methodObject(ck *checked, d *decl) *types.Func {
	tn, ok := ck.object(d.rec.recv.base).(*types.TypeName)
	if !ok {
		return nil
	}
	named, ok := types.Unalias(tn.Type()).(*types.Named)
	if !ok {
		return nil
	}
	for m := range named.Methods() {
		if m.Name() == d.rec.base {
			return m
		}
	}
	return nil
}

// varType is the type of a variable of the cell, in whatever form the file has it.
func (p *plan) varType(ck *checked, d *decl) types.Type {
	if id := p.idents(ck)[p.c.off(d.node.Pos())]; id != nil {
		if o := ck.info.Defs[id]; o != nil {
			return o.Type()
		}
		if o := ck.info.Uses[id]; o != nil {
			return o.Type()
		}
	}
	return nil
}

func (p *plan) idents(ck *checked) map[int]*ast.Ident {
	if ck.idents == nil {
		ck.idents = p.cellIdents(ck)
	}
	return ck.idents
}

// infer takes the types of the cell's variables, the uses of old ones, and what the trailing expression is.
func (p *plan) infer(ck *checked) []Diagnostic {
	var diags []Diagnostic
	p.oldUses, p.oldVars, p.initMode, p.inits = nil, map[*record]bool{}, false, nil
	idents := p.idents(ck)
	for _, d := range p.order {
		if d.rec.kind != Var || !d.inCell {
			continue
		}
		t := p.varType(ck, d)
		if t == nil || t == types.Typ[types.Invalid] {
			diags = append(diags, p.c.diagnose(p.c.off(d.node.Pos()), fmt.Sprintf("the type of %s is not known", written(d.rec.base))))
			continue
		}
		if bad := unnameable(t, ck.pkg); bad != "" {
			dg := p.c.diagnose(p.c.off(d.node.Pos()), fmt.Sprintf("%s has a type that cannot be named outside of where it is declared (%s)", written(d.rec.base), bad))
			dg.Hint = "give it an interface type, as in var " + written(d.rec.base) + " any = …, or use it within a block { … }"
			diags = append(diags, dg)
			continue
		}
		d.rec.redecl = typeText(t, ck.pkg, p.find(ck.c))
		d.rec.shown, d.rec.boxes = shown(t, ck.pkg), boxesOf(t)
		if d.keep && !p.statements {
			p.initMode = true
		}
	}
	if len(diags) > 0 {
		return capped(diags)
	}
	for off, id := range idents {
		if d := p.decls[id.Name]; p.statements && d != nil && d.rec.kind == Var && d.old != nil && !d.keep {
			if o := ck.info.Uses[id]; o != nil && o.Parent() == ck.pkg.Scope() {
				p.oldVars[d.old] = true
				p.oldUses = append(p.oldUses, edit{off, off + len(id.Name), p.retiredName(d.old)})
			}
		}
	}
	if p.initMode {
		p.initOrder(ck)
	}
	p.hasValue = false
	if r := p.c.result; r != nil {
		if call := p.resultCall(ck); call != nil {
			tv, ok := ck.info.Types[call]
			p.hasValue = (!ok || !tv.IsVoid()) && !prints(ck.info, call) && !(p.c.quiet && isStatement(ck.info, call))
		}
	}
	return nil
}

// prints says whether an expression is a call of fmt.Print or one of its kin, whose results nobody wants to see.
func prints(info *types.Info, e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	o := info.Uses[sel.Sel]
	return o != nil && o.Pkg() != nil && o.Pkg().Path() == "fmt" && strings.Contains(o.Name(), "rint") && !strings.HasPrefix(o.Name(), "S")
}

// isStatement says whether a call may stand alone: builtins without effect and conversions may not.
func isStatement(info *types.Info, e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	fun := info.Types[call.Fun]
	if fun.IsBuiltin() {
		id, ok := ast.Unparen(call.Fun).(*ast.Ident)
		return ok && (id.Name == "copy" || id.Name == "recover")
	}
	return !fun.IsType()
}

// resultCall is the trailing call in a checked file.
func (p *plan) resultCall(ck *checked) ast.Expr {
	start := p.c.off(p.c.result.Pos())
	var found ast.Expr
	ast.Inspect(ck.file, func(n ast.Node) bool {
		if es, ok := n.(*ast.ExprStmt); ok {
			if rec, off, ok := ck.c.origin(ck.offset(es.Pos())); ok && rec == nil && off == start {
				found = ast.Unparen(es.X)
			}
		}
		return found == nil
	})
	return found
}

// initOrder lists what func init has to do, in the order of package initialisation.
func (p *plan) initOrder(ck *checked) {
	for _, d := range p.order {
		if d.rec.kind == Var && d.inCell && d.keep && !p.hasInit(d) {
			t := d.rec.redecl
			p.inits = append(p.inits, assignment{names: []string{d.rec.base}, start: p.c.off(d.node.Pos()), zero: &t})
		}
	}
	for _, in := range ck.info.InitOrder {
		rec, start, ok := ck.c.origin(ck.offset(in.Rhs.Pos()))
		_, end, ok2 := ck.c.origin(ck.offset(in.Rhs.End() - 1))
		if !ok || !ok2 || rec != nil {
			continue
		}
		a := assignment{start: start, end: end + 1}
		for _, v := range in.Lhs {
			a.names = append(a.names, v.Name())
		}
		p.inits = append(p.inits, a)
	}
}

// hasInit says whether a variable of the cell is declared with a value.
func (p *plan) hasInit(d *decl) bool {
	for _, it := range p.c.items {
		g, ok := it.decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, sp := range g.Specs {
			if vs, ok := sp.(*ast.ValueSpec); ok {
				for _, id := range vs.Names {
					if id == d.node {
						return len(vs.Values) > 0
					}
				}
			}
		}
	}
	return true
}

// shown is a type as people read it.
func shown(t types.Type, pkg *types.Package) string {
	return readable(types.TypeString(t, func(p *types.Package) string {
		if p == pkg {
			return ""
		}
		return p.Name()
	}))
}
