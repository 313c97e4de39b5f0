package objload

import (
	"encoding/binary"
	"fmt"
)

// This file applies the relocations that Go's compiler and assembler emit for arm64, to bytes and addresses, so that it
// runs on every machine. What the linker does with them is in cmd/link/internal/arm64/asm.go (archreloc). The types that
// need -shared, -dynlink or a C compiler (R_ARM64_TLS_IE, R_ARM64_GOTPCREL, R_ARM64_PCREL, ...) are errors.

// fixARM64 is a relocation with its addresses.
type fixARM64 struct {
	typ  int16
	name string // of the symbol referred to
	at   uint64 // of the field
	to   uint64 // of the symbol; its offset in the thread's storage if typ is R_ARM64_TLS_LE
	base uint64 // of the text or the types that R_ADDROFF and R_METHODOFF count from
	add  int64
}

// kindARM64 is what a type of relocation needs: the size of the field, the instructions expected there, and who writes.
type kindARM64 struct {
	name  string
	size  int
	ops   []opARM64
	scale int // log2 of the unit of the offset in the second of two instructions
	write func(f fixARM64, k *kindARM64, field []byte) error
}

// opARM64 recognises an instruction by its fixed bits.
type opARM64 struct {
	name       string
	mask, bits uint32
}

var (
	opADRP = opARM64{"ADRP", 0x9f000000, 0x90000000}
	opADD  = opARM64{"64-bit ADD of a constant", 0xffc00000, 0x91000000}
	opMOVZ = opARM64{"64-bit MOVZ", 0xffe00000, 0xd2800000}
	opB    = opARM64{"B or BL", 0x7c000000, 0x14000000}
)

// opLDST is a load or store, of an integer or float register, with an unsigned offset in units of 1<<scale bytes.
func opLDST(scale int) opARM64 {
	return opARM64{fmt.Sprintf("%d-bit load or store", 8<<scale), 0xfb000000, uint32(scale)<<30 | 0x39000000}
}

var kindsARM64 = map[int16]*kindARM64{
	R_ADDR:               {name: "R_ADDR", size: 8, write: fixARM64.address},
	R_ADDROFF:            {name: "R_ADDROFF", size: 4, write: fixARM64.offset},
	R_METHODOFF:          {name: "R_METHODOFF", size: 4, write: fixARM64.offset},
	R_CALLARM64:          {name: "R_CALLARM64", size: 4, ops: []opARM64{opB}, write: fixARM64.branch},
	R_ADDRARM64:          {name: "R_ADDRARM64", size: 8, ops: []opARM64{opADRP, opADD}, write: fixARM64.pair},
	R_ARM64_PCREL_LDST8:  {"R_ARM64_PCREL_LDST8", 8, []opARM64{opADRP, opLDST(0)}, 0, fixARM64.pair},
	R_ARM64_PCREL_LDST16: {"R_ARM64_PCREL_LDST16", 8, []opARM64{opADRP, opLDST(1)}, 1, fixARM64.pair},
	R_ARM64_PCREL_LDST32: {"R_ARM64_PCREL_LDST32", 8, []opARM64{opADRP, opLDST(2)}, 2, fixARM64.pair},
	R_ARM64_PCREL_LDST64: {"R_ARM64_PCREL_LDST64", 8, []opARM64{opADRP, opLDST(3)}, 3, fixARM64.pair},
	R_ARM64_TLS_LE:       {name: "R_ARM64_TLS_LE", size: 4, ops: []opARM64{opMOVZ}, write: fixARM64.threadLocal},
}

// apply writes the field. On error it is as before.
func (f fixARM64) apply(field []byte) error {
	k := kindsARM64[f.typ]
	if k == nil {
		return fmt.Errorf("relocation type %d, to %s, is not known to the loader for arm64", f.typ, f.name)
	}
	err := k.check(f.at, field)
	if err == nil {
		err = k.write(f, k, field)
	}
	if err != nil {
		return fmt.Errorf("%s to %s: %w", k.name, f.name, err)
	}
	return nil
}

func (k *kindARM64) check(at uint64, field []byte) error {
	if len(field) != k.size {
		return fmt.Errorf("relocation of %d bytes, want %d", len(field), k.size)
	}
	if len(k.ops) > 0 && at%4 != 0 {
		return fmt.Errorf("instruction at %#x, which is no multiple of 4", at)
	}
	for i, op := range k.ops {
		if w := word(field, i); w&op.mask != op.bits {
			return fmt.Errorf("instruction %#08x is no %s", w, op.name)
		}
	}
	return nil
}

func (f fixARM64) dest() uint64 { return f.to + uint64(f.add) }

func (f fixARM64) address(_ *kindARM64, field []byte) error {
	binary.LittleEndian.PutUint64(field, f.dest())
	return nil
}

func (f fixARM64) offset(_ *kindARM64, field []byte) error {
	return put32(field, int64(f.dest()-f.base))
}

// branch sets the 26 bits that count instructions from this one.
func (f fixARM64) branch(_ *kindARM64, field []byte) error {
	imm, err := branchBits(f.at, f.dest())
	if err != nil {
		return err
	}
	setBits(field, 0, 1<<26-1, imm)
	return nil
}

// pair sets the two halves of an address: ADRP has the distance in pages from this page, the second instruction the
// offset within the page.
func (f fixARM64) pair(k *kindARM64, field []byte) error {
	to := f.dest()
	page, err := pageBits(f.at, to)
	if err != nil {
		return err
	}
	if to&(1<<k.scale-1) != 0 {
		return fmt.Errorf("%s at %#x, which is no multiple of %d", k.ops[1].name, to, 1<<k.scale)
	}
	setBits(field, 0, pageMask, page)
	setBits(field, 1, lowMask, uint32(to&0xfff)>>k.scale<<10)
	return nil
}

// threadLocal sets the 16 bits of MOVZ. Two words that belong to the C library lie before a thread's variables.
func (f fixARM64) threadLocal(_ *kindARM64, field []byte) error {
	v := f.dest() + 16
	if v > 0xffff {
		return fmt.Errorf("offset %#x in the thread's storage is out of range", v)
	}
	setBits(field, 0, 0xffff<<5, uint32(v)<<5)
	return nil
}

// throughSlot makes R_ADDRARM64 reach what is too far for it, such as an itab that the runtime made on the heap. The 8
// bytes at slot hold the address: ADRP+ADD becomes ADRP+LDR.
func (f fixARM64) throughSlot(field []byte, slot uint64) error {
	k := kindsARM64[f.typ]
	if f.typ != R_ADDRARM64 || f.add != 0 {
		return fmt.Errorf("relocation type %d to %s%+d cannot go through memory", f.typ, f.name, f.add)
	}
	if err := k.check(f.at, field); err != nil {
		return fmt.Errorf("%s to %s: %w", k.name, f.name, err)
	}
	old := word(field, 1)
	const ldr = 0xf9400000 // with the registers where ADD has them
	setBits(field, 1, ^uint32(1<<10-1), ldr)
	f.typ, f.to = R_ARM64_PCREL_LDST64, slot
	err := f.apply(field)
	if err != nil {
		setBits(field, 1, ^uint32(0), old)
	}
	return err
}

// branchBits encodes the distance of a branch: a multiple of 4 in -128 MB to 128 MB-4.
func branchBits(at, to uint64) (uint32, error) {
	d := int64(to - at)
	if d%4 != 0 {
		return 0, fmt.Errorf("branch to %#x, which is no multiple of 4 bytes away", to)
	}
	if d < -1<<27 || d >= 1<<27 {
		return 0, fmt.Errorf("branch from %#x to %#x is further than 128 MB", at, to)
	}
	return uint32(d>>2) & (1<<26 - 1), nil
}

const (
	pageMask = 3<<29 | 0x7ffff<<5 // the distance in ADRP: its low 2 bits, then the other 19
	lowMask  = 0xfff << 10        // the constant of ADD, LDR and STR
)

// pageBits encodes the distance between the 4 KB pages of two addresses: within 4 GB.
func pageBits(at, to uint64) (uint32, error) {
	d := int64(to>>12) - int64(at>>12)
	if d < -1<<20 || d >= 1<<20 {
		return 0, fmt.Errorf("address %#x is further than 4 GB from %#x", to, at)
	}
	return uint32(d&3)<<29 | uint32(d>>2&0x7ffff)<<5, nil
}
