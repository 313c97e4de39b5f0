package session

import "go/ast"

// A wrapper is a method that the compiler makes for a type which embeds another with that method.
type wrapper struct {
	typ    *record
	method string
}

// promoted lists the wrappers of the methods that the plan rebinds. They may have the old body inlined, so the unit
// declares their types, which makes the compiler write the wrappers again.
func (p *plan) promoted() []wrapper {
	var out []wrapper
	seen := map[wrapper]bool{}
	var visit func(t *record, m string)
	visit = func(t *record, m string) {
		for _, u := range sortedUsers(p.s.users[t]) {
			w := wrapper{u, m}
			if u.kind != Type || u.generic || seen[w] || u.method(m) != nil || !embedsType(u, t) || p.s.live(u) != u {
				continue
			}
			if d := p.decls[u.base]; d != nil && !d.keep {
				continue
			}
			seen[w] = true
			out = append(out, w)
			visit(u, m)
		}
	}
	for _, d := range p.live() {
		if d.keep && d.rec.kind == Method && !d.rec.generic {
			visit(d.old.recv, d.rec.base)
		}
	}
	return out
}

func embedsType(u, t *record) bool {
	for _, e := range u.embeds {
		if e == t {
			return true
		}
	}
	return false
}

// embedded lists the session types that a struct type embeds.
func (p *plan) embedded(ck *checked, sp *ast.TypeSpec) []*record {
	st, ok := sp.Type.(*ast.StructType)
	if !ok {
		return nil
	}
	var out []*record
	for _, f := range st.Fields.List {
		if len(f.Names) > 0 {
			continue
		}
		e := f.Type
		if star, ok := e.(*ast.StarExpr); ok {
			e = star.X
		}
		if id, ok := e.(*ast.Ident); ok {
			if r := p.reference(ck, id).rec; r != nil {
				out = append(out, r)
			}
		}
	}
	return out
}
