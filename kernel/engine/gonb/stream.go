package gonb

import (
	"bytes"
	"encoding/gob"
	"fmt"

	"github.com/janpfeifer/gonb/gonbui/protocol"
)

// maxMessage is the largest message that is believed: encoding/gob's own limit.
const maxMessage = 1 << 30

// stream cuts the bytes of a pipe into gob messages and decodes them.
//
// A gob.Decoder reading the pipe itself would not do: after one thing that it does not understand it has lost its
// place, and when a second program opens the pipe before the end of the first was noticed, it refuses the types that the second
// one defines again. A gob message is its length (an unsigned integer) and then a signed one: the number of the type of
// the value that follows, or minus the number of the type that it defines.
type stream struct {
	buf     []byte
	types   map[int64]bool // defined in this stream
	decoder *gob.Decoder
	source  *bytes.Buffer // of decoder
}

// pending returns how many bytes wait for the rest of their message.
func (s *stream) pending() int { return len(s.buf) }

func (s *stream) add(p []byte) { s.buf = append(s.buf, p...) }

// reset forgets everything: the next byte is the first of a new gob stream.
func (s *stream) reset() { s.buf = nil; s.restart() }

// restart begins a new gob stream.
func (s *stream) restart() {
	s.types = map[int64]bool{}
	s.source = new(bytes.Buffer)
	s.decoder = gob.NewDecoder(s.source)
}

// next returns the next value; ok is false if its bytes have not all arrived. An error is about one message (the
// stream goes on) unless it is a *garbage: then all that had arrived was dropped.
func (s *stream) next() (data *protocol.DisplayData, ok bool, err error) {
	for {
		length, n := readUint(s.buf)
		switch {
		case n == 0:
			return nil, false, nil
		case n < 0 || length == 0 || length > maxMessage:
			return nil, true, s.drop()
		case uint64(len(s.buf)-n) < length:
			return nil, false, nil
		}
		message := s.buf[:n+int(length)]
		u, m := readUint(message[n:])
		if m <= 0 {
			return nil, true, s.drop()
		}
		id := int64(u >> 1)
		if u&1 != 0 {
			id = ^id
		}
		switch {
		case id < 0 && s.types[-id]: // the first message of another program
			s.restart()
			fallthrough
		case id < 0:
			s.types[-id] = true
			s.source.Write(message)
			s.consume(len(message))
			continue
		case !s.types[id]:
			return nil, true, s.drop()
		}
		s.source.Write(message)
		s.consume(len(message))
		data, err = s.decode()
		return data, true, err
	}
}

// consume removes the first n bytes.
func (s *stream) consume(n int) {
	if s.buf = s.buf[n:]; len(s.buf) == 0 {
		s.buf = nil // let go of what a large picture has needed
	}
}

// decode reads one value from the messages in s.source.
func (s *stream) decode() (data *protocol.DisplayData, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("a message could not be decoded: %v", r)
		}
		if err != nil {
			s.source.Reset()
		}
	}()
	data = new(protocol.DisplayData)
	if err := s.decoder.Decode(data); err != nil {
		return nil, fmt.Errorf("a message could not be decoded: %w", err)
	}
	return data, nil
}

// garbage says that bytes were no gob stream.
type garbage struct{ bytes int }

func (g *garbage) Error() string {
	return fmt.Sprintf("%d bytes that make no message were dropped", g.bytes)
}

// drop forgets what has arrived. The types stay: the program that wrote the garbage need not be the one that displays.
func (s *stream) drop() error {
	g := &garbage{len(s.buf)}
	s.buf = nil
	return g
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
