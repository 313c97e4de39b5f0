package main

// A site: the pages of notebooks, Markdown files and packages in one folder, which link to each other.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/gradbook/gradbook/literate/apidoc"
	"github.com/gradbook/gradbook/literate/nb"
	"github.com/gradbook/gradbook/literate/page"
)

// site is the pages of some sources.
type site struct {
	dir      string
	sources  []source
	pages    []page.Link // one for each source
	overview string      // the page that leads to all others
	written  []page.Link // with what a search finds
	warnings int
}

// source is what one page is made of.
type source struct {
	path string          // as given
	abs  string          // absolute
	pkg  *apidoc.Package // nil: a notebook or a Markdown file
}

// newSite reads the titles of the sources.
func newSite(paths []string, dir string) (*site, error) {
	s := &site{dir: dir, overview: "index.html"}
	by := map[string]string{}
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return nil, err
		}
		src := source{path: path, abs: abs}
		link, err := src.open()
		if err != nil {
			return nil, err
		}
		if link.File == "index.html" {
			s.overview = "search.html"
		}
		if other := by[link.File]; other != "" {
			return nil, fmt.Errorf("%s and %s would both be written to %s", other, path, filepath.Join(dir, link.File))
		}
		by[link.File] = path
		s.sources, s.pages = append(s.sources, src), append(s.pages, link)
	}
	if other := by[s.overview]; other != "" {
		return nil, fmt.Errorf("the page of %s would be %s, which is that of the search: rename it", other, s.overview)
	}
	return s, nil
}

// open reads the source as far as its title.
func (src *source) open() (page.Link, error) {
	info, err := os.Stat(src.path)
	if err != nil {
		return page.Link{}, fmt.Errorf("cannot make a page: %w", err)
	}
	if info.IsDir() {
		if src.pkg, err = apidoc.Load(src.path); err != nil {
			return page.Link{}, err
		}
		return page.Link{File: src.pkg.Name + ".html", Title: "Package " + src.pkg.Name, Description: src.pkg.Synopsis()}, nil
	}
	n, err := src.read()
	if err != nil {
		return page.Link{}, err
	}
	front := n.Front()
	link := page.Link{File: stem(src.path) + ".html", Title: front.Title, Description: front.Description}
	if link.Title == "" {
		link.Title = stem(src.path)
	}
	if filepath.Base(src.path) == "README.md" {
		link.File = "index.html"
	}
	return link, nil
}

// read returns a source that is no package as a notebook.
func (src *source) read() (*nb.Notebook, error) {
	if filepath.Ext(src.path) != ".md" {
		return nb.Read(src.path)
	}
	text, err := os.ReadFile(src.path)
	if err != nil {
		return nil, err
	}
	return markdownBook(string(text)), nil
}

// markdownBook returns a notebook of one Markdown cell.
func markdownBook(text string) *nb.Notebook {
	n := nb.New()
	n.Add(nb.Markdown, text)
	return n
}

// writeAll writes all pages and their overview, and checks the links between them.
func (s *site) writeAll(out, warn io.Writer) error {
	for _, src := range s.sources {
		var n *nb.Notebook
		var err error
		if src.pkg != nil {
			n = markdownBook(src.pkg.Markdown(s.apiLinks()))
		} else if n, err = src.read(); err != nil {
			return err
		}
		target, err := s.write(warn, n, src.path)
		if err != nil {
			return err
		}
		fmt.Fprintln(out, target)
	}
	if err := s.writeIndex(); err != nil {
		return err
	}
	problems, err := s.brokenLinks()
	if err != nil {
		return err
	}
	for _, p := range problems {
		s.warn(warn, p)
	}
	return nil
}

func (s *site) warn(w io.Writer, what string) {
	s.warnings++
	fmt.Fprintf(w, "warning: %s\n", what)
}

// write writes the page of the notebook that was made of the source at path, and returns where it is. What could not be
// rendered is a warning.
func (s *site) write(warn io.Writer, n *nb.Notebook, path string) (string, error) {
	at := 0
	for s.sources[at].path != path {
		at++
	}
	src, link := s.sources[at], s.pages[at]
	o := page.Options{Dir: filepath.Dir(path), Title: stem(path), File: link.File, Overview: s.overview, Packages: s.packages(), Relink: s.relink(src)}
	if src.pkg != nil {
		o.Dir = path
	}
	if len(s.pages) > 1 {
		o.Site = s.pages
	}
	o.ShowDoc = s.showDoc(n, path)
	html, warnings := page.Render(n, o)
	for _, w := range warnings {
		s.warn(warn, fmt.Sprintf("%s: %v", path, w))
	}
	target := filepath.Join(s.dir, link.File)
	err := os.MkdirAll(s.dir, 0o755)
	if err == nil {
		err = os.WriteFile(target, html, 0o644)
	}
	if err != nil {
		return "", fmt.Errorf("cannot write the page: %w", err)
	}
	link.Sections = page.Sections(n)
	s.written = append(s.written, link)
	return target, nil
}

// writeIndex writes the page that leads to all others and searches them.
func (s *site) writeIndex() error {
	title := "Notebooks"
	if s.overview != "index.html" {
		title = "All pages"
	}
	if err := os.WriteFile(filepath.Join(s.dir, s.overview), page.Index(title, s.written), 0o644); err != nil {
		return fmt.Errorf("cannot write the index of the pages: %w", err)
	}
	return nil
}

// packages returns the pages of the site's packages by import path.
func (s *site) packages() map[string]string {
	pages := map[string]string{}
	for i, src := range s.sources {
		if src.pkg != nil {
			pages[src.pkg.Path] = s.pages[i].File
		}
	}
	return pages
}

// fileOf returns the page that was made of a file or folder, "" if there is none.
func (s *site) fileOf(abs string) string {
	for i, src := range s.sources {
		if src.abs == abs {
			return s.pages[i].File
		}
	}
	return ""
}

var errNoDoc = errors.New("there is no such exported symbol in the notebook's package, nor in those that cells see: write package.Symbol")
