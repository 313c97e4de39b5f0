package anp_test

import (
	"fmt"

	. "github.com/gradbook/gradbook/autograd/anp"
)

func ExampleLookup() {
	results, err := Lookup("linalg.norm").Call([]any{[]float64{3, 4}}, map[string]any{"ord": 2})
	fmt.Println(results, err)
	// Output: [5] <nil>
}

func ExampleNames() {
	fmt.Println(len(Names()) > 200)
	// Output: true
}

func ExampleFunction_Call() {
	sum := Lookup("sum")
	results, err := sum.Call([]any{[][]float64{{1, 2}, {3, 4}}}, map[string]any{"axis": 0})
	fmt.Println(results, err)
	_, err = sum.Call(nil, map[string]any{"axes": 0})
	fmt.Println(err)
	// Output:
	// [[4. 6.]] <nil>
	// sum: has no parameter "axes"; it has a, axis, keepdims
}
