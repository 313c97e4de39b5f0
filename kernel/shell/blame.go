package shell

import (
	"go/token"
	"regexp"
	"strconv"
	"strings"

	"github.com/gradbook/gradbook/kernel/session"
)

// A stack knows lines, no columns. This file finds the column of what failed where the line leaves no doubt, and says what to do
// about the panics that everybody meets: the same as the compiler's errors have.

// lexeme is a token of a line and where it begins.
type lexeme struct {
	at  int
	tok token.Token
	lit string
}

func lexemes(line string) []lexeme {
	var out []lexeme
	tokens(line, func(at int, tok token.Token, lit string) { out = append(out, lexeme{at, tok, lit}) })
	return out
}

// only is the column of the one place that fits; 0 if there is none, or more than one.
func only(line string, fits func(list []lexeme, i int) bool) int {
	col := 0
	list := lexemes(line)
	for i := range list {
		if fits(list, i) {
			if col > 0 {
				return 0
			}
			col = list[i].at + 1
		}
	}
	return col
}

// callColumn is where a line calls a function that a stack names, such as "outer", "T.m", "(*T).m" or "strings.Repeat".
func callColumn(line, callee string) int {
	callee, _, _ = strings.Cut(callee, "[") // type arguments
	name := callee[strings.LastIndexByte(callee, '.')+1:]
	return only(line, func(l []lexeme, i int) bool {
		return l[i].lit == name && i+1 < len(l) && (l[i+1].tok == token.LPAREN || l[i+1].tok == token.LBRACK) && (i == 0 || l[i-1].tok != token.FUNC)
	})
}

// faults say for the runtime's panics what in the line failed and what to do. $1 and $2 in a hint are from the message, $x is
// what the fault is about.
var faults = []struct {
	message *regexp.Regexp
	fits    func(l []lexeme, i int) bool
	hint    string
	unnamed string // what $x is where the line does not tell; empty: there is no hint then
}{
	{regexp.MustCompile(`^runtime error: index out of range \[(-?\d+)\] with length 0$`), indexes, "$x is empty", "what is indexed"},
	{regexp.MustCompile(`^runtime error: index out of range \[(-?\d+)\] with length 1$`), indexes, "the only index of $x is 0", "what is indexed"},
	{regexp.MustCompile(`^runtime error: index out of range \[(-?\d+)\] with length (\d+)$`), indexes, "the indices of $x are 0 to $2-1", "what is indexed"},
	{regexp.MustCompile(`^runtime error: index out of range \[-`), indexes, "an index is not negative; x[len(x)-1] is the last element", ""},
	{regexp.MustCompile(`^runtime error: slice bounds out of range`), indexes, "", ""},
	{regexp.MustCompile(`^assignment to entry in nil map$`), indexes, "$x is nil; a map has to be made before it is written to: make(map[K]V), or map[K]V{}", "the map"},
	{regexp.MustCompile(`nil pointer dereference$`), dereferences, "$x is nil there", ""},
	{regexp.MustCompile(`^runtime error: integer divide by zero$`), operator(token.QUO, token.REM, token.QUO_ASSIGN, token.REM_ASSIGN), "the divisor is 0; floating-point numbers give Inf or NaN there", ""},
	{regexp.MustCompile(`^interface conversion: `), asserts, "v, ok := x.(T) says in ok whether x holds a T, and does not panic", ""},
	{regexp.MustCompile(`^close of closed channel$`), calls("close"), "a channel is closed once, by the side that sends", ""},
	{regexp.MustCompile(`^close of nil channel$`), calls("close"), "a channel has to be made first: make(chan T)", ""},
	{regexp.MustCompile(`^send on closed channel$`), operator(token.ARROW), "the side that sends is the one to close, when it has sent everything", ""},
	{regexp.MustCompile(`^runtime error: hash of unhashable type`), indexes, "keys of maps are compared by ==, which slices, maps and functions cannot", ""},
	{regexp.MustCompile(`^runtime error: comparing uncomparable type`), operator(token.EQL, token.NEQ), "reflect.DeepEqual and slices.Equal compare what == cannot", ""},
	{regexp.MustCompile(`^runtime error: makeslice: (len|cap) out of range$`), calls("make"), "the size is negative, or far too large", ""},
	{regexp.MustCompile(`^runtime error: negative shift amount$`), operator(token.SHL, token.SHR, token.SHL_ASSIGN, token.SHR_ASSIGN), "", ""},
	{regexp.MustCompile(`^sync: negative WaitGroup counter$`), nil, "Done was called more often than Add allowed for", ""},
}

// panicColumn is what in a line made a panic.
func panicColumn(line, value string) int {
	if col := only(line, calls("panic")); col > 0 {
		return col
	}
	for _, f := range faults {
		if f.message.MatchString(value) {
			if f.fits == nil {
				return 0
			}
			return only(line, f.fits)
		}
	}
	return 0
}

// panicHint is what to do about a panic; "" if it is not one of the runtime's.
func panicHint(value string, frames []Frame) string {
	for _, f := range faults {
		m := f.message.FindStringSubmatch(value)
		if m == nil {
			continue
		}
		hint, about := f.hint, ""
		if len(frames) > 0 && frames[0].Col > 0 {
			about = operand(frames[0].Source, frames[0].Col-1)
		}
		if about == "" && f.unnamed != "" {
			about = f.unnamed
		}
		if about == "" && strings.Contains(hint, "$x") {
			return ""
		}
		hint = strings.ReplaceAll(hint, "$x", about)
		if len(m) > 2 {
			n, _ := strconv.Atoi(m[2])
			hint = strings.ReplaceAll(hint, "$2-1", strconv.Itoa(n-1))
		}
		return hint
	}
	return ""
}

// operand is the name that stands at, or right before, an offset of a line: x of x[i], p of p.next.
func operand(line string, at int) string {
	list := lexemes(line)
	for i, l := range list {
		if l.at != at {
			continue
		}
		if l.tok == token.MUL && i+1 < len(list) {
			return list[i+1].lit
		}
		if i == 0 || list[i-1].tok != token.IDENT {
			return ""
		}
		from := i - 1
		for from >= 2 && list[from-1].tok == token.PERIOD && list[from-2].tok == token.IDENT {
			from -= 2
		}
		if from > 0 && list[from-1].tok == token.PERIOD {
			return "" // of a call's result
		}
		return line[list[from].at:at]
	}
	return ""
}

// ends reports whether an operand may end with a token.
func ends(l lexeme) bool {
	return l.tok == token.IDENT || l.tok == token.RPAREN || l.tok == token.RBRACK || l.tok == token.STRING
}

// indexes finds a[: an operand and a bracket that is no type's.
func indexes(l []lexeme, i int) bool {
	if l[i].tok != token.LBRACK || i == 0 || !ends(l[i-1]) && l[i-1].tok != token.RBRACE || l[i-1].at+len(l[i-1].text()) != l[i].at {
		return false
	}
	return i+1 < len(l) && l[i+1].tok != token.RBRACK
}

func (l lexeme) text() string {
	if l.lit != "" {
		return l.lit
	}
	return l.tok.String()
}

// dereferences finds p.f and *p: a selection from what is no package.
func dereferences(l []lexeme, i int) bool {
	switch l[i].tok {
	case token.PERIOD:
		if i == 0 || i+1 >= len(l) || l[i+1].tok != token.IDENT || !ends(l[i-1]) {
			return false
		}
		return i > 1 && l[i-2].tok == token.PERIOD || !token.IsExported(l[i+1].lit) || len(session.StdPackages(l[i-1].lit)) == 0
	case token.MUL:
		return (i == 0 || !ends(l[i-1]) && l[i-1].tok != token.INT) && i+1 < len(l) && l[i+1].tok == token.IDENT
	}
	return false
}

func asserts(l []lexeme, i int) bool {
	return l[i].tok == token.LPAREN && i > 0 && l[i-1].tok == token.PERIOD
}

func operator(toks ...token.Token) func([]lexeme, int) bool {
	return func(l []lexeme, i int) bool {
		for _, t := range toks {
			if l[i].tok == t {
				return true
			}
		}
		return false
	}
}

func calls(name string) func([]lexeme, int) bool {
	return func(l []lexeme, i int) bool {
		return l[i].lit == name && i+1 < len(l) && l[i+1].tok == token.LPAREN
	}
}
