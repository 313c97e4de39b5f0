package objload

import (
	"encoding/binary"
	"fmt"
)

// This file makes the jumps of arm64: stubs, whose target can be replaced, veneers for calls that are too far, and the
// branch that closes an old body. X16 is free between functions: the platform reserves it for such jumps, and Go's
// linker uses it so.

// putStubARM64 writes a stub, see [stub]: a jump to the address that the 8 bytes at slot hold.
//
//	ADRP slot, X16; MOVD slot(X16), X16; JMP (X16); BRK
func putStubARM64(code []byte, at, slot uint64) error {
	putWords(code[:stubSizeARM64], 0x90000010, 0xf9400210, jumpX16, brk)
	return fixARM64{typ: R_ARM64_PCREL_LDST64, name: "a stub's slot", at: at, to: slot}.apply(code[:8])
}

// nopARM64 lies before a body, and calls go to it. The architecture lets one thread replace an instruction that another
// may be executing only where both the old and the new one are of a few kinds, NOP and B among them: not what a body
// begins with.
const nopARM64 = 0xd503201f

// closeARM64 is the instruction that, stored in place of the NOP before an old body, leads its callers to the stub.
func closeARM64(nop, stub uint64) (uint32, error) {
	imm, err := branchBits(nop, stub)
	return opB.bits | imm, err
}

// veneersARM64 hands out jumps from a piece of memory near a load's code, one for each target.
type veneersARM64 struct {
	base uint64 // address of code
	code []byte
	at   map[uint64]uint64 // by target
}

const (
	stubSizeARM64 = 16
	veneerSize    = 16
	jumpX16       = 0xd61f0200
	brk           = 0xd4200000
)

// reach says where a branch at from must go to arrive at to: there, or at a veneer if that is too far.
//
//	MOVD 8(PC), X16; JMP (X16); 8 bytes of address
func (v *veneersARM64) reach(from, to uint64) (uint64, error) {
	if d := int64(to - from); d >= -1<<27 && d < 1<<27 {
		return to, nil
	}
	at, ok := v.at[to]
	if !ok {
		n := len(v.at) * veneerSize
		if n+veneerSize > len(v.code) {
			return 0, fmt.Errorf("no room for another veneer after %d", len(v.at))
		}
		c := v.code[n : n+veneerSize]
		putWords(c, 0x58000050, jumpX16)
		binary.LittleEndian.PutUint64(c[8:], to)
		at = v.base + uint64(n)
		if v.at == nil {
			v.at = map[uint64]uint64{}
		}
		v.at[to] = at
	}
	_, err := branchBits(from, at)
	return at, err
}
