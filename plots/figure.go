package plots

// Figure: what every function of this package returns.

import (
	"bytes"
	"fmt"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// Figure is a picture. As the trailing expression of a cell it is shown in place; [Figure.SVG], [Figure.PNG] and
// [Figure.Save] give it to others. Figures do not change: they may be shown again and by several goroutines. The zero
// Figure is empty.
type Figure struct {
	width, height float64
	alt           string
	paint         func(c draw.Canvas)
}

// newFigure returns a figure of at least that many pixels, drawn by paint on a canvas of that size within the panel's
// margins. The size is made whole: of a picture with a part of a pixel, browsers cut off the last row or column.
func newFigure(width, height float64, alt string, paint func(c draw.Canvas)) Figure {
	return Figure{width: math.Ceil(width), height: math.Ceil(height), alt: alt, paint: paint}
}

// draw draws the panel and what is on it.
func (f Figure) draw(c vg.Canvas) {
	w, h := vg.Length(f.width), vg.Length(f.height)
	outline := roundedRectangle(vg.Rectangle{Min: vg.Point{X: 0.5, Y: 0.5}, Max: vg.Point{X: w - 0.5, Y: h - 0.5}}, 8)
	c.SetColor(panel)
	c.Fill(outline)
	c.SetColor(border)
	c.SetLineWidth(1)
	c.Stroke(outline)
	f.paint(draw.Canvas{Canvas: c, Rectangle: vg.Rectangle{
		Min: vg.Point{X: margin, Y: margin},
		Max: vg.Point{X: w - margin, Y: h - margin},
	}})
}

// SVG returns the figure as the text of an SVG file. It follows the reader's colour scheme, light or dark, on a panel of
// its own; the same figure gives the same text each time.
func (f Figure) SVG() string {
	if f.paint == nil {
		return ""
	}
	c := newSVG(f.width, f.height)
	f.draw(c)
	return c.String(f.alt)
}

// PNG returns the figure as a PNG file with two pixels for each one of the SVG, in the colours for light
// surroundings, transparent around the panel.
func (f Figure) PNG() []byte {
	if f.paint == nil {
		return nil
	}
	c := vgimg.PngCanvas{Canvas: vgimg.NewWith(
		vgimg.UseWH(vg.Length(f.width), vg.Length(f.height)),
		vgimg.UseDPI(2*72),
		vgimg.UseBackgroundColor(color.Transparent),
	)}
	f.draw(c)
	var buf bytes.Buffer
	if _, err := c.WriteTo(&buf); err != nil {
		panic(fmt.Errorf("plots: writing PNG to memory: %w", err)) // a buffer never fails to be written
	}
	return buf.Bytes()
}

// String returns the description of the figure in words.
func (f Figure) String() string { return f.alt }

// Alt returns the figure with another description, for those who cannot see it.
func (f Figure) Alt(description string) Figure {
	f.alt = description
	return f
}

// MIMEBundle gives the figure to notebooks: SVG, and the description as text.
func (f Figure) MIMEBundle() map[string]any {
	if f.paint == nil {
		return map[string]any{"text/plain": "an empty figure"}
	}
	return map[string]any{"image/svg+xml": f.SVG(), "text/plain": f.alt}
}

// Save writes the figure to a file; the name's extension, .svg or .png, says which kind.
func (f Figure) Save(name string) error {
	var data []byte
	switch ext := strings.ToLower(filepath.Ext(name)); ext {
	case ".svg":
		data = []byte(f.SVG())
	case ".png":
		data = f.PNG()
	default:
		return fmt.Errorf("plots: cannot save a figure as %q: the name must end in .svg or .png", name)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return fmt.Errorf("plots: saving a figure: %w", err)
	}
	return nil
}

// roundedRectangle returns the outline of r with corners of that radius.
func roundedRectangle(r vg.Rectangle, radius vg.Length) vg.Path {
	const quarter = 3.14159265358979 / 2
	var p vg.Path
	p.Move(vg.Point{X: r.Min.X + radius, Y: r.Min.Y})
	corner := func(x, y vg.Length, start float64) { p.Arc(vg.Point{X: x, Y: y}, radius, start, quarter) }
	corner(r.Max.X-radius, r.Min.Y+radius, -quarter)
	corner(r.Max.X-radius, r.Max.Y-radius, 0)
	corner(r.Min.X+radius, r.Max.Y-radius, quarter)
	corner(r.Min.X+radius, r.Min.Y+radius, 2*quarter)
	p.Close()
	return p
}
