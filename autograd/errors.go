package autograd

// What this package panics with, and how to turn it into an error.

import (
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
)

// TypeError says that a value cannot be differentiated, or cannot be what the operation asks for.
type TypeError struct {
	Op     string // the operation or primitive
	Argnum int    // the argument, counted from 0, where it matters
	Type   string // what was given
	Msg    string // what is wrong with it; empty: can't differentiate w.r.t. it
}

// Error returns the message; the document's own is "can't differentiate w.r.t. type string".
func (e *TypeError) Error() string {
	if e.Msg != "" {
		return fmt.Sprintf("%s: %s %s", e.Op, e.Type, e.Msg)
	}
	return fmt.Sprintf("%s: can't differentiate w.r.t. type %s (argument %d)", e.Op, e.Type, e.Argnum)
}

// NoGradientError says that a primitive has no rule for one of its arguments.
type NoGradientError struct {
	Primitive string
	Argnum    int
	Mode      string // "VJP" (reverse mode) or "JVP" (forward mode)
}

// Error names the primitive, the argument and how to define the rule.
func (e *NoGradientError) Error() string {
	return fmt.Sprintf("%s: no %s defined for argument %d; define one with Def%s, or use StopGradient if its derivative is to be zero",
		e.Primitive, e.Mode, e.Argnum, e.Mode)
}

// LeakError says that a box was used after its trace had ended.
type LeakError struct{ Primitive string }

// Error says how boxes leak.
func (e *LeakError) Error() string {
	return e.Primitive + ": got a box of a gradient that is already finished; the differentiated function has stored it somewhere: store GetVal of it"
}

// EditError says that an array was edited in place between the forward and the backward pass.
type EditError struct{ Primitive string }

// Error names the primitive that used the array, and what to do.
func (e *EditError) Error() string {
	return e.Primitive + ": " + editedMsg + "; DetectAnomaly names the line"
}

const editedMsg = "an array was changed in place after it had been used here, so that its derivative would be wrong; change a Copy, or use the functional Set or AddAt"

// OutputError says that the result of a function is not what the operator needs.
type OutputError struct {
	Op, Func string // the operator and the function it was applied to
	Got      string // what the function returned
	Need     string // what is needed, and what to use otherwise
}

// Error returns "Grad of f: needs a real scalar result, got …".
func (e *OutputError) Error() string {
	return fmt.Sprintf("%s of %s: needs %s; the function returned a %s", e.Op, e.Func, e.Need, e.Got)
}

// FuncError says that an operator was applied to a function that it cannot handle, or with a bad argument number.
type FuncError struct{ Op, Func, Msg string }

// Error returns "Grad of f: argnum 2 is out of range: it has 2 arguments".
func (e *FuncError) Error() string { return e.Op + " of " + e.Func + ": " + e.Msg }

// Catch turns a panic of this package or of ndarray into an error; use it deferred. Other panics go on, and so do
// run-time errors such as a nil dereference.
//
//	func train() (err error) {
//		defer autograd.Catch(&err)
//		…
//	}
func Catch(err *error) {
	switch r := recover().(type) {
	case nil:
	case runtime.Error:
		panic(r)
	case error:
		*err = errors.Join(*err, r)
	default:
		panic(r)
	}
}

// shapeString writes a shape as Python does: (), (3,), (2, 3).
func shapeString(shape []int) string {
	s := make([]string, len(shape))
	for i, n := range shape {
		s[i] = strconv.Itoa(n)
	}
	if len(s) == 1 {
		return "(" + s[0] + ",)"
	}
	return "(" + strings.Join(s, ", ") + ")"
}
