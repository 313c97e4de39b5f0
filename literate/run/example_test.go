package run_test

import (
	"fmt"
	"os"
	"time"

	"github.com/gradbook/gradbook/literate/nb"
	"github.com/gradbook/gradbook/literate/run"
)

func ExampleInject() {
	n := nb.New()
	n.Add(nb.Code, "rate := 0.1").Metadata["tags"] = []any{run.TagParameters}
	p, _ := run.ParseParam("rate=0.01")
	fmt.Println(run.Inject(n, []run.Param{p}))
	fmt.Println(n.Cells[1].Source)
	wrong, _ := run.ParseParam("rate=fast")
	fmt.Println(run.Inject(n, []run.Param{wrong}))
	// Output:
	// <nil>
	// // Parameters
	// rate = 0.01
	// parameter rate takes a value of type float64, as in the notebook's `rate := 0.1`; "fast" is none
}

func ExampleParseParam() {
	p, err := run.ParseParam("name=a=b")
	fmt.Printf("%q %q %v\n", p.Name, p.Value, err)
	_, err = run.ParseParam("a b")
	fmt.Println(err)
	// Output:
	// "name" "a=b" <nil>
	// "a b" is no parameter: write name=value
}

func ExampleTitle() {
	fmt.Println(run.Title("//| export\n// Square squares.\nfunc Square(x float64) float64 { return x * x }"))
	// Output: func Square(x float64) float64 { return x * x }
}

func ExampleDuration() {
	fmt.Println(run.Duration(12*time.Millisecond), run.Duration(1830*time.Millisecond), run.Duration(123*time.Second))
	// Output: 12 ms 1.8 s 2m03s
}

func ExamplePlain() {
	fmt.Println(run.Plain([]string{"\x1b[31mpanic\x1b[0m: boom", "  cell[3]:1"}))
	// Output:
	// panic: boom
	//   cell[3]:1
}

func ExampleNewProgress() {
	p := run.NewProgress(os.Stdout, false, 60)
	p.Begin("n.ipynb")
	c := run.Cell{Number: 1, Total: 1, Title: "x := 3.0", Took: 12 * time.Millisecond}
	p.CellStart(c)
	p.CellDone(c)
	p.End(run.Report{Cells: []run.Cell{c}, Took: 12 * time.Millisecond}, "build/n.ipynb")
	// Output:
	// n.ipynb
	//   1/1  ok       12 ms  x := 3.0
	//   1 cell in 12 ms → build/n.ipynb
}
