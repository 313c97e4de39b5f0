package ipywidgets_test

import (
	"embed"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/ipywidgets"
)

//go:embed testdata/models7.txt testdata/models8.txt
var specs embed.FS

// model is what the specification says of a model: the names and versions, and the type of each attribute.
type model struct {
	names      string
	attributes map[string]string
}

func specOf(t *testing.T, file string) map[string]model {
	t.Helper()
	text, err := specs.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	models := map[string]model{}
	var m model
	for _, line := range strings.Split(string(text), "\n")[3:] {
		if name, typ, ok := strings.Cut(strings.TrimPrefix(line, "\t"), ": "); ok {
			m.attributes[name] = typ
		} else if name, _, ok := strings.Cut(line, " "); ok {
			m = model{line, map[string]string{}}
			models[name] = m
		}
	}
	return models
}

// form has a field of every kind.
var form = display.Form{Address: "/gradbook/1", Result: "result", Fields: []display.Field{
	{Kind: display.FieldSlider, Label: "x < <b>y</b>", Start: "0.30", Min: -1, Max: 1, Step: 0.05, Digits: 2},
	{Kind: display.FieldWholeSlider, Label: "n", Start: "3", Min: 0, Max: 10, Step: 1},
	{Kind: display.FieldList, Label: "of", Start: "1", Options: []string{"a", "<b>"}},
	{Kind: display.FieldCheckbox, Label: "on", Start: "true"},
	{Kind: display.FieldText, Label: "text", Start: "go"},
	{Kind: display.FieldNumber, Label: "y", Start: "1e-3"},
	{Kind: display.FieldWhole, Label: "k", Start: "-7"},
}}

func withButton(f display.Form) display.Form {
	f.Fields = append(f.Fields[:len(f.Fields):len(f.Fields)], display.Field{Kind: display.FieldButton, Label: "go & run"})
	return f
}

// view makes the models of a form, with ids 1, 2, …
func view(t *testing.T, f display.Form, v ipywidgets.Versions, result bool) *ipywidgets.View {
	t.Helper()
	n := 0
	w, err := ipywidgets.New(f, v, result, func() string { n++; return fmt.Sprint(n) })
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// idOf is the id of the only model of the name.
func idOf(t *testing.T, w *ipywidgets.View, name string) string {
	t.Helper()
	for _, m := range w.Models() {
		if m.State["_model_name"] == name {
			return m.ID
		}
	}
	t.Fatalf("there is no %s", name)
	return ""
}

// TestModels holds the models against the specification of both versions: their names, and the types of all attributes.
func TestModels(t *testing.T) {
	for _, c := range []struct {
		file     string
		versions ipywidgets.Versions
		more     string // an attribute that the version ignores
	}{{"models7.txt", ipywidgets.Version7, "description_allow_html"}, {"models8.txt", ipywidgets.Version8, ""}} {
		t.Run(c.file, func(t *testing.T) {
			spec, before := specOf(t, c.file), map[string]string{}
			for _, m := range view(t, withButton(form), c.versions, true).Models() {
				text, err := json.Marshal(m.Opening())
				if err != nil {
					t.Fatal(err)
				}
				var data struct {
					State       map[string]any `json:"state"`
					BufferPaths []any          `json:"buffer_paths"`
				}
				if err := json.Unmarshal(text, &data); err != nil || data.BufferPaths == nil {
					t.Fatalf("%s: %v", text, err)
				}
				s := data.State
				name := fmt.Sprint(s["_model_name"])
				names := fmt.Sprintln(name, s["_model_module"], s["_model_module_version"], s["_view_name"], s["_view_module"], s["_view_module_version"])
				if want := spec[name].names; strings.TrimSpace(names) != want {
					t.Errorf("model %swant %s", names, want)
				}
				for attribute, value := range s {
					if strings.HasPrefix(attribute, "_model") || strings.HasPrefix(attribute, "_view") || attribute == c.more {
						continue
					}
					typ := spec[name].attributes[attribute]
					if !fits(value, typ, before) {
						t.Errorf("%s: %s is %v, want %q", name, attribute, value, typ)
					}
				}
				before["IPY_MODEL_"+m.ID] = strings.TrimSuffix(name, "Model")
			}
		})
	}
}

// fits reports whether a value is of a type of the specification. Models are referred to by the name that they have in models.
func fits(value any, typ string, models map[string]string) bool {
	if rest, ok := strings.CutPrefix(typ, "null or "); ok {
		return value == nil || fits(value, rest, models)
	}
	if rest, ok := strings.CutPrefix(typ, "array of "); ok {
		list, ok := value.([]any)
		for _, v := range list {
			ok = ok && fits(v, rest, models)
		}
		return ok
	}
	switch v := value.(type) {
	case string:
		return typ == "string" || models[v] == typ || typ == "Widget" && models[v] != ""
	case bool:
		return typ == "boolean"
	case float64:
		return typ == "number" || typ == "integer" && v == math.Trunc(v)
	case map[string]any:
		return typ == "object"
	}
	return false
}

// TestLabels: a label is shown as it was written, though version 7 takes labels as HTML; buttons' are texts in both.
func TestLabels(t *testing.T) {
	for _, v := range []ipywidgets.Versions{ipywidgets.Version7, ipywidgets.Version8} {
		got := map[string]any{}
		for _, m := range view(t, withButton(form), v, false).Models() {
			got[fmt.Sprint(m.State["_model_name"])] = m.State["description"]
		}
		if got["FloatSliderModel"] != "x &lt; &lt;b&gt;y&lt;/b&gt;" || got["ButtonModel"] != "go & run" {
			t.Errorf("version %s: %v", v.Controls, got)
		}
	}
}

// TestReceive sends messages as front ends do.
func TestReceive(t *testing.T) {
	const start = `["0.30","3","1","true","go","1e-3","-7"]`
	for _, c := range []struct{ name, model, message, reply, values string }{
		// updates
		{"slider", "FloatSliderModel", `{"method":"update","state":{"value":0.15000000000000002},"buffer_paths":[]}`,
			`{"method":"echo_update","state":{"value":0.15000000000000002},"buffer_paths":[]}`, `["0.15","3","1","true","go","1e-3","-7"]`},
		{"whole slider", "IntSliderModel", `{"method":"update","state":{"value":4}}`, `{"method":"echo_update","state":{"value":4},"buffer_paths":[]}`,
			`["0.30","4","1","true","go","1e-3","-7"]`},
		{"list", "DropdownModel", `{"method":"update","state":{"index":0}}`, `{"method":"echo_update","state":{"index":0},"buffer_paths":[]}`,
			`["0.30","3","0","true","go","1e-3","-7"]`},
		{"checkbox", "CheckboxModel", `{"method":"update","state":{"value":false}}`, `{"method":"echo_update","state":{"value":false},"buffer_paths":[]}`,
			`["0.30","3","1","false","go","1e-3","-7"]`},
		{"text", "TextModel", `{"method":"update","state":{"value":"a\"b"}}`, `{"method":"echo_update","state":{"value":"a\"b"},"buffer_paths":[]}`,
			`["0.30","3","1","true","a\"b","1e-3","-7"]`},
		{"number", "FloatTextModel", `{"method":"update","state":{"value":1e-7}}`, `{"method":"echo_update","state":{"value":1e-7},"buffer_paths":[]}`,
			`["0.30","3","1","true","go","1e-7","-7"]`},
		{"an empty field", "IntTextModel", `{"method":"update","state":{"value":null}}`, `{"method":"echo_update","state":{"value":null},"buffer_paths":[]}`,
			`["0.30","3","1","true","go","1e-3",""]`},
		{"something else of a model", "TextModel", `{"method":"update","state":{"description":"other"}}`, `{"method":"echo_update","state":{"description":"other"},"buffer_paths":[]}`, ``},
		{"what no model has", "TextModel", `{"method":"update","state":{"_view_count":1,"_model_name":"Other"}}`, ``, ``},
		{"the same value", "DropdownModel", `{"method":"update","state":{"index":1}}`, `{"method":"echo_update","state":{"index":1},"buffer_paths":[]}`, ``},
		// clicks
		{"a click", "ButtonModel", `{"method":"custom","content":{"event":"click"}}`, ``, start},
		{"another event", "ButtonModel", `{"method":"custom","content":{"event":"other"}}`, ``, ``},
		{"a click on something else", "TextModel", `{"method":"custom","content":{"event":"click"}}`, ``, ``},
		// malformed messages
		{"no JSON", "TextModel", `{`, `a message to a widget: unexpected end of JSON input`, ``},
		{"an unknown method", "TextModel", `{"method":"backbone"}`, `a message to a widget has the unknown method "backbone"`, ``},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := form
			if c.model == "ButtonModel" {
				f = withButton(form)
			}
			w := view(t, f, ipywidgets.Version8, false)
			answer, err := w.Receive(idOf(t, w, c.model), json.RawMessage(c.message))
			reply := text(t, answer.Reply)
			if err != nil {
				reply = err.Error()
			}
			values := text(t, answer.Values)
			if reply != c.reply || values != c.values {
				t.Errorf("the reply is %s, the values are %s; want %s and %s", reply, values, c.reply, c.values)
			}
		})
	}
	if _, err := view(t, form, ipywidgets.Version7, false).Receive("other", nil); err == nil {
		t.Error("a message to no model is no error")
	}
}

// text is a value as JSON, empty for nil.
func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(string(b), "null")
}

// TestManual moves what belongs to a button: the function is called with the latest values, but only when that is clicked.
func TestManual(t *testing.T) {
	w := view(t, withButton(form), ipywidgets.Version8, false)
	receive := func(model, message string) []string {
		t.Helper()
		answer, err := w.Receive(idOf(t, w, model), json.RawMessage(message))
		if err != nil {
			t.Fatal(err)
		}
		return answer.Values
	}
	if v := receive("IntSliderModel", `{"method":"update","state":{"value":9}}`); v != nil {
		t.Errorf("the function is called with %v", v)
	}
	want := []string{"0.30", "9", "1", "true", "go", "1e-3", "-7"}
	if diff := cmp.Diff(want, receive("ButtonModel", `{"method":"custom","content":{"event":"click"}}`)); diff != "" {
		t.Error(diff)
	}
	alone := view(t, withButton(display.Form{}), ipywidgets.Version8, false)
	answer, err := alone.Receive(idOf(t, alone, "ButtonModel"), json.RawMessage(`{"method":"custom","content":{"event":"click"}}`))
	if err != nil || answer.Values == nil || len(answer.Values) != 0 {
		t.Errorf("a button without fields sends %v, %v", answer.Values, err)
	}
}

// TestStates asks for models after they have changed, one and all: what a page needs that is loaded anew.
func TestStates(t *testing.T) {
	a := view(t, form, ipywidgets.Version8, true)
	slider := idOf(t, a, "FloatSliderModel")
	if _, err := a.Receive(slider, json.RawMessage(`{"method":"update","state":{"value":0.5}}`)); err != nil {
		t.Fatal(err)
	}
	shown := map[string]any{"output_type": "display_data", "data": map[string]any{"text/plain": "7"}}
	if got, want := text(t, a.Show(shown)), `{"method":"update","state":{"outputs":[{"data":{"text/plain":"7"},"output_type":"display_data"}]},"buffer_paths":[]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	one, err := a.Receive(slider, json.RawMessage(`{"method":"request_state"}`))
	if err != nil {
		t.Fatal(err)
	}
	if s := text(t, one.Reply); !strings.HasPrefix(s, `{"method":"update","state":{"_model_module":`) || !strings.Contains(s, `"value":0.5`) {
		t.Errorf("the slider is %s", s)
	}
	all, err := ipywidgets.ReceiveControl(json.RawMessage(`{"method":"request_states"}`), []*ipywidgets.View{a})
	if err != nil {
		t.Fatal(err)
	}
	var data struct {
		Method string `json:"method"`
		States map[string]struct {
			Name    string         `json:"model_name"`
			Module  string         `json:"model_module"`
			Version string         `json:"model_module_version"`
			State   map[string]any `json:"state"`
		} `json:"states"`
		BufferPaths []any `json:"buffer_paths"`
	}
	if err := json.Unmarshal([]byte(text(t, all.Reply)), &data); err != nil {
		t.Fatal(err)
	}
	got := data.States[slider]
	if data.Method != "update_states" || data.BufferPaths == nil || len(data.States) != len(a.Models()) ||
		got.Name != "FloatSliderModel" || got.Module != "@jupyter-widgets/controls" || got.Version != "2.0.0" || got.State["value"] != 0.5 {
		t.Errorf("all are %s", text(t, all.Reply))
	}
	if outputs := data.States[a.Result].State["outputs"].([]any); len(outputs) != 1 {
		t.Errorf("the result is %v", outputs)
	}
	none, err := ipywidgets.ReceiveControl(json.RawMessage(`{"method":"request_states"}`), nil)
	if got, want := text(t, none.Reply), `{"method":"update_states","states":{},"buffer_paths":[]}`; got != want || err != nil {
		t.Errorf("without models: %s, %v", got, err)
	}
	for _, bad := range []string{`{"method":"other"}`, `[]`} {
		if _, err := ipywidgets.ReceiveControl(json.RawMessage(bad), nil); err == nil {
			t.Errorf("%s is no error", bad)
		}
	}
}

func TestUnknownKind(t *testing.T) {
	_, err := ipywidgets.New(display.Form{Fields: []display.Field{{Kind: "dial"}}}, ipywidgets.Version8, false, func() string { return "" })
	if err == nil || !strings.Contains(err.Error(), `"dial"`) {
		t.Error(err)
	}
}

func ExampleNew() {
	f := display.Form{Fields: []display.Field{{Kind: display.FieldCheckbox, Label: "loud", Start: "false"}}}
	n := 0
	v, err := ipywidgets.New(f, ipywidgets.Version8, false, func() string { n++; return fmt.Sprint("id", n) })
	if err != nil {
		panic(err)
	}
	for _, m := range v.Models() {
		fmt.Println(m.ID, m.State["_model_name"])
	}
	answer, err := v.Receive("id4", []byte(`{"method": "update", "state": {"value": true}}`))
	fmt.Println(answer.Values, err)
	// Output:
	// id1 LayoutModel
	// id2 LayoutModel
	// id3 CheckboxStyleModel
	// id4 CheckboxModel
	// id5 VBoxModel
	// [true] <nil>
}
