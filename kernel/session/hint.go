package session

import (
	"go/scanner"
	"go/token"
	"go/types"
	"regexp"
	"sort"
	"strings"

	"github.com/gradbook/gradbook/kernel/session/lower"
)

// advice is what to do about a message: both patterns must match, the second one the source line. $1 in the hint is
// from the message.
var advice = []struct {
	message, line *regexp.Regexp
	hint          string
}{
	{re(`is not used$`), nil, "only the last expression of a cell is shown; assign others, or pass them to fmt.Println"},
	{re(`mismatched types (untyped )?string and|mismatched types .* and (untyped )?string`), nil, "fmt.Sprint(x) or strconv.Itoa(n) make strings of other values"},
	{re(`^illegal rune literal|^more than one character in rune literal`), nil, `strings are written "…" or ` + "`…`" + `; '…' is a single character`},
	{re(`U\+003F '\?'`), nil, "Go has no c ? a : b; write if c { … } else { … }"},
	{re(`^illegal character U\+0023`), nil, "comments begin with //"},
	{re(`^expected`), re(`^\s*while\b`), "a loop with a condition is for cond { … }"},
	{re(`^expected`), re(`^\s*(def|function|fn|fun)\b`), "functions are written func name(x int) int { … }"},
	{re(`^expected`), re(`^\s*(let|auto|val)\b`), "variables are declared by x := value, or var x T"},
	{re(`^expected`), re(`^\s*print\b`), "print with fmt.Println(x)"},
	{re(`^expected`), re(`\S+\s+if\b.*\belse\b`), "Go has no conditional expressions; write if c { … } else { … }"},
	{re(`^expected`), re(`(\+\+|--)\s*\S`), "x++ is a statement, not an expression"},
	{re(`^expected`), re(`^\s*(class|struct)\b`), "types are written type Name struct { … }"},
	{re(`^(undefined: (try|except|catch|raise|throw))|^expected`), re(`\b(try|except|catch|raise|throw)\b`), "Go has errors as values: if err != nil { … }"},
	{re(`^undefined: (null|None|NULL|undefined)$`), nil, "the value is called nil"},
	{re(`^undefined: (True|False)$`), nil, "write true and false in lower case"},
	{re(`^undefined: (self|this)$`), nil, "name the receiver: func (t T) method()"},
	{re(`\(overflows\)|overflows int|constant overflow`), nil, "convert it to a type that holds it, such as float64(x), or use math/big"},
	{re(`^too many return values`), nil, "return in a cell ends the cell and gives no value; write the expression last instead"},
	{re(`^expected 1 expression`), nil, "show several values with fmt.Println(a, b)"},
	{re(`^missing return`), nil, "every path through a function with results ends in return or panic"},
	{re(`^cannot use .* as error value`), nil, "errors are made by errors.New and fmt.Errorf"},
	{re(`has pointer receiver`), nil, "a method with a pointer receiver belongs to *T only: try &x"},
	{re(`^assignment mismatch`), nil, "give every result a name, or _ for those that are not wanted"},
	{re(`^non-boolean condition|non-boolean`), nil, "conditions are of type bool: x != 0, s != \"\", p != nil"},
	{re(`raw string literal not terminated`), nil, "close it with `"},
	{re(`string literal not terminated`), nil, "close it with \", or use ` ` for several lines"},
	{re(`unlabeled|not in for, switch`), nil, "break and continue belong into loops; return ends the cell"},
}

func re(s string) *regexp.Regexp { return regexp.MustCompile(s) }

var (
	undefinedName   = re(`^undefined: ([\pL_][\pL\pN_]*)$`)
	undefinedMember = re(`^undefined: ([\pL_][\pL\pN_]*)\.([\pL_][\pL\pN_]*)$`)
	missingField    = re(`\(type (\S+) has no field or method ([\pL_][\pL\pN_]*)`)
	unknownField    = re(`^unknown field ([\pL_][\pL\pN_]*) in struct literal of type (\S+)$`)
	packageAlone    = re(`^use of package ([\pL_][\pL\pN_]*) (?:without|not in) selector`)
)

// hinted adds hints to diagnostics that have none, and drops those that only follow from an earlier syntax error.
func (s *Session) hinted(c *cell, ds []Diagnostic) []Diagnostic {
	var out []Diagnostic
	for i := range ds {
		d := ds[i]
		if i > 0 && follows.MatchString(d.Message) {
			continue
		}
		if d.Hint == "" {
			d.Hint = s.hint(c, d)
		}
		out = append(out, d)
	}
	return out
}

// follows matches syntax errors that are no news after another.
var follows = re(`found ('EOF'|newline)$|^expected ';', found 'else'`)

func (s *Session) hint(c *cell, d Diagnostic) string {
	if m := undefinedName.FindStringSubmatch(d.Message); m != nil {
		if h := s.nameHint(m[1], d); h != "" {
			return h
		}
	}
	if m := undefinedMember.FindStringSubmatch(d.Message); m != nil {
		return didYouMean(m[1]+".", closest(m[2], s.exportsOf(m[1])))
	}
	if m := packageAlone.FindStringSubmatch(d.Message); m != nil {
		return m[1] + " is a package; write " + m[1] + ".Name"
	}
	if m := missingField.FindStringSubmatch(d.Message); m != nil {
		return didYouMean("", closest(m[2], s.membersOf(c, m[1])))
	}
	if m := unknownField.FindStringSubmatch(d.Message); m != nil {
		return didYouMean("", closest(m[1], s.membersOf(c, m[2])))
	}
	for _, a := range advice {
		if a.message.MatchString(d.Message) && (a.line == nil || a.line.MatchString(d.Source)) {
			return a.hint
		}
	}
	if c == nil || !strings.HasPrefix(d.Message, "expected") && !strings.HasPrefix(d.Message, "illegal") {
		return ""
	}
	off := c.lines[d.Line-1] + d.Col - 1
	return lower.Hint([]byte(c.plain), &scanner.Error{Pos: token.Position{Offset: off}, Msg: d.Message})
}

func didYouMean(before, name string) string {
	if name == "" {
		return ""
	}
	return "did you mean " + before + name + "?"
}

// nameHint is advice on a name that nothing explains.
func (s *Session) nameHint(name string, d Diagnostic) string {
	if n := s.failed[name]; n != 0 && n != d.Cell {
		return name + " is declared in cell[" + itoa(n) + "], which did not compile"
	}
	if path := s.leftOut(name, nil); path != "" {
		return name + " is a package (" + path + "); write " + name + ".Name"
	}
	if re(`\b` + regexp.QuoteMeta(name) + `\s*:?=\s*func\b`).MatchString(d.Source) {
		return "a function literal does not know the name that it gets; declare func " + name + "(…), or var " + name + " func(…) before"
	}
	for _, a := range advice {
		if a.line == nil && a.message.MatchString(d.Message) {
			return a.hint
		}
	}
	var names []string
	for n := range s.recs {
		names = append(names, written(n))
	}
	for n := range s.imports {
		names = append(names, n)
	}
	if d.Col-1+len(name) < len(d.Source) && strings.HasPrefix(d.Source[d.Col-1+len(name):], ".") {
		for n := range stdPackages {
			names = append(names, n)
		}
		return didYouMean("", closest(name, names))
	}
	names = append(names, types.Universe.Names()...)
	for _, path := range append(append([]string{}, s.cfg.Preload.Dot...), s.dots...) {
		if p, err := s.pkg(path); err == nil {
			for _, n := range p.Scope().Names() {
				if token.IsExported(n) {
					names = append(names, n)
				}
			}
		}
	}
	return didYouMean("", closest(name, names))
}

// exportsOf lists what the package of that name exports.
func (s *Session) exportsOf(name string) []string {
	path := s.imports[name]
	if path == "" {
		path = s.leftOut(name, nil)
	}
	p, err := s.pkg(path)
	if path == "" || err != nil {
		return nil
	}
	var out []string
	for _, n := range p.Scope().Names() {
		if token.IsExported(n) {
			out = append(out, n)
		}
	}
	return out
}

// membersOf lists the fields and methods of a type that a message names: one of the session, the cell or a package.
func (s *Session) membersOf(c *cell, name string) []string {
	name = strings.TrimLeft(name, "*")
	code := c.plain + "\nvar " + placeholder + "v " + name + "\n" + placeholder + "v."
	l := &lister{s: s, seen: map[string]bool{}}
	if v := s.look(code, len(code), len(code), placeholder); v != nil && v.selected() != nil {
		l.members(v, v.selected())
	}
	var out []string
	for _, it := range l.items {
		out = append(out, it.Text)
	}
	return out
}

// closest is the name of least edit distance, if it is near.
func closest(name string, names []string) string {
	sort.Strings(names)
	best, least := "", max((len(name)+1)/3, 1)+1
	for _, n := range names {
		if n == name || len(name) < 3 && !strings.EqualFold(n, name) {
			continue
		}
		d := distance(strings.ToLower(name), strings.ToLower(n))
		if d < least {
			best, least = n, d
		}
	}
	return best
}

// distance is the edit distance with transpositions of neighbours (Damerau, optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}
