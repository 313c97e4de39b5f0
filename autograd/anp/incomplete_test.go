package anp

// Incomplete gamma and beta functions: derivatives by the parameters, against numbers of mpmath with 40 digits.

import (
	"math"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
)

func TestIncompleteFunctions(t *testing.T) {
	for _, c := range []struct {
		f    string
		o    derived
		args []float64
		want float64
	}{
		{"gammainc", derived{1}, []float64{0.3, 0.1}, -1.1966608251292228},
		{"gammainc", derived{2}, []float64{0.3, 0.1}, 2.051977506711674},
		{"gammainc", derived{1}, []float64{0.5, 3}, -0.047240326447973751},
		{"gammainc", derived{2}, []float64{0.5, 3}, -0.085989868973685684},
		{"gammainc", derived{1}, []float64{1.7, 1.1}, -0.34366771729660935},
		{"gammainc", derived{2}, []float64{1.7, 1.1}, 0.16680876175618398},
		{"gammainc", derived{1}, []float64{2, 30}, -8.7365663456165495e-12},
		{"gammainc", derived{2}, []float64{2, 30}, -2.4444178300810299e-11},
		{"gammainc", derived{1}, []float64{10, 8}, -0.11260572310818614},
		{"gammainc", derived{2}, []float64{10, 8}, 0.025433676870481197},
		{"gammainc", derived{1}, []float64{10, 12}, -0.097177972037179651},
		{"gammainc", derived{2}, []float64{10, 12}, -0.017784975160056712},
		{"gammainc", derived{1}, []float64{100, 90}, -0.02461191684397991},
		{"gammainc", derived{2}, []float64{100, 90}, 0.0025954929112745809},
		{"gammainc", derived{1}, []float64{100, 120}, -0.0062131859291406567},
		{"gammainc", derived{2}, []float64{100, 120}, -0.0011336906997629726},
		{"gammainc", derived{1}, []float64{0.001, 0.5}, -0.56035940010800309},
		{"gammainc", derived{2}, []float64{0.001, 0.5}, -0.58485123986970825},
		{"gammainc", derived{1}, []float64{1000, 1010}, -0.011945731337225442},
		{"gammainc", derived{2}, []float64{1000, 1010}, -0.00011887289008597826},
		{"betainc", derived{1, 0}, []float64{1.7, 0.5, 0.3}, -0.082915065911082019},
		{"betainc", derived{0, 1}, []float64{1.7, 0.5, 0.3}, 0.1325784979758665},
		{"betainc", derived{1, 1}, []float64{1.7, 0.5, 0.3}, -0.15947486259146164},
		{"betainc", derived{2, 0}, []float64{1.7, 0.5, 0.3}, 0.12503373052251589},
		{"betainc", derived{1, 0}, []float64{0.5, 0.5, 0.9}, -0.27681552435835121},
		{"betainc", derived{0, 1}, []float64{0.5, 0.5, 0.9}, 0.59262002214337936},
		{"betainc", derived{1, 1}, []float64{0.5, 0.5, 0.9}, 0.47342123086420337},
		{"betainc", derived{2, 0}, []float64{0.5, 0.5, 0.9}, 0.29957708212070971},
		{"betainc", derived{1, 0}, []float64{2, 3, 0.999}, -4.3270845336668211e-9},
		{"betainc", derived{0, 1}, []float64{2, 3, 0.999}, 2.6611297850091669e-8},
		{"betainc", derived{1, 1}, []float64{2, 3, 0.999}, 2.7924562715818731e-8},
		{"betainc", derived{2, 0}, []float64{2, 3, 0.999}, -2.9912550007223969e-9},
		{"betainc", derived{1, 0}, []float64{20, 30, 0.35}, -0.056924329977871498},
		{"betainc", derived{0, 1}, []float64{20, 30, 0.35}, 0.034039919934794895},
		{"betainc", derived{1, 1}, []float64{20, 30, 0.35}, -0.0043772921892664607},
		{"betainc", derived{2, 0}, []float64{20, 30, 0.35}, 0.008782758777891894},
		{"betainc", derived{1, 0}, []float64{20, 30, 0.6}, -0.00098188286118882862},
		{"betainc", derived{0, 1}, []float64{20, 30, 0.6}, 0.00097782825391731508},
		{"betainc", derived{1, 1}, []float64{20, 30, 0.6}, 0.00040211039001826015},
		{"betainc", derived{2, 0}, []float64{20, 30, 0.6}, -0.00037904654271456892},
		{"betainc", derived{1, 0}, []float64{0.2, 7, 0.01}, -1.537212183826988},
		{"betainc", derived{0, 1}, []float64{0.2, 7, 0.01}, 0.01792019672118022},
		{"betainc", derived{1, 1}, []float64{0.2, 7, 0.01}, 0.045021099837991179},
		{"betainc", derived{2, 0}, []float64{0.2, 7, 0.01}, 3.1152555860943422},
		{"betainc", derived{1, 0}, []float64{300, 200, 0.61}, -0.013019268712332675},
		{"betainc", derived{0, 1}, []float64{300, 200, 0.61}, 0.019946917236122257},
		{"betainc", derived{1, 1}, []float64{300, 200, 0.61}, 0.00032313589297055259},
		{"betainc", derived{2, 0}, []float64{300, 200, 0.61}, -0.00018914806908144705},
	} {
		var got float64
		if c.f == "gammainc" {
			got = gammaincOf(c.args[0], c.args[1], c.o[0])
		} else {
			got = betaincOf(c.args[0], c.args[1], c.args[2], c.o)
		}
		if !(math.Abs(got-c.want) <= 1e-10*math.Abs(c.want)) {
			t.Errorf("%s%v, derived %v times, is %.15g, want %.15g: a relative error of %.1e", c.f, c.args, c.o, got, c.want, math.Abs(got/c.want-1))
		}
	}
}

func TestIncompleteFunctionsAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		name string
		got  Value
		want float64
	}{
		{"gammainc by a at x = 0", Grad(Gammainc)(V(2), V(0)), 0},
		{"gammainc by a at infinity", Grad(Gammainc)(V(2), V(math.Inf(1))), 0},
		{"gammainc by a outside", Grad(Gammainc)(V(-1), V(2)), math.NaN()},
		{"betainc by a at x = 0", Grad(Betainc)(V(2), V(3), V(0)), 0},
		{"betainc by b at x = 1", Grad(Betainc, 1)(V(2), V(3), V(1)), 0},
		{"betainc by a outside", Grad(Betainc)(V(2), V(3), V(1.5)), math.NaN()},
		{"t.cdf by df at the middle", Grad(TCDF, 1)(V(0), V(3), V(0), V(1)), 0},
	} {
		if got := c.got.Float(); got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s is %v, want %v", c.name, got, c.want)
		}
	}
}
