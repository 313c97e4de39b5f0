package kernel

import (
	"fmt"
	"runtime/debug"
	"time"

	"github.com/gradbook/gradbook/kernel/wire"
)

// handler is a row of the table: in which lane a message type is handled, and how. Handle reports false for a message that
// is malformed; it was logged and gets no answer, as a front end that sent it would not understand one either.
type handler struct {
	lane   int
	handle func(k *Kernel, r *request) bool
}

// handlers is the table of all messages that front ends send on shell and control. Those of a lane other than the cells'
// go to the control lane when they come on the control channel.
var handlers = map[wire.Type]handler{
	wire.ExecuteRequest:    {cellLane, answer((*Kernel).execute)},
	wire.CompleteRequest:   {queryLane, answer((*Kernel).complete)},
	wire.InspectRequest:    {queryLane, answer((*Kernel).inspect)},
	wire.IsCompleteRequest: {queryLane, answer((*Kernel).isComplete)},
	wire.HistoryRequest:    {queryLane, answer((*Kernel).historyReply)},
	wire.KernelInfoRequest: {shellLane, answer((*Kernel).kernelInfo)},
	wire.ConnectRequest:    {shellLane, answer((*Kernel).connectInfo)},
	wire.CommInfoRequest:   {shellLane, answer((*Kernel).commInfo)},
	wire.CommOpen:          {shellLane, answer((*Kernel).commOpen)},
	wire.CommMsg:           {shellLane, answer((*Kernel).commMsg)},
	wire.CommClose:         {shellLane, answer((*Kernel).commClose)},
	wire.InterruptRequest:  {controlLane, answer((*Kernel).interrupt)},
	wire.ShutdownRequest:   {controlLane, answer((*Kernel).shutdown)},
	wire.DebugRequest:      {controlLane, answer((*Kernel).debug)},
	wire.UsageRequest:      {controlLane, answer((*Kernel).usageReply)},
	wire.CreateSubshell:    {controlLane, answer((*Kernel).createSubshell)},
	wire.DeleteSubshell:    {controlLane, answer((*Kernel).deleteSubshell)},
	wire.ListSubshell:      {controlLane, answer((*Kernel).listSubshells)},
}

// none is the content of a request that has none.
type none struct{}

// request is a message on its way through a handler.
type request struct {
	*wire.Message
	channel  channel
	arrived  time.Time
	subshell *subshell // that its header names, or the main one; nil: there is none of that name
	then     []func()  // run after the reply was sent
}

// receive decodes what came on the shell or the control channel, and puts it into its lane.
func (k *Kernel) receive(ch channel, frames [][]byte) {
	m, err := k.codec.Decode(frames)
	if err != nil {
		k.log.Printf("dropped a message on %s: %v", ch, err)
		return
	}
	h, ok := handlers[m.Header.Type]
	if !ok {
		k.log.Printf("dropped a message on %s: type %q is unknown", ch, m.Header.Type)
		return
	}
	k.subshells.mu.Lock() // a subshell that is found is not deleted before the request is in its lane
	defer k.subshells.mu.Unlock()
	r := &request{Message: m, channel: ch, arrived: time.Now(), subshell: k.subshells.find(m.Header.Subshell)}
	k.laneOf(h, r).add(func() {
		if !h.handle(k, r) {
			return
		}
		for _, f := range r.then {
			f()
		}
	})
}

// laneOf is where a request waits for its turn.
func (k *Kernel) laneOf(h handler, r *request) *lane {
	switch {
	case h.lane == cellLane && r.subshell != nil:
		return r.subshell.lane
	case r.channel == controlChannel:
		return k.lanes[controlLane]
	case h.lane == cellLane: // of no subshell: it is refused
		return k.lanes[shellLane]
	}
	return k.lanes[h.lane]
}

// answer makes a handler of a function that takes the decoded content and returns the content of the reply. The handler
// says busy before and idle after. An error becomes a reply that says so; a reply of nil sends none (comms have none).
func answer[T any](f func(*Kernel, *request, T) (any, error)) func(*Kernel, *request) bool {
	return func(k *Kernel, r *request) bool {
		content, err := wire.Decode[T](r.Message)
		if err != nil {
			k.log.Printf("dropped a message on %s: %v", r.channel, err)
			return false
		}
		k.begin(r)
		defer k.end(r)
		reply, err := guard(k, r, content, f)
		if err != nil {
			reply = wire.ErrorContent{Status: wire.Failed, Failure: failure(err)}
		}
		if t, ok := r.Header.Type.Reply(); ok && reply != nil {
			k.reply(r, t, reply)
		}
		return true
	}
}

// guard calls f and turns a panic into an error: a fault in one handler must not take the session with it.
func guard[T any](k *Kernel, r *request, content T, f func(*Kernel, *request, T) (any, error)) (reply any, err error) {
	defer func() {
		if p := recover(); p != nil {
			k.log.Printf("panic while handling %s: %v\n%s", r.Header.Type, p, debug.Stack())
			reply, err = nil, fmt.Errorf("gradbook has a fault in its answer to %s: %v", r.Header.Type, p)
		}
	}()
	if r.subshell == nil {
		return nil, fmt.Errorf("%s: there is no subshell %q: it was deleted, or never created", r.Header.Type, r.Header.Subshell)
	}
	return f(k, r, content)
}

// failure describes an error in the protocol's words.
func failure(err error) wire.Failure {
	return wire.Failure{Name: "Error", Value: err.Error(), Traceback: []string{err.Error()}}
}
