package kernel

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/gradbook/gradbook/kernel/wire"
)

// channel is where a request came from and its reply goes.
type channel string

// The channels that take requests.
const (
	shellChannel   channel = "shell"
	controlChannel channel = "control"
)

// reply sends the answer to r on the channel that r came on.
func (k *Kernel) reply(r *request, t wire.Type, content any) {
	socket := k.sockets.Shell
	if r.channel == controlChannel {
		socket = k.sockets.Control
	}
	frames, err := k.encode(t, r.Message, r.Identities, content)
	if err != nil {
		k.log.Printf("could not send %s: %v", t, err)
		return
	}
	if !socket.Send(frames) && k.ctx.Err() == nil {
		k.log.Printf("could not send %s: its front end is gone", t)
	}
}

// publish broadcasts a message on iopub in answer to parent, which may be nil.
func (k *Kernel) publish(t wire.Type, parent *wire.Message, content any, buffers ...[]byte) {
	if err := k.publishWith(t, parent, nil, content, buffers...); err != nil {
		k.log.Printf("%v", err)
	}
}

// publishWith is publish with metadata, nil for none.
func (k *Kernel) publishWith(t wire.Type, parent *wire.Message, metadata, content any, buffers ...[]byte) error {
	m, err := k.author.New(t, parent, content)
	if err == nil && metadata != nil {
		m.Metadata, err = json.Marshal(metadata)
	}
	var frames [][]byte
	if err == nil {
		m.Identities, m.Buffers = [][]byte{[]byte("kernel." + string(t))}, buffers
		frames, err = k.codec.Encode(m)
	}
	if err != nil {
		return fmt.Errorf("could not publish %s: %w", t, err)
	}
	k.sockets.IOPub.Publish(frames)
	return nil
}

func (k *Kernel) encode(t wire.Type, parent *wire.Message, ids [][]byte, content any) ([][]byte, error) {
	m, err := k.author.New(t, parent, content)
	if err != nil {
		return nil, err
	}
	m.Identities = ids
	return k.codec.Encode(m)
}

// welcome is the first message to a new subscriber of iopub, which can tell by it that its subscription works.
func (k *Kernel) welcome(topic string) [][]byte {
	frames, err := k.encode(wire.IOPubWelcome, nil, [][]byte{[]byte(topic)}, wire.WelcomeContent{Subscription: topic})
	if err != nil {
		k.log.Printf("could not welcome a subscriber: %v", err)
		return nil
	}
	return frames
}

// begin says that the kernel is busy with r.
func (k *Kernel) begin(r *request) {
	k.statusMu.Lock()
	defer k.statusMu.Unlock()
	if r.Header.Type == wire.ExecuteRequest {
		k.running = append(k.running, r.Message)
	}
	k.publishState(wire.Busy, r.Message)
}

// end says that the kernel is idle after r. Front ends show the latest state, whatever it belongs to: if a cell is running,
// its state is said again, or a completion in the middle of a long cell would show the kernel as idle.
func (k *Kernel) end(r *request) {
	k.statusMu.Lock()
	defer k.statusMu.Unlock()
	if r.Header.Type == wire.ExecuteRequest {
		k.running = slices.DeleteFunc(k.running, func(m *wire.Message) bool { return m == r.Message })
	}
	k.publishState(wire.Idle, r.Message)
	if n := len(k.running); n > 0 {
		k.publishState(wire.Busy, k.running[n-1])
	}
}

// runningCell is the request of the cell that runs, of several the one that began last; nil: none runs.
func (k *Kernel) runningCell() *wire.Message {
	k.statusMu.Lock()
	defer k.statusMu.Unlock()
	if len(k.running) == 0 {
		return nil
	}
	return k.running[len(k.running)-1]
}

func (k *Kernel) publishState(s wire.State, parent *wire.Message) {
	k.publish(wire.Status, parent, wire.StateContent{State: s})
}
