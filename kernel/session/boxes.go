package session

import (
	"go/types"
	"slices"
	"sort"
	"strings"
)

// This file says which interfaces a variable may hold values in, as far as its type tells. An interface is written as
// the names of its methods, "Len,Less,Swap"; any is "".

// boxesOf lists the interfaces that a value of the type may contain. Where any is among them, it stands for all.
func boxesOf(t types.Type) []string {
	var w boxWalk
	w.visit(t)
	return w.boxes
}

// mentionsInterface says whether a value of the type is or holds an interface, or is a function that takes or gives one.
// It does not look into defined structs.
func mentionsInterface(t types.Type) bool {
	w := boxWalk{funcs: true, shallow: true}
	w.visit(t)
	return len(w.boxes) > 0
}

// holdsFunc says whether a value of the type may be, or contain, a function.
func holdsFunc(t types.Type) bool {
	w := boxWalk{named: func(*types.Named) {}}
	w.visit(t)
	return w.fn
}

// A boxWalk goes through the types that a type is made of.
type boxWalk struct {
	funcs   bool // parameters and results of functions as well
	shallow bool // but not into defined structs
	fn      bool // a function was found
	boxes   []string
	named   func(*types.Named) // if not nil, told of each defined type
	seen    map[types.Type]bool
}

func (w *boxWalk) visit(t types.Type) {
	t = types.Unalias(t)
	if w.named == nil && len(w.boxes) == 1 && w.boxes[0] == "" || w.seen[t] {
		return
	}
	if w.seen == nil {
		w.seen = map[types.Type]bool{}
	}
	w.seen[t] = true
	switch t := t.(type) {
	case *types.Named:
		if w.named != nil {
			w.named(t)
		}
		w.visitParts(t) // sync.Map[any, any] and the like have them behind unsafe pointers
		if _, ok := t.Underlying().(*types.Struct); !ok || !w.shallow {
			w.visit(t.Underlying())
		}
	case *types.Interface:
		w.add(t)
	case *types.Signature:
		w.fn = true
		if w.funcs {
			w.visitParts(t)
		}
	default:
		w.visitParts(t)
	}
}

func (w *boxWalk) visitParts(t types.Type) {
	for part := range typeParts(t) {
		w.visit(part)
	}
}

func (w *boxWalk) add(t *types.Interface) {
	var names []string
	for m := range t.Methods() {
		names = append(names, m.Name())
	}
	sort.Strings(names)
	switch box := strings.Join(names, ","); {
	case box == "":
		w.boxes = []string{""}
	case !slices.Contains(w.boxes, box):
		w.boxes = append(w.boxes, box)
	}
}

// mayBox says whether the variable may hold a value of type t, or a pointer to one, in an interface: one whose methods
// t has by name.
func (v *record) mayBox(t *record) bool {
	for _, box := range v.boxes {
		has := true
		for _, m := range strings.Split(box, ",") {
			has = has && (box == "" || slices.Contains(t.set, m))
		}
		if has {
			return true
		}
	}
	return false
}

// methodNames lists the methods of a pointer to the type, promoted ones included.
func methodNames(t types.Type) []string {
	var out []string
	for m := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		out = append(out, m.Obj().Name())
	}
	return out
}
