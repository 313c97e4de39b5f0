package shell

import (
	"archive/zip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folder is a folder with a session in it.
type folder struct {
	testing.TB
	dir string
	sh  *shell
}

func (f *folder) write(name, text string) {
	f.Helper()
	file := filepath.Join(f.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		f.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		f.Fatal(err)
	}
}

// open starts a session in a folder below.
func (f *folder) open(below string) { f.sh = newShellIn(f.TB, filepath.Join(f.dir, below)) }

func (f *folder) run(code string) (string, Result) {
	var got transcript
	r := f.sh.Execute(context.Background(), Request{Number: 1, Code: code}, &got)
	return strings.TrimSpace(got.text.String()), r
}

func (f *folder) expect(code, want string) {
	f.Helper()
	if got, r := f.run(code); r.Status != OK || got != want {
		f.Errorf("%s: wrote %q (%s), want %q", code, got, r.EValue, want)
	}
}

// fails expects an error that holds the texts.
func (f *folder) fails(code string, want ...string) {
	f.Helper()
	_, r := f.run(code)
	for _, w := range want {
		if r.Status != Error || !strings.Contains(r.EValue, w) {
			f.Errorf("%s: %s, want an error with %q", code, r.EValue, w)
		}
	}
}

// TestLocalPackage edits a package of the module that a session runs in.
func TestLocalPackage(t *testing.T) {
	f := &folder{TB: t, dir: t.TempDir()}
	f.write("go.mod", "module example.com/mine\n\ngo 1.26\n")
	f.write("geo/geo.go", "package geo\n\ntype Point struct{ X int }\n\nfunc New() Point { return Point{1} }\n")
	f.open(".")
	f.expect("import \"example.com/mine/geo\"\np := geo.New()\nq := 7\np", "{X:1}")
	f.write("geo/geo.go", "package geo\n\ntype Point struct{ X, Y int }\n\nfunc New() Point { return Point{1, 2} }\n")
	f.expect("geo.New()", "note: example.com/mine/geo changed on disk: the new form is used from here on; p belonged to the old form and are gone: run their cells again\n{X:1 Y:2}")
	f.expect("q", "7")
	f.write("geo/geo.go", "package geo\n\nfunc New() Point { return }\n")
	f.fails("q", "geo")
	f.write("geo/geo.go", "package geo\n\nfunc New() string { return \"again\" }\n")
	if got, _ := f.run("geo.New()"); !strings.HasSuffix(got, "\nagain") {
		t.Errorf("after the package was mended: %q", got)
	}
}

// TestWorkspace imports modules of a go.work, from a notebook in one of them and from one beside them, and edits one.
func TestWorkspace(t *testing.T) {
	for _, below := range []string{"app", "app/notebooks", "."} {
		t.Run(below, func(t *testing.T) {
			f := &folder{TB: t, dir: t.TempDir()}
			f.write("go.work", "go 1.26\n\nuse (\n\t./app\n\t./lib\n)\n")
			f.write("app/go.mod", "module example.com/app\n\ngo 1.26\n")
			f.write("app/greet/greet.go", "package greet\n\nimport \"example.com/lib/name\"\n\nfunc Hello() string { return \"hello \" + name.Of() }\n")
			f.write("app/notebooks/a.ipynb", "")
			f.write("lib/go.mod", "module example.com/lib\n\ngo 1.26\n")
			f.write("lib/name/name.go", "package name\n\nfunc Of() string { return \"one\" }\n")
			f.open(below)
			f.expect("import \"example.com/app/greet\"\nimport \"example.com/lib/name\"\nfmt.Println(name.Of(), greet.Hello())", "one hello one")
			f.write("lib/name/name.go", "package name\n\nfunc Of() string { return \"another\" }\n")
			got, r := f.run("fmt.Println(name.Of(), greet.Hello())")
			if r.Status != OK || !strings.HasPrefix(got, "note: example.com/lib/name, example.com/app/greet changed on disk") || !strings.HasSuffix(got, "\nanother hello another") {
				t.Errorf("after an edit: %q %s", got, r.EValue)
			}
		})
	}
}

// TestGoEnvironment gets a module from a proxy that GOPROXY names, without the checksum database, as GOPRIVATE says, and again
// with no proxy at all.
func TestGoEnvironment(t *testing.T) {
	proxy := &folder{TB: t, dir: t.TempDir()}
	proxy.write("example.com/dep/@v/list", "v1.0.0\n")
	proxy.write("example.com/dep/@v/v1.0.0.info", `{"Version":"v1.0.0"}`)
	proxy.write("example.com/dep/@v/v1.0.0.mod", "module example.com/dep\n")
	z, err := os.Create(filepath.Join(proxy.dir, "example.com/dep/@v/v1.0.0.zip"))
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(z)
	for name, text := range map[string]string{
		"go.mod":   "module example.com/dep\n",
		"plain.go": "//go:build !fancy\n\npackage dep\n\nconst Kind = \"plain\"\n",
		"fancy.go": "//go:build fancy\n\npackage dep\n\nconst Kind = \"fancy\"\n",
	} {
		file, err := w.Create("example.com/dep@v1.0.0/" + name)
		if err != nil {
			t.Fatal(err)
		}
		file.Write([]byte(text))
	}
	if w.Close() != nil || z.Close() != nil {
		t.Fatal("the proxy's zip file cannot be written")
	}
	t.Setenv("GOMODCACHE", t.TempDir())
	t.Setenv("GOPROXY", "file://"+proxy.dir)
	t.Setenv("GOPRIVATE", "example.com")
	t.Setenv("GONOPROXY", "none")
	t.Setenv("GOFLAGS", "-modcacherw")
	f := &folder{TB: t, dir: t.TempDir()}
	f.write("go.mod", "module example.com/mine\n\ngo 1.26\n")
	f.open(".")
	f.fails("import \"example.com/dep\"\ndep.Kind", "%get example.com/dep")
	if got, r := f.run("%get example.com/dep@v1.0.0\nimport \"example.com/dep\"\ndep.Kind"); r.Status != OK || !strings.HasSuffix(got, "plain") {
		t.Errorf("%%get: %q %s", got, r.EValue)
	}

	t.Setenv("GOPROXY", "off")
	t.Setenv("GOFLAGS", "-modcacherw -tags=fancy")
	f.open(".")
	f.expect("%goflags", "-modcacherw -tags=fancy")
	f.expect("import \"example.com/dep\"\ndep.Kind", "fancy")
	f.fails("%get example.com/other", "go get example.com/other")
	f.expect("%autoget", "")
	f.fails("import \"example.com/other\"\nother.X", "example.com/other")
}

// TestTrack tracks and untracks folders of the session's module, of one that it uses from disk, and of one that it does not.
func TestTrack(t *testing.T) {
	f := &folder{TB: t, dir: t.TempDir()}
	f.write("app/go.mod", "module example.com/app\n\ngo 1.26\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ../lib\n")
	f.write("app/geo/geo.go", "package geo\n\nfunc Two() int { return 2 }\n")
	f.write("app/cmd/main.go", "package main\n\nfunc main() {}\n")
	f.write("lib/go.mod", "module example.com/lib\n\ngo 1.26\n")
	f.write("lib/deep/deep.go", "package deep\n\nfunc One() int { return 1 }\n")
	f.write("other/go.mod", "module example.com/other\n\ngo 1.26\n")
	f.write("other/other.go", "package other\n")
	f.open("app")
	f.expect("%track", "No local package is imported yet.")
	f.expect("%track geo/geo.go\n%track ../lib", "")
	f.expect("%track", filepath.Join(f.dir, "app/geo")+"\n"+filepath.Join(f.dir, "lib/deep"))
	f.expect("import \"example.com/app/geo\"\ngeo.Two()", "2")
	f.expect("%untrack geo...", "")
	f.write("app/geo/geo.go", "package geo\n\nfunc Two() int { return 22 }\n")
	f.expect("geo.Two()", "2")
	f.expect("%untrack", filepath.Join(f.dir, "lib/deep"))
	f.expect("%track geo", "")
	if got, _ := f.run("geo.Two()"); !strings.HasSuffix(got, "\n22") {
		t.Errorf("after %%track: %q", got)
	}
	f.fails("%untrack cmd", "no tracked package is in "+filepath.Join(f.dir, "app/cmd"), "%track lists")
	f.fails("%track cmd", "no package that can be imported")
	f.fails("%track nowhere", "nowhere: no such file or directory")
	f.fails("%track ../other", "is in the module example.com/other", "!*go mod edit -require=example.com/other@v0.0.0 -replace=example.com/other="+filepath.Join(f.dir, "other")+" and then")
	f.expect("!*go mod edit -require=example.com/other@v0.0.0 -replace=example.com/other="+filepath.Join(f.dir, "other")+"\n%track ../other", "")
}
