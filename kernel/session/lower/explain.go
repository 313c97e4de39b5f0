// Explanations: why the walk left an operator alone, and what to do about it.

package lower

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A rejection is why the walk left an offending expression alone.
type rejection struct {
	node ast.Node
	msg  string // replaces go/types' message unless empty
	hint string
}

func (l *lowerer) reject(node ast.Node, msg, hint string) {
	l.rejected = append(l.rejected, rejection{node, msg, hint})
}

// explainMisfit is for an operator whose operands have a type with operators and do not fit.
func (l *lowerer) explainMisfit(e ast.Node, op token.Token, x, y ast.Expr, problem string) {
	msg := "invalid operation: " + types.ExprString(x) + " " + op.String() + " " + types.ExprString(y) + " (" + problem + ")"
	l.reject(e, msg, l.adviceFor(op, x, y, problem))
}

// adviceFor says what to do about a misfit.
func (l *lowerer) adviceFor(op token.Token, x, y ast.Expr, problem string) string {
	if strings.Contains(problem, "has no method") {
		if binary, ok := simple[op]; ok {
			op = binary
		}
		return "the operator " + op.String() + " is that method, with one parameter and one result"
	}
	if strings.HasSuffix(problem, noLift) {
		return "give it a method Lift(float64), or its package a function V(any), that returns one"
	}
	for i, e := range []ast.Expr{x, y} {
		o, other := l.typeOf(e), l.typeOf([]ast.Expr{y, x}[i])
		if o.typ == nil || l.isOperator(o.typ) || isNumber(o) || !l.isOperator(other.typ) {
			continue
		}
		text := types.ExprString(e)
		if p, ok := types.Unalias(o.typ).(*types.Pointer); ok && l.isOperator(p.Elem()) {
			return "operators are on values, not on pointers to them: write *" + receiver(l.written(e), text)
		}
		b, basic := o.typ.Underlying().(*types.Basic)
		_, named := types.Unalias(o.typ).(*types.Named)
		switch {
		case basic && named && b.Info()&(types.IsInteger|types.IsFloat) != 0:
			return "only Go's own number types are lifted: write " + b.Name() + "(" + text + ")"
		case basic && b.Kind() == types.UntypedRune:
			return "a rune is not lifted: write int(" + text + ")"
		case basic && b.Kind() == types.UntypedNil || basic && b.Info()&types.IsNumeric == 0:
		case l.lifter(other.typ).fn != nil:
			return "only numbers are lifted: make it " + article(l.name(other.typ)) + " first, if " + l.lifter(other.typ).fn.Name() + " can"
		}
	}
	return ""
}

// explainUnfit is for a value that has operators where Go wants a number of type target.
func (l *lowerer) explainUnfit(e ast.Expr, o operand, target types.Type) {
	b, ok := target.Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsNumeric == 0 || !l.isOperator(o.typ) || assignable(o, target) {
		return
	}
	sig := l.methodOf(o.typ, true, "Float")
	if sig != nil && sig.Params().Len() == 0 && sig.Results().Len() == 1 &&
		types.Identical(sig.Results().At(0).Type(), types.Typ[types.Float64]) {
		l.reject(e, "", l.name(o.typ)+" has a method Float: write "+receiver(l.written(e), types.ExprString(e))+".Float()")
	}
}

// written is e, but a binary expression in place of a lowered one: it needs parentheses as the user wrote it.
func (l *lowerer) written(e ast.Expr) ast.Expr {
	for i := len(l.steps) - 1; i >= 0; i-- {
		if s := l.steps[i]; s.now == e && s.was != nil {
			e = s.was
		}
	}
	return e
}

// explainOperator is for the operators that have no method, and for assignments with these.
func (l *lowerer) explainOperator(e *ast.BinaryExpr, x, y operand, assign bool) {
	t := x.typ
	if !l.isOperator(t) {
		t = y.typ
	}
	left, right := types.ExprString(e.X), types.ExprString(e.Y)
	to := ""
	if assign {
		to = left + " = "
	}
	switch e.Op {
	case token.XOR:
		l.reject(e, "", "^ is Go's exclusive or; for a power write "+to+receiver(l.written(e.X), left)+".Pow("+right+")")
	case token.EQL, token.NEQ:
		hint := e.Op.String() + " is Go's identity and never lowered"
		for _, name := range []string{"Equal", "Eq", "Float"} {
			if sig := l.methodOf(t, true, name); sig != nil {
				hint += "; compare by " + l.name(t) + "'s method " + name
				break
			}
		}
		l.reject(e, "", hint)
	default:
		l.reject(e, "", "values can have + - * / % < <= > >= and no "+e.Op.String())
	}
}

// caseMessage is the error of a case that can't be compared with its switch's tag.
func (l *lowerer) caseMessage(tag, e ast.Expr) string {
	x, y := l.typeOf(tag), l.typeOf(e)
	if !x.known() || !y.known() {
		return ""
	}
	return "invalid case " + types.ExprString(e) + " in switch on " + types.ExprString(tag) +
		" (mismatched types " + l.name(y.typ) + " and " + l.name(x.typ) + ")"
}

// explainPower is for x ** 2, which Go reads as x * (*2).
func (l *lowerer) explainPower(e *ast.BinaryExpr) {
	star, ok := e.Y.(*ast.StarExpr)
	if ok && e.Op == token.MUL && star.Star == e.OpPos+1 {
		right := types.ExprString(star.X)
		l.reject(star, "invalid operation: operator ** does not exist in Go",
			"for a power write "+receiver(l.written(e.X), types.ExprString(e.X))+".Pow("+right+")")
	}
}

// explainIndex is for x[i] and x[i, j] on a value that has operators.
func (l *lowerer) explainIndex(e ast.Expr, x operand, indices ...ast.Expr) {
	if !l.isOperator(x.typ) {
		return
	}
	list := make([]string, len(indices))
	for i, ix := range indices {
		list[i] = types.ExprString(ix)
	}
	l.reject(e, "", "indices are a method: write "+receiver(l.written(operandOf(e)), types.ExprString(operandOf(e)))+".At("+strings.Join(list, ", ")+")")
}

// explainSlice is for x[i:j] on a value that has operators.
func (l *lowerer) explainSlice(e *ast.SliceExpr, x operand) {
	for _, name := range []string{"Slice", "Index"} {
		if l.methodOf(x.typ, true, name) != nil {
			l.reject(e, "", "slices are a method: see "+l.name(x.typ)+"."+name)
			return
		}
	}
}

// operandOf is the X of an index expression.
func operandOf(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.IndexExpr:
		return e.X
	case *ast.IndexListExpr:
		return e.X
	}
	return e
}

// receiver puts text, that of e, in parentheses if it needs them before a dot.
func receiver(e ast.Expr, text string) string {
	if needsParens(e) {
		return "(" + text + ")"
	}
	return text
}

// argument says what a parameter of type t takes.
func (l *lowerer) argument(t types.Type) string {
	if isAny(t) {
		return "number or value with operators"
	}
	return l.name(t)
}

// article puts a or an before a noun.
func article(noun string) string {
	if noun != "" && strings.ContainsRune("aeiouAEIOU", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}
