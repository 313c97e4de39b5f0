//go:build linux && amd64

package objload

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unsafe"
)

// This file tells the runtime of new type descriptors, itabs and pointers in data (internal/abi/type.go,
// runtime/iface.go, runtime/mgcmark.go).

// findItabs looks for itabs that the runtime has made already for the same interface and type: two for one pair would
// break comparisons of itab addresses in type switches.
func (ld *load) findItabs() error {
	ld.reuse = map[int]bool{}
	find := funcValue[func(table, inter, typ uintptr) uintptr](ld.host, "runtime.(*itabTableType).find")
	for _, q := range ld.itabs {
		n := &ld.queue[q]
		rs := n.o.relocs(n.i)
		if rs.len() < 2 {
			return fmt.Errorf("%s has no types", n.name)
		}
		inter, err := ld.ref(n.o, rs.at(0).sym(), false)
		if err != nil {
			return err
		}
		typ, err := ld.ref(n.o, rs.at(1).sym(), false)
		if err != nil {
			return err
		}
		if inter.def.o != nil || typ.def.o != nil {
			continue // one of the types is new
		}
		table := *(*uintptr)(pointer(ld.host.syms["runtime.itabTable"]))
		if p := find(table, inter.addr, typ.addr); p != 0 {
			n.state().addr = p
			ld.names[symKey{n.name, 1}] = p
			ld.reuse[q] = true
		}
	}
	return nil
}

// addItabs puts the new itabs into the runtime's table, under its lock.
func (ld *load) addItabs() {
	if len(ld.itabs) == len(ld.reuse) {
		return
	}
	lock := funcValue[func(uintptr)](ld.host, "runtime.lock2")
	unlock := funcValue[func(uintptr)](ld.host, "runtime.unlock2")
	add := funcValue[func(uintptr)](ld.host, "runtime.itabAdd")
	mutex := ld.host.syms["runtime.itabLock"]
	lock(mutex)
	for _, q := range ld.itabs {
		a := ld.queue[q].state().addr
		if !ld.reuse[q] && (*abiITab)(pointer(a)).Fun[0] != 0 {
			add(a)
		}
	}
	unlock(mutex)
}

// checkItabs makes sure that the runtime can put the new itabs into its table.
func (ld *load) checkItabs() error {
	for _, q := range ld.itabs {
		n := &ld.queue[q]
		t := (*abiITab)(pointer(n.state().addr))
		if !ld.reuse[q] && (n.size < unsafe.Sizeof(*t) || !ld.isReadOnly(uintptr(t.Inter)) || !ld.isReadOnly(uintptr(unsafe.Pointer(t.Type)))) {
			return fmt.Errorf("%s is no itab", n.name)
		}
	}
	return nil
}

// isReadOnly reports whether an address lies where type descriptors do.
func (ld *load) isReadOnly(p uintptr) bool {
	return p >= ld.ro.base && p < ld.ro.end() || p >= ld.host.first.types && p < ld.host.first.etypes
}

// addTypes fills the pointer mask of new data and the sorted list of types that reflection can find by name.
func (ld *load) addTypes() error {
	if err := ld.checkItabs(); err != nil {
		return err
	}
	var links []int32
	for q := range ld.queue {
		n := &ld.queue[q]
		if n.sym().typelink() {
			if !ld.isReadOnly(n.state().addr) {
				return fmt.Errorf("%s is no type", n.name)
			}
			ld.typeString(int32(n.state().addr - ld.ro.base)) // a damaged name is found before it is in the list
			links = append(links, int32(n.state().addr-ld.ro.base))
		}
		if !isData(n.kind) {
			continue
		}
		err := n.o.auxs(n.i, func(kind uint8, s symRef) error {
			if kind != AuxGotype {
				return nil
			}
			t, err := ld.ref(n.o, s, false)
			if err != nil {
				return err
			}
			if !ld.isReadOnly(t.address()) {
				return errors.New("its type is no type")
			}
			return ld.markPointers(n.state().addr, (*abiType)(pointer(t.address())), n.state().addr+n.size)
		})
		if err != nil {
			return fmt.Errorf("%s: %w", n.name, err)
		}
	}
	if len(links) > 0 {
		links = append(slices.Clip(slices.Clone(ld.typelinks)), links...)
		slices.SortStableFunc(links, func(a, b int32) int { return strings.Compare(ld.typeString(a), ld.typeString(b)) })
		ld.newLinks = links
	}
	return nil
}

// spell writes private names as their author has written them, in the names that reflection shows: of types, fields and
// packages (symbols type:.namedata.*, each a flag byte, a length, the bytes). What is bound by name has the private ones still.
func (ld *load) spell(n *newSym, data []byte) {
	if ld.written != nil && n.o.arch == ld.cell && strings.HasPrefix(n.name, "type:.namedata.") {
		copy(data, ld.written.Replace(string(data)))
	}
}

// markPointers sets the mask of a variable of type t: one bit for each word, set for pointers. Large types have no mask
// of their own and are taken apart. Beyond end is another variable: a type that reaches there is an error.
func (ld *load) markPointers(at uintptr, t *abiType, end uintptr) error {
	if at+t.PtrBytes > end {
		return fmt.Errorf("its type is larger than the variable")
	}
	switch {
	case t.PtrBytes == 0:
		return nil
	case t.TFlag&TFlagGCMaskOnDemand == 0:
		words := t.PtrBytes / 8
		for w, bits := uintptr(0), unsafe.Slice(t.GCData, (words+7)/8); w < words; w++ {
			if bits[w/8]>>(w%8)&1 != 0 {
				ld.setMask(at + w*8)
			}
		}
		return nil
	}
	switch t.Kind & 31 {
	case Array:
		a := (*abiArrayType)(unsafe.Pointer(t))
		elem := (*abiType)(unsafe.Pointer(a.Elem))
		for i := range a.Len {
			if err := ld.markPointers(at+i*elem.Size, elem, end); err != nil {
				return err
			}
		}
	case Struct:
		for _, f := range (*abiStructType)(unsafe.Pointer(t)).Fields {
			if err := ld.markPointers(at+f.Offset, (*abiType)(unsafe.Pointer(f.Typ)), end); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("no pointer mask for a type of kind %d", t.Kind&31)
	}
	return nil
}

func (l *Loader) setMask(at uintptr) {
	w := (at - l.data.base) / 8
	*(*byte)(pointer(l.mask.base + w/8)) |= 1 << (w % 8)
}

func (l *Loader) clearMask(from, to uintptr) {
	for ; from < to; from += 8 {
		w := (from - l.data.base) / 8
		*(*byte)(pointer(l.mask.base + w/8)) &^= 1 << (w % 8)
	}
}

// typeString is the string of the type at an offset from the module's types; it may lie in the executable. A name is a
// flag byte, a length as varint, and the bytes.
func (l *Loader) typeString(off int32) string {
	t := (*abiType)(pointer(uintptr(int64(l.ro.base) + int64(off))))
	p := uintptr(int64(l.ro.base) + int64(t.Str))
	n, size := binary.Uvarint(mem(p+1, binary.MaxVarintLen16))
	s := string(mem(p+1+uintptr(size), uintptr(n)))
	if t.TFlag&TFlagExtraStar != 0 {
		s = s[1:]
	}
	return s
}
