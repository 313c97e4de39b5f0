package plots

// function: the functions that can be drawn, brought to one form with a derivative.

import (
	"fmt"
	"math"
	"reflect"
	"runtime"
	"strconv"
	"strings"

	"github.com/gradbook/gradbook/autograd"
)

// function is a function of one number that knows its derivative.
type function struct {
	at      func(float64) float64
	traced  func(autograd.Value) autograd.Value // nil if numeric
	numeric bool
	name    string // "" if the source has none
	order   int    // how many times it was differentiated
}

// functionOf makes a function of what the user gave.
func functionOf(op string, f any) function {
	name := sourceName(f)
	v := reflect.ValueOf(f)
	if v.Kind() == reflect.Func && v.IsNil() {
		panic(fmt.Errorf("plots.%s: the function is nil", op))
	}
	if v.IsValid() { // named function types count as what they are
		for _, t := range []reflect.Type{reflect.TypeFor[func(float64) float64](), reflect.TypeFor[func(autograd.Value) autograd.Value]()} {
			if v.CanConvert(t) {
				f = v.Convert(t).Interface()
			}
		}
	}
	switch f := f.(type) {
	case func(float64) float64:
		return function{at: f, numeric: true, name: name}
	case func(autograd.Value) autograd.Value:
		return function{at: onNumbers(op, f), traced: f, name: name}
	}
	panic(fmt.Errorf("plots.%s: can't draw a %T: give a func(float64) float64 or a func(autograd.Value) autograd.Value", op, f))
}

// functionList accepts one function or a slice of them.
func functionList(op string, fs any) []function {
	if v := reflect.ValueOf(fs); v.Kind() == reflect.Slice || v.Kind() == reflect.Array {
		list := make([]function, v.Len())
		for i := range list {
			list[i] = functionOf(op, v.Index(i).Interface())
		}
		return list
	}
	return []function{functionOf(op, fs)}
}

// onNumbers makes a function of Go numbers of a function of Values.
func onNumbers(op string, f func(autograd.Value) autograd.Value) func(float64) float64 {
	return func(x float64) float64 {
		y := f(autograd.V(x))
		if y.Size() != 1 || y.IsComplex() {
			panic(fmt.Errorf("plots.%s: the function gives an array of shape %v for x = %v: it must give one real number", op, y.Shape(), x))
		}
		return y.Float()
	}
}

// derivative returns the derivative of f.
func (f function) derivative() function {
	d := function{numeric: f.numeric, name: f.name, order: f.order + 1}
	if f.numeric {
		d.at = difference(f.at)
		return d
	}
	d.traced = autograd.Grad(f.traced)
	d.at = onNumbers("Grad", d.traced)
	return d
}

// label writes the name of the derivative of f of that order: f(x), f′(x), f⁽⁴⁾(x).
func (f function) label(order int) string {
	name := f.name
	if name == "" {
		name = "f"
	}
	return name + primes(f.order+order) + "(x)"
}

func primes(n int) string {
	if n <= 3 {
		return strings.Repeat("′", n)
	}
	return "⁽" + superscript(n) + "⁾"
}

// superscript writes n in small raised digits.
func superscript(n int) string {
	return strings.Map(func(r rune) rune {
		if r == '-' {
			return '⁻'
		}
		return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0']
	}, strconv.Itoa(n))
}

// sourceName returns the name that a function has in the source: "tanh" for anp.Tanh, "" for a closure.
func sourceName(f any) string {
	v := reflect.ValueOf(f)
	if v.Kind() != reflect.Func || v.IsNil() {
		return ""
	}
	fn := runtime.FuncForPC(v.Pointer())
	if fn == nil {
		return ""
	}
	name := strings.TrimSuffix(fn.Name(), "-fm")
	name = name[strings.LastIndexByte(name, '/')+1:]
	pkg, name, _ := strings.Cut(name, ".")
	if name == "" || strings.ContainsAny(name, ".[(") || strings.HasPrefix(name, "func") || strings.HasPrefix(name, "glob") {
		return ""
	}
	if pkg == "anp" || pkg == "math" { // functions of mathematics are written small
		return strings.ToLower(name[:1]) + name[1:]
	}
	return name
}

// difference is the central difference (f(x+h) − f(x−h)) / 2h, whose error is about h² + ε/h: smallest for h near the
// cube root of ε, and then below what a picture shows.
func difference(f func(float64) float64) func(float64) float64 {
	return func(x float64) float64 {
		h := 6e-6 * math.Max(1, math.Abs(x))
		return (f(x+h) - f(x-h)) / (2 * h)
	}
}
