// Package apidoc writes the documentation of Go packages as Markdown, for pages and for notebooks: signatures, doc
// comments, examples with their outputs, and links to the source.
//
//	p, err := apidoc.Load("autograd")
//	page := p.Markdown(apidoc.Links{})       // of the whole package
//	grad, ok := p.Symbol("Grad", apidoc.Links{}) // of one name, or of a method: Value.Add
//
// Names in brackets in doc comments become links, as on pkg.go.dev. Headings of symbols have their names as anchors.
package apidoc

import (
	"bufio"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Package is a package whose sources have been read.
type Package struct {
	Name string
	Path string // import path
	Root string // folder of its module

	dir  string
	fset *token.FileSet
	doc  *doc.Package
}

// Load reads the package in a folder of a module, with the examples in its tests.
func Load(dir string) (*Package, error) {
	found, err := build.ImportDir(dir, 0)
	if err != nil {
		return nil, fmt.Errorf("no Go package in %s: %w", dir, err)
	}
	p := &Package{Name: found.Name, fset: token.NewFileSet()}
	if p.dir, err = filepath.Abs(dir); err != nil {
		return nil, err
	}
	if err := p.place(); err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, list := range [][]string{found.GoFiles, found.CgoFiles, found.TestGoFiles, found.XTestGoFiles} {
		for _, name := range list {
			f, err := parser.ParseFile(p.fset, filepath.Join(p.dir, name), nil, parser.ParseComments)
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
	}
	if p.doc, err = doc.NewFromFiles(p.fset, files, p.Path); err != nil {
		return nil, fmt.Errorf("cannot read the documentation in %s: %w", dir, err)
	}
	return p, nil
}

// place finds the module that the package belongs to, and its import path.
func (p *Package) place() error {
	for dir := p.dir; ; dir = filepath.Dir(dir) {
		f, err := os.Open(filepath.Join(dir, "go.mod"))
		if err == nil {
			module := moduleName(f)
			f.Close()
			rel, err := filepath.Rel(dir, p.dir)
			if err != nil {
				return err
			}
			p.Root, p.Path = dir, path.Join(module, filepath.ToSlash(rel))
			if module == "std" {
				p.Path = filepath.ToSlash(rel)
			}
			return nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("cannot read the module's file: %w", err)
		}
		if dir == filepath.Dir(dir) {
			return fmt.Errorf("%s is in no Go module: there is no go.mod above it", p.dir)
		}
	}
}

func moduleName(f *os.File) string {
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, ok := strings.CutPrefix(lines.Text(), "module "); ok {
			return strings.Trim(strings.TrimSpace(name), `"`)
		}
	}
	return ""
}

// Synopsis returns the first sentence of the package's documentation.
func (p *Package) Synopsis() string { return p.doc.Synopsis(p.doc.Doc) }
