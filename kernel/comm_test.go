package kernel_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel"
	"github.com/gradbook/gradbook/kernel/wire"
)

// echoComm sends back what it gets, and notes its end.
type echoComm struct {
	comm  *kernel.Comm
	ended chan string
}

func (e *echoComm) Message(data json.RawMessage, buffers [][]byte) {
	if err := e.comm.Send(data, buffers...); err != nil {
		panic(err)
	}
}

func (e *echoComm) Closed(data json.RawMessage) { e.ended <- string(data) }

// onIOPub waits for a message that has the given text in it.
func (c *client) onIOPub(t wire.Type, text string) *wire.Message {
	c.t.Helper()
	return c.wait("iopub", string(t)+" with "+text, patient, func(m *wire.Message) bool {
		return m.Header.Type == t && strings.Contains(string(m.Content), text)
	})
}

func TestCommOfTheFrontEnd(t *testing.T) {
	c := start(t, nil)
	ended := make(chan string, 1)
	c.kernel.Comms().Register("echo", func(comm *kernel.Comm, data json.RawMessage, _ [][]byte) (kernel.CommHandler, error) {
		if string(data) == `"no"` {
			return nil, errors.New("not today")
		}
		return &echoComm{comm, ended}, comm.Send(map[string]any{"hello": data})
	})
	c.send("shell", wire.CommOpen, wire.CommContent{ID: "1", Target: "echo", Data: json.RawMessage(`"me"`)})
	c.onIOPub(wire.CommMsg, `{"comm_id":"1","data":{"hello":"me"}}`)

	message, err := c.author.New(wire.CommMsg, nil, wire.CommContent{ID: "1", Data: json.RawMessage(`"again"`)})
	if err != nil {
		t.Fatal(err)
	}
	message.Buffers = [][]byte{{1, 2, 3}}
	c.sendMessage("shell", message)
	back := c.onIOPub(wire.CommMsg, `"again"`)
	if diff := cmp.Diff([][]byte{{1, 2, 3}}, back.Buffers); diff != "" {
		t.Error(diff)
	}

	info := func(target string) any {
		return object(t, c.reply("shell", c.send("shell", wire.CommInfoRequest, wire.CommInfoContent{Target: target})).Content)["comms"]
	}
	one := map[string]any{"1": map[string]any{"target_name": "echo"}}
	for target, want := range map[string]any{"": one, "echo": one, "other": map[string]any{}} {
		if diff := cmp.Diff(want, info(target)); diff != "" {
			t.Errorf("comm_info of %q: %s", target, diff)
		}
	}
	c.send("shell", wire.CommClose, wire.CommContent{ID: "1", Data: json.RawMessage(`"bye"`)})
	if got := <-ended; got != `"bye"` {
		t.Errorf("the comm was closed with %s", got)
	}
	if diff := cmp.Diff(map[string]any{}, info("")); diff != "" {
		t.Error(diff)
	}
	c.send("shell", wire.CommOpen, wire.CommContent{ID: "2", Target: "nobody", Data: json.RawMessage(`{}`)})
	c.onIOPub(wire.CommClose, `"comm_id":"2"`)
	c.send("shell", wire.CommOpen, wire.CommContent{ID: "3", Target: "echo", Data: json.RawMessage(`"no"`)})
	c.onIOPub(wire.CommClose, `"comm_id":"3"`)
}

func TestCommOfTheKernel(t *testing.T) {
	c := start(t, nil)
	handler := &echoComm{ended: make(chan string, 1)}
	comm, err := c.kernel.Comms().Open("widget", map[string]any{"state": 1}, handler)
	if err != nil {
		t.Fatal(err)
	}
	handler.comm = comm
	c.onIOPub(wire.CommOpen, `"target_name":"widget","data":{"state":1}`)
	c.send("shell", wire.CommMsg, wire.CommContent{ID: comm.ID, Data: json.RawMessage(`"ping"`)})
	c.onIOPub(wire.CommMsg, `"ping"`)
	if err := comm.Close(nil); err != nil {
		t.Fatal(err)
	}
	c.onIOPub(wire.CommClose, comm.ID)
	if err := comm.Close(nil); err == nil {
		t.Error("closing twice is no error")
	}
}
