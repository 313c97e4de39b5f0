package plots

// chart: a gonum plot in our frame, with title and legend above it rather than over the data.

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// chart is what to draw. It is only read once it is complete, so that figures can be drawn several times at once.
type chart struct {
	o          options
	xlim, ylim [2]float64
	legend     []legendEntry
	layers     []plot.Plotter // from back to front
	noGrid     bool
	square     bool                // one unit is as long on both axes
	right      func(c draw.Canvas) // draws what stands beside the plot, in a strip of width rightWidth
	rightWidth vg.Length
	index      bool // ticks are whole numbers: the indices of an array
}

// legendEntry is a line, or a filled box if it has no width.
type legendEntry struct {
	name string
	line draw.LineStyle
}

// figure makes the picture.
func (c chart) figure(alt string) Figure {
	if c.o.ylim != nil {
		c.ylim = *c.o.ylim
	}
	if c.o.xlim != nil {
		c.xlim = *c.o.xlim
	}
	for _, pt := range c.o.points {
		c.layers = append(c.layers, dots{at: []plotter.XY{{X: pt[0], Y: pt[1]}}, color: ink})
	}
	if c.square && !c.o.sized {
		c.shrink()
	}
	return newFigure(c.o.width, c.o.height, alt, c.draw)
}

// shrink takes away the width that a square chart leaves empty.
func (c *chart) shrink() {
	canvas := draw.Canvas{Canvas: &recorder.Canvas{}, Rectangle: vg.Rectangle{Max: vg.Point{X: vg.Length(c.o.width) - 2*margin, Y: vg.Length(c.o.height) - 2*margin}}}
	canvas = heading(canvas, c.o.title, c.legend)
	if c.right != nil {
		canvas.Max.X -= c.rightWidth + 12
	}
	full := canvas.Size().X
	c.o.width = max(c.o.width-float64(full-squared(c.plot(), canvas).Size().X), 280)
}

func (c chart) draw(canvas draw.Canvas) {
	canvas = heading(canvas, c.o.title, c.legend)
	p := c.plot()
	strip := canvas
	if c.right != nil {
		canvas.Max.X -= c.rightWidth + 12
	}
	if c.square {
		canvas = squared(p, canvas)
	}
	if c.right != nil {
		inner := p.DataCanvas(canvas)
		strip.Min = vg.Point{X: inner.Max.X + 12, Y: inner.Min.Y}
		strip.Max = vg.Point{X: strip.Min.X + c.rightWidth, Y: inner.Max.Y}
		c.right(strip)
	}
	p.Draw(canvas)
}

// plot makes gonum's plot: axes without lines on a light grid.
func (c chart) plot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = nil
	p.TextHandler = plain
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = c.xlim[0], c.xlim[1], c.ylim[0], c.ylim[1]
	for _, a := range []struct {
		*plot.Axis
		label string
		x     draw.XAlignment
		y     draw.YAlignment
	}{{&p.X, c.o.xLabel, draw.XCenter, draw.YTop}, {&p.Y, c.o.yLabel, draw.XRight, draw.YCenter}} {
		a.LineStyle.Width = 0
		a.Padding = 0
		a.Tick.Length = 5
		a.Tick.LineStyle = draw.LineStyle{Color: grid, Width: 1}
		a.Tick.Label = textStyle(muted, tickSize, a.x, a.y)
		a.Tick.Marker = ticks{}
		a.Label.Text = a.label
		a.Label.TextStyle = textStyle(ink, labelSize, draw.XCenter, draw.YBottom)
		a.Label.Padding = 5
	}
	if c.o.logY {
		p.Y.Scale = plot.LogScale{}
		p.Y.Tick.Marker = logTicks{}
	}
	if c.ylim[0] > c.ylim[1] { // downwards, as rows of a matrix are counted
		p.Y.Min, p.Y.Max = c.ylim[1], c.ylim[0]
		p.Y.Scale = plot.InvertedScale{Normalizer: plot.LinearScale{}}
	}
	if c.index {
		p.X.Tick.Marker, p.Y.Tick.Marker = indexTicks{}, indexTicks{}
	}
	if !c.noGrid {
		p.Add(gridLines{})
	}
	// Add would widen the axes to the data of the layers; the ranges are already chosen.
	for _, l := range c.layers {
		p.Add(onlyPlot{l})
	}
	return p
}

// onlyPlot hides a plotter's DataRange.
type onlyPlot struct{ plot.Plotter }

// heading draws title and legend at the top of c and returns what is left.
func heading(c draw.Canvas, title string, legend []legendEntry) draw.Canvas {
	if title != "" {
		style := bold(textStyle(ink, titleSize, draw.XLeft, draw.YTop))
		for line := range strings.SplitSeq(title, "\n") {
			c.FillText(style, vg.Point{X: c.Min.X, Y: c.Max.Y}, line)
			c.Max.Y -= titleSize + 6
		}
		c.Max.Y -= 2
	}
	const sample, gap, between, height = 24, 6, 18, 18
	style := textStyle(ink, labelSize, draw.XLeft, draw.YCenter)
	x := c.Min.X
	for _, e := range legend {
		width := sample + gap + style.Width(e.name)
		if x > c.Min.X && x+width > c.Max.X {
			x = c.Min.X
			c.Max.Y -= height
		}
		y := c.Max.Y - height/2 + 1
		if e.line.Width > 0 {
			c.StrokeLine2(e.line, x, y, x+sample, y)
		} else {
			c.FillPolygon(e.line.Color, []vg.Point{{X: x + 6, Y: y - 5}, {X: x + sample - 2, Y: y - 5}, {X: x + sample - 2, Y: y + 5}, {X: x + 6, Y: y + 5}})
		}
		c.FillText(style, vg.Point{X: x + sample + gap, Y: y}, e.name)
		x += width + between
	}
	if len(legend) > 0 {
		c.Max.Y -= height + 4
	}
	if title != "" || len(legend) > 0 {
		c.Max.Y -= 4
	}
	return c
}

// squared crops c so that one unit of x is as long as one of y.
func squared(p *plot.Plot, c draw.Canvas) draw.Canvas {
	size := p.DataCanvas(c).Size()
	w, h := vg.Length(math.Abs(p.X.Max-p.X.Min)), vg.Length(math.Abs(p.Y.Max-p.Y.Min))
	unit := min(size.X/w, size.Y/h)
	return draw.Crop(c, 0, unit*w-size.X, (size.Y-unit*h)/2, (unit*h-size.Y)/2)
}

// gridLines draws a line at each labelled tick, and stronger ones at 0.
type gridLines struct{}

func (gridLines) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	line := func(v float64) draw.LineStyle {
		if v == 0 {
			return draw.LineStyle{Color: zero, Width: 1}
		}
		return draw.LineStyle{Color: grid, Width: 1}
	}
	for _, zeros := range []bool{false, true} { // the strong lines over the light ones
		for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
			if !t.IsMinor() && (t.Value == 0) == zeros && t.Value >= p.X.Min && t.Value <= p.X.Max {
				c.StrokeLine2(line(t.Value), x(t.Value), c.Min.Y, x(t.Value), c.Max.Y)
			}
		}
		for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
			if !t.IsMinor() && (t.Value == 0) == zeros && t.Value >= p.Y.Min && t.Value <= p.Y.Max {
				c.StrokeLine2(line(t.Value), c.Min.X, y(t.Value), c.Max.X, y(t.Value))
			}
		}
	}
}

// ticks marks multiples of 1, 2 or 5 times a power of ten, about six of them.
type ticks struct{}

func (ticks) Ticks(lo, hi float64) []plot.Tick {
	step := niceStep((hi - lo) / 6)
	if step <= 0 || math.IsInf(step, 0) || math.IsNaN(step) {
		return nil
	}
	var list []plot.Tick
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+1e-9*step; i++ {
		list = append(list, plot.Tick{Value: i * step, Label: tickLabel(i*step, step)})
		if len(list) > 50 { // lo and hi are so close that i no longer counts
			break
		}
	}
	return list
}

// indexTicks marks whole numbers.
type indexTicks struct{}

func (indexTicks) Ticks(lo, hi float64) []plot.Tick {
	step := math.Max(1, niceStep((hi-lo)/10))
	var list []plot.Tick
	for v := 0.; v < hi; v += step {
		list = append(list, plot.Tick{Value: v, Label: tickLabel(v, step)})
	}
	return list
}

// niceStep rounds x up to 1, 2 or 5 times a power of ten.
func niceStep(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, f := range []float64{1, 2, 5} {
		if x <= f*power*(1+1e-9) {
			return f * power
		}
	}
	return 10 * power
}

// tickLabel writes a multiple of step with as many decimals as step needs and a real minus sign.
func tickLabel(v, step float64) string {
	var s string
	switch a := math.Max(math.Abs(v), step); {
	case a >= 1e6 || step < 1e-5:
		s = strconv.FormatFloat(v, 'g', 4, 64)
	default:
		s = strconv.FormatFloat(v, 'f', max(0, int(-math.Floor(math.Log10(step)+1e-9))), 64)
	}
	if v == 0 {
		return "0"
	}
	return strings.Replace(s, "-", "−", 1)
}

// logTicks marks powers of ten, or of a hundred, a thousand … where these are too many.
type logTicks struct{}

func (logTicks) Ticks(lo, hi float64) []plot.Tick {
	first, last := int(math.Ceil(math.Log10(lo)-1e-9)), int(math.Floor(math.Log10(hi)+1e-9))
	if last-first < 1 { // less than a decade: plain numbers say more
		return ticks{}.Ticks(lo, hi)
	}
	every := 1 + (last-first)/8
	var list []plot.Tick
	for e := first; e <= last; e += every {
		list = append(list, plot.Tick{Value: math.Pow(10, float64(e)), Label: powerOfTen(e)})
	}
	return list
}

// powerOfTen writes 10 to the e.
func powerOfTen(e int) string {
	if e >= -3 && e <= 3 {
		return strconv.FormatFloat(math.Pow(10, float64(e)), 'f', max(0, -e), 64)
	}
	return "10" + superscript(e)
}

// dots draws filled circles with a rim in the panel's colour, which keeps them apart from lines.
type dots struct {
	at     []plotter.XY
	color  Tint
	radius vg.Length // 0: 4.5
}

func (d dots) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	r := d.radius
	if r == 0 {
		r = 4.5
	}
	for _, pt := range d.at {
		at := vg.Point{X: x(pt.X), Y: y(pt.Y)}
		if !finite(pt.X, pt.Y) || !c.Contains(at) {
			continue
		}
		for _, ring := range []struct {
			color Tint
			r     vg.Length
		}{{panel, r + 1.5}, {d.color, r}} {
			var path vg.Path
			path.Move(vg.Point{X: at.X + ring.r, Y: at.Y})
			path.Arc(at, ring.r, 0, 2*math.Pi)
			path.Close()
			c.SetColor(ring.color)
			c.Fill(path)
		}
	}
}

func finite(xs ...float64) bool {
	for _, x := range xs {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return false
		}
	}
	return true
}
