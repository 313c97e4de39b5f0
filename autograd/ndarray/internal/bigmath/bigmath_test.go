package bigmath

import (
	"math"
	"math/big"
	"strings"
	"testing"
)

// TestKnown compares the leading digits with published ones.
func TestKnown(t *testing.T) {
	for _, c := range []struct {
		name string
		got  *big.Float
		want string
	}{
		{"π", Pi, "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534"},
		{"ln 2", Ln2, "6.93147180559945309417232121458176568075500134360255254120680009493393621969694715605863326996e-01"},
		{"e", Exp(Float(1)), "2.71828182845904523536028747135266249775724709369995957496696762772407663035354759457138217852"},
		{"log 10", Log(Float(10)), "2.30258509299404568401799145468436420760110148862877297603332790096757260967735248023599720508"},
		{"sin 1", Sin(Float(1)), "8.41470984807896506652502321630298999622563060798371065672751709991910404391239668948639743543e-01"},
		{"cos 1", Cos(Float(1)), "5.40302305868139717400936607442976603732310420617922227670097255381100394774471764517951856087e-01"},
		{"tanh 1", Tanh(Float(1)), "7.61594155955764888119458282604793590412768597257936551596810500121953244576638483458947521673e-01"},
		{"erf 1", Erf(Float(1)), "8.42700792949714869341220635082609259296066997966302908459937897834717254096010841261983325348e-01"},
		{"2^½", Pow(Float(2), Float(0.5)), "1.41421356237309504880168872420969807856967187537694807317667973799073247846210703885038753432"},
	} {
		digits := 60
		if got := c.got.Text('e', digits); !strings.HasPrefix(got, strings.Split(c.want, "e")[0][:digits]) {
			t.Errorf("%s = %s, want %s", c.name, got, c.want)
		}
	}
}

// TestIdentities checks relations that hold to nearly all bits, over arguments of many sizes.
func TestIdentities(t *testing.T) {
	close := func(name string, x float64, a, b *big.Float) {
		t.Helper()
		d := sub(a, b)
		if d.Sign() != 0 && d.MantExp(nil) > b.MantExp(nil)-Precision+40 {
			t.Errorf("%s at %v: %v and %v", name, x, a, b)
		}
	}
	for e := -60; e <= 6; e++ {
		x := math.Ldexp(1.37, e)
		b := Float(x)
		close("log exp", x, Log(Exp(b)), Log(add(Float(1), Expm1(b))))
		close("log1p expm1", x, Log1p(Expm1(b)), b)
		close("sigmoid = (1 + tanh x/2)/2", x, Sigmoid(b), quo(add(Float(1), Tanh(quo(b, Float(2)))), Float(2)))
		s, c := Sin(b), Cos(b)
		close("sin² + cos²", x, add(mul(s, s), mul(c, c)), Float(1))
		close("sin 2x", x, Sin(mul(Float(2), b)), mul(Float(2), mul(s, c)))
		close("sinh + cosh", x, add(Sinh(b), Cosh(b)), Exp(b))
		close("cosh even, sinh odd", x, sub(Cosh(Float(-x)), Sinh(Float(-x))), Exp(b))
		if e >= -20 {
			close("log2 exp2", x, Log2(Exp2(b)), b)
			close("log10 10ˣ", x, Log10(Pow(Float(10), b)), b)
		}
		if e <= 0 {
			close("asin sin", x, Asin(s), b)
			close("atan tan", x, Atan(quo(s, c)), b)
		}
		if e < 0 {
			close("acos + asin", x, add(Acos(b), Asin(b)), quo(Pi, Float(2)))
		}
		close("x³", x, Pow(b, Float(3)), mul(b, mul(b, b)))
	}
}
