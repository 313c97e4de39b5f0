package ndarray

// Random arrays. The generator is always an argument: there is no hidden one.

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Rand makes random arrays from a source of its own. It must not be used by several goroutines at once.
type Rand struct{ *rand.Rand }

// NewRand returns a generator; the same seed always gives the same numbers.
func NewRand(seed uint64) Rand { return Rand{rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))} }

// fillWith returns a float64 array of the given shape made by f.
func fillWith(op string, shape []int, f func() float64) *Array {
	x := alloc(op, Float64, shape)
	for i := range x.f64 {
		x.f64[i] = f()
	}
	return x
}

// Uniform returns numbers from [lo, hi), all as likely.
func (r Rand) Uniform(lo, hi float64, shape ...int) *Array {
	return fillWith("Uniform", shape, func() float64 { return lo + (hi-lo)*r.Float64() })
}

// Normal returns numbers of the normal distribution with the given mean and standard deviation.
func (r Rand) Normal(mean, std float64, shape ...int) *Array {
	return fillWith("Normal", shape, func() float64 { return mean + std*r.NormFloat64() })
}

// Exponential returns numbers of the exponential distribution with the given mean.
func (r Rand) Exponential(mean float64, shape ...int) *Array {
	return fillWith("Exponential", shape, func() float64 { return mean * r.ExpFloat64() })
}

// Gamma returns numbers of the gamma distribution with the given shape parameter k > 0 and scale (Marsaglia and Tsang's
// method).
func (r Rand) Gamma(k, scale float64, shape ...int) *Array {
	if !(k > 0) {
		panic(&ValueError{"Gamma", "the shape parameter must be above 0"})
	}
	boost, a := 1.0, k
	return fillWith("Gamma", shape, func() float64 {
		if a = k; k < 1 { // Γ(k) is Γ(k+1)·U^(1/k)
			a = k + 1
			boost = math.Pow(1-r.Float64(), 1/k)
		}
		d := a - 1.0/3
		c := 1 / math.Sqrt(9*d)
		for {
			x := r.NormFloat64()
			v := 1 + c*x
			if v <= 0 {
				continue
			}
			v = v * v * v
			if math.Log(1-r.Float64()) < 0.5*x*x+d-d*v+d*math.Log(v) {
				return scale * boost * d * v
			}
		}
	})
}

// Integers returns int64 numbers from [lo, hi), all as likely. It panics with a [*ValueError] if there are none.
func (r Rand) Integers(lo, hi int64, shape ...int) *Array {
	if hi <= lo {
		panic(&ValueError{"Integers", "there is no integer in the range"})
	}
	x := alloc("Integers", Int64, shape)
	for i, s := 0, elems[int64](x); i < len(s); i++ {
		s[i] = lo + r.Int64N(hi-lo)
	}
	return x
}

// Bernoulli returns bools that are true with probability p.
func (r Rand) Bernoulli(p float64, shape ...int) *Array {
	x := alloc("Bernoulli", Bool, shape)
	for i, s := 0, elems[bool](x); i < len(s); i++ {
		s[i] = r.Float64() < p
	}
	return x
}

// Permutation returns 0 … n-1 in random order.
func (r Rand) Permutation(n int) *Array { return FromSlice(r.Perm(n)) }

// Shuffle returns a copy of x with the parts along axis in random order.
func (r Rand) Shuffle(x *Array, axis int) *Array {
	a := normAxis("Shuffle", axis, len(x.shape))
	return Take(x, r.Permutation(x.shape[a]), a)
}

// Choice returns n parts of x along axis, drawn with or without being put back; p gives the probabilities, nil means all as
// likely.
func (r Rand) Choice(x *Array, n, axis int, replace bool, p []float64) *Array {
	a := normAxis("Choice", axis, len(x.shape))
	size := x.shape[a]
	if p != nil && len(p) != size {
		panic(&ShapeError{"Choice", [][]int{x.Shape(), {len(p)}}, "need as many probabilities as there are parts"})
	}
	if n > 0 && size == 0 || !replace && n > size {
		panic(&ValueError{"Choice", "cannot draw " + itoa(n) + " of " + itoa(size) + " without putting back"})
	}
	weights := slices.Clone(p)
	at := make([]int64, n)
	perm := []int(nil)
	if !replace && p == nil {
		perm = r.Perm(size)
	}
	for i := range at {
		switch {
		case perm != nil:
			at[i] = int64(perm[i])
		case p == nil:
			at[i] = int64(r.IntN(size))
		default:
			at[i] = int64(r.pick(weights))
			if !replace {
				weights[at[i]] = 0
			}
		}
	}
	return Take(x, Of(at), a)
}

// pick returns an index with probability in proportion to the weights.
func (r Rand) pick(weights []float64) int {
	total := 0.0
	for _, w := range weights {
		if !(w >= 0) {
			panic(&ValueError{"Choice", "a probability is negative or NaN"})
		}
		total += w
	}
	if total == 0 {
		panic(&ValueError{"Choice", "all that is left has probability 0"})
	}
	v, last := r.Float64()*total, 0
	for i, w := range weights {
		if w > 0 {
			if last = i; v < w {
				return i
			}
			v -= w
		}
	}
	return last // rounding used up the total
}
