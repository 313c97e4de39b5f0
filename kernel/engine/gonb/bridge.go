// Package gonb makes code work that displays with github.com/janpfeifer/gonb/gonbui, the library of another Go kernel.
//
// Gonbui finds two named pipes in its environment. Into one it writes what to show, as gob-encoded
// protocol.DisplayData; from the other it reads answers. A [Bridge] is what stands at the other ends: it makes the
// pipes, turns what arrives into [display.Message]s, and answers.
//
//	b, err := gonb.Listen(dir, gonb.Handler{Display: send, Input: ask})
//	worker.Env = append(worker.Env, b.Env()...)
//	…
//	end := b.NewCell()
//	run the cell
//	b.Drain(ctx) // now all that the cell has shown was handed on
//	end()
//
// Programs may follow each other on one bridge; of programs that display at the same time each needs its own, because
// gob streams cannot be mixed.
package gonb

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/janpfeifer/gonb/gonbui/protocol"

	"github.com/gradbook/gradbook/kernel/display"
)

// patience is how long the rest of a message may stay away before what has arrived is taken for garbage, and how long a
// program may not read its answers. Gonbui writes each message at once.
const patience = time.Second

// Handler takes what programs send. All functions but Display may be nil. They are called one at a time, in order; a
// slow one makes the program wait.
type Handler struct {
	// Display takes what is to be shown.
	Display func(display.Message)
	// Input is called when the program is about to read a line from its standard input, which the user is to be asked
	// for. It must not wait for the answer.
	Input func(prompt string, password bool)
	// Comm takes what the program wants of the widgets in the front end. If it is nil, the user is told that there are
	// none.
	Comm func(Comm)
	// Log takes one line about each message that could not be understood.
	Log func(line string)
}

// Bridge is the kernel's end of the pipes.
type Bridge struct {
	handler      Handler
	path, back   string // of the pipes
	in, out      *os.File
	done         chan struct{}
	stream       stream
	encodeLock   sync.Mutex
	encoder      *gob.Encoder   // for the program that is connected
	mu           sync.Mutex     // guards the rest; held while reading, so that Drain misses nothing
	busy         bool           // something was read that is not yet handled
	live         bool           // a program is connected
	cell         int            // counts cells
	running      int            // how many of them run
	shown        map[string]int // display id → the cell that has shown something under it
	told         bool           // that there are no widgets
	closeOnce    sync.Once
	closeProblem error
}

// Listen makes the pipes in dir, which must exist, and starts to listen.
func Listen(dir string, h Handler) (*Bridge, error) {
	if h.Display == nil {
		return nil, errors.New("gonb: Listen needs Handler.Display")
	}
	dir, err := os.MkdirTemp(dir, "gonb-")
	if err != nil {
		return nil, fmt.Errorf("gonb: making a directory for the pipes: %w", err)
	}
	b := &Bridge{
		handler: h, shown: map[string]int{}, done: make(chan struct{}),
		path: filepath.Join(dir, "pipe"), back: filepath.Join(dir, "back"),
	}
	b.stream.handle = b.handle
	if err := b.open(); err != nil {
		os.RemoveAll(dir)
		return nil, fmt.Errorf("gonb: making pipes in %s: %w", dir, err)
	}
	go b.listen()
	return b, nil
}

// open makes and opens both pipes. The one to read from is opened without waiting for a writer, the one to write to also for
// reading: so programs never wait in their open, and it can be emptied when one ends without having read everything.
func (b *Bridge) open() (err error) {
	for _, path := range []string{b.path, b.back} {
		if err := mkfifo(path); err != nil {
			return &os.PathError{Op: "mkfifo", Path: path, Err: err}
		}
	}
	if b.in, err = os.OpenFile(b.path, os.O_RDONLY|nonblock, 0); err != nil {
		return err
	}
	if b.out, err = os.OpenFile(b.back, os.O_RDWR|nonblock, 0); err != nil {
		b.in.Close()
		return err
	}
	b.newStream()
	return nil
}

// Env returns the environment variables, as NAME=value, that programs need to find the bridge.
func (b *Bridge) Env() []string {
	return []string{
		protocol.GONB_PIPE_ENV + "=" + b.path,
		protocol.GONB_PIPE_BACK_ENV + "=" + b.back,
	}
}

// NewCell says that a new cell begins: an id that it displays under makes a new output, even if an earlier cell
// has used it. When it has ended, which end says, goroutines that it left behind replace what they have shown.
func (b *Bridge) NewCell() (end func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.cell++
	b.running++
	b.told = false
	return sync.OnceFunc(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.running--
	})
}

// place is where what is displayed under the id goes: into an output that has it, or, if show, into a new one.
func (b *Bridge) place(id string) (at string, show bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	cell, known := b.shown[id]
	if !known || cell != b.cell && b.running > 0 {
		cell, show = b.cell, true
		b.shown[id] = cell
	}
	// Package dom runs its scripts by displaying them under one id for the whole program. Here a program is many cells, and with the
	// same id in the outputs of several, each script would run in all of them.
	if strings.HasPrefix(id, scriptID) {
		id = fmt.Sprintf("%s-%d", id, cell)
	}
	return id, show
}

// scriptID begins the id that package dom of gonbui displays its scripts under.
const scriptID = "gonb_transient_js_"

// Drain waits until all that programs have written so far was handed on, or ctx is done.
func (b *Bridge) Drain(ctx context.Context) error {
	raw, err := b.in.SyscallConn()
	if err != nil {
		return nil // closed: there is nothing to wait for
	}
	for {
		idle := true
		b.mu.Lock()
		if err := raw.Control(func(fd uintptr) {
			n, err := waiting(int(fd))
			idle = !b.busy && (n == 0 || err != nil)
		}); err != nil {
			idle = true
		}
		b.mu.Unlock()
		if idle {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("gonb: waiting for the program's output: %w", context.Cause(ctx))
		case <-b.done:
			return nil
		case <-time.After(200 * time.Microsecond):
		}
	}
}

// Close stops listening and removes the pipes.
func (b *Bridge) Close() error {
	b.closeOnce.Do(func() {
		b.closeProblem = errors.Join(b.in.Close(), b.out.Close(), os.RemoveAll(filepath.Dir(b.path)))
		<-b.done
	})
	return b.closeProblem
}

func (b *Bridge) logf(format string, args ...any) {
	if b.handler.Log != nil {
		b.handler.Log("gonb: " + fmt.Sprintf(format, args...))
	}
}
