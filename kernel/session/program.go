package session

import (
	"bytes"
	"fmt"
	"go/format"
	"go/scanner"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// This file writes the session as a program: a Go file that the go command can build, for another system too.

// Declarations is the Go of what code mentions of the session: imports, types with their methods, functions, constants,
// and variables with the values that they were declared with, and what these mention in turn. Names that code declares
// itself are left out. With all, every type, function and constant counts as mentioned.
func (s *Session) Declarations(code string, all bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	own := FootprintOf(code).Declares
	seen := map[string]bool{}
	var recs []*record
	queue := identifiers(code)
	if all {
		for _, name := range slices.Sorted(maps.Keys(s.recs)) {
			if s.recs[name].kind != Var {
				queue = append(queue, name)
			}
		}
	}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		r := s.recs[name]
		if seen[name] {
			continue
		}
		seen[name] = true
		if r == nil || own[name] {
			continue
		}
		for _, r := range append([]*record{r}, r.methods...) {
			recs = append(recs, r)
			queue = append(queue, identifiers(s.declaration(r))...)
		}
	}
	// In the order of cells, since the values of variables are worked out in it.
	slices.SortStableFunc(recs, func(a, b *record) int {
		return slices.Compare([]int{a.cell, a.line, a.col}, []int{b.cell, b.line, b.col})
	})
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(s.imports)) {
		if seen[name] && !own[name] {
			fmt.Fprintf(&b, "import %s %q\n", name, s.imports[name])
		}
	}
	for _, path := range s.dots {
		fmt.Fprintf(&b, "import . %q\n", path)
	}
	written := map[string]bool{}
	for _, r := range recs {
		text := s.declaration(r)
		if at := fmt.Sprint(r.cell, text); r.kind != Var || !written[at] { // x, y := f() declares two
			written[at] = true
			b.WriteString(text + "\n")
		}
	}
	return b.String()
}

// declaration is a record's source; a constant has its own value, not the one that it repeats.
func (s *Session) declaration(r *record) string {
	if r.kind != Const {
		return r.source
	}
	return r.full.render(func(r *record) string { return r.base }, func(path string) string {
		for name, p := range s.imports {
			if p == path {
				return name
			}
		}
		if p, err := s.pkg(path); err == nil {
			return p.Name()
		}
		return path
	})
}

// identifiers are the names in Go source, with repetitions.
func identifiers(src string) []string {
	var sc scanner.Scanner
	sc.Init(token.NewFileSet().AddFile("", -1, len(src)), []byte(src), func(token.Position, string) {}, 0)
	var out []string
	for {
		switch _, tok, lit := sc.Scan(); tok {
		case token.EOF:
			return out
		case token.IDENT:
			out = append(out, lit)
		}
	}
}

// Program makes a Go file of a cell that has a func main(): all of it is in the file, packages that it does not import are,
// and the variables that it declares get their values before main runs. Errors in the cell are those of a Plan.
func (s *Session) Program(number int, src string) ([]byte, []Diagnostic) {
	p, diags := s.Plan(number, strings.TrimRight(src, " \t\r\n;")+";\n")
	if len(diags) > 0 {
		return nil, diags
	}
	var b bytes.Buffer
	for line := range bytes.Lines(p.Unit.Source) {
		if !bytes.HasPrefix(line, []byte("//line ")) {
			b.Write(line)
		}
	}
	if p.Unit.Entry != "" {
		fmt.Fprintf(&b, "\nfunc init() { %s() }\n", p.Unit.Entry)
	}
	out := b.Bytes()
	used := map[string]bool{}
	for _, name := range identifiers(string(out)) {
		used[name] = true
	}
	for _, path := range p.Unit.Imports { // ˑfmt can be fmt where nothing else is called so
		a := s.alias(path)
		if name := strings.TrimPrefix(a, refMark); name != a && !strings.Contains(name, refMark) && !used[name] {
			out = bytes.ReplaceAll(out, []byte("import "+a+" "+strconv.Quote(path)), []byte("import "+strconv.Quote(path)))
			out = bytes.ReplaceAll(out, []byte(a+"."), []byte(name+"."))
		}
	}
	if nice, err := format.Source(out); err == nil {
		out = nice
	}
	return out, nil
}
