package plots

// chart: a gonum plot in our frame, with title and legend above it rather than over the data.

import (
	"fmt"
	"math"
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
	logY       bool
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
		if c.logY && c.ylim[0] <= 0 {
			panic(fmt.Errorf("plots.YRange: from %v to %v: a logarithmic axis begins above 0", c.ylim[0], c.ylim[1]))
		}
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
	if c.logY {
		p.Y.Scale = logScale{}
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
