// Package toolchain finds the Go toolchain that compiles cells, and builds the worker for it.
package toolchain

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Supported is the Go release whose object files and runtime the loader knows: all its patch versions.
const Supported = "go1.26"

// Wanted is the version that is fetched if the Go that was found is another release.
const Wanted = "go1.26.8"

// Toolchain is an installed Go.
type Toolchain struct {
	Go      string // the go command
	Root    string // GOROOT
	Version string // such as go1.26.8
	ToolDir string // where compile is
	env     []string
	release string // what the file VERSION said
}

// Find looks for Go: $GRADBOOK_GO, then PATH, then the usual folders. If it is another release than [Supported], the
// go command is asked to fetch and use [Wanted]. Errors say what to do, in one line.
func Find(ctx context.Context) (*Toolchain, error) {
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		return nil, fmt.Errorf("gradbook runs cells on linux/amd64 only so far, not on %s/%s", runtime.GOOS, runtime.GOARCH)
	}
	bin, err := findGo()
	if err != nil {
		return nil, err
	}
	t := &Toolchain{Go: bin}
	if err := t.query(ctx, ""); err != nil {
		return nil, err
	}
	if supported(t.Version) {
		return t, nil
	}
	found := t.Version
	t.Go = bin
	if err := t.query(ctx, Wanted); err != nil || !supported(t.Version) {
		return nil, fmt.Errorf("version %s of Go (%s) is not supported: gradbook needs %s.x, and fetching %s failed (%v); install it from https://go.dev/dl/ or set GRADBOOK_GO to its go command",
			strings.TrimPrefix(found, "go"), bin, Supported, Wanted, err)
	}
	return t, nil
}

func supported(version string) bool {
	return version == Supported || strings.HasPrefix(version, Supported+".")
}

func findGo() (string, error) {
	if g := os.Getenv("GRADBOOK_GO"); g != "" {
		if _, err := exec.LookPath(g); err != nil {
			return "", fmt.Errorf("GRADBOOK_GO is %s, which cannot be run: %w", g, err)
		}
		return g, nil
	}
	if g, err := exec.LookPath("go"); err == nil {
		return g, nil
	}
	home, _ := os.UserHomeDir()
	for _, d := range []string{"/usr/local/go/bin", "/usr/lib/go/bin", "/snap/bin", "/opt/homebrew/bin", filepath.Join(home, "go/bin"), filepath.Join(home, "sdk", Wanted, "bin")} {
		if g := filepath.Join(d, "go"); isExecutable(g) {
			return g, nil
		}
	}
	return "", errors.New("no Go toolchain was found: install Go 1.26 from https://go.dev/dl/ and put its bin folder on PATH, or set GRADBOOK_GO to its go command")
}

func isExecutable(f string) bool {
	st, err := os.Stat(f)
	return err == nil && st.Mode().IsRegular() && st.Mode()&0o111 != 0
}

// query asks the go command about itself; with a version, about that one, which it fetches if need be.
func (t *Toolchain) query(ctx context.Context, version string) error {
	t.env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64")
	if version != "" {
		t.env = append(t.env, "GOTOOLCHAIN="+version)
	}
	cmd := exec.CommandContext(ctx, t.Go, "env", "-json", "GOROOT", "GOVERSION", "GOTOOLDIR")
	cmd.Env = t.env
	cmd.Dir = os.TempDir()
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%s does not work: %s", t.Go, reason(err))
	}
	var v struct{ GOROOT, GOVERSION, GOTOOLDIR string }
	if err := json.Unmarshal(out, &v); err != nil {
		return fmt.Errorf("%s env answers %.80q: %w", t.Go, out, err)
	}
	t.Root, t.Version, t.ToolDir = v.GOROOT, v.GOVERSION, v.GOTOOLDIR
	// From here on this very toolchain is called, whatever the modules that it works in ask for: cells, packages and the
	// worker must come of one compiler.
	if own := filepath.Join(t.Root, "bin", "go"); isExecutable(own) {
		t.Go = own
	}
	t.env = append(t.env, "GOTOOLCHAIN=local")
	t.release = t.readRelease()
	return nil
}

func (t *Toolchain) readRelease() string {
	b, _ := os.ReadFile(filepath.Join(t.Root, "VERSION")) // a Go built from its repository has none
	return string(b)
}

// Replaced returns an error that says what to do if the toolchain is no longer the one that was found, as after an upgrade of
// Go in place; nil if it is.
func (t *Toolchain) Replaced() error {
	switch now := t.readRelease(); {
	case !isExecutable(t.Compiler()):
		return fmt.Errorf("%s, with which this kernel runs, was removed from %s: restart the kernel to use the Go that is there now", t.Version, t.Root)
	case now != t.release:
		version, _, _ := strings.Cut(now, "\n")
		return fmt.Errorf("%s, with which this kernel runs, was replaced by %s in %s: restart the kernel to use that", t.Version, cmp.Or(version, "another"), t.Root)
	}
	return nil
}

// Command prepares a run of the go command in a folder, with cgo off as the worker needs it.
func (t *Toolchain) Command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, t.Go, args...)
	cmd.Dir, cmd.Env = dir, t.env[:len(t.env):len(t.env)]
	return cmd
}

// Compiler is the path of the compiler's program.
func (t *Toolchain) Compiler() string { return filepath.Join(t.ToolDir, "compile") }

// reason is what a failed command wrote to its standard error, or else its status.
func reason(err error) string {
	var e *exec.ExitError
	if errors.As(err, &e) && len(e.Stderr) > 0 {
		return strings.ReplaceAll(strings.TrimSpace(string(e.Stderr)), "\n", "; ")
	}
	return err.Error()
}
