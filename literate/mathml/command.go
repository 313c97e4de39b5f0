package mathml

import (
	"fmt"
	"html"
	"strings"
)

// command reads what follows a command with arguments.
func (p *parser) command(t string) (atom, error) {
	if a, ok := accents[t]; ok {
		return p.accent(t, a.text, a.wide, a.below)
	}
	if _, ok := alphabets[t]; ok {
		outer := p.font
		p.font = t
		arg, err := p.argument()
		p.font = outer
		return atom{ml: arg}, err
	}
	if size, ok := sizes[t]; ok {
		p.skipSpace()
		f, err := p.fence(t)
		return atom{ml: fmt.Sprintf(`<mo fence="true" stretchy="true" minsize="%sem" maxsize="%sem">%s</mo>`, size, size, f)}, err
	}
	switch t {
	case `\frac`, `\dfrac`, `\tfrac`, `\cfrac`:
		return p.two(t, "<mfrac>%s%s</mfrac>")
	case `\binom`:
		return p.two(t, `<mrow><mo>(</mo><mfrac linethickness="0">%s%s</mfrac><mo>)</mo></mrow>`)
	case `\overset`, `\stackrel`:
		return p.two(t, "<mover>%[2]s%[1]s</mover>")
	case `\underset`:
		return p.two(t, "<munder>%[2]s%[1]s</munder>")
	case `\sqrt`:
		return p.root()
	case `\text`, `\textrm`, `\mbox`, `\textbf`, `\textit`, `\texttt`:
		s, err := p.braced(t)
		style := map[string]string{`\textbf`: ` style="font-weight:bold"`, `\textit`: ` style="font-style:italic"`, `\texttt`: ` style="font-family:monospace"`}[t]
		return atom{ml: "<mtext" + style + ">" + html.EscapeString(strings.ReplaceAll(s, " ", "\u00a0")) + "</mtext>"}, err
	case `\operatorname`, `\mathop`, `\operatorname*`:
		limits := t == `\mathop`
		if p.peek() == "*" {
			p.at++
			limits = true
		}
		s, err := p.braced(t)
		return name(html.EscapeString(strings.ReplaceAll(s, " ", "\u2009")), limits), err
	case `\left`:
		return p.fenced()
	case `\begin`:
		return p.environment()
	case `\not`:
		p.skipSpace()
		s, ok := signs[p.next()]
		if !ok {
			return atom{}, fmt.Errorf(`\not needs a relation after it`)
		}
		return sign(s.text+"\u0338", s.kind, nil), nil
	case `\boxed`:
		arg, err := p.argument()
		return atom{ml: `<mrow style="border:1px solid;padding:0.2em">` + arg + "</mrow>"}, err
	case `\phantom`:
		arg, err := p.argument()
		return atom{ml: wrap("mphantom", arg)}, err
	}
	return atom{}, fmt.Errorf("%s is not known", t)
}

// two reads two arguments into a format.
func (p *parser) two(t, format string) (atom, error) {
	first, err := p.argument()
	if err != nil {
		return atom{}, fmt.Errorf("%s: %w", t, err)
	}
	second, err := p.argument()
	if err != nil {
		return atom{}, fmt.Errorf("%s: %w", t, err)
	}
	return atom{ml: fmt.Sprintf(format, first, second)}, nil
}

func (p *parser) accent(t, text string, wide, below bool) (atom, error) {
	arg, err := p.argument()
	if err != nil {
		return atom{}, fmt.Errorf("%s: %w", t, err)
	}
	tag, attr, k := "mover", ` accent="true"`, ord
	if below {
		tag, attr = "munder", ` accentunder="true"`
	}
	if t == `\overbrace` || t == `\underbrace` {
		k = large // what follows as a script names the brace
	}
	return atom{ml: fmt.Sprintf(`<%s%s>%s<mo stretchy="%t">%s</mo></%s>`, tag, attr, arg, wide, text, tag), kind: k}, nil
}

// root reads \sqrt{x} and \sqrt[n]{x}.
func (p *parser) root() (atom, error) {
	p.skipSpace()
	if p.peek() != "[" {
		arg, err := p.argument()
		return atom{ml: wrap("msqrt", arg)}, err
	}
	p.at++
	index, err := p.row("]")
	if err != nil {
		return atom{}, err
	}
	p.at++
	arg, err := p.argument()
	return atom{ml: wrap("mroot", arg+group(index))}, err
}

// fence reads the delimiter after \left, \right or \big; "." is none.
func (p *parser) fence(after string) (string, error) {
	p.skipSpace()
	t := p.next()
	if t == "." {
		return "", nil
	}
	if t == "<" || t == ">" {
		return map[string]string{"<": "⟨", ">": "⟩"}[t], nil
	}
	s, ok := signs[t]
	if !ok {
		return "", fmt.Errorf("%s needs a bracket after it, not %q", after, t)
	}
	return html.EscapeString(s.text), nil
}

// fenced reads \left( … \right).
func (p *parser) fenced() (atom, error) {
	left, err := p.fence(`\left`)
	if err != nil {
		return atom{}, err
	}
	row, err := p.row(`\right`)
	if err != nil {
		return atom{}, err
	}
	p.at++
	right, err := p.fence(`\right`)
	return atom{ml: between(left, group(row), right)}, err
}

// between puts stretching brackets around a formula.
func between(left, inner, right string) string {
	return `<mrow><mo fence="true" form="prefix">` + left + "</mo>" + inner + `<mo fence="true" form="postfix">` + right + "</mo></mrow>"
}

// environment reads \begin{name} … \end{name}: rows of cells.
func (p *parser) environment() (atom, error) {
	env, err := p.braced(`\begin`)
	if err != nil {
		return atom{}, err
	}
	e, ok := environments[env]
	if !ok {
		return atom{}, fmt.Errorf("environment %s is not known", env)
	}
	if env == "array" || env == "alignat" {
		spec, err := p.braced(`\begin{` + env + "}")
		if err != nil {
			return atom{}, err
		}
		if env == "array" {
			e.align = strings.Map(func(r rune) rune {
				if strings.ContainsRune("lcr", r) {
					return r
				}
				return -1
			}, spec)
		}
	}
	var table strings.Builder
	fmt.Fprintf(&table, `<mtable displaystyle="%t">`, e.display)
	for ended := false; !ended; {
		var rowML strings.Builder
		columns, filled := 0, false
		for next := "&"; next == "&"; columns++ {
			cells, err := p.row(cell)
			if err != nil {
				return atom{}, err
			}
			filled = filled || len(cells) > 0
			side := map[byte]string{'l': "left", 'r': "right", 'c': "center"}[(e.align + "c")[columns%max(len(e.align), 1)]]
			pad := ""
			if e.display { // the columns of aligned equations touch
				pad = ";padding-left:0;padding-right:0"
			}
			fmt.Fprintf(&rowML, `<mtd style="text-align:%s%s">%s</mtd>`, side, pad, group(cells))
			next = p.next()
			ended = next == `\end`
		}
		if filled || !ended { // a \\ before \end makes no further row
			table.WriteString(wrap("mtr", rowML.String()))
		}
	}
	table.WriteString("</mtable>")
	if closed, err := p.braced(`\end`); err != nil || closed != env {
		return atom{}, fmt.Errorf(`\begin{%s} is ended by \end{%s}`, env, closed)
	}
	if e.left == "" && e.right == "" {
		return atom{ml: table.String()}, nil
	}
	return atom{ml: between(e.left, table.String(), e.right)}, nil
}
