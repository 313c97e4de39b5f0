package anp

// Values and derivatives against NumPy, SciPy, JAX and HIPS autograd: testdata/oracle.py wrote the cases.

import (
	"encoding/json"
	"fmt"
	"math"
	"math/cmplx"
	"os"
	"slices"
	"strconv"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/ndarray"
)

type oracleArray struct {
	Shape []int
	DType string
	Data  []any
}

type oracleCase struct {
	Name   string
	Args   []json.RawMessage
	Kwargs map[string]any
	Value  []oracleArray
	// Which arguments are differentiated: [i, nil], or [i, j] for array j of the list that is argument i.
	Places   [][2]*int
	G        []oracleArray // cotangents of the results
	Grads    []oracleArray
	Tangents []oracleArray
	Pushed   []oracleArray // tangents of the results
}

func oracleNumber(x any) float64 {
	switch x := x.(type) {
	case float64:
		return x
	case bool:
		if x {
			return 1
		}
		return 0
	}
	f, err := strconv.ParseFloat(fmt.Sprint(x), 64)
	if err != nil {
		panic(err)
	}
	return f
}

func (o oracleArray) value() Value {
	n := len(o.Data)
	fs := make([]float64, n)
	for i, x := range o.Data {
		fs[i] = oracleNumber(x)
	}
	var a *ndarray.Array
	switch o.DType {
	case "complex128":
		zs := make([]complex128, n/2)
		for i := range zs {
			zs[i] = complex(fs[2*i], fs[2*i+1])
		}
		a = ndarray.Of(zs, len(zs))
	case "bool":
		a = ndarray.Of(fs, n).AsType(ndarray.Bool)
	case "int64":
		a = ndarray.Of(fs, n).AsType(ndarray.Int64)
	default:
		a = ndarray.Of(fs, n)
	}
	return Wrap(a.Reshape(o.Shape...))
}

// oracleArgument reads a number, an array, a list of arrays, or what else NumPy takes.
func oracleArgument(t *testing.T, data json.RawMessage) any {
	t.Helper()
	var o oracleArray
	if json.Unmarshal(data, &o) == nil && o.DType != "" {
		return o.value()
	}
	var list []json.RawMessage
	if json.Unmarshal(data, &list) == nil && len(list) > 0 {
		out := make([]any, len(list))
		for i := range list {
			out[i] = oracleArgument(t, list[i])
		}
		if _, ok := out[0].(Value); ok {
			vs := make([]Value, len(out))
			for i := range out {
				vs[i] = V(out[i])
			}
			return vs
		}
		return out
	}
	var x any
	if err := json.Unmarshal(data, &x); err != nil {
		t.Fatal(err)
	}
	return x
}

// oracleClose compares with a tolerance that allows for other algorithms in other libraries.
func oracleClose(t *testing.T, what string, got Value, o oracleArray) {
	t.Helper()
	want := o.value()
	if !slices.Equal(got.Shape(), want.Shape()) {
		t.Errorf("%s has shape %v, want %v", what, got.Shape(), want.Shape())
		return
	}
	gs, ws := ndarray.ToSlice[complex128](got.Array()), ndarray.ToSlice[complex128](want.Array())
	size := 0.0
	for _, w := range ws {
		if !cmplx.IsInf(w) && !cmplx.IsNaN(w) {
			size = max(size, cmplx.Abs(w))
		}
	}
	for i := range gs {
		if cmplx.IsNaN(gs[i]) && cmplx.IsNaN(ws[i]) || gs[i] == ws[i] {
			continue
		}
		if d := cmplx.Abs(gs[i] - ws[i]); !(d <= 1e-8*(size+math.Min(1, size)+1e-6)) {
			t.Errorf("%s = %v, want %v", what, got, want)
			return
		}
	}
}

func TestOracle(t *testing.T) {
	data, err := os.ReadFile("testdata/oracle.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []oracleCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, c := range cases {
		count[c.Name]++
		t.Run(fmt.Sprintf("%s/%d", c.Name, count[c.Name]), func(t *testing.T) { c.run(t) })
	}
}

func (c oracleCase) run(t *testing.T) {
	f := Lookup(c.Name)
	if f == nil {
		t.Fatal("no such function")
	}
	args := make([]any, len(c.Args))
	for i := range args {
		args[i] = oracleArgument(t, c.Args[i])
	}
	results, err := f.Call(args, c.Kwargs)
	if err != nil {
		t.Fatal(err)
	}
	if len(results) != len(c.Value) {
		t.Fatalf("got %d results, want %d", len(results), len(c.Value))
	}
	for i, r := range results {
		oracleClose(t, fmt.Sprintf("result %d", i), r, c.Value[i])
	}
	if c.Grads == nil {
		return
	}
	// the function of the arguments that are differentiated, to its inexact results
	call := func(xs []Value) []Value {
		with := slices.Clone(args)
		for k, p := range c.Places {
			if p[1] == nil {
				with[*p[0]] = xs[k]
				continue
			}
			with[*p[0]] = Subval(with[*p[0]].([]Value), *p[1], xs[k])
		}
		rs, err := f.Call(with, c.Kwargs)
		if err != nil {
			t.Fatal(err)
		}
		var out []Value
		for i, r := range rs {
			if c.Value[i].DType == "float64" || c.Value[i].DType == "complex128" {
				out = append(out, r)
			}
		}
		return out
	}
	xs := make([]Value, len(c.Places))
	for k, p := range c.Places {
		if p[1] == nil {
			xs[k] = V(args[*p[0]])
		} else {
			xs[k] = args[*p[0]].([]Value)[*p[1]]
		}
	}
	vjp, _ := MakeVJPOf(call)(xs)
	gs := make([]Value, len(c.G))
	for i := range gs {
		gs[i] = c.G[i].value()
	}
	for k, grad := range vjp(gs) {
		oracleClose(t, fmt.Sprintf("VJP by argument %d", k), grad, c.Grads[k])
	}
	if c.Pushed == nil {
		return
	}
	ts := make([]Value, len(c.Tangents))
	for i := range ts {
		ts[i] = c.Tangents[i].value()
	}
	_, pushed := MakeJVPOf(call)(xs)(ts)
	for i, p := range pushed {
		oracleClose(t, fmt.Sprintf("JVP of result %d", i), p, c.Pushed[i])
	}
}
