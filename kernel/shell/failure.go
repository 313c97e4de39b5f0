package shell

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/gradbook/gradbook/kernel/engine"
	"github.com/gradbook/gradbook/kernel/engine/gonb"
	"github.com/gradbook/gradbook/kernel/engine/worker"
	"github.com/gradbook/gradbook/kernel/session"
)

// The names of errors that a [Result] can have.
const (
	CompileErrorName = "CompileError"
	PanicName        = "Panic"
	ErrorName        = "Error" // the trailing expression was an error
	InterruptName    = "Interrupt"
	WorkerLostName   = "WorkerLost"
	CommandErrorName = "CommandError"
)

// compileError is a cell that is no valid Go.
type compileError struct{ diags []session.Diagnostic }

func (e *compileError) Error() string {
	if len(e.diags) == 0 {
		return "the cell does not compile"
	}
	s := e.diags[0].Error()
	if n := len(e.diags) - 1; n > 0 {
		s += fmt.Sprintf(" (and %d more)", n)
	}
	return s
}

// runError is a cell that ran and did not end well.
type runError struct {
	name   string
	value  string
	trace  []string
	frames []Frame
}

func (e *runError) Error() string { return e.value }

// Front ends paint errors on a red ground, a light or a dark one. Red letters cannot be read on it; bold ones and bold
// cyan can, on both.
const (
	strong = "\x1b[1m"
	place  = "\x1b[1;36m"
	faint  = "\x1b[2m"
	reset  = "\x1b[0m"
)

// failure makes the result of a cell from its error.
func (s *shell) failure(ctx context.Context, err error) Result {
	res := Result{Status: Error, EName: CommandErrorName, EValue: err.Error()}
	var ce *compileError
	var re *runError
	switch {
	case errors.As(err, &ce):
		res.EName = CompileErrorName
		for _, d := range ce.diags {
			res.Traceback = append(res.Traceback, strings.Split(d.Text(true), "\n")...)
			res.Frames = append(res.Frames, Frame{File: fmt.Sprintf("cell[%d]", d.Cell), Cell: d.Cell, Line: d.Line, Col: d.Col, Source: d.Source, Own: true})
		}
	case errors.As(err, &re):
		res.EName, res.Traceback, res.Frames = re.name, re.trace, re.frames
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		res.EName, res.EValue = InterruptName, "interrupted"
		res.Traceback = []string{strong + "interrupted" + reset}
	default:
		res.Traceback = []string{strong + err.Error() + reset}
	}
	return res
}

// outcome turns the end of a run into an error, nil if it ended well.
func (s *shell) outcome(number int, d *worker.Done) error {
	switch d.Outcome {
	case worker.Returned:
		return nil
	case worker.Panicked:
		s.mu.Lock()
		s.panicked = d.Panic
		s.mu.Unlock()
		e := &runError{name: PanicName, value: d.Panic.Value, frames: s.frames(d.Panic)}
		e.trace = append(headline("panic: ", d.Panic), traceback(e.frames, panicHint(d.Panic.Value, e.frames))...)
		return e
	case worker.Failed:
		return &runError{name: ErrorName, value: d.Panic.Value, trace: headline("error: ", d.Panic)}
	case worker.Interrupted:
		e := &runError{name: InterruptName, value: "interrupted", trace: []string{strong + "interrupted" + reset + "; the session's state is kept"}}
		return s.whereabouts(e, d.Panic)
	case worker.Abandoned:
		e := &runError{name: InterruptName, value: "interrupted; the cell was blocked in a call that cannot be stopped and goes on in the background"}
		e.trace = []string{strong + e.value + reset}
		if d.Panic != nil && d.Panic.Value != "" {
			e.trace[0] += faint + "  (" + d.Panic.Value + ")" + reset
		}
		return s.whereabouts(e, d.Panic)
	case worker.Exited:
		const what = "the cell ended its goroutine with runtime.Goexit"
		return &runError{name: PanicName, value: what, trace: []string{strong + what + reset}}
	}
	return fmt.Errorf("the worker reports an unknown outcome %q", d.Outcome)
}

// headline says what a panic or an error is: its text, and of an error that has one its own type and those that it wraps.
func headline(what string, p *worker.Panic) []string {
	first := strong + what + p.Value + reset
	plain := p.Type == "string" || p.Type == "*errors.errorString" || strings.HasPrefix(strings.TrimPrefix(p.Type, "*"), "runtime.") || strings.HasPrefix(p.Value, p.Type)
	if !plain {
		first += faint + "  (" + typeName(p.Type) + ")" + reset
	}
	lines := []string{first}
	for _, w := range p.Wraps {
		lines = append(lines, "  "+faint+"wraps "+typeName(strings.TrimPrefix(w, "*errors.errorString: "))+reset)
	}
	return lines
}

// typeName is a type as its author has written it.
func typeName(name string) string {
	return session.Written(strings.ReplaceAll(name, "main.", ""))
}

// whereabouts adds to an error where the cell was, if that is known.
func (s *shell) whereabouts(e *runError, p *worker.Panic) error {
	if p != nil {
		e.frames = s.frames(p)
		e.trace = append(e.trace, traceback(e.frames, "")...)
	}
	return e
}

// goroutinePanic is the report of a panic of a goroutine.
func (s *shell) goroutinePanic(p *worker.Panic) string {
	frames := s.frames(p)
	lines := append(headline("panic in a goroutine: ", p), traceback(frames, panicHint(p.Value, frames))...)
	return strings.Join(lines, "\n") + "\n"
}

// workerLost begins a new session after the worker has ended, which had run cells of q.
func (s *shell) workerLost(q *session.Session, l *engine.Lost) error {
	what := l.Explain()
	trace := []string{strong + what + reset}
	if frames := s.crashTrace(l.Stderr); len(frames) > 0 {
		s.out.drop()
		trace = append(trace, frames...)
	}
	trace = append(trace, s.startOver(q))
	return &runError{name: WorkerLostName, value: what, trace: trace}
}

// startOver gives the next cell an empty session in the place of q, and says what that means for the user. Cells that ran
// beside each other are lost together: the first of them starts over.
func (s *shell) startOver(q *session.Session) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	names := variableNames(q)
	if s.session == q {
		s.past, s.done = append(s.past, s.done...), nil
		s.session = s.newSession()
		s.wants(gonb.Comm{Kind: gonb.CommEnd})
	}
	what := "All variables are gone"
	if len(names) > 0 {
		what += " (" + names + ")"
	}
	return what + "; a new worker runs the next cell. " + place + "%replay" + reset + " runs the cells up to here again, " + place + "%replay name" + reset + " those that a name needs."
}

// variableNames lists the first variables of a session.
func variableNames(s *session.Session) string {
	const most = 10
	var names []string
	for _, v := range s.Vars() {
		if v.Kind == session.Var {
			names = append(names, v.Name)
		}
	}
	if len(names) > most {
		names = append(names[:most], fmt.Sprintf("%d more", len(names)-most))
	}
	return strings.Join(names, ", ")
}

// idleLoss tells of a worker that ended while no cell ran.
func (s *shell) idleLoss(ctx context.Context) {
	if l := s.engine.TakeLost(); l != nil {
		s.say(ctx, "note: since the last cell, this happened: "+l.Explain()+"\n"+s.startOver(s.current())+"\n")
	}
}

// crashTrace finds the user's frames in the runtime's own traceback: pairs of lines, a call and its position. A frame that
// repeats itself, as in a recursion without an end, is shown once. The goroutine that failed comes first; those after it, such
// as of cells before, say nothing.
func (s *shell) crashTrace(stderr string) []string {
	var out []string
	lines := strings.Split(stderr, "\n")
	for i := 1; i < len(lines) && len(out) < 20; i++ {
		if lines[i] == "" && len(out) > 0 {
			break
		}
		pos, ok := strings.CutPrefix(lines[i], "\t")
		if !ok || !strings.HasPrefix(pos, "cell[") {
			continue
		}
		pos, _, _ = strings.Cut(pos, " ")
		name, _, _ := strings.Cut(lines[i-1], "(")
		frame := fmt.Sprintf("  %s%s%s %s", place, pos, reset, funcName(name))
		const again = "    " + faint + "… again and again" + reset
		switch n := len(out); {
		case n > 0 && out[n-1] == frame:
			out = append(out, again)
		case n > 1 && out[n-1] == again && out[n-2] == frame:
		default:
			out = append(out, frame)
		}
	}
	return out
}
