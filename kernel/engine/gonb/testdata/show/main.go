// Show displays with gonbui all that gonbui can display. The tests of package gonb run it.
package main

import (
	"fmt"
	"image"
	"os"
	"strings"

	"github.com/janpfeifer/gonb/gonbui"
	"github.com/janpfeifer/gonb/gonbui/comms"
)

func main() {
	if !gonbui.IsNotebook {
		fmt.Fprintln(os.Stderr, "gonbui does not find its pipes")
		os.Exit(1)
	}
	switch os.Args[1] {
	case "display":
		gonbui.DisplayHTML("<b>bold</b>")
		gonbui.DisplayMarkdown("*slanted*")
		gonbui.DisplaySVG("<svg/>")
		if err := gonbui.DisplayImage(image.NewGray(image.Rect(0, 0, 2, 3))); err != nil {
			panic(err)
		}
		gonbui.UpdateHTML("count", "1")
		gonbui.UpdateHTML("count", "2")
		gonbui.RequestInput("name?", true)
	case "markdown":
		gonbui.DisplayMarkdown("*slanted*")
	case "large":
		gonbui.DisplayHTML(strings.Repeat("x", 5<<20))
		for i := range 1000 {
			gonbui.DisplayHTMLF("%d", i)
		}
	case "send":
		comms.Send("/a", 1)
		comms.Send("/b", 2)
	case "comms":
		comms.Send("/to/page", 7)
		fmt.Println(comms.ReadValue[float64]("/from/page"))
	}
	gonbui.Sync()
	if err := gonbui.Error(); err != nil {
		panic(err)
	}
	fmt.Println("done")
}
