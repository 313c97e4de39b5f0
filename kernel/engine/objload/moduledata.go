//go:build linux && amd64

package objload

import (
	"sync/atomic"
	"syscall"
	"unsafe"
)

// This file publishes a load to the runtime: a new runtime.moduledata that covers everything loaded so far takes the
// place of the previous one (runtime/symtab.go). From then on stack walks, the collector and reflection see it.

// initHeader makes the module's pcHeader; the runtime checks it against that of the executable.
func (l *Loader) initHeader() {
	l.header = (*pcHeader)(pointer(l.mods.alloc(unsafe.Sizeof(pcHeader{}), 8)))
	*l.header = *l.host.first.pcHeader
}

func (ld *load) publish() error {
	to := (ld.textTo + pageSize - 1) &^ (pageSize - 1)
	if to > ld.textFrom {
		if err := mprotect(ld.textFrom, to-ld.textFrom, syscall.PROT_READ|syscall.PROT_EXEC); err != nil {
			return err
		}
	}
	closed := ld.closed()
	for _, a := range closed {
		if err := mprotect(a, pageSize, syscall.PROT_READ|syscall.PROT_WRITE|syscall.PROT_EXEC); err != nil {
			return err
		}
	}
	ld.text.used = to - ld.text.base
	// A sentinel ends the table; the next load overwrites it with its first function, which has the same meaning for
	// those who still hold this module.
	end := uint32(ld.textTo - ld.host.first.text)
	*(*functab)(pointer(ld.ftab.end())) = functab{entryoff: end}

	md := (*moduledata)(pointer(ld.mods.alloc(unsafe.Sizeof(moduledata{}), 16)))
	ld.fill(md)
	ld.published = true
	for _, k := range ld.links { // before any code can run
		k.point()
	}
	for _, a := range closed {
		mprotect(a, pageSize, syscall.PROT_READ|syscall.PROT_EXEC) // if it fails, the page stays writable, which does no harm
	}
	old, first := ld.module, ld.host.first
	md.next = first.next
	if old != nil {
		md.next = old.next
	}
	// One store swaps the module for readers that follow the list without a lock.
	atomic.StoreUintptr((*uintptr)(unsafe.Pointer(&first.next)), uintptr(unsafe.Pointer(md)))
	last := (*uintptr)(pointer(ld.host.syms["runtime.lastmoduledatap"]))
	if *last == uintptr(unsafe.Pointer(old)) || *last == uintptr(unsafe.Pointer(first)) {
		*last = uintptr(unsafe.Pointer(md))
	}
	mods := []*moduledata{first}
	for p := md; p != nil; p = p.next {
		mods = append(mods, p)
	}
	ld.host.setModules(&mods)
	ld.module = md
	ld.addItabs()
	return nil
}

// fill describes all that the arenas hold. Text offsets count from the executable's text and type offsets from our
// rodata, so that both can reach the executable (types by negative offsets); epclntab must lie above all
// funcdata, since the runtime takes pointers below it for read-only data.
func (ld *load) fill(md *moduledata) {
	first := ld.host.first
	*md = moduledata{}
	md.pcHeader = ld.header
	md.funcnametab, md.filetab, md.pctab, md.pclntable = ld.funcNames.bytes(), ld.fileNames.bytes(), ld.pc.bytes(), ld.pcln.bytes()
	md.cutab = unsafe.Slice((*uint32)(pointer(ld.cu.base)), ld.cu.used/4)
	md.ftab = unsafe.Slice((*functab)(pointer(ld.ftab.base)), ld.nfunc+1)
	md.findfunctab = ld.buckets.base
	md.minpc, md.maxpc = ld.text.base, ld.textTo
	md.text, md.etext = first.text, ld.textTo
	md.noptrdata, md.enoptrdata = ld.noptr.base, ld.noptr.end()
	md.data, md.edata = ld.data.base, ld.data.end()
	md.bss, md.ebss = ld.data.end(), ld.data.end()
	md.noptrbss, md.enoptrbss = ld.noptr.end(), ld.noptr.end()
	md.end = ld.data.end()
	md.types, md.etypes = ld.ro.base, ld.ro.end()
	md.rodata, md.gofunc, md.epclntab = ld.ro.base, ld.ro.base, ld.ro.end()
	if ld.newLinks != nil {
		ld.typelinks = ld.newLinks // on the Go heap: the collector does not see that the module refers to it
		ld.keep[ld.nkeep%len(ld.keep)] = ld.newLinks
		ld.nkeep++
	}
	md.typelinks = ld.typelinks
	bits := func(n uintptr) bitvector { return bitvector{int32(n), (*uint8)(pointer(ld.mask.base))} }
	md.gcdatamask, md.gcbssmask = bits((ld.data.used+7)/8), bits(0)
}
