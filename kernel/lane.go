package kernel

import (
	"context"
	"sync"
)

// lane runs functions one at a time, in the order in which they were added. Adding never waits.
type lane struct {
	mu    sync.Mutex
	queue []func()
	wake  chan struct{} // holds a token when the queue may have something
}

// The lanes of a kernel; see [handlers].
const (
	cellLane    = iota // execute_request: waits for the cell before
	queryLane          // asks the shell something: may take some milliseconds, or more the first time
	shellLane          // what the kernel knows by itself, on the shell channel
	controlLane        // the same on the control channel
	laneCount
)

// newLane starts a lane, which runs until ctx ends.
func newLane(ctx context.Context) *lane {
	l := &lane{wake: make(chan struct{}, 1)}
	go l.run(ctx)
	return l
}

func (l *lane) add(f func()) {
	l.mu.Lock()
	l.queue = append(l.queue, f)
	l.mu.Unlock()
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *lane) run(ctx context.Context) {
	for {
		l.mu.Lock()
		batch := l.queue
		l.queue = nil
		l.mu.Unlock()
		for _, f := range batch {
			if ctx.Err() != nil {
				return
			}
			f()
		}
		if len(batch) > 0 {
			continue
		}
		select {
		case <-l.wake:
		case <-ctx.Done():
			return
		}
	}
}
