package kernel

import (
	"errors"
	"fmt"
	"sync"

	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/kernel/wire"
)

// This file answers requests of the Debug Adapter Protocol, which front ends send as debug_request: the table of requests, and how
// a debugger begins and ends. Breakpoints and steps are in debugsteps.go, variables in debugvariables.go.

// dap is what the kernel keeps of a front end's debugger.
type dap struct {
	mu      sync.Mutex
	started bool
	seq     int
	parent  *wire.Message // of events: the request that turned debugging on
	breaks  map[string][]shell.Breakpoint
	stopped int     // the goroutine that is stopped; 0: none is
	text    string  // the panic at which it is
	changes int     // of the numbers of frames
	places  []place // what a reference to a variable stands for, by number, from 1
}

// debugCommands is the table of requests. A body of nil is an empty one.
var debugCommands = map[string]func(k *Kernel, v shell.Variables, a wire.DebugArguments) (map[string]any, error){
	"initialize":              (*Kernel).debugInitialize,
	"attach":                  debugNothing,
	"configurationDone":       debugNothing,
	"disconnect":              (*Kernel).debugDisconnect,
	"terminate":               (*Kernel).debugTerminate,
	"debugInfo":               (*Kernel).debugInfo,
	"modules":                 debugEmpty("modules"),
	"dumpCell":                (*Kernel).debugDumpCell,
	"source":                  (*Kernel).debugSource,
	"setBreakpoints":          (*Kernel).setBreakpoints,
	"setExceptionBreakpoints": (*Kernel).setExceptionBreakpoints,
	"exceptionInfo":           (*Kernel).exceptionInfo,
	"threads":                 (*Kernel).debugThreads,
	"stackTrace":              (*Kernel).stackTrace,
	"continue":                debugResume(debugger.Continue),
	"next":                    debugResume(debugger.Over),
	"stepIn":                  debugResume(debugger.Into),
	"stepOut":                 debugResume(debugger.Out),
	"pause":                   (*Kernel).debugPause,
	"scopes":                  (*Kernel).debugScopes,
	"variables":               (*Kernel).inspectParts,
	"setVariable":             (*Kernel).setVariable,
	"setExpression":           (*Kernel).setExpression,
	"evaluate":                (*Kernel).debugEvaluate,
	"copyToGlobals":           (*Kernel).copyToGlobals,
	"inspectVariables":        (*Kernel).inspectVariables,
	"richInspectVariables":    (*Kernel).richInspect,
}

// debug answers debug_request.
func (k *Kernel) debug(r *request, c wire.DebugContent) (any, error) {
	done := wire.DebugDone{Type: "response", Seq: c.Seq, Request: c.Seq, Command: c.Command, Body: map[string]any{}}
	v, ok := k.shell.(shell.Variables)
	f := debugCommands[c.Command]
	switch {
	case !ok:
		done.Message = fmt.Sprintf("%s: this kernel has no debugger", c.Command)
		return done, nil
	case f == nil:
		done.Message = fmt.Sprintf("%s: this debugger has no such request", c.Command)
		return done, nil
	}
	if c.Command == "initialize" {
		k.dap.mu.Lock()
		k.dap.parent = r.Message
		k.dap.mu.Unlock()
	}
	body, err := f(k, v, c.Arguments)
	if body != nil {
		done.Body = body
	}
	if done.Success = err == nil; !done.Success {
		done.Message = err.Error()
	}
	if c.Command == "initialize" && done.Success {
		r.then = append(r.then, func() { k.debugEvent("initialized", nil) })
	}
	return done, nil
}

func debugNothing(*Kernel, shell.Variables, wire.DebugArguments) (map[string]any, error) {
	return nil, nil
}

// debugEmpty answers with a list that has nothing in it.
func debugEmpty(list string) func(*Kernel, shell.Variables, wire.DebugArguments) (map[string]any, error) {
	return func(*Kernel, shell.Variables, wire.DebugArguments) (map[string]any, error) {
		return map[string]any{list: []any{}}, nil
	}
}

var errNoDebugger = errors.New("the cells of this kernel cannot be stopped")

// debugger is that of the shell.
func (k *Kernel) debugger() (shell.Debugger, error) {
	if d, ok := k.shell.(shell.Debugger); ok {
		return d, nil
	}
	return nil, errNoDebugger
}

// debugEvent publishes a debug_event.
func (k *Kernel) debugEvent(event string, body map[string]any) {
	d := &k.dap
	d.mu.Lock()
	d.seq++
	seq, parent := d.seq, d.parent
	d.mu.Unlock()
	if body == nil {
		body = map[string]any{}
	}
	k.publish(wire.DebugEvent, parent, wire.DebugHappened{Type: "event", Seq: seq, Event: event, Body: body})
}

// panicFilters are the kinds of panics at which a front end may want to stop.
var panicFilters = []map[string]any{
	{"filter": "raised", "label": "Panics", "description": "Stop where a panic is raised, whether or not it is recovered.", "default": false},
	{"filter": "uncaught", "label": "Panics that end the cell", "description": "Stop at a panic that nothing has recovered, with the calls as they were.", "default": true},
}

func (k *Kernel) debugInitialize(shell.Variables, wire.DebugArguments) (map[string]any, error) {
	body := map[string]any{"exceptionBreakpointFilters": []map[string]any{}, "supportsSetVariable": false}
	s, err := k.debugger()
	if err == nil {
		if err := s.Debug(true, k.debugTold); err != nil {
			return nil, err
		}
		body = map[string]any{
			"exceptionBreakpointFilters": panicFilters, "supportsConfigurationDoneRequest": true, "supportsSetVariable": true, "supportsSetExpression": true,
			"supportsConditionalBreakpoints": true, "supportsHitConditionalBreakpoints": true, "supportsLogPoints": true,
			"supportsEvaluateForHovers": true, "supportsExceptionInfoRequest": true, "supportsTerminateRequest": true, "supportsDelayedStackTraceLoading": true,
		}
	}
	k.dap.mu.Lock()
	defer k.dap.mu.Unlock()
	k.dap.started = true
	return body, nil
}

// debugTold is told by the shell of goroutines that stop and go on.
func (k *Kernel) debugTold(e shell.DebugEvent) {
	d := &k.dap
	d.mu.Lock()
	d.places, d.stopped, d.text = nil, 0, ""
	if e.Stopped {
		d.stopped, d.text = e.Thread, e.Text
	}
	d.mu.Unlock()
	if e.Stopped {
		body := map[string]any{"reason": e.Reason, "threadId": e.Thread, "allThreadsStopped": true}
		if e.Reason == debugger.Exception {
			body["text"], body["description"] = e.Text, "Paused on a panic"
		}
		k.debugEvent("stopped", body)
		return
	}
	k.debugEvent("continued", map[string]any{"threadId": e.Thread, "allThreadsContinued": true})
}

func (k *Kernel) debugDisconnect(shell.Variables, wire.DebugArguments) (map[string]any, error) {
	d := &k.dap
	d.mu.Lock()
	stopped := d.stopped
	d.started, d.places, d.breaks, d.stopped, d.text = false, nil, nil, 0, ""
	d.mu.Unlock()
	s, err := k.debugger()
	if err == nil {
		err = s.Debug(false, nil)
	}
	if stopped != 0 {
		k.debugEvent("continued", map[string]any{"threadId": stopped, "allThreadsContinued": true})
	}
	if errors.Is(err, errNoDebugger) {
		err = nil
	}
	return nil, err
}

// debugTerminate ends the cell that runs.
func (k *Kernel) debugTerminate(shell.Variables, wire.DebugArguments) (map[string]any, error) {
	k.Interrupt()
	return nil, nil
}

func (k *Kernel) debugInfo(shell.Variables, wire.DebugArguments) (map[string]any, error) {
	_, err := k.debugger()
	d := &k.dap
	d.mu.Lock()
	defer d.mu.Unlock()
	breaks := []map[string]any{}
	for source, list := range d.breaks {
		lines := []map[string]any{}
		for _, b := range list {
			lines = append(lines, map[string]any{"line": b.Line})
		}
		breaks = append(breaks, map[string]any{"source": source, "breakpoints": lines})
	}
	stopped := []int{}
	if d.stopped != 0 {
		stopped = append(stopped, d.stopped)
	}
	return map[string]any{
		"isStarted":      d.started,
		"hashMethod":     "Murmur2",
		"hashSeed":       shell.SourceSeed,
		"tmpFilePrefix":  shell.SourcePrefix,
		"tmpFileSuffix":  shell.SourceSuffix,
		"breakpoints":    breaks,
		"stoppedThreads": stopped,
		"richRendering":  true,
		"exceptionPaths": []any{},
		"copyToGlobals":  err == nil,
	}, nil
}
