package kernel_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-zeromq/zmq4"

	"github.com/gradbook/gradbook/kernel"
	"github.com/gradbook/gradbook/kernel/wire"
)

const (
	testKey = "the key of the tests"
	patient = 5 * time.Second // for what must come
	brief   = 100 * time.Millisecond
)

// client is a front end, over real sockets.
type client struct {
	t      *testing.T
	kernel *kernel.Kernel
	shell  *scripted
	codec  *wire.Codec
	author *wire.Author
	ended  chan error // result of Kernel.Run
	log    *lockedBuffer

	shellSocket, control, stdin, iopub, heartbeat zmq4.Socket

	mu   sync.Mutex
	news sync.Cond                  // messages came in
	got  map[string][]*wire.Message // by channel, in order
}

// start runs a kernel with a scripted shell, and connects to it. Change (which may be nil) adapts its configuration.
func start(t *testing.T, change func(*kernel.Config)) *client {
	t.Helper()
	c := &client{t: t, shell: &scripted{}, author: wire.NewAuthor(), ended: make(chan error, 1), log: &lockedBuffer{}, got: map[string][]*wire.Message{}}
	c.news.L = &c.mu
	config := kernel.Config{
		Connection: wire.Connection{Key: testKey},
		Shell:      c.shell,
		Log:        log.New(c.log, "", 0),
		HistoryDir: t.TempDir(),
		Version:    "1.2.3",
	}
	if change != nil {
		change(&config)
	}
	var err error
	if c.codec, err = wire.NewCodec(testKey, ""); err != nil {
		t.Fatal(err)
	}
	if c.kernel, err = kernel.New(config); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { c.ended <- c.kernel.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		select {
		case <-c.ended:
		case <-time.After(patient):
			t.Error("the kernel does not end")
		}
	})
	c.connect()
	return c
}

// connect opens the client's sockets. The ports come from the kernel itself: its connect_reply, on the one that is known.
func (c *client) connect() {
	c.t.Helper()
	ports := c.kernel.Ports()
	id := zmq4.WithID(zmq4.SocketIdentity("front end"))
	open := func(name string, port int, s zmq4.Socket) zmq4.Socket {
		if err := s.Dial(fmt.Sprintf("tcp://127.0.0.1:%d", port)); err != nil {
			c.t.Fatal(err)
		}
		c.t.Cleanup(func() { s.Close() })
		return s
	}
	ctx := context.Background()
	c.iopub = open("iopub", ports.IOPub, zmq4.NewSub(ctx))
	if err := c.iopub.SetOption(zmq4.OptionSubscribe, ""); err != nil {
		c.t.Fatal(err)
	}
	c.shellSocket = open("shell", ports.Shell, zmq4.NewDealer(ctx, id))
	c.control = open("control", ports.Control, zmq4.NewDealer(ctx, id))
	c.stdin = open("stdin", ports.Stdin, zmq4.NewDealer(ctx, id))
	c.heartbeat = open("heartbeat", ports.Heartbeat, zmq4.NewReq(ctx))
	for name, s := range map[string]zmq4.Socket{"iopub": c.iopub, "shell": c.shellSocket, "control": c.control, "stdin": c.stdin} {
		go c.collect(name, s)
	}
	c.wait("iopub", "a welcome", patient, func(m *wire.Message) bool { return m.Header.Type == wire.IOPubWelcome })
}

// collect keeps what comes on a socket.
func (c *client) collect(name string, s zmq4.Socket) {
	for {
		raw, err := s.Recv()
		if err != nil {
			return
		}
		m, err := c.codec.Decode(raw.Frames)
		if err != nil {
			c.t.Errorf("the kernel sent a bad message on %s: %v", name, err)
			continue
		}
		c.mu.Lock()
		c.got[name] = append(c.got[name], m)
		c.news.Broadcast()
		c.mu.Unlock()
	}
}

// wait returns the first message on a channel that fits. It fails the test if none comes in time.
func (c *client) wait(channel, what string, timeout time.Duration, fits func(*wire.Message) bool) *wire.Message {
	c.t.Helper()
	if m := c.find(channel, timeout, fits); m != nil {
		return m
	}
	c.t.Fatalf("%s did not come on %s within %v; log:\n%s", what, channel, timeout, c.log)
	return nil
}

// find returns the first message on a channel that fits; nil if none comes in time.
func (c *client) find(channel string, timeout time.Duration, fits func(*wire.Message) bool) *wire.Message {
	late := false
	timer := time.AfterFunc(timeout, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		late = true
		c.news.Broadcast()
	})
	defer timer.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		for _, m := range c.got[channel] {
			if fits(m) {
				return m
			}
		}
		if late {
			return nil
		}
		c.news.Wait()
	}
}

// send sends a message and returns it.
func (c *client) send(channel string, t wire.Type, content any) *wire.Message {
	c.t.Helper()
	m, err := c.author.New(t, nil, content)
	if err != nil {
		c.t.Fatal(err)
	}
	c.sendMessage(channel, m)
	return m
}

func (c *client) sendMessage(channel string, m *wire.Message) {
	c.t.Helper()
	frames, err := c.codec.Encode(m)
	if err != nil {
		c.t.Fatal(err)
	}
	c.sendFrames(channel, frames)
}

func (c *client) sendFrames(channel string, frames [][]byte) {
	c.t.Helper()
	s := map[string]zmq4.Socket{"shell": c.shellSocket, "control": c.control, "stdin": c.stdin}[channel]
	if err := s.Send(zmq4.NewMsgFrom(frames...)); err != nil {
		c.t.Fatal(err)
	}
}

// answers reports whether a message answers another.
func answers(request *wire.Message) func(*wire.Message) bool {
	return func(m *wire.Message) bool { return m.ParentID() == request.Header.ID }
}

// reply waits for the reply to a request.
func (c *client) reply(channel string, request *wire.Message) *wire.Message {
	c.t.Helper()
	return c.wait(channel, "the reply to "+string(request.Header.Type), patient, answers(request))
}

// outputs waits until the kernel is idle after a request, and returns what it said on iopub about it, without the states.
func (c *client) outputs(request *wire.Message) []*wire.Message {
	c.t.Helper()
	mine := answers(request)
	c.wait("iopub", "idle after "+string(request.Header.Type), patient, func(m *wire.Message) bool {
		return mine(m) && m.Header.Type == wire.Status && strings.Contains(string(m.Content), "idle")
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []*wire.Message
	for _, m := range c.got["iopub"] {
		if mine(m) && m.Header.Type != wire.Status {
			list = append(list, m)
		}
	}
	return list
}

// run executes a cell, and returns the content of the reply and what came on iopub: each message as "type content", with the
// content as JSON.
func (c *client) run(code string, more ...func(map[string]any)) (map[string]any, []string) {
	c.t.Helper()
	request := c.send("shell", wire.ExecuteRequest, cell(code, more...))
	reply := c.reply("shell", request)
	return object(c.t, reply.Content), describe(c.outputs(request))
}

// cell is the content of an execute_request.
func cell(code string, more ...func(map[string]any)) map[string]any {
	content := map[string]any{
		"code": code, "silent": false, "store_history": true, "user_expressions": map[string]string{}, "allow_stdin": true, "stop_on_error": true,
	}
	for _, change := range more {
		change(content)
	}
	return content
}

func with(key string, value any) func(map[string]any) {
	return func(content map[string]any) { content[key] = value }
}

func describe(list []*wire.Message) []string {
	text := make([]string, len(list))
	for i, m := range list {
		text[i] = string(m.Header.Type) + " " + string(m.Content)
	}
	return text
}

func object(t *testing.T, text json.RawMessage) map[string]any {
	t.Helper()
	var o map[string]any
	if err := json.Unmarshal(text, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// lockedBuffer takes a log that a test reads while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (l *lockedBuffer) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.b.Reset()
}

// eventually waits until a condition holds.
func (c *client) eventually(what string, holds func() bool) {
	c.t.Helper()
	for deadline := time.Now().Add(patient); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			c.t.Fatalf("%s did not come; log:\n%s", what, c.log)
		}
	}
}
