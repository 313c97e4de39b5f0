package plots

import (
	"fmt"
	"image/color"
	"math"
	"testing"
)

// linear returns the linear light of the three channels.
func linear(c color.NRGBA) [3]float64 {
	var out [3]float64
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		x := float64(v) / 255
		if x <= 0.04045 {
			out[i] = x / 12.92
		} else {
			out[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	return out
}

// contrastRatio is that of WCAG 2: from 1 for equal colours to 21 for black and white.
func contrastRatio(a, b color.NRGBA) float64 {
	luminance := func(c color.NRGBA) float64 {
		l := linear(c)
		return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestContrast(t *testing.T) {
	tests := map[string]struct {
		tint Tint
		want float64
	}{
		"ink": {ink, 7}, "muted": {muted, 4.5},
	}
	for i, s := range series {
		tests[fmt.Sprint("series ", i)] = struct {
			tint Tint
			want float64
		}{s, 4}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if c := contrastRatio(tt.tint.Light, panel.Light); c < tt.want {
				t.Errorf("light: contrast %.2f, want %v", c, tt.want)
			}
			if c := contrastRatio(tt.tint.Dark, panel.Dark); c < tt.want {
				t.Errorf("dark: contrast %.2f, want %v", c, tt.want)
			}
		})
	}
}

// visions map linear light to what readers with a kind of colour vision see (Machado, Oliveira and Fernandes 2009,
// severity 1).
var visions = map[string][3][3]float64{
	"full": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia": {
		{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998},
	},
	"deuteranopia": {
		{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881},
	},
	"tritanopia": {
		{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900},
	},
}

// lab returns a colour, as seen with a kind of vision, in CIELAB.
func lab(c color.NRGBA, vision [3][3]float64) [3]float64 {
	l := linear(c)
	var seen [3]float64
	for i, row := range vision {
		seen[i] = clamp01(row[0]*l[0] + row[1]*l[1] + row[2]*l[2])
	}
	r, g, b := seen[0], seen[1], seen[2]
	f := func(x float64) float64 {
		if x > 0.008856 {
			return math.Cbrt(x)
		}
		return 7.787*x + 16./116
	}
	x, y, z := f((0.4124*r+0.3576*g+0.1805*b)/0.9505), f(0.2126*r+0.7152*g+0.0722*b), f((0.0193*r+0.1192*g+0.9505*b)/1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// Readers with any kind of colour vision can tell the first four lines apart by colour alone; the others differ in
// their dashes, too.
func TestColourVision(t *testing.T) {
	for name, vision := range visions {
		for scheme, of := range map[string]func(Tint) color.NRGBA{
			"light": func(t Tint) color.NRGBA { return t.Light },
			"dark":  func(t Tint) color.NRGBA { return t.Dark },
		} {
			t.Run(name+" "+scheme, func(t *testing.T) {
				for i := range series {
					for j := range i {
						a, b := lab(of(series[i]), vision), lab(of(series[j]), vision)
						d := math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
						if i < 4 && d < 12 {
							t.Errorf("colours %d and %d are %.1f apart", j, i, d)
						}
						if d < 12 && fmt.Sprint(lineStyle(i).Dashes) == fmt.Sprint(lineStyle(j).Dashes) {
							t.Errorf("lines %d and %d are %.1f apart and have the same dashes", j, i, d)
						}
					}
				}
			})
		}
	}
}
