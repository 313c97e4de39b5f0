// Compound assignments: x += y and x++ become x = x.Add(…), with the parts of x that have effects evaluated once.

package lower

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// simple maps the assignment operators to the binary ones.
var simple = map[token.Token]token.Token{
	token.ADD_ASSIGN: token.ADD, token.SUB_ASSIGN: token.SUB, token.MUL_ASSIGN: token.MUL, token.QUO_ASSIGN: token.QUO,
	token.REM_ASSIGN: token.REM, token.AND_ASSIGN: token.AND, token.OR_ASSIGN: token.OR, token.XOR_ASSIGN: token.XOR,
	token.SHL_ASSIGN: token.SHL, token.SHR_ASSIGN: token.SHR, token.AND_NOT_ASSIGN: token.AND_NOT,
}

// compound lowers x op= y.
func (l *lowerer) compound(slot *ast.Stmt, s *ast.AssignStmt, x, y operand) {
	op := simple[s.Tok]
	if !x.known() || !y.known() || !l.isOperator(x.typ) && !l.isOperator(y.typ) || l.goDefines(op, x, y) {
		return
	}
	whole := &ast.BinaryExpr{X: s.Lhs[0], OpPos: s.TokPos, Op: s.Tok, Y: s.Rhs[0]} // as messages write it
	if methods[op] == "" {
		l.explainOperator(&ast.BinaryExpr{X: s.Lhs[0], OpPos: s.TokPos, Op: op, Y: s.Rhs[0]}, x, y, true)
		return
	}
	if !l.isOperator(x.typ) {
		l.explainMisfit(whole, s.Tok, s.Lhs[0], s.Rhs[0], "the result is a "+l.name(y.typ)+", and the variable a "+l.name(x.typ))
		return
	}
	f, problem := l.fit(op, x, y, s.Pos())
	if problem == "" && !types.AssignableTo(f.result, x.typ) {
		problem = "the result is a " + l.name(f.result) + ", and the variable a " + l.name(x.typ)
	}
	right := s.Rhs[0]
	if problem == "" && f.liftY != nil {
		problem = l.lift(&right, y, f.liftY)
	}
	if problem != "" {
		l.explainMisfit(whole, s.Tok, s.Lhs[0], s.Rhs[0], problem)
		return
	}
	l.update(slot, s.Lhs[0], s, x.typ, methods[op], right, "")
}

// increment lowers x++ and x--.
func (l *lowerer) increment(slot *ast.Stmt, s *ast.IncDecStmt) {
	x := l.expr(&s.X)
	op, words := token.ADD, types.ExprString(s.X)+s.Tok.String()
	if s.Tok == token.DEC {
		op = token.SUB
	}
	one := operand{typ: types.Typ[types.UntypedInt], val: constant.MakeInt64(1)}
	if !x.known() || !l.isOperator(x.typ) || l.goDefines(op, x, one) {
		return
	}
	f, problem := l.fit(op, x, one, s.Pos())
	if problem == "" && !types.AssignableTo(f.result, x.typ) {
		problem = "the result is a " + l.name(f.result) + ", and the variable a " + l.name(x.typ)
	}
	var right ast.Expr = &ast.BasicLit{ValuePos: s.TokPos, Kind: token.INT, Value: "1"}
	text := "1"
	if problem == "" && f.liftY != nil {
		var fun string
		if fun, problem = l.liftCall(one, f.liftY, s.Pos()); problem == "" {
			text = fun + "(1)"
			right = call(exprAt(fun, s.TokPos), s.TokPos, right)
		}
	}
	if problem != "" {
		l.reject(s, "invalid operation: "+words+" ("+problem+")", l.adviceFor(op, s.X, right, problem))
		return
	}
	l.update(slot, s.X, s, x.typ, methods[op], right, text)
}

// update replaces the statement s, an update of x, by x = x.method(right). The argument is written in the call if
// it isn't in the source.
func (l *lowerer) update(slot *ast.Stmt, x ast.Expr, s ast.Stmt, t types.Type, method string, right ast.Expr, argument string) {
	made := call(&ast.SelectorExpr{X: x, Sel: &ast.Ident{NamePos: s.Pos(), Name: method}}, s.Pos(), right)
	text, tail := l.updateText(x, s, method)
	text[len(text)-1].text += argument
	text = append(text, mark{closer, s.Pos(), s.End(), tail})
	l.steps = append(l.steps, step{
		made: made, text: text,
		undo:  func() { *slot = s },
		words: func() string { return statementText(s) },
	})
	l.set(made, operand{typ: t})
	*slot = &ast.AssignStmt{Lhs: []ast.Expr{x}, TokPos: x.End(), Tok: token.ASSIGN, Rhs: []ast.Expr{made}}
}

// statementText writes a compound assignment as in the source.
func statementText(s ast.Stmt) string {
	switch s := s.(type) {
	case *ast.AssignStmt:
		return types.ExprString(s.Lhs[0]) + " " + s.Tok.String() + " " + types.ExprString(s.Rhs[0])
	case *ast.IncDecStmt:
		return types.ExprString(s.X) + s.Tok.String()
	}
	return ""
}

// updateText returns the marks that turn "x op=" into "x = x.method(", and what closes them. The last mark is the one
// that ends the text in front of the argument. If evaluating x has effects, the parts of it that have them are
// evaluated once, into variables of a function: the statement may stand where only simple ones may.
func (l *lowerer) updateText(x ast.Expr, s ast.Stmt, method string) (text []mark, tail string) {
	var start, end token.Pos
	switch s := s.(type) {
	case *ast.AssignStmt:
		start, end = l.blanks(s.TokPos, len(s.Tok.String()))
	case *ast.IncDecStmt:
		start, _ = l.blanks(s.TokPos, 2)
		end = s.End()
	}
	if isPure(x) {
		name := types.ExprString(x)
		if needsParens(x) {
			name = "(" + name + ")"
		}
		return []mark{{change, start, end, " = " + name + "." + method + "("}}, ")"
	}
	open := func(text string) mark { return mark{opener, s.Pos(), s.End(), "func() { " + text + " := "} }
	ix, ok := ast.Unparen(x).(*ast.IndexExpr)
	if _, isMap := under(l.typeOf(ix0(ix)).typ).(*types.Map); !ok || !isMap {
		return []mark{open("pˑ"), {opener, x.Pos(), x.End(), "&"}, {change, start, end, "; *pˑ = pˑ." + method + "("}}, ") }()"
	}
	m, k := "mˑ", "kˑ"
	switch {
	case isPure(ix.X):
		m = types.ExprString(ix.X)
		text = []mark{{change, x.Pos(), ix.Index.Pos(), "func() { kˑ := "}}
	case isPure(ix.Index):
		k = types.ExprString(ix.Index)
		item := m + "[" + k + "]"
		return []mark{open("mˑ"), {change, ix.Lbrack, end, "; " + item + " = " + item + "." + method + "("}}, ") }()"
	default:
		text = []mark{open("mˑ, kˑ"), {change, ix.Lbrack, ix.Lbrack + 1, ", "}}
	}
	item := m + "[" + k + "]"
	return append(text, mark{change, ix.Index.End(), end, "; " + item + " = " + item + "." + method + "("}), ") }()"
}

// ix0 is the indexed operand, nil for nil.
func ix0(ix *ast.IndexExpr) ast.Expr {
	if ix == nil {
		return nil
	}
	return ix.X
}

// isPure reports whether e can be evaluated twice: it calls nothing and receives nothing.
func isPure(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident, *ast.BasicLit:
		return true
	case *ast.ParenExpr:
		return isPure(e.X)
	case *ast.SelectorExpr:
		return isPure(e.X)
	case *ast.StarExpr:
		return isPure(e.X)
	case *ast.IndexExpr:
		return isPure(e.X) && isPure(e.Index)
	case *ast.BinaryExpr:
		return isPure(e.X) && isPure(e.Y)
	case *ast.UnaryExpr:
		return e.Op != token.ARROW && e.Op != token.AND && isPure(e.X)
	}
	return false
}
