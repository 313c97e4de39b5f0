package engine

import (
	"context"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"strings"
	"sync"
)

// A Target compiles whole programs of the session's module for another system, such as js/wasm, and is the go/types importer
// of packages as they are there.
type Target struct {
	p   *Packages
	env []string

	mu       sync.Mutex
	files    map[string]string // import path → archive
	importer types.Importer
}

// Target is the session's module on another system.
func (p *Packages) Target(goos, goarch string) *Target {
	t := &Target{p: p, env: []string{"GOOS=" + goos, "GOARCH=" + goarch, "CGO_ENABLED=0"}, files: map[string]string{}}
	t.importer = importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) { return os.Open(t.files[path]) })
	return t
}

// Import returns a package's types as they are on the system; it adds modules as for a cell.
func (t *Target) Import(path string) (*types.Package, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if t.files[path] == "" {
		if err := t.list(context.Background(), path); err != nil {
			return nil, err
		}
	}
	return t.importer.Import(path)
}

// list compiles a package and what it imports.
func (t *Target) list(ctx context.Context, path string) error {
	p := t.p
	p.mu.Lock()
	dir, err := p.Module()
	p.mu.Unlock()
	if err != nil {
		return err
	}
	pkgs, err := p.host.List(ctx, dir, append(p.env(), t.env...), path)
	if p.Own() && lacksSum(err) {
		pkgs, err = p.host.List(ctx, dir, append(p.env("-mod=mod"), t.env...), path)
	}
	if missing := missingModule(err); missing != "" && p.gets() {
		fmt.Fprintf(p.Progress, "getting %s …\n", missing)
		if err := p.Get(ctx, p.Progress, missing); err != nil {
			return err
		}
		return t.list(ctx, path)
	}
	if err != nil {
		return explain(err)
	}
	for _, k := range pkgs {
		t.files[k.ImportPath] = k.Export
	}
	return nil
}

// Build makes a program of one file of Go; its import paths are those of the session's module.
func (t *Target) Build(ctx context.Context, file, out string) error {
	p := t.p
	p.mu.Lock()
	dir, err := p.Module()
	p.mu.Unlock()
	if err != nil {
		return err
	}
	env := p.env()
	if p.Own() {
		env = p.env("-mod=mod") // what an import needs indirectly may not be in go.mod yet
	}
	cmd := p.host.Command(ctx, dir, "build", "-ldflags=-s -w", "-o", out, file)
	cmd.Env = append(append(cmd.Env, env...), t.env...)
	text, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("go build: %w: %s", err, strings.TrimSpace(string(text)))
	}
	return nil
}
