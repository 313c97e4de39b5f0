package main

// Conversions between the numbers 0 and 1 and the bytes of Go's bool.

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func bools() {
	for _, f := range []float{f64, f32} {
		toBools(f)
		fromBools(f)
	}
}

// pairs emits the loops over two slices: whole vectors, then single elements.
func pairs(f float, dst, src int, vector func(to, from Mem), element func(to, from Mem)) {
	ps, n := slices("dst", "x")
	step := func(lanes int) {
		ADDQ(U32(uint32(dst*lanes)), ps[0])
		ADDQ(U32(uint32(src*lanes)), ps[1])
		SUBQ(U32(uint32(lanes)), n)
	}
	to, from := Mem{Base: ps[0]}, Mem{Base: ps[1]}
	countdown(n, f.lanes(), func() {
		vector(to, from)
		step(f.lanes())
	})
	Label("tail")
	TESTQ(n, n)
	JE(LabelRef("done"))
	element(to, from)
	step(1)
	JMP(LabelRef("tail"))
	Label("done")
	VZEROUPPER()
	RET()
}

// toBools emits dst = x ≠ 0.
func toBools(f float) {
	f.kernel("bools", "func(dst []bool, x []T)", "sets dst to whether x is not 0.")
	ones := XMM()
	if wide() {
		VMOVUPD(bits(0x0101010101010101), ones)
	}
	vector := func(to, from Mem) {
		x := vec()
		f.mov(from, x)
		m := f.compare(isNotEqual, x, zero())
		b := XMM()
		switch {
		case wide():
			VMOVDQU8_Z(ones, m, b)
		case f.size == 8:
			VANDPD(num(1), m.(reg.VecVirtual), x)
			VCVTTPD2DQY(x, b)
			VPACKSSDW(b, b, b)
			VPACKUSWB(b, b, b)
		default:
			high := XMM()
			VPSRLD(U8(31), m.(reg.VecVirtual), x)
			VEXTRACTI128(U8(1), x, high)
			VPACKSSDW(high, x.AsX(), b)
			VPACKUSWB(b, b, b)
		}
		switch f.lanes() {
		case 4:
			VMOVD(b, to)
		case 8:
			VMOVQ(b, to)
		default:
			VMOVDQU(b, to)
		}
	}
	pairs(f, 1, f.size, vector, func(to, from Mem) {
		v, b := GP64(), GP8()
		if f.size == 8 {
			MOVQ(from, v)
			SHLQ(U8(1), v) // without the sign
		} else {
			MOVL(from, v.As32())
			SHLL(U8(1), v.As32())
		}
		SETNE(b)
		MOVB(b, to)
	})
}

// fromBools emits dst = 1 where x is true, else 0.
func fromBools(f float) {
	f.kernel("numbers", "func(dst []T, x []bool)", "sets dst to 1 where x is true, to 0 elsewhere.")
	one := GP64()
	if f.size == 8 {
		MOVQ(U64(math.Float64bits(1)), one)
	} else {
		MOVQ(U64(uint64(math.Float32bits(1))), one)
	}
	pairs(f, f.size, 1, func(to, from Mem) {
		r := vec()
		switch {
		case f.size == 4:
			VPMOVZXBD(from, r)
			VCVTDQ2PS(r, r)
		case wide():
			i := YMM()
			VPMOVZXBD(from, i)
			VCVTDQ2PD(i, r)
		default:
			i := XMM()
			VPMOVZXBD(from, i)
			VCVTDQ2PD(i, r)
		}
		f.mov(r, to)
	}, func(to, from Mem) {
		v := GP64()
		MOVBQZX(from, v)
		NEGQ(v)
		ANDQ(one, v)
		if f.size == 8 {
			MOVQ(v, to)
		} else {
			MOVL(v.As32(), to)
		}
	})
}
