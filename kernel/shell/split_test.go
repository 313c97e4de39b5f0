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
		{"command", "%cd /tmp", []part{{command: true, text: "%cd /tmp"}}},
		{"command with quotes", "!echo 'don\"t' `x`\nx := 1", []part{{command: true, text: "!echo 'don\"t' `x`"}, {text: "\nx := 1"}}},
		{"between", "x := 1\n  !ls\ny := 2", []part{{text: "x := 1\n"}, {command: true, text: "!ls"}, {text: "\n\ny := 2"}}},
		{"remainder goes on", "x := 7 \\\n", []part{{text: "x := 7 \\\n"}}},
		{"operand on the next line", "ok := a &&\n!b", []part{{text: "ok := a &&\n!b"}}},
		{"in brackets", "f(\n!b,\n)", []part{{text: "f(\n!b,\n)"}}},
		{"in a raw string", "s := `\n%d\n!x`", []part{{text: "s := `\n%d\n!x`"}}},
		{"in a comment", "/*\n!x\n*/", []part{{text: "/*\n!x\n*/"}}},
		{"cell command", "%%bash\nls\n", []part{{command: true, text: "%%bash\nls\n"}}},
		{"cell command with gonb's prefix", "//gonb:%%bash\nls", []part{{command: true, text: "%%bash\nls"}}},
		{"gonb's prefix", "x := 1\n//gonb:!ls\n//gonb: no command\nx", []part{{text: "x := 1\n"}, {command: true, text: "!ls"}, {text: "\n\n//gonb: no command\nx"}}},
		{"lines that go on", "!a \\\n  b\nx", []part{{command: true, text: "!a \\\n  b"}, {text: "\n\nx"}}},
		{"main", "%%\nf()", []part{{main: true, text: "\nf()"}}},
		{"main with arguments", "//gonb:%main -x=1 y\nf()", []part{{main: true, text: "\nf()", args: "-x=1 y"}}},
		{"main below declarations", "var x int\n\n%% -x\nf()", []part{{text: "var x int\n\n"}, {main: true, text: "\n\n\nf()", args: "-x"}}},
		{"command below main", "%%\nf(\n)\n!ls\ng()", []part{{command: true, text: "!ls"}, {main: true, text: "\nf(\n)\n\ng()"}}},
		{"empty", "\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := split(c.code); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}
