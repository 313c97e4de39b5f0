package autograd_test

import (
	"errors"
	"fmt"
	"strings"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// caught returns the error that f panics with.
func caught(f func()) (err error) {
	defer Catch(&err)
	f()
	return nil
}

func ExampleTypeError() {
	err := caught(func() { Grad(Sin)(V([]int64{1, 2})) })
	var e *TypeError
	fmt.Println(errors.As(err, &e), e.Op, e.Argnum)
	fmt.Println(caught(func() { V("text") }))
	// Output:
	// true Grad 0
	// V: can't differentiate w.r.t. type string (argument 0)
}

func ExampleNoGradientError() {
	double := Primitive("double", func(x Value) Value { return x.Mul(V(2)) })
	err := caught(func() { Grad(double.Call1)(V(1)) })
	var e *NoGradientError
	fmt.Println(errors.As(err, &e), e.Primitive, e.Argnum, e.Mode)
	fmt.Println(err)
	// Output:
	// true double 0 VJP
	// double: no VJP defined for argument 0; define one with DefVJP, or use StopGradient if its derivative is to be zero
}

func ExampleLeakError() {
	var kept Value
	Grad(func(x Value) Value { kept = x; return x.Mul(x) })(V(3))
	err := caught(func() { kept.Add(V(1)) })
	fmt.Println(errors.As(err, new(*LeakError)), err)
	// Output: true add: got a box of a gradient that is already finished; the differentiated function has stored it somewhere: store GetVal of it
}

func ExampleEditError() {
	weights := ndarray.Of([]float64{1, 2})
	err := caught(func() {
		Grad(func(x Value) Value {
			y := x.Mul(Wrap(weights)).Sum()
			weights.Set(5, 0) // the derivative of y needs what was there
			return y
		})(V([]float64{3, 4}))
	})
	var e *EditError
	fmt.Println(errors.As(err, &e), e.Primitive)
	fmt.Println(err)
	// Output:
	// true multiply
	// multiply: an array was changed in place after it had been used here, so that its derivative would be wrong; change a Copy, or use the functional Set or AddAt; DetectAnomaly names the line
}

func ExampleOutputError() {
	err := caught(func() { Grad(Sin)(V([]float64{1, 2})) })
	var e *OutputError
	fmt.Println(errors.As(err, &e), e.Op, "got a", e.Got)
	fmt.Println("needs", e.Need)
	fmt.Println(err)
	// Output:
	// true Grad got a float64 array of shape (2,)
	// needs a real scalar result (for arrays use Jacobian, ElementwiseGrad or MakeVJP)
	// Grad of anp.Sin: needs a real scalar result (for arrays use Jacobian, ElementwiseGrad or MakeVJP); the function returned a float64 array of shape (2,)
}

func ExampleFuncError() {
	err := caught(func() { Grad(Sin, 1) })
	fmt.Println(errors.As(err, new(*FuncError)), err)
	// Output: true Grad of anp.Sin: argnum 1 is out of range: it has 1 argument
}

func ExampleGradError() {
	wrong := Primitive("wrong", func(x Value) Value { return x.Mul(x) })
	DefVJP(wrong, func(g, ans, x Value) Value { return g.Mul(x) }) // without the factor 2
	err := CheckGrads(wrong.Call1, []Value{V(1.5)}, Reverse, 1)
	var e *GradError
	fmt.Println(errors.As(err, &e), e.Mode, e.Argnum, e.Order)
	fmt.Printf("%.3f\n", e.Want/e.Got)
	// Output:
	// true VJP 0 1
	// 2.000
}

func ExampleAnomalyError() {
	f := func(x Value) Value { return Log(x.Mul(x)) }
	err := caught(func() { Grad(DetectAnomaly(f))(V(0)) })
	var e *AnomalyError
	fmt.Println(errors.As(err, &e), e.Primitive, "in", strings.Split(e.Where, ":")[0]) // and the line
	fmt.Println(e.Msg, strings.HasSuffix(e.Error(), e.Msg))
	// Output:
	// true log in example_errors_test.go
	// the result has an infinity; the arguments were 0 true
}
