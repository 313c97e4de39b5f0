package optim

import (
	"errors"
	"fmt"
	"math"

	"github.com/gradbook/gradbook/autograd"
	"gonum.org/v1/gonum/optimize"
)

// LBFGS minimises f from x0 with the limited-memory BFGS method of gonum, until the gradient is small or steps are used up
// (0: no limit). Each callback is called after a step and ends the run by returning false. It returns the best parameters
// and the value there; the error says that the method failed, for instance since f is not smooth.
func LBFGS[P any](f func(P) autograd.Value, x0 P, steps int, callback ...func(x P, step int, value float64) bool) (x P, value float64, err error) {
	vector, unflatten := autograd.Flatten(x0)
	at := func(x []float64) P { return unflatten(autograd.V(x)) }
	valueAndGrad := autograd.ValueAndGradOf(f)
	var failed error // gonum calls f in a goroutine of its own, where nobody would catch a panic
	try := func(f func()) {
		if failed == nil {
			defer autograd.Catch(&failed)
			f()
		}
	}
	problem := optimize.Problem{
		Func: func(x []float64) float64 {
			value := math.NaN()
			try(func() { value = f(at(x)).Float() })
			return value
		},
		Grad: func(grad, x []float64) {
			try(func() {
				_, g := valueAndGrad(at(x))
				flat, _ := autograd.Flatten(g)
				copy(grad, flat.Floats())
			})
		},
		Status: func() (optimize.Status, error) {
			if failed != nil {
				return optimize.Failure, failed
			}
			return optimize.NotTerminated, nil
		},
	}
	settings := &optimize.Settings{MajorIterations: steps, Recorder: recorder(func(l *optimize.Location, step int) error {
		for _, f := range callback {
			if !f(at(l.X), step, l.F) {
				return errStopped
			}
		}
		return nil
	})}
	result, err := optimize.Minimize(problem, vector.Floats(), settings, &optimize.LBFGS{})
	if failed != nil {
		return x0, 0, failed
	}
	if result == nil {
		return x0, 0, fmt.Errorf("optim: L-BFGS: %w", err)
	}
	if errors.Is(err, errStopped) || result.Status == optimize.IterationLimit {
		err = nil
	}
	if err != nil {
		err = fmt.Errorf("optim: L-BFGS: %w", err)
	}
	return at(result.X), result.F, err
}

// errStopped ends a run at a callback's wish.
var errStopped = errors.New("stopped by the callback")

// recorder calls a function after each step.
type recorder func(l *optimize.Location, step int) error

// Init implements [optimize.Recorder].
func (recorder) Init() error { return nil }

// Record implements [optimize.Recorder].
func (r recorder) Record(l *optimize.Location, op optimize.Operation, s *optimize.Stats) error {
	if op != optimize.MajorIteration {
		return nil
	}
	return r(l, s.MajorIterations)
}
