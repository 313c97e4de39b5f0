package session

import (
	"cmp"
	"go/ast"
	"go/types"
	"maps"
)

// This file notes which session types the function values of variables stay with when these types get another identity,
// as they do with each new method of theirs, or of a type that they contain. Of
//
//	mk := func(b B) any { return &AB{b} }
//
// the code is not compiled again, so it goes on making values of the old AB. Nothing is lost by that where a function
// only reads and sets fields: it has to put a value into an interface, or to call a method.

// A usage is what a function does with session types.
type usage struct {
	p     *plan
	pkg   *types.Package
	find  func(string) *record
	types map[*record]bool // all that it has to do with, by name or by what it mentions
	stays bool             // it may put values into interfaces, or calls methods
}

func (p *plan) newUsage(ck *checked) *usage {
	return &usage{p: p, pkg: ck.pkg, find: p.find(ck.c), types: map[*record]bool{}}
}

// see takes in something that the function mentions.
func (u *usage) see(obj types.Object) {
	if obj == nil || obj.Type() == nil {
		return
	}
	u.stays = u.stays || u.isMethod(obj) || obj == types.Universe.Lookup("panic") || mentionsInterface(obj.Type())
	u.addTypes(obj.Type())
}

func (u *usage) isMethod(obj types.Object) bool {
	f, ok := obj.(*types.Func)
	return ok && f.Pkg() == u.pkg && f.Signature().Recv() != nil
}

// addTypes adds the session types that a type is made of.
func (u *usage) addTypes(t types.Type) {
	w := boxWalk{funcs: true, named: func(t *types.Named) {
		if t.Obj().Pkg() != u.pkg {
			return
		}
		if r := u.find(t.Obj().Name()); r != nil && r.kind == Type {
			u.types[r] = true
		}
	}}
	w.visit(t)
}

// addTo adds the types to those of a record, if the function stays with them.
func (u *usage) addTo(r *record) {
	if u.stays {
		r.stayWith(u.types)
	}
}

func (r *record) stayWith(types map[*record]bool) {
	if r.fixed == nil && len(types) > 0 {
		r.fixed = map[*record]bool{}
	}
	maps.Copy(r.fixed, types)
}

// readFixed does that for the variables of the cell.
func (p *plan) readFixed(ck *checked) {
	for name, parts := range p.c.literals() {
		d := p.decls[name]
		if d == nil || d.rec.kind != Var {
			continue
		}
		for _, h := range parts {
			u := p.newUsage(ck)
			u.stays = h.anonymous
			for off, id := range p.idents(ck) {
				obj := cmp.Or(ck.info.Uses[id], ck.info.Defs[id])
				if off < h.start || off >= h.end || obj == nil {
					continue
				}
				switch h.how {
				case asLiteral:
					u.see(obj)
					if p.res.inserted[off] {
						d.rec.dotted = append(d.rec.dotted, id.Name)
					}
				case asSelection:
					u.addTypes(obj.Type())
					u.stays = u.stays || off == h.sel && u.isMethod(obj)
				case asValue:
					if f, ok := obj.(*types.Func); ok && f.Pkg() == ck.pkg && holdsFunc(p.varType(ck, d)) {
						r := p.methodOf(ck, f)
						if r == nil {
							r = u.find(f.Name())
						}
						p.made(r, u.types, map[*record]bool{})
						u.stays = true
					}
				}
			}
			u.addTo(d.rec)
		}
	}
}

// made adds the types that the function literals in a declared function stay with, and those in what it calls.
func (p *plan) made(f *record, into, seen map[*record]bool) {
	if f == nil || seen[f] || f.kind != Func && f.kind != Method {
		return
	}
	seen[f] = true
	if d := p.decls[f.key()]; d != nil && d.target() == f {
		f = d.rec // where a plan has what it has read, until it is committed
	}
	maps.Copy(into, f.fixed)
	for g := range f.deps {
		p.made(g, into, seen)
	}
}

// readFixedIn does it for the function literals in a declared function, which variables may get when it is called.
func (p *plan) readFixedIn(ck *checked, r *record, decl *ast.FuncDecl) {
	r.fixed = nil
	ast.Inspect(decl, func(n ast.Node) bool {
		lit, ok := n.(*ast.FuncLit)
		if !ok {
			return true
		}
		u := p.newUsage(ck)
		u.stays = writesInterface(lit)
		ast.Inspect(lit, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				u.see(cmp.Or(ck.info.Uses[id], ck.info.Defs[id]))
			}
			return true
		})
		u.addTo(r)
		return false
	})
}

// writesInterface says whether an interface type is written out in the syntax tree.
func writesInterface(n ast.Node) (found bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		_, ok := n.(*ast.InterfaceType)
		found = found || ok
		return true
	})
	return found
}
