package plots

// Small arrays as one thinks of them: grids of numbers side by side, with a sign between them and the shape below.

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/gradbook/gradbook/autograd"
)

// maxCells is how many cells of an array can be told apart in a row of a notebook's width.
const maxCells = 30

// Arrays draws a row of small arrays as grids of coloured cells with their numbers, to show what an operation does
// with their shapes: a string among the parts is a sign between two grids, everything else is an array with at most two axes
// (a number is one cell, an array with one axis a row; a number that is not finite is an empty cell). The shape of each stands below it; [Names] puts a name above each
// array. All share one scale of colours.
//
//	plots.Arrays([]any{column, "+", row, "=", column.Add(row)}, plots.Names("x", "y", "x + y"))
//
// Arrays panics if there is no array, if one has more than two axes or no elements, or if there are more than 30 columns
// or rows.
func Arrays(parts []any, opts ...Option) Figure {
	o := settings(opts)
	var grids []matrix
	var lists [][]float64
	cols, rows, signs := 0, 0, 0
	for _, part := range parts {
		if sign, ok := part.(string); ok {
			grids = append(grids, matrix{sign: sign})
			signs++
			continue
		}
		g := gridOf(part)
		if k := len(grids) - signs; k < len(o.names) {
			g.name = o.names[k]
		}
		grids, lists = append(grids, g), append(lists, g.rows...)
		cols, rows = cols+len(g.rows[0]), max(rows, len(g.rows))
	}
	if cols == 0 || cols > maxCells || rows > maxCells {
		panic(fmt.Errorf("plots.Arrays: %d columns and %d rows: between 1 and %d of each can be drawn", cols, rows, maxCells))
	}
	lo, hi, _ := extent(lists...)
	diverge := lo < 0 && hi > 0
	if o.diverge != nil {
		diverge = *o.diverge
	}
	row := gridRow{grids: grids, rows: rows, scale: scaleOf(lo, hi, diverge)}
	row.cell = min(46, max(18, 560/vg.Length(cols)))
	top := 0.
	if o.title != "" {
		top = titleSize + 8
	}
	width := max(float64(row.width()), float64(bold(textStyle(ink, titleSize, draw.XLeft, draw.YTop)).Width(o.title)))
	return newFigure(width+2*margin, float64(row.height())+top+2*margin, o.describe("arrays: %s", row.describe()), func(c draw.Canvas) {
		row.draw(heading(c, o.title, nil))
	})
}

// matrix is an array, or a sign between two.
type matrix struct {
	sign, name, shape string
	rows              [][]float64
}

func gridOf(part any) matrix {
	v := valueOf("Arrays", part)
	if v.NDim() > 2 || v.Size() == 0 {
		panic(fmt.Errorf("plots.Arrays: an array has shape %v: it must have at most two axes and at least one element", v.Shape()))
	}
	shape := strings.Trim(strings.ReplaceAll(fmt.Sprint(v.Shape()), " ", ", "), "[]")
	columns := 1
	if n := v.NDim(); n > 0 {
		columns = v.Dim(n - 1)
	}
	return matrix{shape: "(" + shape + ")", rows: rows("Arrays", v.Reshape(-1, columns))}
}

// gridRow is what [Arrays] draws. Each grid stands in a column as wide as itself or the text above or below it.
type gridRow struct {
	grids []matrix
	rows  int // of the tallest grid
	cell  vg.Length
	scale scale
}

const gridGap, gridText = 12, 20

var (
	gridName  = bold(textStyle(ink, labelSize, draw.XCenter, draw.YCenter))
	gridShape = textStyle(muted, tickSize, draw.XCenter, draw.YCenter)
	gridSign  = textStyle(ink, 18, draw.XCenter, draw.YCenter)
)

func (r gridRow) column(g matrix) vg.Length {
	if g.rows == nil {
		return gridSign.Width(g.sign)
	}
	return max(r.cell*vg.Length(len(g.rows[0])), gridName.Width(g.name), gridShape.Width(g.shape))
}

func (r gridRow) width() (w vg.Length) {
	for _, g := range r.grids {
		w += r.column(g) + gridGap
	}
	return w - gridGap
}

func (r gridRow) named() bool {
	for _, g := range r.grids {
		if g.name != "" {
			return true
		}
	}
	return false
}

func (r gridRow) height() vg.Length {
	h := r.cell*vg.Length(r.rows) + gridText
	if r.named() {
		h += gridText
	}
	return h
}

func (r gridRow) draw(c draw.Canvas) {
	if r.named() {
		c.Max.Y -= gridText
	}
	middle := c.Max.Y - r.cell*vg.Length(r.rows)/2
	x := c.Min.X
	for _, g := range r.grids {
		w := r.column(g)
		centre := x + w/2
		x += w + gridGap
		if g.rows == nil {
			c.FillText(gridSign, vg.Point{X: centre, Y: middle}, g.sign)
			continue
		}
		half := r.cell * vg.Length(len(g.rows)) / 2
		c.FillText(gridName, vg.Point{X: centre, Y: middle + half + gridText/2}, g.name)
		c.FillText(gridShape, vg.Point{X: centre, Y: middle - half - gridText/2}, g.shape)
		left := centre - r.cell*vg.Length(len(g.rows[0]))/2
		for i, row := range g.rows {
			for j, v := range row {
				r.drawCell(c, vg.Point{X: left + r.cell*vg.Length(j), Y: middle + half - r.cell*vg.Length(i)}, v)
			}
		}
	}
}

// drawCell draws a cell with its upper left corner at p.
func (r gridRow) drawCell(c draw.Canvas, p vg.Point, v float64) {
	corners := []vg.Point{p, {X: p.X + r.cell, Y: p.Y}, {X: p.X + r.cell, Y: p.Y - r.cell}, {X: p.X, Y: p.Y - r.cell}}
	if !finite(v) {
		c.StrokeLines(draw.LineStyle{Color: zero, Width: 1}, append(corners, p))
		return
	}
	fill := r.scale.colour(v)
	style := textStyle(contrast(fill), tickSize, draw.XCenter, draw.YCenter)
	c.FillPolygon(fill, corners)
	c.StrokeLines(draw.LineStyle{Color: panel, Width: 1.5}, append(corners, p))
	if s := number(autograd.V(math.Round(v*1e3) / 1e3)); style.Width(s) < r.cell-2 {
		c.FillText(style, vg.Point{X: p.X + r.cell/2, Y: p.Y - r.cell/2}, s)
	}
}

// describe tells the row in words.
func (r gridRow) describe() string {
	var words []string
	for _, g := range r.grids {
		if g.rows == nil {
			words = append(words, g.sign)
			continue
		}
		words = append(words, strings.TrimSpace(g.name+" "+g.shape))
	}
	return strings.Join(words, " ")
}
