//go:build linux

package worker

import (
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"syscall"
)

// limitMemory makes the process end with Go's "out of memory" when its data outgrows what it has now by n bytes, instead
// of taking the machine's memory. The collector works harder before that.
func limitMemory(n int64) error {
	now, err := dataSize()
	if err != nil {
		return fmt.Errorf("limiting the memory: %w", err)
	}
	const rlimitData = 2 // RLIMIT_DATA: private writable memory; reserved address space does not count
	var l syscall.Rlimit
	if err := syscall.Getrlimit(rlimitData, &l); err != nil {
		return fmt.Errorf("limiting the memory: %w", err)
	}
	l.Cur = min(uint64(now+n), l.Max)
	if err := syscall.Setrlimit(rlimitData, &l); err != nil {
		return fmt.Errorf("limiting the memory: %w", err)
	}
	debug.SetMemoryLimit(n)
	debug.SetMaxStack(int(min(n/8, 1e9))) // a stack that grows is copied: an endless recursion is named as such before memory runs out
	return nil
}

// dataSize is the private writable memory that is mapped.
func dataSize() (int64, error) {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(b), "\nVmData:")
	var kb int64
	_, err = fmt.Sscan(rest, &kb)
	return kb << 10, err
}
