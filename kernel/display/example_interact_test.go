package display_test

import (
	"fmt"
	"math"

	"github.com/gradbook/gradbook/kernel/display"
)

// Outside a kernel nobody moves the controls: what they are at first is shown, and the result for it.
func ExampleInteract() {
	wave := func(f func(float64) float64, x float64, negative bool) string {
		y := f(x)
		if negative {
			y = -y
		}
		return fmt.Sprintf("%.3f", y)
	}
	functions := []func(float64) float64{math.Sin, math.Cos}
	display.Interact(func(name string, x float64, negative bool) string {
		return wave(functions[len(name)-3], x, negative)
	}, []string{"sin", "cos "}, display.Range(0, 3, 0.1).Label("x"))
	// Output:
	// #1 = sin, x = 1.5, #3 = false
	// 0.997
}

func ExampleRange() {
	display.Interact(func(n int) int { return n * n }, display.Range(1, 10, 1).Label("n").From(3))
	// Output:
	// n = 3
	// 9
}

func ExampleChoice() {
	greet := func(who string) string { return "hello " + who }
	display.Interact(greet, display.Choice("world", "moon").Label("who"))
	// Output:
	// who = world
	// hello world
}

func ExampleStart() {
	display.Interact(func(x float64) float64 { return x / 4 }, display.Start(2.5).Label("x"))
	// Output:
	// x = 2.5
	// 0.625
}

func ExampleButton() {
	draw := func(seed int) int { return seed * 7 }
	display.Interact(draw, display.Start(1).Label("seed"), display.Button("draw"))
	// Output: seed = 1, [draw]
}

func ExampleControl_Label() {
	display.Interact(func(on bool) bool { return !on }, display.Start(true).Label("on"))
	// Output:
	// on = true
	// false
}

func ExampleControl_From() {
	display.Interact(func(k int) int { return -k }, display.Choice(2, 4, 8).Label("k").From(8))
	// Output:
	// k = 8
	// -8
}

func ExampleNames() {
	display.Interact(func(x, y int) int { return x + y }, 3, 4, display.Names("x", "y"))
	// Output:
	// x = 3, y = 4
	// 7
}
