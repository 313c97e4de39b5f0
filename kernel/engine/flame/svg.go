package flame

import (
	"fmt"
	"hash/fnv"
	"html"
	"maps"
	"slices"
	"strings"
	"time"
)

// The picture's measures in pixels.
const (
	width  = 960
	row    = 18
	letter = 6.6 // of the 11 pixel monospaced font
	least  = 0.4 // narrower boxes are not drawn
)

// node is a call with all that it called.
type node struct {
	frame Frame
	total int64 // nanoseconds
	kids  map[string]*node
}

// tree merges samples with a common beginning of their stacks.
func tree(samples []Sample) *node {
	root := &node{frame: Frame{Func: "all"}, kids: map[string]*node{}}
	for _, s := range samples {
		at := root
		at.total += s.Value
		for _, f := range s.Stack {
			k := at.kids[f.Func]
			if k == nil {
				k = &node{frame: f, kids: map[string]*node{}}
				at.kids[f.Func] = k
			}
			at = k
			at.total += s.Value
		}
	}
	return root
}

func (n *node) depth() int {
	d := 0
	for _, k := range n.kids {
		d = max(d, k.depth())
	}
	return d + 1
}

// SVG draws samples, the outermost call on top. Boxes tell their function, its place and its share of the time when the
// mouse is on them.
func SVG(samples []Sample) string {
	root := tree(samples)
	height := root.depth()*row + 2
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="monospace" font-size="11">`, width, height, width, height)
	b.WriteString("\n")
	root.draw(&b, 0, 1, width, root.total)
	b.WriteString("</svg>\n")
	return b.String()
}

func (n *node) draw(b *strings.Builder, x, y, w float64, all int64) {
	if w < least || all == 0 {
		return
	}
	share := 100 * float64(n.total) / float64(all)
	place := ""
	if n.frame.File != "" {
		place = fmt.Sprintf("\n%s:%d", n.frame.File, n.frame.Line)
	}
	fmt.Fprintf(b, `<g><title>%s%s`+"\n"+`%s, %.1f %%</title><rect x="%.1f" y="%.0f" width="%.1f" height="%d" fill="%s" stroke="white" stroke-width="0.5"/>`,
		html.EscapeString(n.frame.Func), html.EscapeString(place), time.Duration(n.total).Round(time.Millisecond), share, x, y, w, row-1, n.colour())
	if name := []rune(n.label()); int(w/letter) > 3 {
		if room := int(w/letter) - 1; len(name) > room {
			name = append(name[:room-1], '…')
		}
		fmt.Fprintf(b, `<text x="%.1f" y="%.0f" fill="black" pointer-events="none">%s</text>`, x+3, y+row-6, html.EscapeString(string(name)))
	}
	b.WriteString("</g>\n")
	for _, name := range slices.Sorted(maps.Keys(n.kids)) {
		k := n.kids[name]
		kw := w * float64(k.total) / float64(n.total)
		k.draw(b, x, y+row, kw, all)
		x += kw
	}
}

// label is the function's name without the folders of its package.
func (n *node) label() string {
	name := n.frame.Func
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	return strings.TrimPrefix(name, "main.")
}

// colour tells packages apart: those of cells are orange, all others have a colour by their name.
func (n *node) colour() string {
	pkg, _, _ := strings.Cut(n.label(), ".")
	if strings.HasPrefix(n.frame.Func, "main.") {
		return "#f5a742"
	}
	h := fnv.New32a()
	h.Write([]byte(pkg))
	return fmt.Sprintf("hsl(%d,45%%,78%%)", 150+h.Sum32()%180)
}

// Hot is the functions in which most time was spent, what they called left out: at most n lines of a table.
func Hot(samples []Sample, n int) string {
	self := map[string]int64{}
	var all int64
	for _, s := range samples {
		all += s.Value
		if len(s.Stack) > 0 {
			self[s.Stack[len(s.Stack)-1].Func] += s.Value
		}
	}
	names := slices.SortedFunc(maps.Keys(self), func(a, b string) int {
		if self[a] != self[b] {
			return int(self[b]/1000 - self[a]/1000)
		}
		return strings.Compare(a, b)
	})
	var b strings.Builder
	for i, name := range names {
		if i == n {
			fmt.Fprintf(&b, "… %d more functions\n", len(names)-n)
			break
		}
		fmt.Fprintf(&b, "%5.1f %%  %8s  %s\n", 100*float64(self[name])/float64(max(all, 1)), time.Duration(self[name]).Round(time.Millisecond), name)
	}
	return b.String()
}
