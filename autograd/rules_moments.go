package autograd

// Variance and standard deviation.

import (
	"github.com/gradbook/gradbook/autograd/ndarray"
)

// moment holds the options of Var and Std.
type moment struct {
	axes Axes
	ddof float64
}

var variance, std Prim

func defineMoments() {
	centred := func(x Value, o moment) Value { return x.Sub(keep(x.Mean(o.axes...), x, o.axes)) }
	weightVar := func(ans, x Value, o moment) Value {
		return centred(x, o).Mul(number(2 / (float64(count(x, o.axes)) - o.ddof)))
	}
	weightStd := func(ans, x Value, o moment) Value { // 0 where all elements are equal
		s := keep(ans, x, o.axes)
		return centred(x, o).Div(where3(s.Equal(number(0)), number(1), s)).Mul(number(1 / (float64(count(x, o.axes)) - o.ddof)))
	}
	for _, r := range []struct {
		p         *Prim
		name, doc string
		raw       func(x *ndarray.Array, axes []int, ddof float64, keepdims bool) *ndarray.Array
		weight    func(ans, x Value, o moment) Value
	}{
		{&variance, "var", "mean squared distance from the mean", ndarray.Var, weightVar},
		{&std, "std", "standard deviation; its derivative is 0 where all elements are equal", ndarray.Std, weightStd},
	} {
		Op1[moment]{Prim: r.p, Name: r.name, Doc: r.doc,
			A: func(x *ndarray.Array, o moment) *ndarray.Array { return r.raw(x, o.axes, o.ddof, false) },
			VJP: func(g, ans, x Value, o moment) Value {
				return keep(g, x, o.axes).Mul(r.weight(ans, x, o))
			},
			JVP: func(g, ans, x Value, o moment) Value { return g.Mul(r.weight(ans, x, o)).Sum(o.axes...) },
		}.Define()
	}
}

// Var returns the variance of the elements, over the given axes or over all.
func (v Value) Var(axis ...int) Value { return v.VarDDof(0, axis...) }

// Std returns the standard deviation of the elements, over the given axes or over all.
func (v Value) Std(axis ...int) Value { return v.StdDDof(0, axis...) }

// VarDDof is [Value.Var] with n-ddof as the divisor: ddof 1 makes it unbiased.
func (v Value) VarDDof(ddof float64, axis ...int) Value {
	return variance.apply1(v, moment{axis, ddof})
}

// StdDDof is [Value.Std] with n-ddof as the divisor.
func (v Value) StdDDof(ddof float64, axis ...int) Value { return std.apply1(v, moment{axis, ddof}) }
