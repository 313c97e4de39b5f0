package kernel

import (
	"fmt"
	"hash/fnv"
	"slices"
	"sync"

	"github.com/gradbook/gradbook/kernel/engine/vars"
	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/kernel/wire"
)

// This file answers requests of the Debug Adapter Protocol with which front ends fill their view of variables. There are no
// breakpoints and no steps: initialize says so, and a request to set breakpoints is answered with an empty list, upon
// which front ends take the marks away.

// debugger is what the kernel knows of the variables that a front end looks at.
type debugger struct {
	mu      sync.Mutex
	started bool
	places  []place // what a reference stands for, by number, from 1
}

// place is a variable of the session, or a part of it.
type place struct {
	name string
	path []int
}

// debugCommands is the table of requests. A body of nil is an empty one.
var debugCommands = map[string]func(k *Kernel, v shell.Variables, a wire.DebugArguments) (map[string]any, error){
	"initialize":           (*Kernel).debugInitialize,
	"attach":               debugNothing,
	"configurationDone":    debugNothing,
	"disconnect":           (*Kernel).debugDisconnect,
	"debugInfo":            (*Kernel).debugInfo,
	"dumpCell":             (*Kernel).debugDumpCell,
	"setBreakpoints":       debugEmpty("breakpoints"),
	"threads":              debugEmpty("threads"),
	"stackTrace":           debugEmpty("stackFrames"),
	"scopes":               debugEmpty("scopes"),
	"modules":              debugEmpty("modules"),
	"inspectVariables":     (*Kernel).inspectVariables,
	"variables":            (*Kernel).inspectParts,
	"richInspectVariables": (*Kernel).richInspect,
}

// debug answers debug_request.
func (k *Kernel) debug(_ *request, c wire.DebugContent) (any, error) {
	done := wire.DebugDone{Type: "response", Seq: c.Seq, Request: c.Seq, Command: c.Command, Body: map[string]any{}}
	v, ok := k.shell.(shell.Variables)
	if !ok {
		done.Message = fmt.Sprintf("%s: this kernel has no debugger", c.Command)
		return done, nil
	}
	f := debugCommands[c.Command]
	if f == nil {
		done.Message = fmt.Sprintf("%s: this kernel shows variables; it has no breakpoints and no steps", c.Command)
		return done, nil
	}
	body, err := f(k, v, c.Arguments)
	if body != nil {
		done.Body = body
	}
	if done.Success = err == nil; !done.Success {
		done.Message = err.Error()
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

func (k *Kernel) debugInitialize(shell.Variables, wire.DebugArguments) (map[string]any, error) {
	k.debugger.mu.Lock()
	defer k.debugger.mu.Unlock()
	k.debugger.started = true
	return map[string]any{"exceptionBreakpointFilters": []any{}, "supportsSetVariable": false}, nil
}

func (k *Kernel) debugDisconnect(shell.Variables, wire.DebugArguments) (map[string]any, error) {
	k.debugger.mu.Lock()
	defer k.debugger.mu.Unlock()
	k.debugger.started, k.debugger.places = false, nil
	return nil, nil
}

// The names of cells' source files, which front ends want to compute themselves: a folder, a hash of the code, an ending.
const (
	dumpPrefix = "gradbook/"
	dumpSuffix = ".go"
	dumpSeed   = 0
)

func (k *Kernel) debugInfo(shell.Variables, wire.DebugArguments) (map[string]any, error) {
	k.debugger.mu.Lock()
	defer k.debugger.mu.Unlock()
	return map[string]any{
		"isStarted":      k.debugger.started,
		"hashMethod":     "Murmur2",
		"hashSeed":       dumpSeed,
		"tmpFilePrefix":  dumpPrefix,
		"tmpFileSuffix":  dumpSuffix,
		"breakpoints":    []any{},
		"stoppedThreads": []any{},
		"richRendering":  true,
		"exceptionPaths": []any{},
		"copyToGlobals":  false,
	}, nil
}

// debugDumpCell names a cell. Nothing is written: no breakpoint will lead there.
func (k *Kernel) debugDumpCell(_ shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	h := fnv.New64a()
	h.Write([]byte(a.Code))
	return map[string]any{"sourcePath": fmt.Sprintf("%s%x%s", dumpPrefix, h.Sum64(), dumpSuffix)}, nil
}

// inspectVariables lists the variables of the session. References of an earlier list are void from then on.
func (k *Kernel) inspectVariables(v shell.Variables, _ wire.DebugArguments) (map[string]any, error) {
	list, err := v.Variables()
	if err != nil {
		return map[string]any{"variables": []any{}}, err // JupyterLab reads the list of a failure, too
	}
	k.debugger.mu.Lock()
	defer k.debugger.mu.Unlock()
	k.debugger.places = nil
	return k.debugger.list(list, func(i int) place { return place{name: list[i].Name} }), nil
}

// inspectParts lists the parts of what a reference stands for.
func (k *Kernel) inspectParts(v shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	d := &k.debugger
	d.mu.Lock()
	if a.Reference < 1 || a.Reference > len(d.places) {
		d.mu.Unlock()
		return nil, fmt.Errorf("variables: the reference %d is unknown", a.Reference)
	}
	at := d.places[a.Reference-1]
	d.mu.Unlock()
	list, err := v.Parts(at.name, at.path...)
	if err != nil {
		return nil, err
	}
	first := min(max(a.Start, 0), len(list))
	list = list[first:]
	if a.Count > 0 {
		list = list[:min(a.Count, len(list))]
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.list(list, func(i int) place { return place{at.name, append(slices.Clone(at.path), first+i)} }), nil
}

// pythonTypes are the names of types whose values JupyterLab shows in its tree. Of all others it shows the type, if it is told
// one: that is right for what can be opened, but of a float64 or a string the value is wanted.
var pythonTypes = map[string]bool{"int": true, "bool": true}

// list makes the body of an answer. It is called with the lock held.
func (d *debugger) list(entries []vars.Entry, at func(int) place) map[string]any {
	variables := make([]map[string]any, len(entries))
	for i, e := range entries {
		variables[i] = map[string]any{"name": e.Name, "value": e.Value, "evaluateName": e.Name, "variablesReference": 0}
		if e.Kids > 0 || pythonTypes[e.Type] {
			variables[i]["type"] = e.Type
		}
		if e.Kids > 0 {
			d.places = append(d.places, at(i))
			variables[i]["variablesReference"] = len(d.places)
		}
	}
	return map[string]any{"variables": variables}
}

// richInspect shows a variable as the value of a cell.
func (k *Kernel) richInspect(v shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	bundle, err := v.Show(a.Name)
	if err != nil {
		return nil, err
	}
	return map[string]any{"data": k.mimeData(bundle), "metadata": map[string]any{}}, nil
}
