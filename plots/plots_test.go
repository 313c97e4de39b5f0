package plots_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/autograd/ndarray"
	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/plots"
)

// Functions that cannot be drawn say what to give instead.
func TestPanics(t *testing.T) {
	unit := plots.Rect{X0: -1, X1: 1, Y0: -1, Y1: 1}
	vector := func(x value) value { return autograd.V([]float64{1, 2}).Mul(x) }
	long := func(x value) value {
		for range 400 {
			x = anp.Sin(x)
		}
		return x
	}
	for _, tt := range []struct {
		name string
		draw func()
		want string
	}{
		{"no function", func() { plots.FuncAndGrad(3, 0, 1) }, "plots.FuncAndGrad: can't draw a int: give a func(float64) float64 or"},
		{"nil", func() { plots.Funcs(nil, 0, 1) }, "can't draw a <nil>"},
		{"nil function", func() { plots.Funcs((func(float64) float64)(nil), 0, 1) }, "the function is nil"},
		{"two arguments", func() { plots.FuncAndGrad(document, 0, 1) }, "can't draw a func(autograd.Value, autograd.Value) autograd.Value"},
		{"array result", func() { plots.FuncAndGrad(vector, 0, 1) }, "gives an array of shape [2]"},
		{"empty range", func() { plots.FuncAndGrad(anp.Sin, 1, 1) }, "the range from 1 to 1 is empty"},
		{"infinite range", func() { plots.Funcs(math.Sin, 0, math.Inf(1)) }, "not finite"},
		{"reversed range", func() { plots.YRange(2, 1) }, "give lo < hi"},
		{"logarithmic range", func() { plots.Funcs(math.Exp, 0, 1, plots.LogY(), plots.YRange(-1, 1)) }, "begins above 0"},
		{"size", func() { plots.Size(10, 400) }, "between 80 and 10000"},
		{"too many derivatives", func() { plots.Derivatives(math.Sin, 3, 0, 1) }, "at most 2"},
		{"negative derivatives", func() { plots.Derivatives(anp.Sin, -1, 0, 1) }, "between 0 and 12"},
		{"lines of nothing", func() { plots.Lines(nil, []float64{}) }, "no finite number"},
		{"lengths", func() { plots.Lines([]float64{1}, []float64{1, 2}) }, "1 xs and 2 ys"},
		{"no numbers", func() { plots.Lines(nil, "text") }, "can't draw a string"},
		{"scatter", func() { plots.Scatter([]float64{1}, []float64{1, 2}) }, "one of each"},
		{"points", func() { plots.Points([]float64{1}, []float64{1, 2}) }, "1 xs and 2 ys"},
		{"histogram", func() { plots.Histogram([]float64{math.NaN()}) }, "no finite number"},
		{"heat map of a list", func() { plots.HeatMap([]float64{1}) }, "has shape [1]: it must have two axes"},
		{"arrays without an array", func() { plots.Arrays([]any{"+"}) }, "plots.Arrays: 0 columns"},
		{"arrays with three axes", func() { plots.Arrays([]any{ndarray.Zeros(2, 2, 2)}) }, "has shape [2 2 2]: it must have at most two axes"},
		{"arrays that are too wide", func() { plots.Arrays([]any{ndarray.Zeros(2, 20), "+", ndarray.Zeros(20)}) }, "40 columns and 2 rows: between 1 and 30"},
		{"image of five channels", func() { plots.Image(ndarray.Zeros(2, 2, 5)) }, "has shape [2 2 5]"},
		{"surface", func() { plots.Contours(anp.Sin, plots.Rect{}) }, "the range from 0 to 0 is empty"},
		{"surface of what", func() { plots.Contours(1, unit) }, "plots.Contours: can't draw a int"},
		{"nowhere finite", func() { plots.Contours(func(x, y float64) float64 { return math.NaN() }, unit) }, "nowhere finite"},
		{"live without names", func() { plots.NewLive(nil) }, "no names"},
		{"live", func() { plots.NewLive([]string{"a"}).Add(1, 2) }, "2 numbers for 1 lines"},
		{"slider of one", func() { plots.Slider("x", 0, 1, 1, func(float64) plots.Figure { return plots.Figure{} }) }, "1 figures: between 2 and 500"},
		{"graph without arguments", func() { plots.Graph(document) }, "with 0 arguments"},
		{"graph of no function", func() { plots.Graph("f", 1) }, "can't draw a string"},
		{"graph of numbers", func() { plots.Graph(math.Sin, 1) }, "must be of type autograd.Value"},
		{"diagram of nothing", func() { plots.Diagram(nil) }, "0 nodes: between 1 and 300"},
		{"diagram with a loose arrow", func() { plots.Diagram([]plots.DiagramNode{{Name: "a", Args: []int{1}}}) }, "an arrow to node 0 (a) comes from node 1: there are 1"},
		{"graph of a constant", func() { plots.Graph(func(x value) value { return autograd.V(1) }, 1) }, "does not depend on the arguments"},
		{"graph too large", func() { plots.Graph(long, 1) }, "401 nodes are too many"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			defer func() {
				err, ok := recover().(error)
				if !ok || !strings.Contains(err.Error(), tt.want) {
					t.Errorf("panic: %v, want %q", err, tt.want)
				}
			}()
			tt.draw()
		})
	}
}

// What can be given as numbers.
func TestData(t *testing.T) {
	for _, tt := range []struct {
		name string
		draw func() plots.Figure
		want string // in the description
	}{
		{"ints", func() plots.Figure { return plots.Lines(nil, []int{1, 2, 3}) }, "1 line from 1 to 3"},
		{"float32s", func() plots.Figure { return plots.Lines(nil, []float32{1, 2}) }, "from 1 to 2"},
		{"Value", func() plots.Figure { return plots.Lines(nil, autograd.V([]float64{1, 5})) }, "from 1 to 5"},
		{"array", func() plots.Figure { return plots.Histogram(ndarray.Of([]float64{1, 2, 4})) }, "3 numbers from 1 to 4"},
		{"equal numbers", func() plots.Figure { return plots.Histogram([]float64{2, 2}) }, "in 1 intervals"},
		{"ragged", func() plots.Figure { return plots.Lines(nil, [][]float64{{1, 2, 3}, {7}}) }, "2 lines from 1 to 7"},
		{"Values", func() plots.Figure { return plots.Lines(nil, []value{autograd.V(1), autograd.V(3)}) }, "from 1 to 3"},
		{"gonum matrix", func() plots.Figure { return plots.HeatMap(mat.NewDense(2, 3, nil)) }, "heat map of 2×3 numbers"},
		{"constant function", func() plots.Figure { return plots.Funcs(func(float64) float64 { return 3 }, 0, 1) }, "f(x)"},
		{"nowhere finite", func() plots.Figure { return plots.Funcs(math.Log, -2, -1) }, "log(x)"},
		{"one point", func() plots.Figure { return plots.Scatter([]float64{1}, []float64{1}) }, "1 points"},
		{"flat surface", func() plots.Figure {
			return plots.Contours(func(x, y float64) float64 { return 1 }, plots.Rect{X1: 1, Y1: 1})
		}, "values from 1 to 1"},
		{"function of a vector", func() plots.Figure {
			return plots.GradField(func(x value) value { return x.Mul(x).Sum() }, plots.Rect{X0: -1, X1: 1, Y0: -1, Y1: 1})
		}, "values from 0 to 2"},
		{"node", func() plots.Figure {
			root := autograd.NewRoot(autograd.V(2))
			_, end := autograd.Trace(root, func(x value) value { return x.Mul(x) }, autograd.V(2))
			return plots.Graph(end)
		}, "from x = 2 by × to 4; gradients: x: 4"},
		{"no gradient", func() plots.Figure {
			blind := autograd.Primitive("blind", func(x value) value { return x })
			return plots.Graph(func(x value) value { return blind.Call1(x).Mul(x) }, 3)
		}, "by blind, × to 9; gradients: x: 3"},
		{"variadic", func() plots.Figure {
			return plots.Graph(func(xs ...value) value { return xs[0].Add(xs[1]) }, 1, 2)
		}, "from x = 1, y = 2 by + to 3"},
		{"own description", func() plots.Figure { return plots.Lines(nil, []int{1}, plots.Alt("a dot")) }, "a dot"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fig := tt.draw()
			if !strings.Contains(fig.String(), tt.want) {
				t.Errorf("description %q, want %q in it", fig, tt.want)
			}
			if svg := raster.ReplaceAllString(fig.SVG(), ""); strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
				t.Error("a coordinate is not finite")
			}
		})
	}
}

// Much data does not make large files.
func TestMuchData(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	xs, ys := make([]float64, 200_000), make([]float64, 200_000)
	for i := range xs {
		xs[i], ys[i] = r.NormFloat64(), r.NormFloat64()
	}
	ys[777] = 30 // must still be seen
	for name, fig := range map[string]plots.Figure{
		"lines":     plots.Lines(nil, ys),
		"scatter":   plots.Scatter(xs, ys),
		"histogram": plots.Histogram(xs),
		"heat map":  plots.HeatMap(manyRows(1000)),
	} {
		t.Run(name, func(t *testing.T) {
			if n := len(fig.SVG()); n > 2<<20 {
				t.Errorf("%d bytes", n)
			}
		})
	}
}

// Options that make no sense for a figure are ignored.
func TestOptionsIgnored(t *testing.T) {
	unit := plots.Rect{X0: -1, X1: 1, Y0: -1, Y1: 1}
	odd := []plots.Option{plots.LogY(), plots.Levels(0), plots.Bins(-1), plots.TangentAt(3), plots.Classes(nil), plots.Adjoints(), plots.Mark(math.NaN(), 2)}
	for name, draw := range map[string]func() plots.Figure{
		"heat map":  func() plots.Figure { return plots.HeatMap([][]float64{{-1, 2}}, odd...) },
		"histogram": func() plots.Figure { return plots.Histogram([]float64{1, 2}, odd...) },
		"contours":  func() plots.Figure { return plots.Contours(hills, unit, odd...) },
		"image":     func() plots.Figure { return plots.Image([][]float64{{1}}, odd...) },
		"scatter":   func() plots.Figure { return plots.Scatter([]int{-1}, []int{-1}, odd...) },
		"lines":     func() plots.Figure { return plots.Lines(nil, []int{-1, -2}, odd...) },
	} {
		t.Run(name, func(t *testing.T) {
			if svg := raster.ReplaceAllString(draw().SVG(), ""); svg == "" || strings.Contains(svg, "NaN") {
				t.Errorf("%.200q", svg)
			}
		})
	}
}

// The names in legends come from the source.
func TestNames(t *testing.T) {
	type named func(float64) float64
	for _, tt := range []struct {
		name string
		f    any
		want string
	}{
		{"declared", logistic, "logistic(x)"},
		{"of anp", anp.Tanh, "tanh(x)"},
		{"of math", math.Cosh, "cosh(x)"},
		{"closure", func(x float64) float64 { return x }, "f(x)"},
		{"named type", named(math.Sinh), "sinh(x)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if s := plots.Funcs(tt.f, 0, 1).String(); !strings.HasPrefix(s, "graphs of "+tt.want) {
				t.Errorf("description %q, want %s", s, tt.want)
			}
		})
	}
}

func TestSave(t *testing.T) {
	dir := t.TempDir()
	fig := plots.Lines(nil, []int{1, 2})
	for _, tt := range []struct{ name, start, err string }{
		{"a.svg", "<svg ", ""},
		{"a.PNG", "\x89PNG", ""},
		{"a.pdf", "", "the name must end in .svg or .png"},
		{"none/a.svg", "", "saving a figure"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(dir, tt.name)
			err := fig.Save(path)
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("error %v, want %q", err, tt.err)
				}
				return
			}
			data, readErr := os.ReadFile(path)
			if err := errors.Join(err, readErr); err != nil || !strings.HasPrefix(string(data), tt.start) {
				t.Errorf("%v, the file begins with %.8q", err, data)
			}
		})
	}
}

func TestZeroFigure(t *testing.T) {
	var fig plots.Figure
	if fig.SVG() != "" || fig.PNG() != nil || fig.String() != "" {
		t.Error("the zero figure is not empty")
	}
	if got := display.Render(fig)[display.MIMEText]; got != "an empty figure" {
		t.Errorf("shown as %q", got)
	}
}

// Figures may be drawn by several goroutines, and graphs made by several.
func TestConcurrently(t *testing.T) {
	fig := plots.FuncAndGrad(anp.Tanh, -1, 1)
	want := fig.SVG()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if fig.SVG() != want {
				t.Error("the figure differs")
			}
			if plots.Graph(document, 1, 2).SVG() == "" {
				t.Error("no graph")
			}
		})
	}
	wg.Wait()
}

func TestLive(t *testing.T) {
	var mu sync.Mutex
	var messages []display.Message
	display.Connect(func(m display.Message) {
		mu.Lock()
		defer mu.Unlock()
		messages = append(messages, m)
	}, nil)
	t.Cleanup(func() { // as it is without a connection
		display.Connect(func(m display.Message) { fmt.Println(m.Data[display.MIMEText]) }, nil)
	})
	l := plots.NewLive([]string{"loss"})
	for i := range 1000 {
		l.Add(1 / float64(i+1))
	}
	l.Done()
	mu.Lock()
	defer mu.Unlock()
	first, last := messages[0], messages[len(messages)-1]
	if first.Kind != display.KindDisplay || last.Kind != display.KindUpdate || first.ID != last.ID {
		t.Errorf("the first message is %s %q, the last %s %q", first.Kind, first.ID, last.Kind, last.ID)
	}
	if want := "after 1000 numbers; loss from 1 to 0.001"; last.Data[display.MIMEText] != want {
		t.Errorf("at the end %q, want %q", last.Data[display.MIMEText], want)
	}
	if len(messages) > 100 {
		t.Errorf("%d drawings for 1000 numbers", len(messages))
	}
}

// Text from users is not markup.
func TestEscape(t *testing.T) {
	svg := plots.Funcs(math.Sin, 0, 1, plots.Title(`a<b & "c"`), plots.Names("$x^2$ \\alpha_1")).SVG()
	for _, want := range []string{"a&lt;b &amp; &#34;c&#34;", `$x^2$ \alpha_1`} {
		if !strings.Contains(svg, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func BenchmarkFuncAndGrad(b *testing.B) {
	for b.Loop() {
		plots.FuncAndGrad(anp.Tanh, -4, 4).SVG()
	}
}

func BenchmarkGraph(b *testing.B) {
	for b.Loop() {
		plots.Graph(document, 1, 2).SVG()
	}
}

func BenchmarkGradField(b *testing.B) {
	for b.Loop() {
		plots.GradField(hills, plots.Rect{X0: -3, X1: 3, Y0: -2, Y1: 2}).SVG()
	}
}
