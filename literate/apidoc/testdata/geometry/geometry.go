// Package geometry has shapes, for the tests of apidoc.
//
// # Units
//
// Lengths are in metres, as in [math.Pi] times [Circle.Radius] squared.
package geometry

import "math"

// Small and Large are usual radii.
const (
	Small = 1.0
	Large = 10.0
)

// Circle is a circle that costs $2.
type Circle struct {
	Radius float64 // in metres
	hidden bool
}

// NewCircle returns a circle.
func NewCircle(radius float64) *Circle { return &Circle{Radius: radius} }

// Area returns π times the square of [Circle.Radius].
func (c Circle) Area() float64 { return math.Pi * c.Radius * c.Radius }

//line ../../notebooks/shapes.ipynb[box]:3

// Square returns x².
func Square(x float64) float64 { return x * x }
