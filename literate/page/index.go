package page

import (
	"bytes"
	_ "embed"
	"html"
	"html/template"
	"regexp"
	"strings"

	"github.com/gradbook/gradbook/literate/nb"
	"github.com/gradbook/gradbook/literate/view"
)

//go:embed index.html
var indexHTML string

var indexTemplate = template.Must(template.New("index").Parse(indexHTML))

// Link is an entry of an index: a page of a site.
type Link struct {
	File        string // the page, relative to the index
	Title       string // as Markdown
	Description string // as Markdown
	Sections    []Section
}

// Section is a part of a page that a search can find.
type Section struct {
	ID    string `json:"id"` // anchor
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Sections returns the parts of a notebook's page, each from one heading to the next.
func Sections(n *nb.Notebook) []Section {
	conv := newConverter("", func(error) {})
	var list []Section
	for _, c := range n.Cells {
		v, ok := view.Of(c)
		if !ok {
			continue
		}
		if c.Type != nb.Markdown {
			if len(list) > 0 && c.Type == nb.Code {
				list[len(list)-1].Text += v.Source + " "
			}
			continue
		}
		before := len(conv.headings)
		text := conv.convert(c.Source, c.Attachments)
		parts := headingTag.Split(text, -1)
		add(list, parts[0])
		for i, h := range conv.headings[before:] {
			list = append(list, Section{ID: h.ID, Title: plainText(h.HTML)})
			if i+1 < len(parts) {
				add(list, parts[i+1])
			}
		}
	}
	return list
}

var (
	headingTag = regexp.MustCompile(`(?s)<h[1-6]\b.*?</h[1-6]>`)
	annotation = regexp.MustCompile(`(?s)<annotation\b.*?</annotation>`)
	spaceRun   = regexp.MustCompile(`\s+`)
)

// add appends the text of some HTML to the last section.
func add(list []Section, markup string) {
	if len(list) > 0 {
		list[len(list)-1].Text += plainText(markup) + " "
	}
}

// plainText returns the words of some HTML.
func plainText(markup string) string {
	text := tags.ReplaceAllString(annotation.ReplaceAllString(markup, ""), "")
	return strings.TrimSpace(spaceRun.ReplaceAllString(html.UnescapeString(text), " "))
}

// inline returns one line of Markdown as HTML.
func inline(markdown string) template.HTML {
	p := strings.TrimSpace(newConverter("", func(error) {}).convert(markdown, nil))
	return template.HTML(strings.TrimSuffix(strings.TrimPrefix(p, "<p>"), "</p>"))
}

// Index returns a page that leads to the pages of a site and searches them, without a server.
func Index(title string, links []Link) []byte {
	type shown struct {
		File, Title, Description any
	}
	type found struct {
		File string `json:"file"`
		Page string `json:"page"`
		Section
	}
	v := struct {
		Title  string
		Style  template.CSS
		Links  []shown
		Search []found
	}{Title: title, Style: template.CSS(styleCSS), Search: []found{}}
	for _, l := range links {
		v.Links = append(v.Links, shown{l.File, inline(l.Title), inline(l.Description)})
		for _, s := range l.Sections {
			v.Search = append(v.Search, found{l.File, plainText(string(inline(l.Title))), s})
		}
	}
	var b bytes.Buffer
	if err := indexTemplate.Execute(&b, v); err != nil {
		return []byte(template.HTMLEscapeString(err.Error())) // the template is fixed and takes any value
	}
	return b.Bytes()
}
