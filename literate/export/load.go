package export

import (
	"bytes"
	"errors"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
)

// loader imports packages for the check: from export data, which the go command makes and caches.
type loader struct {
	dir     string            // where imports are looked up
	exports map[string]string // import path → file of export data
	gc      types.Importer
}

func newLoader(dir string) *loader {
	l := &loader{dir: dir, exports: map[string]string{}}
	l.gc = importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		if l.exports[path] == "" {
			return nil, fmt.Errorf("no export data for %s", path)
		}
		return os.Open(l.exports[path])
	})
	return l
}

// Import implements [types.Importer].
func (l *loader) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if l.exports[path] == "" {
		if err := l.list(path); err != nil {
			return nil, err
		}
	}
	return l.gc.Import(path)
}

// list asks the go command for the export data of a package and all that it imports.
func (l *loader) list(path string) error {
	cmd := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}", "--", path)
	cmd.Dir = l.dir
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	if err := cmd.Run(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return errors.New("the go command is not in PATH: install Go from https://go.dev/dl")
		}
		first, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return fmt.Errorf("%s", first)
	}
	for line := range strings.Lines(out.String()) {
		p, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if file != "" {
			l.exports[p] = file
		}
	}
	return nil
}
