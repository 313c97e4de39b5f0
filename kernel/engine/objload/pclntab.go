//go:build linux && amd64

package objload

import (
	"fmt"
	"sort"
	"strings"
	"unsafe"
)

// This file describes the new functions to the runtime: for stack walks, line numbers, names and stack maps
// (runtime/symtab.go, cmd/link/internal/ld/pcln.go).

func (ld *load) addFuncs() error {
	for _, q := range ld.funcs {
		if i, ok := ld.linkOf[q]; ok {
			ld.addStubFunc(ld.links[i])
		}
		if err := ld.addFunc(&ld.queue[q], ld.entry[q]); err != nil {
			return fmt.Errorf("%s: %w", ld.queue[q].name, err)
		}
	}
	ld.addBuckets()
	return nil
}

// addFunc writes the record of one function: rtFunc, then an offset in the line table for each PCDATA, then an offset in
// rodata for each FUNCDATA.
func (ld *load) addFunc(n *newSym, at uintptr) error {
	f := rtFunc{entryOff: uint32(at - ld.host.first.text), nameOff: int32(ld.funcName(n.name)), cuOffset: ld.fileIndex(n.o)}
	var info funcInfo
	var pcinline []byte
	var pcdata, funcdata []uint32
	err := n.o.auxs(n.i, func(kind uint8, s symRef) error {
		switch kind {
		case AuxFuncInfo:
			info = n.o.auxData(s)
		case AuxPcsp:
			f.pcsp = ld.pcTable(n.o.auxData(s))
		case AuxPcfile:
			f.pcfile = ld.pcTable(n.o.auxData(s))
		case AuxPcline:
			f.pcln = ld.pcTable(n.o.auxData(s))
		case AuxPcinline:
			pcinline = n.o.auxData(s)
		case AuxPcdata:
			pcdata = append(pcdata, ld.pcTable(n.o.auxData(s)))
		case AuxFuncdata:
			off, err := ld.funcData(n.o, s)
			if err != nil {
				return err
			}
			funcdata = append(funcdata, off)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if f.deferreturn, err = ld.deferReturn(n); err != nil {
		return err
	}
	if info != nil {
		f.args, f.funcID, f.flag, f.startLine = info.args(), info.id(), info.flag(), info.startLine()
		if tree := info.inlTree(); len(tree) > 0 {
			off, err := ld.inlineTree(n.o, tree)
			if err != nil {
				return err
			}
			pcdata = atLeast(pcdata, PCDATA_InlTreeIndex+1, 0)
			pcdata[PCDATA_InlTreeIndex] = ld.pcTable(pcinline)
			funcdata = atLeast(funcdata, FUNCDATA_InlTree+1, noFuncdata)
			funcdata[FUNCDATA_InlTree] = off
		}
	}
	f.npcdata, f.nfuncdata = uint32(len(pcdata)), uint8(len(funcdata))
	size := unsafe.Sizeof(f)
	p := ld.pcln.alloc(size+uintptr(4*(len(pcdata)+len(funcdata))), 8)
	*(*rtFunc)(pointer(p)) = f
	tail := unsafe.Slice((*uint32)(pointer(p+size)), len(pcdata)+len(funcdata))
	copy(tail[copy(tail, pcdata):], funcdata)
	ld.addFtab(f.entryOff, uint32(p-ld.pcln.base))
	return nil
}

const noFuncdata = ^uint32(0)

func atLeast(s []uint32, n int, fill uint32) []uint32 {
	for len(s) < n {
		s = append(s, fill)
	}
	return s
}

// auxData is the content of a symbol of the same object.
func (o *object) auxData(s symRef) []byte {
	if i, ok := o.local(s); ok && !s.isZero() {
		return o.data(i)
	}
	return nil
}

// funcData places a FUNCDATA: its offset from the module's rodata.
func (ld *load) funcData(o *object, s symRef) (uint32, error) {
	t, err := ld.ref(o, s, true)
	if err != nil {
		return 0, err
	}
	a := t.address()
	switch {
	case a == 0:
		return noFuncdata, nil
	case !ld.ro.contains(a): // gofunc + offset must not wrap around
		return 0, fmt.Errorf("its funcdata lies outside of the module")
	}
	return uint32(a - ld.ro.base), nil
}

// deferReturn is the offset of the call of runtime.deferreturn, where a recovered panic goes on: one byte before the
// relocated field is the CALL.
func (ld *load) deferReturn(n *newSym) (uint32, error) {
	rs := n.o.relocs(n.i)
	for i := range rs.len() {
		r := rs.at(i)
		if r.typ() != R_CALL {
			continue
		}
		if s := r.sym(); s.pkg == PkgIdxBuiltin {
			if builtins[s.sym].name == "runtime.deferreturn" {
				return uint32(r.off()) - 1, nil
			}
			continue
		}
		t, err := ld.ref(n.o, r.sym(), true)
		if err != nil {
			return 0, err
		}
		if t.addr == ld.host.syms["runtime.deferreturn"] {
			return uint32(r.off()) - 1, nil
		}
	}
	return 0, nil
}

// inlineTree writes the calls that were inlined into a function, for stack traces.
func (ld *load) inlineTree(o *object, tree []inlined) (uint32, error) {
	size := unsafe.Sizeof(inlinedCall{})
	p := ld.ro.alloc(size*uintptr(len(tree)), 4)
	calls := unsafe.Slice((*inlinedCall)(pointer(p)), len(tree))
	for i, node := range tree {
		name, info, err := ld.inlinedFunc(o, node.fn)
		if err != nil {
			return 0, err
		}
		c := inlinedCall{nameOff: int32(ld.funcName(name)), parentPc: node.parentPC}
		if len(info) >= 16 {
			c.funcID, c.startLine = info.id(), info.startLine()
		}
		calls[i] = c
	}
	return uint32(p - ld.ro.base), nil
}

// inlinedFunc finds the name and record of an inlined function, which need not be part of the process.
func (ld *load) inlinedFunc(o *object, s symRef) (string, funcInfo, error) {
	var d defRef
	if i, ok := o.local(s); ok {
		d = defRef{o, i}
	} else if s.pkg < PkgIdxBuiltin {
		a, err := ld.archive(o.pkgs[s.pkg])
		if err != nil {
			return "", nil, err
		}
		if a == nil || s.sym >= a.objs[0].ndef() {
			k, _ := o.external(s)
			return k.name, nil, nil
		}
		d = defRef{a.objs[0], s.sym}
	} else {
		k, pkg := o.external(s)
		var ok bool
		var err error
		if d, ok, err = ld.findDef(k, pkg, o.arch); err != nil || !ok {
			return k.name, nil, err
		}
	}
	var info funcInfo
	err := d.o.auxs(d.i, func(kind uint8, s symRef) error {
		if kind == AuxFuncInfo {
			info = d.o.auxData(s)
		}
		return nil
	})
	return d.sym().name(), info, err
}

func (l *Loader) addFtab(entry, off uint32) {
	*(*functab)(pointer(l.ftab.alloc(unsafe.Sizeof(functab{}), 4))) = functab{entry, off}
	l.nfunc++
}

// addStubFunc describes a gate: 8 bytes of return address on the stack throughout, as in an assembly function.
func (ld *load) addStubFunc(k stubLink) {
	// The table says: value -1+1 = 0 for 16 bytes (zig-zag 2 is +1, 16 is the length over the PC quantum 1), end.
	f := rtFunc{entryOff: uint32(k.gate() - ld.host.first.text), nameOff: int32(ld.funcName(k.stub.name)), pcsp: ld.pcTable([]byte{2, stubSize, 0}), flag: FuncFlagAsm, cuOffset: ^uint32(0)}
	p := ld.pcln.alloc(unsafe.Sizeof(f), 8)
	*(*rtFunc)(pointer(p)) = f
	ld.addFtab(f.entryOff, uint32(p-ld.pcln.base))
}

func (l *Loader) pcTable(b []byte) uint32 {
	if len(b) == 0 {
		return 0
	}
	return uint32(l.pc.put(b))
}

func (l *Loader) funcName(name string) uint32 { return intern(l.nameOffs, &l.funcNames, name) }

func intern(offs map[string]uint32, a *arena, s string) uint32 {
	o, ok := offs[s]
	if !ok {
		o = a.putString(s)
		offs[strings.Clone(s)] = o
	}
	return o
}

// fileIndex places the file names of an object: functions refer to them by number.
func (ld *load) fileIndex(o *object) uint32 {
	if o.cuSet {
		return o.cu
	}
	names := o.reader.files()
	p := ld.cu.alloc(uintptr(4*len(names)), 4)
	t := unsafe.Slice((*uint32)(pointer(p)), len(names))
	for i, f := range names {
		f = strings.Replace(strings.TrimPrefix(f, "gofile.."), "$GOROOT", ld.goroot, 1)
		t[i] = intern(ld.fileOffs, &ld.fileNames, f)
	}
	o.cu, o.cuSet = uint32(p-ld.cu.base)/4, true
	ld.cus = append(ld.cus, o)
	return o.cu
}

// addBuckets extends the index by which findfunc gets from an address to the neighbourhood of its function: for each
// 4096 bytes of code the number of a function, and for each 256 bytes how many further.
func (ld *load) addBuckets() {
	const bucket, sub = 4096, 256
	size := unsafe.Sizeof(findfuncbucket{})
	text := uint32(ld.host.first.text)
	ft := unsafe.Slice((*functab)(pointer(ld.ftab.base)), ld.nfunc)
	i := sort.Search(len(ft), func(i int) bool { return ft[i].entryoff >= uint32(ld.textFrom)-text })
	for from := ld.textFrom; from < ld.textTo; from += bucket {
		b := (*findfuncbucket)(pointer(ld.buckets.base + (from-ld.text.base)/bucket*size))
		for s := range b.subbuckets {
			pc := uint32(from) - text + uint32(s*sub)
			for i+1 < len(ft) && ft[i+1].entryoff <= pc {
				i++
			}
			if s == 0 {
				b.idx = uint32(i)
			}
			b.subbuckets[s] = byte(uint32(i) - b.idx)
		}
	}
	ld.buckets.used = max(ld.buckets.used, ((ld.textTo-ld.text.base)/bucket+1)*size)
}
