// Package worker is the process that runs cells. It takes object files from the engine over a socket, loads them with
// package objload, runs them, and reports what they show and how they end.
package worker

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
)

// Command is one message from the engine; one field is set.
type Command struct {
	Configure *Configure
	Run       *Run
	Interrupt *Interrupt
	Input     *Input
	Environ   *Environ
	Shown     *Shown
	Value     *Value
	Printed   *Printed
	Debug     *Debug
	Aside     *Aside
}

// Configure is the first message.
type Configure struct {
	Goroot   string
	Packages map[string]string // import path → archive, of what is linked into the worker
	Written  map[string]string // private names of cells → those that the user has written
	Memory   int64             // bytes that cells may use; 0: no limit
}

// Run asks to load an object and to run it.
type Run struct {
	ID       int64 // of this run; not 0, and no other that runs has it
	Number   int
	Packages map[string]string // archives of packages that were not known yet
	Drop     []string          // packages that changed on disk: their old form is forgotten
	Object   []byte
	Entry    string // function to call; empty: only initialisers run
	Extern   []string
	Rename   [][2]string
	Rebind   []string
	Renew    bool // instances of generic functions are loaded anew from here on
}

// Debug asks the debugger; [Debugged] answers it.
type Debug struct {
	ID      int
	Request debugger.Request
}

// Aside asks to load an object and to run it while a cell is stopped or none runs, for the debugger: Run's entry may call
// [debugger.Eval] for the variables of a call.
type Aside struct {
	ID    int
	Run   Run
	Of    debugger.Ref
	Vars  []int
	Limit time.Duration // after which it is interrupted; 0: never
}

// Environ changes the worker's folder or environment, before the next Run.
type Environ struct {
	Dir         string // empty: stays
	Name, Value string // Name empty: none
}

// Interrupt asks to stop a running cell, or with the ID 0, the calls that controls have caused.
type Interrupt struct{ ID int64 }

// Shown answers a [Display]: it was delivered, in its place among the texts of the streams. It also answers a [Control].
type Shown struct{}

// Printed is text that was written to a standard stream while a call that a control has caused goes on.
type Printed struct {
	Stream string
	Text   []byte
}

// Value is what a control in the front end sends to an address, as JSON; null: the control is gone.
type Value struct {
	Address string
	JSON    []byte
}

// Input answers an [InputRequest].
type Input struct {
	Text string
	Err  string // no input can be had
}

// Event is one message to the engine; one field beside From is set.
type Event struct {
	From    int64 // the run that it belongs to; 0: none that goes on
	Ready   *Ready
	Loaded  *Loaded
	Done    *Done
	Display *Display
	Input   *InputRequest
	Panic   *Panic // of a goroutine, which ended by it
	Control *Control

	Stopped  *debugger.Stopped
	Debugged *Debugged
}

// Debugged answers a [Debug], with what is to be shown of the answer, or an [Aside], with how that ended and the numbers of
// its results.
type Debugged struct {
	ID       int
	Answer   debugger.Answer
	Shown    *Display
	Done     *Done
	From, To int
}

// Control tells that a call which a control has caused begins or ends, or neither: that all it has printed is asked for. Between
// both, texts are answered as [Printed], unless a cell runs that is not Cell, of which the call is a part; 0: of none.
type Control struct {
	Cell       int64
	Begin, End bool
}

// Ready answers Configure.
type Ready struct{ Err string }

// Loaded tells whether the object became part of the process; if not, nothing has changed. No Done follows then.
type Loaded struct{ Err string }

// Outcome is how a cell ended.
type Outcome string

// The outcomes.
const (
	Returned    Outcome = "returned"
	Panicked    Outcome = "panicked"
	Failed      Outcome = "failed" // its trailing expression is a non-nil error
	Interrupted Outcome = "interrupted"
	Abandoned   Outcome = "abandoned" // it was interrupted, but its goroutine is blocked where nothing can wake it
	Exited      Outcome = "exited"    // runtime.Goexit
)

// Done tells how the cell ended. Panic is set for Panicked and Failed. For Interrupted and Abandoned its frames say where the
// cell was, and for Abandoned its value what it waits for.
type Done struct {
	Outcome Outcome
	Panic   *Panic
}

// Panic describes a panic: its value as text, the value's type, and the stack, innermost call first. If the value is an error,
// Wraps are those that it wraps, as "type: text", outermost first.
type Panic struct {
	Value  string
	Type   string
	Wraps  []string
	Cell   string // the cell whose goroutine it was
	Frames []Frame
}

// Frame is one call on a stack.
type Frame struct {
	Func string
	File string
	Line int
}

// InputRequest asks the user for a line. Prompt is empty for a read from standard input.
type InputRequest struct {
	Prompt   string
	Password bool
	Stdin    bool
}

// Display is a [display.Message] in a form that encoding/gob carries without knowing the types in the bundle.
type Display struct {
	Kind     display.Kind
	Data     map[string]datum
	Metadata []byte
	ID       string
	Wait     bool
	Form     *display.Form
}

// datum is one representation: a text, bytes, or JSON.
type datum struct {
	Form  byte // 't', 'b' or 'j'
	Bytes []byte
}

// Pack converts a message for the way to the engine.
func Pack(m display.Message) (*Display, error) {
	d := &Display{Kind: m.Kind, ID: m.ID, Wait: m.Wait, Data: map[string]datum{}, Form: m.Form}
	for mime, v := range m.Data {
		switch v := v.(type) {
		case string:
			d.Data[mime] = datum{'t', []byte(v)}
		case []byte:
			d.Data[mime] = datum{'b', v}
		default:
			b, err := json.Marshal(v)
			if err != nil {
				return nil, fmt.Errorf("displaying %s: %w", mime, err)
			}
			d.Data[mime] = datum{'j', b}
		}
	}
	var err error
	if len(m.Metadata) > 0 {
		d.Metadata, err = json.Marshal(m.Metadata)
	}
	return d, err
}

// Unpack is the inverse of [Pack], on the engine's side.
func (d *Display) Unpack() display.Message {
	m := display.Message{Kind: d.Kind, ID: d.ID, Wait: d.Wait, Data: display.Bundle{}, Form: d.Form}
	for mime, v := range d.Data {
		switch v.Form {
		case 't':
			m.Data[mime] = string(v.Bytes)
		case 'b':
			m.Data[mime] = v.Bytes
		case 'j':
			m.Data[mime] = json.RawMessage(v.Bytes)
		}
	}
	if len(d.Metadata) > 0 {
		json.Unmarshal(d.Metadata, &m.Metadata) // made by Pack: it is valid
	}
	return m
}
