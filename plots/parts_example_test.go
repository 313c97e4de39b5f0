package plots_test

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/gradbook/gradbook/plots"
)

func ExampleDiagramNode() {
	x := plots.DiagramNode{Name: "x", Value: "3", Grad: "6"}
	two := plots.DiagramNode{Name: "2", Plain: true}
	power := plots.DiagramNode{Name: "power", Value: "9", Grad: "1", Args: []int{0, 1}, Edges: []string{"6"}}
	fmt.Println(plots.Diagram([]plots.DiagramNode{x, two, power}))
	// Output: diagram of 3 nodes and 2 arrows
}

// Front ends take the picture, terminals the description.
func ExampleFigure_MIMEBundle() {
	b := plots.Lines(nil, []int{1, 2}).MIMEBundle()
	fmt.Println(b["text/plain"])
	fmt.Println(strings.HasPrefix(b["image/svg+xml"].(string), "<svg "))
	// Output:
	// 1 line from 1 to 2
	// true
}

func ExampleRect() {
	unit := plots.Rect{X0: 0, X1: 1, Y0: 0, Y1: 1}
	fmt.Println(plots.Contours(func(x, y float64) float64 { return x - y }, unit))
	// Output: contour lines of f(x, y) for x from 0 to 1 and y from 0 to 1; values from -1 to 1
}

func ExampleLive_Done() {
	loss := plots.NewLive([]string{"loss"})
	loss.Add(3)
	loss.Add(1)
	loss.Done() // draws what was held back
	// Output:
	// after 1 numbers; loss from 3 to 3
	// after 2 numbers; loss from 3 to 1
}

func ExampleSlides() {
	s := plots.Steps([]plots.Figure{plots.Lines(nil, []int{1, 2}), plots.Lines(nil, []int{1, 3})})
	for _, figure := range s.Figures() {
		fmt.Println(figure)
	}
	b := s.MIMEBundle() // a page with a slider, and the last figure where there are none
	fmt.Println(b["text/plain"] == s.String(), b["text/html"] == s.HTML())
	// Output:
	// 1 line from 1 to 2
	// 1 line from 1 to 3
	// true true
}

// A tint is a color.Color: the one for light surroundings.
func ExampleTint() {
	ink := plots.Tint{Light: color.NRGBA{R: 0x20, A: 0xff}, Dark: color.NRGBA{R: 0xe0, A: 0xff}}
	r, _, _, _ := ink.RGBA()
	fmt.Printf("%#x %v\n", r, color.NRGBAModel.Convert(ink) == ink.Light)
	// Output: 0x2020 true
}
