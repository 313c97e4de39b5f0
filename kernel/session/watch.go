package session

import "sort"

// Watch has cells compiled so that a debugger can watch them from now on, or not.
func (s *Session) Watch(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watched = on
}

// PlanRenewal plans a unit that has the functions and methods of earlier cells again, as [Session.Watch] says. What
// cannot be had again without changing what it means stays as it is: functions that use what was redefined since, those
// with types of their own, generic ones (which each unit has of its own), and function values.
func (s *Session) PlanRenewal() (*Plan, []Diagnostic) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, diags := parseCell(0, "")
	if len(diags) > 0 {
		return nil, diags
	}
	p := s.newPlan(c)
	p.renewal = true
	if diags := p.settle(); len(diags) > 0 {
		return nil, diags
	}
	pl, diags := s.finish(p, s.watched)
	if pl != nil {
		pl.Unit.Renew = true
	}
	return pl, diags
}

// PlanProbe plans code that looks at the session for a tool: no debugger watches it.
func (s *Session) PlanProbe(number int, src string) (*Plan, []Diagnostic) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.planUnit(number, src, false)
}

// renewFunctions brings in the functions of the session, for [Session.PlanRenewal].
func (p *plan) renewFunctions() {
	if !p.renewal {
		return
	}
	var all []*record
	add := func(r *record) {
		if (r.kind == Func || r.kind == Method) && !r.generic && p.kept[r] == "" && p.intact(r) && r.head > 0 && !r.types {
			all = append(all, r)
		}
	}
	for _, r := range p.s.recs {
		add(r)
		for _, m := range r.methods {
			add(m)
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].cell != all[j].cell {
			return all[i].cell < all[j].cell
		}
		return all[i].line < all[j].line
	})
	for _, r := range all {
		p.again(r, nil, nil)
	}
}
