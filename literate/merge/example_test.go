package merge_test

import (
	"fmt"

	"github.com/gradbook/gradbook/literate/merge"
	"github.com/gradbook/gradbook/literate/nb"
)

// with returns a notebook with one cell.
func with(source string) *nb.Notebook {
	n := nb.New()
	n.Add(nb.Code, source).ID = "a"
	return n
}

func ExampleNotebooks() {
	base, ours, theirs := with("x := 1\n\ny := 2"), with("x := 10\n\ny := 2"), with("x := 1\n\ny := 20")
	merged, conflicts := merge.Notebooks(base, ours, theirs, "HEAD", "topic")
	fmt.Println(merged.Cells[0].Source)
	fmt.Println(len(conflicts), "conflicts")
	// Output:
	// x := 10
	//
	// y := 20
	// 0 conflicts
}

func ExampleDiff() {
	fmt.Print(merge.Diff(with("x := 1\nx"), with("x := 2\nx")))
	// Output:
	// @@ code cell a
	// -x := 1
	// +x := 2
	//  x
}

func ExampleLines() {
	fmt.Print(merge.Lines("a\nb", "a\nc"))
	// Output:
	//  a
	// -b
	// +c
}

func ExampleOutputText() {
	c := with("x").Cells[0]
	c.Outputs = []nb.Output{{Type: nb.Stream, Text: "hello\n"}, {Type: nb.ExecuteResult, Data: map[string]any{"text/plain": "3"}}}
	fmt.Println(merge.OutputText(c))
	// Output:
	// hello
	// 3
}
