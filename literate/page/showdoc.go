package page

// ShowDoc(symbol) in a code cell: its place in the page is taken by the symbol's documentation.

import (
	"fmt"
	"regexp"
	"strings"
)

var showDocCall = regexp.MustCompile(`^ShowDoc\(\s*([A-Za-z_][\w.]*)\s*\)$`)

// shownSymbols returns the symbols of a cell that consists of calls of ShowDoc; of any other cell, none.
func shownSymbols(source string) []string {
	var symbols []string
	for line := range strings.Lines(source) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		m := showDocCall.FindStringSubmatch(line)
		if m == nil {
			return nil
		}
		symbols = append(symbols, m[1])
	}
	return symbols
}

// documentation returns the symbols' documentation as HTML.
func (c *converter) documentation(symbols []string) (string, error) {
	var b strings.Builder
	for _, symbol := range symbols {
		text, err := c.showDoc(symbol)
		if err != nil {
			return "", fmt.Errorf("ShowDoc(%s): %w", symbol, err)
		}
		b.WriteString(`<div class="doc">` + c.convert(text, nil) + "</div>\n")
	}
	return b.String(), nil
}
