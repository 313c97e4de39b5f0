package layout

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func goroot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// TestInSync holds the checked-in tables to the toolchain of go.mod.
func TestInSync(t *testing.T) {
	want, err := Generate(goroot(t))
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile("../objload/zlayout.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("zlayout.go is not what the toolchain's sources give: run go generate in kernel/engine/objload")
	}
}

// TestOtherToolchain changes copies of the sources as another release might.
func TestOtherToolchain(t *testing.T) {
	root := goroot(t)
	for _, c := range []struct{ name, file, old, new, want string }{
		{"constant gone", "internal/abi/symtab.go", "PCDATA_InlTreeIndex ", "PCDATA_Other ", "no constant PCDATA_InlTreeIndex"},
		{"type gone", "runtime/symtab.go", "type functab struct", "type functable struct", "no type functab"},
		{"another kind of type", "runtime/proc.go", "type initTask struct {", "type initTask interface{}\ntype other struct {", "is no struct"},
		{"no source", "runtime/stack.go", "", "", "no such file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range Sources() {
				b, err := os.ReadFile(filepath.Join(root, "src", f))
				if err != nil {
					t.Fatal(err)
				}
				if f == c.file {
					if c.old == "" {
						continue
					}
					if !bytes.Contains(b, []byte(c.old)) {
						t.Fatalf("%s has no %q", f, c.old)
					}
					b = bytes.Replace(b, []byte(c.old), []byte(c.new), 1)
				}
				to := filepath.Join(dir, "src", f)
				os.MkdirAll(filepath.Dir(to), 0o777)
				if err := os.WriteFile(to, b, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := Generate(dir); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}
