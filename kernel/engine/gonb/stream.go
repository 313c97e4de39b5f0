package gonb

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/janpfeifer/gonb/gonbui/protocol"
)

// What is believed of a gob message: its length is at most encoding/gob's own limit, and the number of its type is one that
// gob gives to types that are not built in; few programs have hundreds of them.
const (
	maxMessage          = 1 << 30
	firstType, lastType = 64, 4096
)

// stream cuts the bytes of a pipe into gob messages and hands them to a decoder.
//
// A gob.Decoder reading the pipe itself would not do: after bytes that are no gob it has lost its place, and when a
// second program opens the pipe before the end of the first was noticed, it refuses the types that the second one
// defines again. A message is its length (an unsigned integer) and then a signed one: the number of the type of the
// value that follows, or minus the number of the type that it defines. A value may be cut into several messages.
type stream struct {
	handle  func(*protocol.DisplayData)
	buf     []byte
	types   map[int64]bool // defined so far
	decoder *decoder
}

// pending returns how many bytes wait for the rest of their message.
func (s *stream) pending() int { return len(s.buf) }

func (s *stream) add(p []byte) { s.buf = append(s.buf, p...) }

// restart begins a new gob stream. What has arrived of the next message stays.
func (s *stream) restart() {
	s.end()
	s.types = map[int64]bool{}
	s.decoder = newDecoder(s.handle)
}

// end stops the decoder.
func (s *stream) end() {
	if s.decoder != nil {
		s.decoder.end()
	}
}

// next decodes the next message; ok is false if its bytes have not all arrived. An error is about bytes that are no
// message, all of which were dropped, or a message that is none of gonbui's.
func (s *stream) next() (ok bool, err error) {
	length, n := readUint(s.buf)
	switch {
	case n == 0:
		return false, nil
	case n < 0 || length == 0 || length > maxMessage:
		return true, s.drop()
	}
	id, m := readInt(s.buf[n:])
	switch {
	case m == 0:
		return false, nil
	case m < 0 || max(id, -id) < firstType || max(id, -id) > lastType:
		return true, s.drop()
	case uint64(len(s.buf)-n) < length:
		return false, nil
	}
	if id < 0 {
		if s.types[-id] { // the first message of another program
			s.restart()
		}
		s.types[-id] = true
	}
	message := s.buf[:n+int(length)]
	s.buf = s.buf[len(message):]
	if len(s.buf) == 0 {
		s.buf = nil // let go of what a large picture has needed
	}
	return true, s.decoder.push(message)
}

// drop forgets what has arrived. The types stay: the program that wrote the garbage need not be the one that displays.
func (s *stream) drop() error {
	n := len(s.buf)
	s.buf = nil
	return fmt.Errorf("%d bytes that make no message were dropped", n)
}

// readUint reads an unsigned integer as gob writes it: below 128 one byte, else minus the number of bytes, and these with the
// highest first. n is the number of bytes read: 0 if p is too short, -1 if p is no such integer.
func readUint(p []byte) (v uint64, n int) {
	if len(p) == 0 {
		return 0, 0
	}
	if p[0] < 128 {
		return uint64(p[0]), 1
	}
	size := -int(int8(p[0]))
	if size > 8 {
		return 0, -1
	}
	if len(p) <= size {
		return 0, 0
	}
	for _, b := range p[1 : size+1] {
		v = v<<8 | uint64(b)
	}
	return v, size + 1
}

// readInt reads a signed integer: the lowest bit says whether the others are to be complemented.
func readInt(p []byte) (v int64, n int) {
	u, n := readUint(p)
	if v = int64(u >> 1); u&1 != 0 {
		v = ^v
	}
	return v, n
}

// decoder decodes one gob stream in a goroutine, which waits in Read for messages that push brings.
type decoder struct {
	handle func(*protocol.DisplayData)
	mu     sync.Mutex
	change *sync.Cond // of the following
	buf    bytes.Buffer
	idle   bool // all that was pushed is decoded and handled
	ended  bool // nothing more will come
	err    error
	done   chan struct{}
}

func newDecoder(handle func(*protocol.DisplayData)) *decoder {
	d := &decoder{handle: handle, done: make(chan struct{})}
	d.change = sync.NewCond(&d.mu)
	go d.run()
	return d
}

// push hands over a message and waits until it is dealt with.
func (d *decoder) push(message []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.idle, d.err = false, nil
	d.buf.Write(message)
	d.change.Broadcast()
	for !d.idle {
		d.change.Wait()
	}
	return d.err
}

// end stops the goroutine and waits for it.
func (d *decoder) end() {
	d.mu.Lock()
	d.ended = true
	d.change.Broadcast()
	d.mu.Unlock()
	<-d.done
}

func (d *decoder) run() {
	defer close(d.done)
	for g := gob.NewDecoder(d); ; {
		data := new(protocol.DisplayData)
		err := g.Decode(data)
		switch {
		case err == nil:
			d.handle(data)
		case d.stopped():
			return
		default:
			d.fail(err)
		}
	}
}

func (d *decoder) stopped() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.ended
}

// fail notes an error for push. Nothing is left of the message: that gob might read the rest as another.
func (d *decoder) fail(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.buf.Reset()
	d.err = errors.Join(d.err, fmt.Errorf("a message could not be decoded: %w", err))
}

// wait waits for bytes. The caller holds d.mu.
func (d *decoder) wait() error {
	for d.buf.Len() == 0 {
		if d.ended {
			return io.EOF
		}
		d.idle = true
		d.change.Broadcast()
		d.change.Wait()
	}
	return nil
}

// Read implements [io.Reader] for the gob decoder.
func (d *decoder) Read(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.wait(); err != nil {
		return 0, err
	}
	return d.buf.Read(p)
}

// ReadByte implements [io.ByteReader], without which gob would read ahead.
func (d *decoder) ReadByte() (byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.wait(); err != nil {
		return 0, err
	}
	return d.buf.ReadByte()
}
