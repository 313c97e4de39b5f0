package wire

import (
	"context"
	"crypto/rand"
	"errors"
	"log"
	"maps"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/go-zeromq/zmq4"
)

// Socket is one listening ZeroMQ socket of a kernel: a router (shell, control, stdin), a publisher (iopub) or an echo
// (heartbeat). It uses the connections of zmq4, but not its sockets, because those (v0.17.0)
//
//   - shake hands in the accept loop, so that one silent client keeps all others out;
//   - end the process on a cut-off handshake, or on a frame that claims to be huge;
//   - publish through one queue without bound, and write to one subscriber after the other, so that one that does
//     not read stops the others;
//   - lose the replies of a router when two goroutines send.
//
// All methods may be called concurrently.
type Socket struct {
	kind     zmq4.SocketType
	listener net.Listener
	log      *log.Logger
	message  func(s *Socket, p *peer, frames [][]byte)
	limits   limits

	mu     sync.Mutex
	peers  map[*peer]bool
	closed bool
}

// Handler takes a message that came in. Calls for one connection are in order; it must not block.
type Handler func(frames [][]byte)

// NewRouter starts a router on the listener. Messages reach the handler with the identity of their sender in front.
func NewRouter(l net.Listener, logger *log.Logger, handle Handler) *Socket {
	return serve(l, zmq4.Router, logger, func(_ *Socket, p *peer, frames [][]byte) {
		handle(append([][]byte{[]byte(p.id)}, frames...))
	})
}

// NewPublisher starts a publisher on the listener. Welcome (which may be nil) makes the first message for a new
// subscriber of a topic.
func NewPublisher(l net.Listener, logger *log.Logger, welcome func(topic string) [][]byte) *Socket {
	return serve(l, zmq4.XPub, logger, func(_ *Socket, p *peer, frames [][]byte) {
		topic, added := p.subscribe(frames)
		if !added || welcome == nil {
			return
		}
		if hello := welcome(topic); hello != nil {
			p.send(hello)
		}
	})
}

// NewEcho starts a socket that sends every message back to its sender: the heartbeat.
func NewEcho(l net.Listener, logger *log.Logger) *Socket {
	return serve(l, zmq4.Rep, logger, func(_ *Socket, p *peer, frames [][]byte) { p.send(frames) })
}

func serve(l net.Listener, kind zmq4.SocketType, logger *log.Logger, message func(*Socket, *peer, [][]byte)) *Socket {
	s := newSocket(l, kind, logger, message)
	go s.accept()
	return s
}

func newSocket(l net.Listener, kind zmq4.SocketType, logger *log.Logger, message func(*Socket, *peer, [][]byte)) *Socket {
	return &Socket{kind: kind, listener: l, log: logger, message: message, limits: usual, peers: make(map[*peer]bool)}
}

// Addr is where the socket listens.
func (s *Socket) Addr() net.Addr { return s.listener.Addr() }

// Port is the TCP port that the socket listens on; 0 if it listens on something else.
func (s *Socket) Port() int {
	if a, ok := s.listener.Addr().(*net.TCPAddr); ok {
		return a.Port
	}
	return 0
}

// Send routes a message to the peer that the first frame names, and reports whether there is such a peer.
func (s *Socket) Send(frames [][]byte) bool {
	if len(frames) == 0 {
		return false
	}
	id, rest := string(frames[0]), frames[1:]
	return s.each(func(p *peer) bool { return p.id == id }, rest)
}

// Publish sends a message to the subscribers of its first frame, the topic.
func (s *Socket) Publish(frames [][]byte) {
	if len(frames) == 0 {
		return
	}
	topic := string(frames[0])
	s.each(func(p *peer) bool { return p.wants(topic) }, frames)
}

// Wait waits while a peer has much to read still, until ctx ends. Who sends much calls it before each message; other
// messages, such as replies, go out without waiting for anybody.
func (s *Socket) Wait(ctx context.Context) {
	s.mu.Lock()
	peers := slices.Collect(maps.Keys(s.peers))
	s.mu.Unlock()
	for _, p := range peers {
		p.wait(ctx)
	}
}

// each sends frames to the peers that are chosen, and reports whether one of them took it.
func (s *Socket) each(chosen func(*peer) bool, frames [][]byte) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	sent := false
	for p := range s.peers {
		if chosen(p) {
			sent = p.send(frames) || sent
		}
	}
	return sent
}

// Close stops listening, waits until what was sent is written, at most until the deadline, and ends the connections.
func (s *Socket) Close(deadline time.Time) error {
	s.mu.Lock()
	s.closed = true
	peers := slices.Collect(maps.Keys(s.peers))
	s.mu.Unlock()
	err := s.listener.Close()
	for _, p := range peers {
		p.drain(deadline)
		p.close()
	}
	return err
}

func (s *Socket) accept() {
	for {
		c, err := s.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			// Such as too many open files: a later try may succeed, a busy loop would not help it.
			s.log.Printf("%s socket: accept: %v", s.kind, err)
			time.Sleep(100 * time.Millisecond)
			continue
		}
		go s.run(c)
	}
}

// run serves one connection.
func (s *Socket) run(c net.Conn) {
	p, err := connect(c, s.kind, s.limits)
	if err != nil {
		c.Close()
		if !ended(err) {
			s.log.Printf("%s socket: a connection was refused: %v", s.kind, err)
		}
		return
	}
	if p.id == "" {
		p.id = "\x00" + rand.Text() // an identity given by a router begins with a zero byte
	}
	if !s.add(p) {
		p.close()
		return
	}
	go p.write()
	err = p.read(func(frames [][]byte) { s.message(s, p, frames) })
	s.mu.Lock()
	delete(s.peers, p)
	s.mu.Unlock()
	if !ended(err) {
		s.log.Printf("%s socket: a connection was dropped: %v", s.kind, err)
	}
}

// add registers a peer. A new connection with an identity that is in use takes its place: it is the same front end, come
// back before the system noticed that its old connection is dead.
func (s *Socket) add(p *peer) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	for old := range s.peers {
		if old.id == p.id {
			old.close()
			delete(s.peers, old)
		}
	}
	s.peers[p] = true
	return true
}
