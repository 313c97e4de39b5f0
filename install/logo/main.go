// Logo draws the kernel's logos: an open notebook in Go's blue with a gradient sign on it. It is run by go generate in the folder
// install, and writes an SVG and PNGs there from the same list of shapes.
package main

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"log"
	"os"
	"strings"

	"golang.org/x/image/vector"
)

// size is the side of the drawing that the shapes are given in.
const size = 64

// kappa is how far the control points of a cubic curve lie along the sides of a corner, to make a quarter of a circle.
const kappa = 0.5523

type point struct{ x, y float32 }

// shape is a filled polygon whose corners are rounded with a radius; with zero they are sharp.
type shape struct {
	fill   color.RGBA
	radius float32
	points []point
}

var (
	blue  = color.RGBA{0x00, 0xad, 0xd8, 0xff} // Go's
	dark  = color.RGBA{0x00, 0x7d, 0x9c, 0xff}
	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
)

// shapes make the logo, the lowest first: cover, spine, the rings of the binding, and nabla.
var shapes = []shape{
	{blue, 9, box(6, 3, 60, 61)},
	{dark, 0, box(15, 3, 18, 61)},
	{white, 2, box(3, 12, 13, 16.5)},
	{white, 2, box(3, 24, 13, 28.5)},
	{white, 2, box(3, 36, 13, 40.5)},
	{white, 2, box(3, 48, 13, 52.5)},
	{dark, 1.5, box(2, 13, 12, 15.5)},
	{dark, 1.5, box(2, 25, 12, 27.5)},
	{dark, 1.5, box(2, 37, 12, 39.5)},
	{dark, 1.5, box(2, 49, 12, 51.5)},
	{white, 1.2, []point{{22, 16}, {56, 16}, {39, 50}}},
	{blue, 0, []point{{30.5, 21.5}, {49, 21.5}, {41, 38.5}}},
}

func box(x0, y0, x1, y1 float32) []point {
	return []point{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}
}

// pen is what a path is drawn with.
type pen interface {
	MoveTo(x, y float32)
	LineTo(x, y float32)
	CubeTo(bx, by, cx, cy, dx, dy float32)
	ClosePath()
}

// draw draws the shape's outline, scaled.
func (s shape) draw(p pen, scale float32) {
	n := len(s.points)
	for i, corner := range s.points {
		before := towards(corner, s.points[(i+n-1)%n], s.radius)
		after := towards(corner, s.points[(i+1)%n], s.radius)
		if i == 0 {
			p.MoveTo(before.x*scale, before.y*scale)
		} else {
			p.LineTo(before.x*scale, before.y*scale)
		}
		b := point{before.x + (corner.x-before.x)*kappa, before.y + (corner.y-before.y)*kappa}
		c := point{after.x + (corner.x-after.x)*kappa, after.y + (corner.y-after.y)*kappa}
		if s.radius > 0 {
			p.CubeTo(b.x*scale, b.y*scale, c.x*scale, c.y*scale, after.x*scale, after.y*scale)
		}
	}
	p.ClosePath()
}

// towards is the point at the given distance from one point on the way to another.
func towards(from, to point, distance float32) point {
	dx, dy := to.x-from.x, to.y-from.y
	length := max(abs(dx), abs(dy)) // near enough for the slight curves of the logo
	return point{from.x + dx/length*distance, from.y + dy/length*distance}
}

func abs(x float32) float32 { return max(x, -x) }

// svgPen writes the data of an SVG path.
type svgPen struct{ strings.Builder }

func (p *svgPen) MoveTo(x, y float32) { fmt.Fprintf(p, "M%.4g %.4g", x, y) }
func (p *svgPen) LineTo(x, y float32) { fmt.Fprintf(p, "L%.4g %.4g", x, y) }
func (p *svgPen) ClosePath()          { p.WriteString("Z") }
func (p *svgPen) CubeTo(bx, by, cx, cy, dx, dy float32) {
	fmt.Fprintf(p, "C%.4g %.4g %.4g %.4g %.4g %.4g", bx, by, cx, cy, dx, dy)
}

func main() {
	if err := writeSVG("logo-svg.svg"); err != nil {
		log.Fatal(err)
	}
	for _, side := range []int{32, 64} {
		if err := writePNG(fmt.Sprintf("logo-%dx%d.png", side, side), side); err != nil {
			log.Fatal(err)
		}
	}
}

func writeSVG(name string) error {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="gradbook">`+"\n", size, size)
	for _, s := range shapes {
		var path svgPen
		s.draw(&path, 1)
		fmt.Fprintf(&b, `<path fill="#%02x%02x%02x" d="%s"/>`+"\n", s.fill.R, s.fill.G, s.fill.B, path.String())
	}
	b.WriteString("</svg>\n")
	return os.WriteFile(name, []byte(b.String()), 0o666)
}

func writePNG(name string, side int) error {
	picture := image.NewRGBA(image.Rect(0, 0, side, side))
	for _, s := range shapes {
		r := vector.NewRasterizer(side, side)
		s.draw(r, float32(side)/size)
		r.DrawOp = draw.Over
		r.Draw(picture, picture.Bounds(), image.NewUniform(s.fill), image.Point{})
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := png.Encode(f, picture); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
