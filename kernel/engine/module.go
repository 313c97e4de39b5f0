package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// This file is what commands do with the module in which imports are looked up.

// AutoGet says whether modules are added to go.mod when a cell imports a package of one that is not required yet. Unless it
// was called, that is so for the session's own module, which nobody else reads.
func (p *Packages) AutoGet(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.autoGet = &on
}

// gets reports whether missing modules are to be added.
func (p *Packages) gets() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.autoGet != nil {
		return *p.autoGet
	}
	return p.Own()
}

// ResetModule makes the session's own go.mod anew when it is next needed. Packages that are loaded stay.
func (p *Packages) ResetModule() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.Own() {
		return fmt.Errorf("the go.mod in %s is not the session's own: it is left as it is", p.dir)
	}
	for _, name := range []string{"go.mod", "go.sum", "go.work", "go.work.sum"} {
		if err := os.Remove(filepath.Join(p.own, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	p.dir = ""
	return nil
}

// Go runs the go command in the module's folder and returns what it prints.
func (p *Packages) Go(ctx context.Context, args ...string) ([]byte, error) {
	p.mu.Lock()
	dir, err := p.Module()
	p.mu.Unlock()
	if err != nil {
		return nil, err
	}
	cmd := p.host.Command(ctx, dir, args...)
	cmd.Env = append(cmd.Env, p.env()...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w: %s", strings.Join(args, " "), err, strings.TrimSpace(stderr.String()))
	}
	return out, nil
}

// Local lists the folders of the imported packages that are on this machine, whose edits are picked up.
func (p *Packages) Local() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Sorted(maps.Values(p.dirs))
}

// absolute is a folder's full path; the empty one is the current folder.
func absolute(dir string) string {
	if full, err := filepath.Abs(dir); err == nil {
		return full
	}
	return dir // the current folder is gone
}
