package toolchain

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
)

// The loader needs an executable that keeps all type descriptors and methods, with their names in the symbol table: what
// the linker makes for programs that load plugins. It does so only with cgo; we want a static executable that needs no
// C compiler. And the worker must keep all of its packages, not only what it uses itself: their variables have been
// initialised, so that a function which was left out could not be loaded later beside them. So the toolchain's own
// linker is built with these conditions changed.

var linkerPatches = []struct{ file, old, new string }{
	{"src/cmd/link/internal/ld/lib.go", `ctxt.canUsePlugins = ctxt.LibraryByPkg["plugin"] != nil && iscgo &&`, `ctxt.canUsePlugins = true ||`},
	{"src/cmd/link/internal/ld/deadcode.go", "if d.ctxt.BuildMode == BuildModeShared {\n\t\t// Mark all", "if true {\n\t\t// Mark all"},
}

func (h *Host) linker() string { return filepath.Join(h.Dir, "link") }

func (h *Host) buildLinker(ctx context.Context) error {
	replace := map[string]string{}
	for _, p := range linkerPatches {
		file := filepath.Join(h.Root, p.file)
		src, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("the Go installation lacks the linker's sources: %w; install Go from https://go.dev/dl/", err)
		}
		if bytes.Count(src, []byte(p.old)) != 1 {
			return fmt.Errorf("%s is not supported: its linker differs in %s; gradbook works with %s", h.Version, p.file, Wanted)
		}
		replace[file] = filepath.Join(h.Dir, filepath.Base(p.file))
		if err := os.WriteFile(replace[file], bytes.Replace(src, []byte(p.old), []byte(p.new), 1), 0o666); err != nil {
			return err
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	overlayFile := filepath.Join(h.Dir, "overlay.json")
	if err := os.WriteFile(overlayFile, overlay, 0o666); err != nil {
		return err
	}
	cmd := h.Command(ctx, h.Dir, "build", "-overlay", overlayFile, "-o", h.linker(), "cmd/link")
	// A toolchain that the go command has fetched lies in the module cache, where overlays are not allowed. The linker needs
	// no modules, so that another cache will do.
	cmd.Env = append(append(cmd.Env, plainEnv...), "GOMODCACHE="+filepath.Join(h.Dir, "mod"))
	return run(cmd)
}

// link makes the worker from the archives.
func (h *Host) link(ctx context.Context) error {
	const main = "github.com/gradbook/gradbook/kernel/engine/worker/host"
	if h.Packages[main] == "" {
		return fmt.Errorf("go list gave no archive for %s", main)
	}
	cfg := filepath.Join(h.Dir, "importcfg.link")
	if err := os.WriteFile(cfg, ImportConfig(h.Packages), 0o666); err != nil {
		return err
	}
	tmp := h.Exe + ".new"
	cmd := exec.CommandContext(ctx, h.linker(), "-o", tmp, "-importcfg", cfg, "-buildmode=exe", "-checklinkname=0", "-w", h.Packages[main])
	cmd.Env = append(h.env, "GOROOT="+h.Root)
	if err := run(cmd); err != nil {
		return err
	}
	delete(h.Packages, main)
	return os.Rename(tmp, h.Exe)
}

// ImportConfig is the file that tells the compiler and the linker where archives are.
func ImportConfig(packages map[string]string) []byte {
	paths := make([]string, 0, len(packages))
	for p := range packages {
		paths = append(paths, p)
	}
	sort.Strings(paths)
	var b bytes.Buffer
	for _, p := range paths {
		fmt.Fprintf(&b, "packagefile %s=%s\n", p, packages[p])
	}
	return b.Bytes()
}

func run(cmd *exec.Cmd) error {
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %s", filepath.Base(cmd.Path), firstLines(string(out), err))
	}
	return nil
}
