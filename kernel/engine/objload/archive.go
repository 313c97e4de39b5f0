//go:build linux && amd64

package objload

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// archive is the compiled form of one package: an ar file that holds Go objects (the compiler's first, then the
// assembler's) and, for packages that use cgo, ELF objects.
type archive struct {
	pkg   string
	objs  []*object
	cgo   bool
	index map[symKey]defRef // by name; filled on first use
}

// object is one Go object file with what the loader knows of its symbols.
type object struct {
	*reader
	arch  *archive
	file  string
	pkgs  []string
	names map[symRef]string // of references to other packages; filled on first use
	cu    uint32            // offset of its file names in cutab
	cuSet bool
	state []symState // by definition
}

type symStatus uint8

const (
	unseen symStatus = iota
	added            // defined by the load under way
	bound            // has its final address
)

type symState struct {
	addr   uintptr
	status symStatus
}

// symKey identifies a named symbol. Data has ABI 1.
type symKey struct {
	name string
	abi  uint16
}

type defRef struct {
	o *object
	i uint32
}

func (d defRef) sym() symbol { return d.o.sym(d.i) }

func mapFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if st.Size() == 0 {
		return nil, fmt.Errorf("%s is empty", path)
	}
	return syscall.Mmap(int(f.Fd()), 0, int(st.Size()), syscall.PROT_READ, syscall.MAP_PRIVATE)
}

const arMagic = "!<arch>\n"

// parseArchive reads an ar file; the result refers to data.
func parseArchive(data []byte, pkg string) (*archive, error) {
	if !bytes.HasPrefix(data, []byte(arMagic)) {
		return nil, fmt.Errorf("package %s: not an archive", pkg)
	}
	a := &archive{pkg: pkg}
	for off := len(arMagic); off+60 <= len(data); {
		h := data[off : off+60]
		name := strings.TrimSpace(string(h[:16]))
		size, err := strconv.Atoi(strings.TrimSpace(string(h[48:58])))
		if err != nil || size < 0 || size > len(data)-off-60 {
			return nil, fmt.Errorf("package %s: archive member %q is damaged", pkg, name)
		}
		body := data[off+60 : off+60+size]
		off += 60 + size + size&1
		switch name {
		case "__.PKGDEF", "preferlinkext", "dynimportfail":
			continue
		}
		if !bytes.HasPrefix(body, []byte("go object ")) {
			a.cgo = true
			continue
		}
		i := bytes.Index(body, []byte("\n!\n"))
		if i < 0 {
			return nil, fmt.Errorf("package %s: object %s has no header", pkg, name)
		}
		o, err := newObject(body[i+3:], a, name)
		if err != nil {
			return nil, fmt.Errorf("package %s, object %s: %w", pkg, name, err)
		}
		a.objs = append(a.objs, o)
	}
	if len(a.objs) == 0 {
		return nil, fmt.Errorf("package %s: archive holds no Go object", pkg)
	}
	return a, nil
}

func newObject(b []byte, a *archive, file string) (*object, error) {
	r, err := newReader(b)
	if err != nil {
		return nil, err
	}
	return &object{reader: r, arch: a, file: file, pkgs: r.packages(), state: make([]symState, r.ndef())}, nil
}

// local gives the index among the object's definitions that a reference means, if it means one.
func (o *object) local(s symRef) (uint32, bool) {
	switch s.pkg {
	case PkgIdxSelf:
		return s.sym, true
	case PkgIdxHashed64:
		return o.nsym + s.sym, true
	case PkgIdxHashed:
		return o.nsym + o.nhash64 + s.sym, true
	case PkgIdxNone:
		if s.sym < o.nnonpkg {
			return o.nsym + o.nhash64 + o.nhash + s.sym, true
		}
	}
	return 0, false
}

// external gives the name of what a reference out of the object means, and the package where it is known.
func (o *object) external(s symRef) (symKey, string) {
	switch s.pkg {
	case PkgIdxNone:
		sy := o.sym(o.ndef() + s.sym - o.nnonpkg)
		return symKey{sy.name(), sy.abi()}, ""
	case PkgIdxBuiltin:
		b := builtins[s.sym]
		return symKey{b.name, uint16(b.abi)}, "runtime"
	}
	if o.names == nil {
		o.names = o.refNames()
	}
	return symKey{o.names[s], 1}, o.pkgs[s.pkg]
}

func keyOf(name string, abi uint16, text bool) symKey {
	if !text {
		abi = 1
	}
	return symKey{name, abi}
}

// find looks a named definition up.
func (a *archive) find(k symKey) (defRef, bool) {
	if a.index == nil {
		a.buildIndex()
	}
	if d, ok := a.index[k]; ok {
		return d, true
	}
	if k.abi == 0 { // references to data may carry ABI 0
		if d, ok := a.index[symKey{k.name, 1}]; ok && !d.sym().isText() {
			return d, true
		}
	}
	return defRef{}, false
}

func (a *archive) buildIndex() {
	a.index = map[symKey]defRef{}
	for _, o := range a.objs {
		for i := range o.ndef() {
			if o.isHashed(i) {
				continue
			}
			s := o.sym(i)
			name := s.name()
			if name == "" || s.abi() == SymABIstatic || isDebug(s.kind()) {
				continue
			}
			k := keyOf(name, s.abi(), s.isText())
			if old, ok := a.index[k]; ok && (s.dupok() || !old.sym().dupok()) {
				continue
			}
			a.index[k] = defRef{o, i}
		}
	}
}
