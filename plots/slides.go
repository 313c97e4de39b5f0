package plots

// Figures with a slider: one moves a number and sees the figure change, without a kernel behind it. So it works in
// exported pages as well.

import (
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"html"
	"math"
	"slices"
	"strings"
)

// Slides are figures of which a slider shows one at a time. Where there are no sliders, one figure is shown: the one in
// the middle of [Slider]'s, the last of [Steps]'. The zero Slides are empty.
type Slides struct {
	label   string
	names   []string // what stands beside the slider for each figure
	figures []Figure
	first   int
}

// Slider draws a figure for each of n numbers evenly spaced from lo to hi, which label names. It panics if n is less
// than 2 or more than 500, unless lo < hi.
//
//	plots.Slider("x", -4, 4, 41, func(x float64) plots.Figure {
//		return plots.FuncAndGrad(Tanh, -4, 4, plots.TangentAt(x))
//	})
func Slider(label string, lo, hi float64, n int, draw func(x float64) Figure) Slides {
	checkRange("Slider", lo, hi)
	if n < 2 || n > 500 {
		panic(fmt.Errorf("plots.Slider: %d figures: between 2 and 500 can be drawn", n))
	}
	s := Slides{label: label, first: n / 2}
	for i := range n {
		x := at([2]float64{lo, hi}, i, n)
		s.figures = append(s.figures, draw(x))
		s.names = append(s.names, tickLabel(x, niceStep((hi-lo)/float64(n-1))))
	}
	return s
}

// Steps shows figures one after the other, such as those of [GraphSteps].
func Steps(figures []Figure) Slides {
	s := Slides{label: "step", figures: slices.Clone(figures), first: max(0, len(figures)-1)}
	for i := range figures {
		s.names = append(s.names, fmt.Sprintf("%d of %d", i+1, len(figures)))
	}
	return s
}

// Figures returns the figures.
func (s Slides) Figures() []Figure { return slices.Clone(s.figures) }

// String tells what the slider is for, and describes the figure that is shown first.
func (s Slides) String() string {
	if len(s.figures) == 0 {
		return "an empty row of figures"
	}
	return fmt.Sprintf("a slider for %s, from %s to %s; at %s: %v", s.label, s.names[0], s.names[len(s.names)-1], s.names[s.first], s.figures[s.first])
}

// MIMEBundle gives the slides to notebooks: HTML with a slider; one figure as SVG for what shows no HTML; and text.
func (s Slides) MIMEBundle() map[string]any {
	b := map[string]any{"text/plain": s.String()}
	if len(s.figures) > 0 {
		b["text/html"], b["image/svg+xml"] = s.HTML(), s.figures[s.first].SVG()
	}
	return b
}

//go:embed slides.js
var slidesScript string

// HTML returns the slides as a piece of HTML. The first figure is in it as an image, which also readers without
// JavaScript see, and notebooks that are not trusted, whose HTML is stripped of pictures and scripts. The script puts the
// slider there; all figures are given by the lines of their SVG, each only once.
func (s Slides) HTML() string {
	if len(s.figures) == 0 {
		return ""
	}
	var data struct {
		Lines  []string `json:"lines"`
		Frames [][]int  `json:"frames"`
		Names  []string `json:"names"`
		Label  string   `json:"label"`
		First  int      `json:"first"`
		Width  float64  `json:"width"`
	}
	data.Names, data.Label, data.First, data.Width = s.names, s.label, s.first, math.Round(s.figures[s.first].width)
	hash := fnv.New64a()
	svgs := make([]string, len(s.figures))
	for i, f := range s.figures {
		svgs[i] = f.SVG()
		hash.Write([]byte(svgs[i]))
	}
	class := fmt.Sprintf("gs%012x", hash.Sum64()&(1<<48-1))
	place := map[string]int{}
	for i := range svgs {
		// One class for all: their style sheets are then mostly the same line.
		svgs[i] = strings.ReplaceAll(svgs[i], classOf(svgs[i]), class)
		var frame []int
		for line := range strings.Lines(svgs[i]) {
			k, ok := place[line]
			if !ok {
				k = len(data.Lines)
				place[line] = k
				data.Lines = append(data.Lines, line)
			}
			frame = append(frame, k)
		}
		data.Frames = append(data.Frames, frame)
	}
	text, err := json.Marshal(data) // writes < as \u003c, so that no line can end the script
	if err != nil {
		panic(fmt.Errorf("plots: marshalling strings: %w", err)) // they always can be
	}
	first := s.figures[s.first]
	return fmt.Sprintf(`<div class="%[1]s-slides">
<img alt="%[2]s" width="%[3]s" src="data:image/svg+xml;base64,%[4]s">
<script type="application/json">%[5]s</script>
<script>%[6]s</script>
</div>
`, class, html.EscapeString(first.alt), num(first.width), base64.StdEncoding.EncodeToString([]byte(first.SVG())), text,
		strings.ReplaceAll(slidesScript, "CLASS", class+"-slides"))
}

// classOf returns the class of a picture's root element.
func classOf(svg string) string {
	_, rest, _ := strings.Cut(svg, `class="`)
	class, _, _ := strings.Cut(rest, `"`)
	return class
}
