package session

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"unicode/utf8"
)

// This file checks a cell that is being written: a placeholder stands for the word at the cursor, and what is open
// after it is closed in one of several ways until the cell parses.

// placeholder is an identifier that nobody writes.
const placeholder = refMark + "here"

// word is the range of the identifier around, or before, the cursor.
func word(code string, cursor int) (start, end int) {
	cursor = min(max(cursor, 0), len(code))
	start, end = cursor, cursor
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(code[:start])
		if !isIdentRune(r) {
			break
		}
		start -= n
	}
	for end < len(code) {
		r, n := utf8.DecodeRuneInString(code[end:])
		if !isIdentRune(r) {
			break
		}
		end += n
	}
	return start, end
}

// repairs lists texts in which the range [start, end) is replaced by name, from the whole code to the code up to there
// with its brackets closed.
func repairs(code string, start, end int, name string) []string {
	head := code[:start] + name
	var closers []byte
	for _, t := range scan(head, func(int, string) {}) {
		switch t.tok {
		case token.LPAREN:
			closers = append(closers, ')')
		case token.LBRACK:
			closers = append(closers, ']')
		case token.LBRACE:
			closers = append(closers, '}')
		case token.RPAREN, token.RBRACK, token.RBRACE:
			if len(closers) > 0 {
				closers = closers[:len(closers)-1]
			}
		}
	}
	var tail strings.Builder
	for i := len(closers) - 1; i >= 0; i-- {
		tail.WriteByte(closers[i])
	}
	out := []string{head + code[end:], head + "()" + code[end:]} // the second: go and defer want a call
	// The line with the cursor may be broken while the lines after it are well.
	if nl := strings.IndexByte(code[end:], '\n'); nl >= 0 {
		out = append(out, head+code[end+nl:], head+" {}"+code[end+nl:])
	}
	for _, mend := range []string{"", "()", " {}", ":", "}", " {}}"} {
		out = append(out, head+mend+tail.String())
	}
	return out
}

// A view is a checked cell with a placeholder in it.
type view struct {
	p     *plan
	ck    *checked
	id    *ast.Ident   // the placeholder
	stack []ast.Node   // from the file to the placeholder
	scope *types.Scope // innermost around it
}

// look checks code with name in the place of [start, end). It returns nil if the code cannot be made sense of.
func (s *Session) look(code string, start, end int, name string) *view {
	for _, text := range repairs(code, start, end, name) {
		c, diags := parseCell(0, text)
		if len(diags) > 0 {
			continue
		}
		if v := s.viewOf(c, start, name); v != nil {
			return v
		}
	}
	return nil
}

// viewOf checks a cell as far as it goes, errors or not.
func (s *Session) viewOf(c *cell, start int, name string) *view {
	p := s.newPlan(c)
	p.im, _ = s.readImports(c)
	p.collect()
	p.own = len(p.order)
	p.resolve()
	p.spread()
	first := asWritten
	if p.statements {
		first = inferring
	}
	ck, err := p.check(p.compose(first))
	if err != nil {
		return nil
	}
	if v := p.viewIn(ck, start, name); v != nil {
		return v
	}
	p.decide(ck)
	p.spread()
	p.infer(ck)
	for _, d := range p.order {
		if d.rec.kind == Var && d.rec.redecl.src == "" {
			d.rec.redecl.src = "any"
		}
	}
	if ck, err = p.check(p.compose(compiling)); err != nil {
		return nil
	}
	return p.viewIn(ck, start, name)
}

// viewIn finds the identifier in a checked file.
func (p *plan) viewIn(ck *checked, start int, name string) *view {
	v := &view{p: p, ck: ck}
	var stack []ast.Node
	ast.Inspect(ck.file, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		if id, ok := n.(*ast.Ident); ok && (id.Name == name || id.Name == privateNames[name]) && v.id == nil {
			rec, off, ok := ck.c.origin(ck.offset(id.Pos()))
			if ok && rec == nil && off == start {
				v.id, v.stack = id, append([]ast.Node{}, stack...)
			}
		}
		return true
	})
	if v.id == nil {
		return nil
	}
	v.scope = ck.pkg.Scope().Innermost(v.id.Pos())
	return v
}

// selected is the expression that the placeholder is selected from, or nil.
func (v *view) selected() ast.Expr {
	if len(v.stack) >= 2 {
		if sel, ok := v.stack[len(v.stack)-2].(*ast.SelectorExpr); ok && sel.Sel == v.id {
			return sel.X
		}
	}
	return nil
}
