package session

import "sort"

// DropPackages forgets packages that have changed on disk: the next cell that imports them gets their new form. What the
// session has declared with them belongs to the old form, and is forgotten too, with all that mentions it; the names are
// returned in alphabetical order.
func (s *Session) DropPackages(paths []string) (gone []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed := map[string]bool{}
	for _, p := range paths {
		changed[p] = true
		delete(s.docs, p)
	}
	// Other packages may be known by types of the old form: all are imported anew.
	clear(s.loaded)
	s.named = nil
	var drop func(r *record)
	drop = func(r *record) {
		if r.recv != nil {
			r = r.recv
		}
		if s.recs[r.base] != r {
			return
		}
		var users []*record
		for _, m := range append(append([]*record(nil), r.methods...), r) {
			for u := range s.users[m] {
				users = append(users, u)
			}
		}
		from := r.name
		s.retire(r)
		if r.kind != Const && !r.alias {
			s.owed = append(s.owed, Rename{from, r.name})
		}
		gone = append(gone, written(r.base))
		for _, u := range users {
			drop(u)
		}
	}
	for _, r := range s.recs {
		for _, x := range append(append([]*record(nil), r.methods...), r) {
			if x.full.mentions(changed) || x.redecl.mentions(changed) {
				drop(r)
				break
			}
		}
	}
	sort.Strings(gone)
	return gone
}

// mentions says whether a text refers to one of the packages.
func (t text) mentions(paths map[string]bool) bool {
	for _, r := range t.refs {
		if r.rec == nil && paths[r.path] {
			return true
		}
	}
	return false
}
