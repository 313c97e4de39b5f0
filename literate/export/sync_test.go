package export

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/literate/nb"
)

const synced = `//| default_exp vec
---
//| export
import "strings"

// Vec is a vector.
type Vec struct{ X, Y float64 }

func (Vec) Operators() {}
func (v Vec) Add(w Vec) Vec { return Vec{v.X + w.X, v.Y + w.Y} }
func V(x float64) Vec { return Vec{x, x} }

size := len(strings.Fields("a b"))
---
//| export
func Twice(v Vec) Vec {
	w := v + 1
	return w + v
}
---
//| test twice
v := Vec{1, 2} + 1
if Twice(v) == v {
	t.Error("the same")
}`

func TestSync(t *testing.T) {
	tests := map[string]struct {
		file     string
		from, to string // an edit of the exported file
		cell     int
		want     string // the cell afterwards; "": nothing changes
		err      string
	}{
		"nothing":                      {"first.go", "", "", 0, "", ""},
		"a line of a lowered function": {"first.go", "return w.Add(v)", "return w.Add(v).Add(v)", 2, "//| export\nfunc Twice(v Vec) Vec {\n\tw := v + 1\n\treturn w.Add(v).Add(v)\n}", ""},
		"a comment": {"first.go", "// Vec is a vector.", "// Vec is a vector\n// of two.", 1,
			strings.Replace(strings.Split(synced, "\n---\n")[1], "// Vec is a vector.", "// Vec is a vector\n// of two.", 1), ""},
		"a new function": {"first.go", "return w.Add(v)\n}", "return w.Add(v)\n}\n\nfunc Thrice(v Vec) Vec { return Twice(v).Add(v) }", 2,
			"//| export\nfunc Twice(v Vec) Vec {\n\tw := v + 1\n\treturn w + v\n}\n\nfunc Thrice(v Vec) Vec { return Twice(v).Add(v) }", ""},
		"a test":           {"first_test.go", `t.Error("the same")`, `t.Fatal("the same")`, 3, strings.Replace(strings.Split(synced, "\n---\n")[3], "Error", "Fatal", 1), ""},
		"other blanks":     {"first.go", "\treturn w.Add(v)", "\n\n\n    return  w.Add( v )\n", 2, "//| export\nfunc Twice(v Vec) Vec {\n\tw := v + 1\n\n\treturn w + v\n\n}", ""},
		"no Go any more":   {"first.go", "return w.Add(v)", "return w.Add(v", 0, "", "first.go: the edited file is no Go: "},
		"a broken edit":    {"first.go", "return w.Add(v)", "return w.Sub(v)", 2, "", "01_first.ipynb[c3]:4: w.Sub undefined"},
		"a marker is gone": {"first.go", "//line ../01_first.ipynb[c3]:1", "", 0, "", "cell c3 of 01_first.ipynb is missing"},
		"a marker twice":   {"first.go", "//line ../01_first.ipynb[c3]:1", "//line ../01_first.ipynb[c2]:1", 0, "", "two parts say that they are"},
		"above all cells":  {"first.go", "package vec\n", "package vec\n\nvar x = 1\n", 0, "", "belongs to no cell"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, paths := module(t, map[string]string{"01_first.ipynb": synced})
			files, err := Notebooks(paths...)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				if filepath.Base(f.Path) == tt.file {
					if !strings.Contains(string(f.Source), tt.from) {
						t.Fatalf("no %q in\n%s", tt.from, f.Source)
					}
					f.Source = []byte(strings.Replace(string(f.Source), tt.from, tt.to, 1))
				}
				if err := f.Write(); err != nil {
					t.Fatal(err)
				}
			}
			before, _ := os.ReadFile(paths[0])
			changes, err := Sync(paths...)
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("got %v, want %s", err, tt.err)
				}
			} else if err != nil {
				t.Fatal(err)
			}
			after, _ := os.ReadFile(paths[0])
			if tt.want == "" {
				if len(changes) > 0 || string(before) != string(after) {
					t.Errorf("the notebook was changed: %v", changes)
				}
				return
			}
			n, err := nb.Parse(after)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, n.Cells[tt.cell].Source); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]Change{{paths[0], n.Cells[tt.cell].ID}}, changes); diff != "" {
				t.Error(diff)
			}
			again, err := Sync(paths...)
			if err != nil || len(again) > 0 {
				t.Errorf("a second time: %v, %v", again, err)
			}
		})
	}
}

// TestSyncBesideDocs edits a function whose doc comment came from the Markdown before it.
func TestSyncBesideDocs(t *testing.T) {
	_, paths := module(t, map[string]string{"01_first.ipynb": "//| default_exp p\n---\n# T\n\n`One` is 1.\n---\n//| export\nfunc One() int { return 1 }\n---\n# Two is 2\n---\n//| export\nfunc Two() int { return 2 }"})
	files, err := Notebooks(paths...)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(files[0].Source), "// One is 1.\n//\n//line") {
		t.Fatalf("no doc comment in\n%s", files[0].Source)
	}
	files[0].Source = []byte(strings.Replace(string(files[0].Source), "return 1", "return 2 - 1", 1))
	if err := files[0].Write(); err != nil {
		t.Fatal(err)
	}
	changes, err := Sync(paths...)
	if err != nil || len(changes) != 1 {
		t.Fatalf("%v, %v", changes, err)
	}
	n, err := nb.Read(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	if got := n.Cells[2].Source; got != "//| export\nfunc One() int { return 2 - 1 }" {
		t.Errorf("got %q", got)
	}
}
