//go:build linux && amd64

package objload

import (
	"debug/elf"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"unsafe"
)

// host is the executable of the running process: its symbols and its moduledata.
type host struct {
	syms   map[string]uintptr
	tlsOff int32 // of the goroutine pointer from the thread pointer
	first  *moduledata
	asmABI map[string]uint8 // functions written in assembly: bit 0 for an ABI0 body, bit 1 for an ABIInternal one
}

// needed lists the symbols of the runtime that the loader uses, with what for.
var needed = []string{
	"runtime.firstmoduledata", "runtime.lastmoduledatap", "runtime.modulesSlice", // publish
	"runtime.doInit1",                                                                                                               // package initialisers
	"runtime.itabTable", "runtime.(*itabTableType).find", "runtime.itabAdd", "runtime.itabLock", "runtime.lock2", "runtime.unlock2", // itabs
	"runtime.deferreturn", "runtime.text", "runtime.etext", "runtime.epclntab", "go:func.*",
	"runtime.fatalpanic", "runtime.goexit1", "runtime.runningPanicDefers", // goroutine panics
	"runtime.allgptr", "runtime.allglen", // interrupts
}

// readHost reads the symbol table of the running executable and checks that the runtime's moduledata is laid out as
// zlayout.go says: fields must agree with the linker's own symbols.
func readHost() (*host, error) {
	f, err := os.Open("/proc/self/exe")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	e, err := elf.NewFile(f)
	if err != nil {
		return nil, err
	}
	if e.Type != elf.ET_EXEC {
		return nil, errors.New("the worker must be a non-PIE executable")
	}
	h := &host{tlsOff: -8, asmABI: map[string]uint8{}} // without a TLS segment the linker puts g at -8(FS)
	for _, p := range e.Progs {
		if p.Type == elf.PT_TLS {
			h.tlsOff = -int32((p.Memsz + p.Align - 1) &^ (p.Align - 1))
		}
	}
	if err := h.readSymbols(e); err != nil {
		return nil, err
	}
	for _, n := range needed {
		if h.syms[n] == 0 {
			return nil, fmt.Errorf("the worker lacks the symbol %s: unsupported Go version", n)
		}
	}
	// The executable's data segment is mapped for the life of the process.
	h.first = (*moduledata)(pointer(h.syms["runtime.firstmoduledata"]))
	m := h.first
	for _, c := range []struct {
		field string
		got   uintptr
		sym   string
	}{{"text", m.text, "runtime.text"}, {"gofunc", m.gofunc, "go:func.*"}, {"epclntab", m.epclntab, "runtime.epclntab"}} {
		if c.got != h.syms[c.sym] {
			return nil, fmt.Errorf("runtime.moduledata is not laid out as expected (%s is %#x, want %s = %#x): unsupported Go version", c.field, c.got, c.sym, h.syms[c.sym])
		}
	}
	if m.etypes == 0 || m.hasmain != 1 || m.gcdatamask.n == 0 || len(m.ftab) == 0 {
		return nil, errors.New("runtime.moduledata is not laid out as expected: unsupported Go version")
	}
	return h, nil
}

// readSymbols fills the table of names. Symbols of the C library and of sections are no use and are left out.
func (h *host) readSymbols(e *elf.File) error {
	const entry = 24 // of an ELF64 symbol
	sec := e.SectionByType(elf.SHT_SYMTAB)
	if sec == nil {
		return errors.New("the worker was stripped of its symbols")
	}
	tab, err := sec.Data()
	if err != nil {
		return err
	}
	strs, err := e.Sections[sec.Link].Data()
	if err != nil {
		return err
	}
	h.syms = make(map[string]uintptr, len(tab)/entry)
	all := string(strs)
	for ; len(tab) >= entry; tab = tab[entry:] {
		name := all[binary.LittleEndian.Uint32(tab):]
		typ, sect := elf.SymType(tab[4]&0xf), binary.LittleEndian.Uint16(tab[6:])
		val := binary.LittleEndian.Uint64(tab[8:])
		name = name[:strings.IndexByte(name, 0)]
		switch {
		case typ == elf.STT_TLS && name == "runtime.tlsg":
			h.tlsOff += int32(val)
		case sect != 0 && typ <= elf.STT_FUNC && name != "" && !strings.HasPrefix(name, "local."):
			h.syms[name] = uintptr(val)
		}
	}
	return nil
}

// noteAssembly records which functions an archive defines in assembly: the linker's names alone do not tell the ABI.
func (h *host) noteAssembly(a *archive) {
	for _, o := range a.objs {
		if !o.fromAssembly() {
			continue
		}
		for i := range o.ndef() {
			if s := o.sym(i); s.isText() && s.abi() <= 1 {
				h.asmABI[s.name()] |= 1 << s.abi()
			}
		}
	}
}

func (h *host) isText(p uintptr) bool { return p >= h.first.text && p < h.first.etext }

// find returns the address of a symbol with the wanted ABI, or 0. Where a function has bodies for both ABIs, the linker
// calls the ABI0 one f.abi0.
func (h *host) find(k symKey) uintptr {
	n := mangle(k.name)
	abi0 := h.syms[n+".abi0"]
	if k.abi == 0 && abi0 != 0 {
		return abi0
	}
	a := h.syms[n]
	if a == 0 || !h.isText(a) {
		return a
	}
	switch k.abi {
	case 1:
		if abi0 == 0 && h.asmABI[k.name] == 1 {
			return 0 // only the ABI0 body was linked
		}
		return a
	case 0:
		if h.asmABI[k.name]&1 != 0 {
			return a
		}
	}
	return 0
}

// codeValue is a Go function value for a bare code address.
type codeValue struct{ pc uintptr }

// funcValue makes a function of type F that calls the runtime function with that name, which must have the same
// parameters: the invariant that the self-test checks.
func funcValue[F any](h *host, name string) F {
	p := unsafe.Pointer(&codeValue{h.syms[name]})
	return *(*F)(unsafe.Pointer(&p))
}

// funcAt makes a function value for code of the arenas, which is never freed.
func funcAt(pc uintptr) func() {
	p := unsafe.Pointer(&codeValue{pc})
	return *(*func())(unsafe.Pointer(&p))
}

// setModules replaces the runtime's list of modules, which readers load atomically.
func (h *host) setModules(mods *[]*moduledata) {
	atomic.StorePointer((*unsafe.Pointer)(pointer(h.syms["runtime.modulesSlice"])), unsafe.Pointer(mods))
}
