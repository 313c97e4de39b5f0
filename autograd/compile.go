package autograd

// Compile: from a function to a program that is run without traces.

import (
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
)

// Compile returns f as a function that is traced once for each combination of shapes and dtypes of its arguments, and from
// then on run as a program: without tape and boxes, with chains of element-wise functions fused, common subexpressions
// computed once, and memory used again. It is made for derivatives, whose forward and backward pass become one program:
//
//	g := Compile(ValueAndGrad(loss))
//	value, grad := g(x)
//
// F is any function type; Values among its arguments and results, also those in containers ([MapTree]), are what may
// differ from call to call. All other arguments are constants: a call with other ones is traced again. So is what f uses
// from outside: it is looked at once. f must not have effects other than its result, and must not change its arguments.
//
// An if on a comparison's [Value.Bool] is remembered with its outcome; a call in which it comes out otherwise is traced
// anew. Looking at numbers in any other way, as by [Value.Float], panics with a [*CompileError] that says where.
//
// A compiled function may be called from several goroutines. Within a derivative, or another compiled function, it is f
// itself. Results are those of f; where sums are cut differently they may differ in the last places.
func Compile[F any](f F) F {
	c := newCompiled(f)
	switch f := any(f).(type) {
	case func(Value) Value:
		c.call = func(a []Value, _ any) ([]Value, any) { return []Value{f(a[0])}, nil }
		return any(func(x Value) Value {
			if x.n != nil {
				return f(x)
			}
			return c.one([]Value{x})
		}).(F)
	case func(x, y Value) Value:
		c.call = func(a []Value, _ any) ([]Value, any) { return []Value{f(a[0], a[1])}, nil }
		return any(func(x, y Value) Value {
			if x.n != nil || y.n != nil {
				return f(x, y)
			}
			return c.one([]Value{x, y})
		}).(F)
	case func(...Value) Value:
		c.call = func(a []Value, _ any) ([]Value, any) { return []Value{f(a...)}, nil }
		return any(func(xs ...Value) Value {
			if anyBoxed(xs) {
				return f(xs...)
			}
			return c.one(xs)
		}).(F)
	case func(...Value) (Value, Value):
		c.call = func(a []Value, _ any) ([]Value, any) {
			x, y := f(a...)
			return []Value{x, y}, nil
		}
		return any(func(xs ...Value) (Value, Value) {
			if anyBoxed(xs) {
				return f(xs...)
			}
			var out [2]Value
			c.into(out[:], xs, nil)
			return out[0], out[1]
		}).(F)
	}
	return compileAny(f, c)
}

// compiled is a function and the programs that were made of it.
type compiled struct {
	name     string
	call     func(args []Value, key any) (results []Value, rebuild any)
	mu       sync.Mutex
	programs atomic.Pointer[[]*program]
}

// maxPrograms is how many programs are made of one function. Then something about its arguments differs each time, and it
// is called as it is.
const maxPrograms = 256

func newCompiled(f any) *compiled {
	t := reflect.TypeOf(f)
	if t == nil || t.Kind() != reflect.Func || reflect.ValueOf(f).IsNil() {
		panic(&FuncError{"Compile", fmt.Sprintf("a %T", f), "needs a function"})
	}
	c := &compiled{name: funcName(f)}
	c.programs.Store(new([]*program))
	return c
}

func anyBoxed(xs []Value) bool {
	for i := range xs {
		if xs[i].n != nil {
			return true
		}
	}
	return false
}

// one runs a function of one result.
func (c *compiled) one(args []Value) Value {
	var out [1]Value
	c.into(out[:], args, nil)
	return out[0]
}

// into runs the function and returns its results in out. It returns the program that did it, nil if f itself was called.
func (c *compiled) into(out []Value, args []Value, key any) {
	for _, p := range *c.programs.Load() {
		if p.fits(args, key) && p.run(out, args) {
			return
		}
	}
	if p := c.make(args, key); p == nil || !p.run(out, args) {
		results, _ := c.call(args, key)
		copy(out, results)
	}
}

// find is into for functions whose number of results depends on the arguments.
func (c *compiled) find(args []Value, key any) (out []Value, rebuild any) {
	for _, p := range *c.programs.Load() {
		if p.fits(args, key) {
			out = make([]Value, len(p.outs))
			if p.run(out, args) {
				return out, p.rebuild
			}
		}
	}
	if p := c.make(args, key); p != nil {
		out = make([]Value, len(p.outs))
		if p.run(out, args) {
			return out, p.rebuild
		}
	}
	return c.call(args, key)
}

// make traces the function for arguments like args; it returns nil if there are too many programs already.
func (c *compiled) make(args []Value, key any) *program {
	if len(*c.programs.Load()) >= maxPrograms {
		return nil
	}
	p := c.trace(append([]Value(nil), args...), key)
	c.mu.Lock()
	defer c.mu.Unlock()
	all := append([]*program{p}, *c.programs.Load()...) // the newest first: it is what is called now
	c.programs.Store(&all)
	return p
}

// compileAny is Compile for function types that need reflection: with containers, or with arguments that are no Values.
func compileAny[F any](f F, c *compiled) F {
	fv := reflect.ValueOf(f)
	t := fv.Type()
	invoke := func(in []reflect.Value) []reflect.Value {
		if t.IsVariadic() {
			return fv.CallSlice(in)
		}
		return fv.Call(in)
	}
	c.call = func(args []Value, key any) ([]Value, any) {
		k := 0
		in := replaceValues(key.([]any), t.In, func(Value) Value { k++; return args[k-1] })
		out := invoke(in)
		var results []Value
		shape := make([]any, len(out))
		for i, v := range replaceValues(interfaces(out), t.Out, func(v Value) Value { results = append(results, v); return Value{} }) {
			shape[i] = v.Interface()
		}
		return results, shape
	}
	return reflect.MakeFunc(t, func(in []reflect.Value) []reflect.Value {
		var args []Value
		boxed := false
		var bare []any // the arguments with zeros for Values
		for _, v := range replaceValues(interfaces(in), t.In, func(v Value) Value {
			args, boxed = append(args, v), boxed || v.n != nil
			return Value{}
		}) {
			bare = append(bare, v.Interface())
		}
		if boxed {
			return invoke(in)
		}
		out, shape := c.find(args, bare)
		k := 0
		return replaceValues(shape.([]any), t.Out, func(Value) Value { k++; return out[k-1] })
	}).Interface().(F)
}

// sameKey reports whether two calls have the same arguments, as far as they are no Values.
func sameKey(a, b any) bool { return reflect.DeepEqual(a, b) }

func interfaces(vs []reflect.Value) []any {
	out := make([]any, len(vs))
	for i, v := range vs {
		out[i] = v.Interface()
	}
	return out
}

// replaceValues returns copies of containers in which f replaced the Values, as values of the types that typeOf gives.
func replaceValues(vs []any, typeOf func(int) reflect.Type, f func(Value) Value) []reflect.Value {
	w := walker{op: "Compile", f: f}
	out := make([]reflect.Value, len(vs))
	for i, v := range vs {
		c := reflect.New(typeOf(i)).Elem()
		if v != nil {
			c.Set(reflect.ValueOf(v))
		}
		w.walk(c)
		out[i] = c
	}
	return out
}
