package kernel

import (
	_ "embed"
	"fmt"
	"html"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/kernel/wire"
)

// The protocol's error is text. In a notebook, a line below it has links to the places that the error names, where these are not
// in view anyhow, and all calls of the stack, folded.

//go:embed errorlinks.js
var errorLinksFile string

// errorScript is the file on one line and without its comments: notebooks keep it.
var errorScript = func() string {
	var b strings.Builder
	for line := range strings.Lines(errorLinksFile) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "//") {
			b.WriteString(line + " ")
		}
	}
	return strings.TrimSpace(b.String())
}()

// shortCell is the number of lines of a cell whose failing line needs no link: it is right above the error.
const shortCell = 8

// cellIDs knows the cells of the notebook by the numbers of their runs.
type cellIDs struct {
	mu  sync.Mutex
	ids map[int]string
}

func (c *cellIDs) note(number int, id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ids == nil {
		c.ids = map[int]string{}
	}
	c.ids[number] = id
}

func (c *cellIDs) of(number int) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ids[number]
}

// errorLinks is what is shown below the error of a cell; nil: nothing.
func (k *Kernel) errorLinks(number int, code string, frames []shell.Frame) display.Bundle {
	hidden := slices.ContainsFunc(frames, func(f shell.Frame) bool { return !f.Own })
	elsewhere := slices.ContainsFunc(frames, func(f shell.Frame) bool { return f.Own && f.Cell != number })
	if !hidden && !elsewhere && strings.Count(code, "\n") < shortCell {
		return nil
	}
	var links, text []string
	for _, f := range frames {
		if f.Own && f.Cell > 0 && (len(text) == 0 || text[len(text)-1] != framePlace(f)) { // calls within a line are one
			links = append(links, k.frameLink(f))
			text = append(text, framePlace(f))
		}
	}
	var page strings.Builder
	fmt.Fprintf(&page, `<div class="gradbook-places" style="font-size:90%%" onclick="%s">go to %s`, html.EscapeString(errorScript), strings.Join(links, " ← "))
	if hidden {
		fmt.Fprintf(&page, "<details><summary>all %d calls, innermost first</summary><ol>", len(frames))
		for _, f := range frames {
			what := html.EscapeString(framePlace(f))
			if f.Cell > 0 {
				what = k.frameLink(f)
			}
			fmt.Fprintf(&page, "<li><code>%s</code> %s</li>", html.EscapeString(f.Func), what)
		}
		page.WriteString("</ol></details>")
	}
	page.WriteString("</div>")
	return display.Bundle{display.MIMEText: "places: " + strings.Join(text, " ← "), display.MIMEHTML: page.String()}
}

// framePlace is where a frame is, for people.
func framePlace(f shell.Frame) string {
	return fmt.Sprintf("%s, line %d", f.File, f.Line)
}

// frameLink is a link to a place in a cell. The anchor is that of nbconvert's pages, which JupyterLab understands too.
func (k *Kernel) frameLink(f shell.Frame) string {
	column := max(f.Col-1, 0)
	if column == 0 {
		column = len(f.Source) - len(strings.TrimLeft(f.Source, " \t"))
	}
	column = len(utf16.Encode([]rune(f.Source[:min(column, len(f.Source))])))
	return fmt.Sprintf(`<a href="#cell-id=%s" data-cell="%d" data-line="%d" data-column="%d">%s</a>`,
		html.EscapeString(k.cells.of(f.Cell)), f.Cell, f.Line, column, html.EscapeString(framePlace(f)))
}

// showPlaces publishes the links below the error of a cell, in notebooks: consoles have nothing to click on.
func (k *Kernel) showPlaces(r *request, number int, code string, frames []shell.Frame) {
	if len(frames) == 0 || cellOf(r.Message) == "" {
		return
	}
	if b := k.errorLinks(number, code, frames); b != nil {
		k.publish(wire.DisplayData, r.Message, wire.DisplayContent{Data: k.mimeData(b), Metadata: map[string]any{}})
	}
}
