//go:build unix

package kernel

import (
	"errors"
	"syscall"
)

// processLives reports whether there is a process of this number, possibly one of another user.
func processLives(pid int) bool {
	return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}
