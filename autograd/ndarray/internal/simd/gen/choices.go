package main

// Comparisons with results 0 and 1, choices by them, signs and roundings.

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The relations of VCMPPD, none of which signals NaN.
const (
	isEqual     = 0
	isLess      = 17
	isLessEqual = 18
	isNotEqual  = 4
)

// one is 1 in the lanes of the mask, 0 in the others.
func one(m reg.Register) reg.VecVirtual {
	r := vec()
	if wide() {
		instr{VMOVUPD_Z, VMOVUPS_Z}.emit(num(1), m, r)
	} else {
		emit(VANDPD, num(1), m, r)
	}
	return r
}

// to rounds to a whole number: to the nearest (0), down, up or towards 0.
func to(mode uint8, x reg.VecVirtual) reg.VecVirtual {
	r := vec()
	if wide() {
		instr{VRNDSCALEPD, VRNDSCALEPS}.emit(U8(8|mode), x, r)
	} else {
		instr{VROUNDPD, VROUNDPS}.emit(U8(8|mode), x, r)
	}
	return r
}

func choices() {
	for _, f := range []float{f64, f32} {
		single = f.size == 4
		for _, r := range []struct {
			name     string
			relation int
			sign     string
		}{{"less", isLess, "<"}, {"lessEqual", isLessEqual, "<="}, {"equal", isEqual, "=="}, {"notEqual", isNotEqual, "!="}} {
			f.kernel(r.name, "func(dst, x, y []T)", "sets dst to 1 where x "+r.sign+" y, to 0 elsewhere.")
			elementwise(f, 4, []string{"dst", "x", "y"}, func(xs []reg.VecVirtual) reg.VecVirtual {
				return one(f.compare(r.relation, xs[0], xs[1]))
			})
		}
		f.kernel("choose", "func(dst, cond, x, y []T)", "sets dst to x where cond is not 0, to y elsewhere.")
		elementwise(f, 2, []string{"dst", "cond", "x", "y"}, func(xs []reg.VecVirtual) reg.VecVirtual {
			r := vec()
			f.blend(f.compare(isNotEqual, xs[0], zero()), xs[1], xs[2], r)
			return r
		})
		for _, u := range []struct {
			name, doc string
			f         func(x reg.VecVirtual) reg.VecVirtual
		}{
			{"abs", "|x|", absolute},
			{"neg", "-x", func(x reg.VecVirtual) reg.VecVirtual { return instr{VXORPD, VXORPS}.of(x, signBits()) }},
			{"reciprocal", "1/x", func(x reg.VecVirtual) reg.VecVirtual { return over(num(1), x) }},
			{"sign", "-1, 1, or x where it is 0 or NaN", func(x reg.VecVirtual) reg.VecVirtual {
				// 1 with the sign of x, where |x| > 0
				const above = 30
				r := vec()
				f.blend(f.compare(above, absolute(x), zero()), signed(inRegister(num(1)), x), x, r)
				return r
			}},
			{"rint", "the nearest whole numbers of x", func(x reg.VecVirtual) reg.VecVirtual { return to(0, x) }},
			{"floor", "the whole numbers at or below x", func(x reg.VecVirtual) reg.VecVirtual { return to(1, x) }},
			{"ceil", "the whole numbers at or above x", func(x reg.VecVirtual) reg.VecVirtual { return to(2, x) }},
			{"trunc", "the whole numbers of x, cut towards 0", func(x reg.VecVirtual) reg.VecVirtual { return to(3, x) }},
		} {
			f.kernel(u.name, "func(dst, x []T)", "sets dst to "+u.doc+".")
			elementwise(f, 2, []string{"dst", "x"}, func(xs []reg.VecVirtual) reg.VecVirtual { return u.f(xs[0]) })
		}
	}
	single = false
}
