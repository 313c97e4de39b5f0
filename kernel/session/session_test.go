package session

import (
	"bytes"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// world is the export data that tests import, made once by go list.
type world struct {
	files map[string]string
	cfg   string // importcfg for the compiler
	tool  string
	imp   types.Importer
}

var testWorld = sync.OnceValues(func() (*world, error) {
	out, err := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}",
		"bufio", "bytes", "context", "encoding/json", "errors", "fmt", "io", "image", "image/png", "maps", "math", "math/big", "math/cmplx", "math/rand", "math/rand/v2", "net/http", "os",
		"reflect", "regexp", "slices", "sort", "strconv", "strings", "sync", "sync/atomic", "text/template", "html/template", "time", "unicode", "unsafe", "iter", "runtime", "container/list", "embed", rtPath, debugPath).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	w := &world{files: map[string]string{}}
	var cfg bytes.Buffer
	for _, line := range strings.Fields(string(out)) {
		if path, file, _ := strings.Cut(line, "="); file != "" {
			w.files[path] = file
			fmt.Fprintf(&cfg, "packagefile %s=%s\n", path, file)
		}
	}
	dir, err := os.MkdirTemp("", "session")
	if err != nil {
		return nil, err
	}
	w.cfg = filepath.Join(dir, "importcfg")
	if err := os.WriteFile(w.cfg, cfg.Bytes(), 0o644); err != nil {
		return nil, err
	}
	tool, err := exec.Command("go", "env", "GOTOOLDIR").Output()
	if err != nil {
		return nil, err
	}
	w.tool = filepath.Join(strings.TrimSpace(string(tool)), "compile")
	w.imp = importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		if f := w.files[path]; f != "" {
			return os.Open(f)
		}
		return nil, fmt.Errorf("no export data for %s", path)
	})
	return w, nil
})

func loadWorld(t testing.TB) *world {
	t.Helper()
	w, err := testWorld()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func newSession(t testing.TB) *Session {
	t.Helper()
	return New(Config{Importer: loadWorld(t).imp, Preload: Preload{Dot: []string{"math"}, Named: []string{"math/cmplx"}}, LangVersion: "go1.26"})
}

// compile compiles a unit as the engine does.
func (w *world) compile(t testing.TB, u Unit) error {
	t.Helper()
	dir := t.TempDir()
	src := filepath.Join(dir, "unit.go")
	if err := os.WriteFile(src, u.Source, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(w.tool, "-p", "main", "-lang=go1.26", "-dwarf=false", "-c=1", "-importcfg", w.cfg, "-o", filepath.Join(dir, "unit.o"), src)
	cmd.Env = append(os.Environ(), "GOGC=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%v\n%s", err, out)
	}
	return nil
}
