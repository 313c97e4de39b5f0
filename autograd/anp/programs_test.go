package anp_test

// Programs like those that come with HIPS autograd, as a user writes them here; testdata/programs.py is the same in Python,
// and its numbers, from HIPS autograd 1.9.1, must come out.

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	. "github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
	"github.com/gradbook/gradbook/autograd/optim"
)

// program is what one of the programs got and gave.
type program struct {
	In, Out map[string]json.RawMessage
}

func readProgram(t *testing.T, name string) program {
	t.Helper()
	data, err := os.ReadFile("testdata/programs.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]program
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	if all[name].In == nil {
		t.Fatalf("programs.json has no %s", name)
	}
	return all[name]
}

// value reads numbers, nested lists of them, and with list several arrays.
func value(t *testing.T, data json.RawMessage) (v Value) {
	t.Helper()
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func list(t *testing.T, data json.RawMessage) []Value {
	t.Helper()
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		t.Fatal(err)
	}
	out := make([]Value, len(parts))
	for i, p := range parts {
		out[i] = value(t, p)
	}
	return out
}

// gives compares a result with the one in the file.
func (p program) gives(t *testing.T, name string, got Value, tolerance float64) {
	t.Helper()
	want := value(t, p.Out[name])
	if !slices.Equal(got.Shape(), want.Shape()) || !ndarray.AllClose(got.Array(), want.Array(), tolerance, tolerance) {
		t.Errorf("%s = %v, want %v", name, got, want)
	}
}

func TestProgramTanh(t *testing.T) {
	p := readProgram(t, "tanh")
	tanh := func(x Value) Value {
		y := Exp(x.Mul(V(-2)))
		return V(1).Sub(y).Div(V(1).Add(y))
	}
	x, f := value(t, p.In["x"]), tanh
	var curves []Value
	for range 7 {
		curves = append(curves, f(x))
		f = ElementwiseGrad(f)
	}
	p.gives(t, "curves", Stack(curves...), 1e-9)
}

func TestProgramNeuralNet(t *testing.T) {
	p := readProgram(t, "neural_net")
	type layer struct{ W, B Value }
	images, labels := value(t, p.In["images"]), value(t, p.In["labels"])
	var net []layer
	bs := list(t, p.In["b"])
	for i, w := range list(t, p.In["w"]) {
		net = append(net, layer{w, bs[i]})
	}
	predict := func(net []layer, x Value) (y Value) {
		for _, l := range net {
			y = Dot(x, l.W).Add(l.B)
			x = Tanh(y)
		}
		return LogSoftmax(y, 1)
	}
	objective := func(net []layer, _ int) Value {
		loss := Sum(predict(net, images).Mul(labels)).Neg()
		for _, l := range net {
			loss = loss.Add(V(0.05).Mul(Sum(Square(l.W)).Add(Sum(Square(l.B)))))
		}
		return loss
	}
	p.gives(t, "value", objective(net, 0), 1e-12)
	for name, m := range map[string]optim.Method{"adam": optim.Adam{StepSize: 0.05}, "sgd": optim.SGD{StepSize: 0.01}, "rmsprop": optim.RMSProp{StepSize: 0.02}} {
		p.gives(t, name, objective(optim.Minimize(m, GradOf2(objective), net, 30), 0), 1e-9)
		p.gives(t, name, objective(optim.Minimize(m, Compile(GradOf2(objective)), net, 30), 0), 1e-9)
	}
}

func TestProgramRNN(t *testing.T) {
	p := readProgram(t, "rnn")
	type params struct{ Init, Change, Predict Value }
	letters := value(t, p.In["letters"])
	loss := func(q params) Value {
		hidden, total := Repeat(q.Init, letters.Dim(1), 0), V(0)
		for i := range letters.Len() {
			total = total.Add(Sum(LogSoftmax(Dot(hidden, q.Predict), 1).Mul(letters.Index(i))))
			hidden = Tanh(Dot(Concatenate(1, letters.Index(i), hidden), q.Change))
		}
		return total.Neg().Div(V(letters.Dim(1)))
	}
	got, g := ValueAndGradOf(loss)(params{value(t, p.In["init"]), value(t, p.In["change"]), value(t, p.In["predict"])})
	p.gives(t, "value", got, 1e-12)
	p.gives(t, "d_init", g.Init, 1e-10)
	p.gives(t, "d_change", g.Change, 1e-10)
	p.gives(t, "d_predict", g.Predict, 1e-10)
}

func TestProgramGaussianProcess(t *testing.T) {
	p := readProgram(t, "gaussian_process")
	x, y, q, at := value(t, p.In["x"]), value(t, p.In["y"]), value(t, p.In["p"]), value(t, p.In["at"])
	noise := V(ndarray.Eye(y.Len())).Mul(V(0.1))
	covariance := func(q, a, b Value) Value {
		d := a.ExpandDims(1).Sub(b.ExpandDims(0)).Div(Exp(q.At(ndarray.From(2))))
		return Exp(q.Index(0)).Mul(Exp(V(-0.5).Mul(Sum(Square(d), 2))))
	}
	likelihood := func(q Value) Value {
		mean := q.Index(1).Mul(OnesLike(y))
		return MultivariateNormalLogPDF(y, mean, covariance(q, x, x).Add(noise))
	}
	got, g := ValueAndGrad(likelihood)(q)
	p.gives(t, "value", got, 1e-10)
	p.gives(t, "grad", g, 1e-8)
	weights := Solve(covariance(q, x, x).Add(noise), y.Sub(q.Index(1)))
	p.gives(t, "mean", q.Index(1).Add(Dot(covariance(q, at, x), weights)), 1e-9)
}
