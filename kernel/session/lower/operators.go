// Operators: which method an operator means, whether the operands fit it, and the call that takes its place.

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

// A fit is how an operator on two operands becomes a call.
type fit struct {
	result       types.Type
	liftX, liftY types.Type // the types to lift the operands to, nil to leave them
	function     string     // the function to call with both operands; the method of the left one if empty
}

// fit finds the call that x op y means. If there is none, problem says why, and is empty if neither operand
// has operators.
func (l *lowerer) fit(op token.Token, x, y operand, pos token.Pos) (f fit, problem string) {
	name := methods[op]
	switch {
	case l.isOperator(x.typ):
		sig, problem := l.binaryMethod(x, name, op)
		if problem != "" {
			return f, problem
		}
		param := sig.Params().At(0).Type()
		f.result = sig.Results().At(0).Type()
		switch l.accept(y, param) {
		case accepted:
			return f, ""
		case acceptedLifted:
			f.liftY = param
			return f, ""
		}
		problem = l.name(x.typ) + "." + name + " takes " + article(l.argument(param)) + ", not " + article(l.name(y.typ))
		if isNumber(y) && l.isOperator(param) {
			_, problem = l.liftCall(y, param, pos)
		}
		return f, problem
	case l.isOperator(y.typ):
		if !isNumber(x) {
			return f, article(l.name(x.typ)) + " has no operators with " + article(l.name(y.typ))
		}
		sig, problem := l.binaryMethod(operand{typ: y.typ, addressable: y.addressable}, name, op)
		if problem != "" {
			return f, problem
		}
		f.result = sig.Results().At(0).Type()
		if l.canLift(x, y.typ) && l.accept(y, sig.Params().At(0).Type()) == accepted {
			f.liftX = y.typ
			return f, ""
		}
		if fn := l.function(name, y.typ, f.result); fn != nil {
			f.function, problem = l.nameAt(fn, pos)
			return f, problem
		}
		_, problem = l.liftCall(x, y.typ, pos)
		if problem == "" {
			problem = l.name(y.typ) + "." + name + " does not take " + article(l.name(y.typ))
		}
		return f, problem
	}
	return f, ""
}

// binaryMethod returns the method of x for op if it has the right form.
func (l *lowerer) binaryMethod(x operand, name string, op token.Token) (sig *types.Signature, problem string) {
	sig = l.methodOf(x.typ, x.addressable, name)
	switch {
	case sig == nil && l.methodOf(x.typ, true, name) != nil:
		return nil, "method " + name + " is declared on *" + l.name(x.typ) + ", and this " + l.name(x.typ) + " has no address"
	case sig == nil:
		return nil, "type " + l.name(x.typ) + " has no method " + name
	case sig.Params().Len() != 1 || sig.Variadic() || sig.Results().Len() != 1:
		return nil, "method " + name + " of " + l.name(x.typ) + " does not have one parameter and one result"
	case isComparison(op) && !isBool(sig.Results().At(0).Type()) && !l.hasBool(operand{typ: sig.Results().At(0).Type()}):
		return nil, "the result of " + l.name(x.typ) + "." + name + " is neither a bool nor has a method Bool() bool"
	}
	return sig, ""
}

// function returns the function name(any, any) result of the package of t, nil if there is none.
func (l *lowerer) function(name string, t, result types.Type) *types.Func {
	pkg := packageOf(t)
	if pkg == nil {
		return nil
	}
	fn, ok := pkg.Scope().Lookup(name).(*types.Func)
	if !ok {
		return nil
	}
	sig := fn.Signature()
	if sig.Params().Len() != 2 || sig.Variadic() || sig.TypeParams().Len() > 0 || sig.Results().Len() != 1 ||
		!isAny(sig.Params().At(0).Type()) || !isAny(sig.Params().At(1).Type()) || !types.Identical(sig.Results().At(0).Type(), result) {
		return nil
	}
	return fn
}

// Answers of accept.
const (
	refused = iota
	accepted
	acceptedLifted
)

// accept reports whether the argument o goes to a parameter of type t.
func (l *lowerer) accept(o operand, t types.Type) int {
	switch {
	case isAny(t): // any would take x + "a" as well
		if isNumber(o) || l.isOperator(o.typ) {
			return accepted
		}
	case assignable(o, t):
		return accepted
	case isNumber(o) && l.canLift(o, t):
		return acceptedLifted
	}
	return refused
}

// hasBool reports whether o has a method Bool() bool.
func (l *lowerer) hasBool(o operand) bool {
	sig := l.methodOf(o.typ, o.addressable, "Bool")
	return sig != nil && sig.Params().Len() == 0 && sig.Results().Len() == 1 && isBool(sig.Results().At(0).Type())
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
		l.explainOperator(e, x, y)
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

// truth puts .Bool() behind the value in slot if it has that method and is a lowered comparison or, in a condition, has operators.
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
