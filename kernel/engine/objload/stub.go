package objload

import (
	"encoding/binary"
	"strings"
	"sync/atomic"
)

// stub is a jump through memory that stands for a function of the session. Its address is the function's address for
// calls, function values and itabs; storing another target makes all of them run a new body.
//
//	FF 25 rel32   JMP *slot(RIP)
type stub struct {
	name string
	addr uintptr
	slot uintptr // 8 bytes that hold the address of the body
}

const stubSize = 16

// stubLink is a stub with the body that this load gives it.
type stubLink struct {
	stub  *stub
	body  uintptr
	fresh bool
}

// point stores the target; callers on other threads see the old or the new body.
func (k stubLink) point() { atomic.StoreUintptr((*uintptr)(pointer(k.stub.slot)), k.body) }

// makeStubs puts stubs before the functions that a later load may replace.
func (ld *load) makeStubs() {
	for _, q := range ld.funcs {
		n := &ld.queue[q]
		st := n.state()
		ld.entry[q] = st.addr
		if n.o.arch != ld.cell || n.sym().abi() != 1 || !ld.replaceable(n.name) {
			continue
		}
		k := stubLink{stub: ld.stubs[n.name], body: st.addr}
		if k.stub == nil || !ld.rebind[n.name] {
			k.stub, k.fresh = ld.newStub(n.name), true
		}
		ld.links = append(ld.links, k)
		ld.bodies[k.stub.addr] = k.body
		st.addr = k.stub.addr
		ld.names[symKey{n.name, 1}] = k.stub.addr
	}
}

// newStub writes a stub; its slot is set when the load is committed.
func (ld *load) newStub(name string) *stub {
	s := &stub{name: strings.Clone(name), addr: ld.text.alloc(stubSize, stubSize), slot: ld.noptr.alloc(8, 8)}
	c := mem(s.addr, stubSize)
	for i := range c {
		c[i] = 0xcc // INT3
	}
	c[0], c[1] = 0xff, 0x25
	binary.LittleEndian.PutUint32(c[2:], uint32(s.slot-(s.addr+6)))
	return s
}

// replaceable reports whether a symbol is a function or method declared at top level, which a later cell can declare
// again, or the wrapper (*T).m of such a method T.m, which may have its body inlined: no closure, initialiser, generic
// instance or method value.
func (ld *load) replaceable(name string) bool {
	n, ok := strings.CutPrefix(name, ld.pkg+".")
	if !ok || strings.HasPrefix(name, ld.direct) {
		return false
	}
	for _, p := range []string{"init", "map.init", "."} {
		if rest, ok := strings.CutPrefix(n, p); ok && (rest == "" || rest[0] == '.' || p == ".") {
			return false
		}
	}
	for _, part := range []string{"[", "·", "-fm", "-range"} {
		if strings.Contains(n, part) {
			return false
		}
	}
	for _, part := range []string{".func", ".gowrap", ".deferwrap"} {
		if i := strings.Index(n, part); i >= 0 && i+len(part) < len(n) && n[i+len(part)] >= '0' && n[i+len(part)] <= '9' {
			return false
		}
	}
	return true
}
