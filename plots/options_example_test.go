package plots_test

import (
	"fmt"
	"math"
	"strings"

	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/plots"
)

// says prints those of texts that a picture shows.
func says(fig plots.Figure, texts ...string) {
	for _, s := range texts {
		if strings.Contains(fig.SVG(), ">"+s+"</text>") {
			fmt.Println(s)
		}
	}
}

func ExampleTitle() {
	says(plots.Funcs(math.Sin, 0, 1, plots.Title("A wave")), "A wave")
	// Output: A wave
}

func ExampleLabels() {
	says(plots.Lines(nil, []int{3, 2, 1}, plots.Labels("epoch", "loss")), "epoch", "loss")
	// Output:
	// epoch
	// loss
}

func ExampleNames() {
	says(plots.FuncAndGrad(anp.Sin, 0, 1, plots.Names("height", "slope")), "height", "slope")
	// Output:
	// height
	// slope
}

func ExampleSize() {
	svg := plots.Funcs(math.Sin, 0, 1, plots.Size(320, 200)).SVG()
	fmt.Println(strings.Contains(svg, `viewBox="0 0 320 200"`))
	// Output: true
}

func ExampleYRange() {
	says(plots.Funcs(math.Exp, -1, 9, plots.YRange(-2, 2)), "−2", "2", "2000")
	// Output:
	// −2
	// 2
}

func ExampleXRange() {
	says(plots.Lines(nil, make([]int, 1000), plots.XRange(0, 10)), "10", "800")
	// Output: 10
}

func ExampleTangentAt() {
	fmt.Println(plots.FuncAndGrad(anp.Exp, -1, 1, plots.TangentAt(0, 1)))
	// Output: graphs of exp(x) and its gradient exp′(x) for x from -1 to 1; at x = 0 the value is 1 and the slope 1; at x = 1 the value is 2.718 and the slope 2.718
}

func ExampleMark() {
	svg := plots.Funcs(math.Cos, -1, 1, plots.Mark(0, 1)).SVG()
	fmt.Println(strings.Count(svg, "<circle"), "circles: the dot and its rim")
	// Output: 2 circles: the dot and its rim
}

func ExampleLogY() {
	says(plots.Lines(nil, []float64{1e6, 1e3, 1}, plots.LogY()), "1", "1000", "10⁶")
	// Output:
	// 1
	// 1000
	// 10⁶
}

func ExampleScaled() {
	says(plots.Derivatives(anp.Exp, 1, 0, 2, plots.Scaled()), "exp(x) / 7.39")
	// Output: exp(x) / 7.39
}

func ExampleClasses() {
	says(plots.Scatter([]int{1, 2}, []int{1, 2}, plots.Classes([]int{0, 1}), plots.Names("cats", "dogs")), "cats", "dogs")
	// Output:
	// cats
	// dogs
}

func ExamplePoints() {
	plane := func(x, y float64) float64 { return x + y }
	fig := plots.Contours(plane, plots.Rect{X1: 1, Y1: 1}, plots.Points([]float64{0.2, 0.7}, []float64{0.3, 0.9}))
	fmt.Println(strings.Count(fig.SVG(), "<circle"))
	// Output: 4
}

func ExamplePath() {
	bowl := func(x, y float64) float64 { return x*x + y*y }
	var steps [][2]float64 // of gradient descent with rate 0.3
	for x, y := 0.9, -0.7; len(steps) < 5; x, y = x-0.3*2*x, y-0.3*2*y {
		steps = append(steps, [2]float64{x, y})
	}
	fig := plots.Contours(bowl, plots.Rect{X0: -1, X1: 1, Y0: -1, Y1: 1}, plots.Path(steps))
	fmt.Println(strings.Count(fig.SVG(), "<circle"), "circles for 5 steps")
	// Output: 10 circles for 5 steps
}

func ExampleLevels() {
	plane := func(x, y float64) float64 { return x }
	lines := func(n int) int {
		few := plots.Contours(plane, plots.Rect{X1: 1, Y1: 1}, plots.Levels(n)).SVG()
		return strings.Count(few, `stroke="#ffffff"`)
	}
	fmt.Println(lines(4), lines(9))
	// Output: 4 9
}

func ExampleBins() {
	fmt.Println(plots.Histogram([]float64{1, 2, 3, 4}, plots.Bins(2)))
	// Output: histogram of 4 numbers from 1 to 4, median 3, in 2 intervals; the fullest has 2
}

func ExampleCellValues() {
	says(plots.HeatMap([][]float64{{0.25, 0.5}}, plots.CellValues()), "0.25", "0.5")
	// Output:
	// 0.25
	// 0.5
}

func ExampleDiverging() {
	says(plots.HeatMap([][]float64{{-1, 4}}, plots.Diverging(true)), "−4", "4")
	// Output:
	// −4
	// 4
}

func ExampleAlt() {
	fmt.Println(plots.Funcs(math.Sin, 0, 6, plots.Alt("one wave")))
	// Output: one wave
}

func ExampleAdjoints() {
	cube := func(x value) value { return x.Mul(x).Mul(x) }
	says(plots.GraphWith(cube, []any{2}, plots.Adjoints()), "8", "12") // the value and the gradient
	// Output:
	// 8
	// 12
}

func ExampleFigure_Alt() {
	fmt.Println(plots.Lines(nil, []int{1, 2}).Alt("a rise"))
	// Output: a rise
}

func ExampleFigure_SVG() {
	svg := plots.Lines(nil, []int{1, 2}).SVG()
	fmt.Println(strings.HasPrefix(svg, "<svg "), strings.HasSuffix(svg, "</svg>\n"))
	// Output: true true
}

func ExampleFigure_PNG() {
	fmt.Printf("%.4q\n", plots.Lines(nil, []int{1, 2}).PNG())
	// Output: "\x89PNG"
}
