package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	pathpkg "path"
	"path/filepath"
	"strings"
)

// tracked is a local package that is no longer watched: where it is, and what its files looked like when it was compiled.
type tracked struct{ dir, look string }

// Track compiles the packages in a folder and below, so that they are known before a cell imports them, and watches them; those that
// were no longer watched are again. The folder is of the session's module, or of one that this one uses from disk.
func (p *Packages) Track(ctx context.Context, dir string) error {
	p.mu.Lock()
	for path, t := range p.untracked {
		if within(t.dir, dir) {
			p.dirs[path], p.local[path] = t.dir, t.look
			delete(p.untracked, path)
		}
	}
	p.mu.Unlock()
	pattern, err := p.pattern(ctx, dir)
	if err != nil {
		return err
	}
	out, err := p.Go(ctx, "list", "-f", "{{if ne .Name `main`}}{{.ImportPath}}{{end}}", pattern)
	if err != nil {
		return err
	}
	paths := strings.Fields(string(out))
	if len(paths) == 0 {
		return fmt.Errorf("no package that can be imported is in %s", dir)
	}
	return p.Add(ctx, paths...)
}

// pattern is what the go command calls the packages in a folder and below.
func (p *Packages) pattern(ctx context.Context, dir string) (string, error) {
	root := dir
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(root)
		if up == root {
			return "", fmt.Errorf("%s is in no module: there is no go.mod in it or above; make one with !cd %s && go mod init NAME", dir, dir)
		}
		root = up
	}
	path, err := p.ModulePath(ctx, root)
	if err != nil {
		return "", err
	}
	used, err := p.Go(ctx, "list", "-m", "-f", "{{.Dir}}", path)
	if err != nil || strings.TrimSpace(string(used)) != root {
		return "", fmt.Errorf("%s is in the module %s, which the session's go.mod does not use; run !*go mod edit -require=%s@v0.0.0 -replace=%s=%s and then %%track again",
			dir, path, path, path, root)
	}
	rel, err := filepath.Rel(root, dir)
	return pathpkg.Join(path, filepath.ToSlash(rel), "..."), err
}

// Untrack stops the watch for the packages in a folder and below: cells keep the form that they have now. It returns how many these
// are.
func (p *Packages) Untrack(dir string) (count int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for path, at := range maps.Clone(p.dirs) {
		if within(at, dir) {
			p.untracked[path] = tracked{at, p.local[path]}
			delete(p.dirs, path)
			delete(p.local, path)
			count++
		}
	}
	return count
}

// ModulePath is the path of the module whose go.mod is in the folder.
func (p *Packages) ModulePath(ctx context.Context, dir string) (string, error) {
	out, err := p.Go(ctx, "mod", "edit", "-json", filepath.Join(dir, "go.mod"))
	if err != nil {
		return "", err
	}
	var mod struct{ Module struct{ Path string } }
	if err := json.Unmarshal(out, &mod); err != nil {
		return "", fmt.Errorf("reading the go.mod in %s: %w", dir, err)
	}
	return mod.Module.Path, nil
}

// within reports whether a folder is another one, or below it.
func within(dir, root string) bool {
	rel, err := filepath.Rel(root, dir)
	return err == nil && filepath.IsLocal(rel)
}
