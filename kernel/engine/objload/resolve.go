//go:build linux && amd64

package objload

import (
	"fmt"
	"strings"
)

// This file decides what each symbol of a load is: new, or bound to something that the process has. The result is the
// queue of new symbols.

// target is what a reference resolved to: a symbol of this load, a fixed address, or nothing (a weak reference to what
// is not there).
type target struct {
	def  defRef
	addr uintptr
}

func (t target) none() bool { return t.def.o == nil && t.addr == 0 }

func (t target) address() uintptr {
	if t.def.o == nil {
		return t.addr
	}
	return t.def.o.state[t.def.i].addr
}

type refKey struct {
	o *object
	s symRef
}

// resolve starts from every definition of the cell that the compiler does not allow to be double, and follows
// references.
func (ld *load) resolve() error {
	for _, o := range ld.cell.objs {
		for i := range o.ndef() {
			if s := o.sym(i); o.isHashed(i) || isDebug(s.kind()) || i >= o.nsym && s.dupok() && !ld.rebind[s.name()] {
				continue
			}
			if _, err := ld.define(o, i); err != nil {
				return err
			}
		}
	}
	for q := 0; q < len(ld.queue); q++ {
		if err := ld.follow(ld.queue[q]); err != nil {
			return err
		}
	}
	return nil
}

// follow resolves what a new symbol refers to.
func (ld *load) follow(n newSym) error {
	rs := n.o.relocs(n.i)
	for i := range rs.len() {
		r := rs.at(i)
		switch r.typ() {
		case R_USEIFACEMETHOD, R_USENAMEDMETHOD, R_CALLIND: // for the linker's dead code elimination
			continue
		}
		if _, err := ld.ref(n.o, r.sym(), r.weak() || r.typ() == R_INITORDER); err != nil {
			return fmt.Errorf("%s: %w", n.name, err)
		}
	}
	return n.o.auxs(n.i, func(kind uint8, s symRef) error {
		if kind == AuxFuncdata || kind == AuxGotype && isData(n.kind) {
			if _, err := ld.ref(n.o, s, kind == AuxFuncdata); err != nil {
				return fmt.Errorf("%s: %w", n.name, err)
			}
		}
		return nil
	})
}

// define decides about a definition: it binds to an existing copy, or is new.
func (ld *load) define(o *object, i uint32) (target, error) {
	st := &o.state[i]
	switch st.status {
	case added:
		return target{def: defRef{o, i}}, nil
	case bound:
		return target{addr: st.addr}, nil
	}
	s := o.sym(i)
	name := s.name()
	if name == "" || s.abi() == SymABIstatic || o.isHashed(i) && !s.isItab() {
		return ld.add(o, i)
	}
	k := keyOf(name, s.abi(), s.isText())
	ofCell := o.arch == ld.cell
	if ofCell && ld.extern[name] {
		if a := ld.loaded[k]; a != 0 {
			return ld.bind(o, i, a), nil
		}
		return target{}, fmt.Errorf("%s was not loaded before", name)
	}
	if ofCell && (!s.dupok() || ld.rebind[name] || isValueOfNew(o, name)) {
		ld.pending[k] = defRef{o, i}
		return ld.add(o, i)
	}
	if d, ok := ld.pending[k]; ok {
		return target{def: d}, nil
	}
	if !(ofCell && hasLocalType(name)) {
		if a := ld.existing(k); a != 0 {
			return ld.bind(o, i, a), nil
		}
	}
	ld.pending[k] = defRef{o, i}
	return ld.add(o, i)
}

// isValueOfNew reports whether a symbol is the function value "main.f.func1·f" of a function that the object defines. The
// compiler allows it to be double, since in one program its function is unique; here a cell that runs again, or a
// function that is redefined, has literals of the same names as before.
func isValueOfNew(o *object, name string) bool {
	f, ok := strings.CutSuffix(name, "·f")
	if !ok {
		return false
	}
	d, ok := o.arch.find(symKey{f, 1})
	return ok && !d.sym().dupok()
}

// existing finds a symbol that the process has. The executable's own package main is not the session's.
func (ld *load) existing(k symKey) uintptr {
	if a := ld.loaded[k]; a != 0 {
		return a
	}
	if indexToken(k.name, ld.pkg, 0) >= 0 && ld.mentionsCell(k.name) {
		return 0
	}
	return ld.host.find(k)
}

// mentionsCell reports whether a symbol's name has the loaded package in it, followed by a dot.
func (l *Loader) mentionsCell(name string) bool {
	for i := 0; ; {
		i = indexToken(name, l.pkg, i)
		if i < 0 {
			return false
		}
		if i += len(l.pkg); i < len(name) && name[i] == '.' {
			return true
		}
	}
}

func (ld *load) bind(o *object, i uint32, a uintptr) target {
	o.state[i] = symState{a, bound}
	ld.touched = append(ld.touched, defRef{o, i})
	return target{addr: a}
}

func (ld *load) add(o *object, i uint32) (target, error) {
	s := o.sym(i)
	n := newSym{defRef: defRef{o, i}, name: s.name(), kind: s.kind(), size: uintptr(max(int(s.size()), len(o.data(i))))}
	if o.arch.cgo && isCSymbol(o, n) {
		return target{}, errCgo(o.arch.pkg)
	}
	o.state[i].status = added
	ld.touched = append(ld.touched, n.defRef)
	ld.queue = append(ld.queue, n)
	return target{def: n.defRef}, nil
}

// ref resolves a reference of o.
func (ld *load) ref(o *object, s symRef, weak bool) (target, error) {
	if s.isZero() {
		return target{}, nil
	}
	if i, ok := o.local(s); ok {
		return ld.define(o, i)
	}
	k := refKey{o, s}
	if t, ok := ld.refs[k]; ok && !t.none() {
		return t, nil
	}
	t, err := ld.findRef(o, s, weak)
	if err == nil {
		ld.refs[k] = t
	}
	return t, err
}

func (ld *load) findRef(o *object, s symRef, weak bool) (target, error) {
	if s.pkg < PkgIdxBuiltin {
		// The index counts the definitions of the object that the compiler made for that package.
		a, err := ld.archive(o.pkgs[s.pkg])
		if err != nil {
			return target{}, err
		}
		if a != nil && s.sym < a.objs[0].nsym {
			return ld.define(a.objs[0], s.sym)
		}
	}
	k, pkg := o.external(s)
	for _, k := range []symKey{k, {k.name, 1}} {
		if d, ok := ld.pending[k]; ok {
			return target{def: d}, nil
		}
		if a := ld.loaded[k]; a != 0 {
			return target{addr: a}, nil
		}
		if k.abi == 1 || !ld.isDataName(k.name) {
			break // only references to data may carry ABI 0 for what is defined with ABI 1
		}
	}
	if a := ld.existing(k); a != 0 {
		return target{addr: a}, nil
	}
	d, ok, err := ld.findDef(k, pkg, o.arch)
	switch {
	case err != nil:
		return target{}, err
	case ok:
		return ld.define(d.o, d.i)
	case weak:
		return target{}, nil
	}
	return target{}, fmt.Errorf("undefined symbol %s (ABI %d), referred to by package %s", k.name, k.abi, o.arch.pkg)
}

// isDataName reports whether the ABI1 symbol of that name is data.
func (ld *load) isDataName(name string) bool {
	k := symKey{name, 1}
	if d, ok := ld.pending[k]; ok {
		return !d.sym().isText()
	}
	a := ld.loaded[k]
	return a != 0 && !ld.text.contains(a) && !ld.host.isText(a)
}

// late lists packages that define, by linkname or in assembly, symbols named after other packages.
var late = []string{"runtime", "sync", "reflect", "syscall", "time", "os", "internal/poll"}

// findDef looks a symbol up in archives: the referring package's own, that of the package known or named by the
// symbol, the usual definers for others, and last all.
func (ld *load) findDef(k symKey, pkg string, from *archive) (defRef, bool, error) {
	if d, ok := from.find(k); ok {
		return d, true, nil
	}
	try := func(p string) (defRef, bool, error) {
		a, err := ld.archive(p)
		if a == nil || err != nil {
			return defRef{}, false, err
		}
		d, ok := a.find(k)
		return d, ok, nil
	}
	for _, p := range append([]string{pkg, packageOf(k.name)}, late...) {
		if d, ok, err := try(p); ok || err != nil {
			return d, ok, err
		}
	}
	for p := range ld.files {
		if d, ok, err := try(p); ok || err != nil {
			return d, ok, err
		}
	}
	return defRef{}, false, nil
}

// packageOf is the import path in front of a symbol's name, in which the linker escapes dots of the last element.
func packageOf(name string) string {
	n := strings.TrimPrefix(name, "type:")
	if j := strings.IndexAny(n, "[("); j > 0 {
		n = n[:j]
	}
	last := strings.LastIndexByte(n, '/') + 1
	if d := strings.IndexByte(n[last:], '.'); d > 0 {
		return strings.ReplaceAll(n[:last+d], "%2e", ".")
	}
	return ""
}
