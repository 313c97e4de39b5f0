package page

import (
	"bytes"
	_ "embed"
	"html/template"
	"strings"
)

//go:embed index.html
var indexHTML string

var indexTemplate = template.Must(template.New("index").Parse(indexHTML))

// Link is an entry of an index.
type Link struct {
	File        string // the page, relative to the index
	Title       string // as Markdown
	Description string
}

// Index returns a page that leads to other pages.
func Index(title string, links []Link) []byte {
	type shown struct{ File, Title, Description any }
	conv := newConverter("", func(error) {})
	inline := func(markdown string) template.HTML {
		p := strings.TrimSpace(conv.convert(markdown, nil))
		return template.HTML(strings.TrimSuffix(strings.TrimPrefix(p, "<p>"), "</p>"))
	}
	v := struct {
		Title string
		Style template.CSS
		Links []shown
	}{Title: title, Style: template.CSS(styleCSS)}
	for _, l := range links {
		v.Links = append(v.Links, shown{l.File, inline(l.Title), inline(l.Description)})
	}
	var b bytes.Buffer
	if err := indexTemplate.Execute(&b, v); err != nil {
		return []byte(template.HTMLEscapeString(err.Error())) // the template is fixed and takes any value
	}
	return b.Bytes()
}
