package plots

// Curves of functions of one number.

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"
)

// Funcs draws functions of one number over [lo, hi]. Each is a func(float64) float64 or a func(autograd.Value)
// autograd.Value, or a []any or []func… of them; [Names] names them. It panics if one is neither.
func Funcs(fs any, lo, hi float64, opts ...Option) Figure {
	checkRange("Funcs", lo, hi)
	list := functionList("Funcs", fs)
	o := settings(opts)
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = o.name(i, f.label(0))
	}
	return drawCurves(o, lo, hi, curvesOf(list), names, fmt.Sprintf("graphs of %s", strings.Join(names, ", ")))
}

// curvesOf returns what evaluates each function.
func curvesOf(list []function) []func(float64) float64 {
	fs := make([]func(float64) float64, len(list))
	for i, f := range list {
		fs[i] = f.at
	}
	return fs
}

// FuncAndGrad draws f beside its gradient over [lo, hi]. f is a func(autograd.Value) autograd.Value, whose gradient is
// autograd's, or a func(float64) float64, whose gradient is a central difference. With [TangentAt], tangents join the
// two: the slope of each is the height of the gradient there. It panics if f is neither, or if its result is not one
// number.
func FuncAndGrad(f any, lo, hi float64, opts ...Option) Figure {
	checkRange("FuncAndGrad", lo, hi)
	fn := functionOf("FuncAndGrad", f)
	grad := fn.derivative()
	o := settings(opts)
	names := []string{o.name(0, fn.label(0)), o.name(1, fn.label(1))}
	var tangents []tangent
	for _, x := range o.tangents {
		tangents = append(tangents, tangent{x: x, y: fn.at(x), slope: grad.at(x)})
	}
	c, even := curveChart(o, lo, hi, []func(float64) float64{fn.at, grad.at}, names)
	ylo, yhi := span(even...)
	for _, t := range tangents {
		c.layers = append(c.layers, t.layers(hi-lo, yhi-ylo)...)
	}
	return c.figure(o.describe("graphs of %s and its gradient %s for x from %.4g to %.4g%s", names[0], names[1], lo, hi, describeTangents(tangents)))
}

// Derivatives draws f and its first n derivatives over [lo, hi], each made by differentiating the one before: for f a
// func(autograd.Value) autograd.Value by nesting autograd.Grad. For a func(float64) float64 differences of
// differences lose their digits, so that n may be at most 2. It panics if n does not fit.
func Derivatives(f any, n int, lo, hi float64, opts ...Option) Figure {
	checkRange("Derivatives", lo, hi)
	fn := functionOf("Derivatives", f)
	if n < 0 || n > 12 || fn.numeric && n > 2 {
		panic(fmt.Errorf("plots.Derivatives: %d derivatives of a %T: between 0 and 12 can be drawn, of a func(float64) float64 at most 2", n, f))
	}
	o := settings(opts)
	var fs []func(float64) float64
	var names []string
	for i := range n + 1 {
		fs = append(fs, fn.at)
		names = append(names, o.name(i, fn.label(0)))
		if i < n {
			fn = fn.derivative()
		}
	}
	return drawCurves(o, lo, hi, fs, names, fmt.Sprintf("graphs of %s and its first %d derivatives", names[0], n))
}

// drawCurves draws functions that have names and nothing else.
func drawCurves(o options, lo, hi float64, fs []func(float64) float64, names []string, what string) Figure {
	c, _ := curveChart(o, lo, hi, fs, names)
	return c.figure(o.describe("%s for x from %.4g to %.4g", what, lo, hi))
}

// curveChart samples the functions and makes a chart of them. It returns points that lie evenly, too.
func curveChart(o options, lo, hi float64, fs []func(float64) float64, names []string) (chart, [][]plotter.XY) {
	curves, even := make([][]plotter.XY, len(fs)), make([][]plotter.XY, len(fs))
	for i, f := range fs {
		curves[i], even[i] = sample(f, lo, hi, o.samples)
		if o.scaled {
			names = slices.Clone(names)
			names[i] += scaleDown(curves[i], even[i])
		}
	}
	if o.xLabel == "" {
		o.xLabel = "x"
	}
	ylo, yhi := span(even...)
	c := chart{o: o, xlim: [2]float64{lo, hi}, ylim: padded(ylo, yhi)}
	if o.logY {
		c.logY, c.ylim = true, positive(curves)
	}
	for i := range fs {
		style := lineStyle(i)
		c.legend = append(c.legend, legendEntry{names[i], style})
		clo, chi := span(even[i])
		c.layers = append(c.layers, curve{breaks(curves[i], (hi-lo)/float64(o.samples-1), chi-clo), style})
	}
	return c, even
}

// scaleDown divides a curve by the largest absolute value that is to be seen, and returns what to add to its name. Even
// are the points of it that lie evenly.
func scaleDown(curve, even []plotter.XY) string {
	ylo, yhi := span(even)
	size := math.Max(math.Abs(ylo), math.Abs(yhi))
	if size == 0 {
		return ""
	}
	for _, list := range [][]plotter.XY{curve, even} {
		for i := range list {
			list[i].Y /= size
		}
	}
	return fmt.Sprintf(" / %.3g", size)
}

// tangent touches a function at (x, y).
type tangent struct{ x, y, slope float64 }

// layers draws the tangent across a third of the width (less if it is steep), the point that it touches, and the point of
// the gradient with that x.
func (t tangent) layers(width, height float64) []plot.Plotter {
	reach := width / 6
	if t.slope != 0 {
		reach = min(reach, height/2/math.Abs(t.slope))
	}
	line := plotter.XYs{{X: t.x - reach, Y: t.y - reach*t.slope}, {X: t.x + reach, Y: t.y + reach*t.slope}}
	return []plot.Plotter{
		curve{[]plotter.XYs{{{X: t.x, Y: t.y}, {X: t.x, Y: t.slope}}}, draw.LineStyle{Color: muted, Width: 1, Dashes: dashes[2]}},
		curve{[]plotter.XYs{line}, draw.LineStyle{Color: ink, Width: 1.5}},
		dots{at: []plotter.XY{{X: t.x, Y: t.y}}, color: series[0]},
		dots{at: []plotter.XY{{X: t.x, Y: t.slope}}, color: series[1]},
	}
}

func describeTangents(list []tangent) string {
	var s strings.Builder
	for _, t := range list {
		fmt.Fprintf(&s, "; at x = %.4g the value is %.4g and the slope %.4g", t.x, t.y, t.slope)
	}
	return s.String()
}
