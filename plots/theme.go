package plots

// The look of all figures: colours for light and dark surroundings, fonts, sizes. What looks good is decided here and
// nowhere else.

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Tint is a colour that changes with the reader's colour scheme. As a [color.Color] it is the one for light
// surroundings, which PNG pictures always have.
type Tint struct{ Light, Dark color.NRGBA }

// RGBA implements [color.Color].
func (t Tint) RGBA() (r, g, b, a uint32) { return t.Light.RGBA() }

// rgb returns the colour 0xRRGGBB.
func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

func tint(light, dark uint32) Tint { return Tint{Light: rgb(light), Dark: rgb(dark)} }

// The colours of everything but the data. Each has its own panel to stand on, so that a figure can be read whatever
// the page behind it: front ends differ in whether their theme follows the system's colour scheme.
var (
	panel  = tint(0xffffff, 0x161b22) // the background
	border = tint(0xd0d7de, 0x30363d) // of the panel
	grid   = tint(0xe7ebef, 0x2a3038)
	zero   = tint(0xaeb6bf, 0x57606a) // the lines x = 0 and y = 0
	ink    = tint(0x1f2328, 0xe6edf3) // titles and labels
	muted  = tint(0x57606a, 0x9da7b3) // ticks
)

// series are the colours of data, in their order of use: after Okabe and Ito, so that readers with any kind of colour vision can
// tell them apart, made darker (or lighter) until each has a contrast of at least 4 to the panel.
var series = []Tint{
	tint(0x0072b2, 0x56b4e9), // blue
	tint(0xc04f00, 0xff9a57), // vermilion
	tint(0x007d3e, 0x2fd1a2), // green
	tint(0xa03c78, 0xe79ac8), // purple
	tint(0x8a6100, 0xf0c53a), // amber
	tint(0x4d4d4d, 0xc9ced4), // grey
	tint(0x4b3fb5, 0xa9a2ff), // violet
}

// dashes tell lines apart without colour, too.
var dashes = [][]vg.Length{nil, {7, 3}, {2, 2.5}, {8, 3, 2, 3}}

// lineStyle is the style of the i-th line of a figure. The first two are solid; lines of the same colour have different
// dashes.
func lineStyle(i int) draw.LineStyle {
	dash := [...]int{0, 0, 1, 2, 3, 0, 1}[i%len(series)] + i/len(series)
	return draw.LineStyle{Color: series[i%len(series)], Width: 2, Dashes: dashes[dash%len(dashes)]}
}

// Sizes in pixels of the SVG picture.
const (
	defaultWidth  = 640
	defaultHeight = 400
	margin        = 16 // between the panel's edge and what is in it
	titleSize     = 15
	labelSize     = 12.5
	tickSize      = 11.5
)

// fontFamily is what the browser draws texts with: fonts of the same widths as the one that places them.
const fontFamily = "'Liberation Sans', Arial, Helvetica, sans-serif"

// plain handles all texts. The LaTeX handler of gonum/plot is never used: it panics on many labels.
var plain = text.Plain{Fonts: font.DefaultCache}

// textStyle is the style of texts with a colour, a size, and an alignment such as [draw.XCenter].
func textStyle(c color.Color, size vg.Length, x draw.XAlignment, y draw.YAlignment) text.Style {
	return text.Style{
		Color:   c,
		Font:    font.Font{Typeface: "Liberation", Variant: "Sans", Size: size},
		XAlign:  x,
		YAlign:  y,
		Handler: plain,
	}
}

// bold makes a style bold (weight 700).
func bold(s text.Style) text.Style {
	s.Font.Weight = 3
	return s
}

// sequential maps 0…1 to colours from dark blue over green to yellow: viridis, which is even in lightness and safe
// for all kinds of colour vision. The polynomial is a least squares fit of its table.
func sequential(t float64) color.Color { return polynomialColour(t, viridis) }

// diverging maps 0…1 to colours from blue over near white to vermilion; ½ is neutral.
func diverging(t float64) color.Color {
	lo, mid, hi := rgb(0x0b5c9e), rgb(0xf4f4f2), rgb(0xb84700)
	if t = clamp01(t); t < 0.5 {
		return mix(lo, mid, 2*t)
	}
	return mix(mid, hi, 2*t-1)
}

// viridis holds, for each power of t, the coefficients of red, green and blue.
var viridis = [][3]float64{
	{0.2777273, 0.0054073, 0.3340998},
	{0.1050930, 1.4046135, 1.3845902},
	{-0.3308618, 0.2148476, 0.0950952},
	{-4.6342305, -5.7991010, -19.3324410},
	{6.2282699, 14.1799334, 56.6905526},
	{4.7763850, -13.7451454, -65.3530326},
	{-5.4354559, 4.6458526, 26.3124352},
}

func polynomialColour(t float64, coefficients [][3]float64) color.Color {
	t = clamp01(t)
	var c [3]float64
	for i := len(coefficients) - 1; i >= 0; i-- {
		for k := range c {
			c[k] = c[k]*t + coefficients[i][k]
		}
	}
	return color.NRGBA{R: channel(c[0]), G: channel(c[1]), B: channel(c[2]), A: 255}
}

func channel(x float64) uint8 { return uint8(math.Round(255 * clamp01(x))) }

func clamp01(t float64) float64 {
	if math.IsNaN(t) {
		return 0
	}
	return min(max(t, 0), 1)
}

func mix(a, b color.NRGBA, t float64) color.NRGBA {
	at := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + t*(float64(y)-float64(x)))) }
	return color.NRGBA{R: at(a.R, b.R), G: at(a.G, b.G), B: at(a.B, b.B), A: 255}
}
