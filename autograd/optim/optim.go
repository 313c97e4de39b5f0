// Package optim minimises functions of containers of autograd.Values: the parameters of a model as a struct, a map or a
// slice.
//
//	type Line struct{ Slope, Offset Value }
//	loss := func(l Line, step int) Value { … }
//	fit := optim.Minimize(optim.Adam{StepSize: 0.05}, GradOf2(loss), Line{V(0), V(0)}, 500)
//
// The methods [SGD], [RMSProp] and [Adam] take one step at a time along a gradient that may be noisy; their zero values
// have the defaults of HIPS autograd. [LBFGS] is for smooth functions that are computed exactly.
package optim

import (
	"math"

	"github.com/gradbook/gradbook/autograd"
)

// Method is a way to go down along gradients: one of [SGD], [RMSProp] and [Adam].
type Method interface {
	// start returns a function that changes x in place, given the gradient there and the number of the step.
	start(n int) func(x, g []float64, step int)
}

// SGD is gradient descent with momentum: v = Mass·v - (1-Mass)·g, x += StepSize·v.
type SGD struct {
	StepSize float64 // 0 means 0.1
	Mass     float64 // 0 means 0.9; use a negative number for no momentum
}

// RMSProp divides the gradient by a running mean of its magnitude: a = Gamma·a + (1-Gamma)·g²,
// x -= StepSize·g/(√a + Eps).
type RMSProp struct {
	StepSize float64 // 0 means 0.1
	Gamma    float64 // 0 means 0.9
	Eps      float64 // 0 means 1e-8
}

// Adam keeps running means of the gradient and of its square, corrected for their start at 0 (Kingma and Ba 2014).
type Adam struct {
	StepSize float64 // 0 means 0.001
	B1, B2   float64 // 0 means 0.9 and 0.999
	Eps      float64 // 0 means 1e-8
}

// or returns v, or the default if it is 0.
func or(v, def float64) float64 {
	if v == 0 {
		return def
	}
	return v
}

func (o SGD) start(n int) func(x, g []float64, step int) {
	size, mass, v := or(o.StepSize, 0.1), max(or(o.Mass, 0.9), 0), make([]float64, n)
	return func(x, g []float64, _ int) {
		for i, gi := range g {
			v[i] = mass*v[i] - (1-mass)*gi
			x[i] += size * v[i]
		}
	}
}

func (o RMSProp) start(n int) func(x, g []float64, step int) {
	size, gamma, eps, a := or(o.StepSize, 0.1), or(o.Gamma, 0.9), or(o.Eps, 1e-8), make([]float64, n)
	for i := range a {
		a[i] = 1
	}
	return func(x, g []float64, _ int) {
		for i, gi := range g {
			a[i] = gamma*a[i] + (1-gamma)*gi*gi
			x[i] -= size * gi / (math.Sqrt(a[i]) + eps)
		}
	}
}

func (o Adam) start(n int) func(x, g []float64, step int) {
	size, b1, b2, eps := or(o.StepSize, 0.001), or(o.B1, 0.9), or(o.B2, 0.999), or(o.Eps, 1e-8)
	m, v := make([]float64, n), make([]float64, n)
	return func(x, g []float64, step int) {
		c1, c2 := 1-math.Pow(b1, float64(step+1)), 1-math.Pow(b2, float64(step+1))
		for i, gi := range g {
			m[i] = b1*m[i] + (1-b1)*gi
			v[i] = b2*v[i] + (1-b2)*gi*gi
			x[i] -= size * (m[i] / c1) / (math.Sqrt(v[i]/c2) + eps)
		}
	}
}

// Minimize takes steps of a method from x0 and returns where it got to. grad is the gradient of what is to be minimised
// at x; it also gets the number of the step, counted from 0, to choose its data by. Each callback is called before a
// step with the parameters, its number and the gradient, and ends the run by returning false.
func Minimize[P any](m Method, grad func(x P, step int) P, x0 P, steps int, callback ...func(x P, step int, grad P) bool) P {
	vector, unflatten := autograd.Flatten(x0)
	x := vector.Floats()
	next := m.start(len(x))
	params := x0
	for step := range steps {
		g := grad(params, step)
		for _, f := range callback {
			if !f(params, step, g) {
				return params
			}
		}
		flat, _ := autograd.Flatten(g)
		next(x, flat.Floats(), step)
		params = unflatten(autograd.V(x))
	}
	return params
}
