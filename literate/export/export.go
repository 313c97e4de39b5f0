// Package export writes the exported cells of notebooks as plain Go packages, and carries edits of those files back.
//
//	files, err := export.Notebooks("notebooks/01_core.ipynb")
//	for _, f := range files { err = f.Write() }
//
// A cell that begins with //| export goes to the package that its notebook names with //| default_exp, a folder
// relative to the module's root: //| default_exp autograd/didact in 01_core.ipynb makes autograd/didact/core.go, and
// //| default_exp autograd/didact/box.go names the file as well. Several notebooks may share a package or a file, and one
// cell may go elsewhere: //| export util. Cells with //| test make the package's tests.
//
// The result is what one would have written by hand: operators of the notebook dialect are method calls, imports are
// complete, the code is gofmt'ed and type-checked. Line directives lead errors, tests and debuggers back to the notebook's cell.
package export

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gradbook/gradbook/literate/nb"
)

// File is one Go file made of cells.
type File struct {
	Path    string // absolute
	Source  []byte
	Sources []string // the notebooks it is made of, relative to the module's root
}

// Write writes the file, unless it has these contents already.
func (f File) Write() error {
	if old, err := os.ReadFile(f.Path); err == nil {
		if bytes.Equal(old, f.Source) {
			return nil
		}
		if !bytes.HasPrefix(old, []byte(generated)) {
			return fmt.Errorf("%s was not made by gradbook export: move it away, or name another file in default_exp", f.Path)
		}
	}
	if err := os.MkdirAll(filepath.Dir(f.Path), 0o755); err != nil {
		return fmt.Errorf("cannot make the package's folder: %w", err)
	}
	if err := os.WriteFile(f.Path, f.Source, 0o644); err != nil {
		return fmt.Errorf("cannot write the package: %w", err)
	}
	return nil
}

// Error says what keeps a cell from being exported, and where it is.
type Error struct {
	Notebook string
	Cell     string // its id
	Line     int    // of the cell
	What     string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s[%s]:%d: %s", e.Notebook, e.Cell, e.Line, e.What)
}

// Notebooks returns the files that the exported cells of the notebooks make. All notebooks that share a package must
// be given together. The error joins all that is wrong.
func Notebooks(paths ...string) ([]File, error) {
	books, err := openBooks(paths)
	if err != nil {
		return nil, err
	}
	packages, err := packages(books)
	if err != nil {
		return nil, err
	}
	var out []File
	for _, p := range packages {
		made, err := p.files()
		if err != nil {
			return nil, err
		}
		out = append(out, made...)
	}
	return out, nil
}

func openBooks(paths []string) ([]*book, error) {
	var books []*book
	for _, path := range paths {
		n, err := nb.Read(path)
		if err != nil {
			return nil, err
		}
		b, err := openBook(path, n)
		if err != nil {
			return nil, err
		}
		for _, other := range books {
			if other.root == b.root {
				b.load = other.load
			}
		}
		books = append(books, b)
	}
	return books, nil
}

// packages makes the packages of notebooks, checked and lowered.
func packages(books []*book) ([]*pkg, error) {
	byDir := map[string]*pkg{}
	var order []*pkg
	var errs []error
	for _, b := range books {
		pieces, err := b.pieces()
		errs = append(errs, err)
		for _, p := range pieces {
			dir := filepath.Dir(p.file)
			if byDir[dir] == nil {
				byDir[dir] = &pkg{dir: dir, load: b.load, imports: map[string]string{}}
				order = append(order, byDir[dir])
			}
			byDir[dir].pieces = append(byDir[dir].pieces, p)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	for _, p := range order {
		if err := p.check(); err != nil {
			return nil, err
		}
	}
	return order, nil
}

// root returns the folder of the module that a path belongs to.
func root(path string) (string, error) {
	start, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return "", err
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("%s is in no Go module: run `go mod init` in the folder that the package belongs to", path)
		}
	}
}

// fileName derives a file's name from that of a notebook: 01_core.ipynb → core.go.
func fileName(notebook string) string {
	stem := strings.TrimSuffix(filepath.Base(notebook), ".ipynb")
	name := strings.ToLower(strings.TrimLeft(stem, "0123456789_-. "))
	name = strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '.' {
			return '_'
		}
		return r
	}, name)
	if name == "" || strings.HasSuffix(name, "_test") {
		name = strings.Trim("notebook_"+stem, "_")
	}
	return name + ".go"
}

// sortedSources returns the distinct notebooks of pieces in their order.
func sortedSources(pieces []*piece) []string {
	var list []string
	for _, p := range pieces {
		if !slices.Contains(list, p.book.rel) {
			list = append(list, p.book.rel)
		}
	}
	return list
}
