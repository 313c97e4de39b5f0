// Package markdown makes a Markdown file of an executed notebook, for README files and for sites that take Markdown.
// Pictures become files beside it.
package markdown

import (
	"encoding/base64"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/gradbook/gradbook/literate/nb"
	"github.com/gradbook/gradbook/literate/view"
)

// Render returns the notebook as Markdown, and the pictures by their path below folder, which the text refers to.
func Render(n *nb.Notebook, folder string) (text []byte, pictures map[string][]byte) {
	r := &renderer{folder: folder, pictures: map[string][]byte{}}
	for _, c := range n.Cells {
		v, ok := view.Of(c)
		if !ok {
			continue
		}
		switch c.Type {
		case nb.Markdown:
			r.block(r.attachments(c))
		case nb.Code:
			if v.Source != "" {
				r.fence("go", v.Source)
			}
			for _, o := range v.Outputs {
				r.output(c, o, v.AsIs)
			}
		}
	}
	return []byte(strings.Join(r.blocks, "\n\n") + "\n"), r.pictures
}

type renderer struct {
	folder   string
	pictures map[string][]byte
	blocks   []string
}

func (r *renderer) block(s string) { r.blocks = append(r.blocks, strings.Trim(s, "\n")) }

// fence sets text in a code block, whose fence is longer than any in the text.
func (r *renderer) fence(language, text string) {
	mark := "```"
	for strings.Contains(text, mark) {
		mark += "`"
	}
	r.block(mark + language + "\n" + strings.TrimRight(text, "\n") + "\n" + mark)
}

var ansi = regexp.MustCompile("\x1b\\[[0-9;?]*[A-Za-z]")

// richest lists what Markdown can show, the best first; extension is that of a picture's file.
var richest = []struct{ mime, extension string }{
	{"text/markdown", ""}, {"text/latex", ""}, {"image/svg+xml", ".svg"}, {"image/png", ".png"}, {"image/jpeg", ".jpeg"}, {"image/gif", ".gif"},
	{"text/html", ""},
}

func (r *renderer) output(c *nb.Cell, o nb.Output, asIs bool) {
	switch {
	case o.Type == nb.Stream && asIs:
		r.block(o.Text)
		return
	case o.Type == nb.Stream:
		r.fence("text", ansi.ReplaceAllString(o.Text, ""))
		return
	case o.Type == nb.ErrorOutput:
		r.fence("text", ansi.ReplaceAllString(strings.Join(o.Traceback, "\n"), ""))
		return
	}
	plain, _ := o.Data["text/plain"].(string)
	for _, kind := range richest {
		data, ok := o.Data[kind.mime].(string)
		switch {
		case !ok:
			continue
		case kind.extension != "":
			r.picture(fmt.Sprintf("%s-%d%s", c.ID, len(r.pictures)+1, kind.extension), data, plain)
		default:
			r.block(data)
		}
		return
	}
	if plain != "" {
		r.fence("text", ansi.ReplaceAllString(plain, ""))
	}
}

// picture refers to a picture, and keeps it for the caller to write.
func (r *renderer) picture(name, data, alt string) {
	r.block(fmt.Sprintf("![%s](%s)", strings.NewReplacer("[", "(", "]", ")", "\n", " ").Replace(alt), r.keep(name, data)))
}

// keep stores a picture and returns the path to refer to it by.
func (r *renderer) keep(name, data string) string {
	file := path.Join(r.folder, name)
	r.pictures[file] = decode(name, data)
	return file
}

// decode returns the bytes of a picture's file: SVG is text, all others are in base64.
func decode(name, data string) []byte {
	if path.Ext(name) == ".svg" {
		return []byte(data)
	}
	decoded, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(data), ""))
	if err != nil {
		return nil
	}
	return decoded
}

var attachment = regexp.MustCompile(`attachment:([^)\s"]+)`)

// attachments returns the source of a Markdown cell with its attached pictures as files.
func (r *renderer) attachments(c *nb.Cell) string {
	return attachment.ReplaceAllStringFunc(c.Source, func(s string) string {
		name := strings.TrimPrefix(s, "attachment:")
		bundle, _ := c.Attachments[name].(map[string]any)
		for _, v := range bundle {
			if data, ok := v.(string); ok {
				return r.keep(c.ID+"-"+name, data)
			}
		}
		return s
	})
}
