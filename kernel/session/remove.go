package session

import "sort"

// Remove forgets names: variables, functions, types, constants and imports. What was compiled with them goes on working
// with the old declaration; the notes say what that is. The names that the session had are returned.
func (s *Session) Remove(names ...string) (gone, notes []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	removed := map[*record]bool{}
	for _, name := range names {
		if r := s.called(name); r != nil {
			removed[r] = true
		}
	}
	for _, name := range names {
		if _, ok := s.imports[name]; ok && s.called(name) == nil {
			delete(s.imports, name)
			gone = append(gone, name)
			continue
		}
		r := s.called(name)
		if r == nil {
			continue
		}
		for _, u := range sortedUsers(s.users[r]) {
			owner := u
			if u.recv != nil {
				owner = u.recv
			}
			if !removed[owner] {
				notes = append(notes, written(u.key())+" keeps using the removed "+name)
			}
		}
		from := r.name
		s.retire(r)
		if r.kind != Const && !r.alias {
			s.owed = append(s.owed, Rename{from, r.name})
		}
		gone = append(gone, name)
	}
	sort.Strings(gone)
	return gone, notes
}
