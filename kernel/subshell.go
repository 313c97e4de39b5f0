package kernel

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/gradbook/gradbook/kernel/wire"
)

// subshell runs cells one at a time, beside those of other subshells: a front end that creates one can run a cell while a
// long one goes on. They have the session in common: names, the execution count, the history. Cells are planned and loaded
// one after the other, and run at the same time, as goroutines do; variables that they share need the same care.
type subshell struct {
	id   string // empty: the main one
	lane *lane

	mu      sync.Mutex
	cancel  context.CancelCauseFunc // interrupts the running cell; nil: none runs
	deleted bool

	failed time.Time // when a cell last failed that asked for the queue behind it to be aborted; belongs to the lane
}

var (
	errInterrupted = errors.New("interrupted")
	errDeleted     = errors.New("the subshell of this cell was deleted")
)

// interrupt ends the context of the running cell, if there is one.
func (s *subshell) interrupt(why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel != nil {
		s.cancel(why)
	}
}

func (s *subshell) setCancel(cancel context.CancelCauseFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel = cancel; cancel != nil && s.deleted {
		cancel(errDeleted)
	}
}

func (s *subshell) isDeleted() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.deleted
}

// subshells are all of a kernel.
type subshells struct {
	main *subshell

	mu     sync.Mutex
	others []*subshell // in the order of their creation
}

func (k *Kernel) newSubshell(id string) *subshell {
	return &subshell{id: id, lane: newLane(k.ctx)}
}

// find returns the subshell with an id, the main one for an empty id, or nil. It is called with the lock held.
func (s *subshells) find(id string) *subshell {
	if id == "" {
		return s.main
	}
	if i := slices.IndexFunc(s.others, func(o *subshell) bool { return o.id == id }); i >= 0 {
		return s.others[i]
	}
	return nil
}

// interrupt stops the cells of all subshells.
func (s *subshells) interrupt() {
	s.main.interrupt(errInterrupted)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.others {
		o.interrupt(errInterrupted)
	}
}

func (k *Kernel) createSubshell(*request, none) (any, error) {
	s := k.newSubshell(rand.Text())
	k.subshells.mu.Lock()
	defer k.subshells.mu.Unlock()
	k.subshells.others = append(k.subshells.others, s)
	return wire.SubshellDone{Status: wire.OK, ID: s.id}, nil
}

// deleteSubshell interrupts the subshell's running cell; those behind it are answered as aborted.
func (k *Kernel) deleteSubshell(_ *request, c wire.SubshellContent) (any, error) {
	k.subshells.mu.Lock()
	s := k.subshells.find(c.ID)
	k.subshells.others = slices.DeleteFunc(k.subshells.others, func(o *subshell) bool { return o == s })
	k.subshells.mu.Unlock()
	if s == nil || s == k.subshells.main {
		return nil, fmt.Errorf("there is no subshell %q to delete", c.ID)
	}
	s.mu.Lock()
	s.deleted = true
	s.mu.Unlock()
	s.interrupt(errDeleted)
	s.lane.close()
	return wire.StatusContent{Status: wire.OK}, nil
}

func (k *Kernel) listSubshells(*request, none) (any, error) {
	k.subshells.mu.Lock()
	defer k.subshells.mu.Unlock()
	ids := []string{}
	for _, s := range k.subshells.others {
		ids = append(ids, s.id)
	}
	return wire.SubshellList{Status: wire.OK, IDs: ids}, nil
}
