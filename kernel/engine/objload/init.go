//go:build linux && amd64

package objload

import "strings"

// initOrder lists the init tasks of this load's packages, each after those it depends on. The compiler records the
// dependence in R_INITORDER relocations; tasks without functions are skipped, as the linker does
// (cmd/link/internal/ld/inittask.go).
func (ld *load) initOrder() []uintptr {
	var order []uintptr
	seen := map[uintptr]bool{}
	var visit func(d defRef)
	visit = func(d defRef) {
		st := d.o.state[d.i]
		if st.status != added || seen[st.addr] {
			return
		}
		seen[st.addr] = true
		rs := d.o.relocs(d.i)
		for i := range rs.len() {
			if r := rs.at(i); r.typ() == R_INITORDER {
				if t, err := ld.ref(d.o, r.sym(), true); err == nil && t.def.o != nil {
					visit(t.def)
				}
			}
		}
		if (*initTask)(pointer(st.addr)).nfns != 0 {
			order = append(order, st.addr)
		}
	}
	for _, n := range ld.queue {
		if strings.HasSuffix(n.name, "..inittask") {
			visit(n.defRef)
		}
	}
	return order
}
