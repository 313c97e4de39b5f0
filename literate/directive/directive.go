// Package directive reads the comments at the top of a cell that say what the literate tools do with it:
//
//	//| export
//	//| echo: false
//	func Square(x float64) float64 { return x * x }
//
// The names and their meaning are nbdev's and Quarto's. The forms of nbdev's first version are read as well:
// "// export", "#export", "# default_exp core". One table ([Known]) holds them all.
package directive

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Directive is one directive of a cell.
type Directive struct {
	Name  string // as in the table: v1 names are replaced by those of today
	Value string // what follows the name, trimmed
	Line  int    // in the cell, from 1
}

// Cell is a cell's source, taken apart.
type Cell struct {
	Directives []Directive
	Body       string // the source without the lines of directives
	First      int    // the line of the source that is the first of Body, from 1
	Problems   []Problem
}

// Problem is a directive that cannot be meant as it stands.
type Problem struct {
	Line int
	What string
}

func (p Problem) String() string { return fmt.Sprintf("line %d: %s", p.Line, p.What) }

var (
	modern = regexp.MustCompile(`^\s*(?://|#)\s?\|\s*([A-Za-z][\w-]*)(:?)\s*(.*?)\s*$`)
	v1     = regexp.MustCompile(`^(?:// |# ?)([a-z_]+)(?:\s+([\w./-]+))?\s*$`)
)

// Parse reads the directives of a cell. Flags are names that the user has made directives of: of tests to be skipped.
func Parse(source string, flags ...string) Cell {
	c := Cell{First: 1}
	rest := source
	for line := 1; rest != ""; line++ {
		text, after, _ := strings.Cut(rest, "\n")
		d, problem, ok := parseLine(text, flags)
		if !ok && strings.TrimSpace(text) != "" {
			break
		}
		if ok {
			d.Line = line
			if problem != "" {
				c.Problems = append(c.Problems, Problem{line, problem})
			} else {
				c.Directives = append(c.Directives, d)
			}
		}
		rest, c.First = after, line+1
	}
	if len(c.Directives) == 0 && len(c.Problems) == 0 {
		return Cell{Body: source, First: 1}
	}
	c.Body = rest
	return c
}

// Code returns the source as Go: directives that begin with #, in the way of Python, become blank lines.
func Code(source string) string {
	lines := strings.Split(source, "\n")
	for _, d := range Parse(source).Directives {
		if strings.HasPrefix(strings.TrimSpace(lines[d.Line-1]), "#") {
			lines[d.Line-1] = ""
		}
	}
	return strings.Join(lines, "\n")
}

// parseLine reads one line; ok is false if it is no directive.
func parseLine(text string, flags []string) (d Directive, problem string, ok bool) {
	if m := modern.FindStringSubmatch(text); m != nil {
		d = Directive{Name: m[1], Value: m[3]}
		kind, known := Known[d.Name]
		switch {
		case slices.Contains(flags, d.Name):
			return d, "", true
		case !known:
			return d, unknown(d.Name), true
		case kind.Now != "":
			d.Name = kind.Now
			if d.Value == "" {
				d.Value = kind.NowValue
			}
			kind = Known[d.Name]
		}
		return d, kind.check(d), true
	}
	if m := v1.FindStringSubmatch(text); m != nil {
		kind, known := Known[m[1]]
		if !known || !kind.V1 {
			return d, "", false // an ordinary comment
		}
		d = Directive{Name: m[1], Value: m[2]}
		if kind.Now != "" {
			d.Name, d.Value = kind.Now, kind.NowValue
			kind = Known[d.Name]
		}
		return d, kind.check(d), true
	}
	return d, "", false
}

// Has reports whether the cell bears the directive, whatever its value.
func (c Cell) Has(name string) bool {
	_, ok := c.Get(name)
	return ok
}

// Get returns the value of the last directive of that name.
func (c Cell) Get(name string) (string, bool) {
	for i := len(c.Directives) - 1; i >= 0; i-- {
		if d := c.Directives[i]; d.Name == name {
			return d.Value, true
		}
	}
	return "", false
}

// Is reports whether a directive has the value, such as echo false.
func (c Cell) Is(name, value string) bool {
	v, ok := c.Get(name)
	return ok && v == value
}

// unknown words the error for a name that is not in the table, with the nearest that is.
func unknown(name string) string {
	best, distance := "", 3
	for known := range Known {
		if d := editDistance(name, known); d < distance || d == distance && best != "" && known < best {
			best, distance = known, d
		}
	}
	if best == "" {
		return fmt.Sprintf("directive %q is not known", name)
	}
	return fmt.Sprintf("directive %q is not known; did you mean %q?", name, best)
}

// editDistance counts the insertions, deletions and replacements that turn a into b.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
