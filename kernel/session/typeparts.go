package session

import (
	"go/types"
	"iter"
)

// typeParts yields the types that a type is written with: of a type with a name, its arguments.
func typeParts(t types.Type) iter.Seq[types.Type] {
	return func(yield func(types.Type) bool) {
		vars := func(vs iter.Seq[*types.Var]) bool {
			for v := range vs {
				if !yield(v.Type()) {
					return false
				}
			}
			return true
		}
		switch t := t.(type) {
		case *types.Alias:
			t.TypeArgs().Types()(yield)
		case *types.Named:
			t.TypeArgs().Types()(yield)
		case *types.Tuple:
			vars(t.Variables())
		case *types.Signature:
			_ = vars(t.Params().Variables()) && vars(t.Results().Variables())
		case *types.Struct:
			vars(t.Fields())
		case *types.Interface:
			for m := range t.ExplicitMethods() {
				if !yield(m.Type()) {
					return
				}
			}
			t.EmbeddedTypes()(yield)
		case *types.Map:
			_ = yield(t.Key()) && yield(t.Elem())
		case interface{ Elem() types.Type }: // slices, arrays, pointers, channels
			yield(t.Elem())
		}
	}
}

// findPart returns what find says of the first part of a type, however deep, of which it says anything; "" if there is none.
func findPart(t types.Type, find func(types.Type) string) string {
	seen := map[types.Type]bool{}
	var visit func(t types.Type) string
	visit = func(t types.Type) string {
		if seen[t] {
			return ""
		}
		seen[t] = true
		if s := find(t); s != "" {
			return s
		}
		for part := range typeParts(t) {
			if s := visit(part); s != "" {
				return s
			}
		}
		return ""
	}
	return visit(t)
}
