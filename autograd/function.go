package autograd

// Functions as operators get them: of any type F with Values among the parameters, brought to one form and back.

import (
	"fmt"
	"math"
	"reflect"
	"runtime"
	"strings"
)

// allArgs stands for the number of an argument in operators that treat all of them alike.
const allArgs = math.MinInt

var valueType = reflect.TypeFor[Value]()

// operator returns a function of type F that, called with some arguments, calls apply with them and with a function that
// calls f on replacements of those that are Values. k is the argument that the operator is about, allArgs if it is about all.
func operator[F any](op string, f F, k int, apply func(call func([]Value) Value, args []Value) Value) F {
	switch f := any(f).(type) {
	case func(Value) Value:
		checkArgnum(op, f, k, 1)
		call := func(a []Value) Value { return f(a[0]) }
		return any(func(x Value) Value { return apply(call, []Value{x}) }).(F)
	case func(x, y Value) Value:
		checkArgnum(op, f, k, 2)
		call := func(a []Value) Value { return f(a[0], a[1]) }
		return any(func(x, y Value) Value { return apply(call, []Value{x, y}) }).(F)
	case func(x, y, z Value) Value:
		checkArgnum(op, f, k, 3)
		call := func(a []Value) Value { return f(a[0], a[1], a[2]) }
		return any(func(x, y, z Value) Value { return apply(call, []Value{x, y, z}) }).(F)
	case func(...Value) Value:
		call := func(a []Value) Value { return f(a...) }
		return any(func(xs ...Value) Value { return apply(call, xs) }).(F)
	}
	fv := reflect.ValueOf(f)
	var about []int
	if k != allArgs {
		about = []int{k}
	}
	t := checkFunc(op, f, about...)
	return reflect.MakeFunc(t, func(in []reflect.Value) []reflect.Value {
		fixed := len(in)
		args := make([]Value, fixed)
		for i, x := range in {
			args[i], _ = x.Interface().(Value)
		}
		if t.IsVariadic() { // in[last] is the slice
			fixed--
			if vs, ok := in[fixed].Interface().([]Value); ok {
				args = append(args[:fixed], vs...)
			}
		}
		call := func(args []Value) Value {
			ins := append([]reflect.Value(nil), in...)
			for i := range fixed {
				if t.In(i) == valueType {
					ins[i] = reflect.ValueOf(args[i])
				}
			}
			if !t.IsVariadic() {
				return fv.Call(ins)[0].Interface().(Value)
			}
			if t.In(fixed) == reflect.TypeFor[[]Value]() {
				ins[fixed] = reflect.ValueOf(args[fixed:])
			}
			return fv.CallSlice(ins)[0].Interface().(Value)
		}
		return []reflect.Value{reflect.ValueOf(apply(call, args))}
	}).Interface().(F)
}

// variadic brings f, all of whose parameters must be Values, to the form that takes them in a slice.
func variadic(op string, f any, argnums ...int) func([]Value) Value {
	t := checkFunc(op, f, argnums...)
	n := t.NumIn()
	if t.IsVariadic() {
		n--
	}
	for i := range n {
		if t.In(i) != valueType {
			panic(&FuncError{op, funcName(f), fmt.Sprintf("parameter %d is a %v; all must be Values (bind it in a closure)", i, t.In(i))})
		}
	}
	check := func(args []Value) {
		if len(args) < n || len(args) > n && !t.IsVariadic() {
			panic(&FuncError{op, funcName(f), fmt.Sprintf("takes %d arguments, got %d", n, len(args))})
		}
	}
	switch f := f.(type) {
	case func(Value) Value:
		return func(a []Value) Value { check(a); return f(a[0]) }
	case func(x, y Value) Value:
		return func(a []Value) Value { check(a); return f(a[0], a[1]) }
	case func(...Value) Value:
		return func(a []Value) Value { return f(a...) }
	}
	fv := reflect.ValueOf(f)
	return func(a []Value) Value {
		check(a)
		in := make([]reflect.Value, len(a))
		for i := range a {
			in[i] = reflect.ValueOf(a[i])
		}
		return fv.Call(in)[0].Interface().(Value)
	}
}

// checkFunc returns f's type. It panics unless f is a function to Value whose parameters argnums are Values.
func checkFunc(op string, f any, argnums ...int) reflect.Type {
	t := reflect.TypeOf(f)
	if t == nil || t.Kind() != reflect.Func || reflect.ValueOf(f).IsNil() {
		panic(&FuncError{op, fmt.Sprintf("a %T", f), "needs a function"})
	}
	if t.NumOut() != 1 || t.Out(0) != valueType {
		panic(&FuncError{op, funcName(f), fmt.Sprintf("its type %v has not one result of type Value", t)})
	}
	for _, k := range argnums {
		n := t.NumIn()
		if t.IsVariadic() && k >= n-1 {
			if t.In(n-1) != reflect.TypeFor[[]Value]() {
				panic(&FuncError{op, funcName(f), fmt.Sprintf("can't differentiate w.r.t. type %v (argument %d)", t.In(n-1), k)})
			}
			continue
		}
		checkArgnum(op, f, k, n)
		if t.In(k) != valueType {
			panic(&FuncError{op, funcName(f), fmt.Sprintf("can't differentiate w.r.t. type %v (argument %d); parameters must be Values; for containers of Values there are GradOf, ValueAndGradOf, MakeVJPOf and MakeJVPOf", t.In(k), k)})
		}
	}
	return t
}

// checkArgnum panics unless k is one of n arguments.
func checkArgnum(op string, f any, k, n int) {
	if k != allArgs && (k < 0 || k >= n) {
		panic(&FuncError{op, funcName(f), fmt.Sprintf("argnum %d is out of range: it has %d argument%s", k, n, plural(n))})
	}
}

// oneArgnum returns the optional argnum.
func oneArgnum(op string, f any, argnum []int) int {
	switch len(argnum) {
	case 0:
		return 0
	case 1:
		return argnum[0]
	}
	panic(&FuncError{op, funcName(f), "takes one argnum; for several use " + op + "N"})
}

// funcName returns the name of a function as its source has it, or "[unknown name]".
func funcName(f any) string {
	v := reflect.ValueOf(f)
	if v.Kind() != reflect.Func || v.IsNil() {
		return "[unknown name]"
	}
	fn := runtime.FuncForPC(v.Pointer())
	if fn == nil {
		return "[unknown name]"
	}
	name := fn.Name()
	return strings.TrimSuffix(name[strings.LastIndexByte(name, '/')+1:], "-fm")
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}
