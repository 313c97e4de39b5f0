package shell

import (
	"context"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// taken waits until everything that was written to a pipe has been read from it. It reports false if ctx ends before.
func taken(ctx context.Context, r *os.File) bool {
	for {
		n, err := unix.IoctlGetInt(int(r.Fd()), unix.TIOCINQ)
		if err != nil {
			return false
		}
		if n == 0 {
			return true
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			return false
		}
	}
}
