// The walk over declarations and statements, in source order but for the package's variables, which come first.

package lower

import (
	"go/ast"
	"go/token"
	"go/types"
)

// walk lowers what it can in the file and reports whether it changed anything.
func (l *lowerer) walk() bool {
	before := len(l.steps)
	for _, d := range l.file.Decls {
		if d, ok := d.(*ast.GenDecl); ok {
			l.genDecl(d)
		}
	}
	for _, d := range l.file.Decls {
		if d, ok := d.(*ast.FuncDecl); ok {
			if fn, ok := l.info.Defs[d.Name].(*types.Func); ok {
				l.body(fn.Signature(), d.Body)
			}
		}
	}
	return len(l.steps) > before
}

func (l *lowerer) genDecl(d *ast.GenDecl) {
	if d.Tok != token.VAR && d.Tok != token.CONST { // a constant that needs lowering gets the error that it is none
		return
	}
	for _, spec := range d.Specs {
		spec := spec.(*ast.ValueSpec)
		var target types.Type
		if spec.Type != nil {
			target = l.typeOf(spec.Type).typ
		}
		names := make([]ast.Expr, len(spec.Names))
		for i, n := range spec.Names {
			names[i] = n
		}
		l.assign(names, spec.Values, func(int) types.Type { return target })
	}
}

// body walks a function's body.
func (l *lowerer) body(sig *types.Signature, b *ast.BlockStmt) {
	if b == nil {
		return
	}
	outer := l.results
	l.results = sig.Results()
	l.stmts(b.List)
	l.results = outer
}

func (l *lowerer) stmts(list []ast.Stmt) {
	for i := range list {
		l.stmt(&list[i])
	}
}

func (l *lowerer) block(b *ast.BlockStmt) {
	if b != nil {
		l.stmts(b.List)
	}
}

func (l *lowerer) stmt(slot *ast.Stmt) {
	switch s := (*slot).(type) {
	case *ast.DeclStmt:
		if d, ok := s.Decl.(*ast.GenDecl); ok {
			l.genDecl(d)
		}
	case *ast.LabeledStmt:
		l.stmt(&s.Stmt)
	case *ast.ExprStmt:
		before := ast.Unparen(s.X)
		l.expr(&s.X)
		if ast.Unparen(s.X) != before { // a call would do as a statement
			l.unused = append(l.unused, before)
		}
	case *ast.SendStmt:
		var elem types.Type
		if ch, ok := under(l.expr(&s.Chan).typ).(*types.Chan); ok {
			elem = ch.Elem()
		}
		l.value(&s.Value, elem)
	case *ast.IncDecStmt:
		l.increment(slot, s)
	case *ast.AssignStmt:
		l.assignment(slot, s)
	case *ast.GoStmt:
		l.call(s.Call)
	case *ast.DeferStmt:
		l.call(s.Call)
	case *ast.ReturnStmt:
		for i := range s.Results {
			var target types.Type
			if len(s.Results) == l.results.Len() {
				target = l.results.At(i).Type()
			}
			l.value(&s.Results[i], target)
		}
	case *ast.BlockStmt:
		l.block(s)
	case *ast.IfStmt:
		l.stmt(&s.Init)
		l.condition(&s.Cond)
		l.block(s.Body)
		l.stmt(&s.Else)
	case *ast.ForStmt:
		l.stmt(&s.Init)
		l.condition(&s.Cond)
		l.stmt(&s.Post)
		l.block(s.Body)
	case *ast.RangeStmt:
		l.rangeOver(s)
		l.block(s.Body)
	case *ast.SwitchStmt:
		l.stmt(&s.Init)
		tag := l.expr(&s.Tag)
		for _, c := range s.Body.List {
			c := c.(*ast.CaseClause)
			for i := range c.List {
				if s.Tag == nil {
					l.condition(&c.List[i])
				} else if o := l.expr(&c.List[i]); l.isOperator(tag.typ) || l.isOperator(o.typ) {
					l.reject(c.List[i], l.caseMessage(s.Tag, c.List[i]),
						"switch compares by ==, which is Go's identity and never lowered: write if statements")
				}
			}
			l.stmts(c.Body)
		}
	case *ast.TypeSwitchStmt:
		l.stmt(&s.Init)
		l.stmt(&s.Assign)
		for _, c := range s.Body.List {
			l.stmts(c.(*ast.CaseClause).Body)
		}
	case *ast.SelectStmt:
		for _, c := range s.Body.List {
			c := c.(*ast.CommClause)
			l.stmt(&c.Comm)
			l.stmts(c.Body)
		}
	}
}

// under is t's underlying type, nil for nil.
func under(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	return t.Underlying()
}

// assign walks the right-hand sides of an assignment or declaration, lifts them to the types that target tells, and
// gives types to new variables.
func (l *lowerer) assign(left, right []ast.Expr, target func(i int) types.Type) {
	if len(left) == len(right) {
		for i := range right {
			o := l.value(&right[i], target(i))
			if o.known() {
				l.define(left[i], o.typ)
			}
		}
		return
	}
	if len(right) != 1 {
		for i := range right {
			l.expr(&right[i])
		}
		return
	}
	o := l.expr(&right[0])
	if t, ok := o.typ.(*types.Tuple); ok {
		for i := range min(len(left), t.Len()) {
			l.define(left[i], t.At(i).Type())
		}
	} else if len(left) == 2 && o.known() { // v, ok := m[k], x.(T), <-ch
		l.define(left[0], o.typ)
		l.define(left[1], types.Typ[types.Bool])
	}
}

func (l *lowerer) assignment(slot *ast.Stmt, s *ast.AssignStmt) {
	switch s.Tok {
	case token.ASSIGN, token.DEFINE:
		for i := range s.Lhs {
			l.expr(&s.Lhs[i])
		}
		l.assign(s.Lhs, s.Rhs, func(i int) types.Type {
			if id, ok := s.Lhs[i].(*ast.Ident); ok && s.Tok == token.DEFINE && l.info.Defs[id] != nil {
				return nil
			}
			return l.typeOf(s.Lhs[i]).typ
		})
	default:
		if len(s.Lhs) != 1 || len(s.Rhs) != 1 {
			return
		}
		x, y := l.expr(&s.Lhs[0]), l.expr(&s.Rhs[0])
		l.compound(slot, s, x, y)
	}
}

// rangeOver walks a range statement's operand and gives types to its variables.
func (l *lowerer) rangeOver(s *ast.RangeStmt) {
	o := l.expr(&s.X)
	var key, value types.Type
	u := under(o.typ)
	if p, ok := u.(*types.Pointer); ok {
		u = p.Elem().Underlying()
	}
	switch u := u.(type) {
	case *types.Slice:
		key, value = types.Typ[types.Int], u.Elem()
	case *types.Array:
		key, value = types.Typ[types.Int], u.Elem()
	case *types.Map:
		key, value = u.Key(), u.Elem()
	case *types.Chan:
		key = u.Elem()
	case *types.Basic:
		key = o.typ
		if u.Info()&types.IsString != 0 {
			key, value = types.Typ[types.Int], types.Universe.Lookup("rune").Type()
		}
	case *types.Signature:
		if u.Params().Len() != 1 {
			break
		}
		if yield, ok := u.Params().At(0).Type().Underlying().(*types.Signature); ok {
			if yield.Params().Len() > 0 {
				key = yield.Params().At(0).Type()
			}
			if yield.Params().Len() > 1 {
				value = yield.Params().At(1).Type()
			}
		}
	}
	for _, v := range []struct {
		id ast.Expr
		t  types.Type
	}{{s.Key, key}, {s.Value, value}} {
		if v.id != nil {
			l.expr(&v.id)
			l.define(v.id, v.t)
		}
	}
}
