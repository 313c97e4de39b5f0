package plots_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"

	"github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/plots"
)

func ExampleFuncAndGrad() {
	fmt.Println(plots.FuncAndGrad(anp.Tanh, -4, 4, plots.TangentAt(0)))
	// Output: graphs of tanh(x) and its gradient tanh′(x) for x from -4 to 4; at x = 0 the value is 0 and the slope 1
}

// The f of the document at (1, 2): its gradient with respect to x is 4, to y 5.
func ExampleGraph() {
	f := func(x, y autograd.Value) autograd.Value {
		return anp.Log(x.Mul(x)).Add(y.Mul(y)).Add(x.Mul(y))
	}
	fmt.Println(plots.Graph(f, 1, 2))
	// Output: computation graph from x = 1, y = 2 by ×, log, ×, +, ×, + to 6; gradients: x: 4, y: 5
}

func ExampleGraphWith() {
	square := func(x autograd.Value) autograd.Value { return x.Mul(x) }
	fmt.Println(plots.GraphWith(square, []any{3}, plots.Names("side"), plots.Adjoints()))
	// Output: computation graph from side = 3 by × to 9; gradients: side: 6
}

func ExampleGraphSteps() {
	f := func(x autograd.Value) autograd.Value { return anp.Sin(x.Mul(x)) }
	fmt.Println(len(plots.GraphSteps(f, []any{3})), "pictures: 2 forward, 3 back")
	// Output: 5 pictures: 2 forward, 3 back
}

func ExampleFuncs() {
	fmt.Println(plots.Funcs([]any{math.Sin, math.Cos}, 0, math.Pi, plots.Title("Waves")))
	// Output: Waves: graphs of sin(x), cos(x) for x from 0 to 3.142
}

func ExampleDerivatives() {
	fmt.Println(plots.Derivatives(anp.Tanh, 6, -4, 4, plots.Scaled()))
	// Output: graphs of tanh(x) and its first 6 derivatives for x from -4 to 4
}

func ExampleContours() {
	bowl := func(x, y float64) float64 { return x*x + y*y }
	fmt.Println(plots.Contours(bowl, plots.Rect{X0: -1, X1: 1, Y0: -1, Y1: 1}, plots.Path([][2]float64{{1, 1}, {0, 0}})))
	// Output: contour lines of f(x, y) for x from -1 to 1 and y from -1 to 1; values from 0 to 2
}

func ExampleGradField() {
	saddle := func(x, y autograd.Value) autograd.Value { return x.Mul(y) }
	fmt.Println(plots.GradField(saddle, plots.Rect{X0: -1, X1: 1, Y0: -1, Y1: 1}))
	// Output: contour lines and gradient of f(x, y) for x from -1 to 1 and y from -1 to 1; values from -1 to 1
}

func ExampleVectorField() {
	whirl := func(x, y float64) (u, v float64) { return -y, x }
	fmt.Println(plots.VectorField(whirl, plots.Rect{X0: -1, X1: 1, Y0: 0, Y1: 1}, plots.Alt("a whirl")))
	// Output: a whirl
}

func ExampleHeatMap() {
	fmt.Println(plots.HeatMap([][]float64{{1, 2}, {3, 4}}, plots.CellValues()))
	// Output: heat map of 2×2 numbers from 1 to 4
}

func ExampleImage() {
	fmt.Println(plots.Image([][]float64{{0, 0.5, 1}}))
	// Output: image of 3×1 pixels
}

func ExampleHistogram() {
	fmt.Println(plots.Histogram([]int{1, 2, 2, 3, 3, 3}, plots.Bins(3)))
	// Output: histogram of 6 numbers from 1 to 3, median 3, in 3 intervals; the fullest has 3
}

func ExampleLines() {
	fmt.Println(plots.Lines(nil, [][]float64{{1, 2, 4}, {3, 2, 1}}, plots.Names("up", "down")))
	// Output: lines of up, down from 1 to 4
}

func ExampleScatter() {
	fmt.Println(plots.Scatter([]float64{1, 2, 3}, []float64{1, 4, 9}, plots.Classes([]int{0, 0, 1})))
	// Output: 3 points, x from 1 to 3, y from 1 to 9
}

func ExampleFigure_Save() {
	dir, err := os.MkdirTemp("", "plots")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	fmt.Println(plots.Lines(nil, []int{1, 2}).Save(filepath.Join(dir, "lines.svg")))
	fmt.Println(plots.Lines(nil, []int{1, 2}).Save("lines.doc"))
	// Output:
	// <nil>
	// plots: cannot save a figure as "lines.doc": the name must end in .svg or .png
}

func ExampleNewLive() {
	loss := plots.NewLive([]string{"loss"}, plots.LogY())
	for step := range 50 {
		loss.Add(math.Exp(-float64(step) / 10)) // shown in the cell's output, and drawn again as it grows
	}
	fmt.Println(loss.Figure())
	// Output:
	// after 1 numbers; loss from 1 to 1
	// after 50 numbers; loss from 1 to 0.007447
}

// A node type of one's own becomes a picture.
func ExampleDiagram() {
	fmt.Println(plots.Diagram([]plots.DiagramNode{
		{Name: "z", Value: "1.5"},
		{Name: "negative", Value: "-1.5", Args: []int{0}, Edges: []string{"-1"}},
		{Name: "exp", Value: "0.223", Args: []int{1}, Edges: []string{"0.223"}},
	}))
	// Output: diagram of 3 nodes and 2 arrows
}

// What broadcasting does to shapes.
func ExampleArrays() {
	column, row := autograd.V([][]float64{{1}, {2}}), autograd.V([]float64{10, 20, 30})
	fmt.Println(plots.Arrays([]any{column, "+", row, "=", column.Add(row)}, plots.Names("x", "y", "x + y")))
	// Output: arrays: x (2, 1) + y (3) = x + y (2, 3)
}

// The value, the tangent and the graph at one place.
func ExampleStack() {
	at := func(x float64) plots.Figure {
		return plots.Stack(
			plots.FuncAndGrad(anp.Tanh, -4, 4, plots.TangentAt(x)),
			plots.Graph(anp.Tanh, x))
	}
	fmt.Println(at(0))
	// Output: graphs of tanh(x) and its gradient tanh′(x) for x from -4 to 4; at x = 0 the value is 0 and the slope 1; below it: computation graph from x = 0 by tanh to 0; gradients: x: 1
}
