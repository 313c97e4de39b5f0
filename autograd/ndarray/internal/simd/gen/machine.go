package main

// The two instruction sets: AVX2 with FMA, and AVX-512 (F, DQ, VL, BW), whose vectors are twice as wide and whose masks are
// registers of their own.

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// machine is what kernels are emitted for.
type machine struct {
	level  string // of package simd
	suffix string // of the kernels' names
	bytes  int    // width of a vector
}

var (
	avx2   = machine{"AVX2", "", 32}
	avx512 = machine{"AVX512", "AVX512", 64}
	target = avx2 // what is being emitted
)

func wide() bool { return target == avx512 }

// vec returns a fresh vector register.
func vec() reg.VecVirtual {
	if wide() {
		return ZMM()
	}
	return YMM()
}

// halfVec returns a fresh register half as wide.
func halfVec() reg.VecVirtual {
	if wide() {
		return YMM()
	}
	return XMM()
}

// zero returns a register that holds zeros.
func zero() reg.VecVirtual {
	r := vec()
	emit(VXORPD, r, r, r)
	return r
}

// lanes returns how many elements of type f a vector holds.
func (f float) lanes() int {
	if f.add == nil { // float32 in a vector of float64
		return target.bytes / 8
	}
	return target.bytes / f.size
}

// masks holds as many set lanes as the tail has elements, from byte 32 - 8·rest (or 4·rest) on.
var masks Mem

func maskTable() {
	masks = GLOBL("masks", RODATA|NOPTR)
	for i := range 8 {
		v := ^uint64(0)
		if i >= 4 {
			v = 0
		}
		DATA(8*i, U64(v))
	}
}

// mask returns a mask for the first n lanes.
func (f float) mask(n reg.Register) reg.Register {
	if wide() {
		ones, k := GP64(), K()
		MOVQ(I32(-1), ones)
		BZHIQ(n, ones, ones)
		KMOVW(ones.As32(), k)
		return k
	}
	m, at, table := YMM(), GP64(), GP64()
	LEAQ(masks.Offset(32), table)
	MOVQ(n, at)
	SHLQ(U8(map[int]uint8{8: 3, 4: 2}[f.size]), at)
	SUBQ(at, table)
	VMOVUPD(Mem{Base: table}, m)
	return m
}

// loadMasked loads the lanes of the mask, and 0 in the others; nothing beyond is read.
func (f float) loadMasked(from Mem, m reg.Register, to reg.VecVirtual) {
	if wide() {
		f.movZ(from, m, to)
	} else {
		f.maskMov(from, m, to)
	}
}

// storeMasked stores the lanes of the mask.
func (f float) storeMasked(r reg.VecVirtual, m reg.Register, to Mem) {
	if wide() {
		f.mov(r, m, to)
	} else {
		f.maskMov(r, m, to)
	}
}
