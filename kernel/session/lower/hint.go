// Hints for notations of other languages that Go's parser stops at.

package lower

import (
	"errors"
	"go/scanner"
	"regexp"
	"strings"
)

// notations are the syntax errors that have a hint: the message matches, and so does the source line at the error's
// column (from there on).
var notations = []struct {
	message, line *regexp.Regexp
	hint          string
}{
	{regexp.MustCompile(`illegal character U\+0040`), regexp.MustCompile(`^@`), "a @ b is a.MatMul(b)"},
	{regexp.MustCompile(`expected|unexpected|missing`), regexp.MustCompile(`^\*\*`), "a ** b is a.Pow(b)"},
	{regexp.MustCompile(`expected|unexpected|missing`), regexp.MustCompile(`^//`), "a // b is a comment in Go; integers divide by a / b"},
}

// Hint returns advice on a syntax error in src, "" if there is none. It knows operators of other languages: a @ b,
// and indices with colons and commas. The hints on type errors are in [Result].
func Hint(src []byte, err error) string {
	var list scanner.ErrorList
	var first *scanner.Error
	switch {
	case errors.As(err, &list) && len(list) > 0:
		first = list[0]
	case errors.As(err, &first):
	default:
		return ""
	}
	off := first.Pos.Offset
	if off < 0 || off > len(src) {
		return ""
	}
	rest := string(src[off:])
	for _, n := range notations {
		if n.message.MatchString(first.Msg) && n.line.MatchString(rest) {
			return n.hint
		}
	}
	line := string(src[strings.LastIndexByte(string(src[:off]), '\n')+1:])
	line, _, _ = strings.Cut(line, "\n")
	switch {
	case strings.Contains(line, "@"):
		return "a @ b is a.MatMul(b)"
	case listedIndices.MatchString(line):
		return "indices are a method: x[i, j] is x.At(i, j)"
	case slicedIndices.MatchString(line):
		return "Go has one index or one slice in brackets; for arrays see their methods At and Slice"
	}
	return ""
}

// listedIndices finds x[0, 1], which Go reads as type arguments.
var listedIndices = regexp.MustCompile(`[\w\])]\[[^\[\]:{}]*,[^\[\]:{}]*\]`)

// slicedIndices finds x[1:2, 3], x[:, 0] and their like.
var slicedIndices = regexp.MustCompile(`\w\[[^\[\]]*:[^\[\]]*,[^\[\]]*\]|\w\[[^\[\]]*,[^\[\]]*:[^\[\]]*\]`)
