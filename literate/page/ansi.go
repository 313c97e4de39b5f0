package page

// Terminal colours as HTML. Streams and tracebacks carry ANSI codes; colours become classes (so that light and dark
// each have their own), every other control sequence is dropped.

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
)

var control = regexp.MustCompile("\x1b(?:\\[([0-9;:?]*)([A-Za-z])|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|[@-Z\\\\-_])")

// pen is the state that SGR codes change.
type pen struct {
	fg, bg                                          string // a class suffix ("1", "9") or a CSS colour ("#ff0000")
	bold, faint, italic, underline, inverse, strike bool
}

// ansiHTML returns text as HTML.
func ansiHTML(text string) string {
	var b strings.Builder
	var p pen
	emit := func(s string) {
		if s == "" {
			return
		}
		s = html.EscapeString(s)
		if attrs := p.attrs(); attrs != "" {
			s = "<span" + attrs + ">" + s + "</span>"
		}
		b.WriteString(s)
	}
	at := 0
	for _, m := range control.FindAllStringSubmatchIndex(text, -1) {
		emit(text[at:m[0]])
		at = m[1]
		if m[4] >= 0 && text[m[4]:m[5]] == "m" {
			p.apply(text[m[2]:m[3]])
		}
	}
	emit(text[at:])
	return b.String()
}

// apply changes the pen by the parameters of one SGR sequence.
func (p *pen) apply(params string) {
	codes := []int{}
	for _, s := range strings.FieldsFunc(params, func(r rune) bool { return r == ';' || r == ':' }) {
		n, _ := strconv.Atoi(s)
		codes = append(codes, n)
	}
	if len(codes) == 0 {
		codes = []int{0}
	}
	for len(codes) > 0 {
		c := codes[0]
		codes = codes[1:]
		switch {
		case c == 0:
			*p = pen{}
		case c == 38 || c == 48:
			colour, used := extended(codes)
			codes = codes[used:]
			if c == 38 {
				p.fg = colour
			} else {
				p.bg = colour
			}
		case 30 <= c && c <= 37:
			p.fg = strconv.Itoa(c - 30)
		case 90 <= c && c <= 97:
			p.fg = strconv.Itoa(c - 90 + 8)
		case 40 <= c && c <= 47:
			p.bg = strconv.Itoa(c - 40)
		case 100 <= c && c <= 107:
			p.bg = strconv.Itoa(c - 100 + 8)
		case c == 39:
			p.fg = ""
		case c == 49:
			p.bg = ""
		case c == 22:
			p.bold, p.faint = false, false
		default:
			for _, f := range []struct {
				on, off int
				field   *bool
			}{{1, 0, &p.bold}, {2, 0, &p.faint}, {3, 23, &p.italic}, {4, 24, &p.underline}, {7, 27, &p.inverse}, {9, 29, &p.strike}} {
				if c == f.on || c == f.off {
					*f.field = c == f.on
				}
			}
		}
	}
}

// extended reads 5;n or 2;r;g;b after 38 or 48 and says how many codes that took.
func extended(codes []int) (colour string, used int) {
	switch {
	case len(codes) >= 2 && codes[0] == 5:
		n := codes[1]
		switch {
		case n < 16:
			return strconv.Itoa(n), 2
		case n < 232:
			level := func(i int) int { return []int{0, 95, 135, 175, 215, 255}[i] }
			n -= 16
			return fmt.Sprintf("#%02x%02x%02x", level(n/36%6), level(n/6%6), level(n%6)), 2
		}
		grey := 8 + 10*(min(n, 255)-232)
		return fmt.Sprintf("#%02x%02x%02x", grey, grey, grey), 2
	case len(codes) >= 4 && codes[0] == 2:
		return fmt.Sprintf("#%02x%02x%02x", codes[1]&255, codes[2]&255, codes[3]&255), 4
	}
	return "", len(codes)
}

// attrs returns the class and style attributes for the pen, "" if it is plain.
func (p pen) attrs() string {
	var classes, styles []string
	colour := func(c, class, property string) {
		if strings.HasPrefix(c, "#") {
			styles = append(styles, property+":"+c)
		} else if c != "" {
			classes = append(classes, class+c)
		}
	}
	colour(p.fg, "fg", "color")
	colour(p.bg, "bg", "background-color")
	for _, f := range []struct {
		on    bool
		class string
	}{{p.bold, "bold"}, {p.faint, "faint"}, {p.italic, "italic"}, {p.underline, "underline"}, {p.inverse, "inverse"}, {p.strike, "strike"}} {
		if f.on {
			classes = append(classes, f.class)
		}
	}
	s := ""
	if len(classes) > 0 {
		s += ` class="` + strings.Join(classes, " ") + `"`
	}
	if len(styles) > 0 {
		s += ` style="` + strings.Join(styles, ";") + `"`
	}
	return s
}
