// Lifting: how a number becomes a value of a type that has operators.

package lower

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"strings"
)

// constructors are the functions that may lift, in the order of preference.
var constructors = []string{"V", "Const"}

// noLift is the problem of a type that has no lifter.
const noLift = " has no way to take a number"

// A lifter is a type's way to take a number.
type lifter struct {
	fn    *types.Func // nil if there is none
	param types.Type  // any, float64 or float32
}

// lifter looks for t's method Lift, then for the constructors of its package.
func (l *lowerer) lifter(t types.Type) lifter {
	found, ok := l.lifters[t]
	if !ok {
		found = l.findLifter(t)
		l.lifters[t] = found
	}
	return found
}

func (l *lowerer) findLifter(t types.Type) lifter {
	if !l.isOperator(t) {
		return lifter{}
	}
	fits := func(obj types.Object) (lifter, bool) {
		fn, ok := obj.(*types.Func)
		if !ok {
			return lifter{}, false
		}
		sig := fn.Signature()
		if sig.Params().Len() != 1 || sig.Variadic() || sig.TypeParams().Len() > 0 ||
			sig.Results().Len() != 1 || !types.Identical(sig.Results().At(0).Type(), t) {
			return lifter{}, false
		}
		p := sig.Params().At(0).Type()
		b, basic := types.Unalias(p).(*types.Basic)
		return lifter{fn, p}, isAny(p) || basic && (b.Kind() == types.Float64 || b.Kind() == types.Float32)
	}
	if namedOf(t) != nil && !types.IsInterface(t) { // a nil interface has no methods to call
		obj, _, _ := types.LookupFieldOrMethod(t, true, l.pkg, "Lift")
		if f, ok := fits(obj); ok {
			return f
		}
	}
	pkg := packageOf(t)
	if pkg == nil {
		return lifter{}
	}
	for _, name := range constructors {
		if f, ok := fits(pkg.Scope().Lookup(name)); ok {
			return f
		}
	}
	return lifter{}
}

// canLift reports whether t has a way to take the number o.
func (l *lowerer) canLift(o operand, t types.Type) bool {
	f := l.lifter(t)
	return f.fn != nil && (isAny(f.param) || !isComplex(o))
}

// liftCall writes the function that lifts the number o to t as an expression that means it at pos, or says why it
// can't.
func (l *lowerer) liftCall(o operand, t types.Type, pos token.Pos) (text, problem string) {
	f := l.lifter(t)
	switch {
	case f.fn == nil:
		return "", l.name(t) + noLift
	case !l.canLift(o, t):
		return "", l.name(t) + " takes no complex numbers"
	}
	if f.fn.Signature().Recv() == nil {
		return l.nameAt(f.fn, pos)
	}
	own, problem := "", ""
	named := namedOf(t)
	if pkg := named.Obj().Pkg(); named.Obj().Parent() == pkg.Scope() {
		if text, problem = l.nameAt(named.Obj(), pos); problem != "" {
			return "", problem
		}
		if q, _, ok := strings.Cut(text, "."); ok {
			own = q
		}
	}
	text = types.TypeString(t, func(p *types.Package) string { // of type arguments, too
		if p == named.Obj().Pkg() {
			return own
		}
		names, why := l.qualifiers(p)
		if why != "" {
			problem = why
			return ""
		}
		return names[0]
	})
	return "(*new(" + text + ")).Lift", problem
}

// lift replaces the number in slot by a call that makes a t of it. It reports what is in the way, if anything is.
func (l *lowerer) lift(slot *ast.Expr, o operand, t types.Type) (problem string) {
	e := *slot
	fun, problem := l.liftCall(o, t, e.Pos())
	if problem != "" {
		return problem
	}
	arg, before, after := e, fun+"(", ")"
	if conv := conversion(e, o, l.lifter(t).param); conv != "" {
		arg = call(&ast.Ident{NamePos: e.Pos(), Name: conv}, e.Pos(), e)
		before, after = before+conv+"(", "))"
	}
	now := call(exprAt(fun, e.Pos()), e.Pos(), arg)
	l.replace(slot, step{now: now, wraps: true, text: around(e, before, after)}, operand{typ: t})
	return ""
}

// conversion names the type that e, which is o, must be converted to before it is passed as param, "" if none.
func conversion(e ast.Expr, o operand, param types.Type) string {
	b := types.Unalias(o.typ).(*types.Basic)
	_, literal := ast.Unparen(e).(*ast.BasicLit) // go/types makes it an int where an interface was wanted
	untyped := literal || b.Info()&types.IsUntyped != 0
	if !isAny(param) {
		if p := types.Unalias(param).(*types.Basic); !untyped && p.Kind() != b.Kind() {
			return p.Name()
		}
		return ""
	}
	// An integer constant passed as any must fit an int; 1<<70 fits a float64.
	if untyped && o.val != nil && b.Kind() == types.UntypedInt {
		if n, exact := constant.Int64Val(o.val); !exact || int64(int(n)) != n || n == math.MinInt64 {
			return "float64"
		}
	}
	return ""
}

// call is fun(args…), positioned to span from fun to the end of the last argument, or of fun.
func call(fun ast.Expr, lparen token.Pos, args ...ast.Expr) *ast.CallExpr {
	end := fun.End()
	if n := len(args); n > 0 {
		end = args[n-1].End()
	}
	return &ast.CallExpr{Fun: fun, Lparen: lparen, Args: args, Rparen: end - 1}
}

// replace puts s.now into slot, notes its type and keeps the step.
func (l *lowerer) replace(slot *ast.Expr, s step, o operand) operand {
	was := *slot
	s.was, s.made = was, s.now
	s.undo = func() { *slot = was }
	*slot = s.now
	l.steps = append(l.steps, s)
	return l.set(s.now, o)
}
