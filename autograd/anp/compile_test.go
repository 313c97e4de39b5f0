package anp

// Compiled functions against the functions themselves, on every rule; what cannot be compiled must say so.

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
	"pgregory.net/rapid"
)

// anyArity brings the functions of the tables to one form.
func anyArity(t *testing.T, f any) func(...Value) Value {
	t.Helper()
	switch f := f.(type) {
	case func(Value) Value:
		return func(a ...Value) Value { return f(a[0]) }
	case func(x, y Value) Value:
		return func(a ...Value) Value { return f(a[0], a[1]) }
	case func(x, y, z Value) Value:
		return func(a ...Value) Value { return f(a[0], a[1], a[2]) }
	case func(...Value) Value:
		return f
	case func(x Value, axis ...int) Value:
		return func(a ...Value) Value { return f(a[0]) }
	}
	t.Fatalf("no way to call a %T", f)
	return nil
}

// moved returns arguments of the same kinds, which are a little different.
func moved(args []Value) []Value {
	out := slices.Clone(args)
	for i, x := range out {
		if x.DType().IsInexact() {
			out[i] = x.Mul(V(0.97)).AsType(x.DType())
		}
	}
	return out
}

// sameResult reports whether two results are equal to within rounding of sums in another order.
func sameResult(x, y Value) bool {
	if x.DType() != y.DType() || fmt.Sprint(x.Shape()) != fmt.Sprint(y.Shape()) || (x.NDim() == 0) != (y.NDim() == 0) {
		return false
	}
	tol := 1e-13
	if x.DType() == ndarray.Float32 || x.DType() == ndarray.Complex64 {
		tol = 1e-5
	}
	xs, ys := ndarray.ToSlice[complex128](x.Array()), ndarray.ToSlice[complex128](y.Array())
	most := 0.0
	for _, v := range ys {
		if m := math.Hypot(real(v), imag(v)); !math.IsInf(m, 0) && !math.IsNaN(m) {
			most = max(most, m)
		}
	}
	near := func(a, b float64) bool {
		return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= tol*max(most, 1)
	}
	for i := range xs {
		if !near(real(xs[i]), real(ys[i])) || !near(imag(xs[i]), imag(ys[i])) {
			return false
		}
	}
	return true
}

// tryCompiled calls f compiled at two places, once with the program that the other made. refused is the reason if f cannot
// be compiled.
func tryCompiled(t *testing.T, what string, f func(...Value) Value, args []Value) (refused *CompileError) {
	t.Helper()
	c := Compile(f)
	for i, at := range [][]Value{args, moved(args), args} {
		var got Value
		err := func() (err error) {
			defer Catch(&err)
			got = c(at...)
			return nil
		}()
		if errors.As(err, &refused) {
			return refused
		}
		var want Value
		wantErr := func() (err error) {
			defer Catch(&err)
			want = f(at...)
			return nil
		}()
		if (err == nil) != (wantErr == nil) {
			t.Errorf("%s, call %d: compiled %v, plain %v", what, i, err, wantErr)
			return nil
		}
		if err == nil && !sameResult(got, want) {
			t.Errorf("%s, call %d: got %v, want %v", what, i, got, want)
			return nil
		}
	}
	return nil
}

// weightedSum makes a scalar of any result, with a weight for each element.
func weightedSum(f func(...Value) Value) func(...Value) Value {
	return func(args ...Value) Value {
		y := f(args...)
		if y.IsComplex() {
			y = y.Real().Add(y.Imag().Mul(V(0.3)))
		}
		w := make([]float64, y.Size())
		for i := range w {
			w[i] = 0.5 + math.Mod(float64(i)*0.61803, 1)
		}
		return y.Mul(V(w).Reshape(y.Shape()...)).Sum()
	}
}

// tryAll compiles a function, its gradient and its second derivative along a vector.
func tryAll(t *testing.T, f func(...Value) Value, args []Value) (refused *CompileError) {
	t.Helper()
	if e := tryCompiled(t, "the function", f, args); e != nil {
		return e
	}
	if !args[0].DType().IsInexact() || args[0].Size() == 0 {
		return nil
	}
	loss := weightedSum(f)
	if e := tryCompiled(t, "the gradient", Grad(loss), args); e != nil {
		return e
	}
	second := func(args ...Value) Value {
		return Deriv(func(h Value) Value { return Grad(loss)(append([]Value{args[0].Add(h)}, args[1:]...)...) })(V(0))
	}
	return tryCompiled(t, "the second derivative", second, args)
}

func TestCompileElementwise(t *testing.T) {
	for _, p := range Primitives() {
		lo, hi, n := p.Domain()
		if n == 0 {
			continue
		}
		t.Run(p.Name(), func(t *testing.T) {
			x, y := spread(lo, hi, 2, 3), spread(0.9*lo+0.1*hi, 0.07*lo+0.93*hi, 3)
			for _, c := range []struct {
				name string
				x, y Value
			}{
				{"numbers", x.Index(0, 1), y.Index(0)},
				{"broadcast", x, y},
				{"broadcast the other way", y, x},
				{"with a number", x, y.Index(2)},
				{"a number with", y.Index(2), x},
				{"with a column", x, spread(lo, hi, 2, 1)},
				{"both broadcast", spread(lo, hi, 2, 1), y},
				{"views", spread(lo, hi, 3, 2).T(), y.Flip()},
				{"empty", spread(lo, hi, 0, 3), y},
				{"0-d float32", x.AsType(ndarray.Float32).At(0, 0), y.AsType(ndarray.Float32)},
				{"float32", x.AsType(ndarray.Float32), y.AsType(ndarray.Float32)},
				{"long", spread(lo, hi, 3000), spread(lo, hi, 3000)},
			} {
				t.Run(c.name, func(t *testing.T) {
					if e := tryAll(t, p.Call, []Value{c.x, c.y}[:n]); e != nil {
						t.Error(e)
					}
				})
			}
		})
	}
}

// notCompiled names what cannot be compiled, with what its error must speak of.
var notCompiled = map[string]string{
	"extract":  "Array at rules_test.go", // the number of elements depends on the condition
	"quantile": "Float at rules_test.go", // the place depends on q
}

func TestCompileFunctions(t *testing.T) {
	eachFunction(func(name string, f any, args []Value) {
		t.Run(name, func(t *testing.T) {
			e := tryAll(t, anyArity(t, f), args)
			want, refused := notCompiled[name]
			if (e != nil) != refused || e != nil && !strings.Contains(e.Error(), want) {
				t.Errorf("refused: %v", e)
			}
		})
	})
}

func TestCompileRandom(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f, x := expression(rt)
		g := Compile(ValueAndGrad(f))
		for range 2 {
			v, d := g(x)
			wantV, wantD := ValueAndGrad(f)(x)
			if !sameResult(v, wantV) || !sameResult(d, wantD) {
				rt.Fatalf("at %v: got %v and %v, want %v and %v", x, v, d, wantV, wantD)
			}
			x = matrix(rt)
		}
	})
}

func TestCompileConcurrently(t *testing.T) {
	f := ValueAndGrad(func(x Value) Value { return Tanh(x).Mul(Exp(x.Mul(x).Neg())).Sum() })
	g := Compile(f)
	var wait sync.WaitGroup
	for k := range 8 {
		wait.Go(func() {
			for i := range 20 {
				x := spread(-1, float64(k+1), 100+i%3)
				v, d := g(x)
				if wantV, wantD := f(x); !sameResult(v, wantV) || !sameResult(d, wantD) {
					t.Errorf("goroutine %d: got %v, %v", k, v, d)
				}
			}
		})
	}
	wait.Wait()
}

// TestCompileModels compiles the workloads of the benchmarks, smaller.
func TestCompileModels(t *testing.T) {
	xs := make([]Value, 5)
	for i := range xs {
		xs[i] = arr(40, 30).Mul(V(0.3 + 0.1*float64(i)))
	}
	for _, c := range []struct {
		name   string
		loss   func(p []Value) Value
		params []Value
	}{
		{"perceptron", func(p []Value) Value {
			h := Tanh(xs[0].MatMul(p[0]).Add(p[1]))
			return LogSoftmax(h.MatMul(p[2]).Add(p[3]), 1).Narrow(1, 0, 1).Mean().Neg()
		}, []Value{arr(30, 20), arr(20), arr(20, 5), arr(5)}},
		{"lstm", func(p []Value) Value {
			h, s := V(ndarray.Zeros(40, 30)), V(ndarray.Zeros(40, 30))
			for _, x := range xs {
				z := Split(Concatenate(1, x, h).MatMul(p[0]).Add(p[1]), 4, 1)
				s = Expit(z[0]).Mul(s).Add(Expit(z[1]).Mul(Tanh(z[2])))
				h = Expit(z[3]).Mul(Tanh(s))
			}
			return h.Mul(h).Sum()
		}, []Value{arr(60, 120).Mul(V(0.1)), arr(120)}},
		{"gaussian process", func(p []Value) Value {
			x := xs[0].Narrow(1, 0, 1)
			k := Exp(Square(x.Sub(x.T())).Div(Exp(p[0].Index(0))).Mul(V(-0.5))).Mul(Exp(p[0].Index(1))).Add(V(ndarray.Eye(40)))
			l := Cholesky(k)
			z := SolveTriangular(l, xs[1].Narrow(1, 0, 1).Squeeze(1), true, false)
			return Square(z).Sum().Mul(V(0.5)).Add(Log(l.Diagonal(0, 0, 1)).Sum())
		}, []Value{V([]float64{0.1, 0.2})}},
		{"convolution", func(p []Value) Value {
			h := MaxPool2D(Maximum(Conv2D(xs[0].Reshape(1, 1, 40, 30), p[0], 1, 0), V(0)), 2, 2)
			return Square(h).Mean()
		}, []Value{arr(3, 1, 3, 3)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			plain := ValueAndGradOf(c.loss)
			compiled := Compile(plain)
			p := c.params
			for step := range 4 {
				v, g := compiled(p)
				wantV, wantG := plain(p)
				if !sameResult(v, wantV) {
					t.Fatalf("step %d: value %v, want %v", step, v, wantV)
				}
				next := make([]Value, len(p))
				for i := range p {
					if !sameResult(g[i], wantG[i]) {
						t.Fatalf("step %d: gradient %d: %v, want %v", step, i, g[i], wantG[i])
					}
					next[i] = p[i].Sub(g[i].Mul(V(0.01)))
				}
				p = next
			}
		})
	}
}
