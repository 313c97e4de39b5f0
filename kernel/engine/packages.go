package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gradbook/gradbook/kernel/engine/toolchain"
)

// Packages knows the compiled form of every package that cells can import: those linked into the worker, and those of
// the session's module, which are compiled when a cell first imports them. It is a go/types importer, and safe for
// concurrent use.
type Packages struct {
	host *toolchain.Host
	dir  string // of the module in which imports are looked up
	own  string // folder for a module of the session's own, if dir is in none

	importMu sync.Mutex // go/importer is not safe for concurrent use
	importer types.Importer

	mu      sync.Mutex
	files   map[string]string // import path → archive
	unsent  map[string]string // those that the worker does not know yet
	flags   string            // GOFLAGS for looking up packages
	cfgSize int               // number of files in the import configuration on disk
}

func newPackages(h *toolchain.Host, dir, own string) *Packages {
	p := &Packages{host: h, own: own, files: maps.Clone(h.Packages), unsent: map[string]string{}, flags: os.Getenv("GOFLAGS")}
	p.importer = importer.ForCompiler(token.NewFileSet(), "gc", p.open)
	if m := moduleOf(dir); m != "" {
		p.dir = m
	}
	return p
}

// moduleOf is the nearest folder with a go.mod, if there is one.
func moduleOf(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// Module is the folder of the module in which imports are looked up. For a session outside of any module, one is made
// that has gradbook's own dependencies.
func (p *Packages) Module() (string, error) {
	if p.dir != "" {
		return p.dir, nil
	}
	if err := os.MkdirAll(p.own, 0o777); err != nil {
		return "", err
	}
	mod, err := os.ReadFile(filepath.Join(p.host.Source, "go.mod"))
	if err != nil {
		return "", err
	}
	const self = "github.com/gradbook/gradbook"
	mod = bytes.Replace(mod, []byte("module "+self), []byte("module session"), 1)
	mod = fmt.Appendf(mod, "\nrequire %s v0.0.0\n\nreplace %s => %s\n", self, self, p.host.Source)
	sum, err := os.ReadFile(filepath.Join(p.host.Source, "go.sum"))
	if err != nil {
		return "", err
	}
	for name, data := range map[string][]byte{"go.mod": mod, "go.sum": sum} {
		if err := os.WriteFile(filepath.Join(p.own, name), data, 0o666); err != nil {
			return "", err
		}
	}
	p.dir = p.own
	return p.dir, nil
}

// Own reports whether the session has a module of its own, not one that its folder is in.
func (p *Packages) Own() bool { return p.dir == "" || p.dir == p.own }

// Known reports whether a package is compiled already.
func (p *Packages) Known(path string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return path == "unsafe" || p.files[path] != ""
}

// Add compiles packages, with what they import, unless that is done.
func (p *Packages) Add(ctx context.Context, paths ...string) error {
	var need []string
	for _, path := range paths {
		if path == "C" {
			return errors.New(`import "C": cells cannot use cgo; put the C code into a package of its own and call it as a program, or use a pure Go package`)
		}
		if !p.Known(path) {
			need = append(need, path)
		}
	}
	if len(need) == 0 {
		return nil
	}
	p.mu.Lock()
	dir, err := p.Module()
	p.mu.Unlock()
	if err != nil {
		return err
	}
	files, err := p.host.List(ctx, dir, p.Flags(), need...)
	if err != nil {
		return explain(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for path, f := range files {
		if p.files[path] == "" { // those in the worker stay
			p.files[path], p.unsent[path] = f, f
		}
	}
	return nil
}

// Get adds modules to the module in which imports are looked up, as go get does.
func (p *Packages) Get(ctx context.Context, progress io.Writer, args ...string) error {
	p.mu.Lock()
	dir, err := p.Module()
	p.mu.Unlock()
	if err != nil {
		return err
	}
	cmd := p.host.Command(ctx, dir, append([]string{"get"}, args...)...)
	cmd.Env = append(cmd.Env, "GOFLAGS="+p.Flags())
	cmd.Stdout, cmd.Stderr = progress, progress
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("go get %s: %w", strings.Join(args, " "), err)
	}
	return nil
}

// Flags are the GOFLAGS with which packages are looked up.
func (p *Packages) Flags() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.flags
}

// SetFlags changes them.
func (p *Packages) SetFlags(flags string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.flags = flags
}

// explain adds what to do to an error of go list.
func explain(err error) error {
	var e *toolchain.PackageError
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case strings.Contains(e.Err, "no required module provides") || strings.Contains(e.Err, "cannot find module providing"):
		return fmt.Errorf("package %s is in no module that the session requires; run %%get %s first", e.Path, e.Path)
	case strings.Contains(e.Err, "is not in std"):
		return fmt.Errorf("package %s is not in the standard library, and its path names no module", e.Path)
	case strings.Contains(e.Err, "build constraints exclude all Go files"):
		return fmt.Errorf("package %s has no files for linux/amd64 without cgo: cells cannot use packages written in C", e.Path)
	}
	return err
}

// Import returns a package's types from its export data.
func (p *Packages) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if !p.Known(path) {
		if err := p.Add(context.Background(), path); err != nil {
			return nil, err
		}
	}
	p.importMu.Lock()
	defer p.importMu.Unlock()
	return p.importer.Import(path)
}

// open gives the importer a package's archive.
func (p *Packages) open(path string) (io.ReadCloser, error) {
	p.mu.Lock()
	file := p.files[path]
	p.mu.Unlock()
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("package %s: %w; restart the kernel to compile it anew", path, err)
	}
	return f, nil
}

// importConfig writes the compiler's list of archives, if there are new ones.
func (p *Packages) importConfig(file string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cfgSize == len(p.files) {
		return file, nil
	}
	if err := os.WriteFile(file, toolchain.ImportConfig(p.files), 0o600); err != nil {
		return "", fmt.Errorf("writing the compiler's configuration: %w", err)
	}
	p.cfgSize = len(p.files)
	return file, nil
}

// fresh lists the archives that the worker has not been told of.
func (p *Packages) fresh() map[string]string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.unsent)
}

func (p *Packages) sent(files map[string]string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for path := range files {
		delete(p.unsent, path)
	}
}

// reset is called for a new worker, which knows only what is linked into it.
func (p *Packages) reset() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for path, f := range p.files {
		if p.host.Packages[path] == "" {
			p.unsent[path] = f
		}
	}
}
