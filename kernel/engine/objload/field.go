package objload

import (
	"encoding/binary"
	"fmt"
)

// This file writes the fields of code and data that relocations fill in.

// put32 writes a signed or unsigned number of 32 bits.
func put32(field []byte, v int64) error {
	if len(field) != 4 {
		return fmt.Errorf("relocation of %d bytes, want 4", len(field))
	}
	if v != int64(int32(v)) && v != int64(uint32(v)) {
		return fmt.Errorf("offset %#x is out of range", v)
	}
	binary.LittleEndian.PutUint32(field, uint32(v))
	return nil
}

// word is instruction i of a machine that has words of 4 bytes.
func word(field []byte, i int) uint32 { return binary.LittleEndian.Uint32(field[4*i:]) }

// setBits writes some bits of instruction i.
func setBits(field []byte, i int, mask, bits uint32) {
	binary.LittleEndian.PutUint32(field[4*i:], word(field, i)&^mask|bits)
}

// putWords writes instructions.
func putWords(code []byte, words ...uint32) {
	for i, w := range words {
		binary.LittleEndian.PutUint32(code[4*i:], w)
	}
}
