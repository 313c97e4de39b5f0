package shell

import (
	"encoding/binary"
	"strconv"
)

// Front ends compute the names of cells' texts themselves, from a folder, a hash and an ending that they are told.
const (
	SourcePrefix = "gradbook/"
	SourceSuffix = ".go"
	SourceSeed   = 0xc70f6907
)

// SourceName is the name of a cell's text in the debugger.
func SourceName(code string) string {
	return SourcePrefix + strconv.FormatUint(uint64(murmur2([]byte(code), SourceSeed)), 10) + SourceSuffix
}

// murmur2 is Austin Appleby's MurmurHash2 of 32 bits.
func murmur2(data []byte, seed uint32) uint32 {
	const m = 0x5bd1e995
	h := seed ^ uint32(len(data))
	for ; len(data) >= 4; data = data[4:] {
		k := binary.LittleEndian.Uint32(data) * m
		k ^= k >> 24
		h = h*m ^ k*m
	}
	for i := len(data) - 1; i >= 0; i-- {
		h ^= uint32(data[i]) << (8 * i)
	}
	if len(data) > 0 {
		h *= m
	}
	h ^= h >> 13
	h *= m
	return h ^ h>>15
}
