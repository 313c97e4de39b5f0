package ndarray

// The errors that functions of this package panic with. Each names the operation and what it was given.

import (
	"fmt"
	"strings"
)

// ShapeError says that shapes do not fit the operation or each other.
type ShapeError struct {
	Op     string  // the operation, such as "add"
	Shapes [][]int // the shapes that were given, in the order of the arguments
	Msg    string  // what is wrong with them
}

// Error returns "add: shapes (2, 3) and (4,): could not be broadcast together".
func (e *ShapeError) Error() string {
	var b strings.Builder
	b.WriteString(e.Op)
	b.WriteString(": ")
	if len(e.Shapes) == 1 {
		b.WriteString("shape ")
	} else if len(e.Shapes) > 1 {
		b.WriteString("shapes ")
	}
	for i, s := range e.Shapes {
		switch {
		case i == 0:
		case i == len(e.Shapes)-1:
			b.WriteString(" and ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(shapeString(s))
	}
	if len(e.Shapes) > 0 {
		b.WriteString(": ")
	}
	b.WriteString(e.Msg)
	return b.String()
}

// DTypeError says that the operation has no meaning for the types of its operands.
type DTypeError struct {
	Op     string
	DTypes []DType
	Msg    string
}

// Error returns "floor: not defined for complex128".
func (e *DTypeError) Error() string {
	names := make([]string, len(e.DTypes))
	for i, d := range e.DTypes {
		names[i] = d.String()
	}
	msg := e.Msg
	if msg == "" {
		msg = "not defined for"
	}
	return e.Op + ": " + msg + " " + strings.Join(names, " and ")
}

// AxisError says that an axis is out of range or named twice.
type AxisError struct {
	Op   string
	Axis int
	NDim int
	Msg  string // empty: out of range
}

// Error returns "sum: axis 2 is out of range for an array of 2 dimensions".
func (e *AxisError) Error() string {
	if e.Msg != "" {
		return fmt.Sprintf("%s: axis %d %s", e.Op, e.Axis, e.Msg)
	}
	return fmt.Sprintf("%s: axis %d is out of range for an array of %d dimension%s", e.Op, e.Axis, e.NDim, plural(e.NDim))
}

// IndexError says that an index is out of range or of a kind that cannot index.
type IndexError struct {
	Op    string
	Shape []int // the shape of what is indexed
	Msg   string
}

// Error returns "index: shape (3,): index 3 is out of range for axis 0 with size 3".
func (e *IndexError) Error() string {
	return fmt.Sprintf("%s: shape %s: %s", e.Op, shapeString(e.Shape), e.Msg)
}

// ValueError says that an argument has a value that the operation cannot take.
type ValueError struct {
	Op  string
	Msg string
}

// Error returns the operation and what is wrong.
func (e *ValueError) Error() string { return e.Op + ": " + e.Msg }

// LinAlgError says that a matrix has not the property that the operation needs: it is singular, not positive definite, or
// an iteration did not converge.
type LinAlgError struct {
	Op    string
	Shape []int
	Msg   string
}

// Error returns "inv: matrix of shape (2, 2) is singular".
func (e *LinAlgError) Error() string {
	return fmt.Sprintf("%s: matrix of shape %s %s", e.Op, shapeString(e.Shape), e.Msg)
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// shapeString writes a shape as Python writes a tuple: (), (3,), (2, 3).
func shapeString(s []int) string {
	if len(s) == 1 {
		return fmt.Sprintf("(%d,)", s[0])
	}
	var b strings.Builder
	b.WriteByte('(')
	for i, n := range s {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprint(&b, n)
	}
	b.WriteByte(')')
	return b.String()
}
