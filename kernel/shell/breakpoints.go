package shell

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/session"
)

// This file knows where breakpoints are: it turns lines of cells into sites of units, and decides whether one that was reached is
// wanted.

// observed notes a unit that the debugger can watch, before it runs.
func (s *shell) observed(u *session.Unit) {
	if u.Observed == nil {
		return
	}
	d := &s.debugging
	d.mu.Lock()
	d.codes[u.Observed.ID] = u.Observed
	d.mu.Unlock()
	s.arm()
}

// arm tells the worker where to stop.
func (s *shell) arm() {
	d := &s.debugging
	d.mu.Lock()
	a := &debugger.Arm{Sites: map[int][]int{}, Panics: d.panics}
	for id, code := range d.codes {
		type spot struct {
			line int
			fn   string
		}
		seen := map[spot]bool{}
		for n, site := range code.Sites {
			at := spot{site.Line, site.Func}
			if site.Entry || seen[at] || d.breakpoint(site) == nil {
				continue
			}
			seen[at] = true
			a.Sites[id] = append(a.Sites[id], n)
		}
	}
	d.mu.Unlock()
	s.engine.Debug(context.Background(), debugger.Request{Arm: a}) // a worker that is gone is told when the next one runs a cell
}

// breakpoint is that of a site, nil if there is none. It is called with the lock held.
func (d *debugging) breakpoint(site session.Site) *Breakpoint {
	list := d.breaks[d.names[site.Cell]]
	for i, b := range list {
		if d.lineOf(site.Cell, b.Line) == site.Line {
			return &list[i]
		}
	}
	return nil
}

// lineOf is the first line of a cell from there on that has a statement; the line itself if none has.
func (d *debugging) lineOf(cell, line int) int {
	best := 0
	for _, code := range d.codes {
		for _, site := range code.Sites {
			if site.Cell == cell && site.Line >= line && (best == 0 || site.Line < best) {
				best = site.Line
			}
		}
	}
	return max(best, line)
}

// Break implements [Debugger].
func (s *shell) Break(source string, list []Breakpoint) []Breakpoint {
	d := &s.debugging
	d.mu.Lock()
	out := slices.Clone(list)
	for cell, name := range d.names {
		if name == source {
			for i := range out {
				out[i].Line = d.lineOf(cell, out[i].Line)
			}
		}
	}
	d.breaks[source] = slices.Clone(out)
	d.mu.Unlock()
	if s.forQuery() != nil {
		s.arm()
	}
	return out
}

// wanted decides about a breakpoint that was reached: its condition and its count.
func (s *shell) wanted(st debugger.Stopped) bool {
	_, site := s.site(st.Frame)
	d := &s.debugging
	d.mu.Lock()
	var b Breakpoint
	if p := d.breakpoint(site); p != nil {
		b = *p
	}
	source := d.names[site.Cell]
	d.mu.Unlock()
	if b.Condition != "" {
		got, _, err := s.Evaluate(st.Goroutine, 0, b.Condition)
		switch {
		case err != nil:
			s.out.StreamTo(st.Run, "stderr", fmt.Appendf(nil, "cell[%d]:%d: the condition %s fails: %v\n", site.Cell, site.Line, b.Condition, err))
		case len(got) == 1 && got[0].Value == "false":
			return false
		}
	}
	if b.Hits != "" {
		d.mu.Lock()
		key := fmt.Sprint(source, ":", site.Line)
		d.hits[key]++
		n := d.hits[key]
		d.mu.Unlock()
		if !hit(b.Hits, n) {
			return false
		}
	}
	if b.Log != "" {
		s.out.StreamTo(st.Run, "stdout", []byte(s.interpolate(st.Goroutine, b.Log)+"\n"))
		return false
	}
	return true
}

// hit says whether the n-th arrival fits a text such as "3", ">= 3", "> 3", "% 3".
func hit(text string, n int) bool {
	text = strings.TrimSpace(text)
	op := strings.TrimRight(text, "0123456789 ")
	var want int
	if _, err := fmt.Sscan(strings.TrimSpace(text[len(op):]), &want); err != nil {
		return true
	}
	switch strings.TrimSpace(op) {
	case ">=":
		return n >= want
	case ">":
		return n > want
	case "<":
		return n < want
	case "<=":
		return n <= want
	case "%":
		return want > 0 && n%want == 0
	}
	return n == want
}

// interpolate replaces the expressions in braces of a text by their values.
func (s *shell) interpolate(thread int, text string) string {
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		out.WriteString(before)
		if !ok {
			return out.String()
		}
		expr, after, ok := strings.Cut(rest, "}")
		if !ok {
			return out.String() + "{" + rest
		}
		got, _, err := s.Evaluate(thread, 0, expr)
		for i, e := range got {
			if i > 0 {
				out.WriteString(" ")
			}
			out.WriteString(e.Value)
		}
		if err != nil {
			fmt.Fprintf(&out, "{%s: %v}", expr, err)
		}
		text = after
	}
}
