package kernel

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/wire"
)

var (
	errNoStdin   = errors.New("the front end does not take questions here (allow_stdin is false): this code cannot read from stdin")
	errNoChannel = errors.New("the front end has no stdin channel: this code cannot read from stdin")
)

// answers holds the question to the user that waits for its answer. There is one at a time.
type answers struct {
	asking sync.Mutex // held from a question to its answer

	mu      sync.Mutex
	from    string      // identity of the front end that was asked
	id      string      // of the input_request
	waiting chan string // nil: no question is open
}

// open notes that a question is open, and returns where its answer will come.
func (a *answers) open(from, id string) chan string {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.from, a.id, a.waiting = from, id, make(chan string, 1)
	return a.waiting
}

// done notes that no question is open.
func (a *answers) done() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.waiting = nil
}

// take hands over an answer, and reports whether it was asked for. Some front ends do not say which question they answer:
// then id is empty.
func (a *answers) take(from, id, value string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.waiting == nil || a.from != from || id != "" && id != a.id {
		return false
	}
	a.waiting <- value
	a.waiting = nil
	return true
}

// connectTime is how long a question waits for the front end to connect to the stdin channel, which it does at the same time
// as to the others.
const connectTime = 2 * time.Second

// ask sends a question to the front end that sent r, and waits for the answer. It ends with
// ctx: when the cell is interrupted.
func (k *Kernel) ask(ctx context.Context, r *request, prompt string, password bool) (string, error) {
	k.answers.asking.Lock()
	defer k.answers.asking.Unlock()
	from := r.Identities[0]
	m, err := k.author.New(wire.InputRequest, r.Message, wire.AskContent{Prompt: prompt, Password: password})
	if err != nil {
		return "", err
	}
	m.Identities = [][]byte{from}
	frames, err := k.codec.Encode(m)
	if err != nil {
		return "", err
	}
	answer := k.answers.open(string(from), m.Header.ID)
	defer k.answers.done()
	for deadline := time.Now().Add(connectTime); !k.sockets.Stdin.Send(frames); {
		if time.Now().After(deadline) {
			return "", errNoChannel
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			return "", context.Cause(ctx)
		}
	}
	select {
	case value := <-answer:
		return value, nil
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// receiveAnswer takes what comes on the stdin channel.
func (k *Kernel) receiveAnswer(frames [][]byte) {
	m, err := k.codec.Decode(frames)
	if err != nil {
		k.log.Printf("dropped a message on stdin: %v", err)
		return
	}
	if m.Header.Type != wire.InputReply {
		k.log.Printf("dropped a message on stdin: type %q is not input_reply", m.Header.Type)
		return
	}
	content, err := wire.Decode[wire.InputReplyContent](m)
	if err != nil {
		k.log.Printf("dropped a message on stdin: %v", err)
		return
	}
	if !k.answers.take(string(m.Identities[0]), m.ParentID(), content.Value) {
		k.log.Printf("dropped an input_reply: nothing was asked")
	}
}
