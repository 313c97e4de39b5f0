package kernel

import (
	"fmt"

	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/kernel/wire"
)

// This file answers the debugger's requests for breakpoints, steps and calls.

// debugDumpCell names the text of a cell.
func (k *Kernel) debugDumpCell(_ shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	return map[string]any{"sourcePath": shell.SourceName(a.Code)}, nil
}

// debugSource is the text of a cell that has run.
func (k *Kernel) debugSource(_ shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	s, err := k.debugger()
	if err != nil {
		return nil, err
	}
	text, ok := s.SourceText(a.Source.Path)
	if !ok {
		return nil, fmt.Errorf("source: no cell has run with the text %s", a.Source.Path)
	}
	return map[string]any{"content": text, "mimeType": "text/x-go"}, nil
}

func (k *Kernel) setBreakpoints(_ shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	s, err := k.debugger()
	if err != nil {
		return nil, err
	}
	asked := make([]shell.Breakpoint, len(a.Breakpoints))
	for i, b := range a.Breakpoints {
		asked[i] = shell.Breakpoint{Line: b.Line, Condition: b.Condition, Hits: b.Hits, Log: b.Log}
	}
	list := s.Break(a.Source.Path, asked)
	d := &k.dap
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.breaks == nil {
		d.breaks = map[string][]shell.Breakpoint{}
	}
	if d.breaks[a.Source.Path] = list; len(list) == 0 {
		delete(d.breaks, a.Source.Path)
	}
	answer := make([]map[string]any, len(list))
	for i, b := range list {
		answer[i] = map[string]any{"verified": true, "line": b.Line, "source": map[string]any{"path": a.Source.Path}}
	}
	return map[string]any{"breakpoints": answer}, nil
}

func (k *Kernel) setExceptionBreakpoints(_ shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	s, err := k.debugger()
	if err != nil {
		return nil, err
	}
	var p debugger.Panics
	for _, f := range a.Filters {
		p.Raised = p.Raised || f == "raised"
		p.Uncaught = p.Uncaught || f == "uncaught"
	}
	s.BreakOnPanic(p)
	return nil, nil
}

// exceptionInfo describes the panic at which the cell is stopped.
func (k *Kernel) exceptionInfo(shell.Variables, wire.DebugArguments) (map[string]any, error) {
	k.dap.mu.Lock()
	defer k.dap.mu.Unlock()
	if k.dap.text == "" {
		return nil, fmt.Errorf("exceptionInfo: the cell is not stopped at a panic")
	}
	return map[string]any{"exceptionId": "panic", "description": k.dap.text, "breakMode": "always"}, nil
}

// debugResume lets the cell go on.
func debugResume(m debugger.Mode) func(*Kernel, shell.Variables, wire.DebugArguments) (map[string]any, error) {
	return func(k *Kernel, _ shell.Variables, _ wire.DebugArguments) (map[string]any, error) {
		s, err := k.debugger()
		if err == nil {
			err = s.Resume(m)
		}
		return map[string]any{"allThreadsContinued": true}, err
	}
}

func (k *Kernel) debugPause(shell.Variables, wire.DebugArguments) (map[string]any, error) {
	s, err := k.debugger()
	if err == nil {
		err = s.Pause()
	}
	return nil, err
}

func (k *Kernel) debugThreads(shell.Variables, wire.DebugArguments) (map[string]any, error) {
	s, err := k.debugger()
	if err != nil {
		return nil, err
	}
	list, err := s.Stopped()
	if err != nil {
		return nil, err
	}
	threads := make([]map[string]any, len(list))
	for i, t := range list {
		threads[i] = map[string]any{"id": t.ID, "name": t.Name}
	}
	return map[string]any{"threads": threads}, nil
}

const (
	mostFrames = 500 // that are told at once: recursion may be deep
	// The number of a frame is made of that of its goroutine, of how often its numbers have changed, and of the call; JavaScript
	// must be able to hold it.
	perThread = 1 << 30
	perChange = 1 << 20
)

// frameID is the number of a call. A front end gives it back to ask for variables.
func frameID(thread, call int) int { return thread*perThread + call }

// renumber gives the innermost call another number after an expression was evaluated in it. JupyterLab empties its list of variables
// then, and asks for them again only if the call seems to be another one. Where the user looks at an outer call this would take
// the view back to the innermost one, so the numbers stay.
func (d *dap) renumber(call int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if call == 0 {
		d.changes = (d.changes + 1) % (perThread / perChange)
	}
}

// frame is what a number stands for. Without one, it is the innermost call of what is stopped.
func (k *Kernel) frame(id int) (thread, call int) {
	if id > 0 {
		return id / perThread, id % perChange
	}
	k.dap.mu.Lock()
	defer k.dap.mu.Unlock()
	return k.dap.stopped, 0
}

func (k *Kernel) stackTrace(_ shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	s, err := k.debugger()
	if err != nil {
		return nil, err
	}
	k.dap.mu.Lock()
	stopped, change := k.dap.stopped, k.dap.changes*perChange
	k.dap.mu.Unlock()
	frames := []map[string]any{}
	if stopped == 0 { // JupyterLab asks after the end of a cell as well
		return map[string]any{"stackFrames": frames, "totalFrames": 0}, nil
	}
	thread := a.Thread
	if thread == 0 {
		thread = stopped
	}
	calls, err := s.Calls(thread)
	if err != nil {
		return nil, err
	}
	first := min(max(a.StartFrame, 0), len(calls))
	count := mostFrames
	if a.Levels > 0 {
		count = min(a.Levels, mostFrames)
	}
	for i := first; i < min(first+count, len(calls)); i++ {
		c := calls[i]
		frames = append(frames, map[string]any{
			"id": frameID(thread, i) + change, "name": c.Func, "line": c.Line, "column": 1,
			"source": map[string]any{"name": fmt.Sprintf("cell[%d]", c.Cell), "path": c.Source},
		})
	}
	return map[string]any{"stackFrames": frames, "totalFrames": len(calls)}, nil
}
