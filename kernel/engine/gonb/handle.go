package gonb

import (
	"encoding/gob"
	"encoding/json"
	"fmt"
	"time"

	"github.com/janpfeifer/gonb/gonbui/protocol"

	"github.com/gradbook/gradbook/kernel/display"
)

func init() {
	// Metadata holds such values; gonbui registers the others.
	gob.Register(map[string]any{})
	gob.Register([]any{})
}

// CommKind says what a program wants of the widgets.
type CommKind string

// The kinds of a [Comm].
const (
	CommStart       CommKind = "start"       // make the connection to the front end ready
	CommSend        CommKind = "send"        // set the value at an address
	CommRead        CommKind = "read"        // deliver the value at an address, once
	CommSubscribe   CommKind = "subscribe"   // deliver the values of an address from now on
	CommUnsubscribe CommKind = "unsubscribe" // no longer do so
	CommEnd         CommKind = "end"         // the program has ended: it wants nothing any more
)

// Comm is a request of a program about a value in the front end. Values come back by [Bridge.Deliver].
type Comm struct {
	Kind    CommKind
	Address string
	Value   any // for CommSend
}

// handleAll handles the messages that have arrived.
func (b *Bridge) handleAll() {
	for {
		ok, err := b.stream.next()
		if err != nil {
			b.logf("%v", err)
		}
		if !ok {
			return
		}
	}
}

// handle hands one message on. The special MIME types are gonbui's own.
func (b *Bridge) handle(data *protocol.DisplayData) {
	if v, ok := data.Data[protocol.MIMEJupyterInput]; ok {
		if r, ok := v.(protocol.InputRequest); !ok {
			b.logf("a request for input holds a %T", v)
		} else if b.handler.Input != nil {
			b.handler.Input(r.Prompt, r.Password)
		}
		return
	}
	if v, ok := data.Data[protocol.MIMECommValue]; ok {
		if c, ok := v.(protocol.CommValue); ok {
			b.value(c)
		} else {
			b.logf("a comm value holds a %T", v)
		}
		return
	}
	if v, ok := data.Data[protocol.MIMECommSubscribe]; ok {
		if c, ok := v.(protocol.CommSubscription); !ok {
			b.logf("a subscription holds a %T", v)
		} else if c.Unsubscribe {
			b.comm(Comm{Kind: CommUnsubscribe, Address: c.Address})
		} else {
			b.comm(Comm{Kind: CommSubscribe, Address: c.Address})
		}
		return
	}
	b.display(data)
}

// display hands on what is to be shown. A display id makes an output when it is first used, and replaces it from then on.
func (b *Bridge) display(data *protocol.DisplayData) {
	bundle := display.Bundle{}
	for mime, v := range data.Data {
		switch v.(type) {
		case string, []byte:
			bundle[string(mime)] = v
		default:
			if _, err := json.Marshal(v); err != nil {
				b.logf("%s holds a %T, which cannot be shown: %v", mime, v, err)
				continue
			}
			bundle[string(mime)] = v
		}
	}
	if len(bundle) == 0 {
		return
	}
	m := display.Message{Kind: display.KindDisplay, Data: display.Render(bundle), Metadata: data.Metadata, ID: data.DisplayID}
	if m.ID != "" {
		var show bool
		if m.ID, show = b.place(m.ID); !show {
			m.Kind = display.KindUpdate
		}
	}
	b.handler.Display(m)
}

// value handles a value for the front end, or for the bridge itself.
func (b *Bridge) value(c protocol.CommValue) {
	switch {
	case c.Address == protocol.GonbuiSyncAddress:
		if err := b.send(protocol.GonbuiSyncAckAddress, c.Value); err != nil {
			b.logf("answering gonbui.Sync: %v", err)
		}
	case c.Address == protocol.GonbuiStartAddress:
		b.comm(Comm{Kind: CommStart})
	case c.Request:
		b.comm(Comm{Kind: CommRead, Address: c.Address})
	default:
		b.comm(Comm{Kind: CommSend, Address: c.Address, Value: c.Value})
	}
}

// comm hands on a request about widgets. Without a handler the program may wait for an answer for ever, so the user is told
// why, once a cell.
func (b *Bridge) comm(c Comm) {
	if b.handler.Comm != nil {
		b.handler.Comm(c)
		return
	}
	b.mu.Lock()
	told := b.told
	b.told = true
	b.mu.Unlock()
	if !told {
		b.handler.Display(display.Message{Kind: display.KindDisplay, Data: display.Bundle{display.MIMEText: noWidgets}})
	}
}

const noWidgets = "gonbui: widgets are not connected to the front end here, so sliders, buttons and comms will not answer; " +
	"interrupt the cell if it waits for one. plots.Slider makes sliders that need no connection."

// Deliver gives the program a value from the front end, as encoding/json decodes it. It fails if the value is of a
// kind that gonbui does not take, or if no program reads.
func (b *Bridge) Deliver(address string, value any) error {
	v, err := plain(value)
	if err != nil {
		return fmt.Errorf("gonb: delivering the value at %q: %w", address, err)
	}
	b.mu.Lock()
	live := b.live
	b.mu.Unlock()
	if !live {
		return fmt.Errorf("gonb: delivering the value at %q: no program listens", address)
	}
	if err := b.send(address, v); err != nil {
		return fmt.Errorf("gonb: delivering the value at %q: %w", address, err)
	}
	return nil
}

// send writes a value to the program.
func (b *Bridge) send(address string, value any) error {
	b.encodeLock.Lock()
	defer b.encodeLock.Unlock()
	if err := b.out.SetWriteDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	return b.encoder.Encode(&protocol.CommValue{Address: address, Value: value})
}

// plain turns a value as encoding/json decodes it into one of protocol.CommValueTypes, the only ones that programs can
// decode. Lists and objects must hold numbers only or strings only.
func plain(v any) (any, error) {
	switch v := v.(type) {
	case int, float64, string, []int, []float64, []string, map[string]int, map[string]float64, map[string]string:
		return v, nil
	case bool:
		if v {
			return 1, nil
		}
		return 0, nil
	case []any:
		if list, ok := all[float64](v); ok {
			return list, nil
		}
		if list, ok := all[string](v); ok {
			return list, nil
		}
	case map[string]any:
		if m, ok := allOf[float64](v); ok {
			return m, nil
		}
		if m, ok := allOf[string](v); ok {
			return m, nil
		}
	}
	return nil, fmt.Errorf("a %T cannot be given to a program: numbers, strings, and lists or maps of one of these can", v)
}

func all[T any](list []any) ([]T, bool) {
	out := make([]T, len(list))
	for i, v := range list {
		t, ok := v.(T)
		if !ok {
			return nil, false
		}
		out[i] = t
	}
	return out, true
}

func allOf[T any](m map[string]any) (map[string]T, bool) {
	out := make(map[string]T, len(m))
	for k, v := range m {
		t, ok := v.(T)
		if !ok {
			return nil, false
		}
		out[k] = t
	}
	return out, true
}
