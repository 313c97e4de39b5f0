package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/gradbook/gradbook/kernel/engine/toolchain"
	"github.com/gradbook/gradbook/kernel/session"
)

// CompileError is what the compiler itself reports; package session finds nearly all errors before.
type CompileError struct{ Output string }

func (e *CompileError) Error() string { return e.Output }

// Compile compiles a unit and returns the object file. The compiler runs alone, without the go command: its
// dependencies are known.
func (e *Engine) Compile(ctx context.Context, u *session.Unit) ([]byte, error) {
	cfg, err := e.Packages.importConfig(filepath.Join(e.tmp, "importcfg"))
	if err != nil {
		return nil, err
	}
	src := filepath.Join(e.tmp, fmt.Sprintf("cell_%d.go", u.Number))
	obj := filepath.Join(e.tmp, fmt.Sprintf("cell_%d.o", u.Number))
	if err := os.WriteFile(src, u.Source, 0o600); err != nil {
		return nil, fmt.Errorf("writing the cell for the compiler: %w", err)
	}
	defer os.Remove(src)
	defer os.Remove(obj)
	host := e.opt.Host
	args := []string{"-p", "main", "-lang=" + toolchain.Supported, "-dwarf=false", "-c=1", "-importcfg", cfg, "-o", obj}
	if u.Embed != nil {
		files := filepath.Join(e.tmp, "embedcfg")
		if err := writeEmbedConfig(files, u.Embed); err != nil {
			return nil, fmt.Errorf("writing the embedded files for the compiler: %w", err)
		}
		args = append(args, "-embedcfg", files)
	}
	cmd := exec.CommandContext(ctx, host.Compiler(), append(args, src)...)
	cmd.Env = append(os.Environ(), "GOGC=off", "GOROOT="+host.Root, "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if gone := host.Replaced(); gone != nil {
			return nil, gone
		}
		var x *exec.ExitError
		if errors.As(err, &x) && x.ExitCode() > 0 {
			return nil, &CompileError{strings.ReplaceAll(string(out), src, "cell")}
		}
		return nil, fmt.Errorf("the compiler failed: %w: %s", err, out)
	}
	return os.ReadFile(obj)
}

// writeEmbedConfig writes what the compiler's -embedcfg reads: the files of each pattern, and where each file is.
func writeEmbedConfig(name string, m *session.Embed) error {
	cfg := struct {
		Patterns map[string][]string
		Files    map[string]string
	}{m.Patterns, map[string]string{}}
	for _, files := range m.Patterns {
		for _, f := range files {
			cfg.Files[f] = filepath.Join(m.Dir, filepath.FromSlash(f))
		}
	}
	data, err := json.Marshal(cfg)
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}
