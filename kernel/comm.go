package kernel

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/gradbook/gradbook/kernel/wire"
)

// Comms are the comms of a kernel: named channels between code in the kernel and code in the front end, such as widgets.
type Comms struct {
	k *Kernel

	mu      sync.Mutex
	targets map[string]Target
	open    map[string]*Comm
}

// Target takes a comm that a front end opens, with the data and the buffers that came with it. It returns what handles the
// messages that follow. An error refuses the comm: the front end is told that it is closed.
type Target func(c *Comm, data json.RawMessage, buffers [][]byte) (CommHandler, error)

// CommHandler handles what the front end sends on a comm. The calls come one at a time and must not block.
type CommHandler interface {
	// Message takes a comm_msg.
	Message(data json.RawMessage, buffers [][]byte)
	// Closed takes the comm_close, with which the comm ends.
	Closed(data json.RawMessage)
}

// Comm is one open comm.
type Comm struct {
	ID, TargetName string

	comms   *Comms
	handler CommHandler
	taken   atomic.Pointer[wire.Message] // the message that the handler has at hand
}

func newComms(k *Kernel) *Comms {
	return &Comms{k: k, targets: make(map[string]Target), open: make(map[string]*Comm)}
}

// Register makes a target known under a name. A later registration of the same name replaces it.
func (cs *Comms) Register(name string, t Target) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	cs.targets[name] = t
}

// Open opens a comm to a target of the front end. What the front end sends on it goes to h.
func (cs *Comms) Open(target string, data any, h CommHandler, buffers ...[]byte) (*Comm, error) {
	return cs.openAs(rand.Text(), target, nil, nil, data, h, buffers...)
}

// openAs is Open with an id, the request in whose output the comm belongs (nil: that of the running cell), and metadata.
func (cs *Comms) openAs(id, target string, parent *wire.Message, metadata, data any, h CommHandler, buffers ...[]byte) (*Comm, error) {
	c := &Comm{ID: id, TargetName: target, comms: cs, handler: h}
	cs.mu.Lock()
	cs.open[c.ID] = c
	cs.mu.Unlock()
	if err := c.send(wire.CommOpen, target, parent, metadata, data, buffers); err != nil {
		cs.remove(c.ID)
		return nil, err
	}
	return c, nil
}

// Send sends a message to the other side of the comm. While a message of that side is handled, it is the answer to it.
func (c *Comm) Send(data any, buffers ...[]byte) error {
	return c.send(wire.CommMsg, "", c.taken.Load(), nil, data, buffers)
}

// Close ends the comm, and tells the front end.
func (c *Comm) Close(data any) error {
	if c.comms.remove(c.ID) == nil {
		return fmt.Errorf("comm %s is closed already", c.ID)
	}
	return c.send(wire.CommClose, "", c.taken.Load(), nil, data, nil)
}

func (c *Comm) send(t wire.Type, target string, parent *wire.Message, metadata, data any, buffers [][]byte) error {
	if data == nil {
		data = struct{}{}
	}
	text, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("data of a comm to %s: %w", c.TargetName, err)
	}
	k := c.comms.k
	if parent == nil {
		parent = k.runningCell() // outputs that the front end makes of it land under that
	}
	return k.publishWith(t, parent, metadata, wire.CommContent{ID: c.ID, Target: target, Data: text}, buffers...)
}

// get returns an open comm, or nil.
func (cs *Comms) get(id string) *Comm {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	return cs.open[id]
}

// remove forgets a comm and returns it; nil if there was none.
func (cs *Comms) remove(id string) *Comm {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	c := cs.open[id]
	delete(cs.open, id)
	return c
}

func (k *Kernel) commInfo(_ *request, c wire.CommInfoContent) (any, error) {
	cs := k.comms
	cs.mu.Lock()
	defer cs.mu.Unlock()
	reply := wire.CommInfoDone{Status: wire.OK, Comms: make(map[string]wire.CommTarget)}
	for id, open := range cs.open {
		if c.Target == "" || c.Target == open.TargetName {
			reply.Comms[id] = wire.CommTarget{Target: open.TargetName}
		}
	}
	return reply, nil
}

func (k *Kernel) commOpen(r *request, c wire.CommContent) (any, error) {
	cs := k.comms
	cs.mu.Lock()
	target := cs.targets[c.Target]
	comm := &Comm{ID: c.ID, TargetName: c.Target, comms: cs}
	_, taken := cs.open[c.ID]
	if target != nil && !taken {
		cs.open[c.ID] = comm // before the target is called, which may send already
	}
	cs.mu.Unlock()
	err := fmt.Errorf("no target is registered under %q", c.Target)
	switch {
	case taken:
		k.log.Printf("dropped a comm_open: the comm %s is open already", c.ID)
		return nil, nil
	case target != nil:
		comm.taken.Store(r.Message)
		comm.handler, err = target(comm, c.Data, r.Buffers)
		comm.taken.Store(nil)
		if err == nil {
			return nil, nil
		}
		cs.remove(c.ID)
	}
	k.log.Printf("refused a comm to %q: %v", c.Target, err)
	k.publish(wire.CommClose, r.Message, wire.CommContent{ID: c.ID, Data: json.RawMessage("{}")})
	return nil, nil
}

func (k *Kernel) commMsg(r *request, c wire.CommContent) (any, error) {
	comm := k.comms.get(c.ID)
	if comm == nil || comm.handler == nil {
		k.log.Printf("dropped a comm_msg: no comm %s is open", c.ID)
		return nil, nil
	}
	comm.taken.Store(r.Message)
	defer comm.taken.Store(nil)
	comm.handler.Message(c.Data, r.Buffers)
	return nil, nil
}

func (k *Kernel) commClose(_ *request, c wire.CommContent) (any, error) {
	comm := k.comms.remove(c.ID)
	if comm == nil || comm.handler == nil {
		k.log.Printf("dropped a comm_close: no comm %s is open", c.ID)
		return nil, nil
	}
	comm.handler.Closed(c.Data)
	return nil, nil
}
