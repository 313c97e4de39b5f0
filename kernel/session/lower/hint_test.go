package lower

import (
	"go/parser"
	"go/token"
	"testing"
)

func TestHint(t *testing.T) {
	for _, c := range []struct{ name, cell, want string }{
		{"at", "c := a @ b", "a @ b is a.MatMul(b)"},
		{"at without blanks", "show(a@b)", "a @ b is a.MatMul(b)"},
		{"two indices", "show(x[0, 1])", "indices are a method: x[i, j] is x.At(i, j)"},
		{"two indices of a call", "show(f(x)[0, i+1])", "indices are a method: x[i, j] is x.At(i, j)"},
		{"slice and index", "show(x[0:1, 2])", "Go has one index or one slice in brackets; for arrays see their methods At and Slice"},
		{"colon and index", "show(x[:, 0])", "Go has one index or one slice in brackets; for arrays see their methods At and Slice"},
		{"another error", "show(x", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := []byte("package main\nfunc f() {\n" + c.cell + "\n}\n")
			_, err := parser.ParseFile(token.NewFileSet(), "cell.go", src, 0)
			if err == nil {
				t.Fatal("no syntax error")
			}
			if got := Hint(src, err); got != c.want {
				t.Errorf("%v: got %q, want %q", err, got, c.want)
			}
		})
	}
	if got := Hint(nil, nil); got != "" {
		t.Errorf("Hint(nil, nil) is %q", got)
	}
}
