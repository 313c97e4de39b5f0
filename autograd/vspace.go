package autograd

// The vector space of a value: what a gradient with respect to it belongs to.

import (
	"math/rand/v2"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

// VSpace is the space of all values of one shape and dtype. Complex spaces are real ones of twice the dimension.
type VSpace struct {
	shape []int
	dtype ndarray.DType
}

// VSpaceOf returns the space that v belongs to. It panics with a [*TypeError] if v's elements are integers or booleans,
// which form none.
func VSpaceOf(v Value) VSpace {
	checkInexact("VSpaceOf", 0, v)
	return VSpace{v.Shape(), v.DType()}
}

// Shape returns the shape of the elements.
func (s VSpace) Shape() []int { return append([]int{}, s.shape...) }

// DType returns the dtype of the elements.
func (s VSpace) DType() ndarray.DType { return s.dtype }

// Size returns the real dimension of the space.
func (s VSpace) Size() int {
	n := s.count()
	if s.dtype.IsComplex() {
		return 2 * n
	}
	return n
}

func (s VSpace) count() int {
	n := 1
	for _, d := range s.shape {
		n *= d
	}
	return n
}

// Zeros returns the zero of the space.
func (s VSpace) Zeros() Value { return Wrap(ndarray.New(s.dtype, s.shape...)) }

// Ones returns the element of ones.
func (s VSpace) Ones() Value { return onesLike(s.Zeros()) }

// Randn returns an element with independent standard normal entries.
func (s VSpace) Randn(rng *rand.Rand) Value {
	out := make([]complex128, s.count())
	for i := range out {
		out[i] = complex(rng.NormFloat64(), rng.NormFloat64())
	}
	return Wrap(toDType(ndarray.Of(out, len(out)).Reshape(s.shape...), s.dtype))
}

// StandardBasis returns the basis of elements with one 1, and for complex spaces also those with one i.
func (s VSpace) StandardBasis() []Value {
	units := []complex128{1}
	if s.dtype.IsComplex() {
		units = append(units, 1i)
	}
	var out []Value
	for i := range s.count() {
		for _, unit := range units {
			e := ndarray.New(ndarray.Complex128, s.count())
			e.SetComplex(unit, i)
			out = append(out, Wrap(toDType(e.Reshape(s.shape...), s.dtype)))
		}
	}
	return out
}

// InnerProd returns the inner product of two elements: the real part of Σ conj(x)·y.
func (s VSpace) InnerProd(x, y Value) Value { return x.Conj().Mul(y).Real().Sum() }

// Covector returns the cotangent that pairs with tangents as x does in the inner product: its conjugate.
func (s VSpace) Covector(x Value) Value { return x.Conj() }
