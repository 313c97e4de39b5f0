package merge

import (
	"fmt"
	"strings"

	"github.com/gradbook/gradbook/literate/nb"
)

// Diff tells what changed from old to new, cell by cell, for a person to read: cells added and removed, lines of
// sources, and the text of outputs. Cells that did not change are left out; "" means that nothing did. A nil notebook
// is one that is not there.
func Diff(old, new *nb.Notebook) string {
	if old == nil {
		old = &nb.Notebook{}
	}
	if new == nil {
		new = &nb.Notebook{}
	}
	before, after := byID(old), byID(new)
	var b strings.Builder
	for _, h := range three(ids(old), ids(new), ids(new)) {
		for _, id := range h.base {
			if after[id] == nil {
				cellDiff(&b, "removed", before[id], nil)
			}
		}
		for _, id := range h.ours {
			switch {
			case before[id] == nil:
				cellDiff(&b, "added", nil, after[id])
			case h.changed:
				cellDiff(&b, "moved", before[id], after[id])
			default:
				cellDiff(&b, "", before[id], after[id])
			}
		}
	}
	return b.String()
}

func cellDiff(b *strings.Builder, how string, old, new *nb.Cell) {
	c := new
	if c == nil {
		c = old
	}
	source := Lines(sourceOf(old), sourceOf(new))
	output := Lines(OutputText(old), OutputText(new))
	if how == "" && source+output == "" {
		return
	}
	fmt.Fprintf(b, "@@ %s cell %s", c.Type, c.ID)
	if how != "" {
		b.WriteString(" " + how)
	}
	b.WriteString("\n" + source)
	if output != "" {
		b.WriteString("@@ outputs of " + c.ID + "\n" + output)
	}
}

func sourceOf(c *nb.Cell) string {
	if c == nil {
		return ""
	}
	return c.Source
}

// OutputText returns what a cell printed and showed, as text; "" for nil.
func OutputText(c *nb.Cell) string {
	if c == nil {
		return ""
	}
	var parts []string
	for _, o := range c.Outputs {
		switch o.Type {
		case nb.Stream:
			parts = append(parts, strings.TrimRight(o.Text, "\n"))
		case nb.ErrorOutput:
			parts = append(parts, o.EName+": "+o.EValue)
		default:
			plain, _ := o.Data["text/plain"].(string)
			parts = append(parts, plain)
		}
	}
	return strings.Join(parts, "\n")
}

// Lines returns all lines of two texts, those that only the first has marked by -, those that only the second has by
// +; "" if the texts are the same.
func Lines(old, new string) string {
	if old == new {
		return ""
	}
	split := func(s string) []string {
		if s == "" {
			return nil
		}
		return strings.Split(s, "\n")
	}
	var b strings.Builder
	write := func(mark string, list []string) {
		for _, l := range list {
			b.WriteString(mark + l + "\n")
		}
	}
	after := split(new)
	for _, h := range three(split(old), after, after) {
		if !h.changed {
			write(" ", h.base)
			continue
		}
		write("-", h.base)
		write("+", h.ours)
	}
	return b.String()
}
