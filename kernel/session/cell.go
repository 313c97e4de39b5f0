package session

import (
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"sort"
	"strings"
	"unicode/utf8"
)

// This file parses a cell. Functions and imports may stand anywhere between statements, which no Go file allows, so the
// cell is parsed twice with the other half blanked out: both halves keep the offsets of the cell.

const (
	declPrefix = "package p;\n" // a comment on the clause's line would belong to it
	bodyPrefix = "package p;func _(){"
)

// An item is one top-level piece of a cell, at the offsets [start, end) of its source. Exactly one of decl and stmt is
// set; type, const and var declarations are in decl.
type item struct {
	start, end int
	doc        int // where its comment begins, or start
	decl       ast.Decl
	stmt       ast.Stmt
}

// A cell is a parsed cell. Its syntax trees hold positions that off turns into offsets of src.
type cell struct {
	number int
	src    string // see shadow; as long as what was written
	plain  string // as written
	lines  []int  // offset of each line's start
	items  []item
	result *ast.ExprStmt // the trailing expression, if there is one
	quiet  bool          // a semicolon follows it: it is not shown
	free   []*ast.Ident  // identifiers that nothing in their half of the cell declares
	keys   []*ast.Ident  // identifiers that are keys of composite literals: fields, or names of map keys
	selOf  map[*ast.Ident]string

	embeds     []*embedding // variables with go:embed directives
	directives []directive  // those directives

	fset *token.FileSet
}

// off is the offset in the cell of a position in its syntax trees.
func (c *cell) off(p token.Pos) int {
	f := c.fset.File(p)
	o := f.Offset(p)
	if f.Name() == "decls" {
		return o - len(declPrefix)
	}
	return o - len(bodyPrefix)
}

// position is the line and column of an offset, both from 1; columns count bytes, as Go's do.
func (c *cell) position(off int) (line, col int) {
	i := sort.SearchInts(c.lines, off+1) - 1
	return i + 1, off - c.lines[i] + 1
}

// text is the source of a node.
func (c *cell) text(n ast.Node) string { return c.src[c.off(n.Pos()):c.off(n.End())] }

// written is the source of a node as the user has it.
func (c *cell) written(n ast.Node) string { return c.plain[c.off(n.Pos()):c.off(n.End())] }

func lineStarts(src string) []int {
	lines := []int{0}
	for i := 0; i < len(src); i++ {
		if src[i] == '\n' {
			lines = append(lines, i+1)
		}
	}
	return lines
}

// notText is the offset of the first byte that is no part of UTF-8 text, or of a control character that not even a
// string has in practice, or -1.
func notText(src string) int {
	for i, r := range src {
		if r == utf8.RuneError && !strings.HasPrefix(src[i:], "\ufffd") || r < ' ' && !strings.ContainsRune("\t\n\r\f\v\b\x1b", r) || r == 0x7f {
			return i
		}
	}
	return -1
}

// parseCell splits and parses a cell.
func parseCell(number int, src string) (*cell, []Diagnostic) {
	if rest, ok := strings.CutPrefix(src, "\ufeff"); ok { // files may begin with this mark
		src = "   " + rest
	}
	c := &cell{number: number, src: src, plain: src, lines: lineStarts(src), fset: token.NewFileSet(), selOf: map[*ast.Ident]string{}}
	var diags []Diagnostic
	bad := func(off int, msg string) { diags = append(diags, c.diagnose(off, msg)) }
	if off := notText(src); off >= 0 {
		bad(off, "this cell is not text: it holds bytes that no Go source has")
		diags[0].Source, diags[0].Hint = "", "was a file of another kind pasted here?"
		return c, diags
	}
	toks := scan(src, bad)
	if len(diags) > 0 {
		return c, diags
	}
	if off, msg, ok := unbalanced(src, toks); ok {
		bad(off, msg)
		return c, diags
	}
	pkg, spans := declSpans(toks, len(src))
	spans = withDirectives(src, spans)
	hidden := spans
	if pkg != nil {
		hidden = append([]span{*pkg}, spans...)
	}
	declSrc := declPrefix + blank(src, spans, false)
	bodySrc := bodyPrefix + blank(src, hidden, true) + "\n}"
	const mode = parser.ParseComments | parser.AllErrors
	var free []*ast.Ident
	parse := func(name, text string, prefix int) *ast.File {
		f, err := parser.ParseFile(c.fset, name, text, mode)
		if list, ok := err.(scanner.ErrorList); ok {
			for _, e := range list {
				if e.Msg == "imports must appear before other declarations" {
					continue // not in cells
				}
				bad(min(max(e.Pos.Offset-prefix, 0), len(src)), e.Msg)
			}
		}
		if f != nil {
			free = append(free, f.Unresolved...)
		}
		return f
	}
	body := parse("body", bodySrc, len(bodyPrefix))
	decls := parse("decls", declSrc, len(declPrefix))
	if len(diags) > 0 {
		return c, capped(diags)
	}
	for _, d := range decls.Decls {
		c.items = append(c.items, item{decl: d})
	}
	for _, s := range body.Decls[0].(*ast.FuncDecl).Body.List {
		switch s := s.(type) {
		case *ast.DeclStmt:
			c.items = append(c.items, item{decl: s.Decl})
		case *ast.EmptyStmt:
		default:
			c.items = append(c.items, item{stmt: s})
		}
	}
	for i := range c.items {
		it := &c.items[i]
		var n ast.Node = it.stmt
		if it.decl != nil {
			n = it.decl
		}
		it.start, it.end = c.off(n.Pos()), min(c.off(n.End()), len(src)) // an empty statement may end behind the cell
		it.doc = it.start
	}
	sort.SliceStable(c.items, func(i, j int) bool { return c.items[i].start < c.items[j].start })
	c.attachDocs(decls, body)
	if diags = c.findEmbeds(decls, body); len(diags) > 0 {
		return c, capped(diags)
	}
	c.free = free
	c.note(decls)
	c.note(body)
	if n := len(c.items); n > 0 && len(toks) > 0 {
		last := toks[len(toks)-1]
		if e, ok := c.items[n-1].stmt.(*ast.ExprStmt); ok {
			c.result, c.quiet = e, last.tok == token.SEMICOLON && !last.auto
		}
	}
	return c, nil
}

// attachDocs moves the start of declarations to the //go: directives above them.
func (c *cell) attachDocs(files ...*ast.File) {
	starts := map[int]*item{}
	for i := range c.items {
		starts[c.items[i].start] = &c.items[i]
	}
	for _, f := range files {
		for _, g := range f.Comments {
			end := c.off(g.End())
			first := -1
			for _, l := range g.List {
				if strings.HasPrefix(l.Text, "//go:") && first < 0 {
					first = c.off(l.Pos())
				}
			}
			next := end + len(c.src[end:]) - len(strings.TrimLeft(c.src[end:], " \t\r\n"))
			if it := starts[next]; it != nil && it.decl != nil && strings.Count(c.src[end:next], "\n") == 1 {
				it.doc = c.off(g.Pos())
				if first >= 0 {
					it.start = first
				}
			}
		}
	}
}

// note collects what resolution needs to know about identifiers: which are selected from, and which are keys.
func (c *cell) note(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok {
				c.selOf[id] = n.Sel.Name
			}
		case *ast.CompositeLit:
			for _, e := range n.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					if id, ok := kv.Key.(*ast.Ident); ok {
						c.keys = append(c.keys, id)
					}
				}
			}
		}
		return true
	})
}
