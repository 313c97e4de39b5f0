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
	"slices"
	"strings"
	"sync"

	"github.com/gradbook/gradbook/kernel/engine/toolchain"
)

// Packages knows the compiled form of every package that cells can import: those linked into the worker, and those of
// the session's module, which are compiled when a cell first imports them. It is a go/types importer, and safe for
// concurrent use.
type Packages struct {
	Progress io.Writer // told of downloads; set before use

	host *toolchain.Host
	dir  string // of the module in which imports are looked up
	own  string // folder for a module of the session's own, if dir is in none

	importMu sync.Mutex // go/importer is not safe for concurrent use
	importer types.Importer

	mu        sync.Mutex
	files     map[string]string  // import path → archive
	unsent    map[string]string  // those that the worker does not know yet
	dropped   []string           // packages whose old form the worker is to forget
	local     map[string]string  // packages that may be edited, with what their files looked like
	dirs      map[string]string  // where those are
	untracked map[string]tracked // local packages that are no longer watched
	sources   map[string]string  // where the sources of compiled packages are
	flags     string             // GOFLAGS for looking up packages
	autoGet   *bool              // whether missing modules are added; nil: to the session's own go.mod
	cfgSize   int                // number of files in the import configuration on disk
}

func newPackages(h *toolchain.Host, dir, own string) *Packages {
	p := &Packages{Progress: io.Discard, host: h, own: own, files: maps.Clone(h.Packages), unsent: map[string]string{}, local: map[string]string{}, dirs: map[string]string{}, untracked: map[string]tracked{}, sources: map[string]string{}, flags: os.Getenv("GOFLAGS")}
	p.forget()
	if m := moduleOf(dir); m != "" {
		p.dir = m
	}
	return p
}

// self is the module that the worker is built from.
const self = "github.com/gradbook/gradbook"

// moduleOf is the nearest folder with a go.mod, if there is one, or with a go.work: a notebook beside the modules of a workspace
// can import all of them.
func moduleOf(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	for {
		for _, name := range []string{"go.mod", "go.work"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				return dir
			}
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
	pkgs, err := p.list(ctx, need)
	if p.Own() && lacksSum(err) {
		// The module is required already, by gradbook: only its hash has to be added.
		pkgs, err = p.list(ctx, need, "-mod=mod")
	}
	if missing := missingModule(err); missing != "" && p.gets() {
		fmt.Fprintf(p.Progress, "getting %s …\n", missing)
		if err := p.Get(ctx, p.Progress, missing); err != nil {
			return err
		}
		return p.Add(ctx, paths...)
	}
	if err != nil {
		return explain(err)
	}
	for _, k := range pkgs {
		if !k.DepOnly && !k.Standard && k.UsesC() {
			fmt.Fprintf(p.Progress, "note: the parts of package %s that are written in C (cgo) are left out, since cells cannot load them\n", k.ImportPath)
		}
	}
	return p.take(pkgs)
}

// Compile is [Packages.Add] that downloads nothing and tells nobody.
func (p *Packages) Compile(ctx context.Context, path string) error {
	if p.Known(path) {
		return nil
	}
	pkgs, err := p.list(ctx, []string{path})
	if err != nil {
		return explain(err)
	}
	return p.take(pkgs)
}

// list compiles packages in the session's module.
func (p *Packages) list(ctx context.Context, paths []string, flags ...string) ([]*toolchain.Package, error) {
	p.mu.Lock()
	dir, err := p.Module()
	p.mu.Unlock()
	if err != nil {
		return nil, err
	}
	return p.host.List(ctx, dir, p.env(flags...), paths...)
}

// env is the environment for the go command in the session's module.
func (p *Packages) env(flags ...string) []string {
	env := []string{"GOFLAGS=" + strings.TrimSpace(p.Flags()+" "+strings.Join(flags, " "))}
	if p.Own() {
		env = append(env, "GOWORK=off")
	}
	return env
}

// take notes compiled packages. What is linked into the worker stays; a package that was compiled against another
// version of something that is there cannot be loaded beside it.
func (p *Packages) take(pkgs []*toolchain.Package) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, k := range pkgs {
		if have := p.files[k.ImportPath]; have != "" && have != k.Export && !k.Standard && !strings.HasPrefix(k.ImportPath, self+"/") {
			return fmt.Errorf("package %s is loaded already in another version than the %s that the module in %s requires; require the loaded one there, or run %%reset if it came with an earlier cell",
				k.ImportPath, k.Version(), p.dir)
		}
	}
	for _, k := range pkgs {
		if !k.Standard {
			p.sources[k.ImportPath] = k.Dir
		}
		if p.files[k.ImportPath] == "" {
			p.files[k.ImportPath], p.unsent[k.ImportPath] = k.Export, k.Export
			if k.IsLocal() && !strings.HasPrefix(k.ImportPath, self+"/") {
				p.local[k.ImportPath], p.dirs[k.ImportPath] = look(k.Dir), k.Dir
			}
		}
	}
	return nil
}

// forget makes an importer that knows no package yet.
func (p *Packages) forget() {
	p.importMu.Lock()
	defer p.importMu.Unlock()
	p.importer = importer.ForCompiler(token.NewFileSet(), "gc", p.open)
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
	cmd.Env = append(cmd.Env, p.env()...)
	said := &getOutput{progress: progress}
	cmd.Stdout, cmd.Stderr = said, said
	err = cmd.Run()
	said.end()
	switch {
	case err == nil:
		_, err = io.WriteString(progress, said.rest.String()) // warnings
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return getError(args, said.rest.String(), err)
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

// missingModule is the package that err says is in no required module, or "".
func missingModule(err error) string {
	var e *toolchain.PackageError
	if errors.As(err, &e) && (strings.Contains(e.Err, "no required module provides") || strings.Contains(e.Err, "cannot find module providing")) {
		return e.Path
	}
	return ""
}

// lacksSum reports whether err says that go.sum has no hash of a module that go.mod requires, or go.mod does not name one that
// is required indirectly.
func lacksSum(err error) bool {
	// The second is an error of go list as a whole, or of a package.
	return err != nil && (strings.Contains(err.Error(), "missing go.sum entry") || strings.Contains(err.Error(), "updates to go.mod needed"))
}

// explain adds what to do to an error of go list.
func explain(err error) error {
	var e *toolchain.PackageError
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case missingModule(err) != "":
		return fmt.Errorf("package %s is in no module that the go.mod of this folder requires; run %%get %s to add it", e.Path, e.Path)
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

// fresh tells what the worker does not know yet: archives, and packages whose old form it is to forget.
func (p *Packages) fresh() (files map[string]string, dropped []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.unsent), slices.Clone(p.dropped)
}

func (p *Packages) sent(files map[string]string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for path := range files {
		delete(p.unsent, path)
	}
	p.dropped = nil
}

// reset is called for a new worker, which knows only what is linked into it.
func (p *Packages) reset() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dropped = nil
	for path, f := range p.files {
		if p.host.Packages[path] == "" {
			p.unsent[path] = f
		}
	}
}
