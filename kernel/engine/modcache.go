package engine

import (
	"cmp"
	"go/build"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// Dir is the folder with the source of a package, "" if it is not known or of the standard library.
func (p *Packages) Dir(pkg string) string {
	p.mu.Lock()
	dir := p.sources[pkg]
	p.mu.Unlock()
	if rest, ok := strings.CutPrefix(pkg, self); ok && dir == "" && (rest == "" || rest[0] == '/') {
		return filepath.Join(p.host.Source, filepath.FromSlash(rest))
	}
	if dir != "" || !strings.Contains(pkg, ".") {
		return dir
	}
	dir, rest := cachedModule(pkg)
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, filepath.FromSlash(rest))
}

// Below proposes what import paths that begin with prefix may be: those of known packages, of folders of the session's
// module, and of modules in the module cache, each up to its next slash.
func (p *Packages) Below(prefix string) []string {
	found := map[string]bool{}
	add := func(pkg string) {
		rest, ok := strings.CutPrefix(pkg, prefix)
		if !ok || rest == "" {
			return
		}
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			rest = rest[:i+1]
		}
		if next := prefix + rest; !hidden(next) {
			found[next] = true
		}
	}
	p.mu.Lock()
	for pkg := range p.files {
		add(pkg)
	}
	p.mu.Unlock()
	parent := path.Dir(prefix + "x")
	for _, name := range cachedBelow(parent) {
		add(path.Join(parent, name))
	}
	if dir, rest := cachedModule(parent); dir != "" {
		for _, name := range goFolders(filepath.Join(dir, filepath.FromSlash(rest))) {
			add(path.Join(parent, name))
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// hidden reports whether a path leads to what only its neighbours can import, or nobody.
func hidden(pkg string) bool {
	for part := range strings.SplitSeq(pkg, "/") {
		if part == "internal" || part == "vendor" || part == "testdata" || strings.HasPrefix(part, "_") {
			return true
		}
	}
	return false
}

func modCache() string {
	return cmp.Or(os.Getenv("GOMODCACHE"), filepath.Join(filepath.SplitList(build.Default.GOPATH + string(filepath.ListSeparator))[0], "pkg", "mod"))
}

// cachedBelow lists what the module cache has in the folder of a path: folders, and modules without their versions.
func cachedBelow(parent string) []string {
	if parent == "." {
		parent = ""
	}
	escaped, err := module.EscapePath(parent)
	if err != nil {
		escaped = strings.ToLower(parent) // the host of a path alone is no module path
	}
	entries, _ := os.ReadDir(filepath.Join(modCache(), filepath.FromSlash(escaped))) // a folder that is not there has nothing
	var names []string
	for _, e := range entries {
		name, _, isModule := strings.Cut(e.Name(), "@")
		if !e.IsDir() || name == "cache" || parent == "" && !strings.Contains(name, ".") {
			continue
		}
		name, err := module.UnescapePath(name)
		if err != nil {
			name = e.Name()
		}
		if isModule {
			names = append(names, strings.TrimSuffix(name, "/"))
		} else {
			names = append(names, name+"/x") // there is more below
		}
	}
	return names
}

// cachedModule finds the module of a package in the module cache, in its latest version there: its folder, and the rest of the
// path.
func cachedModule(pkg string) (dir, rest string) {
	for at := pkg; at != "." && at != "/"; at = path.Dir(at) {
		escaped, err := module.EscapePath(at)
		if err != nil {
			continue
		}
		versions, _ := filepath.Glob(filepath.Join(modCache(), filepath.FromSlash(escaped)) + "@v*")
		if len(versions) > 0 {
			dir := slices.MaxFunc(versions, func(a, b string) int { return semver.Compare(versionOf(a), versionOf(b)) })
			return dir, strings.TrimPrefix(strings.TrimPrefix(pkg, at), "/")
		}
	}
	return "", ""
}

func versionOf(dir string) string { return dir[strings.LastIndexByte(dir, '@')+1:] }

// goFolders lists the folders in a folder.
func goFolders(dir string) []string {
	var names []string
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.IsDir() && e.Name()[0] != '.' {
			names = append(names, e.Name())
		}
	}
	return names
}
