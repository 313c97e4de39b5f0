//go:build linux

package worker

import (
	"runtime/debug"
	"strconv"
	"time"

	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/objload"
	"github.com/gradbook/gradbook/kernel/engine/rt"
)

// cell is the run of one cell.
type cell struct {
	done      chan Done
	cancelled chan struct{}
	run       chan *rt.Run
	id        string // of its goroutine, as in a stack's text; set before run is sent
}

const (
	// patience is how long an interrupted cell has to reach a poll or to end by itself.
	patience = 30 * time.Millisecond
	// watch is how long an abandoned goroutine is stopped if it wakes up after all; loops of other cells are a little
	// slower meanwhile.
	watch = 30 * time.Second
)

// run loads the object and starts the cell on a goroutine of its own. Others may be running: they are told apart by id.
func (w *worker) run(r *Run) {
	m, err := w.load(r)
	if err != nil {
		w.send(Event{From: r.ID, Loaded: &Loaded{Err: err.Error()}})
		return
	}
	w.send(Event{From: r.ID, Loaded: &Loaded{}})
	c := &cell{done: make(chan Done, 1), cancelled: make(chan struct{}), run: make(chan *rt.Run, 1)}
	w.cellMu.Lock()
	w.cells[r.ID] = c
	w.cellMu.Unlock()
	if w.started++; w.started == 1 {
		w.stdin.watch()
	}
	go c.execute(r, m)
	go func() {
		d := c.wait()
		w.cellMu.Lock()
		delete(w.cells, r.ID)
		w.cellMu.Unlock()
		w.send(Event{From: r.ID, Done: &d})
	}()
}

func (w *worker) load(r *Run) (*objload.Module, error) {
	w.loader.DropPackages(r.Drop)
	if r.Renew {
		w.loader.DropInstances()
	}
	if err := w.loader.AddPackages(r.Packages); err != nil {
		return nil, err
	}
	q := objload.Request{Object: r.Object, Extern: r.Extern, Rebind: r.Rebind, Direct: r.Entry}
	for _, n := range r.Rename {
		q.Rename = append(q.Rename, objload.Rename{From: n[0], To: n[1]})
	}
	return w.loader.Load(q)
}

// execute is the cell's goroutine.
func (c *cell) execute(r *Run, m *objload.Module) {
	run := rt.Start(strconv.Itoa(r.Number))
	run.Tag = r.ID
	rt.Activate(run)
	c.id = goroutine()
	c.run <- run
	debug.SetPanicOnFault(true) // a bad address of unsafe code fails the cell, not the process
	d := Done{Outcome: Exited}  // stays if the goroutine ends without a return or a panic
	defer func() { c.done <- d }()
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		switch v := v.(type) {
		case rt.Interrupted:
			d = Done{Outcome: Interrupted, Panic: describe(v)}
		case rt.Failure:
			d = Done{Outcome: Failed, Panic: describe(v.Err)}
		default:
			d = Done{Outcome: Panicked, Panic: describe(v)}
		}
	}()
	m.Init()
	if r.Entry != "" {
		m.Func(r.Entry)()
	}
	d = Done{Outcome: Returned}
}

// wait waits for the end of the cell, or gives it up some time after an interrupt.
func (c *cell) wait() Done {
	run := <-c.run
	defer run.Deactivate()
	select {
	case d := <-c.done:
		return d
	case <-c.cancelled:
	}
	run.Cancel()
	debugger.Wake()
	select {
	case d := <-c.done:
		// Goroutines that the cell started may need a moment to reach a poll.
		time.AfterFunc(time.Second, run.Release)
		return d
	case <-time.After(patience):
		go func() {
			select {
			case <-c.done:
			case <-time.After(watch):
			}
			run.Release()
		}()
		return Done{Outcome: Abandoned, Panic: whereIs(c.id)}
	}
}

func (w *worker) interrupt(id int64) {
	w.cellMu.Lock()
	defer w.cellMu.Unlock()
	if w.aside != nil {
		w.aside.Cancel()
	}
	if id == 0 {
		w.stopControls()
	}
	if c := w.cells[id]; c != nil {
		select {
		case <-c.cancelled:
		default:
			close(c.cancelled)
		}
	}
}
