package run

// What a person sees while notebooks run: in a log one line a cell, in a terminal the same with the running cell
// below, counting seconds.

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// Progress prints the progress of runs. It is a [Watcher].
type Progress struct {
	to    io.Writer
	live  bool // the writer is a terminal
	width int
	mu    sync.Mutex
	stop  chan struct{} // closed when the running cell is done
	done  chan struct{} // closed when its ticker has ended
}

var _ Watcher = (*Progress)(nil)

// NewProgress returns a Progress that writes to w; live says that w is a terminal of the given width, which may show
// colours and overwrite lines.
func NewProgress(w io.Writer, live bool, width int) *Progress {
	if width < 40 {
		width = 80
	}
	return &Progress{to: w, live: live, width: width}
}

// Begin announces a notebook.
func (p *Progress) Begin(name string) {
	p.print(p.colour("1", name) + "\n")
}

// End sums up a notebook: what ran, and where the result went.
func (p *Progress) End(r Report, note string) {
	failed, expected := 0, 0
	for _, c := range r.Cells {
		switch {
		case c.Failed():
			failed++
		case c.Err != nil:
			expected++
		}
	}
	sum := plural(len(r.Cells), "cell") + " in " + Duration(r.Took)
	if expected > 0 {
		sum += fmt.Sprintf(", %s as intended", plural(expected, "error"))
	}
	if failed > 0 {
		sum += p.colour("31", fmt.Sprintf(", %d failed", failed))
	}
	if note != "" {
		sum += " → " + note
	}
	p.print("  " + sum + "\n")
}

// Preparing prints what the shell says while it gets ready.
func (p *Progress) Preparing(text string) {
	for line := range strings.Lines(text) {
		p.print("  " + strings.TrimRight(line, "\n") + "\n")
	}
}

// CellStart shows the cell that now runs, if that can be overwritten later.
func (p *Progress) CellStart(c Cell) {
	if !p.live {
		return
	}
	p.stop, p.done = make(chan struct{}), make(chan struct{})
	began := time.Now()
	show := func() { p.print("\r\x1b[K" + p.line(c, p.colour("36", "run "), time.Since(began))) }
	show()
	go func(stop, done chan struct{}) {
		defer close(done)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				show()
			case <-stop:
				return
			}
		}
	}(p.stop, p.done)
}

// CellDone prints the line of a cell.
func (p *Progress) CellDone(c Cell) {
	over := ""
	if p.live && p.stop != nil {
		close(p.stop)
		<-p.done
		over = "\r\x1b[K"
	}
	word := p.colour("32", "ok  ")
	switch {
	case c.Failed():
		word = p.colour("31", "FAIL")
	case c.Err != nil:
		word = p.colour("32", "ok !") // the error that the lesson is about
	case c.Expected:
		word = p.colour("33", "ok ?") // that error did not come
	}
	p.print(over + p.line(c, word, c.Took) + "\n")
}

// Error prints a failure: one line that says where, then the cell's traceback.
func (p *Progress) Error(e *CellError) {
	p.print(p.colour("31;1", "error: ") + e.Error() + "\n")
	text := strings.Join(e.Traceback, "\n")
	if !p.live {
		text = Plain(e.Traceback)
	}
	for line := range strings.Lines(text) {
		p.print("  " + strings.TrimRight(line, "\n") + "\n")
	}
}

// Plain returns a traceback as text without colours.
func Plain(traceback []string) string {
	return ansi.ReplaceAllString(strings.Join(traceback, "\n"), "")
}

func (p *Progress) line(c Cell, word string, took time.Duration) string {
	n := len(fmt.Sprint(c.Total))
	head := fmt.Sprintf("  %*d/%d  ", n, c.Number, c.Total)
	tail := fmt.Sprintf("  %8s  ", Duration(took))
	room := p.width - 1 - len(head) - 4 - len(tail)
	return head + word + tail + shorten(c.Title, room)
}

func (p *Progress) print(s string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	io.WriteString(p.to, s)
}

func (p *Progress) colour(code, s string) string {
	if !p.live {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// Duration writes a time the way one reads it: 12 ms, 1.8 s, 2m03s.
func Duration(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < 100*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%dm%02ds", int(d.Minutes()), int(d.Seconds())%60)
}

// shorten fits a line of a cell into so many columns. Control characters, which may do anything to a terminal, go.
func shorten(s string, room int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.IsControl(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) <= room {
		return s
	}
	return strings.TrimRight(string([]rune(s)[:max(room-1, 0)]), " ") + "…"
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
