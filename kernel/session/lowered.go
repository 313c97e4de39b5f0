package session

import (
	"regexp"
	"strconv"
	"strings"
)

// Lowered returns the cell as plain Go: with the operators of the dialect written as the calls that they mean. Nothing
// is committed.
func (s *Session) Lowered(src string) (string, []Diagnostic) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, diags := parseCell(0, src)
	if len(diags) > 0 {
		return "", s.hinted(c, diags)
	}
	p, diags := s.plan(c)
	if len(diags) > 0 {
		return "", diags
	}
	var edits []edit
	ck := p.final
	for _, e := range ck.edits {
		rec, from, ok := ck.c.origin(e.off - ck.c.header)
		_, to, ok2 := ck.c.origin(e.end - ck.c.header)
		if ok && ok2 && rec == nil && from <= to && to <= len(src) {
			edits = append(edits, edit{from, to, readable(e.new)})
		}
	}
	return string(apply([]byte(src), edits)), nil
}

// Warm imports what cells see without importing it, so that the first cell need not.
func (s *Session) Warm() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.exporting("X", s.cfg.Preload.Dot)
	s.leftOut("fmt", nil)
	if c, diags := parseCell(0, "fmt.Sprint(0)"); len(diags) == 0 {
		s.plan(c) // for its imports and caches; there is nothing to keep
	}
}

var compilerLine = regexp.MustCompile(`cell\[(\d+)\]:(\d+)(?::(\d+))?: (.*)$`)

// CompilerErrors turns the compiler's output into diagnostics. Go's type checker has seen the unit before, so it is
// rare that the compiler objects: to an oversized stack frame, a bad directive, a missing package.
func (s *Session) CompilerErrors(p *Plan, output string) []Diagnostic {
	c := p.p.c
	var out []Diagnostic
	var rest []string
	for _, line := range strings.Split(strings.TrimSpace(output), "\n") {
		m := compilerLine.FindStringSubmatch(line)
		if m == nil {
			if line = strings.TrimSpace(line); line != "" {
				rest = append(rest, line)
			}
			continue
		}
		n, _ := strconv.Atoi(m[1])
		row, _ := strconv.Atoi(m[2])
		col, _ := strconv.Atoi(m[3])
		d := Diagnostic{Cell: n, Line: row, Col: max(col, 1), Message: readable(m[4])}
		if n == c.number && row >= 1 && row <= len(c.lines) {
			at := c.diagnose(c.lines[row-1], "")
			d.Source = at.Source
			d.Col = min(d.Col, len(d.Source)+1)
		}
		out = append(out, d)
	}
	if len(out) == 0 {
		out = append(out, c.diagnose(0, "the compiler refuses the cell: "+strings.Join(rest, "; ")))
	}
	return capped(out)
}
