package kernel

import (
	"context"
	"errors"
	"sync"

	"github.com/gradbook/gradbook/kernel/shell"
)

// opener starts the shell in the background, as that may take a while (the first start builds the worker) and a front end
// wants its kernel_info_reply at once.
type opener struct {
	ctx  context.Context
	open func(context.Context) (shell.Shell, error)

	mu   sync.Mutex
	done chan struct{} // closed when the attempt that runs has ended
	sh   shell.Shell
	err  error
}

var errClosed = errors.New("the kernel has ended")

func newOpener(ctx context.Context, open func(context.Context) (shell.Shell, error)) *opener {
	o := &opener{ctx: ctx, open: open}
	o.start()
	return o
}

// start begins an attempt. The lock is held, or nobody else knows the opener yet.
func (o *opener) start() {
	done := make(chan struct{})
	o.done = done
	go func() {
		sh, err := o.open(o.ctx)
		o.mu.Lock()
		defer o.mu.Unlock()
		o.sh, o.err = sh, err
		close(done)
	}()
}

// get returns the shell if it is there; else nil.
func (o *opener) get() shell.Shell {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.sh
}

// wait returns the shell, when it is there. After a failed attempt it makes a new one: what was missing may be there now.
func (o *opener) wait(ctx context.Context) (shell.Shell, error) {
	o.mu.Lock()
	if o.err != nil {
		o.err = nil
		o.start()
	}
	done := o.done
	o.mu.Unlock()
	select {
	case <-done:
		o.mu.Lock()
		defer o.mu.Unlock()
		return o.sh, o.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// close ends the shell, also one that is still being opened.
func (o *opener) close() error {
	o.mu.Lock()
	done := o.done
	o.mu.Unlock()
	<-done
	o.mu.Lock()
	defer o.mu.Unlock()
	sh := o.sh
	o.sh, o.err = nil, errClosed
	if sh == nil {
		return nil
	}
	return sh.Close()
}
