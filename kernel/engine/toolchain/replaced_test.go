package toolchain

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReplaced(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(root string) error
		want   string
	}{
		{"as it was", func(string) error { return nil }, ""},
		{"upgraded", func(root string) error {
			return os.WriteFile(filepath.Join(root, "VERSION"), []byte("go1.99.1\ntime 2030-01-01\n"), 0o666)
		}, "was replaced by go1.99.1 in"},
		{"no VERSION any more", func(root string) error { return os.Remove(filepath.Join(root, "VERSION")) }, "was replaced by another in"},
		{"removed", os.RemoveAll, "was removed from"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := filepath.Join(t.TempDir(), "go")
			g := &Toolchain{Root: root, Version: "go1.26.8", ToolDir: filepath.Join(root, "tool")}
			if err := os.MkdirAll(g.ToolDir, 0o777); err != nil {
				t.Fatal(err)
			}
			for name, text := range map[string]string{"VERSION": "go1.26.8\ntime 2026-09-01\n", "tool/compile": "#!/bin/sh\n"} {
				if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o777); err != nil {
					t.Fatal(err)
				}
			}
			g.release = g.readRelease()
			if err := c.change(root); err != nil {
				t.Fatal(err)
			}
			err := g.Replaced()
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want %q", err, c.want)
			}
		})
	}
}
