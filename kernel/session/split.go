package session

import (
	"go/scanner"
	"go/token"
	"strings"
)

// This file finds by its tokens which parts of a cell are functions and imports, and which brackets do not match.

// tok is a token of a cell; auto marks semicolons that the scanner has inserted.
type tok struct {
	off  int
	tok  token.Token
	lit  string
	auto bool
}

// scan tokenises src. Errors of the scanner (bad characters, open strings and comments) go to bad.
func scan(src string, bad func(off int, msg string)) []tok {
	fset := token.NewFileSet()
	f := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(f, []byte(src), func(p token.Position, msg string) {
		if bad != nil {
			bad(p.Offset, msg)
		}
	}, 0)
	var out []tok
	for {
		pos, t, lit := s.Scan()
		if t == token.EOF {
			return out
		}
		out = append(out, tok{off: f.Offset(pos), tok: t, lit: lit, auto: t == token.SEMICOLON && lit != ";"})
	}
}

var closerOf = map[token.Token]token.Token{token.LPAREN: token.RPAREN, token.LBRACK: token.RBRACK, token.LBRACE: token.RBRACE}

// unbalanced reports brackets that do not match; it is clearer than what a parser says of them.
func unbalanced(src string, toks []tok) (off int, msg string, ok bool) {
	var open []tok
	for _, t := range toks {
		switch t.tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			open = append(open, t)
		case token.RPAREN, token.RBRACK, token.RBRACE:
			if len(open) == 0 {
				return t.off, "unexpected " + t.tok.String() + ": nothing is open here", true
			}
			if o := open[len(open)-1]; closerOf[o.tok] != t.tok {
				if strings.Contains(src[o.off:t.off], "\n") { // the one that was forgotten is far from where that shows
					return o.off, "the " + o.tok.String() + " is not closed before the next " + t.tok.String(), true
				}
				return t.off, "unexpected " + t.tok.String() + ": the " + o.tok.String() + " before it is still open", true
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		o := open[len(open)-1]
		return o.off, "the " + o.tok.String() + " is never closed", true
	}
	return 0, "", false
}

// A span is a range of offsets.
type span struct{ start, end int }

// declSpans finds the package clause, the functions, methods and imports at the top level of a cell. An explicit
// semicolon after one belongs to it.
func declSpans(toks []tok, size int) (pkg *span, decls []span) {
	depth := 0
	atStart := true
	at := func(i int) token.Token {
		if i < len(toks) {
			return toks[i].tok
		}
		return token.EOF
	}
	for i := 0; i < len(toks); i++ {
		t := toks[i].tok
		decl := false
		if depth == 0 && atStart {
			switch {
			case t == token.PACKAGE && i == 0:
				j := i
				for at(j) != token.SEMICOLON && at(j) != token.EOF {
					j++
				}
				pkg = &span{toks[i].off, endOf(toks, j, size)}
				i = j
				continue
			case t == token.IMPORT:
				decl = true
			case t == token.FUNC && at(i+1) == token.IDENT:
				decl = true
			case t == token.FUNC && at(i+1) == token.LPAREN:
				if j := matching(toks, i+1); j > 0 && at(j+1) == token.IDENT && at(j+2) == token.LPAREN {
					decl = true
				}
			}
		}
		if decl {
			j := declEnd(toks, i)
			decls = append(decls, span{toks[i].off, endOf(toks, j, size)})
			i = j
			atStart = true
			continue
		}
		switch t {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth--
		}
		atStart = t == token.SEMICOLON
	}
	return pkg, decls
}

// endOf is the offset behind the semicolon toks[j], or the end of the cell.
func endOf(toks []tok, j, size int) int {
	if j >= len(toks) {
		return size
	}
	if toks[j].auto {
		return toks[j].off
	}
	return toks[j].off + 1
}

// matching is the index of the bracket that closes toks[i], or 0.
func matching(toks []tok, i int) int {
	depth := 0
	for ; i < len(toks); i++ {
		switch toks[i].tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return 0
}

// declEnd is the index of the semicolon that ends the declaration at toks[i].
func declEnd(toks []tok, i int) int {
	depth := 0
	for ; i < len(toks); i++ {
		switch toks[i].tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth--
		case token.SEMICOLON:
			if depth == 0 {
				return i
			}
		}
	}
	return i
}

// blank replaces everything in src but line ends by spaces, outside (or inside) of the spans.
func blank(src string, spans []span, inside bool) string {
	b := []byte(src)
	k := 0
	for i := range b {
		for k < len(spans) && i >= spans[k].end {
			k++
		}
		in := k < len(spans) && i >= spans[k].start
		if in == inside && b[i] != '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}

// withDirectives widens the spans of functions by the //go: lines just above them.
func withDirectives(src string, spans []span) []span {
	out := make([]span, len(spans))
	for i, s := range spans {
		for {
			line := strings.LastIndexByte(src[:max(s.start-1, 0)], '\n') + 1 // start of the line above, if s starts its line
			if s.start == 0 || src[s.start-1] != '\n' || !strings.HasPrefix(src[line:s.start], "//") {
				break
			}
			s.start = line
		}
		out[i] = s
	}
	return out
}
