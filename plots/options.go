package plots

// Options: what can be said about a figure beyond its data. Every function takes those that make sense for it and
// ignores the rest.

import (
	"fmt"

	"gonum.org/v1/plot/plotter"
)

// Option changes how a figure looks.
type Option func(*options)

type options struct {
	title          string
	xLabel, yLabel string
	names          []string
	width, height  float64
	sized          bool // the user chose width and height
	ylim           *[2]float64
	xlim           *[2]float64
	tangents       []float64
	points         [][2]float64
	logY           bool
	scaled         bool
	samples        int
	levels         int
	bins           int
	values         bool
	diverge        *bool
	adjoints       bool
	classes        []int
	path           []plotter.XY
	scatterX       []float64
	scatterY       []float64
	alt            string
}

// Title sets the text above the figure.
func Title(text string) Option { return func(o *options) { o.title = text } }

// Labels names the axes.
func Labels(x, y string) Option { return func(o *options) { o.xLabel, o.yLabel = x, y } }

// Names names the curves, in their order, for the legend.
func Names(names ...string) Option { return func(o *options) { o.names = names } }

// Size sets the size in pixels; the default is 640×400. It panics if one of them is less than 80 or more than 10,000.
func Size(width, height int) Option {
	for _, n := range []int{width, height} {
		if n < 80 || n > 10_000 {
			panic(fmt.Errorf("plots.Size: %d×%d pixels: width and height must be between 80 and 10000", width, height))
		}
	}
	return func(o *options) { o.width, o.height, o.sized = float64(width), float64(height), true }
}

// YRange fixes the vertical range; by default it follows from the data, without poles. It panics unless lo < hi.
func YRange(lo, hi float64) Option {
	checkRange("YRange", lo, hi)
	return func(o *options) { o.ylim = &[2]float64{lo, hi} }
}

// XRange fixes the horizontal range. It panics unless lo < hi.
func XRange(lo, hi float64) Option {
	checkRange("XRange", lo, hi)
	return func(o *options) { o.xlim = &[2]float64{lo, hi} }
}

// TangentAt draws, with [FuncAndGrad], the tangent at each x, and marks where the gradient has its slope.
func TangentAt(x ...float64) Option {
	return func(o *options) { o.tangents = append(o.tangents, x...) }
}

// Mark draws a dot at (x, y).
func Mark(x, y float64) Option {
	return func(o *options) { o.points = append(o.points, [2]float64{x, y}) }
}

// LogY makes the vertical axis logarithmic; values that are not positive are left out.
func LogY() Option { return func(o *options) { o.logY = true } }

// Scaled draws each curve of [Funcs] and [Derivatives] divided by its largest absolute value, which the legend tells: so
// that curves of different sizes can be compared.
func Scaled() Option { return func(o *options) { o.scaled = true } }

// Classes gives each point of [Scatter] or [Points] a class, which has a colour.
func Classes(of []int) Option { return func(o *options) { o.classes = of } }

// Points puts the points (xs[i], ys[i]) on [Contours], as [Scatter] draws them.
func Points(xs, ys any) Option {
	x, y := floats("Points", xs), floats("Points", ys)
	if len(x) != len(y) {
		panic(fmt.Errorf("plots.Points: %d xs and %d ys: there must be one of each for a point", len(x), len(y)))
	}
	return func(o *options) { o.scatterX, o.scatterY = x, y }
}

// Path draws a line through points on [Contours], such as the steps of a descent.
func Path(points [][2]float64) Option {
	return func(o *options) {
		for _, p := range points {
			o.path = append(o.path, plotter.XY{X: p[0], Y: p[1]})
		}
	}
}

// Levels sets the number of contour lines; the default is 12.
func Levels(n int) Option { return func(o *options) { o.levels = n } }

// Bins sets the number of bars of a histogram; by default it follows from the data.
func Bins(n int) Option { return func(o *options) { o.bins = n } }

// CellValues writes the numbers into the cells of a heat map.
func CellValues() Option { return func(o *options) { o.values = true } }

// Diverging colours a heat map by sign, with 0 neutral; the default is to do so if there are values of both signs.
func Diverging(on bool) Option { return func(o *options) { o.diverge = &on } }

// Alt sets the description of the figure for those who cannot see it; the default tells what is drawn over which range.
func Alt(description string) Option { return func(o *options) { o.alt = description } }

// settings applies options to the defaults.
func settings(opts []Option) options {
	o := options{width: defaultWidth, height: defaultHeight, samples: 241, levels: 12}
	for _, set := range opts {
		set(&o)
	}
	return o
}

// name returns the i-th name, or the default.
func (o options) name(i int, otherwise string) string {
	if i < len(o.names) {
		return o.names[i]
	}
	return otherwise
}

// describe returns the alternative text: the one given, or the default after the title.
func (o options) describe(format string, args ...any) string {
	if o.alt != "" {
		return o.alt
	}
	s := fmt.Sprintf(format, args...)
	if o.title != "" {
		s = o.title + ": " + s
	}
	return s
}
