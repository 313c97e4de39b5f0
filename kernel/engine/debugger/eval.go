package debugger

import (
	"errors"
	"fmt"
	"reflect"
)

// An expression that is evaluated in a call is compiled as a function of pointers to the variables that it mentions:
//
//	debugger.Eval(func(x *int, s *[]string) { debugger.Result(*x + len(*s)) })
//
// One evaluation runs at a time: arguments and results are those of the one that runs.
var evaluation struct {
	of   Ref
	vars []int
	from int // where its results begin
}

// Prepare says in which call the next [Eval] is, and which of its variables are the arguments.
func Prepare(of Ref, variables []int) {
	state.mu.Lock()
	defer state.mu.Unlock()
	evaluation.of, evaluation.vars, evaluation.from = of, variables, len(state.results)
}

// Results are the numbers of the results that an evaluation has added.
func Results() (from, to int) {
	state.mu.Lock()
	defer state.mu.Unlock()
	return evaluation.from, len(state.results)
}

// Eval calls f with pointers to the variables of the call.
func Eval(f any) {
	args := make([]reflect.Value, len(evaluation.vars))
	if len(args) > 0 {
		ptrs, err := state.variables(evaluation.of)
		if err != nil {
			panic(err)
		}
		for i, n := range evaluation.vars {
			if n >= len(ptrs) {
				panic(errors.New("the variable is not in scope any more"))
			}
			args[i] = reflect.ValueOf(ptrs[n])
			if want := reflect.TypeOf(f).In(i); args[i].Type() != want {
				panic(fmt.Errorf("the variable has the type %v, which was redefined since", args[i].Type().Elem()))
			}
		}
	}
	reflect.ValueOf(f).Call(args)
}

// Result keeps values.
func Result(values ...any) {
	state.mu.Lock()
	defer state.mu.Unlock()
	for _, v := range values {
		p := new(any)
		*p = v
		ptr := any(p)
		if v != nil { // a pointer to its own type, which describes better than one to an interface
			c := reflect.New(reflect.TypeOf(v))
			c.Elem().Set(reflect.ValueOf(v))
			ptr = c.Interface()
		}
		state.results = append(state.results, ptr)
	}
}
