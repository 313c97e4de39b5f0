package session

import "unicode"

// Kind says what a declaration is.
type Kind string

// The kinds of declarations.
const (
	Var    Kind = "var"
	Func   Kind = "func"
	Method Kind = "method"
	Type   Kind = "type"
	Const  Kind = "const"
)

// A record is one declaration that the session keeps.
type record struct {
	kind    Kind
	base    string // the name as written
	name    string // the name in units: base, or a retired name such as fˑ1
	recv    *record
	ptr     bool             // of a method: the receiver is a pointer
	generic bool             // a generic function or type, or a method of one
	alias   bool             // a type alias, which has no symbol of its own
	locals  bool             // a generic function that declares types: they would be others where it is inlined
	types   bool             // a function that declares types: compiled again, it would have others
	boxes   []string         // of a variable: the interfaces that it may hold values in (see boxes.go)
	set     []string         // of a type: the methods of a pointer to it, promoted ones included
	embeds  []*record        // session types that a struct type embeds
	fixed   map[*record]bool // of a variable or function: types that its function literals stay with (see fixed.go)
	dotted  []string         // of a variable: names of dot-imported packages in its function literals

	cell, line, col int    // where it was written
	source          string // as written
	unit            int    // the unit that holds its code now

	full    text   // the declaration, to be emitted again; of a const: its type and value with iota replaced
	head    int    // in full, where the body of a function begins; 0: none
	redecl  text   // what follows the name where it is only declared again: a type, a signature, a constant's value
	norm    string // of a type or generic: normal form of the source as written
	methods []*record
	deps    map[*record]bool // what it mentions, methods included

	shown string // its type as people read it
}

// key is the name under which a declaration is found: "x", or "T.m" for methods.
func (r *record) key() string {
	if r.recv != nil {
		return r.recv.base + "." + r.base
	}
	return r.base
}

// symbol is the linker's name without the package, with the receiver called recv.
func (r *record) symbol(name func(*record) string) string {
	if r.recv == nil {
		return name(r)
	}
	return methodSymbol(name(r.recv), r.ptr, r.base)
}

// recordName is the name that a record has in units.
func recordName(r *record) string { return r.name }

func methodSymbol(recv string, ptr bool, m string) string {
	if ptr {
		return "(*" + recv + ")." + m
	}
	return recv + "." + m
}

// bound says whether the record has a symbol that a later unit binds to.
func (r *record) bound() bool {
	switch r.kind {
	case Const:
		return false
	case Type:
		return !r.alias
	case Func, Method:
		return !r.generic
	}
	return true
}

func isIdentRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// method finds a method of a type's record.
func (r *record) method(name string) *record {
	for _, m := range r.methods {
		if m.base == name {
			return m
		}
	}
	return nil
}
