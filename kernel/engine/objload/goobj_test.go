//go:build linux && amd64

package objload

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// compile makes an archive of package main from source.
func compile(t *testing.T, src string) []byte {
	t.Helper()
	dir := t.TempDir()
	file, obj := filepath.Join(dir, "a.go"), filepath.Join(dir, "a.o")
	if err := os.WriteFile(file, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "tool", "compile", "-p", "main", "-dwarf=false", "-o", obj, file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	b, err := os.ReadFile(obj)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const program = `package main

type node struct{ next *node }

var head *node

func push() { head = &node{head} }

func add(a, b int) int { return a + b }
`

func TestReader(t *testing.T) {
	a, err := parseArchive(compile(t, program), "main")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		kind uint8
	}{{"main.head", SBSS}, {"main.push", STEXT}, {"main.add", STEXT}, {"type:main.node", SRODATA}} {
		d, ok := a.find(symKey{c.name, 1})
		if !ok {
			t.Errorf("%s is not found", c.name)
			continue
		}
		if got := d.sym().kind(); got != c.kind {
			t.Errorf("%s is of kind %d, want %d", c.name, got, c.kind)
		}
	}
	d, _ := a.find(symKey{"main.push", 1})
	var names []string
	rs := d.o.relocs(d.i)
	for i := range rs.len() {
		if s := rs.at(i).sym(); !s.isZero() {
			if _, ok := d.o.local(s); !ok {
				k, _ := d.o.external(s)
				names = append(names, k.name)
			}
		}
	}
	if !strings.Contains(strings.Join(names, " "), "runtime.newobject") {
		t.Errorf("main.push refers to %s", names)
	}
	var info funcInfo
	d.o.auxs(d.i, func(kind uint8, s symRef) error {
		if kind == AuxFuncInfo {
			info = d.o.auxData(s)
		}
		return nil
	})
	if info.startLine() != 7 {
		t.Errorf("main.push begins in line %d, want 7", info.startLine())
	}
}

// TestCutArchives reads every beginning of an archive: an error, never a panic that parsing does not expect.
func TestCutArchives(t *testing.T) {
	whole := compile(t, program)
	for n := range whole {
		if _, err := parseArchive(whole[:n], "main"); err == nil && n < len(whole)-8 {
			a, _ := parseArchive(whole[:n], "main")
			if len(a.objs) == 0 {
				t.Fatalf("%d of %d bytes: no object and no error", n, len(whole))
			}
		}
	}
	if _, err := parseArchive([]byte("!<arch>\n"), "main"); err == nil || !strings.Contains(err.Error(), "no Go object") {
		t.Errorf("empty archive: %v", err)
	}
	if _, err := parseArchive([]byte("hello"), "main"); err == nil || !strings.Contains(err.Error(), "not an archive") {
		t.Errorf("no archive: %v", err)
	}
}

func TestArena(t *testing.T) {
	a := arena{name: "test", base: 0x1000, size: 0x100}
	if p := a.alloc(3, 1); p != 0x1000 {
		t.Errorf("first at %#x", p)
	}
	if p := a.alloc(8, 16); p != 0x1010 || a.used != 0x18 {
		t.Errorf("second at %#x, used %#x", p, a.used)
	}
	defer func() {
		if e, ok := recover().(error); !ok || !strings.Contains(e.Error(), "test memory") {
			t.Errorf("a full arena panics with %v", e)
		}
	}()
	a.alloc(0x100, 1)
}
