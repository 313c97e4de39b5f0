package main

// Rows of a matrix, some distance apart, moved or added to another's.

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// rows emits dst[i·dstStride + j] = src[i·srcStride + j], or +=, for i < rows and j < cols, neither of which may be 0.
func rows(f float, name string, add bool) {
	verb := "copies"
	if add {
		verb = "adds"
	}
	f.kernel(name, "func(dst, src []T, dstStride, srcStride, rows, cols int)",
		verb+" rows of src, srcStride apart, to those of dst, dstStride apart.")
	dst, src := Load(Param("dst").Base(), GP64()), Load(Param("src").Base(), GP64())
	ds, ss := Load(Param("dstStride"), GP64()), Load(Param("srcStride"), GP64())
	rows, cols := Load(Param("rows"), GP64()), Load(Param("cols"), GP64())
	IMUL3Q(U32(uint32(f.size)), ds, ds)
	IMUL3Q(U32(uint32(f.size)), ss, ss)
	// Whole vectors up to byte end, and rest elements after them.
	end, rest := GP64(), GP64()
	MOVQ(cols, rest)
	ANDQ(U32(uint32(f.lanes()-1)), rest)
	MOVQ(cols, end)
	SUBQ(rest, end)
	IMUL3Q(U32(uint32(f.size)), end, end)
	m := f.mask(rest)
	Label("row")
	at := GP64()
	XORQ(at, at)
	Label("loop")
	CMPQ(at, end)
	JGE(LabelRef("tail"))
	from, to, r := Mem{Base: src, Index: at, Scale: 1}, Mem{Base: dst, Index: at, Scale: 1}, vec()
	f.mov(from, r)
	if add {
		f.add(to, r, r)
	}
	f.mov(r, to)
	ADDQ(U32(uint32(target.bytes)), at)
	JMP(LabelRef("loop"))
	Label("tail")
	TESTQ(rest, rest)
	JE(LabelRef("next"))
	r = vec()
	f.loadMasked(from, m, r)
	if add {
		old := vec()
		f.loadMasked(to, m, old)
		f.add(old, r, r)
	}
	f.storeMasked(r, m, to)
	Label("next")
	ADDQ(ds, dst)
	ADDQ(ss, src)
	DECQ(rows)
	JNE(LabelRef("row"))
	VZEROUPPER()
	RET()
}
