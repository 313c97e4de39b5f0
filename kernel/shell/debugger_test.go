package shell

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gradbook/gradbook/kernel/engine/debugger"
)

// watched is a shell with debugging on, and what it tells.
type watched struct {
	*shell
	t      *testing.T
	events chan DebugEvent
	done   chan Result
	out    *transcript
}

func newWatched(t *testing.T) *watched {
	t.Helper()
	w := &watched{shell: newShell(t), t: t, events: make(chan DebugEvent, 100), done: make(chan Result, 1)}
	w.turn(true)
	return w
}

func (w *watched) turn(on bool) {
	w.t.Helper()
	var tell func(DebugEvent)
	if on {
		tell = func(e DebugEvent) { w.events <- e }
	}
	if err := w.Debug(on, tell); err != nil {
		w.t.Fatal(err)
	}
}

// start runs a cell without waiting for it.
func (w *watched) start(number int, code string) {
	w.out = &transcript{}
	go func() { w.done <- w.Execute(context.Background(), Request{Number: number, Code: code}, w.out) }()
}

// cell runs a cell that stops nowhere.
func (w *watched) cell(number int, code string) {
	w.t.Helper()
	w.start(number, code)
	if res := w.wait(); res.Status != OK {
		w.t.Fatal(res.EValue, res.Traceback)
	}
}

func (w *watched) wait() Result {
	w.t.Helper()
	select {
	case r := <-w.done:
		return r
	case <-time.After(20 * time.Second):
		w.t.Fatal("the cell does not end")
		return Result{}
	}
}

// at waits until something stops, and says why and where: "breakpoint f:3".
func (w *watched) at() string {
	w.t.Helper()
	for {
		select {
		case e := <-w.events:
			if !e.Stopped {
				continue
			}
			calls, err := w.Calls(e.Thread)
			if err != nil {
				w.t.Fatal(err)
			}
			var names []string
			for _, c := range calls {
				names = append(names, fmt.Sprintf("%s:%d", c.Func, c.Line))
			}
			return strings.TrimSpace(string(e.Reason) + " " + strings.Join(names, " < ") + " " + e.Text)
		case r := <-w.done:
			w.done <- r
			return "end " + string(r.Status)
		case <-time.After(20 * time.Second):
			w.t.Fatal("nothing stops")
		}
	}
}

func (w *watched) thread() int {
	w.t.Helper()
	list, err := w.Stopped()
	if err != nil || len(list) == 0 {
		w.t.Fatalf("stopped are %v, error %v", list, err)
	}
	return list[0].ID
}

func (w *watched) locals(call int) string {
	w.t.Helper()
	list, err := w.Locals(w.thread(), call)
	if err != nil {
		w.t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name+"="+e.Value)
	}
	return strings.Join(out, " ")
}

func (w *watched) value(code string) string {
	w.t.Helper()
	list, _, err := w.Evaluate(w.thread(), 0, code)
	if err != nil {
		return "error: " + err.Error()
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Value)
	}
	return strings.Join(out, " ")
}

func (w *watched) is(what, got, want string) {
	w.t.Helper()
	if got != want {
		w.t.Errorf("%s is %q, want %q", what, got, want)
	}
}

func (w *watched) resume(m debugger.Mode) {
	w.t.Helper()
	if err := w.Resume(m); err != nil {
		w.t.Fatal(err)
	}
}

const fib = `func fib(n int) int {
	if n < 2 {
		return n
	}
	a := fib(n - 1)
	b := fib(n - 2)
	return a + b
}
scale := 10`

func TestBreakpoints(t *testing.T) {
	w := newWatched(t)
	w.turn(false)
	w.cell(1, fib)
	w.turn(true) // fib is compiled again
	call := "x := 3\ny := scale * fib(x)\ny"
	w.Break(SourceName(call), []Breakpoint{{Line: 2}})
	w.Break(SourceName(fib), []Breakpoint{{Line: 4}})
	w.start(2, call)
	w.is("the first stop", w.at(), "breakpoint (cell):2")
	w.is("x", w.value("x"), "3")
	w.resume(debugger.Into)
	w.is("a step into fib", w.at(), "step fib:2 < (cell):2")
	w.is("its variables", w.locals(0), "n=3")
	w.resume(debugger.Continue)
	w.is("the breakpoint, moved to a line with a statement", w.at(), "breakpoint fib:5 < (cell):2")
	w.Break(SourceName(fib), nil)
	w.resume(debugger.Over)
	w.is("a step over the recursion", w.at(), "step fib:6 < (cell):2")
	w.is("its variables", w.locals(0), "n=3 a=1")
	w.is("an expression", w.value("a + n*100 + scale + fib(6)"), "319")
	w.is("an assignment", w.value("a = 40"), "")
	w.is("what is not there", w.value("nothing + 1"), "error: undefined: nothing")
	w.resume(debugger.Over)
	w.is("the next step", w.at(), "step fib:7 < (cell):2")
	w.is("its variables", w.locals(0), "n=3 a=40 b=1")
	w.resume(debugger.Out)
	w.is("a step out", w.at(), "step (cell):3")
	w.is("y", w.value("y"), "410")
	w.resume(debugger.Continue)
	w.is("the end", w.at(), "end ok")
	if got := w.out.text.String(); !strings.Contains(got, "410") {
		t.Errorf("the cell shows %q", got)
	}
	w.wait()
	w.turn(false)
	w.cell(3, "fib(20)")
}

func TestStops(t *testing.T) {
	w := newWatched(t)
	w.cell(1, fib)
	number := 1
	for _, test := range []struct {
		name  string
		cells []string // but the last, without stops
		stop  Breakpoint
		panic debugger.Panics
		steps string // n, s, o and c: what to do at each stop; i: interrupt
		want  []string
	}{
		{"a condition", []string{"for i := range 10 {\n\tscale += i\n}"}, Breakpoint{Line: 2, Condition: "i == 7"}, debugger.Panics{}, "c", []string{"breakpoint (cell):2", "end ok"}},
		{"a condition that does not compile", []string{"m := 1\nm++"}, Breakpoint{Line: 2, Condition: "nope == 1"}, debugger.Panics{}, "c", []string{"breakpoint (cell):2", "end ok"}},
		{"arrivals", []string{"for i := range 4 {\n\tscale += i\n}"}, Breakpoint{Line: 2, Hits: "> 2"}, debugger.Panics{}, "cc", []string{"breakpoint (cell):2", "breakpoint (cell):2", "end ok"}},
		{"a message", []string{"for i := range 2 {\n\tscale += i\n}"}, Breakpoint{Line: 2, Log: "i is {i}, twice {2 * i}"}, debugger.Panics{}, "", []string{"end ok"}},
		{"steps in a loop", []string{"for i := range 2 {\n\tscale += i\n}\nscale++"}, Breakpoint{Line: 1}, debugger.Panics{}, "nnnc", []string{"breakpoint (cell):1", "step (cell):2", "step (cell):2", "step (cell):4", "end ok"}},
		{"steps over else", []string{"func sign(n int) int {\n\tif n > 0 {\n\t\treturn 1\n\t} else if n < 0 {\n\t\treturn -1\n\t}\n\treturn 0\n}", "sign(-3)"}, Breakpoint{Line: 1}, debugger.Panics{}, "snnn", []string{"breakpoint (cell):1", "step sign:2 < (cell):1", "step sign:4 < (cell):1", "step sign:5 < (cell):1", "end ok"}},
		{"a function literal", []string{"add := func(n int) int {\n\treturn n + scale\n}\nadd(4)"}, Breakpoint{Line: 2}, debugger.Panics{}, "o", []string{"breakpoint (cell).func1:2 < (cell):4", "end ok"}},
		{"a method, generic", []string{"type Pile[T any] struct{ items []T }\nfunc (s *Pile[T]) Push(v T) {\n\ts.items = append(s.items, v)\n}", "st := &Pile[string]{}\nst.Push(\"a\")"}, Breakpoint{Line: 2}, debugger.Panics{}, "sc", []string{"breakpoint (cell):2", "step (*Pile).Push:3 < (cell):2", "end ok"}},
		{"a goroutine", []string{"done := make(chan int)\ngo func() {\n\tdone <- fib(3)\n}()\n<-done"}, Breakpoint{Line: 3}, debugger.Panics{}, "c", []string{"breakpoint (cell).func1:3", "end ok"}},
		{"the panic of a call", []string{"func boom(s []int) int {\n\treturn s[3]\n}", "boom(nil)"}, Breakpoint{}, debugger.Panics{Uncaught: true}, "c", []string{"exception boom:2 < (cell):1 runtime error: index out of range [3] with length 0", "end error"}},
		{"a recovered panic is not uncaught", []string{"func safe() (err error) {\n\tdefer func() { err = fmt.Errorf(\"got %v\", recover()) }()\n\tpanic(\"oh\")\n}", "fmt.Println(safe())"}, Breakpoint{}, debugger.Panics{Uncaught: true}, "", []string{"end ok"}},
		{"a recovered panic is raised", []string{"fmt.Println(safe())"}, Breakpoint{}, debugger.Panics{Raised: true}, "c", []string{"exception safe:3 < (cell):1 oh", "end ok"}},
		{"and the next as well", []string{"safe(); boom(nil)"}, Breakpoint{}, debugger.Panics{Raised: true}, "cc", []string{"exception safe:3 < (cell):1 oh", "exception boom:2 < (cell):1 runtime error: index out of range [3] with length 0", "end error"}},
		{"runtime.Breakpoint", []string{"for i := range 3 {\n\tif i == 2 {\n\t\truntime.Breakpoint()\n\t}\n}"}, Breakpoint{}, debugger.Panics{}, "c", []string{"function breakpoint (cell):3", "end ok"}},
		{"an interrupt at a breakpoint", []string{"scale = 1\ndefer fmt.Println(\"deferred\")\nscale = 2"}, Breakpoint{Line: 3}, debugger.Panics{}, "i", []string{"breakpoint (cell):3", "end error"}},
		{"a loop over a function", []string{"func count(yield func(int) bool) {\n\tfor i := range 2 {\n\t\tif !yield(i) {\n\t\t\treturn\n\t\t}\n\t}\n}", "for v := range count {\n\tscale += v\n}"}, Breakpoint{Line: 2}, debugger.Panics{}, "cc", []string{"breakpoint (cell):2 < count:3", "breakpoint (cell):2 < count:3", "end ok"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w.t = t
			for _, src := range test.cells[:len(test.cells)-1] {
				number++
				w.cell(number, src)
			}
			last := test.cells[len(test.cells)-1]
			if test.stop.Line > 0 {
				w.Break(SourceName(last), []Breakpoint{test.stop})
			}
			w.BreakOnPanic(test.panic)
			number++
			w.start(number, last)
			for i, want := range test.want {
				w.is(fmt.Sprintf("stop %d", i), w.at(), want)
				if i >= len(test.steps) {
					continue
				}
				switch test.steps[i] {
				case 'i':
					w.Interrupt()
				default:
					w.resume(map[byte]debugger.Mode{'n': debugger.Over, 's': debugger.Into, 'o': debugger.Out, 'c': debugger.Continue}[test.steps[i]])
				}
			}
			w.wait()
			w.Break(SourceName(last), nil)
			w.BreakOnPanic(debugger.Panics{})
			if test.stop.Log != "" {
				w.is("the output", w.out.text.String(), "i is 0, twice 0\ni is 1, twice 2\n")
			}
		})
	}
}

// typist is a front end without a debugger: what is typed at its questions is given before.
type typist struct {
	transcript
	lines []string
}

func (p *typist) Input(_ context.Context, prompt string, _ bool) (string, error) {
	if len(p.lines) == 0 {
		return "", errors.New("nobody is there")
	}
	line := p.lines[0]
	p.lines = p.lines[1:]
	fmt.Fprintf(&p.text, "%s%s\n", prompt, line)
	return line, nil
}

// TestTalk walks as with Python's debugger: in a cell that has stopped, and after a panic.
func TestTalk(t *testing.T) {
	s := newShell(t)
	number := 0
	cell := func(code string, want Status, typed ...string) string {
		t.Helper()
		number++
		p := &typist{lines: typed}
		if res := s.Execute(t.Context(), Request{Number: number, Code: code}, p); res.Status != want {
			t.Fatalf("%s: %s %s", code, res.Status, res.EValue)
		}
		return p.text.String()
	}
	holds := func(got string, want ...string) {
		t.Helper()
		for _, w := range want {
			i := strings.Index(got, w)
			if i < 0 {
				t.Fatalf("%q is not there, or not in that order:\n%s", w, got)
			}
			got = got[i+len(w):]
		}
	}
	const boom = "type pair struct{ k string; v int }\nfunc pick(ps []pair, at int) int {\n\tbase := 100\n\treturn base + ps[at].v\n}\nfunc sum(ps []pair) (t int) {\n\tfor i := range len(ps) + 1 {\n\t\tt += pick(ps, i)\n\t}\n\treturn t\n}\nlist := []pair{{\"a\", 1}, {\"b\", 2}}"
	cell(boom, OK)
	cell("sum(list)", Error)
	holds(cell("%debug", OK, "u", "p len(list)", "p base", "q"),
		"panic: runtime error: index out of range [2]", "were not recorded", "sum", "2\n", "undefined: base", "%debug on")
	holds(cell("%debug on", OK), "Debugging is on")
	cell("sum(list)", Error)
	holds(cell("%debug", OK, "locals", "p base + ps[1].v", "u", "p t, i", "bt", "d", "d", "l", "s", "q"),
		"pick", "at int = 2", "base int = 100", "sum", "t int = 203",
		"(debug) locals", "ps []pair = [{k:a v:1} {k:b v:2}]", "at int = 2",
		"(debug) p base", "102\n", "(debug) u", "sum", "203\n2\n", "(cell)", "> ", "sum", "pick",
		"(debug) d", "pick", "this is the innermost call", "-> ", "return base", "there are no steps")
	holds(cell("%debug", OK), "pick", "at int = 2", "sum", "t int = 203") // nobody is there
	holds(cell("for i := range 3 {\n\tif i == 1 {\n\t\truntime.Breakpoint()\n\t}\n\tfmt.Println(\"round\", i)\n}", OK, "p i", "n", "", "! i = 41", "c"),
		"round 0", "runtime.Breakpoint()", "(debug) p i", "1\n", "(debug) n", "fmt.Println", "round 1", "if i == 1", "round 41")
	holds(cell("n := 5\nruntime.Breakpoint()\nn++\nn", OK), "runtime.Breakpoint()", "6") // nobody is there: it goes on
	cell("runtime.Breakpoint()\nfmt.Println(1)", Error, "q")
	holds(cell("%debug off", OK), "Debugging is off")
	holds(cell("runtime.Breakpoint()\nfmt.Sprint(1)", OK), "the debugger is off")
}
