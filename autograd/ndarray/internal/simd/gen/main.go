// Command gen writes kernels_amd64.s and kernels_amd64.go: vector kernels for processors with AVX2 and FMA. Run it by
// go generate in the directory above.
package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func main() {
	ConstraintExpr("amd64")
	maskTable()
	arithmetic()
	reductions()
	transcendental()
	gemm(f64, 8)
	gemm(f32, 16)
	Generate()
}

type op func(...Op)

// float describes one element type: how wide it is, and its instructions.
type float struct {
	name, goType                          string
	size, lanes                           int
	mov, add, sub, mul, div, sqrt, fma231 op
	broadcast, maskMov                    op
	max, min, compare, blend              op
}

var (
	f64 = float{"64", "float64", 8, 4, VMOVUPD, VADDPD, VSUBPD, VMULPD, VDIVPD, VSQRTPD, VFMADD231PD, VBROADCASTSD, func(o ...Op) { VMASKMOVPD(o[0], o[1], o[2]) },
		VMAXPD, VMINPD, VCMPPD, func(o ...Op) { VBLENDVPD(o[0], o[1], o[2], o[3]) }}
	f32 = float{"32", "float32", 4, 8, VMOVUPS, VADDPS, VSUBPS, VMULPS, VDIVPS, VSQRTPS, VFMADD231PS, VBROADCASTSS, func(o ...Op) { VMASKMOVPS(o[0], o[1], o[2]) },
		VMAXPS, VMINPS, VCMPPS, func(o ...Op) { VBLENDVPS(o[0], o[1], o[2], o[3]) }}
)

// constants are emitted once, in all four lanes.
var constants = map[uint64]Mem{}

func bits(v uint64) Mem {
	if m, ok := constants[v]; ok {
		return m
	}
	name := "c" + hex(v)
	m := GLOBL(name, RODATA|NOPTR)
	for i := range 4 {
		DATA(8*i, U64(v))
	}
	constants[v] = m
	return m
}

func hex(v uint64) string {
	const digits = "0123456789abcdef"
	b := make([]byte, 16)
	for i := range b {
		b[15-i] = digits[v&15]
		v >>= 4
	}
	return string(b)
}

// c is the constant v.
func c(v float64) Mem { return bits(math.Float64bits(v)) }

// load returns a register that holds the constant.
func load(m Mem) reg.VecVirtual {
	r := YMM()
	VMOVUPD(m, r)
	return r
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

// mask returns a mask for the first n lanes of the given size, in a register of the given width.
func mask(n reg.Register, size int) reg.VecVirtual {
	m, at := YMM(), GP64()
	table := GP64()
	LEAQ(masks.Offset(32), table)
	MOVQ(n, at)
	SHLQ(U8(map[int]uint8{8: 3, 4: 2}[size]), at)
	SUBQ(at, table)
	VMOVUPD(Mem{Base: table}, m)
	return m
}

// slices loads the first elements of the named slices, and the length of the first.
func slices(names ...string) (ps []reg.Register, n reg.Register) {
	for _, name := range names {
		ps = append(ps, Load(Param(name).Base(), GP64()))
	}
	return ps, Load(Param(names[0]).Len(), GP64())
}

// elementwise emits the loops of dst = f(xs…): wide turns of several vectors, single vectors, and the rest under a mask.
func elementwise(f float, wide int, names []string, body func(xs []reg.VecVirtual) reg.VecVirtual) {
	ps, n := slices(names...)
	width := f.size * f.lanes
	turn := func(vecs int) {
		for i := range vecs {
			xs := make([]reg.VecVirtual, len(ps)-1)
			for k := range xs {
				xs[k] = YMM()
				f.mov(Mem{Base: ps[k+1], Disp: width * i}, xs[k])
			}
			f.mov(body(xs), Mem{Base: ps[0], Disp: width * i})
		}
		for _, p := range ps {
			ADDQ(U32(uint32(width*vecs)), p)
		}
		SUBQ(U32(uint32(vecs*f.lanes)), n)
	}
	if wide > 1 {
		Label("wide")
		CMPQ(n, U32(uint32(wide*f.lanes)))
		JLT(LabelRef("loop"))
		turn(wide)
		JMP(LabelRef("wide"))
	}
	countdown(n, f.lanes, func() { turn(1) })
	CMPQ(n, U32(0))
	JE(LabelRef("done"))
	m := mask(n, f.size)
	xs := make([]reg.VecVirtual, len(ps)-1)
	for k := range xs {
		xs[k] = YMM()
		f.maskMov(Mem{Base: ps[k+1]}, m, xs[k])
	}
	f.maskMov(body(xs), m, Mem{Base: ps[0]})
	Label("done")
	VZEROUPPER()
	RET()
}

// countdown repeats body while n, which body lowers, is at least step.
func countdown(n reg.Register, step int, body func()) {
	Label("loop")
	CMPQ(n, U32(uint32(step)))
	JLT(LabelRef("end"))
	body()
	JMP(LabelRef("loop"))
	Label("end")
}

func function(name, sig, doc string) {
	TEXT(name, NOSPLIT, sig)
	Pragma("noescape")
	Doc(name + " " + doc)
}

// arithmetic emits sums, differences, products, quotients, roots, and y += a·x.
func arithmetic() {
	for _, f := range []float{f64, f32} {
		for _, b := range []struct {
			name string
			op   op
		}{{"add", f.add}, {"sub", f.sub}, {"mul", f.mul}, {"div", f.div}} {
			function(b.name+f.name, "func(dst, x, y []"+f.goType+")", "sets dst to the "+b.name+" of x and y.")
			elementwise(f, 4, []string{"dst", "x", "y"}, func(xs []reg.VecVirtual) reg.VecVirtual {
				b.op(xs[1], xs[0], xs[0])
				return xs[0]
			})
		}
		for _, most := range []bool{true, false} {
			name, doc := "max", "larger"
			if !most {
				name, doc = "min", "smaller"
			}
			function(name+f.name, "func(dst, x, y []"+f.goType+")", "sets dst to the "+doc+" of x and y, NaN if one is, +0 above -0.")
			elementwise(f, 2, []string{"dst", "x", "y"}, func(xs []reg.VecVirtual) reg.VecVirtual { return extreme(f, xs[0], xs[1], most) })
		}
		function("sqrt"+f.name, "func(dst, x []"+f.goType+")", "sets dst to the square roots of x.")
		elementwise(f, 1, []string{"dst", "x"}, func(xs []reg.VecVirtual) reg.VecVirtual {
			f.sqrt(xs[0], xs[0])
			return xs[0]
		})
		function("axpy"+f.name, "func(y, x []"+f.goType+", a "+f.goType+")", "adds a·x to y.")
		a := YMM()
		address, err := Param("a").Resolve()
		if err != nil {
			panic(err)
		}
		f.broadcast(address.Addr, a)
		elementwise(f, 2, []string{"y", "y", "x"}, func(xs []reg.VecVirtual) reg.VecVirtual {
			f.fma231(xs[1], a, xs[0])
			return xs[0]
		})
	}
}

// extreme is the processor's, which returns y for two zeros and where either is NaN, put right: for equal numbers the bits
// that both (or one of them) have, and x where that is NaN.
func extreme(f float, x, y reg.VecVirtual, most bool) reg.VecVirtual {
	const equal, unordered = 0, 3
	r, same, bits := YMM(), YMM(), YMM()
	if most {
		f.max(y, x, r)
		VANDPD(y, x, bits)
	} else {
		f.min(y, x, r)
		VORPD(y, x, bits)
	}
	f.compare(U8(equal), y, x, same)
	f.blend(same, bits, r, r)
	f.compare(U8(unordered), x, x, same)
	f.blend(same, x, r, r)
	return r
}

// reductions emits sums and dot products, with four vectors of partial sums.
func reductions() {
	for _, f := range []float{f64, f32} {
		for _, dot := range []bool{false, true} {
			names := []string{"x"}
			if dot {
				names = append(names, "y")
				function("dot"+f.name, "func(x, y []"+f.goType+") "+f.goType, "returns Σ x·y.")
			} else {
				function("sum"+f.name, "func(x []"+f.goType+") "+f.goType, "returns Σ x.")
			}
			reduction(f, names)
		}
	}
}

func reduction(f float, names []string) {
	const vecs = 4
	ps, n := slices(names...)
	acc := make([]reg.VecVirtual, vecs)
	for i := range acc {
		acc[i] = YMM()
		VXORPD(acc[i], acc[i], acc[i])
	}
	// fold adds the vector at Disp, perhaps masked, to a partial sum.
	fold := func(into reg.VecVirtual, disp int, m reg.VecVirtual) {
		rs := make([]reg.VecVirtual, len(ps))
		for i, p := range ps {
			rs[i] = YMM()
			if m != nil {
				f.maskMov(Mem{Base: p, Disp: disp}, m, rs[i])
			} else {
				f.mov(Mem{Base: p, Disp: disp}, rs[i])
			}
		}
		if len(rs) == 2 {
			f.fma231(rs[1], rs[0], into)
		} else {
			f.add(rs[0], into, into)
		}
	}
	move := func(vecs int) {
		for _, p := range ps {
			ADDQ(U32(uint32(32*vecs)), p)
		}
		SUBQ(U32(uint32(vecs*f.lanes)), n)
	}
	Label("wide")
	CMPQ(n, U32(uint32(vecs*f.lanes)))
	JLT(LabelRef("loop"))
	for i := range acc {
		fold(acc[i], 32*i, nil)
	}
	move(vecs)
	JMP(LabelRef("wide"))
	countdown(n, f.lanes, func() {
		fold(acc[0], 0, nil)
		move(1)
	})
	CMPQ(n, U32(0))
	JE(LabelRef("done"))
	fold(acc[1], 0, mask(n, f.size))
	Label("done")
	f.add(acc[1], acc[0], acc[0])
	f.add(acc[3], acc[2], acc[2])
	f.add(acc[2], acc[0], acc[0])
	half := XMM()
	VEXTRACTF128(U8(1), acc[0], half)
	if f.size == 8 {
		VADDPD(acc[0].AsX(), half, half)
		VHADDPD(half, half, half)
	} else {
		VADDPS(acc[0].AsX(), half, half)
		VHADDPS(half, half, half)
		VHADDPS(half, half, half)
	}
	Store(half, ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// gemm emits the micro-kernel of matrix products: c, six rows of cols elements ldc apart, gets the product of packed panels
// added: Σₗ a[6l+i]·b[cols·l+j]. Twelve accumulators, two registers for b and two for a fill the sixteen there are.
func gemm(f float, cols int) {
	const rows = 6
	function("gemm"+f.name, "func(k int, a, b, c []"+f.goType+", ldc int)",
		"adds the product of a packed 6×k and a packed k×"+decimal(cols)+" panel to c, whose rows lie ldc elements apart.")
	k, a, b := Load(Param("k"), GP64()), Load(Param("a").Base(), GP64()), Load(Param("b").Base(), GP64())
	dst, ldc := Load(Param("c").Base(), GP64()), Load(Param("ldc"), GP64())
	IMUL3Q(U32(uint32(f.size)), ldc, ldc)
	var acc [rows][2]reg.VecVirtual
	for i := range acc {
		for j := range acc[i] {
			acc[i][j] = YMM()
			VXORPD(acc[i][j], acc[i][j], acc[i][j])
		}
	}
	b0, b1, ai := YMM(), YMM(), [2]reg.VecVirtual{YMM(), YMM()}
	step := func(l int) {
		f.mov(Mem{Base: b, Disp: 64 * l}, b0)
		f.mov(Mem{Base: b, Disp: 64*l + 32}, b1)
		for i := range rows {
			r := ai[i%2]
			f.broadcast(Mem{Base: a, Disp: (rows*l + i) * f.size}, r)
			f.fma231(b0, r, acc[i][0])
			f.fma231(b1, r, acc[i][1])
		}
	}
	const unroll = 4
	Label("wide")
	CMPQ(k, U32(unroll))
	JLT(LabelRef("loop"))
	for l := range unroll {
		step(l)
	}
	ADDQ(U32(uint32(unroll*rows*f.size)), a)
	ADDQ(U32(unroll*64), b)
	SUBQ(U32(unroll), k)
	JMP(LabelRef("wide"))
	countdown(k, 1, func() {
		step(0)
		ADDQ(U32(uint32(rows*f.size)), a)
		ADDQ(U32(64), b)
		DECQ(k)
	})
	for i := range acc {
		for j := range acc[i] {
			f.add(Mem{Base: dst, Disp: 32 * j}, acc[i][j], acc[i][j])
			f.mov(acc[i][j], Mem{Base: dst, Disp: 32 * j})
		}
		if i < rows-1 {
			ADDQ(ldc, dst)
		}
	}
	VZEROUPPER()
	RET()
}

func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + decimal(n%10)
}
