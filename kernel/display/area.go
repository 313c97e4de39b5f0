package display

import (
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// callRunner runs the calls that controls cause, see [ConnectCalls]; nil: nobody looks after them.
var callRunner atomic.Pointer[func(string, func(Message) bool, func()) bool]

// ConnectCalls sets who runs the calls of functions whose controls the user has moved, see [Interact]. The process that runs cells
// calls it once, before the first cell. The function run calls call, and hands to take what that and the goroutines that it starts
// show meanwhile, texts on the standard streams as well, in their order; what take does not want goes where it always goes. Take
// must not be waited for by whoever serves the display. Run returns when the call has ended, or has been given up after an interrupt
// (finished is false then).
func ConnectCalls(run func(id string, take func(Message) bool, call func()) (finished bool)) {
	callRunner.Store(&run)
}

// maxAreaText is how many bytes of text an area takes from one call.
const maxAreaText = 200_000

// area is the output below the controls of [Interact]: what a call has shown and printed so far, and at last what it returned.
type area struct {
	id   string
	kind Kind // KindUpdate once the output is there

	drawing sync.Mutex // held while a state of the area is on its way
	mu      sync.Mutex // guards the rest; nothing is waited for with it
	parts   []part
	stale   bool // a Clear has come: the parts go with the next one
	size    int  // bytes of text
	timer   *time.Timer
	closed  bool
}

// part is a thing in an area: what was shown, under an id or none, or a text that was printed.
type part struct {
	id      string
	bundle  Bundle
	printed bool
}

// run runs a call whose outputs belong into the area, and reports whether it has come to an end.
func (a *area) run(call func()) (finished bool) {
	if run := callRunner.Load(); run != nil {
		return (*run)(a.id, a.take, call)
	}
	call()
	return true
}

// take takes an output of the call; it reports false for one that belongs elsewhere.
func (a *area) take(m Message) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed {
		return false
	}
	if m.Kind == KindDisplay || m.Kind == KindStream || m.Kind == KindClear && !m.Wait {
		if a.stale || m.Kind == KindClear {
			a.parts, a.size, a.stale = nil, 0, false
		}
	}
	switch m.Kind {
	case KindStream:
		a.print(m.Data[MIMEText].(string))
	case KindDisplay:
		a.parts = append(a.parts, part{id: m.ID, bundle: m.Data})
	case KindUpdate:
		found := false
		for i, p := range a.parts {
			if p.id == m.ID && m.ID != "" {
				a.parts[i].bundle, found = m.Data, true
			}
		}
		if !found {
			return false
		}
	case KindClear:
		a.stale = m.Wait
		if m.Wait {
			return true
		}
	default:
		return false
	}
	if a.timer == nil {
		a.timer = time.AfterFunc(redraw, a.draw)
	}
	return true
}

// print adds a text, to the last one if nothing came between.
func (a *area) print(text string) {
	if room := maxAreaText - a.size; len(text) > room {
		if room <= 0 {
			return
		}
		text = text[:room] + "\n(cut: a call may print 200 kB)\n"
	}
	a.size += len(text)
	if n := len(a.parts); n > 0 && a.parts[n-1].printed {
		a.parts[n-1].bundle = Bundle{MIMEText: a.parts[n-1].bundle[MIMEText].(string) + text}
		return
	}
	a.parts = append(a.parts, part{bundle: Bundle{MIMEText: text}, printed: true})
}

// draw shows how far the call is.
func (a *area) draw() {
	a.drawing.Lock()
	defer a.drawing.Unlock()
	a.mu.Lock()
	a.timer = nil
	b, closed := a.bundle(nil), a.closed
	a.mu.Unlock()
	if !closed {
		a.send(b)
	}
}

// finish shows the area for the last time, with the result of the call.
func (a *area) finish(result Bundle) {
	a.drawing.Lock()
	defer a.drawing.Unlock()
	a.mu.Lock()
	a.closed = true
	b := a.bundle(result)
	a.mu.Unlock()
	a.send(b)
}

// send is for those who hold a.drawing.
func (a *area) send(b Bundle) {
	send(a.kind, a.id, b)
	a.kind = KindUpdate
}

// bundle is all that is in the area, below each other: as it is if that is one thing, as text if all is, else as HTML too.
func (a *area) bundle(result Bundle) Bundle {
	parts := a.parts[:len(a.parts):len(a.parts)]
	if text, ok := result[MIMEText].(string); ok && (text != "" || len(result) > 1) {
		parts = append(parts, part{bundle: result})
	}
	if len(parts) == 1 && !parts[0].printed {
		return parts[0].bundle
	}
	var text, page strings.Builder
	rich := false
	for _, p := range parts {
		s, _ := p.bundle[MIMEText].(string)
		if s = strings.ToValidUTF8(s, "\ufffd"); text.Len() > 0 && !strings.HasSuffix(text.String(), "\n") {
			text.WriteByte('\n')
		}
		text.WriteString(s)
		if p.printed {
			p.bundle = Bundle{MIMEText: settled(s)}
		}
		h, ok := asHTML(p.bundle)
		rich = rich || ok
		page.WriteString(h + "\n")
	}
	b := Bundle{MIMEText: text.String()}
	if rich {
		b[MIMEHTML] = page.String()
	}
	return b
}

// escapes are the control sequences of terminals.
var escapes = regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]`)

// settled is what a terminal would show at last of a text: without colours, and of lines that were written over each other the last.
func settled(s string) string {
	lines := strings.Split(escapes.ReplaceAllString(s, ""), "\n")
	for i, line := range lines {
		line = strings.TrimRight(line, "\r")
		lines[i] = line[strings.LastIndexByte(line, '\r')+1:]
	}
	return strings.Join(lines, "\n")
}
