package main

// Products of a matrix and a vector, four rows of the matrix at a time.

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// fourRows emits a loop over groups of four rows of a, stride elements apart, of the length of the named vector: begin, then
// turn for each vector of a row, perhaps under a mask, with the byte at which it is, then end.
func fourRows(f float, vector string, begin func(), turn func(rows [4]Mem, other Mem, m reg.Register), end func()) {
	a, other := Load(Param("a").Base(), GP64()), Load(Param(vector).Base(), GP64())
	n, stride, rows := Load(Param(vector).Len(), GP64()), Load(Param("stride"), GP64()), Load(Param("rows"), GP64())
	IMUL3Q(U32(uint32(f.size)), stride, stride)
	stop, rest, at := GP64(), GP64(), GP64()
	MOVQ(n, rest)
	ANDQ(U32(uint32(f.lanes()-1)), rest)
	MOVQ(n, stop)
	SUBQ(rest, stop)
	IMUL3Q(U32(uint32(f.size)), stop, stop)
	m := f.mask(rest)
	ps := [4]reg.GPVirtual{a.(reg.GPVirtual), GP64(), GP64(), GP64()}
	var mems [4]Mem
	for i, p := range ps {
		mems[i] = Mem{Base: p, Index: at, Scale: 1}
	}
	with := Mem{Base: other, Index: at, Scale: 1}
	Label("rows")
	CMPQ(rows, U32(4))
	JLT(LabelRef("done"))
	for i := 1; i < 4; i++ {
		LEAQ(Mem{Base: ps[i-1], Index: stride, Scale: 1}, ps[i])
	}
	begin()
	XORQ(at, at)
	Label("loop")
	CMPQ(at, stop)
	JGE(LabelRef("tail"))
	turn(mems, with, nil)
	ADDQ(U32(uint32(target.bytes)), at)
	JMP(LabelRef("loop"))
	Label("tail")
	TESTQ(rest, rest)
	JE(LabelRef("next"))
	turn(mems, with, m)
	Label("next")
	end()
	LEAQ(Mem{Base: a, Index: stride, Scale: 4}, a)
	SUBQ(U32(4), rows)
	JMP(LabelRef("rows"))
	Label("done")
	VZEROUPPER()
	RET()
}

// load loads a vector, perhaps under a mask.
func (f float) load(from Mem, m reg.Register) reg.VecVirtual {
	r := vec()
	if m == nil {
		f.mov(from, r)
	} else {
		f.loadMasked(from, m, r)
	}
	return r
}

// gemv emits the products from the right and from the left.
func gemv(f float) {
	f.kernel("dots", "func(dst, a, x []T, stride, rows int)", "sets dst to the inner products of x and rows of a, stride apart; of the last rows % 4, to nothing.")
	dst := Load(Param("dst").Base(), GP64())
	var acc [4]reg.VecVirtual
	for i := range acc {
		acc[i] = vec()
	}
	fourRows(f, "x", func() {
		for _, r := range acc {
			VXORPD(r, r, r)
		}
	}, func(rows [4]Mem, x Mem, m reg.Register) {
		v := f.load(x, m)
		for i, row := range rows {
			if m == nil {
				f.fma231(row, v, acc[i])
			} else {
				f.fma231(f.load(row, m), v, acc[i])
			}
		}
	}, func() {
		for i, r := range acc {
			f.movLow(f.total(r), Mem{Base: dst, Disp: i * f.size})
		}
		ADDQ(U32(uint32(4*f.size)), dst)
	})

	f.kernel("axpys", "func(y, a, x []T, stride, rows int)", "adds to y rows of a, stride apart, times the elements of x; not the last rows % 4.")
	xs := Load(Param("x").Base(), GP64())
	for i := range acc {
		acc[i] = vec()
	}
	fourRows(f, "y", func() {
		for i, r := range acc {
			f.broadcast(Mem{Base: xs, Disp: i * f.size}, r)
		}
	}, func(rows [4]Mem, y Mem, m reg.Register) {
		v := f.load(y, m)
		for i, row := range rows {
			f.fma231(f.load(row, m), acc[i], v)
		}
		if m == nil {
			f.mov(v, y)
		} else {
			f.storeMasked(v, m, y)
		}
	}, func() { ADDQ(U32(uint32(4*f.size)), xs) })
}
