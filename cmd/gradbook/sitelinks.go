package main

// Links of a site: between its pages, to the sources that are on the network, and whether they lead anywhere.

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/gradbook/gradbook/literate/apidoc"
)

// relink returns where links of a source lead: to the page that was made of their target, or to the target's place in
// the repository.
func (s *site) relink(src source) func(string) string {
	dir := filepath.Dir(src.abs)
	return func(dest string) string {
		u, err := url.Parse(dest)
		if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" || src.pkg != nil {
			return dest
		}
		target := filepath.Join(dir, filepath.FromSlash(u.Path))
		if file := s.fileOf(target); file != "" {
			u.Path = file
			return u.String()
		}
		if strings.HasSuffix(u.Path, ".ipynb") {
			u.Path = strings.TrimSuffix(u.Path, ".ipynb") + ".html"
			return u.String()
		}
		if where := inRepository(target, 0); where != "" {
			return where
		}
		return dest
	}
}

// inRepository returns the address of a file or folder of a module that is on GitHub, "" if it is of no such module.
func inRepository(abs string, line int) string {
	info, err := os.Stat(abs)
	if err != nil {
		return ""
	}
	module, root := moduleOf(abs)
	if !strings.HasPrefix(module, "github.com/") {
		return ""
	}
	rel, err := filepath.Rel(root, abs)
	if err != nil {
		return ""
	}
	kind := "blob"
	if info.IsDir() {
		kind = "tree"
	}
	where := "https://" + module + "/" + kind + "/main/" + filepath.ToSlash(rel)
	if line > 0 {
		where += fmt.Sprintf("#L%d", line)
	}
	return where
}

var moduleLine = regexp.MustCompile(`(?m)^module\s+"?([^\s"]+)`)

// moduleOf returns the name and the folder of the module that a path is in.
func moduleOf(abs string) (name, root string) {
	for dir := abs; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if text, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil {
			if m := moduleLine.FindSubmatch(text); m != nil {
				return string(m[1]), dir
			}
		}
	}
	return "", ""
}

// notebookCell is the form of a position in code that was exported: file, then the cell's id in brackets.
var notebookCell = regexp.MustCompile(`^(.*\.ipynb)\[(.*)\]$`)

// apiLinks returns where links of documentation lead. Exported code is read in its notebook.
func (s *site) apiLinks() apidoc.Links {
	packages := s.packages()
	return apidoc.Links{
		Package: func(path string) string { return packages[path] },
		Source: func(file string, line int) string {
			if m := notebookCell.FindStringSubmatch(file); m != nil {
				if page := s.fileOf(m[1]); page != "" {
					return page + "#cell-" + m[2]
				}
				return inRepository(m[1], 0)
			}
			return inRepository(file, line)
		},
	}
}

var (
	hrefs   = regexp.MustCompile(`<a\b[^>]*?\bhref="([^"]*)"`)
	anchors = regexp.MustCompile(`<[a-z][^>]*?\bid="([^"]*)"`)
)

// brokenLinks returns what is wrong with the links between the pages, once all are written.
func (s *site) brokenLinks() ([]string, error) {
	text, ids := map[string]string{}, map[string]map[string]bool{}
	for _, l := range s.pages {
		data, err := os.ReadFile(filepath.Join(s.dir, l.File))
		if err != nil {
			return nil, fmt.Errorf("cannot check the links: %w", err)
		}
		text[l.File], ids[l.File] = string(data), map[string]bool{}
		for _, m := range anchors.FindAllStringSubmatch(text[l.File], -1) {
			ids[l.File][m[1]] = true
		}
	}
	var problems []string
	for _, l := range s.pages {
		for _, m := range hrefs.FindAllStringSubmatch(text[l.File], -1) {
			u, err := url.Parse(m[1])
			if err != nil || u.Path == "" || ids[u.Path] == nil || u.Fragment == "" || ids[u.Path][u.Fragment] {
				continue
			}
			problems = append(problems, fmt.Sprintf("%s: link %s leads nowhere: nothing has that anchor", l.File, m[1]))
		}
	}
	return problems, nil
}
