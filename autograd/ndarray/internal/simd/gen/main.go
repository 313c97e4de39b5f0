// Command gen writes kernels_amd64.s, kernels_amd64.go and lists_amd64.go: vector kernels for processors with AVX2 and FMA,
// or with AVX-512, their declarations, and the lists of those of each level. Run it by go generate in the directory above.
package main

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"strings"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func main() {
	lists := flag.String("lists", "lists_amd64.go", "file for the lists of kernels")
	ConstraintExpr("amd64")
	maskTable()
	tables()
	for _, target = range []machine{avx2, avx512} {
		arithmetic()
		reductions()
		transcendental()
		power()
		choices()
		bools()
		for _, f := range []float{f64, f32} {
			gemm(f)
			gemv(f)
			packRows(f)
			turn(f)
			rows(f, "copyRows", false)
			rows(f, "addRows", true)
		}
	}
	Generate()
	if err := errors.Join(prune(flag.Lookup("out").Value.String()), writeLists(*lists)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// prune takes the moves out of a file that copy a register to itself, as they are where the allocator has chosen one register
// for a value and its copy.
func prune(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	lines := strings.Split(string(text), "\n")
	kept := lines[:0]
	for _, line := range lines {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VMOVAPD" && f[1] == f[2]+"," {
			continue
		}
		kept = append(kept, line)
	}
	return os.WriteFile(file, []byte(strings.Join(kept, "\n")), 0o644)
}

type op func(...Op)

// float describes one element type: how wide it is, and its instructions.
type float struct {
	name, goType                          string
	size                                  int
	mov, add, sub, mul, div, sqrt, fma231 op
	broadcast, maskMov, movZ              op
	max, min, compareOp, blendV, blendM   op
}

var (
	f64 = float{"64", "float64", 8, VMOVUPD, VADDPD, VSUBPD, VMULPD, VDIVPD, VSQRTPD, VFMADD231PD, VBROADCASTSD,
		func(o ...Op) { VMASKMOVPD(o[0], o[1], o[2]) }, func(o ...Op) { VMOVUPD_Z(o[0], o[1], o[2]) },
		VMAXPD, VMINPD, VCMPPD, func(o ...Op) { VBLENDVPD(o[0], o[1], o[2], o[3]) }, VBLENDMPD}
	f32 = float{"32", "float32", 4, VMOVUPS, VADDPS, VSUBPS, VMULPS, VDIVPS, VSQRTPS, VFMADD231PS, VBROADCASTSS,
		func(o ...Op) { VMASKMOVPS(o[0], o[1], o[2]) }, func(o ...Op) { VMOVUPS_Z(o[0], o[1], o[2]) },
		VMAXPS, VMINPS, VCMPPS, func(o ...Op) { VBLENDVPS(o[0], o[1], o[2], o[3]) }, VBLENDMPS}
)

// compare returns the lanes in which a stands in a relation to b.
func (f float) compare(relation int, a reg.VecVirtual, b Op) reg.Register {
	if wide() {
		m := K()
		emit(f.compareOp, U8(relation), b, a, m)
		return m
	}
	m := vec()
	emit(f.compareOp, U8(relation), b, a, m)
	return m
}

// blend sets dst to yes in the lanes of the mask, to no in the others.
func (f float) blend(m reg.Register, yes Op, no, dst reg.VecVirtual) {
	if wide() {
		emit(f.blendM, yes, no, m, dst)
	} else {
		emit(f.blendV, m, yes, no, dst)
	}
}

// constants are emitted once, in as many lanes as a vector of AVX2 has.
var constants = map[uint64]Mem{}

const constantPrefix = "c"

func bits(v uint64) Mem {
	if m, ok := constants[v]; ok {
		return m
	}
	name := fmt.Sprintf("%s%016x", constantPrefix, v)
	m := GLOBL(name, RODATA|NOPTR)
	for i := range 4 {
		DATA(8*i, U64(v))
	}
	constants[v] = m
	return m
}

// c is the constant v.
func c(v float64) Mem { return bits(math.Float64bits(v)) }

// constant is the constant v of type f.
func (f float) constant(v float64) Mem {
	if f.size == 8 {
		return c(v)
	}
	b := uint64(math.Float32bits(float32(v)))
	return bits(b<<32 | b)
}

// load returns a register that holds the constant.
func load(m Mem) reg.VecVirtual {
	r := vec()
	emit(VMOVUPD, m, r)
	return r
}

// slices loads the first elements of the named slices, and the length of the first.
func slices(names ...string) (ps []reg.Register, n reg.Register) {
	for _, name := range names {
		ps = append(ps, Load(Param(name).Base(), GP64()))
	}
	return ps, Load(Param(names[0]).Len(), GP64())
}

// elementwise emits the loops of dst = f(xs…): wide turns of several vectors, single vectors, and the rest under a mask.
func elementwise(f float, turns int, names []string, body func(xs []reg.VecVirtual) reg.VecVirtual) {
	ps, n := slices(names...)
	width := f.size * f.lanes()
	turn := func(vecs int) {
		woven(vecs, func(i int) {
			xs := make([]reg.VecVirtual, len(ps)-1)
			for k := range xs {
				xs[k] = vec()
				emit(f.mov, Mem{Base: ps[k+1], Disp: width * i}, xs[k])
			}
			emit(f.mov, body(xs), Mem{Base: ps[0], Disp: width * i})
		})
		for _, p := range ps {
			ADDQ(U32(uint32(width*vecs)), p)
		}
		SUBQ(U32(uint32(vecs*f.lanes())), n)
	}
	if turns > 1 {
		Label("wide")
		CMPQ(n, U32(uint32(turns*f.lanes())))
		JLT(LabelRef("loop"))
		turn(turns)
		JMP(LabelRef("wide"))
	}
	countdown(n, f.lanes(), func() { turn(1) })
	CMPQ(n, U32(0))
	JE(LabelRef("done"))
	m := f.mask(n)
	xs := make([]reg.VecVirtual, len(ps)-1)
	for k := range xs {
		xs[k] = vec()
		f.loadMasked(Mem{Base: ps[k+1]}, m, xs[k])
	}
	f.storeMasked(body(xs), m, Mem{Base: ps[0]})
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

// arithmetic emits sums, differences, products, quotients, roots, and y += a·x.
func arithmetic() {
	for _, f := range []float{f64, f32} {
		for _, b := range []struct {
			name string
			op   op
		}{{"add", f.add}, {"sub", f.sub}, {"mul", f.mul}, {"div", f.div}} {
			f.kernel(b.name, "func(dst, x, y []T)", "sets dst to the "+b.name+" of x and y.")
			elementwise(f, 4, []string{"dst", "x", "y"}, func(xs []reg.VecVirtual) reg.VecVirtual {
				emit(b.op, xs[1], xs[0], xs[0])
				return xs[0]
			})
		}
		for _, most := range []bool{true, false} {
			name, doc := "max", "larger"
			if !most {
				name, doc = "min", "smaller"
			}
			f.kernel(name, "func(dst, x, y []T)", "sets dst to the "+doc+" of x and y, NaN if one is, +0 above -0.")
			elementwise(f, 2, []string{"dst", "x", "y"}, func(xs []reg.VecVirtual) reg.VecVirtual { return extreme(f, xs[0], xs[1], most) })
		}
		f.kernel("exceeds", "func(dst, x, y []T)", "sets dst to 1 where x > y, ½ where they are equal, and 0 elsewhere.")
		one, half := vec(), vec()
		emit(VMOVUPD, f.constant(1), one)
		emit(VMOVUPD, f.constant(0.5), half)
		elementwise(f, 2, []string{"dst", "x", "y"}, func(xs []reg.VecVirtual) reg.VecVirtual {
			const equal, above = 0, 30
			r := zero()
			f.blend(f.compare(equal, xs[0], xs[1]), half, r, r)
			f.blend(f.compare(above, xs[0], xs[1]), one, r, r)
			return r
		})
		f.kernel("sqrt", "func(dst, x []T)", "sets dst to the square roots of x.")
		elementwise(f, 1, []string{"dst", "x"}, func(xs []reg.VecVirtual) reg.VecVirtual {
			emit(f.sqrt, xs[0], xs[0])
			return xs[0]
		})
		f.kernel("scale", "func(y []T, a T)", "multiplies y by a.")
		factor := f.number("a")
		elementwise(f, 2, []string{"y", "y"}, func(xs []reg.VecVirtual) reg.VecVirtual {
			emit(f.mul, factor, xs[0], xs[0])
			return xs[0]
		})
		f.kernel("axpy", "func(y, x []T, a T)", "adds a·x to y.")
		a := f.number("a")
		elementwise(f, 2, []string{"y", "y", "x"}, func(xs []reg.VecVirtual) reg.VecVirtual {
			emit(f.fma231, xs[1], a, xs[0])
			return xs[0]
		})
	}
}

// number loads a parameter into all lanes.
func (f float) number(name string) reg.VecVirtual {
	a := vec()
	address, err := Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	f.broadcast(address.Addr, a)
	return a
}

// extreme is the processor's, which returns y for two zeros and where either is NaN, put right: for equal numbers the bits
// that both (or one of them) have, and x where that is NaN.
func extreme(f float, x, y reg.VecVirtual, most bool) reg.VecVirtual {
	const equal, unordered = 0, 3
	r, bits := vec(), vec()
	if most {
		emit(f.max, y, x, r)
		emit(VANDPD, y, x, bits)
	} else {
		emit(f.min, y, x, r)
		emit(VORPD, y, x, bits)
	}
	f.blend(f.compare(equal, x, y), bits, r, r)
	f.blend(f.compare(unordered, x, x), x, r, r)
	return r
}

// reductions emits sums and dot products, with four vectors of partial sums.
func reductions() {
	for _, f := range []float{f64, f32} {
		for _, dot := range []bool{false, true} {
			names := []string{"x"}
			if dot {
				names = append(names, "y")
				f.kernel("dot", "func(x, y []T) T", "returns Σ x·y.")
			} else {
				f.kernel("sum", "func(x []T) T", "returns Σ x.")
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
		acc[i] = zero()
	}
	// fold adds the vector at Disp, perhaps masked, to a partial sum.
	fold := func(into reg.VecVirtual, disp int, m reg.Register) {
		rs := make([]reg.VecVirtual, len(ps))
		for i, p := range ps {
			rs[i] = vec()
			if m != nil {
				f.loadMasked(Mem{Base: p, Disp: disp}, m, rs[i])
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
			ADDQ(U32(uint32(target.bytes*vecs)), p)
		}
		SUBQ(U32(uint32(vecs*f.lanes())), n)
	}
	Label("wide")
	CMPQ(n, U32(uint32(vecs*f.lanes())))
	JLT(LabelRef("loop"))
	for i := range acc {
		fold(acc[i], target.bytes*i, nil)
	}
	move(vecs)
	JMP(LabelRef("wide"))
	countdown(n, f.lanes(), func() {
		fold(acc[0], 0, nil)
		move(1)
	})
	CMPQ(n, U32(0))
	JE(LabelRef("done"))
	fold(acc[1], 0, f.mask(n))
	Label("done")
	f.add(acc[1], acc[0], acc[0])
	f.add(acc[3], acc[2], acc[2])
	f.add(acc[2], acc[0], acc[0])
	Store(f.total(acc[0]), ReturnIndex(0))
	VZEROUPPER()
	RET()
}

// total sums the lanes of a vector.
func (f float) total(sum reg.VecVirtual) reg.VecVirtual {
	if wide() {
		upper := YMM()
		VEXTRACTF64X4(U8(1), sum, upper)
		f.add(sum.AsY(), upper, upper)
		sum = upper
	}
	half := XMM()
	VEXTRACTF128(U8(1), sum.AsY(), half)
	if f.size == 8 {
		VADDPD(sum.AsX(), half, half)
		VHADDPD(half, half, half)
	} else {
		VADDPS(sum.AsX(), half, half)
		VHADDPS(half, half, half)
		VHADDPS(half, half, half)
	}
	return half
}

// movLow stores the first lane.
func (f float) movLow(x reg.VecVirtual, to Mem) {
	if f.size == 8 {
		VMOVSD(x, to)
	} else {
		VMOVSS(x, to)
	}
}
