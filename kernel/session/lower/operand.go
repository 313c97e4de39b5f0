// Operands: what is known of an expression's type, from go/types or from the walk.

package lower

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// An operand says what an expression is. Its typ is nil if that is not known.
type operand struct {
	typ         types.Type // a *types.Tuple for a call without result or with several
	val         constant.Value
	isType      bool
	isBuiltin   bool
	addressable bool
}

// known reports whether o is a single value of a known type.
func (o operand) known() bool {
	if o.typ == nil || o.isType || o.isBuiltin {
		return false
	}
	_, tuple := o.typ.(*types.Tuple)
	return !tuple
}

// typeOf returns what is known of e, without walking it.
func (l *lowerer) typeOf(e ast.Expr) operand {
	if tv, ok := l.info.Types[e]; ok && valid(tv.Type) {
		return operand{tv.Type, tv.Value, tv.IsType(), tv.IsBuiltin(), tv.Addressable()}
	}
	if o, ok := l.exprs[e]; ok {
		return o
	}
	if id, ok := e.(*ast.Ident); ok {
		obj := l.info.ObjectOf(id)
		if t, ok := l.objs[obj]; ok {
			return operand{typ: t, addressable: true}
		}
		if v, ok := obj.(*types.Var); ok && valid(v.Type()) {
			return operand{typ: v.Type(), addressable: true}
		}
	}
	return operand{}
}

// valid reports whether t is a type, and not what go/types puts in place of one after an error.
func valid(t types.Type) bool { return t != nil && t != types.Typ[types.Invalid] }

// set notes what the walk found for e.
func (l *lowerer) set(e ast.Expr, o operand) operand {
	if o.typ != nil {
		l.exprs[e] = o
	}
	return o
}

// define gives obj a type if go/types could not.
func (l *lowerer) define(id ast.Expr, t types.Type) {
	name, ok := id.(*ast.Ident)
	if !ok || t == nil {
		return
	}
	if obj, ok := l.info.Defs[name].(*types.Var); ok && !valid(obj.Type()) {
		l.objs[obj] = types.Default(t)
	}
}

// isOperator reports whether t opts in: whether it or its pointer has the marker method Operators().
func (l *lowerer) isOperator(t types.Type) bool {
	if t == nil {
		return false
	}
	is, ok := l.operators[t]
	if !ok {
		sig := l.methodOf(t, true, "Operators")
		is = l.everyType || sig != nil && sig.Params().Len() == 0 && sig.Results().Len() == 0
		l.operators[t] = is
	}
	return is
}

// A methodKey is a question to methodOf.
type methodKey struct {
	t           types.Type
	addressable bool
	name        string
}

// methodOf returns the signature of the method that x.name() would call on an x of type t, or nil. A pointer has the
// methods that are declared on pointers, or it would pass for what it points to.
func (l *lowerer) methodOf(t types.Type, addressable bool, name string) *types.Signature {
	if _, ok := t.(*types.Basic); ok {
		return nil
	}
	key := methodKey{t, addressable, name}
	sig, ok := l.methods[key]
	if !ok {
		sig = l.findMethod(key)
		l.methods[key] = sig
	}
	return sig
}

func (l *lowerer) findMethod(key methodKey) *types.Signature {
	obj, _, _ := types.LookupFieldOrMethod(key.t, key.addressable, l.pkg, key.name)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	sig := fn.Signature()
	if _, ok := types.Unalias(key.t).(*types.Pointer); ok {
		if _, ok := types.Unalias(sig.Recv().Type()).(*types.Pointer); !ok {
			return nil
		}
	}
	return sig
}

// isNumber reports whether o is a number that may be lifted: a constant that is no rune, or a value of one of Go's
// own number types.
func isNumber(o operand) bool {
	if !o.known() {
		return false
	}
	b, ok := types.Unalias(o.typ).(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0 && b.Kind() != types.UntypedRune
}

// isComplex reports whether the number o is complex.
func isComplex(o operand) bool {
	return types.Unalias(o.typ).(*types.Basic).Info()&types.IsComplex != 0
}

// isAny reports whether t is an interface without methods.
func isAny(t types.Type) bool {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return false
	}
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.Empty()
}

// isBool reports whether t is a boolean type.
func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// assignable reports whether Go lets o be assigned to a variable of type t.
func assignable(o operand, t types.Type) bool { return types.AssignableTo(o.typ, t) }

// name writes t as go/types' messages do: with the package's name, without that for the cell's own types.
func (l *lowerer) name(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == l.pkg {
			return ""
		}
		return p.Name()
	})
}
