package suite_test

import (
	"fmt"
	"os"

	"github.com/gradbook/gradbook/literate/run"
	"github.com/gradbook/gradbook/literate/suite"
)

func ExampleWriteJUnit() {
	r := suite.Result{Notebook: "n.ipynb", Report: run.Report{Cells: []run.Cell{{ID: "a", Number: 1}}},
		Problems: []suite.Problem{{Cell: "a", Number: 1, What: "boom"}}}
	fmt.Println(r.Passed())
	if err := suite.WriteJUnit(os.Stdout, []suite.Result{r}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// false
	// <?xml version="1.0" encoding="UTF-8"?>
	// <testsuites>
	//  <testsuite name="n.ipynb" tests="1" failures="1" skipped="0" time="0.000">
	//   <testcase classname="n.ipynb" name="cell 1 (a)" time="0.000">
	//    <failure message="boom"></failure>
	//   </testcase>
	//  </testsuite>
	// </testsuites>
}
