package main

// ShowDoc(symbol): which package a symbol of a notebook means.

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/gradbook/gradbook/kernel/session"
	"github.com/gradbook/gradbook/literate/apidoc"
	"github.com/gradbook/gradbook/literate/directive"
	"github.com/gradbook/gradbook/literate/nb"
	"github.com/gradbook/gradbook/literate/page"
)

// showDoc returns the function that documents symbols of a notebook: bare names of the package that it exports to, then
// of those that cells see bare; qualified ones of any package that the notebook's module knows.
func (s *site) showDoc(n *nb.Notebook, path string) func(string) (string, error) {
	return func(symbol string) (string, error) {
		for _, dir := range candidates(n, path) {
			if p, err := apidoc.Load(dir); err == nil {
				if text, ok := p.Symbol(symbol, s.apiLinks()); ok {
					return heading(p, symbol, text), nil
				}
			}
		}
		name, rest, qualified := strings.Cut(symbol, ".")
		paths := []string{page.Preloaded("autograd"), page.Preloaded("anp")}
		if importPath := importOf(name); qualified && importPath != "" {
			paths, symbol = []string{importPath}, rest
		}
		for _, importPath := range paths {
			p, err := importDocs(filepath.Dir(path), importPath)
			if err != nil && len(paths) == 1 {
				return "", err
			}
			if err != nil { // the module does without the packages that cells see
				continue
			}
			if text, ok := p.Symbol(symbol, s.apiLinks()); ok {
				return heading(p, symbol, text), nil
			}
			if len(paths) == 1 {
				return "", fmt.Errorf("package %s exports no %s", importPath, symbol)
			}
		}
		return "", errNoDoc
	}
}

func heading(p *apidoc.Package, symbol, text string) string {
	return fmt.Sprintf("**%s.%s**\n\n%s", p.Name, strings.ReplaceAll(symbol, "_", `\_`), text)
}

// candidates returns the folders of the packages that a notebook exports to.
func candidates(n *nb.Notebook, path string) []string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil
	}
	_, root := moduleOf(filepath.Dir(abs))
	var dirs []string
	for _, c := range n.Cells {
		target, ok := directive.Parse(c.Source).Get("default_exp")
		if c.Type == nb.Code && ok && root != "" {
			if strings.HasSuffix(target, ".go") {
				target = filepath.Dir(target)
			}
			dirs = append(dirs, filepath.Join(root, filepath.FromSlash(target)))
		}
	}
	return dirs
}

// importOf returns the import path that a package's name means in cells, "" if none.
func importOf(name string) string {
	if path := page.Preloaded(name); path != "" {
		return path
	}
	if paths := session.StdPackages(name); len(paths) > 0 {
		return paths[0]
	}
	return ""
}

// importDocs loads a package from where the go command has it.
func importDocs(from, importPath string) (*apidoc.Package, error) {
	cmd := exec.Command("go", "list", "-find", "-f", "{{.Dir}}", "--", importPath)
	cmd.Dir = from
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("the go command does not find package %s from %s: is it required by go.mod?", importPath, from)
	}
	return apidoc.Load(strings.TrimSpace(string(out)))
}
