package autograd

// Value: what functions that can be differentiated take and return.

import (
	"fmt"
	"reflect"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// Value is a number, an n-dimensional array, or a box around one of these that records what is computed with it. The
// zero Value is the number 0. Values are small, immutable and passed by value; a number costs no heap allocation.
//
// A number that came as a Go float64 is "weak": it takes the dtype of the array that it meets, as a Python number does
// in NumPy, so that float32 arrays stay float32.
type Value struct {
	f  float64        // the number, if a is nil
	a  *ndarray.Array // the array, or nil
	n  *Node          // of a box: where it was computed; else nil
	id uint64         // of a box: the trace it belongs to
}

// V turns x into a Value: Go numbers, booleans, (nested) slices and Go arrays of them or of Values, *ndarray.Array, and
// types made known by [Register]. Integers become float64, since only these can be differentiated; an []int64 or an
// *ndarray.Array of integers keeps its type. V panics with a [*TypeError] on anything else.
func V(x any) Value {
	switch x := x.(type) {
	case Value:
		return x
	case float64:
		return Value{f: x}
	case int:
		return Value{f: float64(x)}
	case *ndarray.Array:
		return Wrap(x)
	case []float64:
		return Value{a: ndarray.Of(append([]float64(nil), x...))}
	case []Value:
		return Stack(x...)
	case bool:
		return truth(x)
	case float32:
		return Value{a: ndarray.Scalar(x)}
	case complex128:
		return Value{a: ndarray.Scalar(x)}
	case complex64:
		return Value{a: ndarray.Scalar(x)}
	case nil:
		panic(&TypeError{Op: "V", Type: "nil"})
	}
	if lift, ok := registered(reflect.TypeOf(x)); ok {
		return lift(x)
	}
	return lift(reflect.ValueOf(x))
}

// lift is V for the types that need reflection.
func lift(x reflect.Value) Value {
	switch x.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return Value{f: float64(x.Int())}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return Value{f: float64(x.Uint())}
	case reflect.Float64, reflect.Float32:
		return Value{f: x.Float()}
	case reflect.Slice, reflect.Array:
		if leaf(x.Type()) == reflect.TypeFor[Value]() {
			vs := make([]Value, x.Len())
			for i := range vs {
				vs[i] = lift(x.Index(i))
			}
			return Stack(vs...)
		}
		if k := leaf(x.Type()).Kind(); k < reflect.Bool || k > reflect.Complex128 {
			break
		}
		return Wrap(ndarray.FromSlice(x.Interface()))
	case reflect.Struct:
		if v, ok := x.Interface().(Value); ok {
			return v
		}
	}
	panic(&TypeError{Op: "V", Type: x.Type().String()})
}

// leaf returns the element type of nested slices and arrays.
func leaf(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Array {
		t = t.Elem()
	}
	return t
}

// Wrap turns an array into a Value without copying it; a 0-d float64 array becomes a number. The array must not be
// changed afterwards: derivatives may read it later, and functions of it in a trace may be computed later. Edits by methods
// of arrays are noticed, those through a slice of its elements are not.
func Wrap(a *ndarray.Array) Value {
	if a == nil {
		panic(&TypeError{Op: "V", Type: "nil *ndarray.Array"})
	}
	if a.NDim() == 0 && a.DType() == ndarray.Float64 {
		return Value{f: ndarray.Elements[float64](a)[0]}
	}
	return Value{a: a}
}

// The two results of comparing numbers; shared, so that `if x.Less(y).Bool()` allocates nothing.
var falseArray, trueArray = ndarray.Scalar(false), ndarray.Scalar(true)

func truth(b bool) Value {
	if b {
		return Value{f: 1, a: trueArray}
	}
	return Value{a: falseArray}
}

// Float returns the number in v, of a box as well. It panics with a [*TypeError] if v has more than one element or is
// complex.
func (v Value) Float() float64 {
	v.known("Float")
	if v.a == nil {
		return v.f
	}
	if v.a.Size() != 1 || v.a.DType().IsComplex() {
		panic(&TypeError{Op: "Float", Type: v.kind(), Msg: "is not one real number"})
	}
	return ndarray.ToSlice[float64](v.a)[0]
}

// Complex returns the number in v as a complex number. It panics with a [*TypeError] if v has more than one element.
func (v Value) Complex() complex128 {
	v.known("Complex")
	if v.a == nil {
		return complex(v.f, 0)
	}
	if v.a.Size() != 1 {
		panic(&TypeError{Op: "Complex", Type: v.kind(), Msg: "is not one number"})
	}
	return ndarray.ToSlice[complex128](v.a)[0]
}

// Int returns the number in v, truncated.
func (v Value) Int() int { return int(v.Float()) }

// Bool returns the truth of v: whether it is not zero. It panics with a [*TypeError] if v has more than one element.
func (v Value) Bool() bool {
	if v.n != nil && v.recorded() {
		return v.branch()
	}
	if v.a == nil {
		return v.f != 0
	}
	if v.a.Size() != 1 {
		panic(&TypeError{Op: "Bool", Type: v.kind(), Msg: "has no single truth value; use All or Any"})
	}
	return v.Complex() != 0
}

// Array returns the array in v, of a box as well; a number becomes a 0-d array. It is v's own: do not change it.
func (v Value) Array() *ndarray.Array {
	v.known("Array")
	if v.a == nil {
		return ndarray.Scalar(v.f)
	}
	return v.a
}

// header is Array where only the shape and the dtype matter.
func (v Value) header() *ndarray.Array {
	if v.a == nil {
		return ndarray.Scalar(v.f)
	}
	return v.a
}

// operand is Array for a place where arrays meet: there a number yields its dtype.
func (v Value) operand() *ndarray.Array {
	if v.a == nil {
		return ndarray.Weak(v.f)
	}
	return v.a
}

// Floats returns a copy of the elements in row-major order, converted to float64.
func (v Value) Floats() []float64 {
	v.known("Floats")
	if v.a == nil {
		return []float64{v.f}
	}
	return ndarray.ToSlice[float64](v.a)
}

// Shape returns the shape of v; it is empty for a number.
func (v Value) Shape() []int {
	if v.a == nil {
		return []int{}
	}
	return v.a.Shape()
}

// NDim returns the number of dimensions of v.
func (v Value) NDim() int {
	if v.a == nil {
		return 0
	}
	return v.a.NDim()
}

// Size returns the number of elements of v.
func (v Value) Size() int {
	if v.a == nil {
		return 1
	}
	return v.a.Size()
}

// Len returns the length of the first axis. It panics for a number.
func (v Value) Len() int { return v.header().Len() }

// Dim returns the length of one axis, which may be negative.
func (v Value) Dim(axis int) int { return v.header().Dim(axis) }

// DType returns the type of the elements of v.
func (v Value) DType() ndarray.DType {
	if v.a == nil {
		return ndarray.Float64
	}
	return v.a.DType()
}

// IsComplex reports whether v has complex elements.
func (v Value) IsComplex() bool { return v.a != nil && v.a.DType().IsComplex() }

// Operators marks Value as a type whose operators the notebook dialect lowers to methods: in a cell, x*y + 1 means
// x.Mul(y).Add(V(1)). It does nothing.
func (v Value) Operators() {}

// kind describes v in errors: "number", "float64 array of shape (2, 3)".
func (v Value) kind() string {
	if v.a == nil {
		return "number"
	}
	return fmt.Sprintf("%v array of shape %s", v.a.DType(), shapeString(v.a.Shape()))
}

// sameShape reports whether v and w have the same shape.
func sameShape(v, w Value) bool {
	if v.a == nil || w.a == nil {
		return v.NDim() == w.NDim()
	}
	return ndarray.SameShape(v.a, w.a)
}
