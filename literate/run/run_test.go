package run

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/shell"
	"github.com/gradbook/gradbook/literate/nb"
)

// script is a Shell whose cells are names of functions: it isolates the runner from the compiler.
type script struct {
	shell.Shell
	cells       map[string]func(ctx context.Context, to shell.Sink) shell.Result
	interrupted chan struct{}
}

func (s *script) Execute(ctx context.Context, r shell.Request, to shell.Sink) shell.Result {
	return s.cells[r.Code](ctx, to)
}

func (s *script) Interrupt() { close(s.interrupted) }

var fine = shell.Result{Status: shell.OK}

func text(s string) display.Bundle { return display.Bundle{"text/plain": s} }

// cells is what the scripted shell can run.
func cells(interrupted chan struct{}) map[string]func(context.Context, shell.Sink) shell.Result {
	show := func(kind display.Kind, id, s string) func(context.Context, shell.Sink) shell.Result {
		return func(_ context.Context, to shell.Sink) shell.Result {
			to.Display(display.Message{Kind: kind, Data: text(s), ID: id})
			return fine
		}
	}
	return map[string]func(context.Context, shell.Sink) shell.Result{
		"": func(_ context.Context, to shell.Sink) shell.Result {
			to.Stream("stderr", "getting ready\n")
			return fine
		},
		"print": func(_ context.Context, to shell.Sink) shell.Result {
			for _, s := range []string{"a", "b\n", "c"} {
				to.Stream("stdout", s)
			}
			to.Stream("stderr", "warn\n")
			to.Stream("stdout", "d")
			return fine
		},
		"value":   show(display.KindResult, "", "9"),
		"show":    show(display.KindDisplay, "id1", "first"),
		"update":  show(display.KindUpdate, "id1", "second"),
		"unknown": show(display.KindUpdate, "nobody", "x"),
		"clear": func(_ context.Context, to shell.Sink) shell.Result {
			to.Stream("stdout", "gone")
			to.Display(display.Message{Kind: display.KindClear})
			to.Stream("stdout", "kept")
			return fine
		},
		"clear wait": func(_ context.Context, to shell.Sink) shell.Result {
			for _, s := range []string{"1", "2", "3"} {
				to.Display(display.Message{Kind: display.KindClear, Wait: true})
				to.Stream("stdout", s)
			}
			to.Display(display.Message{Kind: display.KindClear, Wait: true}) // nothing follows: nothing is cleared
			return fine
		},
		"binary": func(_ context.Context, to shell.Sink) shell.Result {
			to.Display(display.Message{Kind: display.KindDisplay, Data: display.Bundle{
				"image/png": []byte("hi"), "application/json": struct{ A []int }{[]int{1}}}})
			return fine
		},
		"panic": func(_ context.Context, to shell.Sink) shell.Result {
			to.Stream("stdout", "before\n")
			return shell.Result{Status: shell.Error, EName: "Panic", EValue: "boom\nmore",
				Traceback: []string{"\x1b[31mpanic\x1b[0m: boom", "\tmain.f  cell[1]:7", "\tcell[\x1b[1m2\x1b[0m]:3"}}
		},
		"ask": func(ctx context.Context, to shell.Sink) shell.Result {
			if _, err := to.Input(ctx, "name? ", false); err != nil {
				return shell.Result{Status: shell.Error, EName: "Error", EValue: err.Error()}
			}
			return fine
		},
		"forever": func(context.Context, shell.Sink) shell.Result {
			<-interrupted
			return shell.Result{Status: shell.Error, EName: "Interrupt", EValue: "interrupted"}
		},
	}
}

func notebook(sources ...string) *nb.Notebook {
	n := nb.New()
	for _, s := range sources {
		n.Add(nb.Code, s)
	}
	return n
}

func execute(t *testing.T, n *nb.Notebook, o Options) (Report, error) {
	t.Helper()
	o.Name = "n.ipynb"
	interrupted := make(chan struct{})
	r, err := Notebook(t.Context(), &script{cells: cells(interrupted), interrupted: interrupted}, n, o)
	if _, perr := nb.Parse(n.Bytes()); perr != nil {
		t.Errorf("the executed notebook is not valid: %v", perr)
	}
	return r, err
}

func TestOutputs(t *testing.T) {
	stdout := func(s string) nb.Output { return nb.Output{Type: nb.Stream, Name: "stdout", Text: s} }
	shown := func(s string) nb.Output {
		return nb.Output{Type: nb.DisplayData, Data: map[string]any{"text/plain": s}}
	}
	tests := map[string]struct {
		cells []string
		want  []nb.Output // of the first cell
	}{
		"streams are joined":              {[]string{"print"}, []nb.Output{stdout("ab\nc"), {Type: nb.Stream, Name: "stderr", Text: "warn\n"}, stdout("d")}},
		"value has the count":             {[]string{"value"}, []nb.Output{{Type: nb.ExecuteResult, Count: new(1), Data: map[string]any{"text/plain": "9"}}}},
		"later cell updates":              {[]string{"show", "update", "unknown"}, []nb.Output{shown("second")}},
		"same id shown again":             {[]string{"show", "show", "update"}, []nb.Output{shown("second")}},
		"clear":                           {[]string{"clear"}, []nb.Output{stdout("kept")}},
		"clear waits for the next output": {[]string{"clear wait"}, []nb.Output{stdout("3")}},
		"bytes in base64, JSON as a tree": {[]string{"binary"}, []nb.Output{{Type: nb.DisplayData,
			Data: map[string]any{"image/png": "aGk=", "application/json": map[string]any{"A": []any{plain(1)}}}}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := notebook(tt.cells...)
			if _, err := execute(t, n, Options{}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, n.Cells[0].Outputs); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	t.Run("stops at the first", func(t *testing.T) {
		n := notebook("value", "panic", "value")
		r, err := execute(t, n, Options{})
		var e *CellError
		if !errors.As(err, &e) || err.Error() != "n.ipynb: cell 2, line 3: Panic: boom" {
			t.Fatalf("got %v", err)
		}
		if len(r.Cells) != 2 || n.Cells[2].Count != nil {
			t.Errorf("%d cells ran", len(r.Cells))
		}
		want := []nb.OutputType{nb.Stream, nb.ErrorOutput}
		if got := n.Cells[1].Outputs; len(got) != 2 || got[0].Type != want[0] || got[1].Type != want[1] {
			t.Errorf("outputs %+v", got)
		}
	})
	t.Run("keep going", func(t *testing.T) {
		n := notebook("panic", "value", "panic")
		r, err := execute(t, n, Options{KeepGoing: true})
		var e *CellError
		if !errors.As(err, &e) || e.Cell != 1 || len(r.Cells) != 3 {
			t.Errorf("error %v after %d cells", err, len(r.Cells))
		}
	})
	t.Run("raises-exception", func(t *testing.T) {
		n := notebook("panic", "value")
		n.Cells[0].Metadata["tags"] = []any{TagRaises}
		if r, err := execute(t, n, Options{}); err != nil || len(r.Cells) != 2 {
			t.Errorf("error %v after %d cells", err, len(r.Cells))
		}
	})
	t.Run("skip-execution", func(t *testing.T) {
		n := notebook("panic", "", "value")
		n.Cells[0].Metadata["tags"] = []any{TagSkip}
		if r, err := execute(t, n, Options{}); err != nil || len(r.Cells) != 1 || *n.Cells[2].Count != 1 {
			t.Errorf("error %v after %d cells", err, len(r.Cells))
		}
	})
	t.Run("eval false", func(t *testing.T) {
		n := notebook("//| eval: false\npanic", "value")
		if r, err := execute(t, n, Options{}); err != nil || len(r.Cells) != 1 {
			t.Errorf("error %v after %d cells", err, len(r.Cells))
		}
	})
	t.Run("nobody to ask", func(t *testing.T) {
		_, err := execute(t, notebook("ask"), Options{})
		if err == nil || !strings.Contains(err.Error(), "run without a front end") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("timeout", func(t *testing.T) {
		_, err := execute(t, notebook("forever"), Options{Timeout: 20 * time.Millisecond})
		if err == nil || err.Error() != "n.ipynb: cell 1: Timeout: the cell took longer than 20ms" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		interrupted := make(chan struct{})
		sh := &script{cells: cells(interrupted), interrupted: interrupted}
		r, err := Notebook(ctx, sh, notebook("forever", "value"), Options{Name: "n", KeepGoing: true})
		if !errors.Is(err, context.DeadlineExceeded) || len(r.Cells) != 1 {
			t.Errorf("got %v after %d cells", err, len(r.Cells))
		}
	})
	t.Run("no Go on the machine", func(t *testing.T) {
		sh := &script{cells: map[string]func(context.Context, shell.Sink) shell.Result{"": func(context.Context, shell.Sink) shell.Result {
			return shell.Result{Status: shell.Error, EName: "Error", EValue: "go is not installed"}
		}}}
		r, err := Notebook(t.Context(), sh, notebook("value"), Options{Name: "n.ipynb"})
		if err == nil || err.Error() != "n.ipynb: cells cannot run: go is not installed" || len(r.Cells) != 0 {
			t.Errorf("got %v after %d cells", err, len(r.Cells))
		}
	})
	t.Run("another language", func(t *testing.T) {
		n := notebook("value")
		n.Metadata["kernelspec"] = map[string]any{"name": "python3", "display_name": "Python", "language": "python"}
		if _, err := execute(t, n, Options{}); err == nil || err.Error() != "n.ipynb: a notebook in python; gradbook runs Go notebooks" {
			t.Errorf("got %v", err)
		}
	})
}

func TestTitle(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"first line":   {"x := 1\ny := 2", "x := 1"},
		"directive":    {"//| export\n// f is a function.\nfunc f() {}", "func f() {}"},
		"imports":      {"import (\n\t\"go/ast\"\n)\nimport \"fmt\"\n\nfmt.Println()", "fmt.Println()"},
		"only imports": {"import (\n\t\"go/ast\"\n)", "import ("},
		"only comment": {"\n//| default_exp core", "//| default_exp core"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := Title(tt.source); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOverwrite(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"plain":            {"a\nb", "a\nb"},
		"progress bar":     {"10%\r50%\r100%\n", "100%\n"},
		"unfinished bar":   {"10%\r50%\r", "50%"},
		"shorter text":     {"hello\rab\nx", "abllo\nx"},
		"Windows line end": {"a\r\nb\r\n", "a\nb\n"},
		"backspace":        {"ab\bc", "ac"},
		"coloured":         {"\x1b[31mlong text\x1b[0m\r\x1b[32mok\x1b[0m\n", "\x1b[32mok\x1b[0m\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := overwrite(tt.in); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestInject(t *testing.T) {
	const defaults = "n := 10\nrate, name := 0.5, \"adam\"\nvar fast bool\nvar small int8 = 3\nstep := 2 * n"
	tests := map[string]struct{ give, want string }{
		"int":             {"n=20", "n = 20"},
		"hexadecimal":     {"n=0x10", "n = 0x10"},
		"int wants int":   {"n=1.5", "error: parameter n takes a value of type int, as in the notebook's `n := 10`; \"1.5\" is none"},
		"too large":       {"small=300", "error: parameter small takes a value of type int8, as in the notebook's `var small int8 = 3`; \"300\" is none"},
		"float":           {"rate=1e-3", "rate = 1e-3"},
		"string":          {"name=my \"own\"", `name = "my \"own\""`},
		"bool":            {"fast=TRUE", "fast = true"},
		"expression":      {"step=4*n", "step = 4*n"},
		"no expression":   {"step=4*", "error: parameter step takes a Go expression, as in the notebook's `step := 2 * n`; \"4*\" is none"},
		"unknown":         {"m=1", "error: no parameter m; the notebook has n, rate, name, fast, small, step"},
		"not a parameter": {"20", "error: \"20\" is no parameter: write name=value"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := notebook("first", defaults, "last")
			n.Cells[1].Metadata["tags"] = []any{TagParameters}
			p, err := ParseParam(tt.give)
			if err == nil {
				err = Inject(n, []Param{p})
			}
			if err == nil {
				err = Inject(n, []Param{p}) // a second run replaces the injected cell
			}
			got := ""
			if err != nil {
				got = "error: " + err.Error()
			} else {
				got = strings.TrimPrefix(n.Cells[2].Source, "// Parameters\n")
				if len(n.Cells) != 4 || !n.Cells[2].HasTag(TagInjected) {
					t.Errorf("%d cells, tags %q", len(n.Cells), n.Cells[2].Tags())
				}
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	if err := Inject(notebook("x"), []Param{{"n", "1"}}); err == nil || !strings.Contains(err.Error(), "no cell is tagged") {
		t.Errorf("without a tagged cell: %v", err)
	}
}

// TestProgressInTerminal looks at what is left on a terminal: the line of the running cell is overwritten by its outcome.
func TestProgressInTerminal(t *testing.T) {
	var b bytes.Buffer
	p := NewProgress(&b, true, 60)
	c := Cell{Number: 1, Total: 1, Title: "x", Took: 3 * time.Millisecond}
	p.CellStart(c)
	p.CellDone(c)
	lines := strings.Split(b.String(), "\r\x1b[K")
	if len(lines) < 3 || !strings.Contains(lines[1], "\x1b[36mrun \x1b[0m") || strings.Contains(lines[1], "\n") {
		t.Errorf("while it runs: %q", lines)
	}
	if last := lines[len(lines)-1]; last != "  1/1  \x1b[32mok  \x1b[0m      3 ms  x\n" {
		t.Errorf("afterwards: %q", last)
	}
}

// TestProgressInLog looks at what a log file shows of a run.
func TestProgressInLog(t *testing.T) {
	var b bytes.Buffer
	p := NewProgress(&b, false, 60)
	p.Begin("n.ipynb")
	p.Preparing("getting ready\n")
	e := &CellError{Notebook: "n.ipynb", Cell: 2, Line: 3, Name: "Panic", Value: "boom", Traceback: []string{"\x1b[31mpanic\x1b[0m: boom\n\tcell[2]:3"}}
	r := Report{Took: 1840 * time.Millisecond, Cells: []Cell{
		{Number: 1, Total: 12, Title: Title("//| export\nfunc f(x, y Value) Value { return Log(x*x) + y*y + x*y }"), Took: 12 * time.Millisecond},
		{Number: 2, Total: 12, Title: "\x1b[2Jf(\t1)", Took: 1500 * time.Millisecond, Err: e},
		{Number: 3, Total: 12, Title: "NewBox(1)", Err: e, Expected: true},
	}}
	for _, c := range r.Cells {
		p.CellStart(c)
		p.CellDone(c)
	}
	p.Error(e)
	p.End(r, "build/n.ipynb")
	want := `n.ipynb
  getting ready
   1/12  ok       12 ms  func f(x, y Value) Value { return…
   2/12  FAIL     1.5 s  �[2Jf( 1)
   3/12  ok !      0 ms  NewBox(1)
error: n.ipynb: cell 2, line 3: Panic: boom
  panic: boom
  	cell[2]:3
  3 cells in 1.8 s, 1 error as intended, 1 failed → build/n.ipynb
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}
