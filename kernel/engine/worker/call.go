//go:build linux

package worker

import (
	"runtime/debug"
	"slices"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/rt"
)

// control is a call that a control in the front end has caused, or the first one, which is part of its cell.
type control struct {
	take func(display.Message) bool
	run  *rt.Run
	stop chan struct{} // closed by an interrupt
}

// control runs a call for [display.ConnectCalls]. The first one runs where it is, and is interrupted with its cell. Others have a
// goroutine and a run of their own, which belongs to no cell.
func (w *worker) control(_ string, take func(display.Message) bool, call func()) (finished bool) {
	c := &control{take: take, run: rt.Current(), stop: make(chan struct{})}
	if c.run != nil {
		w.begin(c)
		defer w.end(c)
		call()
		return true
	}
	begun, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		c.run = rt.Start("control")
		rt.Activate(c.run)
		debug.SetPanicOnFault(true)
		w.begin(c)
		close(begun)
		call()
	}()
	<-begun
	defer c.run.Deactivate()
	defer w.end(c)
	select {
	case <-done:
		return true
	case <-c.stop:
	}
	c.run.Cancel()
	debugger.Wake()
	select {
	case <-done:
		time.AfterFunc(time.Second, c.run.Release) // goroutines that it started may need a moment to reach a poll
		return true
	case <-time.After(patience):
		go func() {
			select {
			case <-done:
			case <-time.After(watch):
			}
			c.run.Release()
		}()
		return false
	}
}

// begin notes that a call begins: from here on texts on the streams are its own.
func (w *worker) begin(c *control) {
	w.cellMu.Lock()
	w.controls = append(w.controls, c)
	w.cellMu.Unlock()
	w.await(Event{Control: &Control{Cell: c.run.Tag, Begin: true}})
}

// end notes that a call has ended, when all that it has printed is there.
func (w *worker) end(c *control) {
	w.await(Event{Control: &Control{Cell: c.run.Tag, End: true}})
	w.cellMu.Lock()
	defer w.cellMu.Unlock()
	w.controls = slices.DeleteFunc(w.controls, func(o *control) bool { return o == c })
}

// takes offers a message to the call that the calling goroutine belongs to, behind what was printed before it.
func (w *worker) takes(m display.Message) bool {
	run := rt.Current()
	if run == nil || m.Kind == display.KindListen {
		return false
	}
	w.cellMu.Lock()
	i := slices.IndexFunc(w.controls, func(c *control) bool { return c.run == run })
	var c *control
	if i >= 0 {
		c = w.controls[i]
	}
	w.cellMu.Unlock()
	if c == nil {
		return false
	}
	w.await(Event{Control: &Control{}})
	return c.take(m)
}

// printed hands a text to the call that began last.
func (w *worker) printed(p *Printed) {
	w.cellMu.Lock()
	var c *control
	if n := len(w.controls); n > 0 {
		c = w.controls[n-1]
	}
	w.cellMu.Unlock()
	if c != nil {
		c.take(display.Message{Kind: display.KindStream, ID: p.Stream, Data: display.Bundle{display.MIMEText: string(p.Text)}})
	}
}

// stopControls interrupts the calls that controls have caused. The caller holds w.cellMu.
func (w *worker) stopControls() {
	for _, c := range w.controls {
		select {
		case <-c.stop:
		default:
			close(c.stop)
		}
	}
}
