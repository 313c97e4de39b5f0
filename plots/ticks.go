package plots

// Ticks of axes and the grid that they make.

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// gridLines draws a line at each labelled tick, and stronger ones at 0.
type gridLines struct{}

func (gridLines) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	line := func(v float64) draw.LineStyle {
		if v == 0 {
			return draw.LineStyle{Color: zero, Width: 1}
		}
		return draw.LineStyle{Color: grid, Width: 1}
	}
	for _, zeros := range []bool{false, true} { // the strong lines over the light ones
		for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
			if !t.IsMinor() && (t.Value == 0) == zeros && t.Value >= p.X.Min && t.Value <= p.X.Max {
				c.StrokeLine2(line(t.Value), x(t.Value), c.Min.Y, x(t.Value), c.Max.Y)
			}
		}
		for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
			if !t.IsMinor() && (t.Value == 0) == zeros && t.Value >= p.Y.Min && t.Value <= p.Y.Max {
				c.StrokeLine2(line(t.Value), c.Min.X, y(t.Value), c.Max.X, y(t.Value))
			}
		}
	}
}

// ticks marks multiples of 1, 2 or 5 times a power of ten, about six of them.
type ticks struct{}

func (ticks) Ticks(lo, hi float64) []plot.Tick {
	step := niceStep((hi - lo) / 6)
	if step <= 0 || math.IsInf(step, 0) || math.IsNaN(step) {
		return nil
	}
	var list []plot.Tick
	for i := math.Ceil(lo/step - 1e-9); i*step <= hi+1e-9*step; i++ {
		list = append(list, plot.Tick{Value: i * step, Label: tickLabel(i*step, step)})
		if len(list) > 50 { // lo and hi are so close that i no longer counts
			break
		}
	}
	return list
}

// indexTicks marks whole numbers.
type indexTicks struct{}

func (indexTicks) Ticks(lo, hi float64) []plot.Tick {
	step := math.Max(1, niceStep((hi-lo)/10))
	var list []plot.Tick
	for v := 0.; v < hi; v += step {
		list = append(list, plot.Tick{Value: v, Label: tickLabel(v, step)})
	}
	return list
}

// niceStep rounds x up to 1, 2 or 5 times a power of ten.
func niceStep(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, f := range []float64{1, 2, 5} {
		if x <= f*power*(1+1e-9) {
			return f * power
		}
	}
	return 10 * power
}

// tickLabel writes a multiple of step with as many decimals as step needs and a real minus sign.
func tickLabel(v, step float64) string {
	var s string
	switch a := math.Max(math.Abs(v), step); {
	case a >= 1e6 || step < 1e-5:
		s = strconv.FormatFloat(v, 'g', 4, 64)
	default:
		s = strconv.FormatFloat(v, 'f', max(0, int(-math.Floor(math.Log10(step)+1e-9))), 64)
	}
	if v == 0 {
		return "0"
	}
	return strings.Replace(s, "-", "−", 1)
}

// logScale is a logarithmic axis. Where gonum's panics, at values that are not positive, it has no place: NaN.
type logScale struct{}

// Normalize implements [plot.Normalizer].
func (logScale) Normalize(lo, hi, x float64) float64 {
	if x <= 0 {
		return math.NaN()
	}
	return math.Log(x/lo) / math.Log(hi/lo)
}

// logTicks marks powers of ten, or of a hundred, a thousand … where these are too many.
type logTicks struct{}

func (logTicks) Ticks(lo, hi float64) []plot.Tick {
	first, last := int(math.Ceil(math.Log10(lo)-1e-9)), int(math.Floor(math.Log10(hi)+1e-9))
	if last-first < 1 { // less than a decade: plain numbers say more
		return ticks{}.Ticks(lo, hi)
	}
	every := 1 + (last-first)/8
	var list []plot.Tick
	for e := first; e <= last; e += every {
		list = append(list, plot.Tick{Value: math.Pow(10, float64(e)), Label: powerOfTen(e)})
	}
	return list
}

// powerOfTen writes 10 to the e.
func powerOfTen(e int) string {
	if e >= -3 && e <= 3 {
		return strconv.FormatFloat(math.Pow(10, float64(e)), 'f', max(0, -e), 64)
	}
	return "10" + superscript(e)
}
