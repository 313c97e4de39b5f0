package plots_test

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/plots"
)

var update = flag.Bool("update", false, "write the pictures to testdata instead of comparing with them")

type value = autograd.Value

func logistic(z value) value { return autograd.V(1).Div(autograd.V(1).Add(anp.Exp(z.Neg()))) }

// document is the f of the document: log(x²) + y² + xy.
func document(x, y value) value { return anp.Log(x.Mul(x)).Add(y.Mul(y)).Add(x.Mul(y)) }

func hills(x, y value) value { return anp.Sin(x).Mul(anp.Cos(y)) }

func inverse(x float64) float64 { return 1 / x }

func table() [][]float64 {
	var m [][]float64
	for i := range 6 {
		var row []float64
		for j := range 8 {
			row = append(row, math.Sin(float64(i*j)))
		}
		m = append(m, row)
	}
	return m
}

// clouds are two clouds of points.
func clouds() (xs, ys []float64, classes []int) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 40 {
		c := i % 2
		classes = append(classes, c)
		xs = append(xs, r.NormFloat64()*0.6+float64(2*c-1))
		ys = append(ys, r.NormFloat64()*0.6+float64(c)-0.5)
	}
	return xs, ys, classes
}

func descent() (points [][2]float64) {
	for i := range 12 {
		t := float64(i) / 11
		points = append(points, [2]float64{-2 + 3*t, 1 - t*t})
	}
	return points
}

func losses() *plots.Live {
	l := plots.NewLive([]string{"training", "validation"}, plots.LogY(), plots.Title("Loss"))
	for i := range 100 {
		plots.AddQuietly(l, math.Exp(-float64(i)/20), math.Exp(-float64(i)/30)+0.05)
	}
	return l
}

// pictures are all kinds of figures, each with a file in testdata.
func pictures() map[string]plots.Figure {
	xs, ys, classes := clouds()
	steps := plots.GraphSteps(document, []any{1, 2})
	return map[string]plots.Figure{
		"func_and_grad":         plots.FuncAndGrad(anp.Tanh, -4, 4),
		"func_and_grad_tangent": plots.FuncAndGrad(logistic, -6, 6, plots.Title("The logistic function"), plots.TangentAt(1.5)),
		"func_and_grad_kink":    plots.FuncAndGrad(anp.Abs, -2, 2),
		"func_and_grad_numeric": plots.FuncAndGrad(math.Sin, -math.Pi, math.Pi, plots.Names("sin x", "its slope")),
		"funcs_poles":           plots.Funcs([]any{math.Tan, math.Sin, inverse}, -4, 4, plots.Title("Poles")),
		"funcs_log":             plots.Funcs(math.Exp, -5, 20, plots.LogY(), plots.Labels("step", "loss")),
		"funcs_nan":             plots.Funcs(math.Log, -1, 3, plots.Mark(1, 0)),
		"derivatives":           plots.Derivatives(anp.Tanh, 6, -3, 3, plots.Title("tanh and its six derivatives"), plots.Scaled()),
		"contours":              plots.Contours(hills, plots.Rect{X0: -3, X1: 3, Y0: -2, Y1: 2}, plots.Path(descent())),
		"contours_points":       plots.Contours(func(x, y float64) float64 { return 1 / (1 + math.Exp(-2*(x+y))) }, plots.Rect{X0: -3, X1: 3, Y0: -2, Y1: 2}, plots.Points(xs, ys), plots.Classes(classes)),
		"grad_field":            plots.GradField(hills, plots.Rect{X0: -3, X1: 3, Y0: -2, Y1: 2}, plots.Title("sin x · cos y and its gradient")),
		"vector_field":          plots.VectorField(func(x, y float64) (u, v float64) { return -y, x }, plots.Rect{X0: -2, X1: 2, Y0: -2, Y1: 2}),
		"heat_map":              plots.HeatMap(table(), plots.CellValues()),
		"heat_map_large":        plots.HeatMap(autograd.V(manyRows(50))),
		"image":                 plots.Image([][][]float64{{{1, 0, 0}, {0, 1, 0}}, {{0, 0, 1}, {0.5, 0.5, 0.5}}}, plots.Title("Four pixels")),
		"arrays":                plots.Arrays([]any{autograd.V([][]float64{{1}, {2}, {3}}), "+", []float64{10, 20, -30, 40}, "=", sums()}, plots.Names("x", "y", "x + y"), plots.Title("Broadcasting")),
		"arrays_number":         plots.Arrays([]any{2.5, "→", [][]float64{{1, math.NaN()}, {0.333333, 4}}}),
		"stack":                 plots.Stack(plots.FuncAndGrad(logistic, -6, 6, plots.TangentAt(1.5), plots.Size(640, 300)), plots.Figure{}, plots.GraphWith(logistic, []any{1.5}, plots.Names("z"), plots.Adjoints())),
		"histogram":             plots.Histogram(append(xs, ys...), plots.Title("Numbers")),
		"lines":                 plots.Lines(nil, [][]float64{{1, 3, 2, 5, 4}, {2, 2, math.NaN(), 3, 1}}, plots.Names("a", "b")),
		"scatter":               plots.Scatter(xs, ys, plots.Classes(classes), plots.Names("left", "right")),
		"live":                  losses().Figure(),
		"graph":                 plots.Graph(document, 1, 2),
		"graph_constants":       plots.Graph(logistic, 1.5),
		"graph_adjoints":        plots.GraphWith(document, []any{1, 2}, plots.Adjoints(), plots.Title("Gradients of f"), plots.Names("u", "v")),
		"graph_arrays":          plots.Graph(func(w, x value) value { return anp.Tanh(w.Mul(x)).Sum() }, []float64{1, 2}, [][]float64{{1, 2}, {3, 4}}),
		"diagram": plots.Diagram([]plots.DiagramNode{
			{Name: "z", Value: "1.5"},
			{Name: "negative", Value: "−1.5", Args: []int{0}},
			{Name: "exp", Value: "0.223", Args: []int{1}},
			{Value: "1", Plain: true},
			{Name: "add", Value: "1.223", Args: []int{2, 3}},
		}, plots.Title("Nodes by hand")),
		"diagram_tree": plots.Diagram([]plots.DiagramNode{
			{Name: "+", Args: []int{1, 2}}, {Name: "x"}, {Name: "*", Args: []int{3, 4}}, {Name: "y"}, {Name: "z"},
		}),
		"graph_step_forward":  steps[2],
		"graph_step_backward": steps[len(steps)-4],
	}
}

func sums() autograd.Value {
	return autograd.V([][]float64{{1}, {2}, {3}}).Add(autograd.V([]float64{10, 20, -30, 40}))
}

func manyRows(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		for j := range n {
			m[i] = append(m[i], float64(i*j))
		}
	}
	return m
}

func TestGolden(t *testing.T) {
	seen := map[string]bool{}
	for name, fig := range pictures() {
		seen[name+".svg"] = true
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name+".svg")
			got := fig.SVG()
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v (go test . -run Golden -update makes it; then look at it)", err)
			}
			if err := sameSVG(got, string(want)); err != nil {
				t.Errorf("%s: %v (if the new picture is right: go test . -run Golden -update)", file, err)
			}
		})
	}
	files, err := filepath.Glob("testdata/*.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !seen[filepath.Base(f)] {
			t.Errorf("%s belongs to no test", f)
		}
	}
}

// tolerance is how far a point may lie from where it was, in pixels: processors and versions of libraries round differently.
const tolerance = 0.5

var (
	class   = regexp.MustCompile(`gb[0-9a-f]{12}`)
	decimal = regexp.MustCompile(`-?\d+(\.\d+)?`)
	raster  = regexp.MustCompile(`data:image/png;base64,[^"]*`)
)

// sameSVG compares two pictures: everything but numbers must be the same, numbers nearly, images in nearly all
// pixels.
func sameSVG(got, want string) error {
	gotImages, wantImages := raster.FindAllString(got, -1), raster.FindAllString(want, -1)
	got, want = class.ReplaceAllString(raster.ReplaceAllString(got, "raster"), "class"), class.ReplaceAllString(raster.ReplaceAllString(want, "raster"), "class")
	gotText, wantText := decimal.ReplaceAllString(got, "#"), decimal.ReplaceAllString(want, "#")
	if gotText != wantText {
		i := 0
		for i < min(len(gotText), len(wantText)) && gotText[i] == wantText[i] {
			i++
		}
		from := max(0, i-60)
		return fmt.Errorf("differs at %q, was %q", gotText[from:min(len(gotText), i+60)], wantText[from:min(len(wantText), i+60)])
	}
	gotNumbers, wantNumbers := decimal.FindAllString(got, -1), decimal.FindAllString(want, -1)
	for i := range gotNumbers {
		g, _ := strconv.ParseFloat(gotNumbers[i], 64)
		w, _ := strconv.ParseFloat(wantNumbers[i], 64)
		if math.Abs(g-w) > tolerance {
			return fmt.Errorf("number %d is %v, was %v", i, g, w)
		}
	}
	for i := range gotImages {
		if err := sameImage(gotImages[i], wantImages[i]); err != nil {
			return err
		}
	}
	return nil
}

func sameImage(got, want string) error {
	decode := func(s string) ([]byte, error) {
		return base64.StdEncoding.DecodeString(strings.TrimPrefix(s, "data:image/png;base64,"))
	}
	g, err1 := decode(got)
	w, err2 := decode(want)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	gi, err1 := png.Decode(bytes.NewReader(g))
	wi, err2 := png.Decode(bytes.NewReader(w))
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if gi.Bounds() != wi.Bounds() {
		return fmt.Errorf("an image has %v pixels, had %v", gi.Bounds(), wi.Bounds())
	}
	differ, all := 0, gi.Bounds().Dx()*gi.Bounds().Dy()
	for y := range gi.Bounds().Dy() {
		for x := range gi.Bounds().Dx() {
			r1, g1, b1, a1 := gi.At(x, y).RGBA()
			r2, g2, b2, a2 := wi.At(x, y).RGBA()
			for _, d := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}, {a1, a2}} {
				if math.Abs(float64(d[0])-float64(d[1])) > 0x0800 {
					differ++
					break
				}
			}
		}
	}
	if differ*100 > all {
		return fmt.Errorf("%d of %d pixels of an image differ", differ, all)
	}
	return nil
}

// The comparison itself must see differences.
func TestSameSVG(t *testing.T) {
	a := plots.FuncAndGrad(anp.Tanh, -4, 4).SVG()
	for _, tt := range []struct {
		name string
		b    string
		same bool
	}{
		{"itself", a, true},
		{"a little off", strings.Replace(a, `font-size="11.5"`, `font-size="11.6"`, 1), true},
		{"other size", strings.Replace(a, `font-size="11.5"`, `font-size="13.5"`, 1), false},
		{"other text", strings.Replace(a, "tanh", "sinh", 1), false},
		{"other function", plots.FuncAndGrad(logistic, -4, 4).SVG(), false},
		{"less", a[:len(a)/2], false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := sameSVG(a, tt.b); (err == nil) != tt.same {
				t.Errorf("same: %v", err)
			}
		})
	}
}

// Every picture is well-formed, says what it shows, is the same each time, and can be had as PNG.
func TestEveryPicture(t *testing.T) {
	again := pictures()
	for name, fig := range pictures() {
		t.Run(name, func(t *testing.T) {
			svg := fig.SVG()
			if svg != again[name].SVG() {
				t.Error("drawn again it is another text")
			}
			d := xml.NewDecoder(strings.NewReader(svg))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatal(err)
				}
			}
			if plain := raster.ReplaceAllString(svg, ""); strings.Contains(plain, "NaN") || strings.Contains(plain, "Inf") {
				t.Error("a coordinate is not finite")
			}
			if fig.String() == "" || !strings.Contains(svg, "<title>") {
				t.Error("it has no description")
			}
			if !strings.Contains(svg, "@media(prefers-color-scheme:dark)") {
				t.Error("it does not follow the colour scheme")
			}
			img, err := png.Decode(bytes.NewReader(fig.PNG()))
			if err != nil {
				t.Fatal(err)
			}
			if w := img.Bounds().Dx(); w < 200 || w > 2000 {
				t.Errorf("the PNG is %d pixels wide", w)
			}
			b := fig.MIMEBundle()
			if b["image/svg+xml"] != svg || b["text/plain"] != fig.String() {
				t.Errorf("the bundle holds something else: %v", b["text/plain"])
			}
		})
	}
}
