package plots

// Points of charts.

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// manyDots is the number from which on dots have no rim, and those that fall on the same pixel are drawn once: the file
// would be large, and nobody could tell them apart.
const manyDots = 2000

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
	rim := vg.Length(1.5)
	seen := map[vg.Point]bool{}
	if len(d.at) > manyDots {
		rim, r = 0, min(r, 2)
	}
	for _, pt := range d.at {
		at := vg.Point{X: x(pt.X), Y: y(pt.Y)}
		if !finite(pt.X, pt.Y) || !c.Contains(at) {
			continue
		}
		if rim == 0 {
			at = vg.Point{X: vg.Length(math.Round(float64(at.X))), Y: vg.Length(math.Round(float64(at.Y)))}
			if seen[at] {
				continue
			}
			seen[at] = true
		}
		for _, ring := range []struct {
			color Tint
			r     vg.Length
		}{{panel, r + rim}, {d.color, r}} {
			if ring.color == panel && rim == 0 {
				continue
			}
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
