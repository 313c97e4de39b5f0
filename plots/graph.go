package plots

// Drawing computation graphs: operations with their values, and on the edges the local gradients, which the chain rule
// multiplies.

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/gradbook/gradbook/autograd"
)

// Graph draws what f computes for args, from left to right: a box for each operation with its value, and on each edge the local
// gradient, by which the backward pass multiplies along that edge. F is a function of Values with one Value as
// its result, or (without args) an *autograd.Node that ends a computation. Args are what [autograd.V] takes; [Names]
// names them. [Adjoints] adds to each box the gradient of the result with respect to it.
//
// Graph panics if f is something else, if its result does not depend on the arguments, or if it computes more than 300
// nodes.
func Graph(f any, args ...any) Figure { return GraphWith(f, args) }

// GraphWith is [Graph] with options.
func GraphWith(f any, args []any, opts ...Option) Figure {
	o := settings(opts)
	c := traceOf("Graph", f, args, o)
	return drawGraph(c, o, len(c.vertices), 0)
}

// GraphSteps draws the computation of f at args as it goes on: first one figure for each operation of the forward
// pass, then one for each node of the backward pass, with the gradients collected so far.
func GraphSteps(f any, args []any, opts ...Option) []Figure {
	o := settings(opts)
	o.adjoints = true
	c := traceOf("GraphSteps", f, args, o)
	var figures []Figure
	n := len(c.vertices)
	for i, v := range c.vertices {
		if v.kind == operation {
			figures = append(figures, drawGraph(c, o, i+1, 0))
		}
	}
	for i := n - 1; i >= 0; i-- {
		if c.vertices[i].kind != constant {
			figures = append(figures, drawGraph(c, o, n, n-i))
		}
	}
	return figures
}

// Adjoints makes [Graph] write into each box, below the value, the gradient of the result with respect to it.
func Adjoints() Option { return func(o *options) { o.adjoints = true } }

// vertexLook is how the kinds of vertices are drawn.
var vertexLook = map[vertexKind]struct {
	line  Tint
	width vg.Length
}{
	input:     {series[0], 2},
	operation: {zero, 1.25},
	constant:  {},
}

// line is a text in a box.
type line struct {
	text  string
	color Tint
	size  vg.Length
	bold  bool
}

const lineHeight = 16

// drawGraph draws a computation whose first forward vertices have their values, and whose last back have their
// gradients.
func drawGraph(c computation, o options, forward, back int) Figure {
	n := len(c.vertices)
	full := forward == n && back == 0
	boxes, lines := make([]box, n), make([][]line, n)
	for i, v := range c.vertices {
		lines[i] = vertexLines(v, o.adjoints)
		for _, l := range lines[i] {
			boxes[i].width = max(boxes[i].width, float64(l.style().Width(l.text))+20)
		}
		boxes[i].width = max(boxes[i].width, 40)
		boxes[i].height = float64(len(lines[i])*lineHeight) + 12
		if v.kind == constant {
			boxes[i].width -= 8
			boxes[i].height -= 4
		}
		if !full { // what is not yet known is not yet seen, but has its place
			lines[i] = known(lines[i], v, i < forward, i >= n-back)
		}
	}
	links := make([]link, len(c.edges))
	labels := make([]line, len(c.edges))
	for i, e := range c.edges {
		links[i] = link{from: e.from, to: e.to}
		if s := number(e.local); e.traced && s != "" {
			labels[i] = line{text: s, color: series[1], size: tickSize}
			links[i].labelWidth, links[i].labelHeight = float64(labels[i].style().Width(s))+8, lineHeight
		}
	}
	width, height, err := place(boxes, links, len(c.inputs))
	if err != nil {
		panic(fmt.Errorf("plots.Graph: %w", err))
	}
	legend := graphLegend(o.adjoints)
	top := 30.
	if o.title != "" {
		top += titleSize + 8
	}
	total := max(width+2*margin, 320)
	if o.adjoints { // the legend has one more entry
		total = max(total, 430)
	}
	return newFigure(total, height+top+2*margin, o.describe("%s", c.describe()), func(canvas draw.Canvas) {
		heading(canvas, o.title, legend)
		canvas.Push()
		defer canvas.Pop()
		canvas.Translate(vg.Point{X: vg.Length(total-width) / 2, Y: margin})
		for i, e := range c.edges {
			seen := e.to < forward
			drawLink(canvas, links[i], labels[i], e.traced && seen, back > 0 && e.traced && e.to >= n-back)
		}
		for i, v := range c.vertices {
			drawVertex(canvas, boxes[i], lines[i], v.kind, i == n-1, back > 0 && i == n-back || back == 0 && !full && i == forward-1)
		}
	})
}

// graphLegend explains the colours.
func graphLegend(adjoints bool) []legendEntry {
	sample := func(t Tint) draw.LineStyle { return draw.LineStyle{Color: t} }
	list := []legendEntry{{"value", sample(ink)}, {"local gradient", sample(series[1])}}
	if adjoints {
		list = append(list, legendEntry{"gradient of the result", sample(series[2])})
	}
	return list
}

// vertexLines returns the texts of a vertex.
func vertexLines(v vertex, adjoints bool) []line {
	value := line{text: number(v.value), color: ink, size: labelSize}
	if value.text == "" {
		value.text = shapeText(v.value)
	}
	if v.kind == constant {
		value.color = muted
		return []line{value}
	}
	name := line{text: v.label, color: muted, size: labelSize}
	if v.kind == input {
		name.color, name.bold = series[0], true
	}
	list := []line{name, value}
	if adjoints {
		g := line{color: series[2], size: labelSize}
		if v.known {
			if g.text = number(v.grad); g.text == "" {
				g.text = shapeText(v.grad)
			}
		}
		list = append(list, g)
	}
	return list
}

// known blanks what a step of the computation does not know yet.
func known(lines []line, v vertex, value, grad bool) []line {
	out := append([]line(nil), lines...)
	if v.kind == operation && !value {
		out[1].text = ""
	}
	if len(out) == 3 && !grad {
		out[2].text = ""
	}
	return out
}

func (l line) style() draw.TextStyle {
	s := textStyle(l.color, l.size, draw.XCenter, draw.YCenter)
	if l.bold {
		s = bold(s)
	}
	return s
}

func drawVertex(c draw.Canvas, b box, lines []line, kind vertexKind, result, active bool) {
	w, h := vg.Length(b.width)/2, vg.Length(b.height)/2
	outline := roundedRectangle(vg.Rectangle{Min: vg.Point{X: b.at.X - w, Y: b.at.Y - h}, Max: vg.Point{X: b.at.X + w, Y: b.at.Y + h}}, 6)
	if kind != constant {
		look := vertexLook[kind]
		if result {
			look.line, look.width = ink, 2
		}
		if active {
			look.line, look.width = series[4], 3
		}
		c.SetColor(panel)
		c.Fill(outline)
		c.SetLineStyle(draw.LineStyle{Color: look.line, Width: look.width})
		c.Stroke(outline)
	}
	y := b.at.Y + lineHeight*vg.Length(len(lines)-1)/2
	for _, l := range lines {
		if l.text != "" {
			c.FillText(l.style(), vg.Point{X: b.at.X, Y: y}, l.text)
		}
		y -= lineHeight
	}
}

// drawLink draws an edge with its arrow head, in the colour of gradients if one has flowed back along it.
func drawLink(c draw.Canvas, l link, label line, labelled, flowed bool) {
	if len(l.path) < 4 {
		return
	}
	style := draw.LineStyle{Color: zero, Width: 1.25}
	if flowed {
		style = draw.LineStyle{Color: series[2], Width: 2}
	}
	tip, before := l.path[len(l.path)-1], l.path[len(l.path)-2]
	dx, dy := float64(tip.X-before.X), float64(tip.Y-before.Y)
	if r := math.Hypot(dx, dy); r > 0 {
		dx, dy = dx/r, dy/r
	}
	at := func(along, aside float64) vg.Point {
		return vg.Point{X: tip.X + vg.Length(dx*along-dy*aside), Y: tip.Y + vg.Length(dy*along+dx*aside)}
	}
	var path vg.Path
	path.Move(l.path[0])
	for i := 1; i+2 < len(l.path); i += 3 {
		end := l.path[i+2]
		if i+3 == len(l.path) {
			end = at(-5, 0) // under the arrow head
		}
		path.CubeTo(l.path[i], l.path[i+1], end)
	}
	c.SetLineStyle(style)
	c.Stroke(path)
	c.FillPolygon(style.Color, []vg.Point{at(-1, 0), at(-9, 3.5), at(-9, -3.5)})
	if labelled && label.text != "" {
		c.FillText(label.style(), l.label, label.text)
	}
}

// number writes a number, or up to three elements of a vector; "" is for more.
func number(v autograd.Value) string {
	if v.IsComplex() || v.Size() > 3 || v.NDim() > 1 {
		return ""
	}
	var list []string
	for _, x := range v.Floats() {
		list = append(list, strings.ReplaceAll(strconv.FormatFloat(x, 'g', 4, 64), "-", "−"))
	}
	if v.NDim() == 0 {
		return strings.Join(list, "")
	}
	return "[" + strings.Join(list, " ") + "]"
}

// shapeText writes the shape of an array: 3×4.
func shapeText(v autograd.Value) string {
	var list []string
	for _, n := range v.Shape() {
		list = append(list, strconv.Itoa(n))
	}
	return v.DType().String() + " " + strings.Join(list, "×")
}

// describe tells the graph in words.
func (c computation) describe() string {
	var ops []string
	for _, v := range c.vertices {
		if v.kind == operation {
			ops = append(ops, v.label)
		}
	}
	var ins []string
	for i, name := range c.inputs {
		ins = append(ins, fmt.Sprintf("%s = %s", name, c.vertices[i].text()))
	}
	end := c.vertices[len(c.vertices)-1]
	s := fmt.Sprintf("computation graph from %s by %s to %s", strings.Join(ins, ", "), strings.Join(ops, ", "), end.text())
	var grads []string
	for i, name := range c.inputs {
		if v := c.vertices[i]; v.known {
			grads = append(grads, fmt.Sprintf("%s: %s", name, vertex{value: v.grad}.text()))
		}
	}
	return s + "; gradients: " + strings.Join(grads, ", ")
}

// text is the value of v in words.
func (v vertex) text() string {
	if s := number(v.value); s != "" {
		return s
	}
	return "an array of " + shapeText(v.value)
}
