package clean_test

import (
	"fmt"

	"github.com/gradbook/gradbook/literate/clean"
	"github.com/gradbook/gradbook/literate/nb"
)

func ExampleNotebook() {
	n := nb.New()
	c := n.Add(nb.Code, "&x")
	c.Count = new(17)
	c.Metadata["scrolled"] = true
	c.Outputs = []nb.Output{{Type: nb.ExecuteResult, Data: map[string]any{"text/plain": "0xc0000140a8"}}}
	clean.Notebook(n, clean.Options{})
	fmt.Println(*c.Count, c.Metadata, c.Outputs[0].Data["text/plain"])
	// Output: 1 map[] 0xc000000000
}
