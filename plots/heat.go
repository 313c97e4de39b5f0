package plots

// Arrays as pictures: heat maps and images.

import (
	"fmt"
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/gradbook/gradbook/autograd"
)

// HeatMap draws the elements of a matrix ([][]float64, a Value or array with two axes, or a gonum matrix) as coloured
// cells, the first row at the top, as it is printed. With [CellValues] the numbers are written into them. It panics if data has not
// two axes.
func HeatMap(data any, opts ...Option) Figure {
	o := settings(opts)
	m := rows("HeatMap", data)
	lo, hi, _ := extent(m...)
	diverge := lo < 0 && hi > 0
	if o.diverge != nil {
		diverge = *o.diverge
	}
	s := scaleOf(lo, hi, diverge)
	nr, nc := len(m), len(m[0])
	c := chart{o: o, xlim: [2]float64{-0.5, float64(nc) - 0.5}, ylim: [2]float64{float64(nr) - 0.5, -0.5}, noGrid: true, index: true}
	if ratio := float64(nc) / float64(nr); ratio > 0.25 && ratio < 4 {
		c.square = true
	}
	c.layers = append(c.layers, cells{m, s, o.values})
	s.beside(&c)
	return c.figure(o.describe("heat map of %d×%d numbers from %.4g to %.4g", nr, nc, lo, hi))
}

// cells draws a matrix.
type cells struct {
	m       [][]float64
	scale   scale
	numbers bool
}

func (h cells) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	nr, nc := len(h.m), len(h.m[0])
	if nr*nc > 1600 { // so many are smaller as an image
		img := image.NewNRGBA(image.Rect(0, 0, nc, nr))
		for i, row := range h.m {
			for j, v := range row {
				if finite(v) {
					img.Set(j, i, h.scale.colour(v))
				}
			}
		}
		c.DrawImage(vg.Rectangle{Min: vg.Point{X: x(-0.5), Y: y(float64(nr) - 0.5)}, Max: vg.Point{X: x(float64(nc) - 0.5), Y: y(-0.5)}}, img)
		return
	}
	for i, row := range h.m {
		for j, v := range row {
			if !finite(v) {
				continue
			}
			fill := h.scale.colour(v)
			l, r, b, t := x(float64(j)-0.5), x(float64(j)+0.5), y(float64(i)+0.5), y(float64(i)-0.5)
			c.FillPolygon(fill, []vg.Point{{X: l, Y: b}, {X: r + 0.3, Y: b}, {X: r + 0.3, Y: t + 0.3}, {X: l, Y: t + 0.3}})
			if h.numbers {
				style := textStyle(contrast(fill), tickSize, draw.XCenter, draw.YCenter)
				if s := number(autograd.V(math.Round(v*1e3) / 1e3)); style.Width(s) < r-l {
					c.FillText(style, vg.Point{X: (l + r) / 2, Y: (b + t) / 2}, s)
				}
			}
		}
	}
}

// contrast returns black or white, whichever is read better on c.
func contrast(c color.Color) color.Color {
	r, g, b, _ := c.RGBA()
	if 0.299*float64(r)+0.587*float64(g)+0.114*float64(b) > 0.55*0xffff {
		return color.Black
	}
	return color.White
}

// Image draws an array of shape (height, width) in grey, or (height, width, 3 or 4) in colour: an image. If no element is
// larger than 1, 1 is full light, else 255 is. An [image.Image] is drawn as it is. Small images are magnified. It
// panics if data is neither.
func Image(data any, opts ...Option) Figure {
	o := settings(opts)
	img, ok := data.(image.Image)
	if !ok {
		img = pixels(data)
	}
	size := img.Bounds().Size()
	if size.X == 0 || size.Y == 0 {
		panic(fmt.Errorf("plots.Image: the image has %d×%d pixels: there is nothing to draw", size.X, size.Y))
	}
	zoom := min((defaultWidth-2*margin)/float64(size.X), 320/float64(size.Y))
	if zoom > 1 {
		zoom = math.Floor(zoom)
	}
	w, h := zoom*float64(size.X), zoom*float64(size.Y)
	top := 0.
	if o.title != "" {
		top = titleSize + 14
	}
	return newFigure(max(w, 120)+2*margin, h+top+2*margin, o.describe("image of %d×%d pixels", size.X, size.Y), func(c draw.Canvas) {
		c = heading(c, o.title, nil)
		c.DrawImage(vg.Rectangle{Min: c.Min, Max: vg.Point{X: c.Min.X + vg.Length(w), Y: c.Min.Y + vg.Length(h)}}, img)
	})
}

// pixels turns an array into an image.
func pixels(data any) image.Image {
	v := valueOf("Image", data)
	shape := v.Shape()
	channels := 1
	switch {
	case len(shape) == 2:
	case len(shape) == 3 && (shape[2] == 1 || shape[2] == 3 || shape[2] == 4):
		channels = shape[2]
	default:
		panic(fmt.Errorf("plots.Image: the array has shape %v: it must be (height, width), (height, width, 3) or (height, width, 4)", shape))
	}
	xs := v.Floats()
	full := 1.
	if _, hi, _ := extent(xs); hi > 1 {
		full = 255
	}
	img := image.NewNRGBA(image.Rect(0, 0, shape[1], shape[0]))
	for i := range shape[0] * shape[1] {
		px := xs[i*channels : (i+1)*channels]
		c := color.NRGBA{A: 255}
		c.R = channel(px[0] / full)
		c.G, c.B = c.R, c.R
		if channels >= 3 {
			c.G, c.B = channel(px[1]/full), channel(px[2]/full)
		}
		if channels == 4 {
			c.A = channel(px[3] / full)
		}
		img.SetNRGBA(i%shape[1], i/shape[1], c)
	}
	return img
}
