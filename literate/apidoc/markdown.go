package apidoc

// Symbols and packages as Markdown.

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/doc"
	"go/doc/comment"
	"go/format"
	"go/printer"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
)

// Links says where the links in the documentation lead. The zero Links leave out those to sources, and lead to
// pkg.go.dev for other packages.
type Links struct {
	// Package returns the page of a package, or "".
	Package func(path string) string
	// Source returns where a line of a file can be read, or "". The file's path is absolute. For code that was exported
	// from a notebook, the file is the notebook's, followed by the cell's id in brackets.
	Source func(file string, line int) string

	page bool // the text is for the package's own page
}

// Markdown returns the page of the package: its documentation, then what it exports.
func (p *Package) Markdown(l Links) string {
	l.page = true
	var b strings.Builder
	fmt.Fprintf(&b, "# Package %s\n\n```go\nimport %q\n```\n\n", p.Name, p.Path)
	b.WriteString(p.comment(p.doc.Doc, l))
	p.examples(&b, p.doc.Examples, l)
	section := ""
	for _, s := range p.symbols() {
		if title := sectionOf(s); title != section && title != "" {
			fmt.Fprintf(&b, "\n## %s\n", title)
			section = title
		}
		fmt.Fprintf(&b, "\n%s %s {#%s}\n\n", strings.Repeat("#", 3+s.level), escape(s.title), s.names[0])
		for _, other := range s.names[1:] {
			fmt.Fprintf(&b, "<span id=\"%s\"></span>", other)
		}
		if len(s.names) > 1 {
			b.WriteString("\n\n")
		}
		p.symbol(&b, s, l)
	}
	return b.String()
}

func sectionOf(s symbol) string {
	switch d := s.decl.(type) {
	case *ast.FuncDecl:
		if s.level == 0 {
			return "Functions"
		}
	case *ast.GenDecl:
		if s.level == 0 {
			return map[token.Token]string{token.CONST: "Constants", token.VAR: "Variables", token.TYPE: "Types"}[d.Tok]
		}
	}
	return ""
}

// Symbol returns the documentation of one exported name, such as Grad or Value.Add, and whether there is one.
func (p *Package) Symbol(name string, l Links) (string, bool) {
	for _, s := range p.symbols() {
		for _, n := range s.names {
			if n == name {
				var b strings.Builder
				p.symbol(&b, s, l)
				return b.String(), true
			}
		}
	}
	return "", false
}

// Names returns what the package exports, methods as Type.Method.
func (p *Package) Names() []string {
	var list []string
	for _, s := range p.symbols() {
		list = append(list, s.names...)
	}
	return list
}

// symbol writes signature, documentation, examples and the link to the source.
func (p *Package) symbol(b *strings.Builder, s symbol, l Links) {
	fmt.Fprintf(b, "```go\n%s\n```\n\n", p.signature(s.decl))
	b.WriteString(p.comment(s.doc, l))
	p.examples(b, s.examples, l)
	if l.Source == nil {
		return
	}
	at := p.fset.Position(s.decl.Pos())
	file := at.Filename
	if !filepath.IsAbs(file) {
		file = filepath.Join(p.dir, file)
	}
	if dest := l.Source(filepath.Clean(file), at.Line); dest != "" {
		fmt.Fprintf(b, "\n[Source](<%s>)\n", dest)
	}
}

// signature returns a declaration without bodies and comments before it.
func (p *Package) signature(decl ast.Decl) string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		decl = &ast.FuncDecl{Recv: d.Recv, Name: d.Name, Type: d.Type}
	case *ast.GenDecl:
		short := *d
		short.Doc = nil
		decl = &short
	}
	return p.format(decl)
}

// comment returns a doc comment as Markdown.
func (p *Package) comment(text string, l Links) string {
	out := p.doc.Printer()
	out.HeadingLevel = 2
	out.DocLinkURL = func(link *comment.DocLink) string {
		anchor := link.Name
		if link.Recv != "" {
			anchor = link.Recv + "." + link.Name
		}
		page, path := "", cmp.Or(link.ImportPath, p.Path)
		if path != p.Path || !l.page {
			if l.Package != nil {
				page = l.Package(path)
			}
			page = cmp.Or(page, "https://pkg.go.dev/"+path)
		}
		if anchor == "" {
			return page
		}
		return page + "#" + anchor
	}
	var b strings.Builder
	for line := range strings.Lines(string(out.Markdown(p.doc.Parser().Parse(text)))) {
		if !strings.HasPrefix(line, "\t") { // code; elsewhere a dollar would begin a formula
			line = strings.ReplaceAll(line, "$", `\$`)
		}
		b.WriteString(line)
	}
	return b.String()
}

// examples writes examples with what they print.
func (p *Package) examples(b *strings.Builder, list []*doc.Example, l Links) {
	for _, e := range list {
		title := "Example"
		if e.Suffix != "" {
			title += " (" + strings.ReplaceAll(e.Suffix, "_", " ") + ")"
		}
		fmt.Fprintf(b, "\n**%s**\n\n", title)
		if e.Doc != "" {
			b.WriteString(p.comment(e.Doc, l) + "\n")
		}
		fmt.Fprintf(b, "```go\n%s\n```\n", p.body(e))
		if e.Output != "" {
			fmt.Fprintf(b, "\n```text\n%s\n```\n", strings.TrimRight(e.Output, "\n"))
		}
	}
}

// outputComment begins the comment that holds an example's output.
var outputComment = regexp.MustCompile(`(?i)^\s*(unordered )?output:`)

// body returns an example's statements, with their comments but for the one that holds the output.
func (p *Package) body(e *doc.Example) string {
	block, ok := e.Code.(*ast.BlockStmt)
	if !ok {
		return p.format(e.Code)
	}
	var comments []*ast.CommentGroup // e has those of the whole file
	for _, c := range e.Comments {
		if block.Pos() < c.Pos() && c.End() < block.End() && !outputComment.MatchString(c.Text()) {
			comments = append(comments, c)
		}
	}
	text := p.format(&printer.CommentedNode{Node: block, Comments: comments})
	text = strings.TrimSuffix(strings.TrimPrefix(text, "{"), "}")
	lines := strings.Split(strings.Trim(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "\t")
	}
	return strings.Join(lines, "\n")
}

// format prints a node as gofmt does.
func (p *Package) format(node any) string {
	var b strings.Builder
	if err := format.Node(&b, p.fset, node); err != nil {
		return err.Error()
	}
	return b.String()
}

// escape keeps a title from being read as Markdown.
func escape(title string) string { return strings.ReplaceAll(title, "_", `\_`) }
