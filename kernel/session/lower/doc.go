// Package lower gives cells operators on values that are not numbers: where plain Go would be a type error, x*y + 2*x
// means x.Mul(y).Add(V(2).Mul(x)). No valid Go program changes its meaning: an expression that type-checks is never
// touched.
//
// # Who takes part
//
// A type opts in with a marker, a niladic method without results, declared on the type or on its pointer:
//
//	func (Value) Operators() {}
//
// (Matching every type that has a method Add would be wrong: with an atomic.Int64, n + 1 would change n.) The operators
// are methods of one parameter and one result:
//
//	x + y   x.Add(y)      x < y    x.Less(y)
//	x - y   x.Sub(y)      x <= y   x.LessEqual(y)
//	x * y   x.Mul(y)      x > y    x.Greater(y)
//	x / y   x.Div(y)      x >= y   x.GreaterEqual(y)
//	x % y   x.Mod(y)      -x       x.Neg()
//
// Neg has no parameter. A parameter of an interface type without methods (any) takes numbers and values
// that have operators, nothing else; any other parameter takes what Go lets it take. x += y is x = x.Add(y) and x++
// is x = x.Add(1), with x evaluated once. == is legal Go for most types and means identity: it is never lowered.
// There is no lowering for ^, @ and x[i, j] either: they are errors with a hint (Pow, MatMul, At).
//
// # Numbers
//
// Where a value of such a type T is wanted and a number is written, the number is lifted: as an operand on either
// side, an argument, a result, the value of a variable, a field, an element, a map key, in append, in a send
// statement and in the conversion T(2). Numbers are untyped constants but runes, and values of Go's own number types,
// complex ones only where any is taken; a value of a named number type, such as time.Duration, needs a conversion.
// T's way to take a number is the first of
//
//	func (T) Lift(x float64) T    // called on the zero value
//	func V(x any) T               // in the package of T; the parameter may also be float64
//	func Const(x any) T           // the same
//
// The emitted call names the package as the file imports it. A method whose parameter is any gets the number as it is.
// A number on the left, 2 * x, is lifted and becomes the receiver; a type without a way to lift may have a function
// Mul(any, any) T in its package instead.
//
// What numbers mean among themselves stays Go's: 1/2*x is 0*x, and 1.0/2*x is what was meant.
//
// # Comparisons and conditions
//
// A comparison returns a bool or anything with a method Bool() bool. In a condition (if, for, a case without tag, the
// operands of &&, || and !) a value that has operators and that method gets .Bool(); a lowered comparison gets it
// also where a bool is wanted: return a < b.
//
// # How it works
//
// The file is checked with go/types. If there are errors that are not soft, a walk in source order looks for
// expressions that have no type although their operands have one, replaces those that the rules cover by calls with
// the same positions, and carries the types of the results on to the expressions and variables that wait for them.
// Then the file is checked again; the last check is the verdict. Most cells need two checks, and valid Go needs one.
package lower
