package geometry_test

import "fmt"

func ExampleCircle_Area() {
	c := geometry.Circle{Radius: 2}
	// The area in square metres.
	fmt.Printf("%.2f\n", c.Area())
	// Output: 12.57
}
