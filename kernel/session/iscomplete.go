package session

import (
	"go/token"
	"strings"
)

// Completeness answers whether code can run as it stands.
type Completeness struct {
	Status string // "complete", "incomplete" or "invalid"
	Indent string // for the next line, if incomplete
}

// IsComplete says whether code can run as it stands, needs more lines, or is wrong whatever follows.
func (s *Session) IsComplete(code string) Completeness {
	if strings.TrimSpace(code) == "" {
		return Completeness{Status: "complete"}
	}
	open, wrong := false, false
	toks := scan(code, func(off int, msg string) {
		if strings.Contains(msg, "not terminated") && !strings.HasPrefix(msg, "rune") && !strings.HasPrefix(msg, "string") {
			open = true // a raw string or a comment may go on
			return
		}
		wrong = true
	})
	if wrong {
		return Completeness{Status: "invalid"}
	}
	depth := 0
	for _, t := range toks {
		switch t.tok {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth--
		}
		if depth < 0 {
			return Completeness{Status: "invalid"}
		}
	}
	if open || depth > 0 || endsOpen(toks) {
		return Completeness{Status: "incomplete", Indent: indentation(code, depth)}
	}
	if _, diags := parseCell(0, code); len(diags) > 0 {
		return Completeness{Status: "invalid"}
	}
	return Completeness{Status: "complete"}
}

// endsOpen says whether the last token wants something after it.
func endsOpen(toks []tok) bool {
	if len(toks) == 0 {
		return false
	}
	t := toks[len(toks)-1].tok
	switch t {
	case token.COMMA, token.PERIOD, token.NOT, token.ARROW, token.COLON, token.ASSIGN, token.DEFINE, token.ELSE, token.FUNC, token.VAR,
		token.CONST, token.TYPE, token.IMPORT, token.FOR, token.IF, token.SWITCH, token.SELECT, token.GO, token.DEFER, token.RANGE, token.CASE:
		return true
	case token.INC, token.DEC:
		return false
	}
	return t.IsOperator() && (t.Precedence() > 0 || t > token.ADD_ASSIGN-1 && t <= token.AND_NOT_ASSIGN)
}

// indentation is the white space that begins the last line, one tab more after an opening bracket.
func indentation(code string, depth int) string {
	code = strings.TrimRight(code, "\n")
	line := code[strings.LastIndexByte(code, '\n')+1:]
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	if t := strings.TrimSpace(line); t != "" && strings.ContainsAny(t[len(t)-1:], "{([") {
		indent += "\t"
	} else if depth > 0 && indent == "" {
		indent = "\t"
	}
	return indent
}
