package plots

// Diagrams: boxes with a name, a value and a gradient, and arrows between them.

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// DiagramNode is a box of a [Diagram].
type DiagramNode struct {
	Name  string   // what it is
	Value string   // below the name, if not empty
	Grad  string   // below the value, in the colour of gradients, if one of the nodes has one
	Args  []int    // where arrows come from: places in the list of nodes
	Edges []string // the local gradients on these arrows; may be fewer
	Plain bool     // no frame, as constants are drawn
}

// Diagram draws nodes of any kind of graph, placed from left to right as the arrows go: for nodes of one's own, which
// [Graph] does not know. It panics if an arrow comes from nowhere, or if there are no nodes or more than 300.
func Diagram(nodes []DiagramNode, opts ...Option) Figure {
	if len(nodes) == 0 || len(nodes) > maxNodes {
		panic(fmt.Errorf("plots.Diagram: %d nodes: between 1 and %d can be drawn", len(nodes), maxNodes))
	}
	o := settings(opts)
	var c computation
	for i, n := range nodes {
		v := vertex{kind: operation, name: n.Name, value: n.Value, grad: n.Grad}
		switch {
		case n.Plain:
			v.kind = constant
		case len(n.Args) == 0:
			v.kind = input
		}
		o.adjoints = o.adjoints || n.Grad != ""
		c.vertices = append(c.vertices, v)
		for k, from := range n.Args {
			if from < 0 || from >= len(nodes) {
				panic(fmt.Errorf("plots.Diagram: an arrow to node %d (%s) comes from node %d: there are %d", i, n.Name, from, len(nodes)))
			}
			e := edge{from: from, to: i, traced: true}
			if k < len(n.Edges) {
				e.label = n.Edges[k]
			}
			c.edges = append(c.edges, e)
		}
	}
	return c.draw(o, len(nodes), 0, o.describe("diagram of %d nodes and %d arrows", len(nodes), len(c.edges)))
}

// computation is a graph. For drawing it in steps, arguments come before what uses them.
type computation struct {
	vertices []vertex
	edges    []edge
}

// vertex is a node as it is drawn.
type vertex struct {
	kind              vertexKind
	name, value, grad string
}

type vertexKind int

const (
	input vertexKind = iota
	constant
	operation
)

// edge goes from an argument to what uses it.
type edge struct {
	from, to int
	label    string
	traced   bool // gradients flow back along it
}

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

// draw draws a computation whose first forward vertices have their values, and whose last back have their gradients; if
// these are all and none, it is drawn whole.
func (c computation) draw(o options, forward, back int, alt string) Figure {
	n := len(c.vertices)
	whole := forward == n && back == 0
	boxes, lines := c.boxes(o.adjoints)
	links, labels := c.links()
	if !whole { // what is not yet known is not yet seen, but has its place
		for i, v := range c.vertices {
			lines[i] = known(lines[i], v, i < forward, i >= n-back)
		}
	}
	width, height, err := place(boxes, links, c.inputs())
	if err != nil {
		panic(fmt.Errorf("plots.Graph: %w", err))
	}
	legend := c.legend(o.adjoints)
	var top, least float64 // what title and legend need
	if o.title != "" {
		top, least = top+titleSize+12, float64(bold(textStyle(ink, titleSize, draw.XLeft, draw.YTop)).Width(o.title))
	}
	if len(legend) > 0 {
		top, least = top+26, max(least, 145*float64(len(legend)))
	}
	total := max(width, least) + 2*margin
	return newFigure(total, height+top+2*margin, alt, func(canvas draw.Canvas) {
		heading(canvas, o.title, legend)
		canvas.Push()
		defer canvas.Pop()
		canvas.Translate(vg.Point{X: vg.Length(total-width) / 2, Y: margin})
		for i, e := range c.edges {
			drawLink(canvas, links[i], labels[i], e.to < forward, back > 0 && e.traced && e.to >= n-back)
		}
		for i, v := range c.vertices {
			drawVertex(canvas, boxes[i], lines[i], v.kind, v.kind == operation && !c.used(i), back > 0 && i == n-back || back == 0 && !whole && i == forward-1)
		}
	})
}

// boxes returns the texts of the vertices, and boxes large enough for them.
func (c computation) boxes(adjoints bool) (boxes []box, lines [][]line) {
	for _, v := range c.vertices {
		texts := vertexLines(v, adjoints)
		b := box{width: 40, height: float64(len(texts)*lineHeight) + 12}
		for _, l := range texts {
			b.width = max(b.width, float64(l.style().Width(l.text))+20)
		}
		if v.kind == constant {
			b.width, b.height = b.width-8, b.height-4
		}
		boxes, lines = append(boxes, b), append(lines, texts)
	}
	return boxes, lines
}

// links returns the edges with room for their labels, and these.
func (c computation) links() (links []link, labels []line) {
	for _, e := range c.edges {
		l, label := link{from: e.from, to: e.to}, line{text: e.label, color: series[1], size: tickSize}
		if e.label != "" {
			l.labelWidth, l.labelHeight = float64(label.style().Width(e.label))+8, lineHeight
		}
		links, labels = append(links, l), append(labels, label)
	}
	return links, labels
}

// inputs returns the places of the inputs.
func (c computation) inputs() []int {
	var list []int
	for i, v := range c.vertices {
		if v.kind == input {
			list = append(list, i)
		}
	}
	return list
}

// used reports whether an edge begins at a vertex.
func (c computation) used(i int) bool {
	return slices.ContainsFunc(c.edges, func(e edge) bool { return e.from == i })
}

// legend explains the colours that there are.
func (c computation) legend(adjoints bool) (list []legendEntry) {
	add := func(name string, t Tint) { list = append(list, legendEntry{name, draw.LineStyle{Color: t}}) }
	if slices.ContainsFunc(c.vertices, func(v vertex) bool { return v.value != "" }) {
		add("value", ink)
	}
	if slices.ContainsFunc(c.edges, func(e edge) bool { return e.label != "" }) {
		add("local gradient", series[1])
	}
	if adjoints {
		add("gradient of the result", series[2])
	}
	if len(list) < 2 { // then there is nothing to tell apart
		return nil
	}
	return list
}

// vertexLines returns the texts of a vertex.
func vertexLines(v vertex, adjoints bool) (list []line) {
	if v.name != "" {
		name := line{text: v.name, color: muted, size: labelSize}
		if v.kind == input {
			name.color, name.bold = series[0], true
		}
		list = append(list, name)
	}
	if v.value != "" {
		value := line{text: v.value, color: ink, size: labelSize}
		if v.kind == constant {
			value.color = muted
		}
		list = append(list, value)
	}
	if adjoints && v.kind != constant {
		list = append(list, line{text: v.grad, color: series[2], size: labelSize})
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
