package shell

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// turn is one run of a cell, and what commands of it ask of the rest.
type turn struct {
	id     int64 // by which the worker knows it
	cancel context.CancelFunc
	timing *timing // set: say where the time goes

	ask  asking         // what the next shell command gets as input
	next *NextInput     // what the front end is to put below or in the place of the cell
	end  []func() error // called when the cell has ended
}

// turnKey is where the context of a cell has its turn.
type turnKey struct{}

func turnOf(ctx context.Context) *turn { return ctx.Value(turnKey{}).(*turn) }

// newTurn begins a turn, which an interrupt ends.
func (s *shell) newTurn(ctx context.Context) (context.Context, *turn) {
	t := &turn{id: s.latest.Add(1)}
	if s.timings.Load() {
		t.timing = &timing{}
	}
	ctx, t.cancel = context.WithCancel(context.WithValue(ctx, turnKey{}, t))
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turns = append(s.turns, t)
	return ctx, t
}

func (s *shell) endTurn(t *turn) {
	t.cancel()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turns = slices.DeleteFunc(s.turns, func(o *turn) bool { return o == t })
}

// say writes to stderr below the cell that ctx belongs to.
func (s *shell) say(ctx context.Context, text string) {
	s.out.StreamTo(turnOf(ctx).id, "stderr", []byte(text))
}

// afterGo are the commands that wait for the Go of their cell, wherever they stand: they run what it declares.
var afterGo = map[string]bool{"%exec": true, "%test": true}

// execute runs the parts of a cell in their order: commands and Go.
func (s *shell) execute(ctx context.Context, r Request) (err error) {
	t := turnOf(ctx)
	outer := len(t.end)
	defer func() { // a cell within a cell, as below %%capture, ends what it began
		for _, f := range t.end[outer:] {
			err = errors.Join(err, f())
		}
		t.end = t.end[:outer]
	}()
	var parts, late []part
	for i, p := range split(r.Code) {
		if p.command && i > 0 && isCellCommand(p.text) {
			name, _, _ := strings.Cut(strings.TrimSpace(p.text), " ")
			return fmt.Errorf("%s takes the whole cell: put it on the first line, and what stands above it into a cell of its own", name)
		}
		if name, _, _ := strings.Cut(p.text, " "); p.command && afterGo[strings.TrimSpace(name)] {
			late = append(late, p)
		} else {
			parts = append(parts, p)
		}
	}
	parts = append(parts, late...)
	if slices.ContainsFunc(parts, isWasm) {
		return s.runWasm(ctx, r, parts)
	}
	for i, p := range parts {
		switch {
		case p.command:
			err = s.command(ctx, r, p.text)
		case p.main:
			err = s.runMain(ctx, r.Number, p)
		default:
			err = s.goPart(ctx, r.Number, p.text, i == len(parts)-1)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
