package engine

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// This file picks up edits of packages on this machine that cells have imported.

// look describes the Go files of a folder, such that another look tells whether one was edited.
func look(dir string) string {
	var b strings.Builder
	entries, _ := os.ReadDir(dir) // a folder that is gone looks different
	for _, e := range entries {
		if st, err := e.Info(); err == nil && strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			fmt.Fprintln(&b, e.Name(), st.Size(), st.ModTime().UnixNano())
		}
	}
	return b.String()
}

// Refresh compiles local packages again that were edited, and what imports them, and returns their paths. What cells have
// declared with them belongs to the old form. If one does not compile, the error says so and the old form stays.
func (p *Packages) Refresh(ctx context.Context) (changed []string, err error) {
	p.mu.Lock()
	edited := map[string]string{}
	for path, dir := range p.dirs {
		if now := look(dir); now != p.local[path] {
			edited[path] = now
		}
	}
	all := slices.Sorted(maps.Keys(p.dirs))
	p.mu.Unlock()
	if len(edited) == 0 {
		return nil, nil
	}
	pkgs, err := p.list(ctx, all)
	if err != nil {
		return nil, explain(err)
	}
	p.mu.Lock()
	maps.Copy(p.local, edited)
	for _, k := range pkgs {
		if have := p.files[k.ImportPath]; have != "" && have != k.Export && p.dirs[k.ImportPath] != "" {
			changed = append(changed, k.ImportPath)
			delete(p.files, k.ImportPath)
			p.cfgSize = 0
		}
	}
	p.dropped = append(p.dropped, changed...)
	p.mu.Unlock()
	if len(changed) == 0 {
		return nil, nil // a comment was edited
	}
	p.forget()
	return changed, p.take(pkgs)
}
