package session

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// Simple loops over data need no poll, and run up to twice as fast without: their length is that of a slice, an array
// or a string, and a round does no more than arithmetic and element access. Which loops these are only types can tell,
// so that the polls of a checked unit are taken out again. If a round has loops inside, the poll goes before these.

// needlessPolls lists the edits that remove them.
func needlessPolls(ck *checked) []edit {
	var out []edit
	ast.Inspect(ck.file, func(n ast.Node) bool {
		var body *ast.BlockStmt
		ends, instead := false, ""
		switch n := n.(type) {
		case *ast.RangeStmt:
			body, ends = n.Body, rangeEnds(ck.info, n)
		case *ast.ForStmt:
			body, ends = n.Body, countEnds(ck.info, n)
			if step := variableStep(ck.info, n); step != "" {
				// It ends unless the step is 0, which is quicker to ask than whether there was an interrupt.
				ends, instead = true, "if "+step+" == 0 {"+pollCall+" };"
			}
		}
		if !ends || len(body.List) == 0 || !isPoll(body.List[0]) {
			return true
		}
		inner, ok := ck.simple(body)
		if !ok {
			return true
		}
		at := ck.fset.File(body.Pos())
		from, to := at.Offset(body.List[0].Pos()), at.Offset(body.List[0].End())
		if to < len(ck.src) && ck.src[to] == ';' {
			to++
		}
		out = append(out, edit{from, to, instead})
		for _, l := range inner { // rounds without them are short
			o := at.Offset(l.Pos())
			out = append(out, edit{o, o, strings.TrimLeft(pollCall, " ") + " "})
		}
		return true
	})
	return out
}

func isPoll(s ast.Stmt) bool {
	x, ok := s.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := x.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && id.Name == rtName && sel.Sel.Name == "Poll"
}

// fewRounds is what a constant may be that limits a loop without a poll: some milliseconds.
const fewRounds = 1 << 22

// rangeEnds says whether a range loop is as long as data that is in memory. That over a map may see what the body
// inserts; those over functions, channels and numbers may go on for ever.
func rangeEnds(info *types.Info, r *ast.RangeStmt) bool {
	t := info.TypeOf(r.X)
	if t == nil {
		return false
	}
	return isSequence(t) || isFew(info, r.X) || isLength(info, r.X) != nil
}

func isSequence(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Slice, *types.Array:
		return true
	case *types.Pointer:
		_, ok := u.Elem().Underlying().(*types.Array)
		return ok
	case *types.Basic:
		return u.Info()&types.IsString != 0
	}
	return false
}

// isFew says whether an expression is a constant that is not large.
func isFew(info *types.Info, e ast.Expr) bool {
	v := info.Types[e].Value
	if v == nil || v.Kind() != constant.Int {
		return false
	}
	n, exact := constant.Int64Val(v)
	return exact && n <= fewRounds
}

// isLength returns x if the expression is len(x) or cap(x).
func isLength(info *types.Info, e ast.Expr) ast.Expr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !info.Types[call.Fun].IsBuiltin() {
		return nil
	}
	if id, ok := call.Fun.(*ast.Ident); !ok || id.Name != "len" && id.Name != "cap" {
		return nil
	}
	return call.Args[0]
}

// countEnds says whether a loop is for i := a; i < n; i++ (or a constant step) that cannot go on for long: n is few, or
// the length of what the body does not assign to, or each round has an element i, which panics beyond the end.
func countEnds(info *types.Info, f *ast.ForStmt) bool {
	cond, ok := f.Cond.(*ast.BinaryExpr)
	if !ok || f.Init == nil || cond.Op != token.LSS && cond.Op != token.LEQ {
		return false
	}
	id, ok := cond.X.(*ast.Ident)
	if !ok || !stepsUp(info, f.Post, id.Name) || assigns(f.Body, id.Name) {
		return false
	}
	if isFew(info, cond.Y) || hasElement(info, f.Body, id.Name) {
		return true
	}
	x, ok := isLength(info, cond.Y).(*ast.Ident)
	return ok && !assigns(f.Body, x.Name)
}

// variableStep returns s if the loop is for i := a; i < n; i += s with a step that the body does not change, and each
// round has an element i, which panics beyond either end; else "".
func variableStep(info *types.Info, f *ast.ForStmt) string {
	cond, ok := f.Cond.(*ast.BinaryExpr)
	post, ok2 := f.Post.(*ast.AssignStmt)
	if !ok || !ok2 || f.Init == nil || post.Tok != token.ADD_ASSIGN || len(post.Lhs) != 1 {
		return ""
	}
	i, ok := cond.X.(*ast.Ident)
	to, ok2 := post.Lhs[0].(*ast.Ident)
	step, ok3 := post.Rhs[0].(*ast.Ident)
	if !ok || !ok2 || !ok3 || to.Name != i.Name || step.Name == i.Name || info.Types[step].Value != nil {
		return ""
	}
	if assigns(f.Body, i.Name) || assigns(f.Body, step.Name) || !hasElement(info, f.Body, i.Name) {
		return ""
	}
	return step.Name
}

// stepsUp says whether a statement adds a positive constant to the variable.
func stepsUp(info *types.Info, s ast.Stmt, name string) bool {
	switch s := s.(type) {
	case *ast.IncDecStmt:
		id, ok := s.X.(*ast.Ident)
		return ok && id.Name == name && s.Tok == token.INC
	case *ast.AssignStmt:
		if len(s.Lhs) != 1 || s.Tok != token.ADD_ASSIGN {
			return false
		}
		id, ok := s.Lhs[0].(*ast.Ident)
		v := info.Types[s.Rhs[0]].Value
		return ok && id.Name == name && v != nil && v.Kind() == constant.Int && constant.Sign(v) > 0
	}
	return false
}

// assigns says whether the body may change a variable: by an assignment or through its address.
func assigns(body *ast.BlockStmt, name string) bool {
	found := false
	is := func(e ast.Expr) {
		id, ok := ast.Unparen(e).(*ast.Ident)
		found = found || ok && id.Name == name
	}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				is(l)
			}
		case *ast.IncDecStmt:
			is(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				is(n.X)
			}
		}
		return !found
	})
	return found
}

// hasElement says whether every round evaluates x[name] of a slice, array or string.
func hasElement(info *types.Info, body *ast.BlockStmt, name string) bool {
	found := false
	for _, s := range body.List {
		switch s.(type) {
		case *ast.AssignStmt, *ast.IncDecStmt:
		default:
			if !isPoll(s) {
				return found // what comes after may be skipped
			}
			continue
		}
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				return n.Op != token.LAND && n.Op != token.LOR
			case *ast.IndexExpr:
				id, ok := n.Index.(*ast.Ident)
				t := info.TypeOf(n.X)
				found = found || ok && id.Name == name && t != nil && isSequence(t)
			}
			return true
		})
	}
	return found
}

// cheap lists the builtins that take no time worth asking after.
var cheap = map[string]bool{"len": true, "cap": true, "min": true, "max": true, "real": true, "imag": true, "complex": true}

// cheapCalls lists functions and methods that are instructions of the processor, or take some nanoseconds.
var cheapCalls = map[string]bool{
	"math.Abs": true, "math.Sqrt": true, "math.Floor": true, "math.Ceil": true, "math.Trunc": true, "math.RoundToEven": true, "math.Copysign": true, "math.FMA": true,
	"math.Float64bits": true, "math.Float64frombits": true, "math.Float32bits": true, "math.Float32frombits": true,
	"(*strings.Builder).WriteByte": true, "(*strings.Builder).WriteRune": true, "(*strings.Builder).WriteString": true, "(*strings.Builder).Len": true,
	"(*bytes.Buffer).WriteByte": true, "(*bytes.Buffer).WriteRune": true, "(*bytes.Buffer).WriteString": true, "(*bytes.Buffer).Len": true,
}

// simple says whether a round does arithmetic and element access only, or appends what is small: no other calls, no waiting, and nothing that
// grows with what came before. The loops inside of it, which have polls or are simple themselves, are for the caller.
func (ck *checked) simple(body *ast.BlockStmt) (inner []ast.Stmt, ok bool) {
	ok = true
	for _, e := range ck.edits { // an operator that became a call
		at := ck.fset.File(body.Pos())
		if e.off < at.Offset(body.End()) && e.end > at.Offset(body.Pos()) {
			return nil, false
		}
	}
	for _, s := range body.List[1:] { // after the poll
		ast.Inspect(s, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				ok = ok && ck.isCheap(n)
			case *ast.ForStmt:
				inner = append(inner, n)
				return false
			case *ast.RangeStmt:
				inner = append(inner, n)
				return false
			case *ast.FuncLit, *ast.SelectStmt, *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt, *ast.LabeledStmt:
				ok = false
			case *ast.BranchStmt:
				ok = ok && n.Label == nil
			case *ast.UnaryExpr:
				ok = ok && n.Op != token.ARROW
			case *ast.BinaryExpr:
				ok = ok && (n.Op != token.ADD || isNumber(ck.info.TypeOf(n)))
			case *ast.AssignStmt:
				ok = ok && (n.Tok != token.ADD_ASSIGN || isNumber(ck.info.TypeOf(n.Lhs[0])))
			}
			return ok
		})
	}
	return inner, ok
}

// isCheap says whether a call takes a short time, whatever came before.
func (ck *checked) isCheap(call *ast.CallExpr) bool {
	for _, a := range call.Args { // a string that is no constant may have grown
		t := ck.info.TypeOf(a)
		if t == nil {
			return false
		}
		if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 && ck.info.Types[a].Value == nil {
			if id, ok := ast.Unparen(call.Fun).(*ast.Ident); !ok || !cheap[id.Name] {
				return false
			}
		}
	}
	fun := ck.info.Types[call.Fun]
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if fun.IsBuiltin() {
			return cheap[f.Name] || f.Name == "append" && ck.appendsLittle(call)
		}
	case *ast.SelectorExpr:
		if o, ok := ck.info.Uses[f.Sel].(*types.Func); ok {
			return cheapCalls[o.FullName()]
		}
	}
	return fun.IsType() && isNumber(ck.info.TypeOf(call)) && isNumber(ck.info.TypeOf(call.Args[0]))
}

// appendsLittle says whether append adds single elements of some words.
func (ck *checked) appendsLittle(call *ast.CallExpr) bool {
	if call.Ellipsis.IsValid() {
		return ck.info.Types[call.Args[len(call.Args)-1]].Value != nil
	}
	s, ok := ck.info.TypeOf(call.Args[0]).Underlying().(*types.Slice)
	return ok && isSmall(s.Elem())
}

// isSmall says whether values of a type are some words for sure.
func isSmall(t types.Type) bool {
	if _, ok := t.(*types.TypeParam); ok {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Array:
		return false
	case *types.Struct:
		for f := range u.Fields() {
			if !isSmall(f.Type()) {
				return false
			}
		}
		return u.NumFields() <= 8
	}
	return true
}

// isNumber says whether values of a type are numbers of the processor.
func isNumber(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}
