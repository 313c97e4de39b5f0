package kernel_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel"
	"github.com/gradbook/gradbook/kernel/engine/gonb"
	"github.com/gradbook/gradbook/kernel/wire"
)

// withWidgets is a scripted shell that has widgets.
type withWidgets struct {
	*scripted
	mu        sync.Mutex
	want      func(gonb.Comm)
	delivered []any
}

func (w *withWidgets) OnWidget(want func(gonb.Comm)) { w.want = want }

func (w *withWidgets) Deliver(address string, value any) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.delivered = append(w.delivered, address, value)
	return nil
}

func (w *withWidgets) got() []any {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]any{}, w.delivered...)
}

func TestWidgets(t *testing.T) {
	var sh *withWidgets
	c := start(t, func(config *kernel.Config) {
		sh = &withWidgets{scripted: &scripted{}}
		config.Shell, config.KernelID = sh, "id of </script> the kernel"
	})
	cell := c.send("shell", wire.ExecuteRequest, cell("print started\nblock"))
	c.wait("iopub", "the output of the cell", patient, func(m *wire.Message) bool { return m.Header.Type == wire.Stream })
	sh.want(gonb.Comm{Kind: gonb.CommSubscribe, Address: "/slider"})
	sh.want(gonb.Comm{Kind: gonb.CommSend, Address: "/slider", Value: 3})

	script := c.onIOPub(wire.DisplayData, "gonb_comm")
	mine := answers(cell)
	if !mine(script) {
		t.Error("the script is not in the output of the cell that uses the widget")
	}
	html := object(t, script.Content)["data"].(map[string]any)["text/html"].(string)
	if n := strings.Count(html, "</script>"); n != 1 || !strings.HasSuffix(html, "</script>") {
		t.Errorf("the script element ends %d times", n)
	}
	display := regexp.MustCompile(`gradbook-widgets-\w+`).FindString(html)

	opened := func(id string) {
		t.Helper()
		c.send("shell", wire.CommOpen, wire.CommContent{ID: id, Target: "gonb_comm", Data: json.RawMessage(`{"display":"` + display + `"}`)})
		c.onIOPub(wire.CommMsg, `{"comm_id":"`+id+`","data":{"address":"#comm_open_ack","value":true}}`)
	}
	message := func(data string) {
		t.Helper()
		c.send("shell", wire.CommMsg, wire.CommContent{ID: "first", Data: json.RawMessage(data)})
	}
	opened("first")
	c.onIOPub(wire.CommMsg, `{"comm_id":"first","data":{"address":"/slider","value":3}}`) // it had waited
	c.onIOPub(wire.UpdateDisplayData, `{"data":{"text/html":""},"metadata":{},"transient":{"display_id":"`+display+`"}}`)
	opened("second")

	message(`{"address":"/slider","value":7}`)
	message(`{"address":"/nobody","value":1}`)
	message(`["not a value"]`)
	message(`{"address":"#heartbeat/ping","value":true}`)
	c.onIOPub(wire.CommMsg, `{"comm_id":"first","data":{"address":"#heartbeat/pong","value":true}}`)
	c.eventually("the value", func() bool { return len(sh.got()) > 0 })
	sh.want(gonb.Comm{Kind: gonb.CommUnsubscribe, Address: "/slider"})
	message(`{"address":"/slider","value":8}`)
	sh.want(gonb.Comm{Kind: gonb.CommRead, Address: "/slider"})
	for _, id := range []string{"first", "second"} {
		c.onIOPub(wire.CommMsg, `{"comm_id":"`+id+`","data":{"address":"#read","value":"/slider"}}`)
	}
	c.send("shell", wire.CommClose, wire.CommContent{ID: "first", Data: json.RawMessage(`{}`)})
	c.reply("control", c.send("control", wire.InterruptRequest, struct{}{}))
	c.reply("shell", cell)
	if diff := cmp.Diff([]any{"/slider", 7.0}, sh.got()); diff != "" {
		t.Error(diff)
	}
}

// TestWidgetsReplaced runs a cell with controls of display.Interact again: those of its first run are given up, those of other
// cells stay.
func TestWidgetsReplaced(t *testing.T) {
	var sh *withWidgets
	c := start(t, func(config *kernel.Config) {
		sh = &withWidgets{scripted: &scripted{}}
		config.Shell = sh
	})
	run := func(id string, addresses ...string) {
		t.Helper()
		code := "print started"
		for _, a := range addresses {
			code += "\ncontrols " + a
		}
		c.runIn(id, code)
	}
	run("a", "/gradbook/1", "/gradbook/2")
	run("b", "/gradbook/3")
	run("a", "/gradbook/4")
	want := []any{"/gradbook/1", nil, "/gradbook/2", nil}
	c.eventually("the old controls are given up", func() bool { return cmp.Equal(want, sh.got()) })
	run("b")
	run("a", "/gradbook/5")
	want = append(want, "/gradbook/3", nil, "/gradbook/4", nil)
	c.eventually("the next ones are given up", func() bool { return cmp.Equal(want, sh.got()) })
}
