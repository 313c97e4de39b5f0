package page

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
)

// highlight returns source as HTML with a class for each token (the page's style sheet has the colours). A language
// that is not known is left plain.
func highlight(source, language string) string {
	lexer := lexers.Get(language)
	if lexer == nil || strings.HasPrefix(strings.TrimSpace(source), "%%") {
		lexer = lexers.Fallback
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, strings.TrimRight(source, "\n"))
	if err != nil {
		tokens, _ = lexers.Fallback.Tokenise(nil, source)
	}
	var b strings.Builder
	format := html.New(html.WithClasses(true), html.PreventSurroundingPre(true))
	if err := format.Format(&b, styles.Fallback, tokens); err != nil {
		return ansiHTML(source)
	}
	return strings.TrimRight(b.String(), "\n")
}
