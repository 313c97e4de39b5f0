package session

import "sort"

// This file decides what a redefinition reaches. A plan's world is the set of its declarations (decls): those of the
// cell, and those that are emitted again because they mention something that gets a new identity or, for functions of
// the same unit, because they may have a rebound function inlined.

// spread computes the declarations that are emitted again, from those of the cell and from what has been decided.
// Records in p.kept did not fit and stay as they are.
func (p *plan) spread() {
	for key, d := range p.decls {
		if d.again {
			delete(p.decls, key)
		}
	}
	p.order = p.order[:p.own]
	p.link()
	p.renewFunctions()
	for i := 0; i < len(p.order); i++ { // p.order grows
		d := p.order[i]
		p.methodsOf(d)
		p.usersOf(d)
	}
}

// link finds the live record of each declaration of the cell and a first opinion on whether it keeps its identity.
func (p *plan) link() {
	for _, d := range p.order {
		r := d.rec
		d.retype = p.retypes[r.key()]
		if r.recv != nil {
			continue
		}
		d.old = p.s.recs[r.base]
		d.keep = d.old != nil && d.old.kind == r.kind && !p.differs[r.key()] && !d.retype
		if d.keep && (r.kind == Type || r.generic) {
			d.keep = d.old.norm == r.norm && d.old.generic == r.generic && p.intact(d.old)
		}
		if d.keep && r.kind == Func {
			d.keep = d.old.generic == r.generic
		}
	}
	for _, d := range p.order {
		r := d.rec
		if r.recv == nil {
			continue
		}
		r.recv, d.old, d.keep = p.typeOf(r.recv.base, r.recv), nil, false
		if live := p.s.recs[r.recv.base]; live != nil && r.recv == live {
			d.old = live.method(r.base)
			d.keep = d.old != nil && d.old.ptr == r.ptr && !p.differs[r.key()] && (!r.generic || d.old.norm == r.norm && p.intact(d.old))
		}
	}
}

// typeOf is the record of the type that the name will stand for.
func (p *plan) typeOf(name string, none *record) *record {
	if d := p.decls[name]; d != nil {
		return d.target()
	}
	if r := p.s.recs[name]; r != nil {
		return r
	}
	return none
}

// intact says whether nothing that the record mentions is retired or redeclared by the cell with another identity.
func (p *plan) intact(r *record) bool {
	for q := range r.deps {
		if q.name != q.base || p.s.live(q) != q {
			return false
		}
		if d := p.decls[q.key()]; d != nil && q != r && q.kind != Method {
			if p.differs[q.key()] || p.retypes[q.key()] || d.rec.kind != q.kind {
				return false
			}
			if (q.kind == Type || q.generic) && d.rec.norm != q.norm {
				return false
			}
		}
	}
	return true
}

// live is the record that the session has under the key of r.
func (s *Session) live(r *record) *record {
	if r.recv != nil {
		return r.recv.method(r.base)
	}
	return s.recs[r.base]
}

// methodsOf brings in what a type's methods and the type mean for each other.
func (p *plan) methodsOf(d *decl) {
	if d.rec.kind == Method && !d.keep {
		// The type's method table is fixed: a new method, or one with another signature, needs the type anew. Methods of
		// generic types are compiled with each instance, so they need it too.
		recv := d.rec.recv
		if live := p.s.recs[recv.base]; live == recv {
			p.renew(live, d)
		}
		return
	}
	if d.rec.kind != Type || d.keep || d.old == nil || d.old.kind != Type {
		return
	}
	for _, m := range d.old.methods {
		key := m.key()
		if own := p.decls[key]; own != nil {
			own.rec.recv = d.rec
			own.keep = false
			own.old = nil
			continue
		}
		if p.kept[m] == "" {
			p.again(m, d, d.rec)
		}
	}
}

// renew emits a type anew with the layout that it has; variables that hold it are retyped.
func (p *plan) renew(t *record, cause *decl) {
	key := t.key()
	if p.kept[t] != "" {
		return
	}
	if d := p.decls[key]; d != nil {
		if d.keep {
			p.retypes[key] = true
			d.keep, d.retype = false, true
			// Its methods and users have been looked at with the old opinion: look again.
			p.order = append(p.order, d)
		}
		for _, o := range p.order {
			if o.rec.recv == t {
				o.rec.recv, o.keep, o.old = d.rec, false, nil
			}
		}
		return
	}
	d := p.again(t, cause, nil)
	d.retype = true
	for _, o := range p.order {
		if o.rec.recv == t {
			o.rec.recv, o.keep, o.old = d.rec, false, nil
		}
	}
}

// again adds a declaration that emits r again. recv is the new receiver of a method whose type is new.
func (p *plan) again(r *record, cause *decl, recv *record) *decl {
	n := *r
	n.name, n.methods, n.deps = n.base, nil, nil
	d := &decl{rec: &n, old: r, again: true, from: r, cause: cause}
	switch {
	case recv != nil:
		n.recv, d.old = recv, nil
	case r.kind == Type || r.generic:
	default:
		d.keep = !p.differs[r.key()]
	}
	if r.kind == Type {
		d.retype = p.retypes[r.key()] || cause != nil && cause.retype
	}
	p.decls[r.key()] = d
	p.order = append(p.order, d)
	return d
}

// usersOf brings in the declarations that mention what d redeclares.
func (p *plan) usersOf(d *decl) {
	olds := p.namesakes(d)
	for _, old := range olds {
		users := sortedUsers(p.s.users[old])
		for _, u := range users {
			if own := p.decls[u.key()]; own != nil {
				p.affects(d, own, u)
				continue
			}
			if u.kind == Var || p.kept[u] != "" || p.s.live(u) != u {
				continue
			}
			if u.recv != nil && p.s.live(u.recv) != u.recv {
				continue
			}
			inlines := !d.rec.generic && (u.kind == Func || u.kind == Method) && (u.unit == old.unit || u.generic)
			if d.keep && !(inlines && (old.kind == Func || old.kind == Method)) {
				continue
			}
			if u.kind == Method && u.generic {
				p.renew(u.recv, d)
				continue
			}
			if u.kind == Type && d.retype {
				p.renew(u, d)
				continue
			}
			p.again(u, d, nil)
		}
	}
}

// affects takes the identity from a type or generic that the plan declares as it was, own, if it mentions what d
// gives another identity.
func (p *plan) affects(d, own *decl, u *record) {
	if d.keep || !own.keep || own.old != u || u.kind != Type && !u.generic {
		return
	}
	if u.kind == Type && d.retype {
		p.renew(u, d)
		return
	}
	p.differs[u.key()] = true
	own.keep = false
	p.order = append(p.order, own) // to be looked at again
}

// namesakes are the records whose users d concerns: the live one, and retired ones of that name that something still
// mentions, since d may be what fits again.
func (p *plan) namesakes(d *decl) []*record {
	var out []*record
	switch {
	case d.old != nil:
		out = append(out, d.old)
	case d.rec.recv != nil:
		if t := p.decls[d.rec.recv.base]; t != nil && t.old != nil && t.old.kind == Type {
			if m := t.old.method(d.rec.base); m != nil {
				out = append(out, m)
			}
		}
	}
	if d.rec.recv == nil && d.inCell {
		out = append(out, p.s.old[d.rec.base]...)
	}
	return out
}

func sortedUsers(set map[*record]bool) []*record {
	out := make([]*record, 0, len(set))
	for u := range set {
		out = append(out, u)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].cell != out[j].cell {
			return out[i].cell < out[j].cell
		}
		if out[i].line != out[j].line {
			return out[i].line < out[j].line
		}
		return out[i].key() < out[j].key()
	})
	return out
}
