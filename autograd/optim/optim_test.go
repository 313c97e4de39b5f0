package optim_test

import (
	"fmt"
	"math"
	"testing"

	. "github.com/gradbook/gradbook/autograd"
	"github.com/gradbook/gradbook/autograd/optim"
)

type line struct{ Slope, Offset Value }

// loss is the squared error of a line through points of 2x + 1.
func loss(l line) Value {
	x := V([]float64{-1, 0, 1, 2})
	y := V([]float64{-1, 1, 3, 5})
	d := l.Slope.Mul(x).Add(l.Offset).Sub(y)
	return d.Mul(d).Mean()
}

func gradient(l line, _ int) line { return GradOf(loss)(l) }

func TestMethods(t *testing.T) {
	for _, m := range []optim.Method{
		optim.SGD{}, optim.SGD{Mass: -1, StepSize: 0.2}, optim.RMSProp{StepSize: 0.005}, optim.Adam{StepSize: 0.05},
	} {
		t.Run(fmt.Sprintf("%T", m), func(t *testing.T) {
			l := optim.Minimize(m, gradient, line{V(0), V(0)}, 1000)
			if math.Abs(l.Slope.Float()-2) > 0.01 || math.Abs(l.Offset.Float()-1) > 0.01 {
				t.Errorf("got %v", l)
			}
		})
	}
}

func TestCallback(t *testing.T) {
	steps := 0
	start := line{V(3), V(4)}
	l := optim.Minimize(optim.SGD{}, gradient, start, 10, func(x line, step int, g line) bool {
		steps++
		return step < 3
	})
	if steps != 4 || l == start {
		t.Errorf("the callback ran %d times, and the parameters are %v", steps, l)
	}
}

func TestLBFGS(t *testing.T) {
	steps := 0
	l, value, err := optim.LBFGS(loss, line{V(0), V(0)}, 0, func(line, int, float64) bool { steps++; return true })
	if err != nil || value > 1e-10 || math.Abs(l.Slope.Float()-2) > 1e-5 || steps == 0 {
		t.Errorf("got %v, %v, %v after %d steps", l, value, err, steps)
	}
	l, _, err = optim.LBFGS(loss, line{V(0), V(0)}, 0, func(_ line, step int, _ float64) bool { return false })
	if err != nil {
		t.Errorf("stopped: got %v, %v", l, err)
	}
	_, _, err = optim.LBFGS(func(l line) Value { return Stack(l.Slope, l.Offset) }, line{V(0), V(0)}, 0)
	if err == nil {
		t.Error("no error for a result that is not a number")
	}
}

func ExampleMinimize() {
	fit := optim.Minimize(optim.Adam{StepSize: 0.1}, gradient, line{V(0), V(0)}, 400)
	fmt.Printf("%.2f x + %.2f\n", fit.Slope, fit.Offset)
	// Output: 2.00 x + 1.00
}

func ExampleLBFGS() {
	fit, value, err := optim.LBFGS(loss, line{V(0), V(0)}, 50)
	fmt.Printf("%.3f x + %.3f, %.3f, %v\n", fit.Slope, fit.Offset, value, err)
	// Output: 2.000 x + 1.000, 0.000, <nil>
}
