// Diagnostics in the words of the source as written: messages of go/types with the lowered expressions put back, and
// the reasons that the walk has found.

package lower

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// wordsMade returns how go/types writes the calls that lowering made. It must be called before the replacements are
// taken back.
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
	type pair struct {
		made, written string
		pos           token.Pos
	}
	var words []pair
	for i, m := range made {
		s := l.steps[i]
		written := ""
		if s.words != nil {
			written = s.words()
		} else {
			written = types.ExprString(s.was)
		}
		words = append(words, pair{m, written, s.made.Pos()})
	}
	// An expression is put back before its parts are.
	slices.SortStableFunc(words, func(a, b pair) int { return cmp.Compare(len(b.made), len(a.made)) })
	asWritten := func(msg string, around ast.Node) string {
		for _, w := range words {
			if around.Pos() <= w.pos && w.pos < around.End() {
				msg = strings.ReplaceAll(msg, w.made, w.written)
			}
		}
		return msg
	}
	used := map[int]bool{}
	seen := map[types.Error]bool{}
	l.errs = slices.DeleteFunc(l.errs, func(e types.Error) bool { // m[x] reports what is wrong with x twice
		again := seen[e]
		seen[e] = true
		return again
	})
	hints := make([]string, len(l.errs))
	for i := range l.errs {
		e := &l.errs[i]
		if e.Soft {
			continue
		}
		if j := l.reasonFor(*e, used); j >= 0 {
			used[j] = true
			r := l.rejected[j]
			if r.msg != "" {
				e.Msg, e.Pos = r.msg, r.node.Pos()
			}
			hints[i] = r.hint
		}
		around := l.statementAt(e.Pos) // elsewhere the user may have written x.Add(y)
		e.Msg, hints[i] = asWritten(l.withoutLift(*e), around), asWritten(hints[i], around)
	}
	return l.errs, hints
}

// statementAt returns the innermost statement or declaration around pos, the file if there is none.
func (l *lowerer) statementAt(pos token.Pos) ast.Node {
	var found ast.Node = l.file
	ast.Inspect(l.file, func(n ast.Node) bool {
		if n == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		switch n.(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		case ast.Stmt, ast.Spec, *ast.FuncDecl:
			found = n
		}
		return true
	})
	return found
}

// withoutLift returns e's message without the function that a number at its position was to be lifted by.
func (l *lowerer) withoutLift(e types.Error) string {
	for _, s := range l.steps {
		if c, ok := s.made.(*ast.CallExpr); ok && s.wraps && len(c.Args) == 1 && c.Args[0].Pos() == e.Pos {
			return strings.Replace(e.Msg, " in argument to "+types.ExprString(c.Fun), "", 1)
		}
	}
	return e.Msg
}

// reasons are how the messages begin that a rejection may be the reason of. An error of another kind, such as an
// undefined name, has its own reason.
var reasons = []string{"invalid operation", "cannot ", "invalid case", "non-boolean condition"}

// reasonFor returns the index of the smallest rejected expression around the position of e that is not used yet, -1
// if there is none.
func (l *lowerer) reasonFor(e types.Error, used map[int]bool) int {
	if !slices.ContainsFunc(reasons, func(r string) bool { return strings.HasPrefix(e.Msg, r) }) {
		return -1
	}
	found, size := -1, token.Pos(0)
	for j, r := range l.rejected {
		pos, end := r.node.Pos(), r.node.End()
		if !used[j] && pos <= e.Pos && e.Pos < end && (found < 0 || end-pos < size) {
			found, size = j, end-pos
		}
	}
	return found
}
