package ndarray

// Single numbers as NumPy prints them: the fewest digits that tell the number from its neighbours, at most precision of
// them after the point, all elements of an array alike.

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// floatText prints the floats of one array in columns of one width.
type floatText struct {
	bits      int // 32 or 64: whose shortest digits
	precision int
	exponent  bool
	expDigits int
	left      int // characters before the point
	right     int // and behind it
	plus      bool
}

// newFloatText finds out how wide the columns are and whether exponents are used: for numbers of 1e8 (in 32 bits:
// 1e6) and above, below 1e-4, and where the largest is more than 1000 times the smallest.
func newFloatText(shown []float64, o PrintOptions, single, plus bool) floatText {
	p, most := floatText{bits: 64, precision: o.Precision, plus: plus}, 1e8
	if single {
		p.bits, most = 32, 1e6
	}
	lo, hi := math.Inf(1), 0.0
	odd, negInf, finite := false, false, 0
	for _, v := range shown {
		a := math.Abs(v)
		switch {
		case v != v:
			odd = true
			continue
		case a > maxFloat:
			odd, negInf = true, negInf || v < 0
			continue
		case a != 0:
			lo, hi = min(lo, a), max(hi, a)
		}
		finite++
	}
	p.exponent = hi != 0 && (hi >= most || !o.Suppress && (lo < 1e-4 || p.ratio(hi, lo) > 1000))
	frac, exp := 0, 0
	for _, v := range shown {
		if v != v || math.Abs(v) > maxFloat {
			continue
		}
		s, e, _ := strings.Cut(p.digits(v), "e")
		i, f, _ := strings.Cut(s, ".")
		p.left, frac, exp = max(p.left, len(i)), max(frac, len(f)), max(exp, len(e)-1)
	}
	p.right = frac
	if p.exponent {
		p.precision, p.expDigits, p.right = frac, exp, exp+2+frac
	}
	if odd {
		neg := 0
		if negInf || plus {
			neg = 1
		}
		offset := p.right + 1
		p.left = max(p.left, len("nan")-offset, len("inf")+neg-offset)
	}
	return p
}

// ratio divides in the elements' own precision, since the limit of 1000 may be just met.
func (p floatText) ratio(hi, lo float64) float64 {
	if p.bits == 32 {
		return float64(float32(hi) / float32(lo))
	}
	return hi / lo
}

// digits returns v with a point, without zeros at the end, with at most p.precision digits behind the point.
func (p floatText) digits(v float64) string {
	verb := byte('f')
	if p.exponent {
		verb = 'e'
	}
	s := strconv.FormatFloat(v, verb, -1, p.bits)
	mant, exp, hasExp := strings.Cut(s, "e")
	if _, f, _ := strings.Cut(mant, "."); len(f) > p.precision {
		mant, exp, hasExp = strings.Cut(strconv.FormatFloat(v, verb, p.precision, p.bits), "e")
		if strings.Contains(mant, ".") {
			mant = strings.TrimRight(mant, "0")
		}
	}
	if !strings.Contains(mant, ".") {
		mant += "."
	}
	if p.plus && !math.Signbit(v) {
		mant = "+" + mant
	}
	if hasExp {
		return mant + "e" + exp
	}
	return mant
}

// text returns v in its column.
func (p floatText) text(v float64) string {
	width := p.left + p.right + 1
	if v != v || math.Abs(v) > maxFloat {
		s := "nan"
		if v == v {
			s = "inf"
		}
		if v < 0 {
			s = "-" + s
		} else if p.plus {
			s = "+" + s
		}
		return fmt.Sprintf("%*s", width, s)
	}
	s := p.digits(v)
	mant, exp, _ := strings.Cut(s, "e")
	i, f, _ := strings.Cut(mant, ".")
	pad := strings.Repeat(" ", max(0, p.left-len(i)))
	if p.exponent {
		sign, digits := exp[:1], exp[1:]
		return pad + i + "." + f + strings.Repeat("0", max(0, p.precision-len(f))) +
			"e" + sign + strings.Repeat("0", max(0, p.expDigits-len(digits))) + digits
	}
	return pad + mant + strings.Repeat(" ", max(0, p.right-len(f)))
}

// scalarText prints a 0-d array as Python prints a NumPy number.
func scalarText(x *Array) string {
	switch x.dtype {
	case Float64:
		return shortest(x.floats()[x.offset], 64)
	case Float32:
		return shortest(float64(elems[float32](x)[x.offset]), 32)
	case Complex64:
		return shortestComplex(x.complexAt(x.offset), 32)
	case Complex128:
		return shortestComplex(x.complexAt(x.offset), 64)
	}
	return plainText(x, x.offset)
}

// shortest returns the fewest digits that are read back as v, with an exponent below 1e-4 and from 1e16 (in 32 bits: 1e6) up.
func shortest(v float64, bits int) string {
	a, most := math.Abs(v), 1e16
	if bits == 32 {
		most = 1e6
	}
	switch {
	case v != v:
		return "nan"
	case a > maxFloat:
		if v < 0 {
			return "-inf"
		}
		return "inf"
	case a != 0 && (a < 1e-4 || a >= most):
		return strconv.FormatFloat(v, 'e', -1, bits)
	}
	s := strconv.FormatFloat(v, 'f', -1, bits)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// shortestComplex returns (a+bj), or bj where the real part is 0, as Python does.
func shortestComplex(v complex128, bits int) string {
	part := func(f float64) string { return strings.TrimSuffix(shortest(f, bits), ".0") }
	re, im := real(v), imag(v)
	if re == 0 && !math.Signbit(re) {
		return part(im) + "j"
	}
	i := part(im)
	if i[0] != '-' {
		i = "+" + i
	}
	return "(" + part(re) + i + "j)"
}
