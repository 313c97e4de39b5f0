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
// only reads and sets fields: it has to put a value into an interface, to look into one, or to call a method.

// A usage is what a function does with session types.
type usage struct {
	info  *types.Info
	pkg   *types.Package
	find  func(string) *record
	types map[*record]bool // all that it has to do with, by name or by what it mentions
	stays bool             // it has to do with interfaces, or calls methods
}

func (p *plan) newUsage(ck *checked) *usage {
	return &usage{info: ck.info, pkg: ck.pkg, find: p.find(ck.c), types: map[*record]bool{}}
}

// read takes in a function literal.
func (u *usage) read(lit *ast.FuncLit) {
	ast.Inspect(lit, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if obj := cmp.Or(u.info.Uses[n], u.info.Defs[n]); obj != nil && obj.Type() != nil {
				u.addTypes(obj.Type())
				u.stays = u.stays || u.info.Uses[n] != nil && u.boxes(obj)
			}
		case *ast.InterfaceType:
			u.stays = true
		case *ast.CompositeLit:
			u.stays = u.stays || u.fills(n)
		}
		return true
	})
}

// boxes says whether a use of the object is one of an interface or method. A type's name alone is not, unless it is an
// interface's; what is a field of a struct comes up when it is selected.
func (u *usage) boxes(obj types.Object) bool {
	if _, ok := obj.(*types.TypeName); ok {
		return types.IsInterface(obj.Type())
	}
	return u.isMethod(obj) || obj == types.Universe.Lookup("panic") || mentionsInterface(obj.Type())
}

// fills says whether a composite literal sets interfaces without naming them.
func (u *usage) fills(lit *ast.CompositeLit) bool {
	t := u.info.TypeOf(lit)
	if t == nil || len(lit.Elts) == 0 {
		return false
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return mentionsInterface(t)
	}
	if _, named := lit.Elts[0].(*ast.KeyValueExpr); named {
		return false
	}
	for f := range st.Fields() {
		if mentionsInterface(f.Type()) {
			return true
		}
	}
	return false
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
	held := p.c.literals()
	if len(held) == 0 {
		return
	}
	lits := p.cellLiterals(ck)
	for name, parts := range held {
		d := p.decls[name]
		if d == nil || d.rec.kind != Var {
			continue
		}
		for _, h := range parts {
			u := p.newUsage(ck)
			if lit := lits[h.start]; h.how == asLiteral && lit != nil {
				u.read(lit)
			}
			for off, id := range p.idents(ck) {
				obj := cmp.Or(ck.info.Uses[id], ck.info.Defs[id])
				if off < h.start || off >= h.end || obj == nil {
					continue
				}
				switch h.how {
				case asLiteral:
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
		u.read(lit)
		u.addTo(r)
		return false
	})
}

// cellLiterals maps offsets of the cell to the function literals of the composed file that were copied from there.
func (p *plan) cellLiterals(ck *checked) map[int]*ast.FuncLit {
	out := map[int]*ast.FuncLit{}
	ast.Inspect(ck.file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok {
			if rec, off, ok := ck.c.origin(ck.offset(lit.Pos())); ok && rec == nil {
				out[off] = lit
			}
		}
		return true
	})
	return out
}
