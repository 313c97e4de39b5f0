package ipywidgets

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

// Opening is the data of the comm_open of a model.
type Opening struct {
	State       State `json:"state"`
	BufferPaths []any `json:"buffer_paths"` // where buffers belong: no model here has any
}

// Opening is what the front end makes the model of.
func (m Model) Opening() Opening { return Opening{maps.Clone(m.State), []any{}} }

// Update is the data of a comm_msg with attributes that have changed.
type Update struct {
	Method string `json:"method"`
	Opening
}

// Methods of messages.
const (
	methodUpdate        = "update"
	methodEcho          = "echo_update" // what a front end has changed, for the others
	methodRequestState  = "request_state"
	methodCustom        = "custom"
	methodRequestStates = "request_states"
	methodUpdateStates  = "update_states"
)

// Answer is what follows from a message of the front end.
type Answer struct {
	Reply  any      // data of a comm_msg on the same comm, with the message as its parent; nil: none
	Values []string // what the form's address gets; nil: nothing
}

// Receive takes the data of a message to the model of the id.
func (w *View) Receive(id string, data json.RawMessage) (Answer, error) {
	m := w.byID[id]
	if m == nil {
		return Answer{}, fmt.Errorf("there is no model %s", id)
	}
	var message struct {
		Method  string                     `json:"method"`
		State   map[string]json.RawMessage `json:"state"`
		Content struct {
			Event string `json:"event"`
		} `json:"content"`
	}
	if err := json.Unmarshal(data, &message); err != nil {
		return Answer{}, fmt.Errorf("a message to a widget: %w", err)
	}
	switch message.Method {
	case methodUpdate:
		return w.update(m, message.State), nil
	case methodRequestState:
		return Answer{Reply: Update{methodUpdate, m.Opening()}}, nil
	case methodCustom:
		if i, ok := w.fields[id]; ok && kinds[w.Form.Fields[i].Kind].value == "" && message.Content.Event == "click" {
			return Answer{Values: w.valuesNow()}, nil
		}
		return Answer{}, nil
	}
	return Answer{}, fmt.Errorf("a message to a widget has the unknown method %q", message.Method)
}

// update takes attributes that the front end has changed.
func (w *View) update(m *Model, changed map[string]json.RawMessage) Answer {
	echo := State{}
	var values []string
	for name, value := range changed {
		if _, ok := m.State[name]; !ok || strings.HasPrefix(name, "_") {
			continue // what a model is does not change, and what the front end counts for itself, such as its views, is of no interest
		}
		m.State[name], echo[name] = value, value
		i, ok := w.fields[m.ID]
		if !ok || name != kinds[w.Form.Fields[i].Kind].value {
			continue
		}
		field := w.Form.Fields[i]
		at := w.valueIndex(i)
		if text := textOf(field, value); text != w.values[at] {
			w.values[at] = text
			if !w.manual {
				values = w.valuesNow()
			}
		}
	}
	if len(echo) == 0 {
		return Answer{}
	}
	return Answer{Reply: Update{methodEcho, Opening{echo, []any{}}}, Values: values}
}

// valueIndex is the place of a field's value among those of all fields but buttons.
func (w *View) valueIndex(field int) int {
	n := 0
	for _, f := range w.Form.Fields[:field] {
		if kinds[f.Kind].value != "" {
			n++
		}
	}
	return n
}

// valuesNow are a copy that is never nil: a form may have nothing but its button.
func (w *View) valuesNow() []string { return append([]string{}, w.values...) }

// Show puts an output, as notebooks keep it, into the model of the result, and returns the message that says so to its comm.
func (w *View) Show(output any) Update {
	outputs := []any{output}
	w.byID[w.Result].State["outputs"] = outputs
	return Update{methodUpdate, Opening{State{"outputs": outputs}, []any{}}}
}

// modelState is a model in the answer to a request for all.
type modelState struct {
	Module  string `json:"model_module"`
	Version string `json:"model_module_version"`
	Name    string `json:"model_name"`
	State   State  `json:"state"`
}

// states is the data of a comm_msg with all models.
type states struct {
	Method      string                `json:"method"`
	States      map[string]modelState `json:"states"`
	BufferPaths []any                 `json:"buffer_paths"`
}

// ReceiveControl takes the data of a message on the control target, and answers with all models of the views.
func ReceiveControl(data json.RawMessage, views []*View) (Answer, error) {
	var message struct {
		Method string `json:"method"`
	}
	if err := json.Unmarshal(data, &message); err != nil {
		return Answer{}, fmt.Errorf("a message to all widgets: %w", err)
	}
	if message.Method != methodRequestStates {
		return Answer{}, fmt.Errorf("a message to all widgets has the unknown method %q", message.Method)
	}
	all := states{methodUpdateStates, map[string]modelState{}, []any{}}
	for _, v := range views {
		for _, m := range v.Models() {
			s := m.Opening().State
			all.States[m.ID] = modelState{s["_model_module"].(string), s["_model_module_version"].(string), s["_model_name"].(string), s}
		}
	}
	return Answer{Reply: all}, nil
}
