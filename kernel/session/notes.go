package session

import (
	"fmt"
	"go/types"
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
	p.noteInterfaces()
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

// noteInterfaces says which variables may hold values with the old methods of a type that gets others: variables are
// retyped in place, but what an interface holds has its type with it.
func (p *plan) noteInterfaces() {
	for _, d := range p.live() {
		if d.rec.kind != Type || !d.retype || d.old == nil || d.keep || d.cause != nil && d.cause.rec.kind == Type {
			continue
		}
		var names []string
		for _, r := range p.s.recs {
			if r.kind == Var && r.boxes && p.decls[r.base] == nil {
				names = append(names, r.base)
			}
		}
		sort.Strings(names)
		if n := len(names); n > 3 {
			names = append(names[:3], fmt.Sprintf("%d more", n-3))
		}
		if len(names) > 0 {
			p.notes = append(p.notes, fmt.Sprintf("values of %s in interfaces (%s) keep the methods that they had", d.rec.base, strings.Join(names, ", ")))
		}
	}
}

// boxesAny says whether a variable of the type may hold a value of any session type in an interface: the type is the
// empty interface, or a container of it.
func boxesAny(t types.Type) bool {
	switch u := types.Unalias(t).(type) {
	case *types.Interface:
		return u.Empty()
	case *types.Slice:
		return boxesAny(u.Elem())
	case *types.Array:
		return boxesAny(u.Elem())
	case *types.Map:
		return boxesAny(u.Elem()) || boxesAny(u.Key())
	case *types.Pointer:
		return boxesAny(u.Elem())
	case *types.Chan:
		return boxesAny(u.Elem())
	}
	return false
}
