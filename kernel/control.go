package kernel

import (
	"github.com/gradbook/gradbook/kernel/wire"
)

// This file answers the requests of the control channel, which are answered whatever the cells do.

func (k *Kernel) interrupt(r *request, _ none) (any, error) {
	if !k.meantForEarlier(r) {
		k.Interrupt()
	}
	return wire.StatusContent{Status: wire.OK}, nil
}

// meantForEarlier reports whether the running cell was sent after the interrupt r by the same front end: the two came on
// different channels, and overtook one another. The cell that the interrupt was meant for has ended already.
func (k *Kernel) meantForEarlier(r *request) bool {
	k.statusMu.Lock()
	defer k.statusMu.Unlock()
	if len(k.running) == 0 {
		return false
	}
	cell := k.running[0]
	if cell.Header.Session != r.Header.Session {
		return false
	}
	asked, sent := r.Header.Time(), cell.Header.Time()
	return !asked.IsZero() && asked.Before(sent)
}

// shutdown answers first and ends the kernel then: [Kernel.Run] returns.
func (k *Kernel) shutdown(r *request, c wire.ShutdownContent) (any, error) {
	if k.widgets != nil {
		k.widgets.end()
	}
	done := wire.ShutdownDone{Status: wire.OK, Restart: c.Restart}
	r.then = append(r.then, func() {
		k.publish(wire.ShutdownReply, r.Message, done) // the other front ends of this kernel learn of it
		k.stop()
	})
	return done, nil
}

func (k *Kernel) usageReply(*request, none) (any, error) {
	return k.usage.measure(), nil
}
