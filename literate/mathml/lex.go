package mathml

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lex cuts a formula into tokens: commands with their backslash (`\frac`, `\,`), numbers, and single characters.
// A run of space is one token " ", which matters in text and after commands only.
func lex(tex string) []string {
	var tokens []string
	for i := 0; i < len(tex); {
		r, size := utf8.DecodeRuneInString(tex[i:])
		end := i + size
		switch {
		case r == '%':
			if n := strings.IndexByte(tex[i:], '\n'); n >= 0 {
				end = i + n
			} else {
				end = len(tex)
			}
			i = end
			continue
		case r == '\\' && end < len(tex):
			end += width(tex[end:], func(r rune) bool { return r < 0x80 && unicode.IsLetter(r) })
			if end == i+1 {
				_, size = utf8.DecodeRuneInString(tex[end:])
				end += size
			}
		case unicode.IsSpace(r):
			end = i + width(tex[i:], unicode.IsSpace)
			tokens = append(tokens, " ")
			i = end
			continue
		case unicode.IsDigit(r):
			end = i + width(tex[i:], unicode.IsDigit)
			if rest := tex[end:]; len(rest) > 1 && rest[0] == '.' && unicode.IsDigit(rune(rest[1])) {
				end += 1 + width(rest[1:], unicode.IsDigit)
			}
		}
		tokens = append(tokens, tex[i:end])
		i = end
	}
	return tokens
}

// width returns the length of the longest prefix of s whose runes all satisfy ok.
func width(s string, ok func(rune) bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !ok(r) }); i >= 0 {
		return i
	}
	return len(s)
}
