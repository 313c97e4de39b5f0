package autograd_test

import (
	"fmt"
	"math/rand/v2"

	. "github.com/gradbook/gradbook/autograd"
)

// The space of complex vectors of two elements has four real dimensions.
func ExampleVSpace() {
	s := VSpaceOf(V([]complex128{1, 2i}))
	fmt.Println(s.Shape(), s.DType(), s.Size())
	fmt.Println(s.Zeros(), s.Ones())
	for _, e := range s.StandardBasis() {
		fmt.Println(e)
	}
	// Output:
	// [2] complex128 4
	// [0.+0.j 0.+0.j] [1.+0.j 1.+0.j]
	// [1.+0.j 0.+0.j]
	// [0.+1.j 0.+0.j]
	// [0.+0.j 1.+0.j]
	// [0.+0.j 0.+1.j]
}

func ExampleVSpace_InnerProd() {
	x, y := V([]complex128{1 + 2i, 3}), V([]complex128{2, 1i})
	s := VSpaceOf(x)
	fmt.Println(s.InnerProd(x, y))
	fmt.Println(s.Covector(x))                     // pairs with tangents as x does in the inner product:
	fmt.Println(s.Covector(x).Mul(y).Real().Sum()) // without conjugation
	// Output:
	// 2
	// [1.-2.j 3.-0.j]
	// 2
}

func ExampleVSpace_Randn() {
	s := VSpaceOf(V([]float64{1, 2, 3}))
	x, again := s.Randn(rand.New(rand.NewPCG(1, 2))), s.Randn(rand.New(rand.NewPCG(1, 2)))
	fmt.Println(x.Shape(), x.Equal(again).All())
	// Output: [3] True
}
