package plots_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/gradbook/gradbook/autograd/anp"
	"github.com/gradbook/gradbook/plots"
)

func tangents(n int) plots.Slides {
	return plots.Slider("x", -1, 1, n, func(x float64) plots.Figure { return plots.FuncAndGrad(anp.Tanh, -2, 2, plots.TangentAt(x)) })
}

// What the script puts together is what the figures are.
func TestSlides(t *testing.T) {
	for _, tt := range []struct {
		name   string
		slides plots.Slides
		names  []string
	}{
		{"slider", tangents(5), []string{"−1.0", "−0.5", "0", "0.5", "1.0"}},
		{"steps", plots.Steps(plots.GraphSteps(document, []any{1, 2})[:3]), []string{"1 of 3", "2 of 3", "3 of 3"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := tt.slides.HTML()
			_, text, _ := strings.Cut(page, `<script type="application/json">`)
			text, _, _ = strings.Cut(text, "</script>")
			var data struct {
				Lines  []string
				Frames [][]int
				Names  []string
			}
			if err := json.Unmarshal([]byte(text), &data); err != nil {
				t.Fatal(err)
			}
			if fmt.Sprint(data.Names) != fmt.Sprint(tt.names) {
				t.Errorf("names %v, want %v", data.Names, tt.names)
			}
			anyClass := regexp.MustCompile(`g[bs][0-9a-f]{12}`)
			for i, fig := range tt.slides.Figures() {
				var svg strings.Builder
				for _, k := range data.Frames[i] {
					svg.WriteString(data.Lines[k])
				}
				if got, want := anyClass.ReplaceAllString(svg.String(), "class"), anyClass.ReplaceAllString(fig.SVG(), "class"); got != want {
					t.Errorf("frame %d is not figure %d", i, i)
				}
			}
			if page != tt.slides.HTML() {
				t.Error("the same slides give another page")
			}
			b := tt.slides.MIMEBundle()
			if b["text/html"] != page || b["text/plain"] != tt.slides.String() || !strings.HasPrefix(b["image/svg+xml"].(string), "<svg") {
				t.Error("the bundle holds something else")
			}
		})
	}
}

func TestNoSlides(t *testing.T) {
	var none plots.Slides
	for _, s := range []plots.Slides{none, plots.Steps(nil)} {
		if s.HTML() != "" || s.MIMEBundle()["text/plain"] != "an empty row of figures" {
			t.Errorf("no figures give %v", s.MIMEBundle())
		}
	}
}

func ExampleSlider() {
	fmt.Println(plots.Slider("x", -4, 4, 41, func(x float64) plots.Figure {
		return plots.FuncAndGrad(anp.Tanh, -4, 4, plots.TangentAt(x))
	}))
	// Output: a slider for x, from −4.0 to 4.0; at 0: graphs of tanh(x) and its gradient tanh′(x) for x from -4 to 4; at x = 0 the value is 0 and the slope 1
}

func ExampleSteps() {
	fmt.Println(plots.Steps(plots.GraphSteps(anp.Tanh, []any{0})))
	// Output: a slider for step, from 1 of 3 to 3 of 3; at 3 of 3: computation graph from x = 0 by tanh to 0; gradients: x: 1
}
