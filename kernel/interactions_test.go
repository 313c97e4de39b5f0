package kernel_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel"
	"github.com/gradbook/gradbook/kernel/engine/gonb"
	"github.com/gradbook/gradbook/kernel/wire"
)

const viewMIME = "application/vnd.jupyter.widget-view+json"

// inCode is the id of a cell in VS Code.
const inCode = "vscode-notebook-cell:/folder/book.ipynb#W0sZmlsZQ%3D%3D"

// startWidgets runs a kernel whose cells have controls, with a setting of [kernel.WidgetsVariable].
func startWidgets(t *testing.T, setting string) (*client, *withWidgets) {
	sh := &withWidgets{scripted: &scripted{}}
	c := start(t, func(config *kernel.Config) { config.Shell, config.Widgets = sh, setting })
	return c, sh
}

// runIn runs a cell that a notebook has under an id, and returns its request and what it has published.
func (c *client) runIn(id, code string) (*wire.Message, []*wire.Message) {
	c.t.Helper()
	m, err := c.author.New(wire.ExecuteRequest, nil, cell(code))
	if err != nil {
		c.t.Fatal(err)
	}
	m.Metadata, _ = json.Marshal(map[string]string{"cellId": id})
	c.sendMessage("shell", m)
	c.reply("shell", m)
	c.wait("iopub", "idle", patient, func(o *wire.Message) bool {
		return o.Header.Type == wire.Status && answers(m)(o) && strings.Contains(string(o.Content), "idle")
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []*wire.Message
	for _, o := range c.got["iopub"] {
		if answers(m)(o) {
			out = append(out, o)
		}
	}
	return m, out
}

// opened are the models that a cell has opened, by their names, and the outputs of the cell.
func opened(t *testing.T, messages []*wire.Message) (models map[string]string, outputs []map[string]any) {
	t.Helper()
	models = map[string]string{}
	for _, m := range messages {
		content := object(t, m.Content)
		switch m.Header.Type {
		case wire.CommOpen:
			state := content["data"].(map[string]any)["state"].(map[string]any)
			models[fmt.Sprint(state["_model_name"])] = fmt.Sprint(content["comm_id"])
			if content["target_name"] != "jupyter.widget" || string(m.Metadata) != `{"version":"2.1.0"}` {
				t.Errorf("a model is opened with %s and %s", m.Metadata, m.Content)
			}
			models["version of "+fmt.Sprint(state["_model_name"])] = fmt.Sprint(state["_model_module_version"])
		case wire.DisplayData:
			outputs = append(outputs, content["data"].(map[string]any))
		}
	}
	return models, outputs
}

// TestInteractionStyles: which front end gets controls as what.
func TestInteractionStyles(t *testing.T) {
	for _, c := range []struct{ name, setting, cell, version, result string }{
		{"JupyterLab", "", "a-b-c", "", ""},
		{"JupyterLab, asked for", "ipywidgets", "a-b-c", "2.0.0", "OutputModel"},
		{"a console, asked for", "ipywidgets", "", "2.0.0", "OutputModel"},
		{"VS Code", "", inCode, "1.5.0", ""},
		{"VS Code, asked for", "ipywidgets", inCode, "1.5.0", ""},
		{"VS Code, HTML", "html", inCode, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			k, _ := startWidgets(t, c.setting)
			_, messages := k.runIn(c.cell, "controls /gradbook/1\nshowid first")
			models, outputs := opened(t, messages)
			if len(outputs) != 2 || outputs[0]["text/html"] != "<input>" || outputs[1]["text/plain"] != "first" {
				t.Fatalf("the outputs are %v", outputs)
			}
			if got := models["version of VBoxModel"]; got != c.version {
				t.Errorf("the models are of version %q", got)
			}
			for i, model := range []string{"VBoxModel", c.result} {
				if c.version == "" {
					model = ""
				}
				var want any
				if model != "" {
					want = map[string]any{"model_id": models[model], "version_major": 2.0, "version_minor": 0.0}
				}
				if diff := cmp.Diff(want, outputs[i][viewMIME]); diff != "" {
					t.Errorf("output %d: %s", i, diff)
				}
			}
		})
	}
	t.Run("an unknown setting", func(t *testing.T) {
		k, _ := startWidgets(t, "both")
		k.runIn("a", "controls /gradbook/1")
		k.onIOPub(wire.Stream, `GRADBOOK_WIDGETS is \"both\": it may be ipywidgets or html`)
	})
}

// TestInteraction moves controls of a cell, as a front end does that shows ipywidgets.
func TestInteraction(t *testing.T) {
	c, sh := startWidgets(t, "ipywidgets")
	const address = "/gradbook/1"
	listen := func(at string) { sh.want(gonb.Comm{Kind: gonb.CommSubscribe, Address: at}) }
	_, messages := c.runIn("a", "controls "+address+"\nshowid first")
	models, _ := opened(t, messages)
	listen(address)
	send := func(id, data string) *wire.Message {
		t.Helper()
		return c.send("shell", wire.CommMsg, wire.CommContent{ID: id, Data: json.RawMessage(data)})
	}
	answered := func(what string, m *wire.Message, text string) map[string]any {
		t.Helper()
		o := c.wait("iopub", what, patient, func(o *wire.Message) bool {
			return o.Header.Type == wire.CommMsg && answers(m)(o) && strings.Contains(string(o.Content), text)
		})
		return object(t, o.Content)["data"].(map[string]any)
	}

	answered("the echo", send(models["FloatSliderModel"], `{"method":"update","state":{"value":1.5},"buffer_paths":[]}`), `{"method":"echo_update","state":{"value":1.5},"buffer_paths":[]}`)
	want := []any{address, []string{"1.5", "go"}}
	c.eventually("the value", func() bool { return cmp.Equal(want, sh.got()) })
	answered("the state of one", send(models["TextModel"], `{"method":"request_state"}`), `"method":"update"`)
	send(models["TextModel"], `{"method":"nonsense"}`)
	c.eventually("a line of the log", func() bool { return strings.Contains(c.log.String(), `unknown method "nonsense"`) })

	// A result goes into its model, in place of an update of the output, which a page that was loaded anew does not know.
	_, later := c.runIn("b", "update second\nshow other")
	for _, m := range later {
		if m.Header.Type == wire.UpdateDisplayData {
			t.Error("the output is updated as well")
		}
	}
	c.onIOPub(wire.CommMsg, `"data":{"text/plain":"second"}`)

	// A page that is loaded anew asks for everything.
	c.send("shell", wire.CommOpen, wire.CommContent{ID: "control", Target: "jupyter.widget.control", Data: json.RawMessage(`{}`)})
	states := answered("all states", send("control", `{"method":"request_states"}`), "update_states")["states"].(map[string]any)
	state := func(model string) map[string]any {
		return states[models[model]].(map[string]any)["state"].(map[string]any)
	}
	if state("FloatSliderModel")["value"] != 1.5 || !strings.Contains(fmt.Sprint(state("OutputModel")["outputs"]), "second") {
		t.Errorf("the states are %v", states)
	}
	info := func() map[string]any {
		m := c.reply("shell", c.send("shell", wire.CommInfoRequest, wire.CommInfoContent{Target: "jupyter.widget"}))
		return object(t, m.Content)["comms"].(map[string]any)
	}
	if n := len(info()); n != len(states) {
		t.Errorf("%d comms are open for %d models", n, len(states))
	}

	// The next run of the cell, the front end, and the end of the session close them.
	closed := func(id string) { t.Helper(); c.onIOPub(wire.CommClose, id) }
	_, messages = c.runIn("a", "controls /gradbook/2")
	closed(models["VBoxModel"])
	want = append(want, address, nil)
	c.eventually("the program knows that the first are gone", func() bool { return cmp.Equal(want, sh.got()) })
	models, _ = opened(t, messages)
	listen("/gradbook/2")
	c.send("shell", wire.CommClose, wire.CommContent{ID: models["VBoxModel"], Data: json.RawMessage(`{}`)})
	closed(models["FloatSliderModel"])
	want = append(want, "/gradbook/2", nil)
	c.eventually("the program knows that the second are gone", func() bool { return cmp.Equal(want, sh.got()) })
	_, messages = c.runIn("c", "controls /gradbook/3\nshowid third")
	models, _ = opened(t, messages)
	listen("/gradbook/3")
	sh.want(gonb.Comm{Kind: gonb.CommEnd})
	closed(models["VBoxModel"])
	c.onIOPub(wire.UpdateDisplayData, `{"data":{"text/plain":"third"},"metadata":{},"transient":{"display_id":"id"}}`) // the result stays
	if left := info(); len(left) != 0 {
		t.Errorf("%v are open", left)
	}
	if got := sh.got(); !cmp.Equal(want, got) {
		t.Errorf("a program that has ended is told %v", got)
	}
	_, messages = c.runIn("d", "controls /gradbook/4")
	models, _ = opened(t, messages)
	c.reply("control", c.send("control", wire.ShutdownRequest, wire.ShutdownContent{Restart: true}))
	closed(models["VBoxModel"])
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, m := range c.got["iopub"] {
		if strings.Contains(string(m.Content), "gonb_comm") {
			t.Error("controls that are ipywidgets come with a script of HTML's")
		}
	}
}
