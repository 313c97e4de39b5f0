package ndarray_test

import (
	"fmt"

	"github.com/gradbook/gradbook/autograd/ndarray"
)

func ExampleArray_Version() {
	x := ndarray.Zeros(2, 2)
	before := x.Version()
	x.T().Set(1, 0, 1) // a view of x
	fmt.Println(before, x.Version())
	// Output: 1 2
}

func ExampleSharesStorage() {
	x := ndarray.Zeros(2, 2)
	fmt.Println(ndarray.SharesStorage(x.Index(0), x.Index(1)), ndarray.SharesStorage(x, x.Copy()))
	// Output: true false
}
