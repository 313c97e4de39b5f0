package kernel

import (
	"errors"
	"fmt"
	"go/token"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/vars"
	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/kernel/wire"
)

// This file answers the debugger's requests for variables, and evaluates.

// place is what a reference to variables stands for: those of the session, a variable of the session or a part of it, those of a
// call, a variable of a call (or a result of an evaluation) or a part of it.
type place struct {
	session bool
	name    string
	call    *debugger.Ref // its variables
	local   *debugger.Ref
	path    []int
}

// part is a part of what the place stands for.
func (p place) part(i int) place {
	p.path = append(slices.Clone(p.path), i)
	return p
}

// debugScopes names the two sets of variables of a call.
func (k *Kernel) debugScopes(_ shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	thread, call := k.frame(a.Frame)
	d := &k.dap
	d.mu.Lock()
	defer d.mu.Unlock()
	scope := func(name string, p place, expensive bool) map[string]any {
		d.places = append(d.places, p)
		return map[string]any{"name": name, "variablesReference": len(d.places), "expensive": expensive}
	}
	return map[string]any{"scopes": []map[string]any{
		scope("Locals", place{call: &debugger.Ref{Goroutine: thread, Frame: call}}, false),
		scope("Session", place{session: true}, false),
	}}, nil
}

// inspectVariables lists the variables of the session. References of an earlier list are void from then on, unless a cell is
// stopped.
func (k *Kernel) inspectVariables(v shell.Variables, _ wire.DebugArguments) (map[string]any, error) {
	list, err := v.Variables()
	if err != nil {
		return map[string]any{"variables": []any{}}, err // JupyterLab reads the list of a failure, too
	}
	k.dap.mu.Lock()
	defer k.dap.mu.Unlock()
	if k.dap.stopped == 0 {
		k.dap.places = nil
	}
	return k.dap.list(list, func(i int) place { return place{name: list[i].Name} }), nil
}

// inspectParts lists the parts of what a reference stands for.
func (k *Kernel) inspectParts(v shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	d := &k.dap
	at, err := d.at(a.Reference)
	if err != nil {
		return nil, fmt.Errorf("variables: %w", err)
	}
	list, child, err := k.parts(v, at)
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
	return d.list(list, func(i int) place { return child(first+i, list[i].Name) }), nil
}

// at is what a reference stands for.
func (d *dap) at(reference int) (place, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if reference < 1 || reference > len(d.places) {
		return place{}, fmt.Errorf("the reference %d is unknown", reference)
	}
	return d.places[reference-1], nil
}

// parts describes what is in a place, and tells what the parts are.
func (k *Kernel) parts(v shell.Variables, at place) (list []vars.Entry, child func(i int, name string) place, err error) {
	child = func(i int, _ string) place { return at.part(i) }
	if at.call == nil && at.local == nil {
		if at.session {
			list, err = v.Variables()
			return list, func(_ int, name string) place { return place{name: name} }, err
		}
		list, err = v.Parts(at.name, at.path...)
		return list, child, err
	}
	s, err := k.debugger()
	if err != nil {
		return nil, nil, err
	}
	if at.call != nil {
		list, err = s.Locals(at.call.Goroutine, at.call.Frame)
		return list, func(i int, _ string) place {
			ref := *at.call
			ref.Var = i
			return place{local: &ref}
		}, err
	}
	ref := *at.local
	ref.Path = at.path
	list, err = s.LocalParts(ref)
	return list, child, err
}

// pythonTypes are the names of types whose values JupyterLab shows in its tree. Of all others it shows the type, if it is told
// one: that is right for what can be opened, but of a float64 or a string the value is wanted.
var pythonTypes = map[string]bool{"int": true, "bool": true}

// list makes the body of an answer. It is called with the lock held.
func (d *dap) list(entries []vars.Entry, at func(int) place) map[string]any {
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
	thread, call := k.frame(a.Frame)
	s, err := k.debugger()
	if thread == 0 || err != nil {
		bundle, err := v.Show(a.Variable)
		if err != nil {
			return nil, err
		}
		return map[string]any{"data": k.mimeData(bundle), "metadata": map[string]any{}}, nil
	}
	bundle, err := s.ShowLocal(thread, call, a.Variable)
	if err != nil {
		return nil, err
	}
	return map[string]any{"data": k.mimeData(bundle), "metadata": map[string]any{}}, nil
}

// debugEvaluate computes an expression in a call, or in the session where nothing is stopped. In a console what is wrong is
// the answer: JupyterLab's says of a failure only that there was one.
func (k *Kernel) debugEvaluate(_ shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	body, err := k.evaluated(a.Frame, a.Expression)
	_, call := k.frame(a.Frame)
	k.dap.renumber(call)
	if err != nil && a.Context == "repl" {
		return map[string]any{"result": err.Error(), "value": err.Error(), "type": "error", "variablesReference": 0}, nil
	}
	return body, err
}

func (k *Kernel) evaluated(frame int, code string) (map[string]any, error) {
	s, err := k.debugger()
	if err != nil {
		return nil, err
	}
	thread, call := k.frame(frame)
	list, first, err := s.Evaluate(thread, call, code)
	if err != nil {
		return nil, err
	}
	body := map[string]any{"result": "", "type": "", "variablesReference": 0}
	var texts, types []string
	for _, e := range list {
		texts, types = append(texts, e.Value), append(types, e.Type)
	}
	body["result"], body["value"], body["type"] = strings.Join(texts, ", "), strings.Join(texts, ", "), strings.Join(types, ", ")
	if len(list) == 1 && list[0].Kids > 0 {
		k.dap.mu.Lock()
		defer k.dap.mu.Unlock()
		k.dap.places = append(k.dap.places, place{local: &debugger.Ref{Var: first}})
		body["variablesReference"] = len(k.dap.places)
	}
	return body, nil
}

// setVariable assigns to a variable of a call or of the session: a Go expression is its new value.
func (k *Kernel) setVariable(_ shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	at, err := k.dap.at(a.Reference)
	if err != nil {
		return nil, fmt.Errorf("setVariable: %w", err)
	}
	frame := 0
	switch {
	case at.call != nil:
		frame = frameID(at.call.Goroutine, at.call.Frame)
	case !at.session:
		return nil, errors.New("setVariable: only whole variables can be set; evaluate an assignment such as p.X = 3 to set a part of one")
	}
	return k.assign(frame, a.Name, a.Value)
}

func (k *Kernel) setExpression(_ shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	return k.assign(a.Frame, a.Expression, a.Value)
}

// assign gives what an expression stands for the value of another, and returns the new value.
func (k *Kernel) assign(frame int, to, value string) (map[string]any, error) {
	if _, err := k.evaluated(frame, to+" = "+value); err != nil {
		return nil, err
	}
	return k.evaluated(frame, to)
}

// copyToGlobals makes a variable of a call one of the session.
func (k *Kernel) copyToGlobals(_ shell.Variables, a wire.DebugArguments) (map[string]any, error) {
	s, err := k.debugger()
	if err != nil {
		return nil, err
	}
	if !token.IsIdentifier(a.From) || !token.IsIdentifier(a.To) {
		return nil, errors.New("copyToGlobals: both must be names of variables")
	}
	thread, call := k.frame(a.SourceFrame)
	return nil, s.Keep(thread, call, a.From, a.To)
}
