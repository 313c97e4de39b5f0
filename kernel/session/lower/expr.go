// The walk over expressions, operands before operators, and the lifting of numbers to the types that are wanted.

package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// value walks the expression in slot, whose value goes to a variable of type target, and lifts it if it is a number
// that does not fit. A nil target wants nothing.
func (l *lowerer) value(slot *ast.Expr, target types.Type) operand {
	o := l.expr(slot)
	if target == nil || !o.known() {
		return o
	}
	lit, isLiteral := ast.Unparen(*slot).(*ast.BasicLit)
	isRune := isLiteral && lit.Kind == token.CHAR // an int32 for go/types if target is an interface
	switch {
	case isNumber(o) && !isRune && l.isOperator(target) && !assignable(o, target):
		e := *slot
		if problem := l.lift(slot, o, target); problem != "" {
			l.reject(e, "", problem)
		}
	case isBool(target):
		l.truth(slot, o, false)
	default:
		l.explainUnfit(*slot, o, target)
	}
	return l.typeOf(*slot)
}

// expr walks the expression in slot and returns what is known of it then.
func (l *lowerer) expr(slot *ast.Expr) operand {
	switch e := (*slot).(type) {
	case nil:
		return operand{}
	case *ast.FuncLit:
		if sig, ok := l.typeOf(e).typ.(*types.Signature); ok {
			l.body(sig, e.Body)
		}
	case *ast.CompositeLit:
		l.composite(e)
	case *ast.ParenExpr:
		l.expr(&e.X)
	case *ast.SelectorExpr:
		l.expr(&e.X)
	case *ast.IndexExpr:
		l.expr(&e.X)
		l.expr(&e.Index)
	case *ast.IndexListExpr:
		l.expr(&e.X)
		for i := range e.Indices {
			l.expr(&e.Indices[i])
		}
	case *ast.SliceExpr:
		l.expr(&e.X)
		l.expr(&e.Low)
		l.expr(&e.High)
		l.expr(&e.Max)
	case *ast.TypeAssertExpr:
		l.expr(&e.X)
	case *ast.StarExpr:
		l.expr(&e.X)
	case *ast.CallExpr:
		return l.call(e)
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			l.condition(&e.X)
			break
		}
		x := l.expr(&e.X)
		if e.Op == token.SUB && l.typeOf(e).typ == nil {
			return l.negate(slot, e, x)
		}
		if e.Op == token.ADD && l.isOperator(x.typ) {
			l.reject(e, "", "there is no method for +x: write x")
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			l.condition(&e.X)
			l.condition(&e.Y)
			break
		}
		x, y := l.expr(&e.X), l.expr(&e.Y)
		if l.typeOf(e).typ == nil {
			return l.binary(slot, e, x, y)
		}
	}
	if o := l.typeOf(*slot); o.typ != nil {
		return o
	}
	return l.plain(*slot)
}

// call walks a call and lifts its arguments.
func (l *lowerer) call(e *ast.CallExpr) operand {
	fun := l.expr(&e.Fun)
	target := func(int) types.Type { return nil }
	sig, isFunc := under(fun.typ).(*types.Signature)
	id, _ := ast.Unparen(e.Fun).(*ast.Ident)
	switch {
	case fun.isType:
		if l.typeOf(e).typ == nil && len(e.Args) == 1 {
			return l.convert(e, fun.typ)
		}
	case fun.isBuiltin && id != nil && id.Name == "append" && len(e.Args) > 0 && !e.Ellipsis.IsValid():
		if s, ok := under(l.expr(&e.Args[0]).typ).(*types.Slice); ok {
			target = func(i int) types.Type {
				if i == 0 {
					return nil
				}
				return s.Elem()
			}
		}
	case isFunc && sig.TypeParams().Len() == 0 && len(e.Args) > 0:
		target = func(i int) types.Type { return l.parameter(sig, i, e.Ellipsis.IsValid()) }
	}
	for i := range e.Args {
		l.value(&e.Args[i], target(i))
	}
	if o := l.typeOf(e); o.typ != nil {
		return o
	}
	return l.plain(e)
}

// parameter returns the type that the argument i of a call goes to, nil if there is none.
func (l *lowerer) parameter(sig *types.Signature, i int, ellipsis bool) types.Type {
	n := sig.Params().Len()
	if sig.Variadic() && i >= n-1 {
		last := sig.Params().At(n - 1).Type()
		if s, ok := last.Underlying().(*types.Slice); ok && !ellipsis {
			return s.Elem()
		}
		return last
	}
	if i < n {
		return sig.Params().At(i).Type()
	}
	return nil
}

// convert walks a conversion to t that has no type.
func (l *lowerer) convert(e *ast.CallExpr, t types.Type) operand {
	o := l.expr(&e.Args[0])
	if isNumber(o) && l.isOperator(t) && !types.ConvertibleTo(o.typ, t) {
		if problem := l.lift(&e.Args[0], o, t); problem != "" {
			l.reject(e.Args[0], "", problem)
		}
	}
	return l.set(e, operand{typ: t})
}

// composite walks a composite literal's elements and lifts them to the types of fields, keys and elements.
func (l *lowerer) composite(e *ast.CompositeLit) {
	t := under(l.typeOf(e).typ)
	if p, ok := t.(*types.Pointer); ok { // an elided &T
		t = p.Elem().Underlying()
	}
	var key, elem types.Type
	var fields *types.Struct
	switch t := t.(type) {
	case *types.Struct:
		fields = t
	case *types.Map:
		key, elem = t.Key(), t.Elem()
	case *types.Slice:
		elem = t.Elem()
	case *types.Array:
		elem = t.Elem()
	}
	for i, x := range e.Elts {
		kv, keyed := x.(*ast.KeyValueExpr)
		switch {
		case fields != nil && keyed:
			l.value(&kv.Value, fieldType(fields, kv.Key))
		case fields != nil && i < fields.NumFields():
			l.value(&e.Elts[i], fields.Field(i).Type())
		case keyed:
			l.value(&kv.Key, key)
			l.value(&kv.Value, elem)
		default:
			l.value(&e.Elts[i], elem)
		}
	}
}

// fieldType returns the type of the field that key names, nil if there is none.
func fieldType(s *types.Struct, key ast.Expr) types.Type {
	id, ok := key.(*ast.Ident)
	if !ok {
		return nil
	}
	for f := range s.Fields() {
		if f.Name() == id.Name {
			return f.Type()
		}
	}
	return nil
}
