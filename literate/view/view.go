// Package view says what a reader gets to see of a cell: its directives, tags and metadata decide. Pages and Markdown are
// made from it.
package view

import (
	"regexp"
	"strings"

	"github.com/gradbook/gradbook/literate/directive"
	"github.com/gradbook/gradbook/literate/nb"
)

// Cell is the visible part of a cell.
type Cell struct {
	Source  string // of a code cell, without directives and hidden lines; of the others, as it is
	Fold    string // "true": a code cell's source is closed at first; "show": open, but can be closed; "": neither
	Outputs []nb.Output
	AsIs    bool // text outputs are Markdown
}

// Of returns what is visible of a cell, and whether anything is.
func Of(c *nb.Cell) (Cell, bool) {
	if c.HasTag("remove-cell") || strings.TrimSpace(c.Source) == "" && len(c.Outputs) == 0 {
		return Cell{}, false
	}
	if c.Type != nb.Code {
		return Cell{Source: c.Source}, true
	}
	d := directive.Parse(c.Source)
	if d.Has("hide") || d.Is("include", "false") {
		return Cell{}, false
	}
	v := Cell{AsIs: d.Is("output", "asis")}
	if !d.Is("echo", "false") && !c.HasTag("remove-input") {
		v.Source = visibleLines(d.Body)
		v.Fold, _ = d.Get("code-fold")
		if v.Fold == "false" {
			v.Fold = ""
		}
		if hidden, _ := object(c.Metadata["jupyter"])["source_hidden"].(bool); hidden && v.Fold == "" {
			v.Fold = "true"
		}
	}
	if !d.Is("output", "false") && !c.HasTag("remove-output") {
		words, _ := d.Get("filter_stream")
		v.Outputs = visibleOutputs(c.Outputs, strings.Fields(words))
	}
	return v, v.Source != "" || len(v.Outputs) > 0
}

// visibleOutputs leaves out lines of streams that hold one of the words, and streams that are empty then.
func visibleOutputs(outputs []nb.Output, words []string) []nb.Output {
	var list []nb.Output
	for _, o := range outputs {
		if o.Type == nb.Stream {
			o.Text = filterLines(o.Text, words)
			if strings.TrimSpace(o.Text) == "" {
				continue
			}
		}
		list = append(list, o)
	}
	return list
}

var hideLine = regexp.MustCompile(`(?m)^.*//\|\s*hide_line\s*$\n?`)

// visibleLines drops the lines that end in //| hide_line, and blank lines around the rest.
func visibleLines(source string) string {
	return strings.Trim(hideLine.ReplaceAllString(source, ""), "\n")
}

func filterLines(text string, words []string) string {
	var b strings.Builder
lines:
	for line := range strings.Lines(text) {
		for _, w := range words {
			if strings.Contains(line, w) {
				continue lines
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}
