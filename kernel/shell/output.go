package shell

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/worker"
)

// output hands what the worker sends to the sinks of cells. What a running cell displays goes to its own; all else, which
// texts on the streams are, to the one that began last of those that run, or between cells, to the one that ran last.
type output struct {
	held    string // what may be the runtime's last words, see crash.go
	holding bool
	late    bool        // held for longer, since the process is dying for sure
	timer   *time.Timer // ends the holding

	mu      sync.Mutex
	running []*receiver // of the cells that run, in the order of their beginnings
	latest  *receiver   // the last of them, or that of the cell that ended last; nil: there was none
	ready   preparation // what is shown until the shell is ready
	panic   func(*worker.Panic) string
	stopped func(debugger.Stopped)
	listen  func(address string) // has the values of controls at the address delivered
	next    *announced           // how the user is asked when code next reads standard input; nil: nobody has said
}

// announced is what code says of the line that it is about to read, by gonbui's RequestInput.
type announced struct {
	prompt   string
	password bool
}

// announce notes how the user is to be asked for the next line of standard input.
func (o *output) announce(prompt string, password bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.next = &announced{prompt, password}
}

// receiver is where the outputs of a cell go.
type receiver struct {
	id   int64
	ctx  context.Context
	to   Sink
	cut  map[string][]byte // start of a character at the end of what a stream has sent
	line string            // unfinished last line of stdout: the prompt of a program that reads
	sent int               // bytes of the streams
	copy *os.File          // gets all output as well
	hide bool              // the sink gets none
	told bool              // that there is no input
}

// attach makes to the sink of the run with that id, and the latest.
func (o *output) attach(ctx context.Context, id int64, to Sink) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.next = nil
	o.latest = &receiver{id: id, ctx: ctx, to: to, cut: map[string][]byte{}}
	o.running = append(o.running, o.latest)
	o.ready.show(to)
}

// receiver is that of a running cell, or the latest. It is called with the lock held.
func (o *output) receiver(id int64) *receiver {
	for _, r := range o.running {
		if r.id == id {
			return r
		}
	}
	return o.latest
}

// keep notes the receiver; what it returns makes that the receiver again.
func (o *output) keep() (restore func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	before := o.latest
	return func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		if before != nil {
			o.latest = before
		}
	}
}

// settle delivers what is left of a cell, which has ended.
func (o *output) settle(id int64) {
	o.mu.Lock()
	defer o.mu.Unlock()
	r := o.receiver(id)
	for name, b := range r.cut {
		if len(b) > 0 {
			r.to.Stream(name, "\ufffd")
		}
	}
	clear(r.cut)
	o.releaseLocked()
	if over := r.sent - mostOutput; over > 0 {
		r.to.Stream("stderr", fmt.Sprintf("\n[%.1f MB of output were cut]\n", float64(over)/1e6))
	}
	o.running = slices.DeleteFunc(o.running, func(other *receiver) bool { return other == r })
	if n := len(o.running); n > 0 && o.latest == r {
		o.latest = o.running[n-1]
	}
}

// mostOutput is how many bytes a cell may write to the streams: a notebook with more cannot be opened any more. What is
// over is dropped, so that a loop that prints without end fills no memory.
const mostOutput = 16 << 20

// Stream implements engine.Events.
func (o *output) Stream(name string, text []byte) { o.StreamTo(0, name, text) }

// StreamTo delivers text to a running cell, or 0, to the latest. Characters that are cut between two pieces are put
// together, and what is no UTF-8 becomes U+FFFD.
func (o *output) StreamTo(id int64, name string, text []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	r := o.receiver(id)
	if r == nil {
		return
	}
	before := r.sent
	r.sent += len(text)
	if r.sent > mostOutput {
		if before <= mostOutput {
			delete(r.cut, name)
			r.to.Stream("stderr", fmt.Sprintf("\n[the cell has written %d MB: its further output is cut; write to a file instead]\n", mostOutput>>20))
		}
		return
	}
	if len(r.cut[name]) > 0 {
		text = append(r.cut[name], text...)
		delete(r.cut, name)
	}
	if n := cutAt(text); n < len(text) {
		r.cut[name] = append([]byte(nil), text[n:]...)
		text = text[:n]
	}
	if len(text) == 0 {
		return
	}
	s := strings.ToValidUTF8(string(text), "\ufffd")
	if name == "stderr" {
		if s = o.hold(s); s == "" {
			return
		}
	}
	if name == "stdout" {
		if i := strings.LastIndexByte(s, '\n'); i >= 0 {
			r.line = s[i+1:]
		} else if len(r.line) < 1000 {
			r.line += s
		}
	}
	if !r.toCopy(s) {
		r.to.Stream(name, s)
	}
}

// cutAt is where an unfinished character at the end of text begins, or its length.
func cutAt(text []byte) int {
	for i := 1; i < utf8.UTFMax && i <= len(text); i++ {
		if c := text[len(text)-i]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(text[len(text)-i:]) {
				return len(text) - i
			}
			break
		}
	}
	return len(text)
}

// Display implements engine.Events.
func (o *output) Display(from int64, m display.Message) {
	if m.Kind == display.KindListen {
		o.listen(m.ID)
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if r := o.receiver(from); r != nil && !r.toCopy(copied(m.Data)) {
		r.to.Display(m)
	}
}

// Input implements engine.Events.
func (o *output) Input(prompt string, password bool) (string, error) {
	o.mu.Lock()
	r := o.latest
	if a := o.next; a != nil && prompt == "" {
		prompt, password, o.next = a.prompt, a.password, nil
	}
	o.mu.Unlock()
	if r == nil {
		return "", errors.New("no cell runs that could ask for input")
	}
	line, err := r.to.Input(r.ctx, prompt, password)
	if err != nil && prompt == "" && r.ctx.Err() == nil { // a reader sees the end of its input, and not why
		o.mu.Lock()
		defer o.mu.Unlock()
		if !r.told {
			r.told = true
			r.to.Stream("stderr", "note: "+err.Error()+"\n")
		}
	}
	return line, err
}

// Panic implements engine.Events: a goroutine ended by a panic.
func (o *output) Panic(from int64, p *worker.Panic) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if r := o.receiver(from); r != nil {
		r.to.Stream("stderr", o.panic(p))
	}
}

// Stopped implements engine.Events.
func (o *output) Stopped(s debugger.Stopped) {
	if o.stopped != nil {
		go o.stopped(s)
	}
}

// cellOutput is the output of one cell, for commands.
type cellOutput struct {
	*output
	id int64
}

func (c cellOutput) Stream(name string, text []byte) { c.StreamTo(c.id, name, text) }

func (c cellOutput) Display(m display.Message) { c.output.Display(c.id, m) }

// ask asks the user for a line until ctx ends.
func (c cellOutput) ask(ctx context.Context, prompt string, password bool) (string, error) {
	c.mu.Lock()
	to := c.receiver(c.id).to
	c.mu.Unlock()
	return to.Input(ctx, prompt, password)
}
