package shell

import (
	"context"
	"errors"
	"strings"
)

// turn is what commands of a cell ask of the rest of it.
type turn struct {
	ask  asking         // what the next shell command gets as input
	next *NextInput     // what the front end is to put below or in the place of the cell
	end  []func() error // called when the cell has ended
}

// afterGo are the commands that wait for the Go of their cell, wherever they stand: they run what it declares.
var afterGo = map[string]bool{"%exec": true, "%test": true}

// execute runs the parts of a cell in their order: commands and Go.
func (s *shell) execute(ctx context.Context, r Request) (err error) {
	outer := len(s.turn.end)
	defer func() { // a cell within a cell, as below %%capture, ends what it began
		for _, f := range s.turn.end[outer:] {
			err = errors.Join(err, f())
		}
		s.turn.end = s.turn.end[:outer]
	}()
	var parts, late []part
	for _, p := range split(r.Code) {
		if name, _, _ := strings.Cut(p.text, " "); p.command && afterGo[strings.TrimSpace(name)] {
			late = append(late, p)
		} else {
			parts = append(parts, p)
		}
	}
	parts = append(parts, late...)
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
