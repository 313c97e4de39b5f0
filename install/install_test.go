package install

import (
	"context"
	"encoding/json"
	"errors"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// alone keeps the environment of the machine out of a test, and returns a home folder for it.
func alone(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	for _, name := range []string{"JUPYTER_DATA_DIR", "JUPYTER_PATH", "XDG_DATA_HOME", "VIRTUAL_ENV", "CONDA_PREFIX"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", home)
	t.Setenv("PATH", t.TempDir())
	return home
}

func TestDataDir(t *testing.T) {
	cases := []struct {
		name  string
		place Place
		env   map[string]string
		want  string // below the home folder, or part of the error
	}{
		{"user", Place{}, nil, ".local/share/jupyter"},
		{"user, by XDG", Place{}, map[string]string{"XDG_DATA_HOME": "$HOME/data"}, "data/jupyter"},
		{"user, by Jupyter", Place{}, map[string]string{"JUPYTER_DATA_DIR": "$HOME/j", "XDG_DATA_HOME": "$HOME/data"}, "j"},
		{"prefix", Place{Prefix: "/opt"}, nil, "/opt/share/jupyter"},
		{"virtual environment", Place{SysPrefix: true}, map[string]string{"VIRTUAL_ENV": "$HOME/venv"}, "venv/share/jupyter"},
		{"no Python", Place{SysPrefix: true}, nil, "error: no Python was found"},
		{"both", Place{SysPrefix: true, Prefix: "/opt"}, nil, "error: choose one"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			home := alone(t)
			for name, value := range c.env {
				t.Setenv(name, strings.ReplaceAll(value, "$HOME", home))
			}
			got, err := c.place.DataDir()
			if message, ok := strings.CutPrefix(c.want, "error: "); ok {
				if err == nil || !strings.Contains(err.Error(), message) {
					t.Errorf("error is %v, want %q", err, message)
				}
				return
			}
			want := c.want
			if !filepath.IsAbs(want) {
				want = filepath.Join(home, want)
			}
			if err != nil || got != want {
				t.Errorf("got %s, %v; want %s", got, err, want)
			}
		})
	}
}

func TestWriteFindRemove(t *testing.T) {
	home := alone(t)
	if _, _, err := Find(); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("before: %v", err)
	}
	if _, err := Remove(Place{}); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("remove before: %v", err)
	}
	var dir string
	for _, program := range []string{"/old/gradbook", "/new/gradbook"} { // an upgrade writes over the old one
		var err error
		if dir, err = NewSpec(program).Write(Place{}); err != nil {
			t.Fatal(err)
		}
	}
	if want := filepath.Join(home, ".local/share/jupyter/kernels/gradbook"); dir != want {
		t.Errorf("folder is %s, want %s", dir, want)
	}
	found, at, err := Find()
	if err != nil || at != dir {
		t.Fatalf("found in %s, %v", at, err)
	}
	if diff := cmp.Diff(NewSpec("/new/gradbook"), found); diff != "" {
		t.Error(diff)
	}
	names, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, n := range names {
		list = append(list, n.Name())
	}
	if diff := cmp.Diff([]string{"kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"}, list); diff != "" {
		t.Error(diff)
	}
	if _, err := Remove(Place{}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after the removal: %v", err)
	}
}

func TestSpecIsWhatJupyterReads(t *testing.T) {
	text, err := json.Marshal(NewSpec("/bin/gradbook"))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"argv":["/bin/gradbook","kernel","{connection_file}"],"display_name":"Go (gradbook)","language":"go","interrupt_mode":"message","env":{},"metadata":{"debugger":true}}`
	if string(text) != want {
		t.Errorf("kernel.json is\n%s, want\n%s", text, want)
	}
}

func TestLogos(t *testing.T) {
	for name, side := range map[string]int{"logo-32x32.png": 32, "logo-64x64.png": 64} {
		f, err := logos.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if b := picture.Bounds(); b.Dx() != side || b.Dy() != side {
			t.Errorf("%s is %v", name, b)
		}
		if _, _, _, alpha := picture.At(0, 0).RGBA(); alpha != 0 {
			t.Errorf("%s has no transparent corner", name)
		}
	}
}

func TestProgramOfGoRun(t *testing.T) {
	path, err := Program()
	if err == nil || !strings.Contains(err.Error(), "go install") { // a test is built like a program of go run
		t.Errorf("got %s, %v", path, err)
	}
}

func TestDoctorFindsTheKernel(t *testing.T) {
	alone(t)
	look := func() Finding { return lookForKernel(context.Background()) }
	if f := look(); f.OK || f.Extra || !strings.Contains(f.Cure, "gradbook install") {
		t.Errorf("without a kernel: %+v", f)
	}
	program := filepath.Join(t.TempDir(), "gradbook")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	dir, err := NewSpec(program).Write(Place{})
	if err != nil {
		t.Fatal(err)
	}
	if f := look(); !f.OK {
		t.Errorf("with a kernel: %+v", f)
	}
	if err := os.Remove(program); err != nil {
		t.Fatal(err)
	}
	if f := look(); f.OK || f.Extra || !strings.Contains(f.Text, program) {
		t.Errorf("with a kernel whose program is gone: %+v", f)
	}
	if err := os.WriteFile(filepath.Join(dir, "kernel.json"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if f := look(); f.OK || f.Extra {
		t.Errorf("with a broken kernel.json: %+v", f)
	}
}

func TestDoctorWithoutGo(t *testing.T) {
	alone(t)
	t.Setenv("GRADBOOK_GO", filepath.Join(t.TempDir(), "none"))
	if f := lookForGo(context.Background()); f.OK || f.Text == "" {
		t.Errorf("without Go: %+v", f)
	}
	if f := lookForWorker(context.Background()); f.OK {
		t.Errorf("the worker without Go: %+v", f)
	}
}

func TestDoctorLooksAtTheCache(t *testing.T) {
	alone(t)
	good := filepath.Join(t.TempDir(), "new", "cache")
	t.Setenv("GRADBOOK_CACHE", good)
	if f := lookAtCache(context.Background()); !f.OK || f.Text != good {
		t.Errorf("a good cache: %+v", f)
	}
	if f := lookAtDisk(context.Background()); !strings.Contains(f.Text, "GB free") {
		t.Errorf("the disk: %+v", f)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GRADBOOK_CACHE", filepath.Join(file, "cache"))
	if f := lookAtCache(context.Background()); f.OK || !strings.Contains(f.Cure, "GRADBOOK_CACHE") {
		t.Errorf("a cache that cannot be made: %+v", f)
	}
}

func TestExamine(t *testing.T) {
	checks := []Check{
		{"good", func(context.Context) Finding { return Finding{OK: true, Text: "is here"} }},
		{"wanting", func(context.Context) Finding { return Finding{Extra: true, Text: "is not here", Cure: "get it"} }},
	}
	var b strings.Builder
	well, err := Examine(context.Background(), &b, checks)
	if err != nil || !well {
		t.Errorf("well is %v, error %v", well, err)
	}
	checks = append(checks, Check{"bad", func(context.Context) Finding { return Finding{Text: "is broken", Cure: "mend it"} }})
	b.Reset()
	if well, err = Examine(context.Background(), &b, checks); err != nil || well {
		t.Errorf("well is %v, error %v", well, err)
	}
	const want = "ok    good      is here\nnote  wanting   is not here\n                → get it\nFAIL  bad       is broken\n                → mend it\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}
