package display

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// lineWidth is the number of columns up to which a value stays on one line.
const lineWidth = 100

// node is a piece of the text of a value: either text, or kids between open and close. A kid with a label is written
// label:kid. Kids stand on one line if they fit; otherwise below each other, or, with fill and kids that are plain
// texts, as many on a line as fit.
type node struct {
	label       string
	text        string
	open, close string
	kids        []node
	fill        bool
}

func (n node) labelled(label string) node {
	n.label = label + ":" + n.label
	return n
}

// prefix puts s before the value of n.
func (n *node) prefix(s string) {
	if n.open != "" {
		n.open = s + n.open
	} else {
		n.text = s + n.text
	}
}

// flat writes n on one line, as fmt does.
func (n node) flat() string {
	var w strings.Builder
	n.writeFlat(&w)
	return w.String()
}

func (n node) writeFlat(w *strings.Builder) {
	w.WriteString(n.label)
	if n.open == "" {
		w.WriteString(n.text)
		return
	}
	w.WriteString(n.open)
	for i, k := range n.kids {
		if i > 0 {
			w.WriteByte(' ')
		}
		k.writeFlat(w)
	}
	w.WriteString(n.close)
}

// layout writes the tree, and says so if something was left out for its size.
func (p *printer) layout(n node) string {
	var w strings.Builder
	n.write(&w, 0)
	if p.full {
		fmt.Fprintf(&w, "\n(cut after %d bytes; print it to see all)", maxText)
	}
	return w.String()
}

func (n node) write(w *strings.Builder, indent int) {
	s := n.flat()
	if n.open == "" || indent+utf8.RuneCountInString(s) <= lineWidth {
		w.WriteString(s)
		return
	}
	w.WriteString(n.label + n.open)
	if n.fill && n.plain() {
		n.writeFilled(w, indent+1)
		return
	}
	for _, k := range n.kids {
		w.WriteString("\n" + strings.Repeat(" ", indent+2))
		if k.label != "" {
			k.label = strings.TrimSuffix(k.label, ":") + ": "
		}
		k.write(w, indent+2)
	}
	w.WriteString("\n" + strings.Repeat(" ", indent) + n.close)
}

// plain reports whether all kids are texts of one line.
func (n node) plain() bool {
	for _, k := range n.kids {
		if k.open != "" || strings.Contains(k.text, "\n") {
			return false
		}
	}
	return true
}

func (n node) writeFilled(w *strings.Builder, indent int) {
	column := indent
	for i, k := range n.kids {
		s := k.flat()
		width := utf8.RuneCountInString(s)
		switch {
		case i == 0:
		case column+1+width > lineWidth:
			w.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		default:
			w.WriteByte(' ')
			column++
		}
		w.WriteString(s)
		column += width
	}
	w.WriteString(n.close)
}
