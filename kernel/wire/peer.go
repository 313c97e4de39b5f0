package wire

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/go-zeromq/zmq4/security/null"
)

const (
	handshakeTime = 10 * time.Second
	// backlog is how much may wait for a peer that reads slowly; more makes senders wait, which slows the cell that
	// prints instead of filling the memory.
	backlog = 32 << 20
	// patience is how long a sender waits for a peer that does not read at all, before the peer is dropped.
	patience = 30 * time.Second
)

// peer is one connection to a socket. Messages to it are queued and written by a goroutine of its own, so that a peer that
// does not read holds up nobody else, and so that no two writers meet on the connection.
type peer struct {
	id   string
	conn *zmq4.Conn
	raw  *framed

	mu      sync.Mutex
	changed sync.Cond // of queue, bytes, writing or closed
	queue   [][][]byte
	bytes   int
	writing bool
	closed  bool
	topics  map[string]int // subscriptions of a pub socket's peer, counted as ZeroMQ does
}

// connect does the handshake. zmq4 panics on metadata that is cut off and on unknown socket types; here both are errors.
func connect(c net.Conn, kind zmq4.SocketType) (p *peer, err error) {
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
	p = &peer{id: conn.Peer.Meta["Identity"], conn: conn, raw: raw, topics: make(map[string]int)}
	p.changed.L = &p.mu
	return p, nil
}

// send queues a message. It waits while the backlog is full, and reports whether the peer will get the message.
func (p *peer) send(frames [][]byte) bool {
	size := 0
	for _, f := range frames {
		size += len(f)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bytes > backlog {
		timer := time.AfterFunc(patience, p.close)
		for p.bytes > backlog && !p.closed {
			p.changed.Wait()
		}
		timer.Stop()
	}
	if p.closed {
		return false
	}
	p.queue = append(p.queue, frames)
	p.bytes += size
	p.changed.Broadcast()
	return true
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
			for _, f := range frames {
				p.bytes -= len(f)
			}
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

// ended reports whether err is the ordinary end of a connection, which needs no log line.
func ended(err error) bool {
	return err == nil || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, zmq4.ErrClosedConn)
}
