package wire

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
)

// framed wraps a network connection for zmq4. It buffers both directions, since zmq4 reads and writes every frame header by
// itself (a reply of seven frames would be fourteen packets), and it watches the frames that come in: zmq4 allocates whatever
// size a header claims, and one such header would end the process.
type framed struct {
	net.Conn
	r *bufio.Reader
	w *bufio.Writer

	open bool // the handshake is over: writes are buffered, commands are refused
	scan scanner
}

func newFramed(c net.Conn) *framed {
	return &framed{Conn: c, r: bufio.NewReaderSize(c, 64<<10), w: bufio.NewWriterSize(c, 64<<10)}
}

func (f *framed) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if bad := f.scan.check(p[:n], f.open); bad != nil {
		return 0, bad
	}
	return n, err
}

// Write buffers; until the handshake is over it also flushes, as nobody else does.
func (f *framed) Write(p []byte) (int, error) {
	n, err := f.w.Write(p)
	if err == nil && !f.open {
		err = f.w.Flush()
	}
	return n, err
}

const (
	greetingSize  = 64        // of ZMTP 3, before the first frame
	maxFrame      = 256 << 20 // of a message, in bytes
	maxHandshake  = 64 << 10  // of a frame during the handshake
	flagLong      = 2
	flagCommand   = 4
	longSizeBytes = 8
)

var errCommand = errors.New("a ZMTP command where only messages may come")

// scanner follows the framing of ZMTP 3.0 (rfc.zeromq.org/spec/23) in a stream of bytes: a greeting, then frames of a flag
// byte, a size of one or eight bytes, and a body.
type scanner struct {
	greeted int    // bytes of the greeting seen
	skip    uint64 // bytes of the body still to come
	header  [1 + longSizeBytes]byte
	have    int // bytes of the header seen
}

// check reads on and returns an error at the first frame header that is not acceptable.
func (s *scanner) check(p []byte, open bool) error {
	if s.greeted < greetingSize {
		n := min(greetingSize-s.greeted, len(p))
		s.greeted += n
		p = p[n:]
	}
	for len(p) > 0 {
		if s.skip > 0 {
			n := min(s.skip, uint64(len(p)))
			s.skip -= n
			p = p[n:]
			continue
		}
		s.header[s.have] = p[0]
		s.have++
		p = p[1:]
		flags := s.header[0]
		switch {
		case s.have == 2 && flags&flagLong == 0:
			s.skip = uint64(s.header[1])
		case s.have == 1+longSizeBytes:
			s.skip = binary.BigEndian.Uint64(s.header[1:])
		default:
			continue
		}
		s.have = 0
		limit := uint64(maxFrame)
		if !open {
			limit = maxHandshake
		}
		if s.skip > limit {
			return fmt.Errorf("a frame of %d bytes, the limit is %d", s.skip, limit)
		}
		// zmq4 answers a PING from its reading side, into the middle of what the writing side sends. ZMTP 3.0, which
		// we announce, has no commands after the handshake.
		if open && flags&flagCommand != 0 {
			return errCommand
		}
	}
	return nil
}
