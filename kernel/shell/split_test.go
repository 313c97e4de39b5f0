package shell

import (
	"reflect"
	"testing"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, code string
		want       []part
	}{
		{"go", "x := 1\nx", []part{{text: "x := 1\nx"}}},
		{"command", "%cd /tmp", []part{{true, "%cd /tmp"}}},
		{"command with quotes", "!echo 'don\"t' `x`\nx := 1", []part{{true, "!echo 'don\"t' `x`"}, {text: "\nx := 1"}}},
		{"between", "x := 1\n  !ls\ny := 2", []part{{text: "x := 1\n"}, {true, "!ls"}, {text: "\n\ny := 2"}}},
		{"remainder goes on", "x := 7 \\\n", []part{{text: "x := 7 \\\n"}}},
		{"operand on the next line", "ok := a &&\n!b", []part{{text: "ok := a &&\n!b"}}},
		{"in brackets", "f(\n!b,\n)", []part{{text: "f(\n!b,\n)"}}},
		{"in a raw string", "s := `\n%d\n!x`", []part{{text: "s := `\n%d\n!x`"}}},
		{"in a comment", "/*\n!x\n*/", []part{{text: "/*\n!x\n*/"}}},
		{"cell command", "%%bash\nls\n", []part{{true, "%%bash\nls\n"}}},
		{"empty", "\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := split(c.code); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}
