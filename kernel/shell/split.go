package shell

import (
	"go/scanner"
	"go/token"
	"strings"
)

// part is a stretch of a cell, and what it is.
type part struct {
	command bool   // it is one command
	main    bool   // it is Go that stands below %%: the body of a main function
	text    string // of Go: with everything else blanked out so that positions stay
	args    string // of a main part: the arguments of the program
}

// gonbPrefix may stand before any command: gonb has it for editors that want Go to be Go.
const gonbPrefix = "//gonb:"

// split separates the commands of a cell, which are lines that begin with % or ! where a Go statement could begin, from
// its Go code. A first line that begins with %%name makes the whole cell one command; %% alone begins the body of a main
// function, which runs after all commands of the cell.
func split(code string) []part {
	if first := strings.TrimPrefix(strings.TrimLeft(code, " \t\r\n"), gonbPrefix); isCellCommand(first) {
		return []part{{command: true, text: first}}
	}
	lines := strings.SplitAfter(code, "\n")
	commands := commandLines(code)
	var parts []part
	var main *part // nil: no %% yet
	var goCode strings.Builder
	blank, used := 0, false
	flush := func() {
		if used && main == nil {
			parts = append(parts, part{text: goCode.String()})
		}
		goCode.Reset()
		used = false
	}
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if n := commands[i]; n > 0 {
			text := commandText(lines[i : i+n])
			args, isMain := mainArgs(text)
			switch {
			case isMain && main == nil:
				flush()
				main = &part{main: true, args: args}
			case main == nil:
				flush()
				parts = append(parts, part{command: true, text: text})
			default: // below %%: the Go goes on after it
				parts = append(parts, part{command: true, text: text})
				goCode.WriteString(strings.Repeat("\n", n))
			}
			blank = i + n
			i += n - 1
			continue
		}
		if goCode.Len() == 0 {
			goCode.WriteString(strings.Repeat("\n", blank))
		}
		blank = i + 1
		goCode.WriteString(l)
		used = used || strings.TrimSpace(l) != ""
	}
	if main != nil {
		main.text = goCode.String()
		return append(parts, *main)
	}
	flush()
	return parts
}

// isCellCommand reports whether a cell that begins so is one command as a whole.
func isCellCommand(first string) bool {
	return len(first) > 2 && first[:2] == "%%" && (first[2] >= 'a' && first[2] <= 'z' || first[2] >= 'A' && first[2] <= 'Z')
}

// mainArgs takes %% or %main off the arguments.
func mainArgs(command string) (args string, ok bool) {
	name, args, _ := strings.Cut(command, " ")
	return strings.TrimSpace(args), name == "%%" || name == "%main"
}

// commandText joins the lines of a command, which goes on where a line ends in a backslash. A shell understands such
// lines itself.
func commandText(lines []string) string {
	text := strings.TrimPrefix(strings.TrimSpace(strings.Join(lines, "")), gonbPrefix)
	if strings.HasPrefix(text, "!") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\\\r\n", " "), "\\\n", " ")
}

// commandLines finds the lines where commands begin, with the number of lines that each has: the scanner tells whether a
// line begins inside of a string, a comment, brackets or an expression that goes on.
func commandLines(code string) map[int]int {
	out := map[int]int{}
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
		n := 1
		for i := at; i < len(b); i++ {
			if b[i] == '\n' {
				if !strings.HasSuffix(strings.TrimSuffix(code[:i], "\r"), `\`) {
					break
				}
				n++
				continue
			}
			b[i] = ' '
		}
		out[strings.Count(code[:at], "\n")] = n
	}
}

// nextCommand is the offset of the first command: a % or ! at the start of a line where a statement can begin, or a
// comment with gonb's prefix. It is -1 if there is none.
func nextCommand(src []byte) int {
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	s.Init(file, src, func(token.Position, string) {}, scanner.ScanComments)
	depth, start := 0, true
	for {
		pos, tok, lit := s.Scan()
		off := file.Offset(pos)
		switch tok {
		case token.EOF:
			return -1
		case token.LPAREN, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACK:
			depth--
		case token.REM, token.NOT, token.NEQ, token.REM_ASSIGN:
			if start && depth <= 0 && startsLine(src, off) {
				return off
			}
		case token.COMMENT:
			if c, ok := strings.CutPrefix(lit, gonbPrefix); ok && c != "" && (c[0] == '%' || c[0] == '!') && startsLine(src, off) {
				return off
			}
			continue // a statement can begin after it if one could before
		}
		start = tok == token.SEMICOLON || tok == token.RBRACE
	}
}

// startsLine reports whether nothing but space stands before an offset on its line.
func startsLine(src []byte, off int) bool {
	return strings.TrimSpace(string(src[strings.LastIndexByte(string(src[:off]), '\n')+1:off])) == ""
}
