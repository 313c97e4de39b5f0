package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestUpToDate makes the kernels anew and compares them with those that are checked in.
func TestUpToDate(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the generator")
	}
	dir := t.TempDir()
	names := []string{"kernels_amd64.s", "kernels_amd64.go"}
	command := exec.Command("go", "run", ".", "-out", filepath.Join(dir, names[0]), "-stubs", filepath.Join(dir, names[1]), "-pkg", "simd")
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("go run .: %v\n%s", err, out)
	}
	// text is a file without its first line, which says how it was made.
	text := func(name string) string {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(b), "\n")
		return rest
	}
	for _, name := range names {
		if text(filepath.Join(dir, name)) != text(filepath.Join("..", name)) {
			t.Errorf("%s is not what the generator makes: run go generate in the directory above", name)
		}
	}
}
