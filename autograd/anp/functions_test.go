package anp

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
)

var update = flag.Bool("update", false, "write the golden files")

// TestTableOfFunctions keeps FUNCTIONS.md, the table of primitives and of names for Lookup, as the registry has it.
func TestTableOfFunctions(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "# Functions that can be differentiated\n\n")
	fmt.Fprintf(&b, "Made from the registry by `go test ./autograd/anp -run TestTableOfFunctions -update`.\n\n")
	fmt.Fprintf(&b, "## Primitives\n\nThe functions whose derivatives are given by rules; all others are made of them. VJP is reverse mode and JVP forward\nmode, one mark for each argument (✓ for all of a primitive with any number of arguments).\n\n")
	fmt.Fprintf(&b, "| primitive | VJP | JVP | computes |\n|-|-|-|-|\n")
	marks := func(has []bool) string {
		var s []string
		for _, h := range has {
			s = append(s, map[bool]string{true: "✓", false: "–"}[h])
		}
		return strings.Join(s, " ")
	}
	for _, p := range Primitives() {
		vjp, jvp := p.Rules()
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", p.Name(), marks(vjp), marks(jvp), strings.ReplaceAll(p.Doc(), "|", "\\|"))
		for i := range vjp {
			if vjp[i] != jvp[i] {
				t.Errorf("%s: argument %d has a rule for one mode only", p.Name(), i)
			}
		}
		if p.Doc() == "" {
			t.Errorf("%s has no description", p.Name())
		}
	}
	fmt.Fprintf(&b, "\n## Names for Lookup\n\nFunctions without a mark have no derivative: their results are constants.\n\n| name | derivative | parameters |\n|-|-|-|\n")
	for _, name := range Names() {
		f := Lookup(name)
		mark := "✓"
		if f.NoGrad {
			mark = ""
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", name, mark, strings.Join(f.Params, ", "))
	}
	const file = "FUNCTIONS.md"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != b.String() {
		t.Errorf("%s is not what the registry has (%v); run this test with -update", file, err)
	}
}

// TestNoGradient holds that functions without a derivative are constants for both modes.
func TestNoGradient(t *testing.T) {
	x := V([]float64{0.5, -1.5, 2.5})
	tested := 0
	for _, name := range Names() {
		if !Lookup(name).NoGrad {
			continue
		}
		tested++
		f := func(x Value) Value {
			args := []any{x, V([]float64{1, 2, 3})}[:Lookup(name).need]
			if name == "argpartition" {
				args[1] = 1
			}
			out, err := Lookup(name).Call(args, nil)
			if err != nil {
				t.Fatal(name, err)
			}
			if IsBox(out[0]) {
				t.Errorf("%s gives a box", name)
			}
			return x.Sum().Add(out[0].Mul(V(1)).Sum().Mul(V(0.5)))
		}
		if g := Grad(f)(x); !AllClose(g, V([]float64{1, 1, 1})) {
			t.Errorf("%s: gradient %v", name, g)
		}
		if g := Deriv(f)(x); g.Float() != 3 {
			t.Errorf("%s: derivative %v", name, g)
		}
	}
	if tested < 49 {
		t.Errorf("only %d functions were tested", tested)
	}
}

func TestLookupErrors(t *testing.T) {
	x := []float64{1, 2}
	for _, c := range []struct {
		name   string
		args   []any
		kwargs map[string]any
		want   string
	}{
		{"sum", []any{x}, map[string]any{"axes": 1}, `sum: has no parameter "axes"; it has a, axis, keepdims`},
		{"sum", nil, nil, `sum: needs "a"`},
		{"sum", []any{x}, map[string]any{"a": x}, `sum: got "a" twice`},
		{"exp", []any{x, x}, nil, "exp: takes at most 1 arguments (x), got 2"},
		{"sum", []any{x}, map[string]any{"axis": "first"}, "sum: axis must be an integer or a list of integers, not string"},
		{"sum", []any{x}, map[string]any{"axis": 3}, "sum: axis 3 is out of range for an array of 1 dimension"},
		{"exp", []any{"x"}, nil, "V: can't differentiate w.r.t. type string (argument 0)"},
		{"linalg.inv", []any{[][]float64{{1, 2}, {2, 4}}}, nil, "matrix of shape (2, 2) is singular"},
		{"concatenate", []any{1.0}, nil, "concatenate: arrays must be a list of arrays, not float64"},
	} {
		if _, err := Lookup(c.name).Call(c.args, c.kwargs); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
	if Lookup("no.such.function") != nil {
		t.Error("found a function that is not there")
	}
}
