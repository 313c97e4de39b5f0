//go:build linux && amd64

package objload

import (
	"fmt"
	"strings"
)

// This file gives every new symbol its address.

const (
	textAlign    = 32 // of functions, as cmd/link on amd64
	maxDataAlign = 32 // as symalign in cmd/link/internal/ld/data.go; SSE operands in memory fault when misaligned
)

func (ld *load) layout() error {
	ld.text.alloc(0, pageSize) // each load's code has pages of its own, which turn executable at once
	ld.textFrom = ld.text.end()
	for q := range ld.queue {
		n := &ld.queue[q]
		s := n.sym()
		align := uintptr(s.align())
		if align == 0 {
			for align = maxDataAlign; align > n.size && align > 1; {
				align >>= 1
			}
		}
		if align&(align-1) != 0 || align > pageSize {
			return fmt.Errorf("%s has alignment %d", n.name, align)
		}
		var a *arena
		switch n.kind {
		case STEXT, STEXTFIPS:
			a, align = &ld.text, max(align, textAlign)
			ld.funcs = append(ld.funcs, q)
		case SRODATA, SRODATAFIPS:
			a = &ld.ro
			if s.isItab() {
				ld.itabs = append(ld.itabs, q)
			}
			if s.isItab() || strings.HasPrefix(n.name, "type:") {
				align = max(align, 8)
			}
		case SNOPTRDATA, SNOPTRDATAFIPS, SNOPTRBSS:
			a, align = &ld.noptr, max(align, 8)
		case SDATA, SDATAFIPS, SBSS:
			a, align = &ld.data, max(align, 8)
		default:
			return fmt.Errorf("%s is of kind %d, which the loader does not know", n.name, n.kind)
		}
		if ld.hasStub(n) {
			a.alloc(gateRoom, textAlign)
		}
		n.state().addr = a.alloc(max(n.size, 1), align)
		if n.name != "" && s.abi() != SymABIstatic {
			k := keyOf(n.name, s.abi(), isText(n.kind))
			if ld.pending[k] == n.defRef {
				ld.names[k] = n.state().addr
			}
		}
	}
	ld.data.alloc(0, 8)
	ld.makeStubs()
	ld.textTo = ld.text.end()
	return nil
}
