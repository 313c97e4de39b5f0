// Package merge merges notebooks as git merges files, cell by cell. The result is always a notebook that loads: where
// both sides changed the same lines of a cell, both versions stand one after the other, between Markdown cells that
// say whose they are. Outputs and metadata never conflict.
package merge

import (
	"reflect"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/literate/nb"
)

// Notebooks merges what ours and theirs changed since base, and returns the ids of the cells in conflict. Cells are
// the same if they have the same id. Ours and theirs name the sides in conflicts.
func Notebooks(base, ours, theirs *nb.Notebook, ourName, theirName string) (*nb.Notebook, []string) {
	m := &merger{base: byID(base), ours: byID(ours), theirs: byID(theirs), done: map[string]bool{}, ourName: ourName, theirName: theirName}
	m.out = &nb.Notebook{Minor: max(ours.Minor, theirs.Minor), Metadata: metadata(base.Metadata, ours.Metadata, theirs.Metadata)}
	for _, h := range three(ids(base), ids(ours), ids(theirs)) {
		m.hunk(h)
	}
	// What each side moved to where the other made no place.
	m.place(ids(ours), nil)
	m.place(ids(theirs), nil)
	return m.out, m.conflicts
}

type merger struct {
	base, ours, theirs map[string]*nb.Cell
	ourName, theirName string
	out                *nb.Notebook
	done               map[string]bool // cells that have their place
	conflicts          []string
}

func byID(n *nb.Notebook) map[string]*nb.Cell {
	m := map[string]*nb.Cell{}
	for _, c := range n.Cells {
		m[c.ID] = c
	}
	return m
}

func ids(n *nb.Notebook) []string {
	var list []string
	for _, c := range n.Cells {
		list = append(list, c.ID)
	}
	return list
}

// hunk merges a run of cells. If one side left it as it was, the order is the other's; else ours come first, then those
// of theirs that are left.
func (m *merger) hunk(h hunk[string]) {
	switch {
	case slices.Equal(h.theirs, h.base):
		m.place(h.ours, nil)
		m.place(h.theirs, m.ours)
	case slices.Equal(h.ours, h.base):
		m.place(h.theirs, nil)
		m.place(h.ours, m.theirs)
	default:
		m.place(h.ours, nil)
		m.place(h.theirs, nil)
	}
}

// place merges cells that have no place yet and are not among others, which have a place elsewhere.
func (m *merger) place(ids []string, others map[string]*nb.Cell) {
	for _, id := range ids {
		if others[id] == nil && !m.done[id] {
			m.done[id] = true
			m.cell(id)
		}
	}
}

// cell merges one cell by its three versions, some of which may not be there.
func (m *merger) cell(id string) {
	base, ours, theirs := m.base[id], m.ours[id], m.theirs[id]
	switch {
	case ours == nil && theirs == nil: // deleted by both
	case base == nil && ours == nil:
		m.add(theirs)
	case base == nil && theirs == nil:
		m.add(ours)
	case ours == nil && theirs.Source == base.Source, theirs == nil && ours.Source == base.Source: // deleted by one
	case ours == nil:
		m.conflict(id, nil, theirs)
	case theirs == nil:
		m.conflict(id, ours, nil)
	default:
		m.both(id, base, ours, theirs)
	}
}

// both merges a cell that is on both sides. A cell that both added under one id has an empty base.
func (m *merger) both(id string, base, ours, theirs *nb.Cell) {
	if base == nil {
		base = &nb.Cell{Type: ours.Type}
	}
	if ours.Type != theirs.Type && ours.Source != theirs.Source && ours.Source != base.Source && theirs.Source != base.Source {
		m.conflict(id, ours, theirs)
		return
	}
	source, ok := lines(base.Source, ours.Source, theirs.Source)
	if !ok {
		m.conflict(id, ours, theirs)
		return
	}
	// The side that made the source there is owns the outputs: ours, unless only theirs changed something.
	from := ours
	if ours.Source == base.Source && (theirs.Source != base.Source || reflect.DeepEqual(ours.Outputs, base.Outputs)) {
		from = theirs
	}
	merged := *from
	merged.Source = source
	merged.Metadata = metadata(base.Metadata, ours.Metadata, theirs.Metadata)
	if source != from.Source { // nobody has run this
		merged.Outputs, merged.Count = nil, nil
	}
	m.add(&merged)
}

func (m *merger) add(c *nb.Cell) { m.out.Cells = append(m.out.Cells, c) }

// conflict puts both versions into the notebook; nil is a version that was deleted.
func (m *merger) conflict(id string, ours, theirs *nb.Cell) {
	m.conflicts = append(m.conflicts, id)
	note := func(mark, name, what string) {
		m.out.Add(nb.Markdown, "`"+mark+"` **"+name+"**"+what)
	}
	version := func(c *nb.Cell) string {
		if c == nil {
			return " deleted the cell"
		}
		return ""
	}
	note("<<<<<<<", m.ourName, version(ours))
	if ours != nil {
		m.add(ours)
	}
	note("=======", m.theirName, version(theirs))
	if theirs != nil {
		c := *theirs
		if ours != nil {
			c.ID = ""
			m.add(&c)
			m.out.GiveIDs()
		} else {
			m.add(&c)
		}
	}
	note(">>>>>>>", "end", "")
}

// lines merges text line by line; ok is false if both sides changed the same lines in different ways.
func lines(base, ours, theirs string) (merged string, ok bool) {
	split := func(s string) []string { return strings.Split(s, "\n") }
	var out []string
	for _, h := range three(split(base), split(ours), split(theirs)) {
		switch {
		case slices.Equal(h.ours, h.theirs) || slices.Equal(h.theirs, h.base):
			out = append(out, h.ours...)
		case slices.Equal(h.ours, h.base):
			out = append(out, h.theirs...)
		default:
			return "", false
		}
	}
	return strings.Join(out, "\n"), true
}

// metadata merges key by key; where both sides changed one, ours stands.
func metadata(base, ours, theirs map[string]any) map[string]any {
	merged := map[string]any{}
	for k, v := range ours {
		if _, kept := theirs[k]; !kept && reflect.DeepEqual(v, base[k]) {
			continue // theirs deleted it
		}
		merged[k] = v
	}
	for k, v := range theirs {
		_, inOurs := ours[k]
		_, inBase := base[k]
		switch {
		case !inOurs && !inBase, inOurs && reflect.DeepEqual(ours[k], base[k]):
			merged[k] = v
		}
	}
	return merged
}
