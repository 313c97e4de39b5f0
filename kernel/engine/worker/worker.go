//go:build linux

package worker

import (
	"bufio"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/objload"
	"github.com/gradbook/gradbook/kernel/engine/rt"
)

// SocketFD is the file descriptor on which the engine gives the worker its socket.
const SocketFD = 3

// worker is the state of this process.
type worker struct {
	loader *objload.Loader
	stdin  *stdin

	mu  sync.Mutex // guards enc and out
	enc *gob.Encoder
	out *bufio.Writer

	inputMu sync.Mutex // one question at a time
	answers chan Input

	showMu sync.Mutex // one display at a time
	shown  chan struct{}

	cells    map[int64]*cell // running
	controls []*control      // calls that go on, the last begun last
	aside    *rt.Run         // of the debugger's code, nil if none runs
	cellMu   sync.Mutex
	started  int
}

// Main serves the engine until the socket is closed. It is the worker's main function.
func Main() error {
	f := os.NewFile(SocketFD, "engine")
	conn, err := net.FileConn(f)
	if err != nil {
		return fmt.Errorf("the worker is started by gradbook, not by hand: %w", err)
	}
	f.Close()
	w := &worker{cells: map[int64]*cell{}, out: bufio.NewWriter(conn), answers: make(chan Input, 1), shown: make(chan struct{}, 1)}
	w.enc = gob.NewEncoder(w.out)
	display.Connect(w.display, func(prompt string, password bool) (string, error) {
		return w.ask(InputRequest{Prompt: prompt, Password: password})
	})
	display.ConnectCalls(w.control)
	debugger.Connect(func(s debugger.Stopped) { w.send(Event{Stopped: &s}) })
	dec := gob.NewDecoder(bufio.NewReader(conn))
	for {
		var c Command
		if err := dec.Decode(&c); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		switch {
		case c.Configure != nil:
			r := &Ready{}
			if err := w.configure(c.Configure); err != nil {
				r.Err = err.Error()
			}
			w.send(Event{Ready: r})
		case c.Run != nil:
			w.run(c.Run)
		case c.Interrupt != nil:
			w.interrupt(c.Interrupt.ID)
		case c.Environ != nil:
			c.Environ.apply()
		case c.Input != nil:
			w.answers <- *c.Input
		case c.Shown != nil:
			w.shown <- struct{}{}
		case c.Value != nil:
			display.Deliver(c.Value.Address, c.Value.JSON)
		case c.Printed != nil:
			w.printed(c.Printed)
		case c.Debug != nil:
			go w.debug(c.Debug)
		case c.Aside != nil:
			w.runAside(c.Aside)
		}
	}
}

// apply makes the change; the engine has checked that the folder exists.
func (e *Environ) apply() {
	if e.Dir != "" {
		os.Chdir(e.Dir)
	}
	if e.Name != "" {
		os.Setenv(e.Name, e.Value)
	}
}

func (w *worker) configure(c *Configure) (err error) {
	if w.loader, err = objload.New(objload.Config{Package: "main", Packages: c.Packages, Goroot: c.Goroot, Written: c.Written}); err != nil {
		return err
	}
	if err := w.loader.OnGoroutinePanic(w.goroutinePanic); err != nil {
		return err
	}
	if err := w.watchEntries(); err != nil {
		return err
	}
	if w.stdin, err = newStdin(w.ask); err != nil || c.Memory == 0 {
		return err
	}
	return limitMemory(c.Memory)
}

// watchEntries makes functions of cells look for an interrupt where they look for room on the stack.
func (w *worker) watchEntries() error {
	const rtPath = "github.com/gradbook/gradbook/kernel/engine/rt"
	morestack, err := w.loader.Divert("runtime.morestack", rtPath+".Morestack")
	if err != nil {
		return err
	}
	noctxt, err := w.loader.Divert("runtime.morestack_noctxt", rtPath+".MorestackNoctxt")
	if err != nil {
		return err
	}
	rt.Attach(morestack, noctxt, w.loader.Goroutines)
	return nil
}

// send writes one event at once: what a cell shows must not wait for what comes next. An engine that is gone is noticed
// by the reading side.
func (w *worker) send(e Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.enc.Encode(e) == nil {
		w.out.Flush()
	}
}

// display returns when the engine has delivered the message. What is printed after it goes another way, through a pipe, and
// would overtake it otherwise.
func (w *worker) display(m display.Message) {
	if w.takes(m) {
		return
	}
	d, err := Pack(m)
	if err != nil {
		d, _ = Pack(display.Message{Kind: m.Kind, ID: m.ID, Data: display.Bundle{display.MIMEText: err.Error()}})
	}
	w.await(Event{From: from(), Display: d})
}

// await sends an event and returns when the engine has seen to it, and to all that was written to the streams before.
func (w *worker) await(e Event) {
	w.showMu.Lock()
	defer w.showMu.Unlock()
	w.send(e)
	<-w.shown
}

// ask sends a question to the user and waits for the answer.
func (w *worker) ask(q InputRequest) (string, error) {
	w.inputMu.Lock()
	defer w.inputMu.Unlock()
	w.send(Event{Input: &q})
	a := <-w.answers
	if a.Err != "" {
		return "", errors.New(a.Err)
	}
	return a.Text, nil
}

// goroutinePanic reports a panic that nobody recovered. That of an interrupted goroutine is no news.
func (w *worker) goroutinePanic(value any) {
	if _, ok := value.(rt.Interrupted); ok || value == any(rt.Interrupted{}.Error()) {
		return
	}
	w.send(Event{From: from(), Panic: describe(value)})
}

// from is the id of the running cell that the calling goroutine belongs to; 0 if its cell has ended.
func from() int64 {
	if r := rt.Current(); r != nil {
		return r.Tag
	}
	return 0
}
