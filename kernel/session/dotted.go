package session

import (
	"fmt"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

// This file is about names of dot-imported packages that a cell declares itself. What earlier cells have written with
// such a name stays with the package's: a note says so, and a type that is written again is compared with that in mind.

// noteDotted says which declarations stay with what a name of a dot-imported package meant before the cell took it.
func (p *plan) noteDotted() {
	for _, d := range p.live() {
		name := d.rec.base
		if !d.inCell || d.rec.recv != nil || p.s.recs[name] != nil || !token.IsExported(name) {
			continue
		}
		from := p.s.exporting(name, slices.Concat(p.s.dots, p.s.cfg.Preload.Dot))
		if from == "" {
			continue
		}
		users := map[*record]bool{}
		for _, r := range p.s.recs {
			for _, u := range append([]*record{r}, r.methods...) {
				if own := p.decls[u.key()]; (own == nil || !own.inCell) && u.dots(name, from) {
					users[u] = true
				}
			}
		}
		var names []string
		for _, u := range sortedUsers(users) {
			names = append(names, fmt.Sprintf("%s (cell[%d])", u.key(), u.cell))
		}
		pkg := from
		if imported, err := p.s.pkg(from); err == nil {
			pkg = imported.Name()
		}
		switch {
		case len(names) == 1:
			p.notes = append(p.notes, fmt.Sprintf("%s still uses %s of package %s; run its cell again to use yours", names[0], name, pkg))
		case len(names) > 1:
			p.notes = append(p.notes, fmt.Sprintf("%s still use %s of package %s; run their cells again to use yours", listed(names, "and"), name, pkg))
		}
	}
}

// dots says whether the record's text has the name, and means that of the package.
func (r *record) dots(name, pkg string) bool {
	if r.kind == Var && slices.Contains(r.dotted, name) {
		return true
	}
	alone := regexp.MustCompile(`(^|[^.\pL\pN_])` + name + `($|[^\pL\pN_])`) // not the package's name and a dot before it
	return (r.full.selects(pkg, name) || r.redecl.selects(pkg, name)) && alone.MatchString(r.source)
}

// selects says whether the text has the name of the package.
func (t text) selects(pkg, name string) bool {
	for _, ref := range t.refs {
		if ref.path != pkg {
			continue
		}
		after, ok := strings.CutPrefix(t.src[ref.end:], "."+name)
		if ok && (after == "" || !isIdentRune([]rune(after)[0])) {
			return true
		}
	}
	return false
}

// paths lists the packages that the text refers to, in order.
func (t text) paths() []string {
	var out []string
	for _, ref := range t.refs {
		if ref.path != "" {
			out = append(out, ref.path)
		}
	}
	return out
}

// pathsIn lists the packages that a part of the cell refers to, in order.
func (p *plan) pathsIn(start, end int) []string {
	of := map[string]string{}
	for path, alias := range p.s.aliases {
		of[alias] = path
	}
	edits := slices.Clone(p.res.edits)
	sortEdits(edits)
	var out []string
	for _, e := range edits {
		if path := of[strings.TrimSuffix(e.new, ".")]; path != "" && e.off >= start && e.end <= end {
			out = append(out, path)
		}
	}
	return out
}
