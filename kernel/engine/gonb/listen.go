package gonb

import (
	"encoding/gob"
	"errors"
	"os"
	"syscall"
	"time"
)

// listen reads the pipe until it is closed.
func (b *Bridge) listen() {
	defer close(b.done)
	defer b.stream.end()
	raw, err := b.in.SyscallConn()
	if err != nil {
		return
	}
	chunk := make([]byte, 64<<10)
	for {
		n, err := b.read(raw, chunk)
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			b.logf("%v", b.stream.drop())
		case err != nil:
			return
		case n == 0:
			b.newStream()
		default:
			b.stream.add(chunk[:n])
			b.handleAll()
		}
		waiting := b.stream.pending() > 0
		deadline := time.Time{}
		if waiting {
			deadline = time.Now().Add(patience)
		}
		if err := b.in.SetReadDeadline(deadline); err != nil {
			return
		}
		b.mu.Lock()
		b.busy = waiting
		b.mu.Unlock()
	}
}

// read waits for bytes. 0 bytes mean that the program, or the last of them, has closed the pipe.
func (b *Bridge) read(raw syscall.RawConn, chunk []byte) (n int, err error) {
	var failed error
	err = raw.Read(func(fd uintptr) bool {
		b.mu.Lock()
		defer b.mu.Unlock()
		for {
			n, failed = readPipe(int(fd), chunk)
			if !errors.Is(failed, errAgainNow) {
				break
			}
		}
		switch {
		case errors.Is(failed, errNothingYet):
			failed = nil
			return false
		case failed != nil:
			return true
		case n == 0:
			ended := b.live
			b.live = false
			return ended // without a writer there is nothing to read: wait for one
		}
		b.live, b.busy = true, true
		return true
	})
	return max(n, 0), errors.Join(err, failed)
}

// newStream prepares for another program: for its gob stream, and for one to it, without what the last one left unread.
func (b *Bridge) newStream() {
	b.stream.buf = nil
	b.stream.restart()
	b.encodeLock.Lock()
	defer b.encodeLock.Unlock()
	if raw, err := b.out.SyscallConn(); err == nil {
		_ = raw.Control(func(fd uintptr) {
			for left := make([]byte, 4096); ; {
				if n, err := readPipe(int(fd), left); n <= 0 || err != nil {
					return
				}
			}
		})
	}
	b.encoder = gob.NewEncoder(b.out)
}
