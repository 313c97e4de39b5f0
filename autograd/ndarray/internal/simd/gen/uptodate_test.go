package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestUpToDate makes the kernels anew and compares them with those that are checked in.
func TestUpToDate(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the generator")
	}
	dir := t.TempDir()
	names := []string{"kernels_amd64.s", "kernels_amd64.go", "lists_amd64.go"}
	command := exec.Command("go", "run", ".", "-out", filepath.Join(dir, names[0]), "-stubs", filepath.Join(dir, names[1]), "-lists", filepath.Join(dir, names[2]), "-pkg", "simd")
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

// TestRegisters holds the kernels without AVX-512 to the registers that AVX2 has: the assembler would take the upper ones
// silently, in instructions that stop such a processor.
func TestRegisters(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "kernels_amd64.s"))
	if err != nil {
		t.Fatal(err)
	}
	upper := regexp.MustCompile(`\b([XY](1[6-9]|2\d|3[01])|Z\d+|K[0-7])\b`)
	for _, kernel := range strings.Split(string(text), "\nTEXT ·")[1:] {
		name, body, _ := strings.Cut(kernel, "(SB)")
		if strings.HasSuffix(name, "AVX512") {
			continue
		}
		if r := upper.FindString(body); r != "" {
			t.Errorf("%s uses %s, which AVX2 has not: weave fewer vectors together", name, r)
		}
	}
}
