package display

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Show shows the values below each other, each as the value of a trailing expression would be shown. Nil shows
// nothing.
func Show(values ...any) {
	for _, v := range values {
		send(KindDisplay, "", Render(v))
	}
}

// ShowID shows v under an identity, so that [Update] can replace it later: from the same cell, another one, or a
// goroutine.
func ShowID(id string, v any) { send(KindDisplay, id, Render(v)) }

// Update replaces, wherever it stands in the notebook, what was shown under id. An id that nothing was shown under
// changes nothing.
func Update(id string, v any) {
	b := Render(v)
	if b == nil {
		b = Bundle{MIMEText: ""}
	}
	send(KindUpdate, id, b)
}

// HTML shows a piece of HTML.
func HTML(s string) { send(KindDisplay, "", Bundle{MIMEHTML: s, MIMEText: s}) }

// Markdown shows Markdown; mathematics stands between dollar signs.
func Markdown(s string) { send(KindDisplay, "", Bundle{MIMEMarkdown: s, MIMEText: s}) }

// Latex shows a formula, such as \frac{1}{1+e^{-x}}. Delimiters ($$, \begin) may be left out.
func Latex(s string) { send(KindDisplay, "", Bundle{MIMELatex: delimited(s), MIMEText: s}) }

// SVG shows a picture given as the text of an SVG file.
func SVG(s string) { send(KindDisplay, "", Bundle{MIMESVG: s, MIMEText: "SVG picture"}) }

// JavaScript runs code in the front end, if the user trusts the notebook.
func JavaScript(s string) { send(KindDisplay, "", Bundle{MIMEJavaScript: s, MIMEText: "JavaScript"}) }

// PNG shows a picture given as the contents of a PNG file.
func PNG(data []byte) {
	send(KindDisplay, "", Bundle{MIMEPNG: data, MIMEText: fmt.Sprintf("PNG picture (%d bytes)", len(data))})
}

// JPEG shows a picture given as the contents of a JPEG file.
func JPEG(data []byte) {
	send(KindDisplay, "", Bundle{MIMEJPEG: data, MIMEText: fmt.Sprintf("JPEG picture (%d bytes)", len(data))})
}

// PDF shows a document given as the contents of a PDF file.
func PDF(data []byte) {
	send(KindDisplay, "", Bundle{MIMEPDF: data, MIMEText: fmt.Sprintf("PDF (%d bytes)", len(data))})
}

// JSON shows v as a tree that the user can open and close. It panics if encoding/json cannot marshal v.
func JSON(v any) { showJSON("JSON", MIMEJSON, v) }

// VegaLite shows the chart that a Vega-Lite specification describes; it is anything that encoding/json can marshal,
// such as a map[string]any or a json.RawMessage. It panics if it cannot be marshalled.
func VegaLite(spec any) { showJSON("VegaLite", MIMEVegaLite, spec) }

// showJSON shows v, and as text its JSON.
func showJSON(op, mime string, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Errorf("display.%s: %w", op, err))
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, data, "", "  "); err != nil {
		panic(fmt.Errorf("display.%s: %w", op, err))
	}
	send(KindDisplay, "", Bundle{mime: json.RawMessage(data), MIMEText: cut(indented.String())})
}

// Clear removes what the cell has shown so far. With wait, it is removed when the next output arrives, which does
// not flicker: the way to animate.
func Clear(wait bool) { current().send(Message{Kind: KindClear, Wait: wait}) }

// Input asks the user for a line and returns it without its newline. It fails if the front end cannot ask, or if the
// user interrupts.
func Input(prompt string) (string, error) { return current().input(prompt, false) }

// Password asks like [Input]; the front end hides what is typed.
func Password(prompt string) (string, error) { return current().input(prompt, true) }

// send hands a bundle to the transport; an empty one shows nothing.
func send(kind Kind, id string, b Bundle) {
	if len(b) > 0 {
		current().send(Message{Kind: kind, Data: b, ID: id})
	}
}
