package autograd

// Results given back: a loop that calls a compiled function needs no new memory for each round.

import "github.com/gradbook/gradbook/autograd/ndarray"

// Release gives the arrays of results that a compiled function ([Compile]) returned, also those in containers ([MapTree]), to
// results that come. In a loop that makes large ones over and over this saves the time in which their memory is cleared and
// collected:
//
//	step := Compile(func(p Params, x Value) Params { … })
//	for _, x := range batches {
//		next := step(p, x)
//		Release(p) // nobody looks at these any more
//		p = next
//	}
//
// Neither an array that was released nor a view of it, as [Value.Reshape] and [Value.At] make them, may be used afterwards:
// the array itself panics if it is, a view shows what comes later. Only what was made in the call and is one result alone is
// released; arguments, constants, numbers, and what other functions returned, are left as they are, so that the first p
// above stays what it was. Releasing something twice does nothing. Nothing needs Release.
func Release(results ...any) {
	for _, r := range results {
		if v, ok := r.(Value); ok {
			v.release()
			continue
		}
		for _, v := range Leaves(r) {
			v.release()
		}
	}
}

func (v Value) release() {
	if v.n == nil && v.a != nil {
		ndarray.GiveBack(v.a)
	}
}
