package plots

// Placing the nodes and edges of a graph, by graphviz (compiled to WebAssembly in go-graphviz: no program dot is
// needed). Only places come from there; the drawing is ours, in our colours and fonts.

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-graphviz"
	"gonum.org/v1/plot/vg"
)

// box is a node to be placed: its size in pixels, and, once placed, its centre.
type box struct {
	width, height float64
	at            vg.Point
}

// link is an edge to be placed, with the size of its label; once placed, a path of cubic Bézier curves (1 + 3n points)
// and the centre of the label.
type link struct {
	from, to    int
	labelWidth  float64
	labelHeight float64
	path        []vg.Point
	label       vg.Point
}

// dotLock guards graphviz, which has one memory for all its graphs.
var dotLock sync.Mutex

// place sets the places of boxes and links, from left to right, and returns the size of the whole. Those that
// are inputs stand below each other at the left. The origin is at the bottom left, as in package vg.
func place(boxes []box, links []link, inputs []int) (width, height float64, err error) {
	dotLock.Lock()
	defer dotLock.Unlock()
	ctx := context.Background()
	g, err := graphviz.New(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("starting graphviz: %w", err)
	}
	defer g.Close()
	graph, err := graphviz.ParseBytes([]byte(dot(boxes, links, inputs)))
	if err != nil {
		return 0, 0, fmt.Errorf("handing the graph to graphviz: %w", err)
	}
	defer graph.Close()
	var out bytes.Buffer
	if err := g.Render(ctx, graph, "plain", &out); err != nil {
		return 0, 0, fmt.Errorf("laying out the graph: %w", err)
	}
	return readPlain(out.String(), boxes, links, inputs)
}

// dot writes the graph in graphviz's language, in inches. A label is a table of the size that ours will have.
func dot(boxes []box, links []link, inputs []int) string {
	var w strings.Builder
	w.WriteString("digraph {\nrankdir=LR nodesep=0.25 ranksep=0.35\nnode [shape=box fixedsize=true label=\"\"]\nedge [arrowhead=none]\n")
	for i, b := range boxes {
		fmt.Fprintf(&w, "n%d [width=%.4f height=%.4f]\n", i, b.width/72, b.height/72)
	}
	w.WriteString("{rank=source")
	for _, i := range inputs {
		fmt.Fprintf(&w, " n%d", i)
	}
	w.WriteString("}\n")
	for i := 1; i < len(inputs); i++ { // keeps them in order, the first at the top
		fmt.Fprintf(&w, "n%d -> n%d [style=invis]\n", inputs[i-1], inputs[i])
	}
	for _, l := range links {
		fmt.Fprintf(&w, "n%d -> n%d", l.from, l.to)
		if l.labelWidth > 0 {
			fmt.Fprintf(&w, ` [label=<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0"><TR><TD FIXEDSIZE="TRUE" WIDTH="%.0f" HEIGHT="%.0f"></TD></TR></TABLE>>]`, l.labelWidth, l.labelHeight)
		}
		w.WriteString("\n")
	}
	w.WriteString("}\n")
	return w.String()
}

// readPlain reads graphviz's output format "plain" (https://graphviz.org/docs/outputs/plain), whose edges come in the
// order of their tails' places; those between the same nodes in the order in which they were written.
func readPlain(s string, boxes []box, links []link, inputs []int) (width, height float64, err error) {
	byEnds := map[[2]int][]int{}
	for i, l := range links {
		byEnds[[2]int{l.from, l.to}] = append(byEnds[[2]int{l.from, l.to}], i)
	}
	for line := range strings.Lines(s) {
		r := fields{list: strings.Fields(line)}
		switch r.next() {
		case "graph":
			r.number() // the scale
			width, height = 72*r.number(), 72*r.number()
		case "node":
			if i := r.node(len(boxes)); r.err == nil {
				boxes[i].at = r.point()
			}
		case "edge":
			ends := [2]int{r.node(len(boxes)), r.node(len(boxes))}
			list := byEnds[ends]
			if r.err == nil && len(list) == 0 && slices.Contains(inputs, ends[0]) && slices.Contains(inputs, ends[1]) {
				continue // one of those that keep inputs in order
			}
			if r.err != nil || len(list) == 0 {
				return 0, 0, fmt.Errorf("reading graphviz's layout: unexpected edge in %q", line)
			}
			l := &links[list[0]]
			byEnds[ends] = list[1:]
			for range int(r.number()) {
				l.path = append(l.path, r.point())
			}
			if l.labelWidth > 0 {
				r.next() // the label's text
				l.label = r.point()
			}
		}
		if r.err != nil {
			return 0, 0, fmt.Errorf("reading graphviz's layout: %q: %w", line, r.err)
		}
	}
	return width, height, nil
}

// fields reads the words of a line; the first error stays.
type fields struct {
	list []string
	err  error
}

func (f *fields) next() string {
	if len(f.list) == 0 {
		if f.err == nil {
			f.err = fmt.Errorf("the line is too short")
		}
		return ""
	}
	s := f.list[0]
	f.list = f.list[1:]
	return s
}

func (f *fields) number() float64 {
	x, err := strconv.ParseFloat(f.next(), 64)
	if err != nil && f.err == nil {
		f.err = err
	}
	return x
}

// point reads a place in inches and returns it in pixels.
func (f *fields) point() vg.Point {
	x, y := f.number(), f.number()
	return vg.Point{X: vg.Length(72 * x), Y: vg.Length(72 * y)}
}

// node reads the name of one of n nodes.
func (f *fields) node(n int) int {
	i, err := strconv.Atoi(strings.TrimPrefix(f.next(), "n"))
	if (err != nil || i < 0 || i >= n) && f.err == nil {
		f.err = fmt.Errorf("unknown node")
	}
	return i
}
