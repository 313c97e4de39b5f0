// Operators: the calls that take their places.

package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// methods is what the binary operators mean.
var methods = map[token.Token]string{
	token.ADD: "Add", token.SUB: "Sub", token.MUL: "Mul", token.QUO: "Div", token.REM: "Mod",
	token.LSS: "Less", token.LEQ: "LessEqual", token.GTR: "Greater", token.GEQ: "GreaterEqual",
}

// isComparison reports whether op is one of the comparisons that are lowered.
func isComparison(op token.Token) bool {
	return op == token.LSS || op == token.LEQ || op == token.GTR || op == token.GEQ
}

// goDefines reports whether Go itself means something by op on x and y, of which one at least has operators.
func (l *lowerer) goDefines(op token.Token, x, y operand) bool {
	structural := func(t types.Type) bool {
		if _, ok := types.Unalias(t).(*types.TypeParam); ok {
			return false
		}
		_, basic := t.Underlying().(*types.Basic)
		return !basic
	}
	if l.isOperator(x.typ) && structural(x.typ) || l.isOperator(y.typ) && structural(y.typ) {
		return false // no operator but ==
	}
	if (op == token.QUO || op == token.REM) && y.val != nil {
		y.val = nil // a division by zero is an error of Go's, not of the types
		if b, ok := y.typ.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
			y.typ = x.typ
		}
	}
	e := &ast.BinaryExpr{X: l.standIn(x), Op: op, Y: l.standIn(y)}
	return l.evaluate(e).typ != nil
}

// binary lowers x op y, which go/types found no type for.
func (l *lowerer) binary(slot *ast.Expr, e *ast.BinaryExpr, x, y operand) operand {
	if !x.known() || !y.known() {
		if x.known() && l.isOperator(x.typ) {
			l.explainPower(e)
		}
		return operand{}
	}
	if !l.isOperator(x.typ) && !l.isOperator(y.typ) {
		return l.plain(e)
	}
	if methods[e.Op] == "" {
		if o := l.plain(e); o.typ != nil {
			return o
		}
		l.explainOperator(e, x, y, false)
		return operand{}
	}
	if l.goDefines(e.Op, x, y) {
		return l.plain(e)
	}
	f, problem := l.fit(e.Op, x, y, e.Pos())
	if problem != "" {
		l.explainMisfit(e, e.Op, e.X, e.Y, problem)
		return operand{}
	}
	pos, end := l.blanks(e.OpPos, len(e.Op.String()))
	left, right := e.X, e.Y
	if f.liftX != nil {
		problem = l.lift(&left, x, f.liftX)
	}
	if f.liftY != nil {
		problem = l.lift(&right, y, f.liftY)
	}
	if problem != "" {
		l.explainMisfit(e, e.Op, e.X, e.Y, problem)
		return operand{}
	}
	var fun ast.Expr
	var text []mark
	var s step
	if f.function != "" {
		fun = exprAt(f.function, e.Pos())
		s.now = call(fun, e.OpPos, left, right)
		text = []mark{{opener, e.Pos(), e.End(), f.function + "("}, {change, pos, end, ", "}}
	} else {
		if needsParens(left) {
			text = around(left, "(", ")")
		}
		fun = &ast.SelectorExpr{X: left, Sel: &ast.Ident{NamePos: e.OpPos, Name: methods[e.Op]}}
		s.now = call(fun, e.OpPos, right)
		text = append(text, mark{change, pos, end, "." + methods[e.Op] + "("})
	}
	s.text = append(text, mark{closer, e.Pos(), e.End(), ")"})
	o := l.replace(slot, s, operand{typ: f.result})
	l.compared[s.now] = isComparison(e.Op)
	return o
}

// needsParens reports whether x.M would not mean (x).M.
func needsParens(x ast.Expr) bool {
	switch x.(type) {
	case *ast.UnaryExpr, *ast.StarExpr, *ast.BinaryExpr:
		return true
	}
	return false
}

// negate lowers -x, which go/types found no type for.
func (l *lowerer) negate(slot *ast.Expr, e *ast.UnaryExpr, x operand) operand {
	if !x.known() {
		return operand{}
	}
	if !l.isOperator(x.typ) {
		return l.plain(e)
	}
	if o := l.plain(e); o.typ != nil {
		return o
	}
	sig := l.methodOf(x.typ, x.addressable, "Neg")
	if sig == nil || sig.Params().Len() != 0 || sig.Results().Len() != 1 {
		l.reject(e, "invalid operation: "+types.ExprString(e)+" (type "+l.name(x.typ)+" has no method Neg)",
			"-x is x.Neg(): a method without parameters that returns one value")
		return operand{}
	}
	// The parentheses keep the position of the minus.
	inner := &ast.ParenExpr{Lparen: e.OpPos, X: e.X, Rparen: e.X.End() - 1}
	now := call(&ast.SelectorExpr{X: inner, Sel: &ast.Ident{NamePos: e.OpPos, Name: "Neg"}}, e.OpPos)
	now.Rparen = e.End() - 1
	text := []mark{{change, e.OpPos, e.OpPos + 1, ""}, {closer, e.Pos(), e.End(), ".Neg()"}}
	if needsParens(e.X) {
		text = append(text, around(e.X, "(", ")")...)
	}
	return l.replace(slot, step{now: now, text: text}, operand{typ: sig.Results().At(0).Type()})
}

// condition walks an expression that Go wants to be a bool, and asks values that have operators for theirs.
func (l *lowerer) condition(slot *ast.Expr) {
	if *slot != nil {
		l.truth(slot, l.expr(slot), true)
	}
}

// truth puts .Bool() behind the value in slot if it has that method and is a lowered comparison or, in a condition,
// has operators.
func (l *lowerer) truth(slot *ast.Expr, o operand, condition bool) {
	if !o.known() || isBool(o.typ) {
		return
	}
	if !l.hasBool(o) {
		if condition && l.isOperator(o.typ) {
			l.reject(*slot, "", "a condition is a bool, and "+l.name(o.typ)+" has no method Bool() bool")
		}
		return
	}
	e := *slot
	if !l.compared[ast.Unparen(e)] && !(condition && l.isOperator(o.typ)) {
		return
	}
	now := call(&ast.SelectorExpr{X: e, Sel: &ast.Ident{NamePos: e.Pos(), Name: "Bool"}}, e.Pos())
	now.Rparen = e.End() - 1
	text := []mark{{closer, e.Pos(), e.End(), ".Bool()"}}
	if needsParens(e) {
		text = append(text, around(e, "(", ")")...)
	}
	l.replace(slot, step{now: now, wraps: true, text: text}, operand{typ: l.methodOf(o.typ, true, "Bool").Results().At(0).Type()})
}
