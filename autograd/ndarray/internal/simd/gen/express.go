package main

// Formulas: each function emits one instruction and returns the register that holds its value. Operands are registers or
// constants in memory.

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// single says that formulas are of float32.
var single bool

// instr is an instruction for vectors of float64 and of float32.
type instr struct{ double, single any }

func (i instr) emit(ops ...Op) {
	if single {
		emit(i.single, ops...)
	} else {
		emit(i.double, ops...)
	}
}

// of returns a op b in a fresh register.
func (i instr) of(a, b Op) reg.VecVirtual {
	r := vec()
	i.emit(b, inRegister(a), r)
	return r
}

// inRegister loads a constant.
func inRegister(a Op) reg.VecVirtual {
	if m, ok := a.(Mem); ok {
		return load(m)
	}
	return a.(reg.VecVirtual)
}

// kind is the type of formulas.
func kind() float {
	if single {
		return f32
	}
	return f64
}

// num is the constant v of the type of formulas.
func num(v float64) Mem {
	if single {
		return f32.constant(v)
	}
	return c(v)
}

func plus(a, b Op) reg.VecVirtual  { return instr{VADDPD, VADDPS}.of(a, b) }
func minus(a, b Op) reg.VecVirtual { return instr{VSUBPD, VSUBPS}.of(a, b) }
func times(a, b Op) reg.VecVirtual { return instr{VMULPD, VMULPS}.of(a, b) }
func over(a, b Op) reg.VecVirtual  { return instr{VDIVPD, VDIVPS}.of(a, b) }

// least and most return b where one of them is NaN.
func least(a, b Op) reg.VecVirtual { return instr{VMINPD, VMINPS}.of(a, b) }
func most(a, b Op) reg.VecVirtual  { return instr{VMAXPD, VMAXPS}.of(a, b) }

func and(a, b Op) reg.VecVirtual { return instr{VANDPD, VANDPS}.of(a, b) }
func or(a, b Op) reg.VecVirtual  { return instr{VORPD, VORPS}.of(a, b) }

// copyOf returns a fresh register with the value of a.
func copyOf(a Op) reg.VecVirtual {
	if m, ok := a.(Mem); ok {
		return load(m)
	}
	r := vec()
	emit(VMOVAPD, a, r)
	return r
}

// timesPlus is a·b + d, of which a must be a register.
func timesPlus(a, b, d Op) reg.VecVirtual {
	_, factor := b.(Mem)
	if _, constant := d.(Mem); constant && !factor {
		r := copyOf(a)
		instr{VFMADD213PD, VFMADD213PS}.emit(d, b, r)
		return r
	}
	r := copyOf(d)
	instr{VFMADD231PD, VFMADD231PS}.emit(b, a, r)
	return r
}

// timesMinus is a·b - d for registers a and b.
func timesMinus(a, b, d Op) reg.VecVirtual {
	r := copyOf(a)
	instr{VFMSUB213PD, VFMSUB213PS}.emit(d, b, r)
	return r
}

// minusTimes is d - a·b, of which a must be a register.
func minusTimes(a, b, d Op) reg.VecVirtual {
	r := copyOf(d)
	instr{VFNMADD231PD, VFNMADD231PS}.emit(b, a, r)
	return r
}

// polynomial is coef[0] + coef[1]·r + coef[2]·r² + … by Horner's rule.
func polynomial(r reg.VecVirtual, coef []float64) reg.VecVirtual {
	p := load(num(coef[len(coef)-1]))
	for i := len(coef) - 2; i >= 0; i-- {
		instr{VFMADD213PD, VFMADD213PS}.emit(num(coef[i]), r, p)
	}
	return p
}

// signed returns r with the sign bit of x or-ed in, on AVX-512.
func signed(r, x reg.VecVirtual) reg.VecVirtual {
	if wide() {
		const either = 0xf8 // of r, and of x and the mask
		emit(VPTERNLOGQ, U8(either), signBits(), x, r)
		return r
	}
	return or(and(x, signBits()), r)
}

func signBits() Mem {
	if single {
		return bits(1<<63 | 1<<31)
	}
	return bits(sign)
}

// absolute is |x|.
func absolute(x reg.VecVirtual) reg.VecVirtual {
	if single {
		return and(x, bits(^uint64(1<<63|1<<31)))
	}
	return and(x, bits(^uint64(sign)))
}

// scaled is a·2^⌊n⌋; by AVX2 for |n| < 2000 and of float32 for n with magic's bits after the point and |n| < 256, in two factors, so that
// neither overflows nor loses bits before the end.
func scaled(a Op, n reg.VecVirtual) reg.VecVirtual {
	if wide() {
		return instr{VSCALEFPD, VSCALEFPS}.of(a, n)
	}
	if !single {
		i, half := XMM(), XMM()
		emit(VCVTPD2DQY, to(1, n), i)
		emit(VPSRAD, U8(1), i, half)
		emit(VPSUBD, half, i, i)
		return times(power2(i), times(power2(half), a))
	}
	e, half := exponents(n), vec()
	emit(VPSRAD, U8(1), e, half)
	half = and(half, bits(exponentBits))
	emit(VPSUBD, half, e, e)
	for _, factor := range []reg.VecVirtual{half, e} {
		emit(VPADDD, num(1), factor, factor)
		a = times(factor, a)
	}
	return a.(reg.VecVirtual)
}

// powerTimes is c·2^⌊n⌋, which must be no subnormal number.
func powerTimes(c float64, n reg.VecVirtual) reg.VecVirtual {
	if wide() {
		return scaled(num(c), n)
	}
	e := exponents(n)
	emit(VPADDD, num(c), e, e)
	return e
}

// exponents are ⌊n⌋ where float32 have their exponents.
func exponents(n reg.VecVirtual) reg.VecVirtual {
	e := plus(n, num(its().magic))
	emit(VPSLLD, U8(its().leading), e, e)
	return and(e, bits(exponentBits))
}

const exponentBits = 0xff800000_ff800000

// fixed replaces r where x is special, by AVX-512: responses has 4 bits for each of quiet NaN, signaling NaN, zero, 1, -Inf,
// +Inf, other negative and other positive numbers, the first one lowest.
func fixed(r, x reg.VecVirtual, responses uint32) reg.VecVirtual {
	instr{VFIXUPIMMPD, VFIXUPIMMPS}.emit(U8(0), bits(uint64(responses)<<32|uint64(responses)), x, r)
	return r
}
