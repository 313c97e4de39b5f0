package lower

import (
	"bytes"
	"cmp"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// exports opens the export data of the packages that most tests import.
var exports = sync.OnceValues(func() (importer.Lookup, error) { return exportsOf(append(corpus, valPath)...) })

// exportsOf returns a function that opens the export data of packages and of all that they import, as go list knows it.
func exportsOf(paths ...string) (importer.Lookup, error) {
	out, err := exec.Command("go", append([]string{"list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}"}, paths...)...).Output()
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		files[path] = file
	}
	return func(path string) (io.ReadCloser, error) {
		return os.Open(cmp.Or(files[path], files["vendor/"+path])) // the standard library has some of golang.org/x within it
	}, err
}

const valPath = "github.com/gradbook/gradbook/kernel/session/lower/testdata/val"

// prelude is what all cells of the tests are put behind.
const prelude = `package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"sync/atomic"

	. "` + valPath + `"
	g "` + valPath + `"
)

var x, y, z = V(3), V(4), V(5)
var a, b = A(3), A(4)
var p, q = &Dual{3, 1}, &Dual{4, 0}
var n, u, h, k = 2, uint8(6), 0.5, int64(7)
var xs = []Value{V(1), V(2), V(3)}
var m = map[string]Value{"one": V(1)}

type Point struct { X, Y Value }

func show(v ...any) { fmt.Println(v...) }
func calls() int    { n++; return n - 3 }
func name() string  { n++; return "one" }
func double(v Value) Value { return v.Add(v) }
func sum(vs ...Value) Value {
	s := V(0)
	for _, v := range vs { s = s.Add(v) }
	return s
}
func pair() (Value, error) { return V(8), nil }

var _, _, _, _ = math.Pi, os.Args, strconv.Itoa, g.V
var counter atomic.Int64
`

// reset gives the variables of the prelude their values again.
const reset = `
func reset() {
	x, y, z = V(3), V(4), V(5)
	n = 2
	xs = []Value{V(1), V(2), V(3)}
	m = map[string]Value{"one": V(1)}
}
`

// lowered checks the prelude, declarations and a body of main and returns the result, and the text of what followed
// the prelude.
func lowered(t testing.TB, fset *token.FileSet, conf *types.Config, src string) (*Result, string) {
	t.Helper()
	r, err := Check(fset, "cell.go", []byte(src), conf)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	text, ok := bytes.CutPrefix(r.Source, []byte(prelude))
	if !ok {
		t.Errorf("the prelude was changed:\n%s", r.Source)
	}
	return r, string(text)
}
