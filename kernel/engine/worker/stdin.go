//go:build linux

package worker

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

// stdin is the process's standard input: a pipe that is filled when somebody reads from it. That a thread is blocked in
// read(0, …) shows in /proc/self/task/*/syscall, whoever called it: fmt.Scan, bufio, a library.
type stdin struct {
	ask func(InputRequest) (string, error)
	mu  sync.Mutex
	w   *os.File
}

// newStdin puts a pipe in the place of file descriptor 0.
func newStdin(ask func(InputRequest) (string, error)) (*stdin, error) {
	s := &stdin{ask: ask}
	return s, s.renew()
}

func (s *stdin) renew() error {
	r, w, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("making standard input: %w", err)
	}
	defer r.Close()
	if err := syscall.Dup3(int(r.Fd()), 0, 0); err != nil { // Fd makes the pipe blocking, as the watch needs it
		return fmt.Errorf("making standard input: %w", err)
	}
	if s.w != nil {
		s.w.Close() // who reads from the old pipe sees its end
	}
	s.w = w
	return nil
}

// watch starts asking the user whenever a thread waits for input. The cost is a look at a few small files 20 times a
// second.
func (s *stdin) watch() {
	go func() {
		for {
			time.Sleep(50 * time.Millisecond)
			if drained() && readerWaits() { // in this order: what is written in between is written by fill
				s.fill()
			}
		}
	}()
}

// fill gets a line from the user. If none can be had, the reader sees the end of its input.
func (s *stdin) fill() {
	line, err := s.ask(InputRequest{Stdin: true})
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.renew()
		return
	}
	s.w.WriteString(line + "\n")
}

// drained reports whether all that was written to standard input has been read. A reader that has not woken up yet still seems to
// wait, and one that has may be waiting again.
func drained() bool {
	var left int32
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, 0, syscall.TIOCINQ, uintptr(unsafe.Pointer(&left)))
	return errno == 0 && left == 0
}

// readerWaits reports whether a thread is blocked in read(0, …): system call number 0 with first argument 0.
func readerWaits() bool {
	files, _ := filepath.Glob("/proc/self/task/*/syscall")
	for _, f := range files {
		b, _ := os.ReadFile(f)
		if strings.HasPrefix(string(b), "0 0x0 ") {
			return true
		}
	}
	return false
}
