package shell

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// open does what is to be done before a cell: it tells of a worker that ended meanwhile, and runs the startup file once.
func (s *shell) open(ctx context.Context) {
	s.opening.Lock()
	defer s.opening.Unlock()
	s.idleLoss(ctx)
	s.startUp(ctx)
}

// startUp runs the startup file before the first cell. It is the user's and may be broken: then the cell runs all the same,
// below the error.
func (s *shell) startUp(ctx context.Context) {
	name := s.opt.Startup
	s.opt.Startup = "" // once
	if name == "" {
		return
	}
	code, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil {
		s.mu.Lock()
		s.sources[0] = string(code)
		s.mu.Unlock()
		err = s.execute(ctx, Request{Number: 0, Code: string(code), Silent: true})
	}
	if err != nil {
		s.say(ctx, fmt.Sprintf("the startup file %s: %v\n", name, err))
	}
}
