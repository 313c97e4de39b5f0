package autograd

// CheckGrads: derivatives against finite differences.

import (
	"fmt"
	"math"
	"math/cmplx"
	"math/rand/v2"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// Mode is a mode of differentiation; modes can be combined by |.
type Mode int

// The modes.
const (
	Forward Mode = 1 << iota // JVPs
	Reverse                  // VJPs
)

// GradError says that a derivative differs from finite differences.
type GradError struct {
	Func      string
	Mode      string // "JVP of …" or "VJP of …"
	Argnum    int
	Order     int // 1: first derivative
	Got, Want float64
}

// Error says which derivative is wrong and by how much.
func (e *GradError) Error() string {
	return fmt.Sprintf("%s of %s with respect to argument %d, order %d: got %.10g, finite differences give %.10g",
		e.Mode, e.Func, e.Argnum, e.Order, e.Got, e.Want)
}

// CheckGrads compares the derivatives of f at args, up to the given order, with central differences along random
// directions, in the modes given. It returns a [*GradError] for the first that differs by more than one in a million,
// and the error of any panic of this package. f is a function of Values as for [Grad], with any Value as its result;
// integer arguments are left as they are.
func CheckGrads[F any](f F, args []Value, modes Mode, order int) (err error) {
	defer Catch(&err)
	call := variadic("CheckGrads", f)
	c := checker{name: funcName(f), modes: modes, order: order, rng: rand.New(rand.NewPCG(1, 2))}
	return c.check(call, args, 1)
}

type checker struct {
	name  string
	modes Mode
	order int
	rng   *rand.Rand
}

const (
	checkStep      = 1e-6
	checkTolerance = 1e-6
)

func (c *checker) check(f func([]Value) Value, args []Value, level int) error {
	ans := f(args)
	if !ans.DType().IsInexact() {
		return nil
	}
	for k, x := range args {
		if !x.DType().IsInexact() || x.Size() == 0 || ans.Size() == 0 {
			continue
		}
		v, g := VSpaceOf(x).Randn(c.rng), VSpaceOf(ans).Randn(c.rng)
		step, tol := checkStep, checkTolerance
		if x.DType() == ndarray.Float32 || x.DType() == ndarray.Complex64 {
			step, tol = 1e-2, 2e-2
		}
		hi := f(Subval(args, k, x.Add(v.Mul(number(step/2)))))
		lo := f(Subval(args, k, x.Sub(v.Mul(number(step/2)))))
		want := pairing(g, hi.Sub(lo).Mul(number(1/step)))
		fail := func(mode string, got float64) error {
			if math.Abs(got-want) <= tol*max(1, math.Abs(want), math.Abs(got)) || math.IsNaN(got) && math.IsNaN(want) {
				return nil
			}
			return &GradError{c.name, mode, k, level, got, want}
		}
		if c.modes&Forward != 0 {
			jvp := func(a []Value) Value {
				_, t := pushforward("CheckGrads", f, a[:len(args)], []int{k}, a[len(args):])
				return t
			}
			more := append(append([]Value(nil), args...), v)
			t := jvp(more)
			if err := sameKind("JVP", t, ans); err != nil {
				return err
			}
			if err := fail("JVP", pairing(g, t)); err != nil {
				return err
			}
			if level < c.order {
				if err := c.check(jvp, more, level+1); err != nil {
					return fmt.Errorf("derivative of a JVP: %w", err)
				}
			}
		}
		if c.modes&Reverse != 0 {
			vjp := func(a []Value) Value {
				_, pull := pullback("CheckGrads", f, a[:len(args)], []int{k})
				return pull(a[len(args)])[0]
			}
			more := append(append([]Value(nil), args...), g)
			t := vjp(more)
			if err := sameKind("VJP", t, x); err != nil {
				return err
			}
			if err := fail("VJP", pairing(t, v)); err != nil {
				return err
			}
			if level < c.order {
				if err := c.check(vjp, more, level+1); err != nil {
					return fmt.Errorf("derivative of a VJP: %w", err)
				}
			}
		}
	}
	return nil
}

// sameKind returns an error unless a derivative has the shape and dtype of what it belongs to.
func sameKind(mode string, t, like Value) error {
	if t.DType() != like.DType() || !sameShape(t, like) {
		return fmt.Errorf("%s is a %s, not a %s", mode, t.kind(), like.kind())
	}
	return nil
}

// pairing is the product of a cotangent and a tangent: the real part of Σ g·v, without conjugation, as the convention of
// complex gradients has it.
func pairing(g, v Value) float64 {
	a, b := ndarray.ToSlice[complex128](g.Array()), ndarray.ToSlice[complex128](v.Array())
	var sum complex128
	for i := range a {
		sum += a[i] * b[i]
	}
	if cmplx.IsNaN(sum) {
		return math.NaN()
	}
	return real(sum)
}
