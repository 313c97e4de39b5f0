package shell

import (
	"context"
	"os/exec"
	"strings"
	"testing"
)

// page is as much of a browser as the script of %wasm needs: elements, whose texts are printed at the end.
const page = `const elements = {};
globalThis.document = {getElementById: (id) => elements[id.endsWith("-output") ? "output" : "own"] ??= {textContent: "", innerText: ""}};
process.on("exit", () => console.log(elements.output.textContent + (elements.own?.innerText ?? "")));
`

// TestWebAssembly runs the script that %wasm shows, with Node in the place of a browser.
func TestWebAssembly(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil || testing.Short() {
		t.Skip("it takes Node, and Go's library compiled for js/wasm")
	}
	s := newShell(t)
	run := func(code string) (string, Result) {
		t.Helper()
		var b bundles
		res := s.Execute(context.Background(), Request{Number: 1, Code: code}, &b)
		if len(b.shown) == 0 {
			return "", res
		}
		html, _ := b.shown[0]["text/html"].(string)
		_, script, _ := strings.Cut(html, "<script>")
		cmd := exec.Command(node, "-")
		cmd.Stdin = strings.NewReader(page + strings.TrimSuffix(script, "</script>"))
		out, err := cmd.Output()
		if err != nil {
			t.Errorf("%s: %v: %s", code, err, out)
		}
		return strings.TrimSpace(string(out)), res
	}
	for _, c := range []struct{ name, code, want, err string }{
		{"the session", "type point struct{ x, y int }\nfunc (p point) sum() int { return p.x + p.y }\nconst (zero = iota; one; two)\nbase := 40\nunneeded := make(chan int)", "", ""},
		{"declarations of the session, flags, arguments, the page", `%wasm
import "syscall/js"
var x = flag.Int("x", 1, "a flag")
%% --x=2 "</script>"
fmt.Println(base+*x, point{*x, two}.sum(), strings.ToUpper(flag.Arg(0)))
js.Global().Get("document").Call("getElementById", GonbWasmDivId).Set("innerText", "from Go")`, "42 4 </SCRIPT>\nfrom Go", ""},
		{"as gonb writes it for editors", "//gonb:%wasm\n//gonb:%%\nfmt.Println(runtime.GOOS, runtime.GOARCH)", "js wasm", ""},
		{"statements without a main function, and init_ functions", "%wasm\nfunc init_a() { fmt.Println(\"init\") }\nfmt.Println(\"statement\")", "statement\ninit", ""},
		{"func main", "%wasm\nfunc main() { fmt.Println(\"main\") }", "main", ""},
		{"a panic", "%wasm\n%%\npanic(\"told\")", "panic: told", ""},
		{"an error has its line", "%wasm\n%%\nx := 1 + \"a\"", "", "cell[1]:3:6: invalid operation"},
		{"an error in what the session has", "%wasm\n%%\nunneeded.x()", "", "cell[1]:3:10: unneeded.x undefined"},
		{"what the page declares stays there", "%wasm\nonly := 1", "", ""},
		{"and is not the session's", "only", "", "undefined: only"},
		{"arguments at the wrong place", "%wasm --x=1", "", "behind %%"},
		{"environment of commands", "%wasm\n!test -d \"$GONB_WASM_DIR\" && test -n \"$GONB_WASM_URL\"", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, res := run(c.code)
			if c.err == "" && (res.Status != OK || !strings.HasPrefix(got, c.want)) {
				t.Errorf("printed %q (%s), want %q", got, res.EValue, c.want)
			}
			if c.err != "" && (res.Status != Error || !strings.Contains(res.EValue, c.err)) {
				t.Errorf("ended with %q, want %q", res.EValue, c.err)
			}
		})
	}
}
