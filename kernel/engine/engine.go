// Package engine compiles the units of a session, and runs them in a worker process that it starts, watches and
// replaces. It is a library without Jupyter in it.
package engine

import (
	"cmp"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/toolchain"
	"github.com/gradbook/gradbook/kernel/engine/worker"
	"github.com/gradbook/gradbook/kernel/session"
)

// Events receives what the worker sends, one call at a time, also between cells: goroutines live on.
type Events interface {
	Stream(name string, text []byte)
	// Display and Panic know which run they are of: its id as given to [Engine.Run], 0 for goroutines of one that has ended.
	Display(from int64, m display.Message)
	Input(prompt string, password bool) (string, error)
	Panic(from int64, p *worker.Panic)
	// Stopped tells that the debugger has stopped a goroutine, which goes on when it is told to with [Engine.Debug].
	Stopped(s debugger.Stopped)
}

// Options configure an [Engine].
type Options struct {
	Host   *toolchain.Host
	Dir    string   // working folder of the cells
	Env    []string // of the worker, added to this process's
	Events Events
}

// Engine is one worker with what it has loaded. Runs may overlap, but not their beginnings: see [Engine.Run].
type Engine struct {
	opt      Options
	tmp      string
	Packages *Packages

	mu      sync.Mutex
	proc    *process
	running atomic.Int32 // how many cells run
	untold  *Lost        // of a worker that ended while no cell ran
	dir     string       // working folder of the cells now
	env     []string     // set since
}

// New makes an engine; its worker starts with the first [Engine.Start] or Run.
func New(o Options) (*Engine, error) {
	tmp, err := os.MkdirTemp(ramDir(), "gradbook-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for compiled cells: %w; set TMPDIR to a folder that you may write to", err)
	}
	if o.Dir == "" {
		if o.Dir, err = os.Getwd(); err != nil {
			return nil, fmt.Errorf("the current folder cannot be found: %w", err)
		}
	}
	e := &Engine{opt: o, tmp: tmp, dir: o.Dir}
	e.Packages = newPackages(o.Host, o.Dir, filepath.Join(tmp, "module"))
	// What gonb calls them; programs that were written for it ask for these.
	e.opt.Env = append(slices.Clone(e.opt.Env), "GONB_DIR="+absolute(e.opt.Dir), "GONB_TMP_DIR="+cmp.Or(e.Packages.dir, e.Packages.own))
	if _, err := exec.LookPath("go"); err != nil && o.Host != nil {
		// An editor that was started from a desktop often knows no Go; what cells call shall find the one that compiles them.
		e.opt.Env = append(e.opt.Env, "PATH="+joinPath(os.Getenv("PATH"), filepath.Join(o.Host.Root, "bin")))
	}
	return e, nil
}

// joinPath adds a folder at the end of a list as PATH is one.
func joinPath(list, dir string) string {
	if list == "" {
		return dir
	}
	return list + string(filepath.ListSeparator) + dir
}

// TempDir is a folder that lives as long as the engine.
func (e *Engine) TempDir() string { return e.tmp }

// Host is what the engine runs.
func (e *Engine) Host() *toolchain.Host { return e.opt.Host }

// Close ends the worker and removes the engine's files.
func (e *Engine) Close() error {
	e.Kill()
	return os.RemoveAll(e.tmp)
}

// Kill ends the worker; the next Run starts another.
func (e *Engine) Kill() {
	e.mu.Lock()
	p := e.proc
	if p != nil {
		p.expected = true
	}
	e.mu.Unlock()
	if p != nil {
		p.kill()
		<-p.gone
		e.mu.Lock()
		defer e.mu.Unlock()
		e.note(p)
	}
}

// LoadError is the error of a unit that compiled but could not be loaded; the worker is as before.
type LoadError struct{ Text string }

func (e *LoadError) Error() string { return e.Text }

// Start starts the worker if it is not running.
func (e *Engine) Start(ctx context.Context) error {
	_, err := e.process(ctx)
	return err
}

// Alive reports whether the worker runs.
func (e *Engine) Alive() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.proc != nil
}

// Running reports whether code of a cell runs: it is compiled and loaded.
func (e *Engine) Running() bool { return e.running.Load() > 0 }

// Pid is the worker's process id, 0 if it does not run.
func (e *Engine) Pid() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.proc == nil {
		return 0
	}
	return e.proc.cmd.Process.Pid
}

func (e *Engine) process(ctx context.Context) (*process, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.proc != nil {
		return e.proc, nil
	}
	p, err := e.spawn()
	if err != nil {
		return nil, err
	}
	select {
	case ev := <-p.ready:
		if ev.Ready != nil && ev.Ready.Err == "" {
			break
		}
		p.kill()
		if ev.Ready != nil {
			return nil, fmt.Errorf("the worker does not start: %s", ev.Ready.Err)
		}
		return nil, errors.New("the worker does not start")
	case <-p.gone:
		return nil, fmt.Errorf("the worker does not start: %w: %s", p.lost, p.lost.Stderr)
	case <-ctx.Done():
		p.kill()
		return nil, ctx.Err()
	}
	e.proc = p
	e.Packages.reset()
	go func() {
		<-p.gone
		e.mu.Lock()
		defer e.mu.Unlock()
		e.note(p)
	}()
	return p, nil
}

// note notices that a worker has ended. It is for those who hold the lock.
func (e *Engine) note(p *process) {
	if e.proc == p {
		e.proc = nil
		if !p.expected {
			e.untold = p.lost
		}
	}
}

// lost is the error of a run whose worker has ended.
func (e *Engine) lost(p *process) error {
	<-p.gone
	e.mu.Lock()
	defer e.mu.Unlock()
	p.expected = true // the caller tells of it
	e.note(p)
	if e.untold == p.lost {
		e.untold = nil
	}
	return p.lost
}

// TakeLost reports, once, that the worker has ended while no cell ran: a goroutine ended the process, or somebody killed
// it.
func (e *Engine) TakeLost() *Lost {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.proc != nil {
		select {
		case <-e.proc.gone:
			e.note(e.proc)
		default:
		}
	}
	l := e.untold
	e.untold = nil
	return l
}

// Run loads a compiled unit into the worker and runs it. It calls loaded when the unit's declarations exist; an error
// before that means that nothing has changed. When ctx ends, the cell is interrupted: the outcome says how that went. A [*Lost] error means that the worker, with all variables,
// is gone, be it that it ended before the run.
//
// The id, which must not be 0, tells the runs apart that overlap. Only one may be on its way to the call of loaded: the
// caller sees to that.
func (e *Engine) Run(ctx context.Context, id int64, u *session.Unit, object []byte, loaded func()) (*worker.Done, error) {
	// The unit was made for what the worker has loaded. If that one ended after the last TakeLost, a new one has nothing of it.
	if l := e.TakeLost(); l != nil {
		return nil, l
	}
	p, err := e.process(ctx)
	if err != nil {
		return nil, err
	}
	r := e.request(u, object)
	r.ID = id
	events := p.begin(id)
	defer p.end(id)
	if err := p.send(worker.Command{Run: r}); err != nil {
		return nil, e.lost(p)
	}
	interrupt := ctx.Done()
	for {
		select {
		case <-interrupt:
			interrupt = nil
			p.send(worker.Command{Interrupt: &worker.Interrupt{ID: id}}) // a worker that is gone shows below
		case ev := <-events:
			switch {
			case ev.Loaded != nil && ev.Loaded.Err != "":
				return nil, &LoadError{ev.Loaded.Err}
			case ev.Loaded != nil:
				e.Packages.sent(r.Packages)
				e.running.Add(1)
				defer e.running.Add(-1)
				loaded()
			case ev.Done != nil:
				p.flush()
				return ev.Done, nil
			}
		case <-p.gone:
			return nil, e.lost(p)
		}
	}
}

// request is what the worker is told of a unit.
func (e *Engine) request(u *session.Unit, object []byte) *worker.Run {
	r := &worker.Run{Number: u.Number, Object: object, Entry: u.Entry, Extern: u.Extern, Rebind: u.Rebind, Renew: u.Renew}
	r.Packages, r.Drop = e.Packages.fresh()
	for _, n := range u.Rename {
		r.Rename = append(r.Rename, [2]string{n.From, n.To})
	}
	return r
}

// Dir is the working folder of the cells.
func (e *Engine) Dir() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.dir
}

// Chdir changes the working folder, of this worker and of those that follow it.
func (e *Engine) Chdir(ctx context.Context, dir string) error {
	return e.change(ctx, worker.Environ{Dir: dir}, func() { e.dir = dir })
}

// Setenv sets an environment variable, of this worker and of those that follow it.
func (e *Engine) Setenv(ctx context.Context, name, value string) error {
	return e.change(ctx, worker.Environ{Name: name, Value: value}, func() { e.env = append(e.env, name+"="+value) })
}

// Deliver hands what a control in the front end sends to the code that listens at the address, if there is any: see
// [display.Deliver].
func (e *Engine) Deliver(address string, value []byte) error {
	e.mu.Lock()
	p := e.proc
	e.mu.Unlock()
	if p == nil {
		return errors.New("no worker runs")
	}
	return p.send(worker.Command{Value: &worker.Value{Address: address, JSON: value}})
}

func (e *Engine) change(ctx context.Context, c worker.Environ, note func()) error {
	p, err := e.process(ctx)
	if err != nil {
		return err
	}
	e.mu.Lock()
	note()
	e.mu.Unlock()
	return p.send(worker.Command{Environ: &c})
}

// Environ is the environment of a new worker: NAME=value, each name once.
func (e *Engine) Environ() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.environ()
}

func (e *Engine) environ() []string {
	at := map[string]int{}
	var env []string
	for _, kv := range slices.Concat(os.Environ(), e.opt.Env, e.env) {
		name, _, _ := strings.Cut(kv, "=")
		if i, ok := at[name]; ok {
			env[i] = kv
			continue
		}
		at[name] = len(env)
		env = append(env, kv)
	}
	return env
}

// process is a running worker.
type process struct {
	cmd   *exec.Cmd
	ready chan worker.Event
	gone  chan struct{} // closed when it has ended; lost is set then
	lost  *Lost

	expected bool // its end is no news; guarded by the engine's mu

	to  Events
	out *pump
	err *pump

	mu  sync.Mutex
	enc *gob.Encoder

	runsMu sync.Mutex
	runs   map[int64]chan worker.Event // those that have not ended
	calls  []int64                     // calls that controls have caused and that go on: the run that each is a part of, or 0
	asked  questions
}

func (p *process) send(c worker.Command) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.enc.Encode(c)
}

// receive handles the worker's messages until it ends. What it wrote to its streams before a message comes before it; what
// it writes after one that shows something comes after it, as it waits for the answer.
func (p *process) receive(conn *os.File) {
	dec := gob.NewDecoder(conn)
	for {
		var ev worker.Event
		if err := dec.Decode(&ev); err != nil {
			break
		}
		switch {
		case ev.Display != nil:
			p.flush()
			p.to.Display(ev.From, ev.Display.Unpack())
			p.send(worker.Command{Shown: &worker.Shown{}}) // a worker that is gone shows below
		case ev.Control != nil:
			p.control(ev.Control)
		case ev.Panic != nil:
			p.flush()
			p.to.Panic(ev.From, ev.Panic)
		case ev.Input != nil:
			p.flush()
			go p.answer(ev.Input)
		case ev.Ready != nil:
			p.ready <- ev
		case ev.Stopped != nil:
			p.flush()
			p.to.Stopped(*ev.Stopped)
		case ev.Debugged != nil:
			p.flush()
			p.answered(ev.Debugged)
		default:
			p.runsMu.Lock()
			c := p.runs[ev.From]
			p.runsMu.Unlock()
			if c != nil {
				c <- ev
			}
		}
	}
	conn.Close()
	p.finish()
}

func (p *process) answer(q *worker.InputRequest) {
	text, err := p.to.Input(q.Prompt, q.Password)
	a := worker.Input{Text: text}
	if err != nil {
		a.Err = err.Error()
	}
	p.send(worker.Command{Input: &a})
}

// finish collects the end of the worker: how, and what it wrote last.
func (p *process) finish() {
	time.AfterFunc(2*time.Second, func() { p.cmd.Process.Kill() }) // it has closed its socket: it is ending
	err := p.cmd.Wait()
	p.out.drain()
	p.err.drain()
	p.lost = &Lost{Reason: "exit status 0", Stderr: p.err.tail()}
	var x *exec.ExitError
	if errors.As(err, &x) {
		p.lost.Reason, p.lost.Code = x.Error(), x.ExitCode()
	}
	close(p.gone)
}

func (p *process) flush() {
	p.out.flush()
	p.err.flush()
}

// begin notes that a run begins, and returns what will be told of it: that it is loaded, and that it is done.
func (p *process) begin(id int64) chan worker.Event {
	p.runsMu.Lock()
	defer p.runsMu.Unlock()
	if len(p.runs) == 0 {
		p.err.forget()
	}
	c := make(chan worker.Event, 2)
	p.runs[id] = c
	return c
}

func (p *process) end(id int64) {
	p.runsMu.Lock()
	delete(p.runs, id)
	p.runsMu.Unlock()
	p.flush()
}

// serial passes events on one at a time, except Input, which waits for the user.
type serial struct {
	mu sync.Mutex
	to Events
}

func (s *serial) Stream(name string, text []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.to.Stream(name, text)
}

func (s *serial) Display(from int64, m display.Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.to.Display(from, m)
}

func (s *serial) Panic(from int64, p *worker.Panic) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.to.Panic(from, p)
}

func (s *serial) Stopped(d debugger.Stopped) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.to.Stopped(d)
}

func (s *serial) Input(prompt string, password bool) (string, error) {
	return s.to.Input(prompt, password)
}
