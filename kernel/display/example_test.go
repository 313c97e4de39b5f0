package display_test

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/kernel/display"
)

// Money shows itself in two ways; it imports nothing for that.
type Money int

func (m Money) String() string { return fmt.Sprintf("%d.%02d €", m/100, m%100) }
func (m Money) HTML() string   { return "<b>" + m.String() + "</b>" }

func ExampleRender() {
	b := display.Render(Money(1250))
	fmt.Println(b[display.MIMEText])
	fmt.Println(b[display.MIMEHTML])
	// Output:
	// 12.50 €
	// <b>12.50 €</b>
}

func ExampleRenderAll() {
	half, ok := 21, true
	fmt.Println(display.RenderAll(half, ok, nil)[display.MIMEText])
	// Output: 21 true
}

func ExampleText() {
	type point struct{ X, Y float64 }
	fmt.Println(display.Text([]*point{{1, 2}, {3, 4}}))
	fmt.Println(display.Text(strings.Cut))
	// Output:
	// [&{X:1 Y:2} &{X:3 Y:4}]
	// func(string, string) (string, string, bool)
}

// Outside a kernel the texts go to standard output.
func ExampleShow() {
	display.Show(map[string]int{"b": 2, "a": 1}, nil, 3.5)
	// Output:
	// map[a:1 b:2]
	// 3.5
}

func ExampleShowID() {
	display.ShowID("answer", "thinking…")
	display.Update("answer", 42)
	// Output:
	// thinking…
	// 42
}

func ExampleUpdate() {
	display.ShowID("count", 0)
	for i := range 3 {
		display.Update("count", i+1)
	}
	// Output:
	// 0
	// 1
	// 2
	// 3
}

func ExampleHTML() {
	display.HTML("<em>text</em>")
	// Output: <em>text</em>
}

func ExampleMarkdown() {
	display.Markdown("the **gradient** of $x^2$ is $2x$")
	// Output: the **gradient** of $x^2$ is $2x$
}

func ExampleLatex() {
	display.Latex(`\frac{1}{1+e^{-x}}`)
	// Output: \frac{1}{1+e^{-x}}
}

func ExampleJSON() {
	display.JSON(map[string]any{"cells": []int{1, 2}})
	// Output:
	// {
	//   "cells": [
	//     1,
	//     2
	//   ]
	// }
}

func ExampleProgress() {
	sum := 0
	for i := range display.Progress(4) {
		sum += i
	}
	fmt.Println(sum)
	// Output:
	// [······························] 0/4
	// [██████████████████████████████] 4/4
	// 6
}

func ExampleProgressOf() {
	for word := range display.ProgressOf(strings.SplitSeq("to be or", " "), 0) {
		fmt.Println(word)
	}
	// Output:
	// 0
	// to
	// be
	// or
	// 3
}

func ExampleProgressOf2() {
	for i, word := range display.ProgressOf2(slices.All([]string{"a", "b"}), 2) {
		fmt.Println(i, word)
	}
	// Output:
	// [······························] 0/2
	// 0 a
	// 1 b
	// [██████████████████████████████] 2/2
}

func ExampleProgressSlice() {
	for i, word := range display.ProgressSlice([]string{"a", "b"}) {
		fmt.Println(i, word)
	}
	// Output:
	// [······························] 0/2
	// 0 a
	// 1 b
	// [██████████████████████████████] 2/2
}

func ExampleProgressReader() {
	n, err := io.Copy(io.Discard, display.ProgressReader(strings.NewReader("hello"), 5))
	fmt.Println(n, err)
	// Output:
	// [······························] 0 B/5 B
	// [██████████████████████████████] 5 B/5 B
	// 5 <nil>
}

func ExampleNewBar() {
	b := display.NewBar("download", 200)
	b.Set(150)
	b.Done()
	// Output:
	// download [······························] 0/200
	// download [██████████████████████········] 150/200
}

func ExampleConnect() {
	display.Connect(func(m display.Message) { fmt.Println(m.Kind, m.Data[display.MIMEText]) },
		func(prompt string, password bool) (string, error) { return "Ada", nil })
	defer display.Disconnect()
	name, err := display.Input("Who? ")
	display.Show(slices.Repeat([]string{name}, 2))
	fmt.Println(err)
	// Output:
	// display_data [Ada Ada]
	// <nil>
}

func ExampleSVG() {
	display.SVG(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>`)
	// Output: SVG picture
}

func ExamplePNG() {
	display.PNG([]byte("\x89PNG…")) // the contents of a file
	// Output: PNG picture (7 bytes)
}

func ExampleJPEG() {
	display.JPEG([]byte{0xff, 0xd8, 0xff})
	// Output: JPEG picture (3 bytes)
}

func ExampleJavaScript() {
	display.JavaScript("console.log('hello')")
	// Output: JavaScript
}

func ExampleVegaLite() {
	display.VegaLite(map[string]any{"mark": "bar"})
	// Output:
	// {
	//   "mark": "bar"
	// }
}

// An animation: each picture replaces the one before.
func ExampleClear() {
	for i := range 3 {
		display.Clear(true)
		display.Show(i)
	}
	// Output:
	// 0
	// 1
	// 2
}

func ExampleInput() {
	display.Connect(func(display.Message) {}, func(prompt string, password bool) (string, error) { return "Ada", nil })
	defer display.Disconnect()
	name, err := display.Input("Who are you? ")
	fmt.Println(name, err)
	// Output: Ada <nil>
}

func ExamplePassword() {
	display.Connect(func(display.Message) {}, func(prompt string, password bool) (string, error) {
		return "", fmt.Errorf("the front end cannot ask (hidden: %t)", password)
	})
	defer display.Disconnect()
	_, err := display.Password("Key: ")
	fmt.Println(err)
	// Output: the front end cannot ask (hidden: true)
}

func ExampleResult() {
	display.Result(21, true)
	// Output: 21 true
}

func ExamplePDF() {
	display.PDF([]byte("%PDF-1.7"))
	// Output: PDF (8 bytes)
}
