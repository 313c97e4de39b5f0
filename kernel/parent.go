package kernel

import (
	"context"
	"os"
	"strconv"
	"time"
)

// ParentPID returns the process that started this kernel, as Jupyter says it in JPY_PARENT_PID; 0 if it does not.
func ParentPID() int {
	pid, err := strconv.Atoi(os.Getenv("JPY_PARENT_PID"))
	if err != nil || pid <= 1 {
		return 0
	}
	return pid
}

// parentCheck is how often [WithParent] looks.
const parentCheck = 300 * time.Millisecond

// WithParent returns a context that ends when the process pid has ended, so that a kernel does not outlive the server that
// started it. With pid 0 it ends only with ctx.
func WithParent(ctx context.Context, pid int) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	if pid == 0 {
		return ctx, cancel
	}
	// As long as it is our parent, a change of parent tells of its death, even when its number is used again at once.
	direct := os.Getppid() == pid
	go func() {
		defer cancel()
		tick := time.NewTicker(parentCheck)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if direct && os.Getppid() != pid || !direct && !processLives(pid) {
				return
			}
		}
	}()
	return ctx, cancel
}
