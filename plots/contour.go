package plots

// Lines of equal value by marching squares. Those of gonum (plotter.Contour) panic on some functions ("not a linear
// path"), 1/(1+exp(−2(x+y))) among them.

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// contours draws lines of equal value.
type contours struct {
	samples samples
	levels  []float64
}

func (l contours) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	style := draw.LineStyle{Color: color.NRGBA{R: 255, G: 255, B: 255, A: 120}, Width: 1}
	for _, level := range l.levels {
		for _, line := range l.samples.contour(level) {
			pts := make([]vg.Point, len(line))
			for i, pt := range line {
				pts[i] = vg.Point{X: x(pt.X), Y: y(pt.Y)}
			}
			c.StrokeLines(style, pts)
		}
	}
}

// side is an edge of the grid: from (i, j) to the right, or upwards.
type side struct {
	i, j int
	up   bool
}

// contour returns the lines on which the samples, interpolated linearly, have a value. In each cell of the grid the
// line crosses two of its sides, or all four, which are then joined so that the centre lies on the side of the mean of the
// corners.
func (s samples) contour(level float64) []plotter.XYs {
	var segments [][2]side
	columns, rows := s.Dims()
	for j := range rows - 1 {
		for i := range columns - 1 {
			// Corners and sides counter-clockwise from the lower left and the bottom.
			z := [4]float64{s.z[j][i], s.z[j][i+1], s.z[j+1][i+1], s.z[j+1][i]}
			if !finite(z[:]...) {
				continue
			}
			sides := [4]side{{i, j, false}, {i + 1, j, true}, {i, j + 1, false}, {i, j, true}}
			var crossed []side
			for k := range 4 {
				if (z[k] > level) != (z[(k+1)%4] > level) {
					crossed = append(crossed, sides[k])
				}
			}
			if len(crossed) == 4 && ((z[0]+z[1]+z[2]+z[3])/4 > level) != (z[0] > level) {
				crossed = append(crossed[3:], crossed[:3]...) // bottom with left, instead of bottom with right
			}
			for k := 0; k < len(crossed); k += 2 {
				segments = append(segments, [2]side{crossed[k], crossed[k+1]})
			}
		}
	}
	return s.join(segments, level)
}

// join makes lines of segments that share a side.
func (s samples) join(segments [][2]side, level float64) []plotter.XYs {
	at := map[side][]int{}
	for k, seg := range segments {
		at[seg[0]] = append(at[seg[0]], k)
		at[seg[1]] = append(at[seg[1]], k)
	}
	used := make([]bool, len(segments))
	// follow goes on from a side as long as there is a segment.
	follow := func(from side) (line []side) {
		for {
			k := slices.IndexFunc(at[from], func(k int) bool { return !used[k] })
			if k < 0 {
				return line
			}
			seg := segments[at[from][k]]
			used[at[from][k]] = true
			if seg[0] == from {
				from = seg[1]
			} else {
				from = seg[0]
			}
			line = append(line, from)
		}
	}
	var lines []plotter.XYs
	for k, seg := range segments {
		if used[k] {
			continue
		}
		used[k] = true
		line := follow(seg[0])
		slices.Reverse(line)
		line = append(append(line, seg[0], seg[1]), follow(seg[1])...)
		pts := make(plotter.XYs, len(line))
		for i, e := range line {
			pts[i] = s.crossing(e, level)
		}
		lines = append(lines, pts)
	}
	return lines
}

// crossing is where a side has a value.
func (s samples) crossing(e side, level float64) plotter.XY {
	i, j := e.i+1, e.j
	if e.up {
		i, j = e.i, e.j+1
	}
	a, b := s.z[e.j][e.i], s.z[j][i]
	t := (level - a) / (b - a)
	return plotter.XY{X: s.X(e.i) + t*(s.X(i)-s.X(e.i)), Y: s.Y(e.j) + t*(s.Y(j)-s.Y(e.j))}
}
