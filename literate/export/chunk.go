package export

// Cutting a cell at its top level: the pieces between semicolons (most of them put in by Go itself at line ends), each
// a declaration or a statement.

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"sort"
	"strings"
)

// chunk is one declaration or statement of a cell.
type chunk struct {
	start, end int      // in the cell, comments before it left out
	decl       ast.Decl // nil: a statement
	stmt       ast.Stmt
	defineAt   int // offset of := from start
	err        error
}

// chunks cuts source. Lines that begin with % or ! are the kernel's, not Go; they are chunks with an error.
func chunks(source string) []chunk {
	var list []chunk
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(source))
	s.Init(file, []byte(source), func(token.Position, string) {}, 0)
	depth, start, define := 0, -1, 0
	var first, last token.Token // of the chunk; before the current one
	for {
		pos, tok, lit := s.Scan()
		off := file.Offset(pos)
		switch tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth--
		case token.DEFINE:
			if depth == 0 && define == 0 {
				define = off
			}
		}
		ends := tok == token.EOF || tok == token.SEMICOLON && depth <= 0
		if lit == ";" && (first == token.IF || first == token.FOR || first == token.SWITCH) && last != token.RBRACE {
			ends = false // the semicolon in: if err := f(); err != nil {
		}
		if start < 0 && !ends {
			start, first = off, tok
		}
		last = tok
		if ends && start >= 0 {
			end := min(off, len(source))
			if lit != "\n" && tok == token.SEMICOLON {
				end = off
			}
			list = append(list, newChunk(source, start, end, define))
			start, define, first = -1, 0, token.ILLEGAL
		}
		if tok == token.EOF {
			return list
		}
	}
}

func newChunk(source string, start, end, define int) chunk {
	k := chunk{start: start, end: end, defineAt: define - start}
	text := source[start:end]
	decls, declErr := parseDecl(text)
	if declErr == nil && len(decls) == 1 {
		k.decl = decls[0]
		return k
	}
	f, err := parser.ParseFile(token.NewFileSet(), "", "package p;func _(){"+text+"\n}", parser.SkipObjectResolution)
	if err == nil {
		if body := f.Decls[0].(*ast.FuncDecl).Body.List; len(body) == 1 {
			k.stmt = body[0]
			return k
		}
	}
	if keyword := strings.Fields(text + " ")[0]; keyword != "func" && keyword != "type" && keyword != "var" && keyword != "const" && keyword != "import" {
		declErr = err
	}
	k.err = errors.New("not Go")
	if list := (scanner.ErrorList)(nil); errors.As(declErr, &list) && len(list) > 0 {
		k.err = errors.New(list[0].Msg)
	}
	return k
}

// imports returns the specs of an import declaration.
func (k chunk) imports() []*ast.ImportSpec {
	d, ok := k.decl.(*ast.GenDecl)
	if !ok || d.Tok != token.IMPORT {
		return nil
	}
	specs := []*ast.ImportSpec{}
	for _, s := range d.Specs {
		specs = append(specs, s.(*ast.ImportSpec))
	}
	return specs
}

// define reports whether the chunk is x := e.
func (k chunk) define() bool {
	s, ok := k.stmt.(*ast.AssignStmt)
	return ok && s.Tok == token.DEFINE
}

// edit replaces the bytes [off, end) of a text.
type edit struct {
	off, end int
	text     string
}

// apply makes edits that do not overlap; at one offset they apply in the order given.
func apply(src string, edits []edit) string {
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].off < edits[j].off })
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(src[at:e.off])
		b.WriteString(e.text)
		at = e.end
	}
	b.WriteString(src[at:])
	return b.String()
}
