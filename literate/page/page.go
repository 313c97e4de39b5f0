// Package page makes one HTML page of an executed notebook. The page stands alone: pictures, style and formulas are in
// it, there is no script to load. It is set for light and dark, for phones and for paper.
//
//	html, warnings := page.Render(n, page.Options{Dir: "notebooks"})
package page

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"github.com/gradbook/gradbook/literate/directive"
	"github.com/gradbook/gradbook/literate/nb"
)

// Options says where a notebook comes from.
type Options struct {
	Dir   string // where its relative pictures are
	Title string // for a notebook without a first-level heading
}

var (
	//go:embed page.html
	pageHTML string
	//go:embed style.css
	styleCSS string
)

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// view is what the template shows.
type view struct {
	Title    string
	Style    template.CSS
	Contents []entry
	Cells    []cellView
}

// entry is a line of the table of contents.
type entry struct {
	Level int
	ID    string
	HTML  template.HTML
}

// cellView is one cell. Source, Outputs may be empty.
type cellView struct {
	ID       string
	Markdown template.HTML
	Count    string // "3"
	Source   template.HTML
	Fold     string // "", "true" (closed at first) or "show" (open)
	Outputs  []template.HTML
}

// Render returns the page, and warnings about formulas and pictures that could not be rendered, with their cells.
func Render(n *nb.Notebook, o Options) ([]byte, []error) {
	var warnings []error
	index := 0
	conv := newConverter(o.Dir, func(err error) {
		warnings = append(warnings, fmt.Errorf("cell %d (id %s): %w", index+1, n.Cells[index].ID, err))
	})
	v := view{Title: o.Title, Style: template.CSS(styleCSS)}
	for i, c := range n.Cells {
		index = i
		if shown, ok := conv.cell(c); ok {
			v.Cells = append(v.Cells, shown)
		}
	}
	for _, h := range conv.headings {
		if h.Level == 1 && v.Title == o.Title {
			v.Title = tags.ReplaceAllString(h.HTML, "")
		}
		if h.Level > 1 {
			v.Contents = append(v.Contents, entry{h.Level, h.ID, template.HTML(h.HTML)})
		}
	}
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, v); err != nil {
		warnings = append(warnings, err)
	}
	return b.Bytes(), warnings
}

var tags = regexp.MustCompile(`<[^>]*>`)

// cell returns what a page shows of a cell; false: nothing.
func (c *converter) cell(cell *nb.Cell) (cellView, bool) {
	v := cellView{ID: cell.ID}
	switch cell.Type {
	case nb.Markdown:
		v.Markdown = template.HTML(c.convert(cell.Source, cell.Attachments))
		return v, !cell.HasTag("remove-cell") && strings.TrimSpace(cell.Source) != ""
	case nb.Raw:
		if format, _ := cell.Metadata["format"].(string); format == "text/html" {
			v.Markdown = template.HTML(cell.Source)
			return v, true
		}
		return v, false
	}
	d := directive.Parse(cell.Source)
	if d.Has("hide") || d.Is("include", "false") || cell.HasTag("remove-cell") {
		return v, false
	}
	if cell.Count != nil {
		v.Count = fmt.Sprint(*cell.Count)
	}
	if source := visibleLines(d.Body); source != "" && !d.Is("echo", "false") && !cell.HasTag("remove-input") && !onlyExport(d) {
		v.Source = template.HTML(highlight(source, "go"))
		v.Fold, _ = d.Get("code-fold")
		if hidden, _ := object(cell.Metadata["jupyter"])["source_hidden"].(bool); hidden && v.Fold == "" {
			v.Fold = "true"
		}
	}
	if !d.Is("output", "false") && !cell.HasTag("remove-output") {
		v.Outputs = c.outputs(cell, d)
	}
	return v, v.Source != "" || len(v.Outputs) > 0
}

// onlyExport reports whether the cell merely names where exports go.
func onlyExport(d directive.Cell) bool {
	return d.Has("default_exp") && strings.TrimSpace(d.Body) == ""
}

func (c *converter) outputs(cell *nb.Cell, d directive.Cell) []template.HTML {
	var list []template.HTML
	for _, o := range cell.Outputs {
		if words, ok := d.Get("filter_stream"); ok && o.Type == nb.Stream {
			o.Text = filterLines(o.Text, strings.Fields(words))
		}
		var s string
		switch {
		case o.Type == nb.Stream && strings.TrimSpace(o.Text) == "":
		case o.Type == nb.Stream && d.Is("output", "asis"):
			s = c.convert(o.Text, nil)
		default:
			s = c.outputHTML(o)
		}
		if s != "" {
			list = append(list, template.HTML(s))
		}
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
