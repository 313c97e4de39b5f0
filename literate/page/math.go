package page

// Math in Markdown. Goldmark knows no $…$ and damages what is in it ($a*b*c$ becomes italic, \\ becomes \), so two
// parsers of ours take the formulas out first: one for blocks ($$ … $$ and \begin{…} … \end{…}), one within a line.

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/gradbook/gradbook/literate/mathml"
)

// mathNode is a formula; as a block or within a line.
type mathNode struct {
	ast.BaseBlock
	inline  bool
	display bool
	tex     string
	end     []byte // what ends a block; nil once it was found
}

var kindMath = ast.NewNodeKind("Math")

func (n *mathNode) Kind() ast.NodeKind         { return kindMath }
func (n *mathNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }
func (n *mathNode) Type() ast.NodeType {
	if n.inline {
		return ast.TypeInline
	}
	return ast.TypeBlock
}

// mathExtension adds formulas to Markdown; what cannot be rendered is shown as it is and told to report.
type mathExtension struct{ report func(error) }

func (e mathExtension) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithBlockParsers(util.Prioritized(mathBlock{}, 150)),
		parser.WithInlineParsers(util.Prioritized(mathInline{}, 50)),
	)
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(e, 100)))
}

func (e mathExtension) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindMath, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		n := node.(*mathNode)
		if !entering {
			return ast.WalkSkipChildren, nil
		}
		ml, err := mathml.Render(n.tex, n.display)
		if n.end != nil {
			err = fmt.Errorf("formula %q: no %s ends it", strings.TrimSpace(n.tex), n.end)
		}
		if err != nil {
			e.report(err)
			ml = fmt.Sprintf(`<code class="math-error" title="%s">%s</code>`, html.EscapeString(err.Error()), html.EscapeString(n.tex))
		}
		if !n.inline {
			ml = `<div class="math">` + ml + "</div>\n"
		}
		w.WriteString(ml)
		return ast.WalkSkipChildren, nil
	})
}

// mathBlock parses formulas that have lines of their own.
type mathBlock struct{}

func (mathBlock) Trigger() []byte             { return []byte{'$', '\\'} }
func (mathBlock) CanInterruptParagraph() bool { return true }
func (mathBlock) CanAcceptIndentedLine() bool { return false }

func (mathBlock) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	trimmed := bytes.TrimSpace(line)
	n := &mathNode{display: true}
	switch {
	case bytes.HasPrefix(trimmed, []byte("$$")):
		n.end = []byte("$$")
		trimmed = trimmed[2:]
	case bytes.HasPrefix(trimmed, []byte(`\begin{`)):
		name, _, ok := strings.Cut(string(trimmed[len(`\begin{`):]), "}")
		if !ok {
			return nil, parser.NoChildren
		}
		n.end = []byte(`\end{` + name + "}")
	default:
		return nil, parser.NoChildren
	}
	if before, after, ok := bytes.Cut(trimmed, n.end); ok {
		if len(bytes.TrimSpace(after)) > 0 {
			return nil, parser.NoChildren // text follows: a formula within a paragraph
		}
		n.tex = n.closed(string(before))
		n.end = nil
	} else {
		n.tex = string(trimmed) + "\n"
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (mathBlock) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*mathNode)
	if n.end == nil {
		return parser.Close
	}
	line, _ := reader.PeekLine()
	if line == nil {
		return parser.Close
	}
	if before, _, ok := bytes.Cut(line, n.end); ok {
		n.tex = n.closed(n.tex + string(before))
		n.end = nil
	} else {
		n.tex += string(line)
	}
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (mathBlock) Close(ast.Node, text.Reader, parser.Context) {}

// closed returns the formula without its dollar signs, or with its environment.
func (n *mathNode) closed(tex string) string {
	if n.end[0] == '\\' {
		tex += string(n.end)
	}
	return tex
}

// mathInline parses $…$ and $$…$$ within a paragraph.
type mathInline struct{}

func (mathInline) Trigger() []byte { return []byte{'$'} }

func (mathInline) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	mark := "$"
	if bytes.HasPrefix(line, []byte("$$")) {
		mark = "$$"
	}
	startLine, start := block.Position()
	block.Advance(len(mark))
	var tex strings.Builder
	for {
		line, _ := block.PeekLine()
		if line == nil {
			block.SetPosition(startLine, start)
			return nil
		}
		i := closingDollar(line, mark)
		if i < 0 {
			tex.Write(line)
			block.AdvanceLine()
			continue
		}
		tex.Write(line[:i])
		block.Advance(i + len(mark))
		if strings.TrimSpace(tex.String()) == "" {
			block.SetPosition(startLine, start)
			return nil
		}
		return &mathNode{inline: true, display: mark == "$$", tex: tex.String()}
	}
}

// closingDollar finds the mark that ends a formula: not escaped, and not followed by a digit ($5 and $10 are prices).
func closingDollar(line []byte, mark string) int {
	for i := 0; i+len(mark) <= len(line); i++ {
		switch {
		case line[i] == '\\':
			i++
		case string(line[i:i+len(mark)]) == mark:
			if after := i + len(mark); after == len(line) || line[after] < '0' || line[after] > '9' {
				return i
			}
			return -1
		}
	}
	return -1
}
