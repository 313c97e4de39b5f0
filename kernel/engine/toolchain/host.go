package toolchain

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gradbook/gradbook/kernel/engine/layout"
)

// Host is a worker built for a toolchain, in the user's cache.
type Host struct {
	*Toolchain
	Dir      string            // its folder
	Exe      string            // the worker
	Source   string            // module root of the unpacked sources
	Packages map[string]string // import path → archive, of all packages linked into it
}

// CacheDir is where workers are kept: $GRADBOOK_CACHE, or gradbook in the user's cache folder.
func CacheDir() (string, error) {
	if d := os.Getenv("GRADBOOK_CACHE"); d != "" {
		return filepath.Abs(d)
	}
	d, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no cache folder: %w; set GRADBOOK_CACHE to a folder that you may write to", err)
	}
	return filepath.Join(d, "gradbook"), nil
}

const hostPackage = "./kernel/engine/worker/host"

// Host returns the worker for the toolchain, building it if the cache has none (some 20 seconds on two cores). Source is
// the module to build from; progress is told what is being done when it takes time.
func (t *Toolchain) Host(ctx context.Context, source fs.FS, progress func(string)) (*Host, error) {
	cache, err := CacheDir()
	if err != nil {
		return nil, err
	}
	key, err := t.key(source)
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(cache, key)
	h := &Host{Toolchain: t, Dir: dir, Exe: filepath.Join(dir, "worker"), Source: filepath.Join(dir, "src")}
	if h.load() == nil {
		now := time.Now()
		os.Chtimes(h.index(), now, now) // says that it is in use; a cache that cannot be written to serves as well
		return h, nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, cacheError(cache, err)
	}
	unlock, err := lock(filepath.Join(dir, "lock"))
	if err != nil {
		return nil, cacheError(cache, err)
	}
	defer unlock()
	if h.load() == nil { // built by another process meanwhile
		return h, nil
	}
	if err := h.build(ctx, source, progress); err != nil {
		return nil, err
	}
	prune(cache, dir)
	return h, nil
}

// unused is how long a worker is kept that no kernel has started with.
const unused = 30 * 24 * time.Hour

// prune removes workers of other versions that were not used for a long time.
func prune(cache, keep string) {
	old, _ := filepath.Glob(filepath.Join(cache, "go*-*", "packages.json"))
	for _, f := range old {
		st, err := os.Stat(f)
		if dir := filepath.Dir(f); err == nil && dir != keep && time.Since(st.ModTime()) > unused {
			os.RemoveAll(dir)
		}
	}
}

func cacheError(dir string, err error) error {
	return fmt.Errorf("cannot write to the cache folder %s: %w; make it writable or set GRADBOOK_CACHE to a folder that is", dir, err)
}

// key names what a worker is made of: the toolchain and the sources.
func (t *Toolchain) key(source fs.FS) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, t.Version, t.Root)
	err := eachFile(source, func(name string, data []byte) error {
		fmt.Fprintln(h, name, len(data))
		h.Write(data)
		return nil
	})
	return t.Version + "-" + hex.EncodeToString(h.Sum(nil)[:8]), err
}

func eachFile(source fs.FS, f func(name string, data []byte) error) error {
	return fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "testdata") {
			return err
		}
		data, err := fs.ReadFile(source, name)
		if err != nil {
			return err
		}
		return f(name, data)
	})
}

func (h *Host) index() string { return filepath.Join(h.Dir, "packages.json") }

// load reads a finished build. Go's build cache drops archives that were not used for some days: then they are listed
// anew.
func (h *Host) load() error {
	b, err := os.ReadFile(h.index())
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, &h.Packages); err != nil {
		return err
	}
	if _, err := os.Stat(h.Exe); err != nil {
		return err
	}
	for _, f := range h.Packages {
		if _, err := os.Stat(f); err != nil {
			return err
		}
	}
	return nil
}

func (h *Host) build(ctx context.Context, source fs.FS, progress func(string)) error {
	progress("Preparing gradbook for " + h.Version + " (once, up to a minute)…")
	steps := []struct {
		what string
		do   func(context.Context) error
	}{
		{"unpacking sources", func(context.Context) error { return h.unpack(source) }},
		{"compiling packages", h.compile},
		{"building the linker", h.buildLinker},
		{"linking the worker", h.link},
	}
	for i, s := range steps {
		progress(fmt.Sprintf("  [%d/%d] %s", i+1, len(steps), s.what))
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("building the worker, %s: %w", s.what, err)
		}
	}
	b, err := json.Marshal(h.Packages)
	if err != nil {
		return err
	}
	return os.WriteFile(h.index(), b, 0o666)
}

// unpack writes the sources, with the loader's tables made from the toolchain's own.
func (h *Host) unpack(source fs.FS) error {
	err := eachFile(source, func(name string, data []byte) error {
		f := filepath.Join(h.Source, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(f), 0o777); err != nil {
			return err
		}
		return os.WriteFile(f, data, 0o666)
	})
	if err != nil {
		return err
	}
	z, err := layout.Generate(h.Root)
	if err != nil {
		return fmt.Errorf("%s is not supported: %w; gradbook works with %s", h.Version, err, Wanted)
	}
	return os.WriteFile(filepath.Join(h.Source, "kernel/engine/objload/zlayout.go"), z, 0o666)
}

// plainEnv keeps the user's settings for other modules out of the worker.
var plainEnv = []string{"GOWORK=off", "GOFLAGS="}

// compile makes the archives of all packages of the worker, by way of go list, which uses Go's build cache.
func (h *Host) compile(ctx context.Context) error {
	pkgs, err := h.List(ctx, h.Source, plainEnv, hostPackage)
	h.Packages = map[string]string{}
	for _, p := range pkgs {
		h.Packages[p.ImportPath] = p.Export
	}
	return err
}

func firstLines(s string, err error) string {
	if s = strings.TrimSpace(s); s == "" {
		return err.Error()
	}
	lines := strings.SplitN(s, "\n", 21)
	if len(lines) > 20 {
		lines[20] = "…"
	}
	return strings.Join(lines, "\n")
}
