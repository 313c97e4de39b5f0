package toolchain

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
)

// Package is a compiled package, as go list tells of it.
type Package struct {
	ImportPath string
	Export     string // its archive
	Dir        string
	Standard   bool
	DepOnly    bool    // it was not asked for, but is imported by one that was
	Module     *Module // nil for the standard library

	IgnoredGoFiles []string // left out by build constraints
}

// Module is the module of a package.
type Module struct {
	Path, Version string // no version: it is on this machine, outside of the module cache
	Replace       *Module
}

// UsesC reports whether files of the package were left out because they need cgo.
func (p *Package) UsesC() bool {
	for _, name := range p.IgnoredGoFiles {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.ImportsOnly)
		if err != nil {
			continue
		}
		for _, i := range f.Imports {
			if i.Path.Value == `"C"` {
				return true
			}
		}
	}
	return false
}

// IsLocal reports whether the package is one that may be edited: its files are not in the module cache.
func (p *Package) IsLocal() bool {
	m := p.Module
	if m != nil && m.Replace != nil {
		m = m.Replace
	}
	return m != nil && m.Version == ""
}

// Version is the version of the package's module, or where it is.
func (p *Package) Version() string {
	m := p.Module
	switch {
	case m == nil:
		return "the standard library"
	case m.Replace != nil:
		m = m.Replace
	}
	if m.Version == "" {
		return p.Dir
	}
	return m.Version
}

// PackageError says why a package cannot be had.
type PackageError struct {
	Path, Err string
	Output    string // what the compiler wrote
}

func (e *PackageError) Error() string { return fmt.Sprintf("package %s: %s", e.Path, e.Err) }

// List compiles packages and what they import, and tells where their archives are. The folder says in which module the
// patterns are looked up; env is added to the environment of the go command.
func (t *Toolchain) List(ctx context.Context, dir string, env []string, patterns ...string) ([]*Package, error) {
	cmd := t.Command(ctx, dir, append([]string{"list", "-export", "-deps", "-e", "-json=ImportPath,Export,Dir,Standard,DepOnly,Module,IgnoredGoFiles,Error"}, patterns...)...)
	cmd.Env = append(cmd.Env, env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("go list: %s", firstLines(stderr.String(), err))
	}
	var pkgs []*Package
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p struct {
			Package
			Error *struct{ Err string }
		}
		if err := d.Decode(&p); err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		if p.Error != nil {
			return nil, &PackageError{Path: p.ImportPath, Err: strings.TrimSpace(p.Error.Err), Output: stderr.String()}
		}
		if p.Export != "" {
			pkgs = append(pkgs, &p.Package)
		}
	}
	return pkgs, nil
}
