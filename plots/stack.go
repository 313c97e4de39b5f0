package plots

// Several figures as one.

import (
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Stack puts figures below each other on one panel: a function with its tangent above its computation graph, say, which
// [Slider] then moves together. Empty figures are left out; of none but such, the stack is empty.
func Stack(figures ...Figure) Figure {
	var parts []Figure
	var alts []string
	var width, height float64
	for _, f := range figures {
		if f.paint != nil {
			parts, alts = append(parts, f), append(alts, f.alt)
			width, height = max(width, f.width), height+f.height-margin // one margin between two
		}
	}
	if parts == nil {
		return Figure{}
	}
	return newFigure(width, height+margin, strings.Join(alts, "; below it: "), func(c draw.Canvas) {
		top := c.Max.Y
		for _, f := range parts {
			part := c
			part.Max = vg.Point{X: c.Min.X + vg.Length(f.width) - 2*margin, Y: top}
			part.Min.Y = top - (vg.Length(f.height) - 2*margin)
			f.paint(part)
			top = part.Min.Y - margin
		}
	})
}
