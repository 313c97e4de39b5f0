package plots

// Layers of charts beside curves and dots: bars, rasters, contour lines, arrows.

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// plotLayer is what a chart is drawn of.
type plotLayer = plot.Plotter

// bars draws counts in intervals of equal width.
type bars struct {
	lo, width float64
	counts    []int
}

func (b bars) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for i, n := range b.counts {
		if n == 0 {
			continue
		}
		left, right := x(b.lo+float64(i)*b.width), x(b.lo+float64(i+1)*b.width)
		gap := min(1, (right-left)/8)
		c.FillPolygon(series[0], []vg.Point{{X: left + gap, Y: y(0)}, {X: right - gap, Y: y(0)}, {X: right - gap, Y: y(float64(n))}, {X: left + gap, Y: y(float64(n))}})
	}
}

// raster fills a rectangle of the plane with an image.
type raster struct {
	img        image.Image
	xlim, ylim [2]float64
}

func (r raster) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	c.DrawImage(vg.Rectangle{Min: vg.Point{X: x(r.xlim[0]), Y: y(r.ylim[0])}, Max: vg.Point{X: x(r.xlim[1]), Y: y(r.ylim[1])}}, r.img)
}

// samples are the values of a function on a grid that spans the ranges, by rows from the bottom.
type samples struct {
	xlim, ylim [2]float64
	z          [][]float64
}

func (s samples) Dims() (c, r int)   { return len(s.z[0]), len(s.z) }
func (s samples) Z(c, r int) float64 { return s.z[r][c] }
func (s samples) X(c int) float64    { return at(s.xlim, c, len(s.z[0])) }
func (s samples) Y(r int) float64    { return at(s.ylim, r, len(s.z)) }

// at is the i-th of n numbers that span a range.
func at(lim [2]float64, i, n int) float64 {
	return lim[0] + (lim[1]-lim[0])*float64(i)/float64(n-1)
}

// image paints the samples, three pixels to each in each direction with the values between interpolated, in 128 colours,
// which makes it small. What is not finite stays transparent.
func (s samples) image(sc scale) image.Image {
	const fine, shades = 3, 128
	palette := color.Palette{color.Transparent}
	for i := range shades {
		palette = append(palette, sc.of((float64(i)+0.5)/shades))
	}
	columns, rows := s.Dims()
	img := image.NewPaletted(image.Rect(0, 0, (columns-1)*fine, (rows-1)*fine), palette)
	for py := range img.Rect.Dy() {
		for px := range img.Rect.Dx() {
			fx, fy := (float64(px)+0.5)/fine, (float64(py)+0.5)/fine
			i, j := int(fx), int(fy)
			fx, fy = fx-float64(i), fy-float64(j)
			v := (s.z[j][i]*(1-fx)+s.z[j][i+1]*fx)*(1-fy) + (s.z[j+1][i]*(1-fx)+s.z[j+1][i+1]*fx)*fy
			if finite(v) {
				img.SetColorIndex(px, img.Rect.Dy()-1-py, 1+uint8(min(shades-1, clamp01((v-sc.lo)/(sc.hi-sc.lo))*shades)))
			}
		}
	}
	return img
}

// arrow is a vector at a point.
type arrow struct{ x, y, u, v float64 }

// arrows draws vectors with their middle at the point. The longest is as long as the cell of the grid that they stand on;
// the lengths of others grow with the square root, so that short ones still show their direction.
type arrows struct {
	list  []arrow
	cellX float64
	cellY float64
}

func (a arrows) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	unitX, unitY := float64(x(1)-x(0)), float64(y(1)-y(0))
	cell := math.Min(math.Abs(unitX*a.cellX), math.Abs(unitY*a.cellY))
	longest := 0.
	for _, v := range a.list {
		if finite(v.u, v.v) {
			longest = math.Max(longest, math.Hypot(v.u, v.v))
		}
	}
	if longest == 0 {
		return
	}
	for _, pass := range []draw.LineStyle{{Color: color.NRGBA{A: 110}, Width: 3}, {Color: color.NRGBA{R: 255, G: 255, B: 255, A: 255}, Width: 1.4}} {
		for _, v := range a.list {
			size := math.Hypot(v.u, v.v)
			if !finite(size) || size < 1e-6*longest {
				continue
			}
			// The direction on the screen, where units of x and y may differ in length.
			dx, dy := v.u*unitX, v.v*unitY
			scale := 0.9 * cell * math.Sqrt(size/longest) / math.Hypot(dx, dy)
			dx, dy = dx*scale, dy*scale
			drawArrow(c, pass, float64(x(v.x)), float64(y(v.y)), dx, dy)
		}
	}
}

// drawArrow draws an arrow of that direction and length with its middle at (x, y).
func drawArrow(c draw.Canvas, style draw.LineStyle, x, y, dx, dy float64) {
	point := func(along, aside float64) vg.Point {
		return vg.Point{X: vg.Length(x + along*dx - aside*dy), Y: vg.Length(y + along*dy + aside*dx)}
	}
	head := math.Min(0.4, 5/math.Hypot(dx, dy))
	c.StrokeLines(style, []vg.Point{point(-0.5, 0), point(0.5, 0)},
		[]vg.Point{point(0.5-head, head*0.6), point(0.5, 0), point(0.5-head, -head*0.6)})
}
