package session

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// This file finds out what the open names of a cell mean, before anything is checked: a declaration of the session, a
// package (imported, preloaded or left out), a dot-imported name. Packages get the aliases of units by edits, so units
// need no dot imports and a package's name never clashes with a declaration.

// An edit replaces the bytes [off, end) of a cell.
type edit struct {
	off, end int
	new      string
}

// imported is what the import declarations of one cell say.
type imported struct {
	names map[string]string // local names to paths
	dots  []string
	blank []string
}

// readImports takes the import declarations of a cell.
func (s *Session) readImports(c *cell) (imported, []Diagnostic) {
	im := imported{names: map[string]string{}}
	var diags []Diagnostic
	for _, it := range c.items {
		d, ok := it.decl.(*ast.GenDecl)
		if !ok || d.Tok != token.IMPORT {
			continue
		}
		for _, sp := range d.Specs {
			is := sp.(*ast.ImportSpec)
			path, err := strconv.Unquote(is.Path.Value)
			if err != nil {
				diags = append(diags, c.diagnose(c.off(is.Path.Pos()), "malformed import path"))
				continue
			}
			pkg, err := s.pkg(path)
			if err != nil {
				why, hint, hinted := strings.Cut(err.Error(), "\nhint: ")
				d := c.diagnose(c.off(is.Path.Pos()), fmt.Sprintf("cannot import %q: %s", path, why))
				if hinted {
					d.Hint = hint
				} else if strings.Contains(strings.Split(path, "/")[0], ".") {
					d.Hint = "%get " + path + " adds its module to the session"
				} else {
					d.Hint = didYouMean("", closest(path, slices.Clone(StdPaths())))
				}
				diags = append(diags, d)
				continue
			}
			switch {
			case is.Name == nil:
				im.names[pkg.Name()] = path
			case is.Name.Name == ".":
				im.dots = append(im.dots, path)
			case is.Name.Name == "_":
				im.blank = append(im.blank, path)
			default:
				im.names[is.Name.Name] = path
			}
		}
	}
	return im, diags
}

// resolution is the outcome for one cell.
type resolution struct {
	edits    []edit          // aliases of packages
	needs    map[string]bool // session names that the cell may mention
	paths    map[int]string  // offsets of identifiers that are packages, to import paths
	unknown  map[int]string  // offsets of names that nothing explains
	inserted map[int]bool    // offsets of dot-imported names
}

// resolve explains the open names of a cell. own holds the names that the cell declares itself.
func (s *Session) resolve(c *cell, im imported, own map[string]bool) resolution {
	res := resolution{needs: map[string]bool{}, paths: map[int]string{}, unknown: map[int]string{}, inserted: map[int]bool{}}
	for name := range own {
		if s.recs[name] != nil {
			res.needs[name] = true
		}
	}
	for _, id := range c.keys {
		if s.recs[id.Name] != nil {
			res.needs[id.Name] = true
		}
	}
	sels := map[string][]string{} // what is selected from each name
	for _, id := range c.free {
		if sel := c.selOf[id]; sel != "" {
			sels[id.Name] = append(sels[id.Name], sel)
		}
	}
	for _, id := range c.free {
		if id.Name == "_" || own[id.Name] {
			continue
		}
		off := c.off(id.Pos())
		sel := c.selOf[id] != ""
		path, dot := s.lookup(id.Name, sel, sels[id.Name], im, &res)
		switch {
		case path == "":
		case dot:
			res.dot(s, off, path)
		default:
			res.paths[off] = path
			res.edits = append(res.edits, edit{off, off + len(id.Name), s.alias(path)})
		}
		if path == "" && s.recs[id.Name] == nil && types.Universe.Lookup(id.Name) == nil {
			res.unknown[off] = id.Name
		}
	}
	return res
}

func (res *resolution) dot(s *Session, off int, path string) {
	if !res.inserted[off] {
		res.inserted[off] = true
		res.edits = append(res.edits, edit{off, off, s.alias(path) + "."})
	}
}

// lookup explains one name: the import path of the package that it is (or, with dot, that it comes from). Session
// names are added to the needs.
func (s *Session) lookup(name string, sel bool, sels []string, im imported, res *resolution) (path string, dot bool) {
	if p := im.names[name]; p != "" && sel {
		return p, false
	}
	if s.recs[name] != nil {
		res.needs[name] = true
		return "", false
	}
	if p := s.imports[name]; p != "" && sel {
		return p, false
	}
	if p := s.exporting(name, im.dots); p != "" {
		return p, true
	}
	if p := s.exporting(name, s.dots); p != "" {
		return p, true
	}
	if types.Universe.Lookup(name) != nil {
		return "", false
	}
	if p := s.exporting(name, s.cfg.Preload.Dot); p != "" {
		return p, true
	}
	if sel {
		return s.leftOut(name, sels), false
	}
	return "", false
}

// exporting is the first of the packages that exports the name.
func (s *Session) exporting(name string, paths []string) string {
	if !token.IsExported(name) {
		return ""
	}
	for _, path := range paths {
		if p, err := s.pkg(path); err == nil && p.Scope().Lookup(name) != nil {
			return path
		}
	}
	return ""
}

// leftOut finds the package that a name means which nothing has imported: the first candidate that exports what is
// selected from it, else the first that can be imported.
func (s *Session) leftOut(name string, sels []string) string {
	if s.named == nil {
		s.named = map[string]string{}
		for _, path := range append(append([]string{}, s.cfg.Preload.Named...), s.cfg.Preload.Dot...) {
			if p, err := s.pkg(path); err == nil {
				s.named[p.Name()] = path
			}
		}
	}
	if p := s.named[name]; p != "" {
		return p
	}
	first := ""
	for _, path := range s.cfg.Resolve(name) {
		p, err := s.pkg(path)
		if err != nil {
			continue
		}
		if first == "" {
			first = path
		}
		all := true
		for _, sel := range sels {
			all = all && p.Scope().Lookup(sel) != nil
		}
		if all {
			return path
		}
	}
	return first
}
