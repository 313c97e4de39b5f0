// Package page makes one HTML page of an executed notebook. The page stands alone: pictures, style and formulas are in
// it, there is no script to load. It is set for light and dark, for phones and for paper.
//
//	html, warnings := page.Render(n, page.Options{Dir: "notebooks"})
package page

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"regexp"

	"github.com/gradbook/gradbook/literate/nb"
	"github.com/gradbook/gradbook/literate/view"
)

// Options says where a notebook comes from.
type Options struct {
	Dir   string // where its relative pictures are
	Title string // for a notebook without a first-level heading
	Site  []Link // the pages that this one is among, in reading order; nil: it stands alone
	File  string // which of them this is

	Overview string                              // the page that leads to all others; "" is index.html
	Packages map[string]string                   // pages of packages by import path; those of others are on pkg.go.dev
	Relink   func(dest string) string            // where a link to a local file leads; nil: notebooks to their pages
	ShowDoc  func(symbol string) (string, error) // the documentation of a symbol as Markdown; nil: cells show what they printed
}

var (
	//go:embed page.html
	pageHTML string
	//go:embed style.css
	styleCSS string
)

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// pageView is what the template shows.
type pageView struct {
	Title    string
	Style    template.CSS
	Contents []entry
	Cells    []cellView
	Site     []siteLink
	Overview string
	Previous *siteLink
	Next     *siteLink
}

// siteLink leads to another page of the site.
type siteLink struct {
	File    string
	Title   template.HTML
	Current bool
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

// Render returns the page, and warnings about formulas and pictures that could not be rendered and links that lead
// nowhere, with their cells.
func Render(n *nb.Notebook, o Options) ([]byte, []error) {
	var warnings []error
	index := 0
	conv := newConverter(o.Dir, func(err error) {
		warnings = append(warnings, fmt.Errorf("cell %d (id %s): %w", index+1, n.Cells[index].ID, err))
	})
	conv.site(o)
	v := pageView{Title: o.Title, Overview: cmp.Or(o.Overview, "index.html"), Style: template.CSS(styleCSS)}
	var checkedIn []int // the cells of conv.checks
	for i, c := range n.Cells {
		index = i
		if shown, ok := conv.cell(c); ok {
			v.Cells = append(v.Cells, shown)
		}
		for len(checkedIn) < len(conv.checks) {
			checkedIn = append(checkedIn, i)
		}
	}
	for i, check := range conv.checks {
		index = checkedIn[i]
		check()
	}
	for _, h := range conv.headings {
		if h.Level == 1 && v.Title == o.Title {
			v.Title = tags.ReplaceAllString(h.HTML, "")
		}
		if h.Level > 1 {
			v.Contents = append(v.Contents, entry{h.Level, h.ID, template.HTML(h.HTML)})
		}
	}
	v.place(o)
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, v); err != nil {
		warnings = append(warnings, err)
	}
	return b.Bytes(), warnings
}

// place says where the page is on its site.
func (v *pageView) place(o Options) {
	at := -1
	for i, l := range o.Site {
		if l.File == o.File {
			at = i
		}
		v.Site = append(v.Site, siteLink{l.File, inline(l.Title), l.File == o.File})
	}
	if at > 0 {
		v.Previous = &v.Site[at-1]
	}
	if at >= 0 && at+1 < len(v.Site) {
		v.Next = &v.Site[at+1]
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// cell returns what a page shows of a cell; false: nothing.
func (c *converter) cell(cell *nb.Cell) (cellView, bool) {
	visible, ok := view.Of(cell)
	if !ok {
		return cellView{}, false
	}
	v := cellView{ID: cell.ID, Fold: visible.Fold}
	switch cell.Type {
	case nb.Markdown:
		v.Markdown = template.HTML(c.convert(cell.Source, cell.Attachments))
		return v, true
	case nb.Raw:
		format, _ := cell.Metadata["format"].(string)
		v.Markdown = template.HTML(cell.Source)
		return v, format == "text/html"
	}
	if symbols := shownSymbols(visible.Source); c.showDoc != nil && len(symbols) > 0 {
		text, err := c.documentation(symbols)
		if err == nil {
			v.Markdown = template.HTML(text)
			return v, true
		}
		if visible.Source = ""; len(visible.Outputs) == 0 { // a session may have known what no package has
			c.report(err)
		}
	}
	if cell.Count != nil {
		v.Count = fmt.Sprint(*cell.Count)
	}
	if visible.Source != "" {
		v.Source = template.HTML(highlight(visible.Source, "go"))
	}
	for _, o := range visible.Outputs {
		s := ""
		if o.Type == nb.Stream && visible.AsIs {
			s = c.convert(o.Text, nil)
		} else {
			s = c.outputHTML(o)
		}
		if s != "" {
			v.Outputs = append(v.Outputs, template.HTML(s))
		}
	}
	return v, v.Source != "" || len(v.Outputs) > 0
}
