package mathml

import (
	"errors"
	"fmt"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// atom is one element of a row.
type atom struct {
	ml   string
	kind kind
}

// parser reads tokens left to right.
type parser struct {
	tokens []string
	at     int
	font   string // command of the alphabet in force
}

func (p *parser) peek() string {
	if p.at < len(p.tokens) {
		return p.tokens[p.at]
	}
	return ""
}

func (p *parser) next() string {
	t := p.peek()
	p.at++
	return t
}

func (p *parser) skipSpace() {
	for p.peek() == " " {
		p.at++
	}
}

// row reads atoms up to (not including) a token that ends it: the given one, or one of & \\ \end \right.
func (p *parser) row(end string) ([]atom, error) {
	var row []atom
	for {
		p.skipSpace()
		t := p.peek()
		switch {
		case t == end:
			return spaced(row), nil
		case t == "" && end == cell:
			return nil, errors.New(`\end is missing at the end`)
		case t == "":
			return nil, fmt.Errorf("%s is missing at the end", end)
		case t == "}":
			return nil, errors.New("a } without its {")
		case t == `\right`:
			return nil, errors.New(`\right without \left`)
		case (t == "&" || t == `\\` || t == `\end`) && end == cell:
			return spaced(row), nil
		case t == "&" || t == `\\` || t == `\end`:
			return nil, fmt.Errorf("%s outside an environment", t)
		}
		a, err := p.scripted(row)
		if err != nil {
			return nil, err
		}
		if a.ml != "" {
			row = append(row, a)
		}
	}
}

// cell is what row takes as the end of a table cell: it stops at & \\ and \end.
const cell = "\x00cell"

// spaced adds the thin spaces that LaTeX puts around function names.
func spaced(row []atom) []atom {
	var out []atom
	thin := atom{ml: `<mspace width="0.167em"/>`, kind: blank}
	for i, a := range row {
		named := a.kind == function || a.kind == limitFunc
		if named && i > 0 && (row[i-1].kind == ord || row[i-1].kind == closing) {
			out = append(out, thin)
		}
		out = append(out, a)
		if named && i+1 < len(row) && row[i+1].kind == ord {
			out = append(out, thin)
		}
	}
	return out
}

// group makes one element of a row.
func group(row []atom) string {
	if len(row) == 1 {
		return row[0].ml
	}
	var b strings.Builder
	b.WriteString("<mrow>")
	for _, a := range row {
		b.WriteString(a.ml)
	}
	b.WriteString("</mrow>")
	return b.String()
}

// scripted reads an atom with its sub- and superscripts; before is what precedes it in the row.
func (p *parser) scripted(before []atom) (atom, error) {
	base := atom{ml: "<mrow></mrow>"}
	var err error
	if t := p.peek(); t != "^" && t != "_" && t != "'" {
		if base, err = p.atom(before); err != nil {
			return atom{}, err
		}
	}
	var sub string
	var sup []atom
	raised := false
	for {
		p.skipSpace()
		for p.peek() == `\limits` || p.peek() == `\nolimits` {
			p.at++
			p.skipSpace()
		}
		switch t := p.peek(); t {
		case "'":
			primes := ""
			for ; p.peek() == "'"; p.at++ {
				primes += "′"
			}
			sup = append(sup, atom{ml: wrap("mo", primes)})
		case "^", "_":
			p.at++
			arg, err := p.argument()
			if err != nil {
				return atom{}, fmt.Errorf("after %s: %w", t, err)
			}
			if t == "_" && sub != "" || t == "^" && raised {
				return atom{}, fmt.Errorf("two %s on one symbol", t)
			}
			if t == "_" {
				sub = arg
			} else {
				raised = true
				sup = append(sup, atom{ml: arg})
			}
		default:
			if sup == nil {
				return attach(base, sub, ""), nil
			}
			return attach(base, sub, group(sup)), nil
		}
	}
}

// attach puts scripts on a base: beside it, or above and below where the base has limits.
func attach(base atom, sub, sup string) atom {
	under, over, both := "msub", "msup", "msubsup"
	if base.kind == large || base.kind == limitFunc {
		under, over, both = "munder", "mover", "munderover"
	}
	switch {
	case sub == "" && sup == "":
	case sup == "":
		base.ml = wrap(under, base.ml+sub)
	case sub == "":
		base.ml = wrap(over, base.ml+sup)
	default:
		base.ml = wrap(both, base.ml+sub+sup)
	}
	return base
}

func wrap(tag, inner string) string { return "<" + tag + ">" + inner + "</" + tag + ">" }

// argument reads the argument of a command or script: a group in braces, or one atom.
func (p *parser) argument() (string, error) {
	p.skipSpace()
	if p.peek() == "" {
		return "", errors.New("an argument is missing at the end")
	}
	if t := p.peek(); len(t) > 1 && '0' <= t[0] && t[0] <= '9' { // x^23 is x²3, \frac12 is ½
		p.tokens[p.at] = t[1:]
		return wrap("mn", alphabets[p.font].apply(t[:1])), nil
	}
	a, err := p.atom(nil)
	return a.ml, err
}

// braced reads a group in braces as plain text.
func (p *parser) braced(of string) (string, error) {
	p.skipSpace()
	if p.next() != "{" {
		return "", fmt.Errorf("%s needs an argument in braces", of)
	}
	var b strings.Builder
	for depth := 1; ; {
		t := p.next()
		switch t {
		case "":
			return "", fmt.Errorf("} is missing after %s", of)
		case "{":
			depth++
			continue
		case "}":
			if depth--; depth == 0 {
				return b.String(), nil
			}
			continue
		}
		if len(t) == 2 && t[0] == '\\' {
			t = t[1:] // an escaped character: \_ \% \{
		}
		b.WriteString(t)
	}
}

// atom reads one element without its scripts.
func (p *parser) atom(before []atom) (atom, error) {
	t := p.next()
	if s, ok := signs[t]; ok {
		return sign(s.text, s.kind, before), nil
	}
	if limits, ok := functions[t]; ok {
		return name(strings.TrimPrefix(t, `\`), limits), nil
	}
	if w, ok := spaces[t]; ok {
		return atom{ml: `<mspace width="` + w + `em"/>`, kind: blank}, nil
	}
	switch {
	case ignored[t]:
		return atom{}, nil
	case t == "{":
		row, err := p.row("}")
		p.at++
		return atom{ml: group(row)}, err
	case letters[t] != "":
		return p.letter(letters[t]), nil
	case upright[t] != "":
		return atom{ml: `<mi mathvariant="normal">` + html.EscapeString(upright[t]) + "</mi>"}, nil
	case t[0] == '\\':
		return p.command(t)
	}
	r, _ := utf8.DecodeRuneInString(t)
	switch {
	case unicode.IsDigit(r):
		return atom{ml: wrap("mn", alphabets[p.font].apply(t))}, nil
	case unicode.IsLetter(r):
		return p.letter(t), nil
	}
	return atom{ml: wrap("mo", html.EscapeString(t))}, nil
}

// letter sets one letter in the font in force.
func (p *parser) letter(s string) atom {
	if p.font == `\mathrm` {
		return atom{ml: `<mi mathvariant="normal">` + s + "</mi>"}
	}
	return atom{ml: wrap("mi", alphabets[p.font].apply(s))}
}

func name(text string, limits bool) atom {
	switch text { // names with a space in them
	case "argmax", "argmin":
		text = "arg\u2009" + text[3:]
	case "limsup", "liminf":
		text = "lim\u2009" + text[3:]
	}
	if limits {
		return atom{ml: `<mo movablelimits="true" lspace="0" rspace="0">` + text + "</mo>", kind: limitFunc}
	}
	return atom{ml: `<mi mathvariant="normal">` + text + "</mi>", kind: function}
}

// sign sets an operator. A + or − with nothing to its left that it could join is a prefix: the minus of −x.
func sign(text string, k kind, before []atom) atom {
	attrs := ""
	switch {
	case k == operator && (text == "−" || text == "+" || text == "±") && joinsNothing(before):
		attrs = ` form="prefix" lspace="0" rspace="0"`
	case k == open || k == closing:
		attrs = ` stretchy="false"`
	case k == ord:
		attrs = ` stretchy="false" lspace="0" rspace="0"`
	case k == punct:
		attrs = ` separator="true"`
	case k == large:
		attrs = ` movablelimits="true"`
	}
	return atom{ml: "<mo" + attrs + ">" + html.EscapeString(text) + "</mo>", kind: k}
}

func joinsNothing(before []atom) bool {
	for len(before) > 0 && before[len(before)-1].kind == blank {
		before = before[:len(before)-1]
	}
	if len(before) == 0 {
		return true
	}
	last := before[len(before)-1].kind
	return last == operator || last == relation || last == open || last == punct
}
