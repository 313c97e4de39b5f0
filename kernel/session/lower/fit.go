// Fitting: which call an operator on two operands means, and whether they fit the method that it asks for.

package lower

import (
	"go/token"
	"go/types"
)

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
