package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/go-zeromq/zmq4/security/null"
)

const handshakeTime = 10 * time.Second

// limits say how much a peer may leave unread.
type limits struct {
	// backlog is how many bytes may wait for a peer before those who send much wait for it as well (see [Socket.Wait]): a cell
	// that prints faster than its reader reads is slowed down, instead of filling the memory.
	backlog int
	// patience is how long a peer with a full backlog may take nothing at all before it is dropped.
	patience time.Duration
}

var usual = limits{backlog: 32 << 20, patience: 60 * time.Second}

// peer is one connection to a socket. Messages to it are queued and written by a goroutine of its own, so that a peer that
// does not read holds up nobody else, and so that no two writers meet on the connection.
type peer struct {
	id   string
	conn *zmq4.Conn
	raw  *framed
	limits

	mu      sync.Mutex
	changed sync.Cond // of queue, bytes, writing or closed
	queue   [][][]byte
	bytes   int
	moved   time.Time // when the peer last took a message, or had nothing to take
	writing bool
	closed  bool
	topics  map[string]int // subscriptions of a pub socket's peer, counted as ZeroMQ does
}

// connect does the handshake. zmq4 panics on metadata that is cut off and on unknown socket types; here both are errors.
func connect(c net.Conn, kind zmq4.SocketType, l limits) (p *peer, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("broken handshake: %v", r)
		}
	}()
	raw := newFramed(c)
	if err := c.SetDeadline(time.Now().Add(handshakeTime)); err != nil {
		return nil, err
	}
	conn, err := zmq4.Open(raw, null.Security(), kind, nil, true, nil)
	if err != nil {
		return nil, err
	}
	if err := c.SetDeadline(time.Time{}); err != nil {
		return nil, err
	}
	raw.open = true
	p = &peer{id: conn.Peer.Meta["Identity"], conn: conn, raw: raw, limits: l, topics: make(map[string]int)}
	p.changed.L = &p.mu
	return p, nil
}

// send queues a message, without waiting, and reports whether the peer may get it. A peer that has not read for long is dropped.
func (p *peer) send(frames [][]byte) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stuck() {
		p.closeLocked()
	}
	if p.closed {
		return false
	}
	if len(p.queue) == 0 && !p.writing {
		p.moved = time.Now()
	}
	p.queue = append(p.queue, frames)
	p.bytes += size(frames)
	p.changed.Broadcast()
	return true
}

// stuck reports whether the peer is to be dropped.
func (p *peer) stuck() bool {
	return p.bytes > p.backlog && time.Since(p.moved) > p.patience
}

func size(frames [][]byte) int {
	n := 0
	for _, f := range frames {
		n += len(f)
	}
	return n
}

// wait waits until the peer's backlog is no longer full, the peer is dropped, or ctx ends.
func (p *peer) wait(ctx context.Context) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bytes <= p.backlog {
		return
	}
	wake := func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.changed.Broadcast()
	}
	defer context.AfterFunc(ctx, wake)()
	defer time.AfterFunc(p.patience+time.Millisecond, wake).Stop()
	for p.bytes > p.backlog && !p.closed && ctx.Err() == nil {
		if p.stuck() {
			p.closeLocked()
			return
		}
		p.changed.Wait()
	}
}

// write sends what is queued until the peer is closed; it flushes when there is nothing more to send.
func (p *peer) write() {
	defer p.close()
	for {
		p.mu.Lock()
		p.writing = false
		p.changed.Broadcast()
		for len(p.queue) == 0 && !p.closed {
			p.changed.Wait()
		}
		if p.closed {
			p.mu.Unlock()
			return
		}
		batch := p.queue
		p.queue, p.writing = nil, true
		p.mu.Unlock()
		for _, frames := range batch {
			if p.conn.SendMsg(zmq4.NewMsgFrom(frames...)) != nil {
				return
			}
			p.mu.Lock()
			p.bytes -= size(frames)
			p.moved = time.Now()
			p.changed.Broadcast()
			p.mu.Unlock()
		}
		if p.raw.w.Flush() != nil {
			return
		}
	}
}

// read hands each message to take until the connection ends, and returns why it ended.
func (p *peer) read(take func([][]byte)) error {
	defer p.close()
	for {
		msg, err := p.conn.RecvMsg()
		if err != nil {
			return err
		}
		if len(msg.Frames) > 0 {
			take(msg.Frames)
		}
	}
}

// drain waits until everything queued was written, at most until the deadline.
func (p *peer) drain(deadline time.Time) {
	timer := time.AfterFunc(time.Until(deadline), p.close)
	defer timer.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	for (len(p.queue) > 0 || p.writing) && !p.closed {
		p.changed.Wait()
	}
}

func (p *peer) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closeLocked()
}

func (p *peer) closeLocked() {
	if p.closed {
		return
	}
	p.closed = true
	p.changed.Broadcast()
	p.conn.Close()
}

// subscribe takes a message of a subscriber: a byte 1 or 0 and a topic. It returns the topic and whether it is a new one.
func (p *peer) subscribe(frames [][]byte) (topic string, added bool) {
	if len(frames) != 1 || len(frames[0]) == 0 {
		return "", false
	}
	topic = string(frames[0][1:])
	p.mu.Lock()
	defer p.mu.Unlock()
	switch frames[0][0] {
	case 1:
		p.topics[topic]++
		return topic, p.topics[topic] == 1
	case 0:
		if p.topics[topic]--; p.topics[topic] <= 0 {
			delete(p.topics, topic)
		}
	}
	return topic, false
}

// wants reports whether the peer has subscribed to a prefix of the topic.
func (p *peer) wants(topic string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for t := range p.topics {
		if strings.HasPrefix(topic, t) {
			return true
		}
	}
	return false
}

// ended reports whether err is the ordinary end of a connection, possibly in the middle of something, which needs no log line.
func ended(err error) bool {
	for _, end := range []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, zmq4.ErrClosedConn, syscall.ECONNRESET} {
		if errors.Is(err, end) {
			return true
		}
	}
	return err == nil
}
