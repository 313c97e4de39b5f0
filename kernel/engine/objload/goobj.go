//go:build linux && amd64

package objload

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unsafe"
)

// This file reads Go's object file format, which is described in cmd/internal/goobj/objfile.go of the Go sources: a
// header with the offsets of its blocks, then tables of fixed-size records that refer to each other by index. The
// numbers are in zlayout.go.
//
// Accessors slice the file's bytes and so panic on an index beyond the end; [Loader.Load] turns that into an error.

// symRef refers to a symbol: an index into one of the tables of this object, or of another package's.
type symRef struct{ pkg, sym uint32 }

func (s symRef) isZero() bool { return s == symRef{} }

// reader gives access to the records of one object file.
type reader struct {
	b     []byte
	off   [NBlk]uint32
	flags uint32
	// Numbers of definitions in each of the four tables, which share one index space in this order.
	nsym, nhash64, nhash, nnonpkg uint32
}

const headerSize = len(Magic) + 8 + 4 + 4*NBlk

func newReader(b []byte) (*reader, error) {
	if !bytes.HasPrefix(b, []byte(Magic)) {
		return nil, fmt.Errorf("not an object file of this Go version (it begins with %q, want %q)", b[:min(len(b), len(Magic))], Magic)
	}
	if len(b) < headerSize {
		return nil, fmt.Errorf("object file of %d bytes is cut short", len(b))
	}
	r := &reader{b: b, flags: binary.LittleEndian.Uint32(b[len(Magic)+8:])}
	at := len(Magic) + 12
	for i := range r.off {
		r.off[i] = binary.LittleEndian.Uint32(b[at+4*i:])
		if int64(r.off[i]) > int64(len(b)) || i > 0 && r.off[i] < r.off[i-1] {
			return nil, fmt.Errorf("object file is damaged: block %d at %d of %d bytes", i, r.off[i], len(b))
		}
	}
	n := func(blk int) uint32 { return (r.off[blk+1] - r.off[blk]) / SymSize }
	r.nsym, r.nhash64, r.nhash, r.nnonpkg = n(BlkSymdef), n(BlkHashed64def), n(BlkHasheddef), n(BlkNonpkgdef)
	if idx := r.off[BlkRelocIdx+1] - r.off[BlkRelocIdx]; idx/4 < r.ndef()+1 {
		return nil, fmt.Errorf("object file is damaged: %d symbols but %d relocation indices", r.ndef(), idx/4)
	}
	return r, nil
}

func (r *reader) u32(off uint32) uint32 { return binary.LittleEndian.Uint32(r.b[off:]) }

// str reads a string reference. The string shares memory with the file.
func (r *reader) str(b []byte) string {
	n, off := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
	s := r.b[off : uint64(off)+uint64(n)]
	if len(s) == 0 {
		return ""
	}
	return unsafe.String(&s[0], len(s)) // r.b is never written to
}

func (r *reader) fromAssembly() bool { return r.flags&ObjFlagFromAssembly != 0 }

// ndef is the number of symbols that the object defines.
func (r *reader) ndef() uint32 { return r.nsym + r.nhash64 + r.nhash + r.nnonpkg }

// isHashed says whether definition i is one of those identified by content, not by name.
func (r *reader) isHashed(i uint32) bool { return i >= r.nsym && i < r.nsym+r.nhash64+r.nhash }

func (r *reader) packages() []string { return r.strings(BlkPkgIdx) }
func (r *reader) files() []string    { return r.strings(BlkFile) }

func (r *reader) strings(blk int) []string {
	b := r.b[r.off[blk]:r.off[blk+1]]
	s := make([]string, 0, len(b)/stringRefSize)
	for ; len(b) >= stringRefSize; b = b[stringRefSize:] {
		s = append(s, r.str(b))
	}
	return s
}

// symbol is one record of the definitions or references.
type symbol struct {
	r *reader
	b []byte
}

// sym returns definition i, or beyond those, reference i-ndef.
func (r *reader) sym(i uint32) symbol {
	off := uint64(r.off[BlkSymdef]) + uint64(i)*SymSize
	return symbol{r, r.b[off : off+SymSize]}
}

func (s symbol) name() string   { return s.r.str(s.b) }
func (s symbol) abi() uint16    { return binary.LittleEndian.Uint16(s.b[8:]) }
func (s symbol) kind() uint8    { return s.b[10] }
func (s symbol) dupok() bool    { return s.b[11]&SymFlagDupok != 0 }
func (s symbol) typelink() bool { return s.b[11]&SymFlagTypelink != 0 }
func (s symbol) isItab() bool   { return s.b[12]&SymFlagItab != 0 }
func (s symbol) size() uint32   { return binary.LittleEndian.Uint32(s.b[13:]) }
func (s symbol) align() uint32  { return binary.LittleEndian.Uint32(s.b[17:]) }
func (s symbol) isText() bool   { return isText(s.kind()) }

func isText(kind uint8) bool { return kind == STEXT || kind == STEXTFIPS }

func isData(kind uint8) bool { return kind == SDATA || kind == SDATAFIPS || kind == SBSS }

func isDebug(kind uint8) bool { return kind == 0 || kind >= SDWARFCUINFO }

// span returns the records that belong to definition i through an index block.
func (r *reader) span(i uint32, idx, blk int, size uint32) []byte {
	at := r.off[idx] + i*4
	from, to := r.u32(at), r.u32(at+4)
	base := uint64(r.off[blk])
	return r.b[base+uint64(from)*uint64(size) : base+uint64(to)*uint64(size)]
}

func (r *reader) data(i uint32) []byte { return r.span(i, BlkDataIdx, BlkData, 1) }

// reloc is one relocation record.
type reloc []byte

func (r *reader) relocs(i uint32) relocs { return relocs(r.span(i, BlkRelocIdx, BlkReloc, RelocSize)) }

type relocs []byte

func (rs relocs) len() int       { return len(rs) / RelocSize }
func (rs relocs) at(i int) reloc { return reloc(rs[i*RelocSize : (i+1)*RelocSize]) }

func (r reloc) off() int32  { return int32(binary.LittleEndian.Uint32(r)) }
func (r reloc) size() uint8 { return r[4] }
func (r reloc) typ() int16  { return int16(binary.LittleEndian.Uint16(r[5:])) &^ R_WEAK }
func (r reloc) weak() bool  { return int16(binary.LittleEndian.Uint16(r[5:]))&R_WEAK != 0 }
func (r reloc) add() int64  { return int64(binary.LittleEndian.Uint64(r[7:])) }
func (r reloc) sym() symRef { return readRef(r[15:]) }

func readRef(b []byte) symRef {
	return symRef{binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])}
}

// auxs calls f with the auxiliary symbols of definition i: its type, function info, line tables.
func (r *reader) auxs(i uint32, f func(kind uint8, s symRef) error) error {
	b := r.span(i, BlkAuxIdx, BlkAux, AuxSize)
	for ; len(b) >= AuxSize; b = b[AuxSize:] {
		if err := f(b[0], readRef(b[1:])); err != nil {
			return err
		}
	}
	return nil
}

// refNames maps references into other packages to their names.
func (r *reader) refNames() map[symRef]string {
	b := r.b[r.off[BlkRefName]:r.off[BlkRefName+1]]
	m := make(map[symRef]string, len(b)/RefNameSize)
	for ; len(b) >= RefNameSize; b = b[RefNameSize:] {
		m[readRef(b)] = r.str(b[8:])
	}
	return m
}

// funcInfo is the record that describes a function (cmd/internal/goobj/funcinfo.go).
type funcInfo []byte

func (f funcInfo) args() int32      { return int32(binary.LittleEndian.Uint32(f)) }
func (f funcInfo) id() uint8        { return f[8] }
func (f funcInfo) flag() uint8      { return f[9] }
func (f funcInfo) startLine() int32 { return int32(binary.LittleEndian.Uint32(f[12:])) }

// inlined is one node of the tree of calls that were inlined into a function.
type inlined struct {
	fn       symRef
	parentPC int32
}

const inlNodeSize = 4 * 6

func (f funcInfo) inlTree() []inlined {
	nfile := binary.LittleEndian.Uint32(f[16:])
	b := f[20+4*uint64(nfile):]
	n := binary.LittleEndian.Uint32(b)
	b = b[4:]
	if uint64(len(b)) < uint64(n)*inlNodeSize {
		panic(fmt.Errorf("inline tree of %d nodes in %d bytes", n, len(b)))
	}
	t := make([]inlined, n)
	for i := range t {
		e := b[i*inlNodeSize:]
		t[i] = inlined{readRef(e[12:]), int32(binary.LittleEndian.Uint32(e[20:]))}
	}
	return t
}
