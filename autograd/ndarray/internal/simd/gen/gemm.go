package main

// Matrix products: the micro-kernel, and what brings operands into its order.

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// tile is the size of the micro-kernel's result: with its accumulators, a register for each vector of b, and some for
// elements of a, it fills the register file.
type tile struct{ rows, vecs int }

func (m machine) tile() tile {
	if m == avx512 {
		return tile{8, 3} // of 32 registers
	}
	return tile{6, 2} // of 16
}

// gemm emits the micro-kernel: for rows of a that lie anywhere, and a packed panel of b,
// c[i·ldc + j] (+, -)= Σₗ a[i·rs + l·cs]·b[width·l + j], i < rows, j < cols, where width is cols rounded up to whole vectors.
// All rows of the tile are read, those asked for are written. Narrow panels have loops of their own.
func gemm(f float) {
	t := target.tile()
	f.kernel("gemm", "func(k int, a []T, rs, cs int, b, c []T, ldc, rows, cols, mode int)",
		fmt.Sprintf("sets a tile of c, of up to %d×%d elements, to the product of %[1]d rows of a and a packed panel of b, adds or subtracts it.", t.rows, t.vecs*f.lanes()))
	size := listOf(f)
	size.add("Rows", t.rows)
	size.add("Cols", t.vecs*f.lanes())
	size.add("Lanes", f.lanes())
	for vecs := t.vecs; vecs > 0; vecs-- {
		label := func(s string) string { return fmt.Sprintf("%s%d", s, vecs) }
		if vecs < t.vecs {
			Label(label("panel"))
		}
		if vecs > 1 {
			cols := Load(Param("cols"), GP64())
			CMPQ(cols, U32(uint32((vecs-1)*f.lanes())))
			JLE(LabelRef(fmt.Sprintf("panel%d", vecs-1)))
		}
		acc := product(f, t.rows, vecs, label)
		results(f, acc, label)
	}
}

// product emits the loop over k and returns the accumulators.
func product(f float, rows, vecs int, label func(string) string) [][]reg.VecVirtual {
	k, b := Load(Param("k"), GP64()), Load(Param("b").Base(), GP64())
	a, rs, cs := Load(Param("a").Base(), GP64()), Load(Param("rs"), GP64()), Load(Param("cs"), GP64())
	IMUL3Q(U32(uint32(f.size)), rs, rs)
	IMUL3Q(U32(uint32(f.size)), cs, cs)
	rs3, a4 := GP64(), GP64()
	LEAQ(Mem{Base: rs, Index: rs, Scale: 2}, rs3)
	LEAQ(Mem{Base: a, Index: rs, Scale: 4}, a4)
	acc := make([][]reg.VecVirtual, rows)
	for i := range acc {
		for range vecs {
			acc[i] = append(acc[i], zero())
		}
	}
	bs := make([]reg.VecVirtual, vecs)
	for j := range bs {
		bs[j] = vec()
	}
	ai := []reg.VecVirtual{vec(), vec()}
	if wide() {
		ai = append(ai, vec(), vec())
	}
	step := func(l int) {
		for j := range bs {
			f.mov(Mem{Base: b, Disp: target.bytes * (vecs*l + j)}, bs[j])
		}
		for i := range rows {
			r := ai[i%len(ai)]
			at := Mem{Base: a}
			if i >= 4 {
				at.Base = a4
			}
			switch i % 4 {
			case 1:
				at.Index, at.Scale = rs, 1
			case 2:
				at.Index, at.Scale = rs, 2
			case 3:
				at.Index, at.Scale = rs3, 1
			}
			f.broadcast(at, r)
			for j := range bs {
				f.fma231(bs[j], r, acc[i][j])
			}
		}
		ADDQ(cs, a)
		ADDQ(cs, a4)
	}
	const unroll = 4
	Label(label("wide"))
	CMPQ(k, U32(unroll))
	JLT(LabelRef(label("loop")))
	for l := range unroll {
		step(l)
	}
	ADDQ(U32(uint32(unroll*vecs*target.bytes)), b)
	SUBQ(U32(unroll), k)
	JMP(LabelRef(label("wide")))
	Label(label("loop"))
	TESTQ(k, k)
	JE(LabelRef(label("end")))
	step(0)
	ADDQ(U32(uint32(vecs*target.bytes)), b)
	DECQ(k)
	JMP(LabelRef(label("loop")))
	Label(label("end"))
	return acc
}

// results emits what stores the accumulators in c, adds them, or subtracts them, by the mode 0, 1 or 2; the last vector of a
// row may be cut off.
func results(f float, acc [][]reg.VecVirtual, label func(string) string) {
	c, ldc := Load(Param("c").Base(), GP64()), Load(Param("ldc"), GP64())
	rows, cols, mode := Load(Param("rows"), GP64()), Load(Param("cols"), GP64()), Load(Param("mode"), GP64())
	IMUL3Q(U32(uint32(f.size)), ldc, ldc)
	last := len(acc[0]) - 1
	SUBQ(U32(uint32(last*f.lanes())), cols)
	m := f.mask(cols)
	CMPQ(mode, U32(1))
	JE(LabelRef(label("add")))
	JGT(LabelRef(label("sub")))
	for _, mode := range []struct {
		name string
		op   op
	}{{"set", nil}, {"add", f.add}, {"sub", f.sub}} {
		Label(label(mode.name))
		for i := range acc {
			for j, r := range acc[i] {
				at, out := Mem{Base: c, Disp: target.bytes * j}, r
				if mode.op != nil {
					out = vec()
					if j < last {
						f.mov(at, out)
					} else {
						f.loadMasked(at, m, out)
					}
					mode.op(r, out, out)
				}
				if j < last {
					f.mov(out, at)
				} else {
					f.storeMasked(out, m, at)
				}
			}
			if i < len(acc)-1 {
				DECQ(rows)
				JE(LabelRef(label("done")))
				ADDQ(ldc, c)
			}
		}
		if mode.name != "sub" {
			JMP(LabelRef(label("done")))
		}
	}
	Label(label("done"))
	VZEROUPPER()
	RET()
}

// packRows emits what packs a panel of b whose rows lie in memory as they are: dst[width·l + j] = src[l·stride + j] for
// l < k, j < cols, filled up with zeros to the width of whole vectors.
func packRows(f float) {
	t := target.tile()
	f.kernel("packRows", "func(dst, src []T, stride, k, cols int)",
		fmt.Sprintf("packs k rows of up to %d elements, stride apart, one behind the other.", t.vecs*f.lanes()))
	for vecs := t.vecs; vecs > 0; vecs-- {
		label := func(s string) string { return fmt.Sprintf("%s%d", s, vecs) }
		if vecs < t.vecs {
			Label(label("panel"))
		}
		cols := Load(Param("cols"), GP64())
		if vecs > 1 {
			CMPQ(cols, U32(uint32((vecs-1)*f.lanes())))
			JLE(LabelRef(fmt.Sprintf("panel%d", vecs-1)))
		}
		dst, src := Load(Param("dst").Base(), GP64()), Load(Param("src").Base(), GP64())
		stride, k := Load(Param("stride"), GP64()), Load(Param("k"), GP64())
		IMUL3Q(U32(uint32(f.size)), stride, stride)
		SUBQ(U32(uint32((vecs-1)*f.lanes())), cols)
		m := f.mask(cols)
		Label(label("loop"))
		for j := range vecs {
			r, at := vec(), Mem{Base: src, Disp: j * target.bytes}
			if j < vecs-1 {
				f.mov(at, r)
			} else {
				f.loadMasked(at, m, r)
			}
			f.mov(r, Mem{Base: dst, Disp: j * target.bytes})
		}
		ADDQ(stride, src)
		ADDQ(U32(uint32(vecs*target.bytes)), dst)
		DECQ(k)
		JNE(LabelRef(label("loop")))
		VZEROUPPER()
		RET()
	}
}

// turn emits what transposes square blocks of a vector's length, one below the other in dst and side by side in src:
// dst[(n·s + i)·dstStride + j] = src[j·srcStride + n·s + i] for block n.
func turn(f float) {
	size := f.lanes()
	f.kernel("turn", "func(dst, src []T, dstStride, srcStride, blocks int)",
		fmt.Sprintf("transposes blocks of %d×%[1]d elements: side by side in src, below each other in dst.", size))
	dst, src := Load(Param("dst").Base(), GP64()), Load(Param("src").Base(), GP64())
	ds, ss := Load(Param("dstStride"), GP64()), Load(Param("srcStride"), GP64())
	blocks := Load(Param("blocks"), GP64())
	IMUL3Q(U32(uint32(f.size)), ds, ds)
	IMUL3Q(U32(uint32(f.size)), ss, ss)
	Label("loop")
	p := GP64()
	MOVQ(src, p)
	rows := make([]reg.VecVirtual, size)
	for i := range rows {
		rows[i] = vec()
		f.mov(Mem{Base: p}, rows[i])
		if i < size-1 {
			ADDQ(ss, p)
		}
	}
	for _, r := range transposed(f, rows) {
		f.mov(r, Mem{Base: dst})
		ADDQ(ds, dst)
	}
	ADDQ(U32(uint32(target.bytes)), src)
	DECQ(blocks)
	JNE(LabelRef("loop"))
	VZEROUPPER()
	RET()
}

// transposed emits the transposition of a square block in registers: pairs of elements first, then of pairs, then of
// quarters and halves of the vectors.
func transposed(f float, x []reg.VecVirtual) []reg.VecVirtual {
	n := len(x)
	// stage replaces rows i and i+gap by what lo and hi make of them.
	stage := func(gap int, lo, hi func(a, b, d reg.VecVirtual)) {
		y := make([]reg.VecVirtual, n)
		for i := range n {
			if i&gap == 0 {
				y[i], y[i+gap] = vec(), vec()
				lo(x[i], x[i+gap], y[i])
				hi(x[i], x[i+gap], y[i+gap])
			}
		}
		x = y
	}
	// After the stages within 128 bits, row i holds, of each group of a 128-bit lane's elements, element i of that group.
	gap := 1
	if f.size == 4 {
		stage(1, func(a, b, d reg.VecVirtual) { VUNPCKLPS(b, a, d) }, func(a, b, d reg.VecVirtual) { VUNPCKHPS(b, a, d) })
		gap = 2
	}
	stage(gap, func(a, b, d reg.VecVirtual) { VUNPCKLPD(b, a, d) }, func(a, b, d reg.VecVirtual) { VUNPCKHPD(b, a, d) })
	gap *= 2
	if !wide() {
		stage(gap, func(a, b, d reg.VecVirtual) { VPERM2F128(U8(0x20), b, a, d) }, func(a, b, d reg.VecVirtual) { VPERM2F128(U8(0x31), b, a, d) })
	} else {
		// Even and odd 128-bit lanes of two rows, twice.
		even := func(a, b, d reg.VecVirtual) { VSHUFF64X2(U8(0x88), b, a, d) }
		odd := func(a, b, d reg.VecVirtual) { VSHUFF64X2(U8(0xdd), b, a, d) }
		stage(gap, even, odd)
		stage(2*gap, even, odd)
	}
	if f.size == 4 { // the first two stages leave rows 1 and 2 of four exchanged
		for i := 0; i < n; i += 4 {
			x[i+1], x[i+2] = x[i+2], x[i+1]
		}
	}
	return x
}
