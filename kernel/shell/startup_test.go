package shell

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestStartup(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ name, file, want string }{
		{"runs once, before the first cell", "started := 7\nfmt.Println(\"up\")", "up\ncell\ncell\n"},
		{"a broken file does not stop the cell", "nonsense(", "the startup file"},
		{"none", "", "cell\ncell\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(dir, strings.ReplaceAll(c.name, " ", "-")+".go")
			if c.file != "" {
				if err := os.WriteFile(file, []byte(c.file), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			sh, err := New(Options{Dir: dir, Startup: file})
			if err != nil {
				t.Fatal(err)
			}
			defer sh.Close()
			if err := sh.(*shell).wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			var got transcript
			for n := range 2 {
				if res := sh.Execute(t.Context(), Request{Number: n + 1, Code: "fmt.Println(\"cell\")"}, &got); res.Status != OK {
					t.Fatal(res.EValue)
				}
			}
			if text := got.text.String(); !strings.HasPrefix(text, c.want) || !strings.HasSuffix(text, "cell\ncell\n") {
				t.Errorf("wrote %q, want %q", text, c.want)
			}
		})
	}
}
