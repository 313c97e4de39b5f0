// Package session turns notebook cells into Go. It keeps what earlier cells have declared, and plans each new cell as
// a [Unit]: a Go file of package main that declares again what the cell needs, together with what binds to code that
// is already loaded. It starts no processes and knows nothing of Jupyter or of how units are compiled.
//
// # From a cell to a unit
//
// A cell is split into functions, imports and the rest (split.go), which parse as two Go files that keep the offsets
// of the cell. Names that the cell leaves open are looked up in the session, then among imports, then among packages
// that may be imported without saying so, then among the dot-imported ones (resolve.go). Whatever the cell needs from
// the session is declared again (compose.go), in two passes:
//
//   - the first has the statements as written, in a function, below the session's names, so that x := x + 1 reads the
//     old x; go/types infers from it the types of the variables that the cell declares (infer.go);
//   - the second is what will be compiled: the variables at package level, := turned into =, loops polled for
//     interrupts (poll.go), the operators of the dialect lowered.
//
// Two things are put in other words before that: names that the cell takes from the language, such as max, become
// private ones (shadow.go), and files are embedded into private variables (embed.go).
//
// # Redefinition
//
// Each live declaration is a record that knows which others it mentions. A redeclared name is compared with its
// record: a function of the same signature is rebound; anything else is a new thing under the old name, the old one is
// retired under a name such as fˑ1, and every declaration that mentions it is emitted again and checked (world.go).
// Those that do not fit the new world keep the old one, and the plan's notes name them.
//
// What happens to what (testdata/plan/redefine.txtar and testdata/redefine.txtar have a case for each line):
//
//	declared again            earlier uses of it
//	func, same signature      all see the new body: callers, function values, closures, interfaces
//	func, other signature     callers that still fit are compiled again; others keep the old one and are named
//	var, same type            same storage: functions, closures and pointers see the new value
//	var, other type           a new variable; functions that fit are compiled again, closures keep the old one
//	const, same value         nothing
//	const, other value        functions, types and constants that mention it are made again
//	type, same text           the same type, if its names mean the same: all values stay valid
//	type, other text          a new type; its methods, and what mentions it, are made again where they fit;
//	                          variables keep values of the old type
//	method, same signature    as func; methods of embedding types and method values included
//	method, new or other      the type is made again with the same layout; variables have it at once,
//	signature                 values in interfaces, and function literals, keep the old type (a note says so)
//	generic func or type      users are made again; with the same text, nothing
//	a name for another kind   as a func with another signature
//	import, other path        earlier functions keep the package that they were written for
//	a dot-imported name       the same, and a note names them
package session
