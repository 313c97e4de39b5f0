//go:build linux && amd64

package objload

import (
	"fmt"
	"syscall"
	"unsafe"
)

// arena is a piece of reserved address space that is handed out from its start and never given back, except by
// rolling a failed load back to a mark. The kernel provides memory as it is touched.
type arena struct {
	name             string
	base, size, used uintptr
}

func (a *arena) alloc(n, align uintptr) uintptr {
	p := (a.base + a.used + align - 1) &^ (align - 1)
	if n > a.size || p+n > a.base+a.size {
		panic(exhausted{fmt.Sprintf("the session's %s memory of %d MB is used up; restart the kernel", a.name, a.size>>20)})
	}
	a.used = p + n - a.base
	return p
}

// exhausted is the panic of an arena that cannot give what is asked of it.
type exhausted struct{ text string }

func (e exhausted) Error() string { return e.text }

func (a *arena) end() uintptr            { return a.base + a.used }
func (a *arena) contains(p uintptr) bool { return p >= a.base && p < a.base+a.size }
func (a *arena) bytes() []byte           { return mem(a.base, a.used)[:a.used:a.used] }
func (a *arena) put(b []byte) uintptr {
	p := a.alloc(uintptr(len(b)), 1)
	copy(mem(p, uintptr(len(b))), b)
	return p - a.base
}
func (a *arena) putString(s string) uint32 { return uint32(a.put(append([]byte(s), 0))) }

const (
	megabyte          = 1 << 20
	mapFixedNoReplace = 0x100000 // MAP_FIXED_NOREPLACE of linux/mman.h
	pageSize          = 4096
)

// arenas are the loader's memory. Text, rodata and data lie near each other and near the executable, since code
// refers to them by 32-bit distances; the tables may be anywhere.
type arenas struct {
	text, ro, noptr, data                                         arena
	funcNames, cu, fileNames, pc, pcln, ftab, buckets, mask, mods arena
}

func (s *arenas) all() []*arena {
	return []*arena{&s.text, &s.ro, &s.noptr, &s.data, &s.funcNames, &s.cu, &s.fileNames, &s.pc, &s.pcln, &s.ftab, &s.buckets, &s.mask, &s.mods}
}

// lowest and highest are the bounds between which the near arenas are placed: above the executable, and within 2 GB
// of its start.
const lowest, highest = 0x10000000, 0x38000000

func newArenas() (*arenas, error) {
	s := &arenas{}
	near := []struct {
		a    *arena
		name string
		size uintptr
	}{{&s.text, "code", 192 * megabyte}, {&s.ro, "read-only", 256 * megabyte}, {&s.noptr, "data", 512 * megabyte}, {&s.data, "pointer data", 96 * megabyte}}
	var total uintptr
	for _, n := range near {
		total += n.size
	}
	base := uintptr(lowest)
	for ; base < highest; base += 16 * megabyte {
		if p, err := reserve(base, total); err == nil && p == base {
			break
		}
	}
	if base >= highest {
		return nil, fmt.Errorf("no %d MB of free address space between %#x and %#x", total>>20, uint64(lowest), uint64(highest))
	}
	for _, n := range near {
		*n.a = arena{name: n.name, base: base, size: n.size}
		base += n.size
	}
	for _, n := range []struct {
		a    *arena
		name string
		size uintptr
	}{{&s.funcNames, "name", 64 * megabyte}, {&s.cu, "file index", 32 * megabyte}, {&s.fileNames, "file name", 32 * megabyte}, {&s.pc, "line table", 256 * megabyte},
		{&s.pcln, "function table", 256 * megabyte}, {&s.ftab, "function index", 64 * megabyte}, {&s.buckets, "function bucket", 4 * megabyte},
		{&s.mask, "pointer mask", 4 * megabyte}, {&s.mods, "module", 64 * megabyte}} {
		p, err := reserve(0, n.size)
		if err != nil {
			return nil, fmt.Errorf("reserving %s memory: %w", n.name, err)
		}
		*n.a = arena{name: n.name, base: p, size: n.size}
	}
	// Offset 0 means "none" in these tables, and a symbol at the very start of rodata would have type offset 0.
	s.funcNames.used, s.fileNames.used, s.pc.used, s.ro.used = 1, 1, 1, 64
	return s, nil
}

func reserve(at, size uintptr) (uintptr, error) {
	flags := syscall.MAP_PRIVATE | syscall.MAP_ANON | syscall.MAP_NORESERVE
	if at != 0 {
		flags |= mapFixedNoReplace
	}
	p, _, e := syscall.Syscall6(syscall.SYS_MMAP, at, size, syscall.PROT_READ|syscall.PROT_WRITE, uintptr(flags), ^uintptr(0), 0)
	if e != 0 {
		return 0, e
	}
	if at != 0 && p != at { // a kernel before 4.17 takes the address as a hint
		syscall.Syscall(syscall.SYS_MUNMAP, p, size, 0)
		return 0, syscall.EEXIST
	}
	return p, nil
}

// mprotect sets the protection of pages of text: writable while a load fills them, then executable. Nothing in them is
// written again but the entries of closed bodies, see [stub].
func mprotect(at, size uintptr, prot uintptr) error {
	if _, _, e := syscall.Syscall(syscall.SYS_MPROTECT, at, size, prot); e != 0 {
		return fmt.Errorf("making code executable: %w", e)
	}
	return nil
}

// pointer converts an address outside the Go heap: of the executable's image or of an arena, neither of which ever
// moves or is freed.
func pointer(p uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&p)) }

// mem views n bytes at an address outside the Go heap.
func mem(p, n uintptr) []byte { return unsafe.Slice((*byte)(pointer(p)), n) }
