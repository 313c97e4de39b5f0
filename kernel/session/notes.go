package session

import (
	"fmt"
	"go/types"
	"slices"
	"sort"
	"strings"
)

// makeNotes says which declarations stay with what the cell has redeclared.
func (p *plan) makeNotes() {
	set := map[*record]bool{}
	for r := range p.kept {
		set[r] = true
	}
	for _, r := range sortedUsers(set) {
		of := ""
		for _, d := range p.live() {
			for _, old := range p.namesakes(d) {
				if r.deps[old] {
					of = old.key()
				}
			}
			if d.old == nil && r.recv != nil && d.rec.base == r.recv.base {
				of = r.recv.base
			}
		}
		if of == "" {
			of = "declarations"
		}
		p.notes = append(p.notes, fmt.Sprintf("%s (cell[%d]) still uses the old %s: %s", r.key(), r.cell, of, p.kept[r]))
	}
	p.noteLiterals()
	p.noteFixed()
	p.noteInterfaces()
	p.noteDotted()
}

// noteLiterals says which function values stay with what the cell gives another identity.
func (p *plan) noteLiterals() {
	for _, d := range p.live() {
		if d.keep || d.old == nil || d.old.kind != Var && d.old.kind != Func && d.old.kind != Const {
			continue
		}
		for _, u := range sortedUsers(p.s.users[d.old]) {
			if u.kind == Var && p.decls[u.base] == nil && p.s.live(u) == u && !u.redecl.refersTo(d.old) {
				p.notes = append(p.notes, fmt.Sprintf("%s (cell[%d]) holds a function that still uses the old %s; run its cell again to change that", u.base, u.cell, d.old.base))
			}
		}
	}
}

// newTypes lists the types that the plan gives another identity.
func (p *plan) newTypes() []newType {
	var out []newType
	for _, d := range p.live() {
		if d.rec.kind != Type || d.rec.alias || d.old == nil || d.old.kind != Type || d.keep {
			continue
		}
		if o := p.final.object(d.rec.base); o == nil || types.IsInterface(o.Type()) {
			continue
		}
		of := d
		for of.cause != nil && of.cause.rec.kind == Type {
			of = of.cause
		}
		out = append(out, newType{d, of.rec.base})
	}
	return out
}

// A newType is a type that gets another identity, and the name of the type in it that is the reason, or its own.
type newType struct {
	*decl
	of string
}

// noteFixed says which function values stay with types that the cell gives other methods: their code is not
// compiled again, so what they put into interfaces is of the old types, and the methods that they call are the old ones.
func (p *plan) noteFixed() {
	news := p.newTypes()
	if len(news) == 0 {
		return
	}
	var of []string // the old types, as they are listed
	users := map[string][]string{}
	for _, v := range p.variables() {
		var olds []string
		for _, t := range news {
			if t.retype && v.fixed[t.old] {
				olds = append(olds, t.rec.base)
			}
		}
		if len(olds) == 0 {
			continue
		}
		list := listed(olds, "and")
		if users[list] == nil {
			of = append(of, list)
		}
		users[list] = append(users[list], fmt.Sprintf("%s (cell[%d])", v.base, v.cell))
	}
	for _, list := range of {
		form := "%s hold functions that still use the old %s; run their cells again to change that"
		if len(users[list]) == 1 {
			form = "%s holds a function that still uses the old %s; run its cell again to change that"
		}
		p.notes = append(p.notes, fmt.Sprintf(form, listed(users[list], "and"), list))
	}
}

// noteInterfaces says which variables may hold values with the old methods of a type that gets others: variables are
// retyped in place, but what an interface holds has its type with it.
func (p *plan) noteInterfaces() {
	var of []string
	groups := map[string][]*record{}
	for _, t := range p.newTypes() {
		if t.retype {
			if groups[t.of] == nil {
				of = append(of, t.of)
			}
			groups[t.of] = append(groups[t.of], t.old)
		}
	}
	for _, name := range of {
		var vars, olds []string
		for _, t := range groups[name] {
			olds = append(olds, t.base)
		}
		for _, v := range p.variables() {
			if slices.ContainsFunc(groups[name], v.mayBox) {
				vars = append(vars, v.base)
			}
		}
		if len(vars) > 0 {
			p.notes = append(p.notes, fmt.Sprintf("%s may hold values of %s in interfaces: those keep the type and the methods that they had", listed(vars, "and"), listed(olds, "or")))
		}
	}
}

// variables lists the session's variables that the cell does not declare, by name.
func (p *plan) variables() []*record {
	var out []*record
	for _, r := range p.s.recs {
		if r.kind == Var && p.decls[r.base] == nil {
			out = append(out, r)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].base < out[j].base })
	return out
}

// listed writes names as "a, b and c", and all but three of many as a number.
func listed(names []string, and string) string {
	if n := len(names); n > 4 {
		names = append(names[:3:3], fmt.Sprintf("%d more", n-3))
		and = "and"
	}
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " " + and + " " + names[last]
}
