package kernel

import (
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/gonb"
	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/kernel/wire"
)

// widgetTarget is the target that the script in the front end opens its comm to. The name, the shape of the messages and
// the object gonb_comm in the browser are gonbui's, whose widgets use them.
const widgetTarget = "gonb_comm"

//go:embed widgets.js
var widgetScript string

// Addresses of messages between the script and the kernel; all others are those of the program.
const (
	addressOpened    = "#comm_open_ack" // to the script: its comm is open
	addressPing      = "#heartbeat/ping"
	addressPong      = "#heartbeat/pong"
	addressInstalled = "#installed" // from the script, which is there already: the value is the display id of its new copy
	addressRead      = "#read"      // to the script: send the value at the address that is the value
)

// widgetValue is the data of the comm's messages.
type widgetValue struct {
	Address string `json:"address"`
	Value   any    `json:"value"`
}

const (
	maxWindows = 8    // browser windows that take part; those that were closed do not say so
	maxWaiting = 1000 // values that wait for the first of them
)

// widgets connects code in cells with widgets in the front end. Code that uses one has a script put into its cell's output, which
// opens a comm over a web socket of its own; the script's display is emptied as soon as it runs, so that no notebook keeps it.
type widgets struct {
	k       *Kernel
	shell   shell.Widgets
	deliver *lane // to the program, which may be slow to read
	// instance tells this process from those before it with the same id, whose connections a front end may still hold.
	instance string
	models   *interactions

	mu      sync.Mutex
	cell    string              // id of the request whose output has the script
	windows []*Comm             // latest last
	waiting []widgetValue       // until there is a window
	wanted  map[string]bool     // addresses that the program has subscribed to
	inCell  map[string][]string // addresses of controls that the latest run of a cell has, by the cell's id in the notebook
}

// newWidgets serves the widgets of a shell, if it has any.
func newWidgets(k *Kernel) {
	sh, ok := k.shell.(shell.Widgets)
	if !ok {
		return
	}
	w := &widgets{k: k, shell: sh, deliver: newLane(k.ctx), instance: rand.Text(), wanted: make(map[string]bool), inCell: make(map[string][]string)}
	w.models = newInteractions(k, k.config.Widgets, func(address string, values []string) { w.take(widgetValue{address, values}) }, w.drop)
	k.widgets = w
	k.comms.Register(widgetTarget, w.open)
	sh.OnWidget(w.want)
}

// want does what the program asks for.
func (w *widgets) want(c gonb.Comm) {
	if c.Kind == gonb.CommEnd {
		w.end()
		return
	}
	if !w.models.has(c.Address) { // those need no script
		w.install()
	}
	switch c.Kind {
	case gonb.CommSubscribe, gonb.CommUnsubscribe:
		w.mu.Lock()
		defer w.mu.Unlock()
		w.wanted[c.Address] = c.Kind == gonb.CommSubscribe
	case gonb.CommSend:
		w.send(widgetValue{c.Address, c.Value})
	case gonb.CommRead:
		w.send(widgetValue{addressRead, c.Address})
	}
}

// show notes that the cell of a request has the controls of a message, and adds what shows them as ipywidgets, if its front end
// has these.
func (w *widgets) show(r *wire.Message, m display.Message) (display.Message, error) {
	if id := cellOf(r); id != "" {
		w.mu.Lock()
		w.inCell[id] = append(w.inCell[id], m.Form.Address)
		w.mu.Unlock()
	}
	return w.models.show(r, m)
}

// replace gives up the controls of earlier runs of a cell that begins to run: they are gone from the notebook.
func (w *widgets) replace(r *wire.Message) {
	id := cellOf(r)
	w.mu.Lock()
	old := w.inCell[id]
	delete(w.inCell, id)
	w.mu.Unlock()
	for _, address := range old {
		w.drop(address)
	}
}

// drop gives up the controls at an address, and tells the program so.
func (w *widgets) drop(address string) {
	w.mu.Lock()
	delete(w.wanted, address)
	w.mu.Unlock()
	w.models.close(address)
	w.hand(address, nil)
}

// end gives up everything, as the program has ended.
func (w *widgets) end() {
	w.mu.Lock()
	clear(w.wanted)
	clear(w.inCell)
	w.mu.Unlock()
	w.models.end()
}

// install puts the script into the output of the running cell, once a cell: a window that has it connects, or says that it is
// connected already.
func (w *widgets) install() {
	cell := w.k.runningCell()
	w.mu.Lock()
	defer w.mu.Unlock()
	if cell == nil || cell.Header.ID == w.cell {
		return
	}
	w.cell = cell.Header.ID
	id := "gradbook-widgets-" + rand.Text()
	kernel, display := quoted(w.k.config.KernelID), quoted(id)
	html := fmt.Sprintf("<script>(%s)(%s, %s, %s)</script>", widgetScript, kernel, display, quoted(w.instance))
	w.k.publish(wire.DisplayData, cell, scriptContent(html, id))
}

// erase empties the display of a script that runs.
func (w *widgets) erase(display string) {
	w.k.publish(wire.UpdateDisplayData, nil, scriptContent("", display))
}

func scriptContent(html, id string) wire.DisplayContent {
	return wire.DisplayContent{
		Data:      map[string]any{"text/html": html},
		Metadata:  map[string]any{},
		Transient: wire.Transient{ID: id},
	}
}

// quoted is a string as JavaScript, which may stand in HTML: json.Marshal escapes what would end a script element.
func quoted(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		return `""` // strings can always be marshalled
	}
	return string(text)
}

// send sends a value to all windows, or keeps it until there is one.
func (w *widgets) send(v widgetValue) {
	w.mu.Lock()
	windows := slices.Clone(w.windows)
	if len(windows) == 0 && len(w.waiting) < maxWaiting {
		w.waiting = append(w.waiting, v)
	}
	w.mu.Unlock()
	for _, c := range windows {
		w.sendTo(c, v)
	}
}

func (w *widgets) sendTo(c *Comm, v widgetValue) {
	if err := c.Send(v); err != nil {
		w.k.log.Printf("a value for the widgets at %q was dropped: %v", v.Address, err)
	}
}

// open is the [Target] of the script's comm.
func (w *widgets) open(c *Comm, data json.RawMessage, _ [][]byte) (CommHandler, error) {
	var hello struct {
		Display string `json:"display"`
	}
	if err := json.Unmarshal(data, &hello); err != nil {
		return nil, fmt.Errorf("the data of the comm: %w", err)
	}
	w.sendTo(c, widgetValue{addressOpened, true})
	w.mu.Lock()
	w.windows = append(w.windows, c)
	if len(w.windows) > maxWindows {
		w.windows = w.windows[1:]
	}
	waiting := w.waiting
	w.waiting = nil
	w.mu.Unlock()
	for _, v := range waiting {
		w.sendTo(c, v)
	}
	if hello.Display != "" {
		w.erase(hello.Display)
	}
	return window{w, c}, nil
}

// window handles what one window of the browser sends.
type window struct {
	w *widgets
	c *Comm
}

// Message implements [CommHandler].
func (o window) Message(data json.RawMessage, _ [][]byte) {
	var v widgetValue
	if err := json.Unmarshal(data, &v); err != nil {
		o.w.k.log.Printf("dropped a value of the widgets: %v", err)
		return
	}
	switch v.Address {
	case addressPing:
		o.w.sendTo(o.c, widgetValue{addressPong, true})
	case addressPong:
	case addressInstalled:
		if display, ok := v.Value.(string); ok {
			o.w.erase(display)
		}
	default:
		o.w.take(v)
	}
}

// take hands a value to the program, if it has subscribed to the address.
func (w *widgets) take(v widgetValue) {
	w.mu.Lock()
	wanted := w.wanted[v.Address]
	w.mu.Unlock()
	if !wanted {
		return
	}
	w.hand(v.Address, v.Value)
}

// hand has a value delivered to the program.
func (w *widgets) hand(address string, value any) {
	w.deliver.add(func() {
		if err := w.shell.Deliver(address, value); err != nil {
			w.k.log.Printf("dropped a value of the widgets: %v", err)
		}
	})
}

// Closed implements [CommHandler].
func (o window) Closed(json.RawMessage) {
	o.w.mu.Lock()
	defer o.w.mu.Unlock()
	o.w.windows = slices.DeleteFunc(o.w.windows, func(c *Comm) bool { return c == o.c })
}
