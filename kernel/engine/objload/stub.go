//go:build linux && amd64

package objload

import (
	"encoding/binary"
	"strings"
	"sync/atomic"
)

// stub is a jump through memory that stands for a function of the session. Its address is the function's address for
// function values and itabs; storing another target makes all of them run a new body.
//
//	FF 25 rel32   JMP *slot(RIP)
//
// Calls go to the body itself where that can be closed later: when another body takes its place, the first two bytes of
// the old one become a jump to the gate, a copy of the stub that lies before each body.
//
//	gate:  FF 25 rel32   JMP *slot(RIP)
//	body:  EB EE         JMP gate
//
// A thread may be inside of these bytes only if they are two instructions, so that only bodies are closed whose first
// instruction is longer: the comparison of the stack pointer, see [closable].
type stub struct {
	name string
	addr uintptr
	slot uintptr // 8 bytes that hold the address of the body
	open uintptr // the body if calls may go to it, else 0
}

const (
	stubSize = 16
	gateRoom = textAlign // before a body, of which the gate is the end
)

// stubLink is a stub with the body that this load gives it.
type stubLink struct {
	stub     *stub
	body     uintptr
	fresh    bool // the stub is the body's gate
	closable bool
}

// gate is where the copy of the stub lies.
func (k stubLink) gate() uintptr { return k.body - stubSize }

// point stores the target; callers on other threads see the old or the new body.
func (k stubLink) point() {
	atomic.StoreUintptr((*uintptr)(pointer(k.stub.slot)), k.body)
	if k.stub.open != 0 {
		first := (*uint64)(pointer(k.stub.open)) // aligned, as bodies are
		const jumpBack = 0xeb | uint64(256-stubSize-2)<<8
		atomic.StoreUint64(first, atomic.LoadUint64(first)&^0xffff|jumpBack)
	}
	k.stub.open = 0
	if k.closable {
		k.stub.open = k.body
	}
}

// hasStub reports whether a function of this load stands behind a stub.
func (ld *load) hasStub(n *newSym) bool {
	return n.o.arch == ld.cell && isText(n.kind) && n.sym().abi() == 1 && ld.replaceable(n.name)
}

// makeStubs puts stubs before the functions that a later load may replace.
func (ld *load) makeStubs() {
	ld.linkOf = map[int]int{}
	for _, q := range ld.funcs {
		n := &ld.queue[q]
		st := n.state()
		ld.entry[q] = st.addr
		if !ld.hasStub(n) {
			continue
		}
		k := stubLink{stub: ld.stubs[n.name], body: st.addr, closable: closable(n.o.data(n.i))}
		if k.stub == nil || !ld.rebind[n.name] {
			k.stub, k.fresh = &stub{name: strings.Clone(n.name), addr: k.gate(), slot: ld.noptr.alloc(8, 8)}, true
		}
		writeJump(k.gate(), k.stub.slot)
		ld.linkOf[q] = len(ld.links)
		ld.links = append(ld.links, k)
		ld.bodies[k.stub.addr] = k
		st.addr = k.stub.addr
		ld.names[symKey{n.name, 1}] = k.stub.addr
	}
}

// writeJump writes a stub.
func writeJump(at, slot uintptr) {
	c := mem(at, stubSize)
	for i := range c {
		c[i] = 0xcc // INT3
	}
	c[0], c[1] = 0xff, 0x25
	binary.LittleEndian.PutUint32(c[2:], uint32(slot-(at+6)))
}

// closable reports whether a body begins with CMPQ SP, 16(R14), or with LEAQ -n(SP), R12 if its frame is large.
func closable(code []byte) bool {
	for _, p := range []string{"\x49\x3b\x66\x10", "\x4c\x8d\x64\x24", "\x4c\x8d\xa4\x24"} {
		if strings.HasPrefix(string(code[:min(len(code), len(p))]), p) {
			return true
		}
	}
	return false
}

// callTarget is where a call of the function at s goes: to its body, if that can be closed.
func (ld *load) callTarget(s uintptr) uintptr {
	if k, ok := ld.bodies[s]; ok {
		if k.closable {
			return k.body
		}
	} else if st := ld.stubAt[s]; st != nil && st.open != 0 {
		return st.open
	}
	return s
}

// closed lists the pages of the bodies that this load closes.
func (ld *load) closed() (pages []uintptr) {
	for _, k := range ld.links {
		if k.stub.open != 0 {
			pages = append(pages, k.stub.open&^(pageSize-1))
		}
	}
	return pages
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
