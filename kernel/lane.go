package kernel

import (
	"context"
	"sync"
)

// lane runs functions one at a time, in the order in which they were added. Adding never waits.
type lane struct {
	mu    sync.Mutex
	queue []func()
	last  bool          // nothing is added any more: the lane ends when the queue is empty
	wake  chan struct{} // holds a token when the queue may have something
}

// The lanes of a kernel; see [handlers].
const (
	queryLane   = iota // asks the shell something: may take some milliseconds, or more the first time
	shellLane          // what the kernel knows by itself, on the shell channel
	controlLane        // the same on the control channel
	laneCount
	cellLane // execute_request: waits for the cell before; each subshell has one
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

// close ends the lane when what is in its queue has run. Nothing that is added later runs.
func (l *lane) close() {
	l.mu.Lock()
	l.last = true
	l.mu.Unlock()
	l.add(func() {})
}

func (l *lane) run(ctx context.Context) {
	for {
		l.mu.Lock()
		batch := l.queue
		l.queue = nil
		last := l.last
		l.mu.Unlock()
		for _, f := range batch {
			if ctx.Err() != nil {
				return
			}
			f()
		}
		switch {
		case last:
			return
		case len(batch) > 0:
			continue
		}
		select {
		case <-l.wake:
		case <-ctx.Done():
			return
		}
	}
}
