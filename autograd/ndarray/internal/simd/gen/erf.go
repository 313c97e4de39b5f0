package main

// The error function of float64: a polynomial about each of 16 points, whose coefficients AVX-512 finds in pairs of
// registers' width, and AVX2 gathers.

import (
	"math/big"

	"github.com/gradbook/gradbook/autograd/ndarray/internal/bigmath"
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

const (
	erfStep   = 0.4 // between the points
	erfDegree = 13  // of the polynomials
	erfOne    = 6   // from which on erf is 1
)

// erfTable holds, for each power of a polynomial's argument, its 16 coefficients.
var erfTable Mem

func erfTables() {
	var coef [erfDegree + 1][16]float64
	for i := range 16 {
		at := bigmath.Mul(bigmath.Float(float64(i)), bigmath.Float(erfStep))
		value := bigmath.Float(0)
		if i > 0 {
			value = bigmath.Erf(at)
		}
		coef[0][i], _ = value.Float64()
		// (erf(at+s) - erf at)/s
		slope := fit(func(s *big.Float) *big.Float {
			t := new(big.Float).SetPrec(bigmath.Precision).Add(at, s)
			t = bigmath.Erf(t)
			return t.Quo(t.Sub(t, value), s)
		}, -erfStep/2*1.001, erfStep/2*1.001, erfDegree-1)
		for k, v := range slope {
			coef[k+1][i] = v
		}
	}
	erfTable = GLOBL("erf64", RODATA|NOPTR)
	for k := range coef {
		for i, v := range coef[k] {
			DATA(8*(16*k+i), F64(v))
		}
	}
}

// erf is erf c + s·P(s) with c, the multiple of erfStep next to |x|, and s = |x| - c; about 0 that is s·P(s).
func erf(x reg.VecVirtual) reg.VecVirtual {
	const whole = 0x1.8p52 // added, it rounds to an integer, which it leaves in the lowest bits
	a := least(num(erfOne), absolute(x))
	t := timesPlus(a, num(1/erfStep), num(whole))
	s := minusTimes(minus(t, num(whole)), num(erfStep), a)
	find := lookup(t)
	p := find(erfTable.Offset(128 * erfDegree))
	for k := erfDegree - 1; k >= 0; k-- {
		emit(VFMADD213PD, find(erfTable.Offset(128*k)), s, p)
	}
	return signed(p, x)
}

// lookup returns what finds, in a table of 16 float64, those that the lowest four bits of each lane name.
func lookup(index reg.VecVirtual) func(table Mem) reg.VecVirtual {
	if wide() {
		return func(table Mem) reg.VecVirtual {
			r := vec()
			emit(VMOVUPD, table, r)
			emit(VPERMT2PD, table.Offset(64), index, r)
			return r
		}
	}
	i := and(index, bits(15))
	return func(table Mem) reg.VecVirtual {
		base, ones, r := GP64(), vec(), zero()
		emit(LEAQ, table, base)
		emit(VPCMPEQD, r, r, ones)
		emit(VGATHERQPD, ones, Mem{Base: base, Index: i, Scale: 8}, r)
		return r
	}
}

const notBelow = 29 // at or above, not for NaN
