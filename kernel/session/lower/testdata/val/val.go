// Package val has small value types with operators, in the forms that lowering knows.
package val

import "fmt"

// Value is a number that takes Values only and is lifted by [V].
type Value struct{ f float64 }

// V lifts a Go number, or returns the Value that it is given.
func V(x any) Value {
	switch x := x.(type) {
	case int:
		return Value{float64(x)}
	case int64:
		return Value{float64(x)}
	case uint8:
		return Value{float64(x)}
	case float32:
		return Value{float64(x)}
	case float64:
		return Value{x}
	case Value:
		return x
	}
	panic(fmt.Sprintf("val: V of a %T", x))
}

func (Value) Operators()                  {}
func (v Value) Add(w Value) Value         { return Value{v.f + w.f} }
func (v Value) Sub(w Value) Value         { return Value{v.f - w.f} }
func (v Value) Mul(w Value) Value         { return Value{v.f * w.f} }
func (v Value) Div(w Value) Value         { return Value{v.f / w.f} }
func (v Value) Mod(w Value) Value         { return Value{float64(int(v.f) % int(w.f))} }
func (v Value) Pow(n int) Value           { return V(pow(v.f, n)) }
func (v Value) Neg() Value                { return Value{-v.f} }
func (v Value) Less(w Value) Value        { return truth(v.f < w.f) }
func (v Value) LessEqual(w Value) Value   { return truth(v.f <= w.f) }
func (v Value) Greater(w Value) Value     { return truth(v.f > w.f) }
func (v Value) GreaterEqual(w Value) bool { return v.f >= w.f }
func (v Value) Bool() bool                { return v.f != 0 }
func (v Value) Float() float64            { return v.f }
func (v Value) At(i ...int) Value         { return v }
func (v Value) String() string            { return fmt.Sprint(v.f) }

func truth(b bool) Value {
	if b {
		return Value{1}
	}
	return Value{0}
}

func pow(x float64, n int) float64 {
	p := 1.0
	for range n {
		p *= x
	}
	return p
}

// Any is a number whose methods take any; numbers on the left go to the functions of its package.
type Any struct{ f float64 }

// A returns an Any.
func A(f float64) Any { return Any{f} }

func number(x any) float64 {
	if a, ok := x.(Any); ok {
		return a.f
	}
	return V(x).f
}

func (Any) Operators()        {}
func (a Any) Add(b any) Any   { return Any{a.f + number(b)} }
func (a Any) Mul(b any) Any   { return Any{a.f * number(b)} }
func (a Any) Less(b any) bool { return a.f < number(b) }
func (a Any) String() string  { return fmt.Sprint("A", a.f) }

// Mul is x * y with a number on the left.
func Mul(x, y any) Any { return Any{number(x) * number(y)} }

// Dual is a pointer type with a method that lifts.
type Dual struct{ X, D float64 }

func (*Dual) Operators()           {}
func (*Dual) Lift(x float64) *Dual { return &Dual{X: x} }
func (a *Dual) Add(b *Dual) *Dual  { return &Dual{a.X + b.X, a.D + b.D} }
func (a *Dual) Mul(b *Dual) *Dual  { return &Dual{a.X * b.X, a.D*b.X + a.X*b.D} }
func (a *Dual) Neg() *Dual         { return &Dual{-a.X, -a.D} }
func (a *Dual) String() string     { return fmt.Sprintf("%v+%vε", a.X, a.D) }

// Celsius is a number itself: what Go defines for it stays Go's.
type Celsius float64

func (Celsius) Operators()              {}
func (c Celsius) Add(d Celsius) Celsius { panic("val: Celsius.Add was called") }

// Map applies f to all.
func Map[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, len(xs))
	for i, x := range xs {
		out[i] = f(x)
	}
	return out
}

// Same returns x.
func Same[T any](x T) T { return x }

// First returns the first of two of one type.
func First[T any](a, b T) T { return a }

// Grad returns f: it has the type of an autograd function that keeps its argument's.
func Grad[F any](f F, argnum ...int) F { return f }
