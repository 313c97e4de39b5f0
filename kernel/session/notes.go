package session

import "fmt"

// makeNotes says which declarations stay with what the cell has redeclared.
func (p *plan) makeNotes() {
	set := map[*record]bool{}
	for r := range p.kept {
		set[r] = true
	}
	for _, r := range sortedUsers(set) {
		of := ""
		for _, d := range p.live() {
			for _, old := range p.namesakes(d) {
				if r.deps[old] {
					of = old.key()
				}
			}
			if d.old == nil && r.recv != nil && d.rec.base == r.recv.base {
				of = r.recv.base
			}
		}
		if of == "" {
			of = "declarations"
		}
		p.notes = append(p.notes, fmt.Sprintf("%s (cell[%d]) still uses the old %s: %s", r.key(), r.cell, of, p.kept[r]))
	}
}
