package shell

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/kernel/session"
)

// replay runs again what ran in workers that are gone: all of it, or what the named variables, functions and types need.
func (c *call) replay() error {
	c.mu.Lock()
	cells := c.past
	c.mu.Unlock()
	if len(cells) == 0 {
		c.print("There is nothing to run again: no worker was lost.\n")
		return nil
	}
	if names := strings.Fields(c.args); len(names) > 0 {
		var err error
		if cells, err = needed(cells, names); err != nil {
			return err
		}
	}
	for i, r := range cells {
		c.print("%scell[%d]%s\n", faint, r.Number, reset)
		if err := c.execute(c.ctx, r); err != nil {
			if rest := len(cells) - i - 1; rest > 0 {
				c.print("%d more cells were not run again\n", rest)
			}
			return fmt.Errorf("cell[%d]: %w", r.Number, err)
		}
		c.mu.Lock()
		c.past = slices.DeleteFunc(slices.Clone(c.past), func(p Request) bool { return p == r })
		c.done = append(c.done, r)
		c.mu.Unlock()
	}
	return nil
}

// needed are the cells that set the names, or what these need in turn. The text of the cells decides: one that perhaps
// changes a name counts, one that only reads it does not.
func needed(cells []Request, names []string) ([]Request, error) {
	prints := make([]*session.Footprint, len(cells))
	funcs := map[string]*session.Footprint{}
	declared := map[string]bool{}
	for i, r := range cells {
		prints[i] = session.FootprintOf(blank(r.Code))
		maps.Copy(funcs, prints[i].Funcs)
		maps.Copy(declared, prints[i].Declares)
	}
	want := map[string]bool{}
	for _, n := range names {
		if !slices.ContainsFunc(prints, func(f *session.Footprint) bool { return f != nil && f.Sets[n] }) {
			return nil, fmt.Errorf("%%replay: no cell that is to run again sets %s", n)
		}
		want[n] = true
	}
	// A cell that comes later may show that an earlier one is needed, and a function that is needed may be declared after
	// its use: repeat until nothing is added.
	in := make([]bool, len(cells))
	for again := true; again; {
		again = false
		for i, f := range prints {
			if f == nil || in[i] || !sets(f, funcs, want) {
				continue
			}
			in[i], again = true, true
			for n := range f.Uses {
				want[n] = want[n] || declared[n]
			}
		}
	}
	var out []Request
	for i, r := range cells {
		if in[i] {
			out = append(out, r)
		}
	}
	return out, nil
}

// sets reports whether a cell sets a wanted name, itself or through functions of the session that it mentions.
func sets(f *session.Footprint, funcs map[string]*session.Footprint, want map[string]bool) bool {
	seen := map[string]bool{}
	var visit func(f *session.Footprint) bool
	visit = func(f *session.Footprint) bool {
		for n := range f.Sets {
			if want[n] {
				return true
			}
		}
		for n := range f.Uses {
			if g := funcs[n]; g != nil && !seen[n] {
				seen[n] = true
				if visit(g) {
					return true
				}
			}
		}
		return false
	}
	return visit(f)
}
