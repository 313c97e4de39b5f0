// Package display turns Go values into MIME bundles, and is what code in cells imports to show things.
//
// A cell's trailing expression is shown without any call. In the middle of a cell, in loops and goroutines:
//
//	display.Show(v, w)                  // as trailing expressions would be
//	display.HTML("<b>bold</b>")         // also Markdown, Latex, SVG, PNG, JPEG, PDF, JSON, VegaLite
//	display.ShowID("loss", fig)         // and later, from anywhere:
//	display.Update("loss", newer)
//	display.Clear(true)                 // replace the outputs so far by the next one
//	name, err := display.Input("name: ")
//	for i := range display.Progress(100) { … }
//	display.Interact(f, display.Range(0, 1, 0.1)) // calls f again as the user moves the slider
//
// A type decides how it is shown by having methods (see [Render]); it need not import this package:
//
//	func (p Point) HTML() string { … }
package display
