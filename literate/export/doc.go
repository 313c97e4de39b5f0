package export

// Doc comments: that of the package from the notebook's title and description, those of declarations without one from
// the Markdown before their cell.

import (
	"go/ast"
	"go/doc/comment"
	"go/token"
	"regexp"
	"strings"

	"github.com/gradbook/gradbook/literate/nb"
)

// doc returns the package comment: the notebook's title and description.
func (p *pkg) doc(b *book) string {
	front := b.nb.Front()
	if front.Title == "" {
		return ""
	}
	text := "Package " + p.name() + ": " + strings.TrimSuffix(front.Title, ".") + "."
	if front.Description != "" {
		text += "\n\n" + front.Description
	}
	return commentOf(text)
}

// commentOf returns text as comment lines.
func commentOf(text string) string {
	var parser comment.Parser
	printer := comment.Printer{TextPrefix: "// ", TextWidth: 80}
	return strings.TrimRight(string(printer.Text(parser.Parse(text))), "\n") + "\n"
}

// docFrom returns a doc comment for the first declaration of src from the Markdown cell before: the first paragraph
// that begins with the declared name, as doc comments do. It returns "" if there is none, or if the declaration has a
// comment of its own.
func docFrom(before *nb.Cell, src string) string {
	list := chunks(src)
	if before == nil || before.Type != nb.Markdown || len(list) == 0 || list[0].start > 0 {
		return ""
	}
	name := ""
	switch d := list[0].decl.(type) {
	case *ast.FuncDecl:
		name = d.Name.Name
	case *ast.GenDecl:
		if len(d.Specs) == 1 && d.Tok == token.TYPE {
			name = d.Specs[0].(*ast.TypeSpec).Name.Name
		}
	}
	for paragraph := range strings.SplitSeq(before.Source, "\n\n") {
		text := plainText(paragraph)
		if rest, ok := strings.CutPrefix(text, name); ok && name != "" && strings.HasPrefix(rest, " ") {
			return commentOf(text)
		}
	}
	return ""
}

var markdownLink = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)

// plainText takes the marks of Markdown out of a paragraph.
func plainText(paragraph string) string {
	text := markdownLink.ReplaceAllString(paragraph, "$1")
	text = strings.NewReplacer("`", "", "**", "", "$", "").Replace(text)
	return strings.Join(strings.Fields(text), " ")
}
