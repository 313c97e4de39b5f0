package engine

import (
	"os"
	"sync"
	"syscall"
)

// pump carries what the worker, and processes that it starts, write to a standard stream.
type pump struct {
	name string
	to   func(name string, text []byte)
	f    *os.File

	mu   sync.Mutex // held while reading and delivering: who flushes knows that all is delivered
	last []byte     // the last bytes, for the report of a crash
	done chan struct{}
}

const (
	chunk    = 64 << 10
	keepLast = 64 << 10
)

// newPump makes the pipe; the caller gives its write end to the worker and closes it.
func newPump(name string, to func(name string, text []byte)) (*pump, *os.File, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	const setPipeSize = 1031 // F_SETPIPE_SZ; a larger pipe lets a printing cell run ahead, and it may be refused
	syscall.Syscall(syscall.SYS_FCNTL, r.Fd(), setPipeSize, 1<<20)
	if err := syscall.SetNonblock(int(r.Fd()), true); err != nil {
		return nil, nil, err
	}
	// Fd has made the file blocking for os; a file made anew from the descriptor is watched by the poller.
	fd, err := syscall.Dup(int(r.Fd()))
	if err != nil {
		return nil, nil, err
	}
	r.Close()
	syscall.CloseOnExec(fd)
	syscall.SetNonblock(fd, true)
	p := &pump{name: name, to: to, f: os.NewFile(uintptr(fd), name), done: make(chan struct{})}
	go p.run()
	return p, w, nil
}

// run delivers what arrives, until all writers have closed the pipe.
func (p *pump) run() {
	defer close(p.done)
	defer p.f.Close()
	c, err := p.f.SyscallConn()
	if err != nil {
		return
	}
	c.Read(func(fd uintptr) (done bool) { return p.read(int(fd)) })
}

// read delivers what the pipe holds and reports whether it has ended.
func (p *pump) read(fd int) (end bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	buf := make([]byte, chunk)
	for {
		n, err := syscall.Read(fd, buf)
		if n > 0 {
			p.last = append(p.last, buf[:n]...)
			if over := len(p.last) - keepLast; over > keepLast {
				p.last = append([]byte(nil), p.last[over:]...)
			}
			p.to(p.name, buf[:n])
		}
		switch {
		case err == syscall.EINTR:
		case err == syscall.EAGAIN:
			return false
		case err != nil || n <= 0:
			return true
		}
	}
}

// flush delivers what was written before the call.
func (p *pump) flush() {
	c, err := p.f.SyscallConn()
	if err != nil {
		return
	}
	c.Control(func(fd uintptr) { p.read(int(fd)) }) // an error means that run has seen the end
}

// drain waits until all was delivered after the worker's end. Processes that it left behind may hold the pipe open: they
// are given up.
func (p *pump) drain() {
	p.flush()
	p.f.Close()
}

// forget drops what is kept for a report.
func (p *pump) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = nil
}

// tail is the last of what was written since forget.
func (p *pump) tail() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return string(p.last[max(0, len(p.last)-keepLast):])
}
