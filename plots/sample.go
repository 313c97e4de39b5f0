package plots

// Sampling: from a function to the points of its curve, dense where it bends, broken where it jumps.

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// checkRange panics unless lo < hi are finite.
func checkRange(op string, lo, hi float64) {
	if !finite(lo, hi) || lo >= hi {
		panic(fmt.Errorf("plots.%s: the range from %v to %v is empty or not finite: give lo < hi", op, lo, hi))
	}
}

// sample evaluates f at n points of [lo, hi] and wherever a straight line between them would be seen to differ from the
// curve. Values that are not finite are kept: they break the line. Of the curve, even has only the n points.
func sample(f func(float64) float64, lo, hi float64, n int) (curve, even []plotter.XY) {
	pts := make([]plotter.XY, n)
	for i := range pts {
		x := lo + (hi-lo)*float64(i)/float64(n-1)
		pts[i] = plotter.XY{X: x, Y: f(x)}
	}
	ylo, yhi := span(pts)
	s := sampler{f: f, dx: (hi - lo) / float64(n-1), height: math.Max(yhi-ylo, 1e-300)}
	out := []plotter.XY{pts[0]}
	for i := 1; i < n; i++ {
		out = s.refine(out, pts[i-1], pts[i], 7)
		out = append(out, pts[i])
	}
	return out, pts
}

type sampler struct {
	f          func(float64) float64
	dx, height float64
}

// refine appends the points needed between a and b.
func (s sampler) refine(out []plotter.XY, a, b plotter.XY, depth int) []plotter.XY {
	if depth == 0 || !finite(a.Y) && !finite(b.Y) {
		return out
	}
	m := plotter.XY{X: a.X + (b.X-a.X)/2}
	m.Y = s.f(m.X)
	if finite(a.Y, b.Y, m.Y) && math.Abs(m.Y-(a.Y+b.Y)/2) < 5e-4*s.height {
		return out
	}
	out = s.refine(out, a, m, depth-1)
	out = append(out, m)
	return s.refine(out, m, b, depth-1)
}

// breaks splits a curve where it is not finite and where it jumps: where, between points that lie as close as sample ever
// puts them, it rises by more than a tenth of the height.
func breaks(pts []plotter.XY, dx, height float64) []plotter.XYs {
	var parts []plotter.XYs
	var part plotter.XYs
	flush := func() {
		if len(part) > 1 {
			parts = append(parts, part)
		}
		part = nil
	}
	for i, p := range pts {
		if !finite(p.Y) {
			flush()
			continue
		}
		if i > 0 && len(part) > 0 && p.X-pts[i-1].X < dx/100 && math.Abs(p.Y-pts[i-1].Y) > height/10 {
			flush()
		}
		part = append(part, p)
	}
	flush()
	return parts
}

// span returns the range of the values that are to be seen: all of them, or, if a pole makes a few much larger than most,
// without these. The points should lie evenly in x, so that "few" means a small part of the picture.
func span(pts ...[]plotter.XY) (lo, hi float64) {
	var ys []float64
	for _, list := range pts {
		for _, p := range list {
			if finite(p.Y) {
				ys = append(ys, p.Y)
			}
		}
	}
	if len(ys) == 0 {
		return -1, 1
	}
	slices.Sort(ys)
	at := func(q float64) float64 { return ys[int(math.Round(q*float64(len(ys)-1)))] }
	lo, hi = ys[0], ys[len(ys)-1]
	if p5, p95 := at(0.05), at(0.95); hi-lo > 12*(p95-p5) && p95 > p5 {
		room := (p95 - p5) / 2
		lo, hi = math.Max(lo, p5-room), math.Min(hi, p95+room)
	}
	return lo, hi
}

// padded widens a range a little, so that curves do not touch the edge.
func padded(lo, hi float64) [2]float64 {
	if hi-lo <= 1e-12*math.Max(math.Abs(lo), math.Abs(hi)) {
		room := math.Max(math.Abs(lo)/2, 1)
		return [2]float64{lo - room, hi + room}
	}
	room := (hi - lo) * 0.06
	return [2]float64{lo - room, hi + room}
}

// curve draws the parts of a sampled function, clipped to the axes.
type curve struct {
	parts []plotter.XYs
	style draw.LineStyle
}

func (l curve) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for _, part := range l.parts {
		var line []vg.Point
		for _, pt := range part {
			if at := (vg.Point{X: x(pt.X), Y: y(pt.Y)}); finite(float64(at.X), float64(at.Y)) {
				line = append(line, at)
			}
		}
		c.StrokeLines(l.style, thin(c.ClipLinesXY(columns(line)))...)
	}
}

// columns reduces a line of very many points to the first, the lowest, the highest and the last in each half pixel of the
// width, which looks the same.
func columns(line []vg.Point) []vg.Point {
	if len(line) < 5000 {
		return line
	}
	var out []vg.Point
	for i := 0; i < len(line); {
		column := math.Floor(2 * float64(line[i].X))
		lowest, highest, j := i, i, i
		for ; j < len(line) && math.Floor(2*float64(line[j].X)) == column; j++ {
			if line[j].Y < line[lowest].Y {
				lowest = j
			}
			if line[j].Y > line[highest].Y {
				highest = j
			}
		}
		keep := []int{i, lowest, highest, j - 1}
		slices.Sort(keep)
		for _, k := range slices.Compact(keep) {
			out = append(out, line[k])
		}
		i = j
	}
	return out
}

// thin leaves out points that lie within a fiftieth of a pixel of the straight line between their neighbours: nobody sees
// them, and they make files large.
func thin(lines [][]vg.Point) [][]vg.Point {
	for i, line := range lines {
		out := line[:0:0]
		for j, p := range line {
			if j > 0 && j < len(line)-1 && offLine(out[len(out)-1], line[j+1], p) < 0.02 && p.X-out[len(out)-1].X < 12 {
				continue
			}
			out = append(out, p)
		}
		lines[i] = out
	}
	return lines
}

// offLine is the distance of p from the line through a and b.
func offLine(a, b, p vg.Point) float64 {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	length := math.Hypot(dx, dy)
	if length == 0 {
		return math.Hypot(float64(p.X-a.X), float64(p.Y-a.Y))
	}
	return math.Abs(dx*float64(p.Y-a.Y)-dy*float64(p.X-a.X)) / length
}

// positive is the range for a logarithmic axis.
func positive(curves [][]plotter.XY) [2]float64 {
	lo, hi := math.Inf(1), 0.
	for _, list := range curves {
		for _, p := range list {
			if p.Y > 0 && finite(p.Y) {
				lo, hi = math.Min(lo, p.Y), math.Max(hi, p.Y)
			}
		}
	}
	if lo > hi {
		return [2]float64{0.1, 10}
	}
	if lo == hi {
		return [2]float64{lo / 2, hi * 2}
	}
	room := math.Pow(hi/lo, 0.05)
	return [2]float64{lo / room, hi * room}
}
