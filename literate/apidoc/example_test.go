package apidoc_test

import (
	"fmt"

	"github.com/gradbook/gradbook/literate/apidoc"
)

func ExamplePackage_Symbol() {
	p, err := apidoc.Load("testdata/geometry")
	if err != nil {
		fmt.Println(err)
		return
	}
	text, _ := p.Symbol("Circle.Area", apidoc.Links{})
	fmt.Println(text)
	// Output:
	// ```go
	// func (c Circle) Area() float64
	// ```
	//
	// Area returns π times the square of [Circle.Radius](https://pkg.go.dev/github.com/gradbook/gradbook/literate/apidoc/testdata/geometry#Circle.Radius).
	//
	// **Example**
	//
	// ```go
	// c := geometry.Circle{Radius: 2}
	// // The area in square metres.
	// fmt.Printf("%.2f\n", c.Area())
	// ```
	//
	// ```text
	// 12.57
	// ```
}
