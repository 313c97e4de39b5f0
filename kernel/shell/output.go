package shell

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/worker"
)

// output hands what the worker sends to the sink of the cell that runs, or between cells, of the one that ran last.
type output struct {
	held    string // what may be the runtime's last words, see crash.go
	holding bool
	timer   *time.Timer // ends the holding

	mu    sync.Mutex
	ctx   context.Context
	to    Sink
	cut   map[string][]byte // start of a character at the end of what a stream has sent
	line  string            // unfinished last line of stdout: the prompt of a program that reads
	ready preparation       // what is shown until the shell is ready
	copy  *os.File          // gets all output as well
	hide  bool              // the sink gets none
	sent  int               // bytes of the streams since attach
	panic func(*worker.Panic) string
}

// attach makes to the receiver from now on.
func (o *output) attach(ctx context.Context, to Sink) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ctx, o.to, o.cut, o.line, o.sent = ctx, to, map[string][]byte{}, "", 0
	o.ready.show(to)
}

// keep notes the receiver; what it returns makes that the receiver again.
func (o *output) keep() (restore func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	ctx, to := o.ctx, o.to
	return func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		if to != nil {
			o.ctx, o.to = ctx, to
		}
	}
}

// settle delivers what is left of a cell.
func (o *output) settle() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for name, b := range o.cut {
		if len(b) > 0 {
			o.to.Stream(name, "\ufffd")
		}
	}
	clear(o.cut)
	o.releaseLocked()
	if over := o.sent - mostOutput; over > 0 {
		o.to.Stream("stderr", fmt.Sprintf("\n[%.1f MB of output were cut]\n", float64(over)/1e6))
	}
}

// mostOutput is how many bytes a cell may write to the streams: a notebook with more cannot be opened any more. What is
// over is dropped, so that a loop that prints without end fills no memory.
const mostOutput = 16 << 20

// Stream implements engine.Events. Characters that are cut between two pieces are put together, and what is no
// UTF-8 becomes U+FFFD.
func (o *output) Stream(name string, text []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.to == nil {
		return
	}
	before := o.sent
	o.sent += len(text)
	if o.sent > mostOutput {
		if before <= mostOutput {
			delete(o.cut, name)
			o.to.Stream("stderr", fmt.Sprintf("\n[the cell has written %d MB: its further output is cut; write to a file instead]\n", mostOutput>>20))
		}
		return
	}
	if len(o.cut[name]) > 0 {
		text = append(o.cut[name], text...)
		delete(o.cut, name)
	}
	if n := cutAt(text); n < len(text) {
		o.cut[name] = append([]byte(nil), text[n:]...)
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
			o.line = s[i+1:]
		} else if len(o.line) < 1000 {
			o.line += s
		}
	}
	if !o.toCopy(s) {
		o.to.Stream(name, s)
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
func (o *output) Display(m display.Message) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.to != nil && !o.toCopy(copied(m.Data)) {
		o.to.Display(m)
	}
}

// Input implements engine.Events.
func (o *output) Input(prompt string, password bool) (string, error) {
	o.mu.Lock()
	ctx := o.ctx
	o.mu.Unlock()
	return o.ask(ctx, prompt, password)
}

// ask asks the user for a line, until ctx ends.
func (o *output) ask(ctx context.Context, prompt string, password bool) (string, error) {
	o.mu.Lock()
	to := o.to
	o.mu.Unlock()
	if to == nil {
		return "", errors.New("no cell runs that could ask for input")
	}
	return to.Input(ctx, prompt, password)
}

// Panic implements engine.Events: a goroutine ended by a panic.
func (o *output) Panic(p *worker.Panic) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.to != nil {
		o.to.Stream("stderr", o.panic(p))
	}
}
