package shell

import (
	"strings"
	"testing"
)

// TestCompleteBesideGo completes what is not Go: arguments of commands, import paths, names of files.
func TestCompleteBesideGo(t *testing.T) {
	s := newShell(t)
	for i, code := range []string{"%%writefile letters.txt\nabc\n", "type planet struct{ Name string }\nearth := planet{}\nfunc twice(n int) int { return 2 * n }"} {
		if res := s.Execute(t.Context(), Request{Number: i + 1, Code: code}, &transcript{}); res.Status != OK {
			t.Fatal(res.EValue)
		}
	}
	for _, c := range []struct{ name, code, want string }{ // want: the first completion, put in its place; empty: none
		{"a command", "%writef", ""},
		{"a cell command", "%%writef", "%%writefile"},
		{"a file of a command", "%load let", "%load letters.txt"},
		{"a file of a shell command", "!wc -l let", "!wc -l letters.txt"},
		{"a file in a string", "os.ReadFile(\"let", "os.ReadFile(\"letters.txt"},
		{"a file in a raw string", "x := `let", "x := `letters.txt"},
		{"no file", "x := \"nothing", ""},
		{"behind a string", "fmt.Println(\"let\"); ear", "fmt.Println(\"let\"); earth"},
		{"Go of a command", "%timeit twi", "%timeit twice"},
		{"Go below a command", "%%time\near", "%%time\nearth"},
		{"a member behind a command", "%time earth.", "%time earth.Name"},
		{"a name of a command", "%rm ear", "%rm earth"},
		{"a function of a command", "%exec tw", "%exec twice"},
		{"a function is wanted", "%exec ear", ""},
		{"a variable of the environment", "%env GONB_DI", "%env GONB_DIR"},
		{"a command without arguments", "%whos ear", ""},
		{"a standard package", "import \"encoding/js", "import \"encoding/json"},
		{"a package under a name", "import j \"encoding/js", "import j \"encoding/json"},
		{"a package in a block", "import (\n\t\"fmt\"\n\tj \"encoding/js", "import (\n\t\"fmt\"\n\tj \"encoding/json"},
		{"a host", "import \"gonum", "import \"gonum.org/"},
		{"a module", "import \"gonum.org/v1/pl", "import \"gonum.org/v1/plot"},
		{"a package of a module", "import \"gonum.org/v1/plot/plott", "import \"gonum.org/v1/plot/plotter"},
		{"a module of a command", "%get gonum.org/v1/pl", "%get gonum.org/v1/plot"},
		{"no package of others", "import \"gonum.org/v1/plot/plotter/inter", ""},
		{"no import", "fmt.Println(\"encoding/js", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := s.Complete(c.code, len(c.code))
			text := ""
			if len(got.Items) > 0 {
				text = c.code[:got.Start] + got.Items[0].Text
			}
			if text != c.want {
				t.Errorf("got %q (of %d), want %q", text, len(got.Items), c.want)
			}
		})
	}
}

// TestInspect describes names of the session, of the library and of the language.
func TestInspect(t *testing.T) {
	s := newShell(t)
	cells := "type planet struct{ Name string; Radius float64 }\nearth := planet{\"Earth\", 6371}\n// half halves.\nfunc half(n int) int { return n / 2 }\nwide := strings.Repeat(\"ab\", 5000)"
	if res := s.Execute(t.Context(), Request{Number: 1, Code: cells}, &transcript{}); res.Status != OK {
		t.Fatal(res.EValue)
	}
	for _, c := range []struct {
		name   string
		detail int
		want   []string // parts of the text; empty: nothing is known
	}{
		{"earth", 0, []string{"var earth planet", "declared in cell[1]", "{Name:Earth Radius:6371}"}},
		{"wide", 0, []string{"ababab", " …"}},
		{"half", 0, []string{"func half(n int) int", "half halves."}},
		{"half", 1, []string{"return n / 2"}},
		{"strings.HasPrefix", 0, []string{"reports whether the string s begins with prefix"}},
		{"strings.HasPrefix", 1, []string{"func HasPrefix(s, prefix string) bool {"}},
		{"strings.Builder", 1, []string{"type Builder struct {"}},
		{"math.MaxInt8", 0, []string{"const math.MaxInt8 untyped int = 127"}},
		{"len", 0, []string{"func len(v Type) int", "returns the length of v"}},
		{"autograd.Grad", 1, []string{"func Grad["}},
		{"nothing", 0, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, _ := s.Inspect(c.name, len(c.name), c.detail)["text/plain"].(string)
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("%q is not in\n%s", want, text)
				}
			}
			if (text == "") != (len(c.want) == 0) {
				t.Errorf("it says\n%s", text)
			}
		})
	}
	if res := s.Execute(t.Context(), Request{Number: 2, Code: "earth.Radius = 1"}, &transcript{}); res.Status != OK {
		t.Fatal(res.EValue)
	}
	if text, _ := s.Inspect("earth", 5, 0)["text/plain"].(string); !strings.Contains(text, "{Name:Earth Radius:1}") {
		t.Errorf("after a cell has changed it, it says\n%s", text)
	}
}

// TestCompleteBehindInterfaces completes what the value has that a variable of an interface type holds.
func TestCompleteBehindInterfaces(t *testing.T) {
	s := newShell(t)
	if res := s.Execute(t.Context(), Request{Number: 1, Code: "type sq struct{ Side int }\nfunc (q sq) Area() int { return q.Side * q.Side }\nvar shape interface{ Area() int } = sq{2}\nvar held any = &sq{3}\nvar none any\n_, err := os.Open(`nothing`)\nwrapped := fmt.Errorf(`%w`, err)\nf := func(n int) {}"}, &transcript{}); res.Status != OK {
		t.Fatal(res.EValue)
	}
	for _, c := range []struct{ code, want string }{
		{"shape.", "Area (sq) (sq).Side (sq).Area"},
		{"x := held.", "(*sq) (*sq).Side (*sq).Area"},
		{"err.", "Error (*fs.PathError) (*fs.PathError).Err (*fs.PathError).Op (*fs.PathError).Path (*fs.PathError).Error (*fs.PathError).Timeout (*fs.PathError).Unwrap"},
		{"wrapped.", "Error"}, // of a type that no cell can write
		{"none.", ""},
		{"f.", ""},
	} {
		var got []string
		for _, item := range s.Complete(c.code, len(c.code)).Items {
			got = append(got, item.Text)
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s: got %s, want %s", c.code, text, c.want)
		}
	}
}
