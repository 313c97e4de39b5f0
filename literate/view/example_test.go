package view_test

import (
	"fmt"

	"github.com/gradbook/gradbook/literate/nb"
	"github.com/gradbook/gradbook/literate/view"
)

func ExampleOf() {
	c := nb.New().Add(nb.Code, "//| export\nx := 3\nkey := secret() //| hide_line")
	v, ok := view.Of(c)
	fmt.Println(v.Source, ok)
	_, ok = view.Of(nb.New().Add(nb.Code, "//| hide\nx := 3"))
	fmt.Println(ok)
	// Output:
	// x := 3 true
	// false
}
