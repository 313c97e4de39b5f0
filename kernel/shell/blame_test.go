package shell

import (
	"context"
	"strings"
	"testing"
	"time"
)

// What the user reads of a panic beside its message: the column, marked by ^ below the line, what to do, what an error wraps,
// and the calls that are not the user's.
func TestBlame(t *testing.T) {
	const setup = "type Code int\nfunc (c Code) Error() string { return fmt.Sprint(\"code \", int(c)) }\ntype node struct{ next *node; v int }\nfunc pick(xs []int, i int) int {\n\treturn xs[i]\n}\nvar list *node"
	cases := []struct{ name, code, want string }{
		{"index", "xs := []int{1, 2}\nxs[2+len(`x`)]", "   2 | xs[2+len(`x`)]\n             ^\n    hint: the indices of xs are 0 to 1"},
		{"index of an empty slice", "pick(nil, 0)", "hint: xs is empty"},
		{"index in another cell", "1 + pick([]int{4}, 1)", "  cell[1]:5 pick\n       5 | return xs[i]\n                    ^\n    hint: the only index of xs is 0\n  cell[2]:1 (cell)\n       1 | 1 + pick([]int{4}, 1)\n               ^"},
		{"two indices in a line", "a, b := []int{}, 5\na[b] = []int{1}[0];", "length 0\n  cell[2]:2 (cell)\n       2 | a[b] = []int{1}[0];\n    hint: what is indexed is empty"},
		{"nil map", "var m map[string]int\nm[`a`]++", "hint: m is nil; a map has to be made"},
		{"nil pointer", "fmt.Println(list.v)", "       1 | fmt.Println(list.v)\n                           ^\n    hint: list is nil there"},
		{"nil pointer in a chain", "n := &node{}\nx := n.next.v", "2 | x := n.next.v"},
		{"nil method receiver", "var w *bytes.Buffer\nw.WriteString(`x`);", "… in bytes.(*Buffer).WriteString"},
		{"division", "zero := 0\n7 / zero", "       2 | 7 / zero\n             ^\n    hint: the divisor is 0"},
		{"assertion", "var v any = `s`\nv.(int)", "interface {} is string, not int\n  cell[2]:2 (cell)\n       2 | v.(int)\n             ^\n    hint: v, ok := x.(T)"},
		{"closed twice", "c := make(chan int)\nclose(c)\nclose(c)", "panic: close of closed channel\n  cell[2]:3 (cell)\n       3 | close(c)\n           ^\n    hint: a channel is closed once"},
		{"unhashable", "m := map[any]int{}\nm[[]int{1}] = 2", "hint: keys of maps are compared by =="},
		{"wrapped", `panic(fmt.Errorf("loading: %w", errors.Join(io.EOF, Code(3))))`, "(*fmt.wrapError)\n  wraps *errors.joinError: EOF\ncode 3\n  wraps EOF\n  wraps Code: code 3\n  cell[2]:1 (cell)"},
		{"trailing error", `fmt.Errorf("deep: %w", Code(4))`, "error: deep: code 4  (*fmt.wrapError)\n  wraps Code: code 4"},
		{"through a library", "sort.Slice([]int{3, 1}, func(i, j int) bool { return pick(nil, i) > 0 })", "… in sort.Slice, 1 more, sort.insertionSort_func\n"},
		{"goroutine", "go func() { pick(nil, 2) }()\ntime.Sleep(100*time.Millisecond)", "panic in a goroutine: runtime error: index out of range [2] with length 0\n  cell[1]:5 pick\n"},
		{"several lines", "strings.Repeat(\n\t`x`,\n\t-1,\n)", "panic: strings: negative Repeat count\n  … in strings.Repeat\n  cell[2]:1 (cell)\n       1 | strings.Repeat("},
		{"interrupted loop", "func spin() {\n\tfor n := 0; ; n++ {\n\t\tpick([]int{n}, 0)\n\t}\n}\nspin()", "the session's state is kept\n  cell[2]:"},
		{"interrupted wait", "c := make(chan int)\n<-c", "goes on in the background  (chan receive)\n  cell[2]:2 (cell)\n       2 | <-c"},
		{"interrupted lock", "var mu sync.Mutex\nmu.Lock()\nmu.Lock()", "(sync.Mutex.Lock)\n  … in sync.(*Mutex).Lock"},
	}
	s := newShell(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s.fresh(t)
			if res := s.Execute(context.Background(), Request{Number: 1, Code: setup}, &transcript{}); res.Status != OK {
				t.Fatal(res.EValue)
			}
			if strings.HasPrefix(c.name, "interrupted") {
				time.AfterFunc(300*time.Millisecond, s.Interrupt)
			}
			var got transcript
			res := s.Execute(context.Background(), Request{Number: 2, Code: c.code}, &got)
			text := got.text.String() + plain(strings.Join(res.Traceback, "\n"))
			if !strings.Contains(text, c.want) {
				t.Errorf("the user reads:\n%s\nwant in it:\n%s", text, c.want)
			}
		})
	}
}
