package shell

import (
	"crypto/rand"
	"fmt"
	"html"
	"strings"

	"github.com/gradbook/gradbook/kernel/display"
)

// preparation is what a cell shows while it waits for a shell that is not ready: the first start on a machine builds the
// worker, which takes a minute. It is one display, which grows and is gone when the cell begins.
type preparation struct {
	lines []string // what was said so far
	cell  bool     // a cell waits
	id    string   // of the display in it; empty: nothing was said yet
}

// progress tells how the preparation goes; the cell that waits for it shows it.
func (o *output) progress(text string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ready.lines = append(o.ready.lines, text)
	switch {
	case !o.ready.cell:
	case o.ready.id == "":
		o.ready.show(o.latest.to)
	default:
		o.latest.to.Display(display.Message{Kind: display.KindUpdate, ID: o.ready.id, Data: o.ready.bundle()})
	}
}

// show begins the display in a cell, if there is something to say.
func (p *preparation) show(to Sink) {
	p.cell, p.id = true, ""
	if len(p.lines) > 0 {
		p.id = "gradbook-preparation-" + rand.Text()
		to.Display(display.Message{Kind: display.KindDisplay, ID: p.id, Data: p.bundle()})
	}
}

// waited removes the display from a cell that no longer waits; it has shown nothing else yet.
func (o *output) waited() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ready.id != "" {
		o.latest.to.Display(display.Message{Kind: display.KindClear})
		o.ready.id = ""
	}
	o.ready.cell = false
}

// prepared says that the shell is ready: cells that come show nothing.
func (o *output) prepared() {
	o.waited()
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ready = preparation{}
}

// bundle is all lines as text; in HTML the latest, with a bar if it says which step of how many it is.
func (p *preparation) bundle() display.Bundle {
	var page strings.Builder
	fmt.Fprintf(&page, "<div>%s</div>", html.EscapeString(p.lines[0]))
	if last := strings.TrimSpace(p.lines[len(p.lines)-1]); len(p.lines) > 1 {
		var step, steps int
		if _, err := fmt.Sscanf(last, "[%d/%d]", &step, &steps); err == nil {
			fmt.Fprintf(&page, `<progress value="%d" max="%d"></progress> `, step-1, steps)
			last = strings.TrimSpace(last[strings.IndexByte(last, ']')+1:])
		}
		page.WriteString(html.EscapeString(last))
	}
	return display.Bundle{display.MIMEText: strings.Join(p.lines, "\n") + "\n", display.MIMEHTML: page.String()}
}
