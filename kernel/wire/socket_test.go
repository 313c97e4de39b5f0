package wire

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"io"
	"log"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-zeromq/zmq4"
)

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// quiet is a log for tests that cause log lines.
var quiet = log.New(io.Discard, "", 0)

func closeAfter(t *testing.T, s *Socket) *Socket {
	t.Helper()
	t.Cleanup(func() { s.Close(time.Now().Add(time.Second)) })
	return s
}

// dial connects a client socket of zmq4; id may be empty.
func dial(t *testing.T, to *Socket, id string, open func(context.Context, ...zmq4.Option) zmq4.Socket) zmq4.Socket {
	t.Helper()
	var options []zmq4.Option
	if id != "" {
		options = append(options, zmq4.WithID(zmq4.SocketIdentity(id)))
	}
	c := open(context.Background(), options...)
	if err := c.Dial("tcp://" + to.Addr().String()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func sendText(t *testing.T, c zmq4.Socket, frames ...string) {
	t.Helper()
	if err := c.Send(zmq4.NewMsgFromString(frames)); err != nil {
		t.Fatal(err)
	}
}

func wantText(t *testing.T, c zmq4.Socket, frames ...string) {
	t.Helper()
	got := make(chan string, 1)
	go func() {
		m, err := c.Recv()
		if err != nil {
			got <- err.Error()
			return
		}
		got <- string(bytes.Join(m.Frames, []byte("|")))
	}()
	select {
	case text := <-got:
		if want := strings.Join(frames, "|"); text != want {
			t.Errorf("received %.200q, want %.200q", text, want)
		}
	case <-time.After(5 * time.Second):
		t.Fatalf("nothing came, want %.200q", strings.Join(frames, "|"))
	}
}

// echoRouter is a router that sends back what it gets.
func echoRouter(t *testing.T) *Socket {
	t.Helper()
	var s *Socket
	ready := make(chan struct{})
	s = NewRouter(listen(t), quiet, func(frames [][]byte) {
		<-ready
		if !s.Send(frames) {
			t.Error("the sender of a message is unknown")
		}
	})
	close(ready)
	return closeAfter(t, s)
}

func TestRouter(t *testing.T) {
	s := echoRouter(t)
	long := strings.Repeat("x", 1<<20)
	for _, id := range []string{"a", "b", ""} {
		c := dial(t, s, id, zmq4.NewDealer)
		sendText(t, c, "one", "", "three", long)
		wantText(t, c, "one", "", "three", long)
	}
	if s.Send([][]byte{[]byte("nobody"), []byte("hello")}) {
		t.Error("a message to an unknown peer was sent")
	}
}

func TestRouterManySenders(t *testing.T) {
	s := echoRouter(t)
	c := dial(t, s, "client", zmq4.NewDealer)
	sendText(t, c, "hello")
	wantText(t, c, "hello")
	var wg sync.WaitGroup
	const senders, each = 8, 500
	for range senders {
		wg.Go(func() {
			for range each {
				s.Send([][]byte{[]byte("client"), []byte("frame 1"), bytes.Repeat([]byte("2"), 300)})
			}
		})
	}
	for range senders * each {
		wantText(t, c, "frame 1", strings.Repeat("2", 300))
	}
	wg.Wait()
}

func TestRouterTakesBackAnIdentity(t *testing.T) {
	s := echoRouter(t)
	first := dial(t, s, "same", zmq4.NewDealer)
	sendText(t, first, "1")
	wantText(t, first, "1")
	second := dial(t, s, "same", zmq4.NewDealer)
	sendText(t, second, "2")
	wantText(t, second, "2")
}

func TestEcho(t *testing.T) {
	s := closeAfter(t, NewEcho(listen(t), quiet))
	c := dial(t, s, "", zmq4.NewReq)
	for _, ping := range []string{"ping", "", "pong"} {
		sendText(t, c, ping)
		wantText(t, c, ping)
	}
}

// subscriber connects to a publisher and waits until its subscription works.
func subscriber(t *testing.T, s *Socket, topic string) zmq4.Socket {
	t.Helper()
	c := dial(t, s, "", zmq4.NewSub)
	if err := c.SetOption(zmq4.OptionSubscribe, topic); err != nil {
		t.Fatal(err)
	}
	wantText(t, c, topic, "welcome")
	return c
}

func newTestPublisher(t *testing.T) *Socket {
	t.Helper()
	return closeAfter(t, NewPublisher(listen(t), quiet, func(topic string) [][]byte {
		return [][]byte{[]byte(topic), []byte("welcome")}
	}))
}

func TestPublisher(t *testing.T) {
	s := newTestPublisher(t)
	s.Publish([][]byte{[]byte("stream"), []byte("nobody hears this")})
	all, some := subscriber(t, s, ""), subscriber(t, s, "str")
	s.Publish([][]byte{[]byte("status"), []byte("1")})
	s.Publish([][]byte{[]byte("stream"), []byte("2")})
	wantText(t, all, "status", "1")
	wantText(t, all, "stream", "2")
	wantText(t, some, "stream", "2")
}

func TestPublisherSlowSubscriber(t *testing.T) {
	s := newTestPublisher(t)
	subscriber(t, s, "") // never reads again
	quick := subscriber(t, s, "")
	megabyte := bytes.Repeat([]byte("m"), 1<<20)
	for range 16 {
		s.Publish([][]byte{[]byte("stream"), megabyte})
		wantText(t, quick, "stream", string(megabyte))
	}
}

// TestFullBacklog has a peer that does not read: senders wait for it until they lose interest, or until it is dropped.
func TestFullBacklog(t *testing.T) {
	const patience = 300 * time.Millisecond
	s := newSocket(listen(t), zmq4.XPub, quiet, func(_ *Socket, p *peer, frames [][]byte) { p.subscribe(frames) })
	s.limits = limits{backlog: 1 << 20, patience: patience}
	go s.accept()
	closeAfter(t, s)

	conn, err := net.Dial("tcp", s.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	subscribe := append(append(greeting(), ready("\x0bSocket-Type\x00\x00\x00\x03SUB")...), 0, 1, 1)
	if _, err := conn.Write(subscribe); err != nil {
		t.Fatal(err)
	}
	message := [][]byte{[]byte("stream"), make([]byte, 1<<20)}
	waited := func(ctx context.Context) time.Duration {
		began := time.Now()
		s.Wait(ctx)
		return time.Since(began)
	}
	full := false // when the buffers of the system are full, too
	for deadline := time.Now().Add(5 * time.Second); !full && time.Now().Before(deadline); {
		s.Publish(message)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		full = waited(ctx) >= 20*time.Millisecond
		cancel()
	}
	if !full {
		t.Fatal("nobody ever waits for a peer that does not read")
	}
	if took := waited(t.Context()); took > patience+time.Second {
		t.Errorf("waited %v for a peer that does not read, want at most %v", took, patience)
	}
	if took := waited(t.Context()); took > patience/2 {
		t.Errorf("waited %v again: the peer was not dropped", took)
	}
}

func TestCloseSendsWhatIsQueued(t *testing.T) {
	s := NewPublisher(listen(t), quiet, func(topic string) [][]byte { return [][]byte{[]byte(topic), []byte("welcome")} })
	c := subscriber(t, s, "")
	const n = 2000
	for range n {
		s.Publish([][]byte{[]byte("stream"), []byte("text")})
	}
	if err := s.Close(time.Now().Add(2 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for range n {
		wantText(t, c, "stream", "text")
	}
}

// greeting is a valid ZMTP 3.0 greeting.
func greeting() []byte {
	g := make([]byte, greetingSize)
	g[0], g[9], g[10] = 0xff, 0x7f, 3
	copy(g[12:], "NULL")
	return g
}

// ready is a READY command with the given metadata.
func ready(metadata string) []byte {
	body := "\x05READY" + metadata
	return append([]byte{flagCommand, byte(len(body))}, body...)
}

const dealerMeta = "\x0bSocket-Type\x00\x00\x00\x06DEALER"

func TestHostileConnections(t *testing.T) {
	random := make([]byte, 4096)
	rand.Read(random)
	huge := binary.BigEndian.AppendUint64([]byte{flagLong}, 1<<45)
	cases := []struct {
		name string
		send []byte
	}{
		{"silence", nil},
		{"random bytes", random},
		{"HTTP", []byte("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + strings.Repeat(" ", 64))},
		{"half a greeting", greeting()[:30]},
		{"old version", func() []byte { g := greeting(); g[10] = 2; return g }()},
		{"unknown mechanism", func() []byte { g := greeting(); copy(g[12:], "CURVE"); return g }()},
		{"no READY", append(greeting(), 0, 1, 'x')},
		{"empty command", append(greeting(), flagCommand, 0)},
		{"metadata cut off", append(greeting(), ready("\x0bSocket-Type")...)},
		{"metadata of random bytes", append(greeting(), ready(string(random[:60]))...)},
		{"unknown socket type", append(greeting(), ready("\x0bSocket-Type\x00\x00\x00\x05HELLO")...)},
		{"type that does not fit", append(greeting(), ready("\x0bSocket-Type\x00\x00\x00\x03SUB")...)},
		{"huge frame in the handshake", append(greeting(), huge...)},
		{"huge frame", append(append(greeting(), ready(dealerMeta)...), huge...)},
		{"negative size", append(append(greeting(), ready(dealerMeta)...), 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)},
		{"command after the handshake", append(append(greeting(), ready(dealerMeta)...), ready("")...)},
		{"endless multipart", append(append(greeting(), ready(dealerMeta)...), bytes.Repeat([]byte{1, 0}, 1000)...)},
	}
	s := echoRouter(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			conn, err := net.Dial("tcp", s.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := conn.Write(c.send); err != nil {
				t.Fatal(err)
			}
			good := dial(t, s, "", zmq4.NewDealer)
			sendText(t, good, "still there?")
			wantText(t, good, "still there?")
		})
	}
}

func TestScannerAnyCut(t *testing.T) {
	stream := append(greeting(), ready(dealerMeta)...)
	stream = append(stream, 1, 3, 'a', 'b', 'c')
	stream = append(stream, binary.BigEndian.AppendUint64([]byte{flagLong}, 300)...)
	stream = append(stream, make([]byte, 300)...)
	stream = append(stream, binary.BigEndian.AppendUint64([]byte{flagLong}, maxFrame+1)...)
	for size := 1; size < len(stream); size += 1 + size/3 {
		var s scanner
		for at := 0; at < len(stream); at += size {
			end := min(at+size, len(stream))
			err := s.check(stream[at:end], at >= greetingSize+len(ready(dealerMeta)))
			if last := end == len(stream); (err != nil) != last {
				t.Fatalf("pieces of %d bytes: error %v at %d of %d", size, err, at, len(stream))
			}
		}
	}
}
