package kernel

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/ipywidgets"
	"github.com/gradbook/gradbook/kernel/wire"
)

// WidgetsVariable is the environment variable that says how controls of [display.Interact] are shown: as "ipywidgets", or as
// "html" that talks to the Jupyter server. Without it, VS Code gets the former, as there is no server that pages could talk to.
const WidgetsVariable = "GRADBOOK_WIDGETS"

// interactions are the controls that front ends show as ipywidgets.
type interactions struct {
	k       *Kernel
	setting string                                // of WidgetsVariable
	values  func(address string, values []string) // takes what the user sets; it does not block
	gone    func(address string)                  // is told that a front end has closed controls

	mu    sync.Mutex
	shown []*interaction // in the order in which they came
}

// interaction is one call of display.Interact.
type interaction struct {
	*ipywidgets.View
	comms []*Comm
	last  wire.DisplayContent // the latest result, if a model shows it
}

// newInteractions serves controls whose values go to the function values.
func newInteractions(k *Kernel, setting string, values func(string, []string), gone func(string)) *interactions {
	is := &interactions{k: k, setting: setting, values: values, gone: gone}
	k.comms.Register(ipywidgets.ControlTarget, func(c *Comm, _ json.RawMessage, _ [][]byte) (CommHandler, error) {
		return allModels{is, c}, nil
	})
	return is
}

// speaks tells which models the front end takes that sent a request, if it takes any, and whether results are shown by one, too.
// VS Code keeps the display_id of an output; JupyterLab has forgotten it when the page was loaded anew, but not its models.
func (is *interactions) speaks(r *wire.Message) (v ipywidgets.Versions, result, ok bool, err error) {
	inCode := strings.HasPrefix(cellOf(r), "vscode-notebook-cell")
	switch is.setting {
	case "", "ipywidgets":
		if inCode {
			return ipywidgets.Version7, false, true, nil
		}
		return ipywidgets.Version8, true, is.setting != "", nil
	case "html":
		return v, false, false, nil
	}
	return v, false, false, fmt.Errorf("%s is %q: it may be ipywidgets or html; set one of these, or none, and start the kernel anew", WidgetsVariable, is.setting)
}

// show makes the models of a form, and adds a view of them to the message with its HTML. Without a front end for them, the
// message stays as it is.
func (is *interactions) show(r *wire.Message, m display.Message) (display.Message, error) {
	versions, result, ok, err := is.speaks(r)
	if err != nil || !ok {
		return m, err
	}
	v, err := ipywidgets.New(*m.Form, versions, result, rand.Text)
	if err != nil {
		return m, err
	}
	i := &interaction{View: v}
	is.mu.Lock()
	defer is.mu.Unlock()
	is.shown = append(is.shown, i)
	for _, model := range v.Models() {
		c, err := is.k.comms.openAs(model.ID, ipywidgets.Target, r, map[string]any{"version": ipywidgets.Protocol}, model.Opening(), oneModel{is, i, model.ID})
		if err != nil {
			return m, err
		}
		i.comms = append(i.comms, c)
	}
	return viewed(m, v.Box), nil
}

// viewed is a message that shows a model where the front end can, and else what it shows.
func viewed(m display.Message, model string) display.Message {
	m.Data = maps.Clone(m.Data)
	m.Data[ipywidgets.ViewMIME] = ipywidgets.ViewOf(model)
	return m
}

// result shows what a function has returned, if that is by a model: it adds a view of that to the first message, and reports
// true for all others, which only change the model.
func (is *interactions) result(m display.Message, content func(display.Message) wire.DisplayContent) (display.Message, bool) {
	is.mu.Lock()
	defer is.mu.Unlock()
	for _, i := range is.shown {
		if i.View.Form.Result != m.ID || i.Result == "" {
			continue
		}
		i.last = content(m)
		update := i.Show(map[string]any{"output_type": "display_data", "data": i.last.Data, "metadata": i.last.Metadata})
		for _, c := range i.comms {
			if c.ID == i.Result {
				is.send(c, update)
			}
		}
		if m.Kind == display.KindUpdate {
			return m, true
		}
		return viewed(m, i.Result), false
	}
	return m, false
}

func (is *interactions) send(c *Comm, data any) {
	if err := c.Send(data); err != nil {
		is.k.log.Printf("a message of a widget was dropped: %v", err)
	}
}

// has reports whether the controls at an address are ipywidgets.
func (is *interactions) has(address string) bool {
	is.mu.Lock()
	defer is.mu.Unlock()
	for _, i := range is.shown {
		if i.View.Form.Address == address {
			return true
		}
	}
	return false
}

// close closes the controls at an address, if they are ipywidgets.
func (is *interactions) close(address string) {
	is.mu.Lock()
	defer is.mu.Unlock()
	is.shown = slices.DeleteFunc(is.shown, func(i *interaction) bool {
		if i.View.Form.Address == address {
			i.close()
		}
		return i.View.Form.Address == address
	})
}

// end closes all controls. Results stay: those that models have shown become plain outputs.
func (is *interactions) end() {
	is.mu.Lock()
	defer is.mu.Unlock()
	for _, i := range is.shown {
		if i.last.Data != nil {
			is.k.publish(wire.UpdateDisplayData, nil, i.last)
		}
		i.close()
	}
	is.shown = nil
}

func (i *interaction) close() {
	for _, c := range i.comms {
		c.Close(nil) // an error says that the front end has closed it
	}
}

// oneModel handles what a front end sends to a model.
type oneModel struct {
	is *interactions
	i  *interaction
	id string
}

// Message implements [CommHandler].
func (o oneModel) Message(data json.RawMessage, _ [][]byte) {
	o.is.mu.Lock()
	defer o.is.mu.Unlock()
	answer, err := o.i.Receive(o.id, data)
	if err != nil {
		o.is.k.log.Printf("dropped %v", err)
		return
	}
	if c := o.is.k.comms.get(o.id); c != nil && answer.Reply != nil {
		o.is.send(c, answer.Reply)
	}
	if answer.Values != nil {
		o.is.values(o.i.View.Form.Address, answer.Values)
	}
}

// Closed implements [CommHandler]: without the box, nobody sees the controls any more.
func (o oneModel) Closed(json.RawMessage) {
	if o.id == o.i.Box {
		o.is.gone(o.i.View.Form.Address)
	}
}

// allModels handles what a front end sends on the control target.
type allModels struct {
	is *interactions
	c  *Comm
}

// Message implements [CommHandler].
func (a allModels) Message(data json.RawMessage, _ [][]byte) {
	a.is.mu.Lock()
	defer a.is.mu.Unlock() // until the states are written
	var views []*ipywidgets.View
	for _, i := range a.is.shown {
		views = append(views, i.View)
	}
	answer, err := ipywidgets.ReceiveControl(data, views)
	if err != nil {
		a.is.k.log.Printf("dropped %v", err)
		return
	}
	a.is.send(a.c, answer.Reply)
}

// Closed implements [CommHandler].
func (allModels) Closed(json.RawMessage) {}
