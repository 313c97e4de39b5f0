// Package anp is NumPy and SciPy for functions that are to be differentiated: what the teaching text calls anp, the copy
// of numpy that builds a graph while it computes. Its functions take and return autograd.Value, have NumPy's names in
// Go's spelling, and know their derivatives in both modes.
//
//	import (
//		. "github.com/gradbook/gradbook/autograd"
//		. "github.com/gradbook/gradbook/autograd/anp"
//	)
//
//	f := func(x Value) Value { return Sum(Exp(x).Mul(Sin(x))) }
//	Grad(f)(V([]float64{1, 2, 3}))
//
// It is made to be imported with a dot, as cells of a notebook do: no name of it is also one of package autograd.
//
// # Conventions
//
// Where NumPy has an axis argument, functions take axes last: Sum(x) is the sum of all elements, Sum(x, 0, 1) that over
// two axes. [KeepDims] makes a reduction keep the axes it reduces. Where a function takes one axis or None,
// [ndarray.Flat] stands for None. Several results are several Go results. Functions without derivative (comparisons,
// Argmax, Floor …) give constants.
//
// Misuse panics with the typed errors of packages ndarray and autograd; autograd.Catch turns them into errors.
//
// [Lookup] finds functions by their NumPy names and calls them with NumPy's keyword arguments.
package anp
