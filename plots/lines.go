package plots

// Lines and points through data.

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg/draw"
)

// Lines draws numbers over xs, or over 0, 1, 2 … if xs is nil: ys is one list of numbers, or several. Values that are not
// finite break the line. It panics if lengths differ or if there is nothing to draw.
func Lines(xs, ys any, opts ...Option) Figure {
	o := settings(opts)
	list := seriesOf("Lines", ys)
	var at []float64
	if xs != nil {
		at = floats("Lines", xs)
	}
	names := make([]string, len(list))
	for i := range list {
		if xs != nil && len(at) != len(list[i]) {
			panic(fmt.Errorf("plots.Lines: %d xs and %d ys: there must be one y for each x", len(at), len(list[i])))
		}
		names[i] = o.name(i, "")
	}
	lo, hi, ok := extent(list...)
	if !ok {
		panic(fmt.Errorf("plots.Lines: there is no finite number to draw"))
	}
	return linesChart(o, at, list, names).figure(o.describe("%s from %.4g to %.4g", describeLines(names, list), lo, hi))
}

// linesChart makes the chart of lists of numbers; with nil xs over 0, 1, 2 ….
func linesChart(o options, xs []float64, list [][]float64, names []string) chart {
	longest := 0
	curves := make([][]plotter.XY, len(list))
	for i, ys := range list {
		longest = max(longest, len(ys))
		for k, y := range ys {
			x := float64(k)
			if xs != nil {
				x = xs[k]
			}
			curves[i] = append(curves[i], plotter.XY{X: x, Y: y})
		}
	}
	c := chart{o: o, xlim: [2]float64{0, max(1, float64(longest-1))}}
	if lo, hi, ok := extent(xs); ok {
		if c.xlim = [2]float64{lo, hi}; lo == hi {
			c.xlim = padded(lo, hi)
		}
	}
	lo, hi, _ := extent(list...)
	c.ylim = padded(lo, hi)
	if o.logY {
		c.logY, c.ylim = true, positive(curves)
	}
	for i, pts := range curves {
		style := lineStyle(i)
		if names[i] != "" {
			c.legend = append(c.legend, legendEntry{names[i], style})
		}
		c.layers = append(c.layers, curve{breaks(pts, 0, 1), style})
		if len(pts) <= 40 {
			c.layers = append(c.layers, dots{at: pts, color: series[i%len(series)], radius: 2.5})
		}
	}
	return c
}

func describeLines(names []string, list [][]float64) string {
	if names = slices.DeleteFunc(slices.Clone(names), func(s string) bool { return s == "" }); len(names) > 0 {
		return "lines of " + strings.Join(names, ", ")
	}
	return fmt.Sprintf("%d line%s", len(list), map[bool]string{true: "", false: "s"}[len(list) == 1])
}

// Scatter draws a point for each pair of xs and ys; with [Classes], in the colour of its class. It panics if lengths
// differ.
func Scatter(xs, ys any, opts ...Option) Figure {
	o := settings(opts)
	x, y := floats("Scatter", xs), floats("Scatter", ys)
	if len(x) != len(y) || len(o.classes) > 0 && len(o.classes) != len(x) {
		panic(fmt.Errorf("plots.Scatter: %d xs, %d ys and %d classes: there must be one of each for a point", len(x), len(y), len(o.classes)))
	}
	xlo, xhi, _ := extent(x)
	ylo, yhi, _ := extent(y)
	c := chart{o: o, xlim: padded(xlo, xhi), ylim: padded(ylo, yhi)}
	layers, legend := pointLayers(o, x, y)
	c.layers, c.legend = layers, legend
	return c.figure(o.describe("%d points, x from %.4g to %.4g, y from %.4g to %.4g", len(x), xlo, xhi, ylo, yhi))
}

// pointLayers makes the points of each class.
func pointLayers(o options, x, y []float64) (layers []plotLayer, legend []legendEntry) {
	classes := o.classes
	if len(classes) == 0 {
		classes = make([]int, len(x))
	}
	kinds := slices.Compact(slices.Sorted(slices.Values(classes)))
	for i, k := range kinds {
		d := dots{color: series[i%len(series)], radius: 3.5}
		for j := range x {
			if classes[j] == k {
				d.at = append(d.at, plotter.XY{X: x[j], Y: y[j]})
			}
		}
		layers = append(layers, d)
		if len(kinds) > 1 {
			legend = append(legend, legendEntry{o.name(i, fmt.Sprint("class ", k)), draw.LineStyle{Color: d.color}})
		}
	}
	return layers, legend
}

// Histogram draws how often numbers fall into each of a row of intervals. Their number is [Bins], or follows from the
// data: the width is 2·IQR/∛n (Freedman and Diaconis). Numbers that are not finite are left out. It panics if none
// are left.
func Histogram(data any, opts ...Option) Figure {
	o := settings(opts)
	var xs []float64
	for _, x := range valueOf("Histogram", data).Floats() {
		if finite(x) {
			xs = append(xs, x)
		}
	}
	if len(xs) == 0 {
		panic(fmt.Errorf("plots.Histogram: there is no finite number to draw"))
	}
	slices.Sort(xs)
	lo, width, counts := bin(xs, o.bins)
	most := slices.Max(counts)
	if o.yLabel == "" {
		o.yLabel = "count"
	}
	c := chart{o: o, xlim: padded(lo, lo+width*float64(len(counts))), ylim: [2]float64{0, float64(most) * 1.06}}
	c.layers = append(c.layers, bars{lo, width, counts})
	return c.figure(o.describe("histogram of %d numbers from %.4g to %.4g, median %.4g, in %d intervals; the fullest has %d",
		len(xs), xs[0], xs[len(xs)-1], xs[len(xs)/2], len(counts), most))
}

// bin counts sorted numbers in n intervals of equal width; 0 chooses n.
func bin(xs []float64, n int) (lo, width float64, counts []int) {
	lo, hi := xs[0], xs[len(xs)-1]
	if lo == hi {
		return lo - 0.5, 1, []int{len(xs)}
	}
	if n <= 0 {
		iqr := xs[len(xs)*3/4] - xs[len(xs)/4]
		w := 2 * iqr / math.Cbrt(float64(len(xs)))
		n = 10
		if w > 0 {
			n = int(min(max(math.Ceil((hi-lo)/w), 5), 100))
		}
	}
	width = (hi - lo) / float64(n)
	counts = make([]int, n)
	for _, x := range xs {
		counts[min(int((x-lo)/width), n-1)]++
	}
	return lo, width, counts
}
