// Package mathml turns the LaTeX of notebooks into MathML, which browsers draw themselves: no script, no network,
// no fonts to ship.
//
//	mathml.Render(`\frac{1}{1 + \exp(-z)}`, true)
//
// It knows what MathJax users write in prose: fractions, roots, scripts, Greek, functions, big operators with limits,
// fences, accents, matrices, cases, aligned equations, fonts, text. What it does not know is an error, never a guess.
package mathml

import (
	"fmt"
	"html"
	"strings"
)

// Render returns the math element for a formula without its dollar signs; display asks for a block of its own. The
// formula is kept in the element as an annotation, from which it can be copied.
func Render(tex string, display bool) (string, error) {
	p := &parser{tokens: lex(tex)}
	body, err := p.row("")
	if err != nil {
		return "", fmt.Errorf("formula %q: %w", strings.TrimSpace(tex), err)
	}
	how := ""
	if display {
		how = ` display="block"`
	}
	return fmt.Sprintf(`<math xmlns="http://www.w3.org/1998/Math/MathML"%s><semantics>%s<annotation encoding="application/x-tex">%s</annotation></semantics></math>`,
		how, group(body), html.EscapeString(strings.TrimSpace(tex))), nil
}
