package plots

// Functions of two numbers: colours, contour lines, gradients.

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"reflect"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/gradbook/gradbook/autograd"
)

// surface is a function of two numbers that knows its gradient.
type surface struct {
	at   func(x, y float64) float64
	grad func(x, y float64) (gx, gy float64)
}

// surfaceOf makes a surface of what the user gave.
func surfaceOf(op string, f any) surface {
	v := reflect.ValueOf(f)
	if v.Kind() == reflect.Func && !v.IsNil() {
		for _, t := range []reflect.Type{reflect.TypeFor[func(x, y float64) float64](), reflect.TypeFor[func(x, y autograd.Value) autograd.Value](), reflect.TypeFor[func(autograd.Value) autograd.Value]()} {
			if v.CanConvert(t) {
				f = v.Convert(t).Interface()
			}
		}
	}
	number := func(v autograd.Value) float64 {
		if v.Size() != 1 || v.IsComplex() {
			panic(fmt.Errorf("plots.%s: the function gives an array of shape %v: it must give one real number", op, v.Shape()))
		}
		return v.Float()
	}
	switch f := f.(type) {
	case func(x, y float64) float64:
		return surface{at: f, grad: func(x, y float64) (float64, float64) {
			return difference(func(x float64) float64 { return f(x, y) })(x), difference(func(y float64) float64 { return f(x, y) })(y)
		}}
	case func(x, y autograd.Value) autograd.Value:
		g := autograd.GradN(f, 0, 1)
		return surface{
			at: func(x, y float64) float64 { return number(f(autograd.V(x), autograd.V(y))) },
			grad: func(x, y float64) (float64, float64) {
				d := g(autograd.V(x), autograd.V(y))
				return number(d[0]), number(d[1])
			},
		}
	case func(autograd.Value) autograd.Value: // of a vector of two
		g := autograd.Grad(f)
		return surface{
			at: func(x, y float64) float64 { return number(f(autograd.V([]float64{x, y}))) },
			grad: func(x, y float64) (float64, float64) {
				d := g(autograd.V([]float64{x, y})).Floats()
				return d[0], d[1]
			},
		}
	}
	panic(fmt.Errorf("plots.%s: can't draw a %T: give a func(x, y float64) float64, a func(x, y autograd.Value) autograd.Value, or a func(autograd.Value) autograd.Value of a vector of two", op, f))
}

// Rect is a part of the plane: x from X0 to X1, y from Y0 to Y1.
type Rect struct{ X0, X1, Y0, Y1 float64 }

func (r Rect) limits(op string) (xlim, ylim [2]float64) {
	checkRange(op, r.X0, r.X1)
	checkRange(op, r.Y0, r.Y1)
	return [2]float64{r.X0, r.X1}, [2]float64{r.Y0, r.Y1}
}

// Contours draws f(x, y) over a part of the plane in colours, with lines of equal value. F is a function of two float64s
// or Values, or of a Value that is a vector of two. [Path] draws a way across it, and [Scatter]'s data can be put on
// it with [Points].
func Contours(f any, over Rect, opts ...Option) Figure {
	o := settings(opts)
	s := surfaceOf("Contours", f)
	c, what := surfaceChart("Contours", o, s, over)
	return c.figure(o.describe("contour lines of %s", what))
}

// GradField draws f(x, y) as [Contours] does, and its gradient as arrows, which point where f grows fastest, across the
// contour lines. If F is a function of Values the gradient is autograd's.
func GradField(f any, over Rect, opts ...Option) Figure {
	o := settings(opts)
	s := surfaceOf("GradField", f)
	c, what := surfaceChart("GradField", o, s, over)
	c.layers = append(c.layers, arrowGrid(over, s.grad))
	c.square = squareEnough(over)
	return c.figure(o.describe("contour lines and gradient of %s", what))
}

// VectorField draws the vectors f(x, y) over a part of the plane, coloured by their length.
func VectorField(f func(x, y float64) (u, v float64), over Rect, opts ...Option) Figure {
	o := settings(opts)
	size := func(x, y float64) float64 { return math.Hypot(f(x, y)) }
	o.levels = 0
	c, what := surfaceChart("VectorField", o, surface{at: size}, over)
	c.layers = append(c.layers, arrowGrid(over, f))
	c.square = squareEnough(over)
	return c.figure(o.describe("vector field; lengths: %s", what))
}

// squareEnough says whether units of x and y can have the same length without one side becoming too short.
func squareEnough(r Rect) bool {
	ratio := (r.X1 - r.X0) / (r.Y1 - r.Y0)
	return ratio > 0.4 && ratio < 4
}

// arrowGrid evaluates vectors on a grid of 16×10 cells (fewer in the shorter direction of a narrow part).
func arrowGrid(r Rect, f func(x, y float64) (u, v float64)) arrows {
	columns, rows := 15, 10
	if squareEnough(r) {
		columns = min(max(int(math.Round(float64(rows)*(r.X1-r.X0)/(r.Y1-r.Y0))), 5), 22)
	}
	a := arrows{cellX: (r.X1 - r.X0) / float64(columns), cellY: (r.Y1 - r.Y0) / float64(rows)}
	for j := range rows {
		for i := range columns {
			x, y := r.X0+(float64(i)+0.5)*a.cellX, r.Y0+(float64(j)+0.5)*a.cellY
			u, v := f(x, y)
			a.list = append(a.list, arrow{x, y, u, v})
		}
	}
	return a
}

// surfaceChart samples s and makes the chart, with a scale of colours at its right.
func surfaceChart(op string, o options, s surface, over Rect) (c chart, what string) {
	xlim, ylim := over.limits(op)
	const columns, rows = 121, 81
	g := samples{xlim: xlim, ylim: ylim, z: make([][]float64, rows)}
	for j := range rows {
		g.z[j] = make([]float64, columns)
		for i := range columns {
			g.z[j][i] = s.at(g.X(i), g.Y(j))
		}
	}
	lo, hi, ok := extent(g.z...)
	if !ok {
		panic(fmt.Errorf("plots.%s: the function is nowhere finite over %v", op, over))
	}
	if o.xLabel == "" && o.yLabel == "" {
		o.xLabel, o.yLabel = "x", "y"
	}
	scale := scaleOf(lo, hi, o.diverge != nil && *o.diverge)
	c = chart{o: o, xlim: xlim, ylim: ylim, noGrid: true}
	c.layers = append(c.layers, raster{g.image(scale), xlim, ylim})
	if o.levels > 0 && hi > lo {
		c.layers = append(c.layers, contours{g, levels(lo, hi, o.levels)})
	}
	if len(o.path) > 0 {
		c.layers = append(c.layers, curve{[]plotter.XYs{o.path}, draw.LineStyle{Color: color.White, Width: 4}},
			curve{[]plotter.XYs{o.path}, draw.LineStyle{Color: series[1].Light, Width: 2}},
			dots{at: o.path, color: series[1], radius: 2.5})
	}
	if o.scatterX != nil {
		layers, legend := pointLayers(o, o.scatterX, o.scatterY)
		c.layers, c.legend = append(c.layers, layers...), legend
	}
	scale.beside(&c)
	return c, fmt.Sprintf("f(x, y) for x from %.4g to %.4g and y from %.4g to %.4g; values from %.4g to %.4g", xlim[0], xlim[1], ylim[0], ylim[1], lo, hi)
}

// levels returns about n round numbers between lo and hi.
func levels(lo, hi float64, n int) []float64 {
	step := niceStep((hi - lo) / float64(n+1))
	var list []float64
	for i := math.Floor(lo/step) + 1; i*step < hi; i++ {
		list = append(list, i*step)
	}
	if len(list) == 0 {
		list = []float64{(lo + hi) / 2}
	}
	return list
}

// scale gives values colours.
type scale struct {
	lo, hi float64
	of     func(float64) color.Color
}

// scaleOf makes the scale from lo to hi; a diverging one is symmetric about 0.
func scaleOf(lo, hi float64, diverge bool) scale {
	if diverge {
		m := math.Max(math.Abs(lo), math.Abs(hi))
		if m == 0 {
			m = 1
		}
		return scale{-m, m, diverging}
	}
	if lo == hi {
		hi = lo + 1
	}
	return scale{lo, hi, sequential}
}

func (s scale) colour(v float64) color.Color { return s.of((v - s.lo) / (s.hi - s.lo)) }

// beside puts the scale at the right of a chart.
func (s scale) beside(c *chart) {
	marks := ticks{}.Ticks(s.lo, s.hi)
	style := textStyle(muted, tickSize, draw.XLeft, draw.YCenter)
	for _, t := range marks {
		c.rightWidth = max(c.rightWidth, 14+8+style.Width(t.Label))
	}
	bar := image.NewNRGBA(image.Rect(0, 0, 1, 128))
	for y := range 128 {
		bar.Set(0, 127-y, s.of((float64(y)+0.5)/128))
	}
	c.right = func(canvas draw.Canvas) {
		canvas.DrawImage(vg.Rectangle{Min: canvas.Min, Max: vg.Point{X: canvas.Min.X + 14, Y: canvas.Max.Y}}, bar)
		for _, t := range marks {
			y := canvas.Min.Y + (canvas.Max.Y-canvas.Min.Y)*vg.Length((t.Value-s.lo)/(s.hi-s.lo))
			canvas.StrokeLine2(draw.LineStyle{Color: zero, Width: 1}, canvas.Min.X+14, y, canvas.Min.X+18, y)
			canvas.FillText(style, vg.Point{X: canvas.Min.X + 22, Y: y}, t.Label)
		}
	}
}
