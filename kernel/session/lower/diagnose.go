// Errors in the words of the source as written: go/types' messages with the lowered expressions put back, and the
// walk's reasons why an operator was not lowered.

package lower

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
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
	l.reject(e, "invalid operation: "+types.ExprString(x)+" "+op.String()+" "+types.ExprString(y)+" ("+problem+")", l.adviceFor(op, x, y, problem))
}

// adviceFor says what to do about a misfit.
func (l *lowerer) adviceFor(op token.Token, x, y ast.Expr, problem string) string {
	for _, e := range []ast.Expr{x, y} {
		o := l.typeOf(e)
		if o.typ == nil || l.isOperator(o.typ) {
			continue
		}
		b, basic := o.typ.Underlying().(*types.Basic)
		_, named := types.Unalias(o.typ).(*types.Named)
		if basic && named && b.Info()&types.IsNumeric != 0 {
			return "only Go's own number types are lifted: write " + b.Name() + "(" + types.ExprString(e) + ")"
		}
	}
	if strings.Contains(problem, "has no method") {
		return "the operator " + op.String() + " is that method, with one parameter and one result"
	}
	return ""
}

// explainOperator is for the operators that have no method.
func (l *lowerer) explainOperator(e *ast.BinaryExpr, x, y operand) {
	t := x.typ
	if !l.isOperator(t) {
		t = y.typ
	}
	left, right := types.ExprString(e.X), types.ExprString(e.Y)
	switch e.Op {
	case token.XOR:
		l.reject(e, "", "^ is Go's exclusive or; for a power write "+receiver(e.X, left)+".Pow("+right+")")
	case token.EQL, token.NEQ:
		hint := e.Op.String() + " is Go's identity and never lowered"
		for _, name := range []string{"Equal", "Eq", "Float"} {
			if sig := l.methodOf(t, true, name); sig != nil {
				hint += "; " + l.name(t) + " has a method " + name
				break
			}
		}
		l.reject(e, "", hint)
	default:
		l.reject(e, "", "values can have + - * / % < <= > >= and no "+e.Op.String())
	}
}

// explainPower is for x ** 2, which Go reads as x * (*2).
func (l *lowerer) explainPower(e *ast.BinaryExpr) {
	star, ok := e.Y.(*ast.StarExpr)
	if ok && e.Op == token.MUL && star.Star == e.OpPos+1 {
		right := types.ExprString(star.X)
		l.reject(star, "invalid operation: operator ** does not exist in Go", "for a power write "+receiver(e.X, types.ExprString(e.X))+".Pow("+right+")")
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
	l.reject(e, "", "indices are a method: write "+types.ExprString(operandOf(e))+".At("+strings.Join(list, ", ")+")")
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

// wordsMade returns how go/types writes the calls that lowering made. It must be called before the replacements are taken back.
func (l *lowerer) wordsMade() []string {
	if len(l.errs) == 0 {
		return nil
	}
	made := make([]string, len(l.steps))
	for i, s := range l.steps {
		made[i] = types.ExprString(s.made)
	}
	return made
}

// diagnose returns the errors and their hints. made is from wordsMade; the replacements are taken back.
func (l *lowerer) diagnose(made []string) ([]types.Error, []string) {
	type pair struct{ made, written string }
	var words []pair
	for i, m := range made {
		s := l.steps[i]
		written := ""
		if s.words != nil {
			written = s.words()
		} else {
			written = types.ExprString(s.was)
		}
		words = append(words, pair{m, written})
	}
	// An expression is put back before its parts are.
	slices.SortStableFunc(words, func(a, b pair) int { return cmp.Compare(len(b.made), len(a.made)) })
	asWritten := func(msg string) string {
		for _, w := range words {
			msg = strings.ReplaceAll(msg, w.made, w.written)
		}
		return msg
	}
	hints := make([]string, len(l.errs))
	used := map[int]bool{}
	for i := range l.errs {
		e := &l.errs[i]
		if e.Soft {
			continue
		}
		for j, r := range l.rejected {
			if used[j] || r.node.Pos() != e.Pos {
				continue
			}
			used[j] = true
			if r.msg != "" {
				e.Msg = r.msg
			}
			hints[i] = asWritten(r.hint)
			break
		}
		e.Msg = asWritten(e.Msg)
	}
	return l.errs, hints
}
