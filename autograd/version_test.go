package autograd

import (
	"errors"
	"testing"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// TestEditedInPlace edits an array between its use and the backward pass: where the derivative reads it, that is an
// EditError which names the primitive; where not, the gradient is right.
func TestEditedInPlace(t *testing.T) {
	floats := func() *ndarray.Array { return ndarray.Of([]float64{1, 2, 3, 4}, 2, 2) }
	edits := map[string]func(a *ndarray.Array){
		"Set":         func(a *ndarray.Array) { a.Set(5, 0, 0) },
		"SetIndex":    func(a *ndarray.Array) { a.SetIndex(ndarray.Scalar(5.0), 0) },
		"SetIndex at": func(a *ndarray.Array) { a.SetIndex(ndarray.Scalar(5.0), []int{0, 1}, []int{0, 0}) },
		"AddIndex":    func(a *ndarray.Array) { a.AddIndex(ndarray.Scalar(5.0), 0) },
		"Fill":        func(a *ndarray.Array) { a.Fill(5) },
		"CopyFrom":    func(a *ndarray.Array) { a.CopyFrom(ndarray.Ones(2, 2)) },
		"AddInto":     func(a *ndarray.Array) { ndarray.AddInto(a, ndarray.Ones(2, 2)) },
		"destination": func(a *ndarray.Array) { ndarray.Exp(a, a) },
		"two operands": func(a *ndarray.Array) {
			ndarray.Multiply(a, a, a)
		},
		"view":         func(a *ndarray.Array) { a.T().Index(0).Fill(5) },
		"view of view": func(a *ndarray.Array) { a.Reshape(4).Index(ndarray.Range(1, 3)).Set(5, 0) },
		"along axis": func(a *ndarray.Array) {
			ndarray.PutAlongAxis(a, ndarray.FromSlice([][]int{{0, 0}}), ndarray.Ones(1, 2), 0)
		},
		"JSON": func(a *ndarray.Array) {
			if err := a.UnmarshalJSON([]byte(`{"dtype":"float64","shape":[2,2],"data":[1,1,1,1]}`)); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, edit := range edits {
		t.Run(name, func(t *testing.T) {
			a := floats()
			wantEdit(t, "multiply", func() {
				Grad(func(x Value) Value {
					y := x.Mul(Wrap(a)).Sum()
					edit(a)
					return y
				})(V([]float64{3, 4}))
			})
		})
	}

	product := func(x, y, z Value) Value { return x.Mul(y).Mul(z) }
	product3 := Primitive("product3", product)
	DefVJP(product3,
		func(g, ans, x, y, z Value) Value { return product(g, y, z) },
		func(g, ans, x, y, z Value) Value { return product(g, x, z) },
		func(g, ans, x, y, z Value) Value { return product(g, x, y) })
	DefJVP(product3,
		func(g, ans, x, y, z Value) Value { return product(g, y, z) },
		func(g, ans, x, y, z Value) Value { return product(g, x, z) },
		func(g, ans, x, y, z Value) Value { return product(g, x, y) })
	x, one := V([][]float64{{3, 4}, {5, 6}}), func(a *ndarray.Array) { a.Fill(1) }
	for _, c := range []struct {
		name, prim string
		f          func(x, w Value) Value
	}{
		{"the other operand", "matmul", func(x, w Value) Value { return x.MatMul(w).Sum() }},
		{"through a view", "multiply", func(x, w Value) Value { return x.Mul(w.T()).Sum() }},
		{"one of many", "product3", func(x, w Value) Value { return product3.Call(w, x, x).Sum() }},
		{"not read: add", "", func(x, w Value) Value { return x.Add(w).Sum() }},
		{"not read: concatenate", "", func(x, w Value) Value { return Concatenate(0, x, w).Sum() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			for mode, run := range map[string]func(f func(Value) Value, then func()){
				"VJP": func(f func(Value) Value, then func()) {
					_, vjp := pullback("test", func(x []Value) Value { return f(x[0]) }, []Value{x}, []int{0})
					then()
					vjp(V(1))
				},
				"Linearize": func(f func(Value) Value, then func()) { _, linear := Linearize(f, x); then(); linear(x) },
				"second": func(f func(Value) Value, then func()) {
					Grad(func(x Value) Value {
						g := Grad(func(x Value) Value { y := f(x); then(); return y })(x)
						return g.Mul(x).Sum()
					})(x)
				},
			} {
				a := floats()
				call := func() { run(func(x Value) Value { return c.f(x, Wrap(a)) }, func() { one(a) }) }
				if c.prim == "" {
					call()
					continue
				}
				t.Run(mode, func(t *testing.T) { wantEdit(t, c.prim, call) })
			}
		})
	}

	t.Run("result", func(t *testing.T) {
		wantEdit(t, "my_exp", func() {
			Grad(func(x Value) Value {
				y := exp(x)
				y.Array().Fill(1)
				return y.Sum()
			})(x)
		})
	})
	t.Run("before and after", func(t *testing.T) {
		a := floats()
		a.Fill(2)
		g := Grad(func(x Value) Value { return x.Mul(Wrap(a)).Sum() })
		for range 3 { // a buffer that is filled anew for each gradient
			near(t, "gradient", g(x).Sum().Float(), 4*a.At(0, 0))
			a.Fill(a.At(0, 0) + 1)
		}
	})
}

// wantEdit calls f, which must panic with an EditError of a primitive.
func wantEdit(t *testing.T, prim string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		var e *EditError
		if err, _ := recover().(error); !errors.As(err, &e) || e.Primitive != prim {
			t.Errorf("panics with %v, want an EditError of %s", err, prim)
		}
	}()
	f()
}
