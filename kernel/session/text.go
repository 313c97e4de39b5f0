package session

import (
	"go/scanner"
	"go/token"
	"go/types"
	"strings"
)

// This file holds source text whose references are known: to session declarations, which may be retired under another
// name, and to packages, which units import under private aliases. A text can thus be emitted in any later unit.

// refMark begins the private names in units: aliases of packages (ˑstrings), and retired names (fˑ1). It is a letter
// (U+02D1) that nobody types.
const refMark = "ˑ"

// A ref is one identifier in a text: a session declaration or an import path.
type ref struct {
	off, end int
	rec      *record
	path     string
}

// A text is Go source with the identifiers that refer to something outside of it, in order of offset.
type text struct {
	src  string
	refs []ref
}

// render writes the text with the names that the two functions give.
func (t text) render(name func(*record) string, alias func(path string) string) string {
	if len(t.refs) == 0 {
		return t.src
	}
	var b strings.Builder
	at := 0
	for _, r := range t.refs {
		b.WriteString(t.src[at:r.off])
		if r.rec != nil {
			b.WriteString(name(r.rec))
		} else {
			b.WriteString(alias(r.path))
		}
		at = r.end
	}
	b.WriteString(t.src[at:])
	return b.String()
}

// slice is the part [from, to) of a text.
func (t text) slice(from, to int) text {
	out := text{src: t.src[from:to]}
	for _, r := range t.refs {
		if r.off >= from && r.end <= to {
			out.refs = append(out.refs, ref{r.off - from, r.end - from, r.rec, r.path})
		}
	}
	return out
}

// typeText writes a type as text. find resolves the type names of the package under check.
func typeText(t types.Type, pkg *types.Package, find func(name string) *record) text {
	return marked(types.TypeString(t, markQualifier(pkg)), find)
}

// signatureText writes a signature without the leading func.
func signatureText(sig *types.Signature, pkg *types.Package, find func(name string) *record) text {
	return marked(strings.TrimPrefix(types.TypeString(sig, markQualifier(pkg)), "func"), find)
}

// The qualifier leaves marks that no source has: \x00path\x01 before each package-level name. The path of the package
// under check is empty.
func markQualifier(pkg *types.Package) types.Qualifier {
	return func(p *types.Package) string {
		if p == pkg {
			return "\x00\x01"
		}
		return "\x00" + p.Path() + "\x01"
	}
}

// marked turns the marks of markQualifier into references.
func marked(s string, find func(name string) *record) text {
	var out text
	var b strings.Builder
	for {
		i := strings.IndexByte(s, 0)
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		j := strings.IndexByte(s, 1)
		path := s[i+1 : j]
		s = s[j+1:]
		if path != "" {
			out.refs = append(out.refs, ref{b.Len(), b.Len() + 1, nil, path})
			b.WriteByte('_') // stands for the alias; the dot follows
			continue
		}
		s = strings.TrimPrefix(s, ".")
		n := len(s) - len(strings.TrimLeftFunc(s, isIdentRune))
		if rec := find(s[:n]); rec != nil {
			out.refs = append(out.refs, ref{b.Len(), b.Len() + n, rec, ""})
		}
		b.WriteString(s[:n])
		s = s[n:]
	}
	b.WriteString(s)
	out.src = b.String()
	return out
}

// normal is source without comments and with the white space made even: equal for texts that differ in layout only.
func normal(src string) string {
	var b strings.Builder
	fset := token.NewFileSet()
	var s scanner.Scanner
	s.Init(fset.AddFile("", -1, len(src)), []byte(src), func(token.Position, string) {}, 0)
	held := "" // a semicolon or comma, which says nothing before a closing bracket
	for {
		_, t, lit := s.Scan()
		if t == token.EOF {
			return b.String()
		}
		if t != token.RBRACE && t != token.RPAREN {
			b.WriteString(held)
		}
		held = ""
		if t == token.SEMICOLON || t == token.COMMA {
			held = t.String() + " "
			continue
		}
		if lit == "" {
			lit = t.String()
		}
		b.WriteString(lit)
		b.WriteByte(' ')
	}
}
