//go:build linux && amd64

package objload

import (
	"encoding/binary"
	"fmt"
)

// This file copies the new symbols to their places and applies relocations: the fields in code and data that depend on
// addresses. The types are those of cmd/internal/objabi/reloctype.go that the compiler emits for amd64; what the linker
// does with them is in cmd/link/internal/ld/data.go (relocsym).

func (ld *load) copyAndRelocate() error {
	for q := range ld.queue {
		n := &ld.queue[q]
		if ld.reuse[q] {
			continue
		}
		at := n.state().addr
		if e, ok := ld.entry[q]; ok {
			at = e
		}
		dst := mem(at, n.size) // layout gave the symbol n.size bytes of an arena
		clear(dst[copy(dst, n.o.data(n.i)):])
		ld.spell(n, dst)
		if err := ld.relocate(n, at, dst); err != nil {
			return fmt.Errorf("%s: %w", n.name, err)
		}
	}
	return nil
}

func (ld *load) relocate(n *newSym, at uintptr, dst []byte) error {
	rs := n.o.relocs(n.i)
	for i := range rs.len() {
		r := rs.at(i)
		switch r.typ() {
		case R_USETYPE, R_USEIFACE, R_USEIFACEMETHOD, R_USENAMEDMETHOD, R_KEEP, R_INITORDER, R_CALLIND:
			continue // tell the linker what is used; nothing to write
		}
		if r.size() == 0 {
			continue
		}
		if r.off() < 0 || int(r.off())+int(r.size()) > len(dst) {
			return fmt.Errorf("relocation at %d of %d bytes", r.off(), len(dst))
		}
		if err := ld.apply(n, r, at, dst); err != nil {
			return err
		}
	}
	return nil
}

func (ld *load) apply(n *newSym, r reloc, at uintptr, dst []byte) error {
	field := dst[r.off() : int(r.off())+int(r.size())]
	if r.typ() == R_TLS_LE {
		return put32(field, int64(ld.host.tlsOff)+r.add())
	}
	t, err := ld.ref(n.o, r.sym(), r.weak())
	if err != nil {
		return err
	}
	s := t.address()
	if s == 0 && !t.none() {
		return fmt.Errorf("reference to a symbol without address (relocation type %d)", r.typ())
	}
	switch r.typ() {
	case R_ADDR:
		if s == 0 {
			return nil
		}
		if k, ok := ld.bodies[s]; ok && r.add() != 0 {
			s = k.body // a jump table leads into the function, not to its stub
		}
		if len(field) == 8 {
			binary.LittleEndian.PutUint64(field, uint64(s)+uint64(r.add()))
			return nil
		}
		return put32(field, int64(s)+r.add())
	case R_ADDROFF, R_METHODOFF: // textOff, typeOff and nameOff: from the start of text or of the types
		if s == 0 {
			return nil
		}
		base := ld.ro.base
		if ld.isText(s) {
			base = ld.host.first.text
		}
		return put32(field, int64(s)-int64(base)+r.add())
	case R_CALL, R_PCREL:
		if r.typ() == R_CALL {
			s = ld.callee(n, s)
		}
		pc := at + uintptr(r.off()) + uintptr(r.size())
		d := int64(s) + r.add() - int64(pc)
		if d != int64(int32(d)) {
			if d, err = ld.farLoad(s, r, dst, pc); err != nil {
				return err
			}
		}
		return put32(field, d)
	}
	return fmt.Errorf("relocation type %d is not known to the loader", r.typ())
}

// farLoad reaches an address that is too far for a 32-bit distance, such as an itab that the runtime made on the heap:
// LEAQ s(RIP), r becomes MOVQ got(RIP), r.
func (ld *load) farLoad(s uintptr, r reloc, dst []byte, pc uintptr) (int64, error) {
	const lea, mov = 0x8d, 0x8b
	op := r.off() - 2
	if op < 1 || dst[op] != lea || r.add() != 0 {
		return 0, fmt.Errorf("reference to %#x is out of reach", s)
	}
	g := ld.got[s]
	if g == 0 {
		g = ld.noptr.alloc(8, 8)
		*(*uintptr)(pointer(g)) = s // what s points to is never freed: itabs are persistent
		ld.got[s] = g
	}
	dst[op] = mov
	return int64(g) - int64(pc), nil
}

func (l *Loader) isText(a uintptr) bool { return l.text.contains(a) || l.host.isText(a) }
