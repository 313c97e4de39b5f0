package shell

import (
	"go/scanner"
	"go/token"
	"strings"
)

// part is a stretch of a cell: one command, or Go with everything else blanked out so that positions stay.
type part struct {
	command bool
	text    string
}

// split separates the commands of a cell, which are lines that begin with % or ! where a Go statement could begin, from
// its Go code. A first line that begins with %% makes the whole cell one command.
func split(code string) []part {
	if strings.HasPrefix(strings.TrimLeft(code, " \t\r\n"), "%%") {
		return []part{{true, strings.TrimLeft(code, " \t\r\n")}}
	}
	lines := strings.SplitAfter(code, "\n")
	isCommand := commandLines(code)
	var parts []part
	var goCode strings.Builder
	blank, used := 0, false
	flush := func() {
		if used {
			parts = append(parts, part{text: goCode.String()})
		}
		goCode.Reset()
		used = false
	}
	for i, l := range lines {
		if isCommand[i] {
			flush()
			parts = append(parts, part{command: true, text: strings.TrimSpace(l)})
			blank = i + 1
			continue
		}
		if goCode.Len() == 0 {
			goCode.WriteString(strings.Repeat("\n", blank))
		}
		blank = i + 1
		goCode.WriteString(l)
		used = used || strings.TrimSpace(l) != ""
	}
	flush()
	return parts
}

// commandLines finds the lines that are commands: the scanner tells whether a line begins inside of a string, a comment,
// brackets or an expression that goes on.
func commandLines(code string) map[int]bool {
	out := map[int]bool{}
	if !strings.ContainsAny(code, "%!") {
		return out
	}
	// Commands are taken out as they are found, since their text is no Go.
	b := []byte(code)
	for {
		at := nextCommand(b)
		if at < 0 {
			return out
		}
		out[strings.Count(code[:at], "\n")] = true
		for i := at; i < len(b) && b[i] != '\n'; i++ {
			b[i] = ' '
		}
	}
}

// nextCommand is the offset of the first % or ! at the start of a line where a statement can begin, or -1.
func nextCommand(src []byte) int {
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	s.Init(file, src, func(token.Position, string) {}, 0)
	depth, start := 0, true
	for {
		pos, tok, _ := s.Scan()
		off := file.Offset(pos)
		switch tok {
		case token.EOF:
			return -1
		case token.LPAREN, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACK:
			depth--
		case token.REM, token.NOT, token.NEQ, token.REM_ASSIGN:
			if start && depth <= 0 && strings.TrimSpace(string(src[lineStart(src, off):off])) == "" {
				return off
			}
		}
		start = tok == token.SEMICOLON || tok == token.RBRACE
	}
}

func lineStart(src []byte, off int) int {
	return strings.LastIndexByte(string(src[:off]), '\n') + 1
}
