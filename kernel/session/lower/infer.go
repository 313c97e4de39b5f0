// Types for plain Go whose operands were lowered: go/types gave up on it, so the expression is built again over
// stand-ins of the operands' types and checked by itself. Without this a chain of n generic calls would need n rounds.

package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
)

// plain returns what e is if its operands are known and Go means something by it, and notes that. The frequent forms
// are done by hand.
func (l *lowerer) plain(e ast.Expr) operand {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return l.set(e, l.typeOf(e.X))
	case *ast.SelectorExpr:
		x := l.typeOf(e.X)
		if !x.known() {
			return operand{}
		}
		switch obj, _, _ := types.LookupFieldOrMethod(x.typ, true, l.pkg, e.Sel.Name); obj := obj.(type) {
		case *types.Var:
			return l.set(e, operand{typ: obj.Type(), addressable: true})
		case *types.Func:
			return l.set(e, operand{typ: obj.Type()})
		}
		return operand{}
	case *ast.IndexExpr:
		x := l.typeOf(e.X)
		if x.known() && l.isOperator(x.typ) {
			l.explainIndex(e, x, e.Index)
		}
		switch t := under(x.typ).(type) {
		case *types.Slice:
			return l.set(e, operand{typ: t.Elem(), addressable: true})
		case *types.Map:
			return l.set(e, operand{typ: t.Elem()})
		}
	case *ast.IndexListExpr:
		if x := l.typeOf(e.X); x.known() {
			l.explainIndex(e, x, e.Indices...)
		}
		return operand{}
	case *ast.SliceExpr:
		if x := l.typeOf(e.X); x.known() && l.isOperator(x.typ) {
			l.explainSlice(e, x)
		}
	case *ast.CallExpr:
		fun := l.typeOf(e.Fun)
		if sig, ok := under(fun.typ).(*types.Signature); ok && !fun.isType && sig.TypeParams().Len() == 0 {
			return l.set(e, resultOf(sig))
		}
	case *ast.Ident, *ast.BasicLit, *ast.FuncLit, *ast.CompositeLit:
		return operand{}
	}
	if again := l.rebuild(e); again != nil {
		return l.set(e, l.evaluate(again))
	}
	return operand{}
}

// resultOf is what a call of sig gives.
func resultOf(sig *types.Signature) operand {
	if sig.Results().Len() == 1 {
		return operand{typ: sig.Results().At(0).Type()}
	}
	return operand{typ: sig.Results()}
}

// evaluate checks an expression over stand-ins. It returns the zero operand if the expression has an error.
func (l *lowerer) evaluate(e ast.Expr) operand {
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	if l.scratch == nil || types.CheckExpr(l.fset, l.scratch, token.NoPos, e, info) != nil {
		return operand{}
	}
	tv, ok := info.Types[e]
	if !ok || !valid(tv.Type) {
		return operand{}
	}
	return operand{typ: tv.Type, val: tv.Value, isType: tv.IsType()}
}

// standIn declares an object like o in the scratch package and returns its name.
func (l *lowerer) standIn(o operand) ast.Expr {
	if l.scratch == nil { // the same path as the file's package, or unexported fields would be out of reach
		l.scratch = types.NewPackage(l.pkg.Path(), l.pkg.Name())
	}
	name := "ˑ" + strconv.Itoa(l.scratch.Scope().Len())
	var obj types.Object
	sig, _ := o.typ.(*types.Signature)
	switch {
	case o.isType:
		obj = types.NewTypeName(token.NoPos, l.scratch, name, o.typ)
	case o.val != nil:
		obj = types.NewConst(token.NoPos, l.scratch, name, o.typ, o.val)
	case sig != nil && sig.TypeParams().Len() > 0: // no variable has a generic type
		obj = types.NewFunc(token.NoPos, l.scratch, name, sig)
	default:
		obj = types.NewVar(token.NoPos, l.scratch, name, o.typ)
	}
	l.scratch.Scope().Insert(obj)
	return &ast.Ident{Name: name}
}

// operandIn returns what stands for e in a rebuilt expression, nil if nothing can.
func (l *lowerer) operandIn(e ast.Expr) ast.Expr {
	o := l.typeOf(e)
	if o.typ == nil {
		if id, ok := ast.Unparen(e).(*ast.Ident); ok {
			if fn, ok := l.info.Uses[id].(*types.Func); ok {
				return l.standIn(operand{typ: fn.Type()})
			}
		}
		if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok {
			if fn, ok := l.info.Uses[sel.Sel].(*types.Func); ok && fn.Signature().Recv() == nil {
				return l.standIn(operand{typ: fn.Type()})
			}
		}
		return l.rebuild(e)
	}
	if _, tuple := o.typ.(*types.Tuple); tuple {
		return nil
	}
	if b, ok := o.typ.(*types.Basic); o.isBuiltin || ok && b.Kind() == types.UntypedNil {
		return ast.Unparen(e)
	}
	return l.standIn(o)
}

// rebuild returns e over stand-ins of its operands, nil if one of them is not known.
func (l *lowerer) rebuild(e ast.Expr) ast.Expr {
	missing := false
	in := func(e ast.Expr) ast.Expr {
		if e == nil {
			return nil
		}
		x := l.operandIn(e)
		missing = missing || x == nil
		return x
	}
	all := func(list []ast.Expr) []ast.Expr {
		out := make([]ast.Expr, len(list))
		for i, e := range list {
			out[i] = in(e)
		}
		return out
	}
	var again ast.Expr
	switch e := e.(type) {
	case *ast.BinaryExpr:
		again = &ast.BinaryExpr{X: in(e.X), Op: e.Op, Y: in(e.Y)}
	case *ast.UnaryExpr:
		again = &ast.UnaryExpr{Op: e.Op, X: in(e.X)}
	case *ast.StarExpr:
		again = &ast.StarExpr{X: in(e.X)}
	case *ast.IndexExpr:
		again = &ast.IndexExpr{X: in(e.X), Index: in(e.Index)}
	case *ast.IndexListExpr:
		again = &ast.IndexListExpr{X: in(e.X), Indices: all(e.Indices)}
	case *ast.SliceExpr:
		again = &ast.SliceExpr{X: in(e.X), Low: in(e.Low), High: in(e.High), Max: in(e.Max), Slice3: e.Slice3}
	case *ast.TypeAssertExpr:
		again = &ast.TypeAssertExpr{X: in(e.X), Type: in(e.Type)}
	case *ast.CallExpr:
		call := &ast.CallExpr{Fun: in(e.Fun), Args: all(e.Args)}
		if e.Ellipsis.IsValid() {
			call.Ellipsis = 1
		}
		again = call
	}
	if missing {
		return nil
	}
	return again
}
