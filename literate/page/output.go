package page

// Outputs of code cells → HTML.

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/gradbook/gradbook/literate/nb"
)

// richest lists the MIME types that a page can show, the best first, and how.
var richest = []struct {
	mime string
	show func(c *converter, data any, plain string) string
}{
	{"text/html", func(_ *converter, data any, _ string) string {
		// Errors link to cells by the anchors of JupyterLab and nbconvert.
		return `<div class="html">` + strings.ReplaceAll(str(data), `href="#cell-id=`, `href="#cell-`) + "</div>"
	}},
	{"image/svg+xml", func(_ *converter, data any, plain string) string {
		return `<div class="picture">` + inlineSVG(str(data), plain) + "</div>"
	}},
	{"image/png", picture("image/png")},
	{"image/jpeg", picture("image/jpeg")},
	{"image/gif", picture("image/gif")},
	{"image/webp", picture("image/webp")},
	{"text/markdown", func(c *converter, data any, _ string) string {
		return `<div class="markdown">` + c.convert(str(data), nil) + "</div>"
	}},
	{"text/latex", func(c *converter, data any, _ string) string {
		return `<div class="markdown">` + c.convert(str(data), nil) + "</div>"
	}},
	{"application/json", func(_ *converter, data any, _ string) string {
		tree, err := json.MarshalIndent(data, "", "  ")
		if err != nil {
			return pre("", html.EscapeString(err.Error()))
		}
		return pre("", highlight(string(tree), "json"))
	}},
	{"text/plain", func(_ *converter, data any, _ string) string { return pre("", ansiHTML(str(data))) }},
}

// outputHTML returns one output as HTML, "" if there is nothing to see.
func (c *converter) outputHTML(o nb.Output) string {
	switch o.Type {
	case nb.Stream:
		return pre(" "+o.Name, ansiHTML(strings.TrimRight(o.Text, "\n")))
	case nb.ErrorOutput:
		lines := strings.Join(o.Traceback, "\n")
		if lines == "" {
			lines = o.EName + ": " + o.EValue
		}
		return pre(" error", ansiHTML(strings.TrimRight(lines, "\n")))
	}
	plain := str(o.Data["text/plain"])
	for _, r := range richest {
		if data, ok := o.Data[r.mime]; ok {
			return r.show(c, data, plain)
		}
	}
	return ""
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

// pre sets text in lines of its own; a keyboard can scroll it.
func pre(class, inner string) string {
	return `<pre class="text` + class + `" tabindex="0">` + inner + "</pre>"
}

func picture(mime string) func(*converter, any, string) string {
	return func(_ *converter, data any, plain string) string {
		return fmt.Sprintf(`<div class="picture"><img src="%s" alt="%s"></div>`, dataURL(mime, str(data)), html.EscapeString(plain))
	}
}

var svgOpen = regexp.MustCompile(`(?s)<svg\b[^>]*>`)

// inlineSVG returns the svg element without its XML prologue. A picture that does not say what it shows gets its plain
// text as a label.
func inlineSVG(svg, plain string) string {
	at := svgOpen.FindStringIndex(svg)
	if at == nil {
		return pre("", html.EscapeString(svg))
	}
	tag := svg[at[0]:at[1]]
	if !strings.Contains(tag, "role=") {
		label := ""
		if !strings.Contains(tag, "aria-label") && plain != "" {
			label = ` aria-label="` + html.EscapeString(plain) + `"`
		}
		tag = `<svg role="img"` + label + strings.TrimPrefix(tag, "<svg")
	}
	return tag + svg[at[1]:]
}
