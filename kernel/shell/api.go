// Package shell runs cells: it joins a session (cells to Go), an engine (Go to running code) and the commands that
// begin with % or !. It knows nothing of Jupyter; the kernel, the runner and the tests are its clients.
package shell

import (
	"context"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/session"
)

// Sink receives what a running cell sends. Calls come one at a time and in order.
type Sink interface {
	// Stream takes text written to "stdout" or "stderr"; it is valid UTF-8.
	Stream(name, text string)
	// Display takes a display event, the value of the cell ([display.KindResult]) included.
	Display(m display.Message)
	// Input asks the user for a line, without its newline. An error means that no input can be had.
	Input(ctx context.Context, prompt string, password bool) (string, error)
}

// Status is the outcome of a cell.
type Status string

// The outcomes of a cell.
const (
	OK      Status = "ok"
	Error   Status = "error"
	Aborted Status = "aborted"
)

// Result says how a cell ended. EName, EValue, Traceback (lines with ANSI colours) and Frames are set when Status is Error;
// EName is one of "CompileError", "Panic", "Error" (a trailing error value), "Interrupt", "WorkerLost", "CommandError".
type Result struct {
	Status    Status
	EName     string
	EValue    string
	Traceback []string
	Frames    []Frame // the places that the traceback names, and the calls that it leaves out; nil if there are none
	// Page is what a cell that only asks about a name (?name, name?, and ??name for the source) is told, for a front end's pager.
	Page display.Bundle
	// Next is code that a command wants to have in the front end's next cell, or in the place of this one; nil: none.
	Next *NextInput
}

// NextInput is code for a front end's cell: a new one below the one that ran or, with Replace, that one.
type NextInput struct {
	Code    string
	Replace bool
}

// Request is one cell to run. Number is its execution count and names it in errors: cell[3]:12.
type Request struct {
	Number int
	Code   string
	Silent bool
}

// Completions answers a completion request, in byte offsets. Besides the types of [session.Completion] there are "command"
// and "path".
type (
	Completions  = session.Completions
	Completion   = session.Completion
	Completeness = session.Completeness // whether code can run as it stands
)

// Shell is one session with its worker. All methods answer while a cell runs, and may be called from any goroutine. Calls
// of Execute that overlap run their cells beside each other, as goroutines of one program.
type Shell interface {
	// Execute runs a cell and blocks until it has ended; its outputs go to the sink.
	Execute(ctx context.Context, r Request, to Sink) Result
	// Interrupt stops the cells that run; the state is kept.
	Interrupt()
	// Complete proposes completions at the byte offset cursor of code.
	Complete(code string, cursor int) Completions
	// Inspect describes what is under the byte offset cursor; detail 1 asks for the source as well. Nil: nothing there.
	Inspect(code string, cursor, detail int) display.Bundle
	// IsComplete says whether code can run as it stands.
	IsComplete(code string) Completeness
	// Eval computes a Go expression in the session and returns its bundle (user_expressions).
	Eval(expr string) (display.Bundle, error)
	// Close ends the worker and removes what it kept on disk.
	Close() error
}
