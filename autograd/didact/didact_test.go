package didact_test

// The small autograd of the notebooks and the production package must agree: on a table of functions and on random
// expressions, in values, gradients and gradients of gradients. Every function is written once, for both.

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/didact"
	"github.com/gradbook/gradbook/literate/export"
)

// traced is what the Values of both packages can do.
type traced[T any] interface {
	Add(T) T
	Sub(T) T
	Mul(T) T
	Div(T) T
	Neg() T
	Float() float64
}

// lib is one of the packages.
type lib[T traced[T]] struct {
	v                    func(x any) T
	exp, log, reciprocal func(T) T
	grad                 func(f func(x, y T) T, argnum int) func(x, y T) T
}

var small = lib[didact.Value]{
	didact.V, didact.Exp, didact.Log, didact.Reciprocal,
	func(f func(x, y didact.Value) didact.Value, argnum int) func(x, y didact.Value) didact.Value {
		return didact.Grad(f, argnum)
	},
}

var large = lib[autograd.Value]{
	func(x any) autograd.Value { return autograd.V(x) }, anp.Exp, anp.Log, anp.Reciprocal,
	func(f func(x, y autograd.Value) autograd.Value, argnum int) func(x, y autograd.Value) autograd.Value {
		return autograd.Grad(f, argnum)
	},
}

// orders are the arguments to differentiate by, one after the other: "" is the value itself, "01" is ∂²f/∂x∂y.
var orders = []string{"", "0", "1", "00", "01", "10", "11", "000", "011"}

// derivative evaluates a derivative of f.
func (l lib[T]) derivative(f func(x, y T) T, order string, x, y float64) float64 {
	for _, argnum := range order {
		f = l.grad(f, int(argnum-'0'))
	}
	return f(l.v(x), l.v(y)).Float()
}

// same compares all derivatives of a function that was written for both packages.
func same(t interface{ Errorf(string, ...any) }, name string, f func(x, y didact.Value) didact.Value, g func(x, y autograd.Value) autograd.Value, x, y float64) {
	for _, order := range orders {
		got, want := small.derivative(f, order, x, y), large.derivative(g, order, x, y)
		if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) || math.IsNaN(got) != math.IsNaN(want) {
			t.Errorf("%s, derivative by %q at (%g, %g): didact has %g, autograd %g", name, order, x, y, got, want)
		}
	}
}

// named is a function of the table.
type named[T any] struct {
	name string
	f    func(x, y T) T
}

func functions[T traced[T]](l lib[T]) []named[T] {
	one := l.v(1.0)
	logistic := func(z T) T { return one.Div(one.Add(l.exp(z.Neg()))) }
	return []named[T]{
		{"log(x²) + y² + xy", func(x, y T) T { return l.log(x.Mul(x)).Add(y.Mul(y)).Add(x.Mul(y)) }},
		{"x", func(x, y T) T { return x }},
		{"a constant", func(x, y T) T { return one }},
		{"x - y", func(x, y T) T { return x.Sub(y) }},
		{"x / y", func(x, y T) T { return x.Div(y) }},
		{"x used many times", func(x, y T) T { return x.Mul(x).Mul(x).Add(x.Mul(x)).Add(x) }},
		{"logistic", func(x, y T) T { return logistic(x.Mul(y)) }},
		{"logistic by reciprocal", func(x, y T) T { return l.reciprocal(one.Add(l.exp(x.Neg()))) }},
		{"tanh", func(x, y T) T { e := l.exp(x.Add(x)); return e.Sub(one).Div(e.Add(one)) }},
		{"log of a sum", func(x, y T) T { return l.log(l.exp(x).Add(l.exp(y))) }},
		{"a gradient inside", func(x, y T) T {
			inner := l.grad(func(z, _ T) T { return x.Mul(z).Mul(z) }, 0)
			return x.Mul(inner(y, y))
		}},
		{"perturbation confusion", func(x, y T) T {
			return x.Mul(l.grad(func(z, _ T) T { return x.Add(z) }, 0)(one, one))
		}},
		{"a loop", func(x, y T) T {
			p := one
			for range 5 {
				p = p.Mul(x).Add(y)
			}
			return p
		}},
	}
}

func TestAgainstProduction(t *testing.T) {
	production := functions(large)
	for i, f := range functions(small) {
		t.Run(f.name, func(t *testing.T) {
			for _, at := range [][2]float64{{1, 2}, {13, 4}, {0.5, 1.5}, {-0.7, 0.3}, {2, -1}} {
				same(t, f.name, f.f, production[i].f, at[0], at[1])
			}
		})
	}
}

// expression is a random function of x and y.
type expression struct {
	op   string
	args []expression
	num  float64
}

func (e expression) String() string {
	var args []string
	for _, a := range e.args {
		args = append(args, a.String())
	}
	if e.op == "num" {
		return fmt.Sprint(e.num)
	}
	if args == nil {
		return e.op
	}
	return e.op + "(" + strings.Join(args, ", ") + ")"
}

// arity of the operations; exp and log are kept where they are finite and smooth.
var arity = map[string]int{"x": 0, "y": 0, "num": 0, "neg": 1, "exp": 1, "log": 1, "reciprocal": 1, "add": 2, "sub": 2, "mul": 2, "div": 2}

func draw(t *rapid.T, depth int) expression {
	ops := []string{"x", "y", "num", "add", "sub", "mul", "div", "neg", "exp", "log", "reciprocal"}
	if depth == 0 {
		ops = ops[:3]
	}
	e := expression{op: rapid.SampledFrom(ops).Draw(t, "op")}
	if e.op == "num" {
		e.num = rapid.Float64Range(-2, 2).Draw(t, "num")
	}
	for range arity[e.op] {
		e.args = append(e.args, draw(t, depth-1))
	}
	return e
}

// eval computes an expression in one of the packages. Its denominators and arguments of log are 1 + z², those of exp 1/(1 + z²).
func eval[T traced[T]](l lib[T], e expression, x, y T) T {
	var a []T
	for _, arg := range e.args {
		a = append(a, eval(l, arg, x, y))
	}
	above1 := func(z T) T { return l.v(1.0).Add(z.Mul(z)) }
	switch e.op {
	case "x":
		return x
	case "y":
		return y
	case "num":
		return l.v(e.num)
	case "neg":
		return a[0].Neg()
	case "exp":
		return l.exp(l.reciprocal(above1(a[0])))
	case "log":
		return l.log(above1(a[0]))
	case "reciprocal":
		return l.reciprocal(above1(a[0]))
	case "add":
		return a[0].Add(a[1])
	case "sub":
		return a[0].Sub(a[1])
	case "mul":
		return a[0].Mul(a[1])
	}
	return a[0].Div(above1(a[1]))
}

func TestRandomExpressions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := draw(t, 4)
		point := rapid.Float64Range(-2, 2)
		same(t, e.String(),
			func(x, y didact.Value) didact.Value { return eval(small, e, x, y) },
			func(x, y autograd.Value) autograd.Value { return eval(large, e, x, y) },
			point.Draw(t, "x"), point.Draw(t, "y"))
	})
}

// TestErrors holds that misuse is refused with the name of what is wrong.
func TestErrors(t *testing.T) {
	norule := didact.Primitive("sin", func(x []float64) float64 { return math.Sin(x[0]) })
	for _, c := range []struct {
		name, want string
		call       func()
	}{
		{"no rule", "sin has no VJP for argument 0: define it with DefVJP", func() {
			didact.Grad(func(x didact.Value) didact.Value { return norule.Call(x) })(didact.V(0.0))
		}},
		{"argnum", "argnum 2 is out of range: f has 1 arguments", func() { didact.Grad(didact.Exp, 2) }},
		{"a box of text", "can't differentiate w.r.t. type string", func() { didact.NewBox(didact.V("x"), 0, nil) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer func() {
				if got := fmt.Sprint(recover()); got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
			}()
			c.call()
		})
	}
}

// TestInSync holds that the package is what its notebooks export.
func TestInSync(t *testing.T) {
	files, err := export.Notebooks("../../notebooks/01_core.ipynb")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if got, err := os.ReadFile(f.Path); err != nil || !bytes.Equal(got, f.Source) {
			t.Errorf("%s is not what %v says (%v): run gradbook export", f.Path, f.Sources, err)
		}
	}
}
