package session

import (
	"go/types"
	"regexp"
	"sort"
	"strings"
)

var undefinedName = regexp.MustCompile(`^undefined: ([\pL_][\pL\pN_]*)$`)

// hinted adds hints to diagnostics that have none.
func (s *Session) hinted(c *cell, ds []Diagnostic) []Diagnostic {
	for i := range ds {
		d := &ds[i]
		if d.Hint != "" {
			continue
		}
		switch m := undefinedName.FindStringSubmatch(d.Message); {
		case m != nil:
			d.Hint = s.similar(m[1])
		case strings.HasSuffix(d.Message, "is not used"):
			d.Hint = "only the last expression of a cell is shown; assign it, or pass it to fmt.Println"
		}
	}
	return ds
}

// similar proposes names of the session and of the language that are close to a name.
func (s *Session) similar(name string) string {
	var names []string
	for n := range s.recs {
		names = append(names, n)
	}
	for n := range s.imports {
		names = append(names, n)
	}
	names = append(names, types.Universe.Names()...)
	for _, path := range append(append([]string{}, s.cfg.Preload.Dot...), s.dots...) {
		if p, err := s.pkg(path); err == nil {
			for _, n := range p.Scope().Names() {
				if p.Scope().Lookup(n).Exported() {
					names = append(names, n)
				}
			}
		}
	}
	if best := closest(name, names); best != "" {
		return "did you mean " + best + "?"
	}
	return ""
}

// closest is the name of least edit distance, if it is near.
func closest(name string, names []string) string {
	sort.Strings(names)
	best, least := "", max(len(name)/3, 1)+1
	for _, n := range names {
		if n == name {
			continue
		}
		d := distance(strings.ToLower(name), strings.ToLower(n))
		if len(name) < 3 && d > 0 {
			continue
		}
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
