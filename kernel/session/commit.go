package session

import "sort"

// This file makes the unit from the checked file, and gives the session its records when the plan is committed.

// makeUnit fills in the unit. It reads the records of the plan's declarations from the checked file as well.
func (p *plan) makeUnit() Unit {
	ck := p.final
	c := ck.c
	u := Unit{Number: p.c.number, Embed: p.files}
	u.Source, u.Imports = p.source(ck)
	if p.statements {
		u.Entry = "cell_" + itoa(p.c.number)
	}
	u.Extern = append(u.Extern, c.extern...)
	u.Rename = append(u.Rename, p.s.owed...)
	for _, d := range p.live() {
		r := d.rec
		switch {
		case d.keep && (r.kind == Func || r.kind == Method):
			if !r.generic {
				u.Rebind = append(u.Rebind, d.old.symbol(recordName))
				if r.kind == Method && !r.ptr {
					// The compiler makes (*T).m from T.m, and may have inlined the one into the other.
					u.Rebind = append(u.Rebind, methodSymbol(r.recv.name, true, r.base))
				}
			}
		case d.keep:
			if d.old.bound() {
				u.Extern = append(u.Extern, r.base)
			}
		case d.old != nil && r.recv == nil && d.old.kind != Const && !d.old.alias:
			u.Rename = append(u.Rename, Rename{d.old.name, p.retiredName(d.old)})
		}
	}
	for _, w := range p.promoted() {
		u.Rebind = append(u.Rebind, methodSymbol(w.typ.name, false, w.method), methodSymbol(w.typ.name, true, w.method))
	}
	for name := range p.im.names {
		if r := p.s.recs[name]; r != nil && p.decls[name] == nil && r.kind != Const && !r.alias {
			u.Rename = append(u.Rename, Rename{name, p.retiredName(r)})
		}
	}
	if len(c.buf.Bytes()) == 0 && len(p.im.blank) == 0 && len(u.Rename) == 0 {
		u.Source, u.Imports = nil, nil // imports only
	}
	sort.Strings(u.Extern)
	sort.Strings(u.Rebind)
	sort.Slice(u.Rename, func(i, j int) bool { return u.Rename[i].From < u.Rename[j].From })
	p.readRecords(ck)
	p.makeNotes()
	return u
}

// live lists the plan's declarations that count, in order.
func (p *plan) live() []*decl {
	var out []*decl
	seen := map[*decl]bool{}
	for _, d := range p.order {
		if p.decls[d.rec.key()] == d && !seen[d] {
			seen[d] = true
			out = append(out, d)
		}
	}
	return out
}

// Commit makes the plan's declarations those of the session. It is called once the unit was compiled and loaded.
func (pl *Plan) Commit() {
	p := pl.p
	s := p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	retyped := p.retypedVars()
	successor := map[*record]*record{}
	for _, d := range p.live() {
		if d.retype && d.old != nil && !d.keep {
			successor[d.old] = d.rec
		}
	}
	for _, d := range p.live() {
		r := d.rec
		if d.keep {
			s.unlink(d.old)
			methods, recv, name := d.old.methods, d.old.recv, d.old.name
			*d.old = *r
			d.old.methods, d.old.recv, d.old.name = methods, recv, name
			s.link(d.old)
			continue
		}
		if d.old != nil && r.recv == nil {
			s.retire(d.old)
		}
		if r.recv != nil {
			r.recv.methods = append(r.recv.methods, r)
		} else {
			s.recs[r.base] = r
			delete(s.imports, r.base)
			delete(s.failed, r.base)
		}
		s.link(r)
	}
	for _, v := range retyped {
		s.unlink(v)
		v.redecl.refs = append([]ref{}, v.redecl.refs...)
		for i := range v.redecl.refs {
			if n := successor[v.redecl.refs[i].rec]; n != nil {
				v.redecl.refs[i].rec = n
			}
		}
		for old, n := range successor {
			if v.deps[old] {
				delete(v.deps, old)
				v.deps[n] = true
			}
		}
		s.link(v)
	}
	for _, v := range s.recs {
		for old, n := range successor {
			if v.fixed[old] {
				delete(v.fixed, old)
				v.fixed[n] = true
			}
		}
	}
	for name, path := range p.im.names {
		if r := s.recs[name]; r != nil && p.decls[name] == nil {
			s.retire(r)
		}
		if p.decls[name] == nil {
			s.imports[name] = path
		}
	}
	for _, path := range p.im.dots {
		s.dots = append([]string{path}, s.dots...)
	}
	s.unit++
	if len(pl.Unit.Source) > 0 {
		s.owed = nil
	}
}

// retire takes a record out of sight under a retired name.
func (s *Session) retire(r *record) {
	s.retired[r.base]++
	r.name = r.base + refMark + itoa(s.retired[r.base])
	delete(s.recs, r.base)
	s.unlink(r)
	for _, m := range r.methods {
		s.unlink(m)
	}
	if len(s.users[r]) > 0 {
		s.old[r.base] = append(s.old[r.base], r)
	}
}

func (s *Session) link(r *record) {
	for d := range r.deps {
		if s.users[d] == nil {
			s.users[d] = map[*record]bool{}
		}
		s.users[d][r] = true
	}
}

func (s *Session) unlink(r *record) {
	for d := range r.deps {
		delete(s.users[d], r)
		if len(s.users[d]) == 0 {
			delete(s.users, d)
			s.forget(d)
		}
	}
}

// forget drops a retired record that nothing mentions any more.
func (s *Session) forget(r *record) {
	list := s.old[r.base]
	for i, o := range list {
		if o == r {
			s.old[r.base] = append(list[:i:i], list[i+1:]...)
			return
		}
	}
}
