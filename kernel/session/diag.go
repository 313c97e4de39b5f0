package session

import (
	"fmt"
	"html"
	"sort"
	"strings"
	"unicode/utf8"
)

// maxDiagnostics is how many errors of a cell are told.
const maxDiagnostics = 10

// A Diagnostic is one error in a cell, in terms of the source as written.
type Diagnostic struct {
	Cell    int    // number of the cell
	Line    int    // line, from 1
	Col     int    // column in bytes, from 1
	Message string // what is wrong
	Source  string // the source line, without its newline
	Hint    string // what to do about it, or ""
}

// Error returns position and message on one line.
func (d Diagnostic) Error() string {
	return fmt.Sprintf("cell[%d]:%d:%d: %s", d.Cell, d.Line, d.Col, d.Message)
}

// Text renders the diagnostic with its source line, a caret and the hint; with ANSI colours if asked for, ones that can
// be read on the red ground, light or dark, that front ends give to errors.
func (d Diagnostic) Text(ansi bool) string {
	paint := func(code, s string) string {
		if !ansi {
			return s
		}
		return "\x1b[" + code + "m" + s + "\x1b[0m"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", paint("1;36", fmt.Sprintf("cell[%d]:%d:%d:", d.Cell, d.Line, d.Col)), paint("1", d.Message))
	if strings.TrimSpace(d.Source) != "" {
		fmt.Fprintf(&b, "\n    %s\n    %s%s", d.Source, d.indent(), paint("1", "^"))
	}
	if d.Hint != "" {
		fmt.Fprintf(&b, "\n    %s", paint("1", "hint:")+" "+d.Hint)
	}
	return b.String()
}

// HTML renders the diagnostic as a fragment of HTML.
func (d Diagnostic) HTML() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<div class="gradbook-error"><pre><span style="color:#088">cell[%d]:%d:%d:</span> <b style="color:#b00">%s</b>`,
		d.Cell, d.Line, d.Col, html.EscapeString(d.Message))
	if strings.TrimSpace(d.Source) != "" {
		fmt.Fprintf(&b, "\n    %s\n    %s<b style=\"color:#b00\">^</b>", html.EscapeString(d.Source), d.indent())
	}
	if d.Hint != "" {
		fmt.Fprintf(&b, "\n    <span style=\"color:#080\">hint: %s</span>", html.EscapeString(d.Hint))
	}
	b.WriteString("</pre></div>")
	return b.String()
}

// indent is as wide as the source line before the column; tabs stay tabs, so that the caret stands right.
func (d Diagnostic) indent() string {
	before := d.Source[:min(max(d.Col-1, 0), len(d.Source))]
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return '\t'
		}
		return ' '
	}, before)
}

// diagnose makes the diagnostic for an offset of the cell.
func (c *cell) diagnose(off int, msg string) Diagnostic {
	off = min(max(off, 0), len(c.src))
	line, col := c.position(off)
	end := len(c.src)
	if line < len(c.lines) {
		end = c.lines[line] - 1
	}
	source := strings.TrimRight(c.plain[c.lines[line-1]:end], "\r")
	if !utf8.ValidString(source) {
		source = strings.ToValidUTF8(source, "\ufffd")
	}
	return Diagnostic{Cell: c.number, Line: line, Col: col, Message: msg, Source: source}
}

// capped sorts diagnostics by position, drops repetitions of a message on a line and keeps the first ten.
func capped(ds []Diagnostic) []Diagnostic {
	sort.SliceStable(ds, func(i, j int) bool {
		if ds[i].Line != ds[j].Line {
			return ds[i].Line < ds[j].Line
		}
		return ds[i].Col < ds[j].Col
	})
	type key struct {
		line int
		msg  string
	}
	seen := map[key]bool{}
	out := ds[:0]
	for _, d := range ds {
		k := key{d.Line, d.Message}
		if !seen[k] && len(out) < maxDiagnostics {
			seen[k] = true
			out = append(out, d)
		}
	}
	return out
}
