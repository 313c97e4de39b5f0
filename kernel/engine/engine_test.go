package engine_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gradbook/gradbook"
	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine"
	"github.com/gradbook/gradbook/kernel/engine/debugger"
	"github.com/gradbook/gradbook/kernel/engine/toolchain"
	"github.com/gradbook/gradbook/kernel/engine/worker"
	"github.com/gradbook/gradbook/kernel/session"
)

// record keeps what a worker sends.
type record struct {
	mu     sync.Mutex
	text   strings.Builder
	shown  []display.Message
	panics []*worker.Panic
}

func (r *record) Stream(name string, text []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.text.Write(text)
}

func (r *record) Display(_ int64, m display.Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.shown = append(r.shown, m)
}

func (r *record) Input(prompt string, password bool) (string, error) { return "typed", nil }

func (r *record) Panic(_ int64, p *worker.Panic) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.panics = append(r.panics, p)
}

func (r *record) Stopped(debugger.Stopped) {}

func (r *record) take() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.text.String()
	r.text.Reset()
	return s
}

// host is built once for all tests.
var host = sync.OnceValues(func() (*toolchain.Host, error) {
	tc, err := toolchain.Find(context.Background())
	if err != nil {
		return nil, err
	}
	return tc.Host(context.Background(), gradbook.Source, func(s string) { fmt.Fprintln(os.Stderr, s) })
})

func newEngine(t testing.TB) (*engine.Engine, *record) {
	t.Helper()
	h, err := host()
	if err != nil {
		t.Fatal(err)
	}
	r := &record{}
	e, err := engine.New(engine.Options{Host: h, Dir: t.TempDir(), Events: r})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e, r
}

// run compiles and runs a unit given as source; names says what binds to earlier units.
func run(t testing.TB, e *engine.Engine, u session.Unit) (*worker.Done, error) {
	t.Helper()
	obj, err := e.Compile(context.Background(), &u)
	if err != nil {
		t.Fatalf("cell %d: %v", u.Number, err)
	}
	return e.Run(context.Background(), 1, &u, obj, func() {})
}

func src(s string) []byte { return []byte("package main\n" + s) }

func TestCells(t *testing.T) {
	e, r := newEngine(t)
	for i, c := range []struct {
		name string
		unit session.Unit
		want string
	}{
		{"print", session.Unit{Source: src(`import "fmt"; var x int; func cell_1() { x = 41; fmt.Println("x", x) }`)}, "x 41\n"},
		{"variable lives on", session.Unit{Source: src(`import "fmt"; var x int; func cell_2() { x++; fmt.Println(x) }`), Extern: []string{"x"}}, "42\n"},
		{"type with method", session.Unit{Source: src(`import "fmt"; type T struct{ a int; b string }; func (t *T) inc() { t.a++ }; func (t T) String() string { return fmt.Sprint("T", t.a) }; var v *T; func f(n int) int { return n + 1 }; func cell_3() { v = &T{1, "b"}; v.inc(); fmt.Println(v, f(1)) }`)}, "T2 2\n"},
		{"type used later", session.Unit{Source: src(`import "fmt"; type T struct{ a int; b string }; func (t *T) inc(); func (t T) String() string; var v *T; func f(n int) int; func cell_4() { v.inc(); var s fmt.Stringer = v; _, ok := any(*v).(T); fmt.Printf("%v %T %v %d\n", s, v, ok, f(2)) }`), Extern: []string{"T", "T.String", "(*T).inc", "v", "f"}}, "T3 *main.T true 3\n"},
		{"function with a new body", session.Unit{Source: src(`func f(n int) int { return n * 100 }`), Rebind: []string{"f"}}, ""},
		{"earlier name sees it", session.Unit{Source: src(`import "fmt"; func f(n int) int; func cell_6() { fmt.Println(f(2)) }`), Extern: []string{"f"}}, "200\n"},
		{"renamed type", session.Unit{Source: src(`import "fmt"; type Tˑ1 struct{ a int; b string }; func (t *Tˑ1) inc(); func (t Tˑ1) String() string; type T struct{ c float64 }; var v *Tˑ1; func cell_7() { v.inc(); fmt.Printf("%v %T %T\n", v, v, T{}) }`), Rename: []session.Rename{{From: "T", To: "Tˑ1"}}, Extern: []string{"Tˑ1", "Tˑ1.String", "(*Tˑ1).inc", "v"}}, "T4 *main.T main.T\n"},
		{"package from its archive", session.Unit{Source: src(`import ("fmt"; "go/format"); func cell_8() { b, err := format.Source([]byte("package  x")); fmt.Print(string(b), err) }`), Imports: []string{"go/format"}}, "package x\n<nil>"},
		{"input", session.Unit{Source: src(`import "fmt"; func cell_9() { var s string; fmt.Scanln(&s); fmt.Println("got", s) }`)}, "got typed\n"},
		{"input again and again", session.Unit{Source: src(`import "fmt"; func cell_10() { n := 0; for range 10 { var s string; fmt.Scan(&s); if s == "typed" { n++ } }; fmt.Println(n) }`)}, "10\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.unit.Number = i + 1
			if strings.Contains(string(c.unit.Source), "func cell_") {
				c.unit.Entry = fmt.Sprintf("cell_%d", i+1)
			}
			if err := e.Packages.Add(context.Background(), c.unit.Imports...); err != nil {
				t.Fatal(err)
			}
			d, err := run(t, e, c.unit)
			if err != nil {
				t.Fatal(err)
			}
			if d.Outcome != worker.Returned {
				t.Errorf("outcome %s %+v", d.Outcome, d.Panic)
			}
			if got := r.take(); got != c.want {
				t.Errorf("wrote %q, want %q", got, c.want)
			}
		})
	}
}

func TestEnds(t *testing.T) {
	e, r := newEngine(t)
	for i, c := range []struct {
		name, body string
		want       worker.Outcome
		value      string
	}{
		{"panic", "var m map[string]int\nm[\"a\"] = 1", worker.Panicked, "assignment to entry in nil map"},
		{"nil pointer", "var p *int\n*p = 1", worker.Panicked, "runtime error: invalid memory address or nil pointer dereference"},
		{"error", "rt.Show(fmt.Errorf(\"bad\"))", worker.Failed, "bad"},
		{"goexit", "runtime.Goexit()", worker.Exited, ""},
		{"goroutine panic", "go func() { panic(\"lost\") }()\ntime.Sleep(20 * time.Millisecond)", worker.Returned, ""},
		{"state is kept", "fmt.Println(\"still here\")", worker.Returned, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := i + 1
			u := session.Unit{Number: n, Entry: fmt.Sprintf("cell_%d", n)}
			u.Source = src(fmt.Sprintf("import (\"fmt\"; \"runtime\"; \"time\"; \"github.com/gradbook/gradbook/kernel/engine/rt\")\nvar _, _, _, _ = fmt.Print, runtime.GC, time.Now, rt.Poll\n//line cell[%d]:1\nfunc cell_%d() {\n%s\n}\n", n, n, c.body))
			d, err := run(t, e, u)
			if err != nil {
				t.Fatal(err)
			}
			if d.Outcome != c.want || d.Panic != nil && d.Panic.Value != c.value {
				t.Errorf("got %s %+v, want %s %q", d.Outcome, d.Panic, c.want, c.value)
			}
			if d.Outcome == worker.Panicked {
				want := worker.Frame{Func: fmt.Sprintf("main.cell_%d", n), File: fmt.Sprintf("cell[%d]", n), Line: 1 + strings.Count(c.body, "\n") + 1}
				if !slices.Contains(d.Panic.Frames, want) {
					t.Errorf("stack %+v lacks %+v", d.Panic.Frames, want)
				}
			}
		})
	}
	if len(r.panics) != 1 || r.panics[0].Value != "lost" || r.panics[0].Frames[0].File != "cell[5]" {
		t.Errorf("goroutine panics: %+v", r.panics)
	}
}

func TestInterrupt(t *testing.T) {
	e, _ := newEngine(t)
	for i, c := range []struct {
		name, body string
		want       worker.Outcome
	}{
		{"loop", "for { rt.Poll() }", worker.Interrupted},
		{"sleep", "for { rt.Sleep(time.Hour) }", worker.Interrupted},
		{"blocked", "select {}", worker.Abandoned},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := i + 1
			u := session.Unit{Number: n, Entry: fmt.Sprintf("cell_%d", n)}
			u.Source = src(fmt.Sprintf("import (\"time\"; \"github.com/gradbook/gradbook/kernel/engine/rt\")\nvar _, _ = time.Now, rt.Poll\nfunc cell_%d() { %s }\n", n, c.body))
			obj, err := e.Compile(context.Background(), &u)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(context.Background())
			var at time.Time
			d, err := e.Run(ctx, 1, &u, obj, func() {
				time.AfterFunc(100*time.Millisecond, func() { at = time.Now(); cancel() })
			})
			if err != nil {
				t.Fatal(err)
			}
			if d.Outcome != c.want {
				t.Errorf("outcome %s, want %s", d.Outcome, c.want)
			}
			if took := time.Since(at); took > 500*time.Millisecond { // some 35 ms on a quiet machine
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestLostWorker(t *testing.T) {
	e, r := newEngine(t)
	for i, c := range []struct{ name, body, reason, fatal string }{
		{"exit", "os.Exit(3)", "exit status 3", ""},
		{"stack overflow", "var f func(int) int; f = func(n int) int { return f(n+1) + 1 }; f(0)", "exit status 2", "fatal error: stack overflow"},
		{"concurrent map writes", "m := map[int]int{}; for range 4 { go func() { for { m[1]++ } }() }; select {}", "exit status 2", "fatal error: concurrent map writes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := 2*i + 1
			u := session.Unit{Number: n, Entry: "cell"}
			u.Source = src(fmt.Sprintf("import \"os\"\nvar _ = os.Exit\nfunc cell() { %s }\n", c.body))
			_, err := run(t, e, u)
			lost, ok := err.(*engine.Lost)
			if !ok || lost.Reason != c.reason || lost.FatalError() != c.fatal {
				t.Fatalf("got %v (%q), want %q, %q", err, lost.FatalError(), c.reason, c.fatal)
			}
			r.take()
			u = session.Unit{Number: n + 1, Entry: "cell", Source: src("import \"fmt\"\nfunc cell() { fmt.Print(\"alive\") }\n")}
			if _, err := run(t, e, u); err != nil || r.take() != "alive" {
				t.Errorf("after the loss: %v", err)
			}
		})
	}
}

// TestLostUnnoticed is a worker that ends while no cell runs, and nobody asks TakeLost before the next one: that cell must not be
// loaded into a fresh worker, which has none of what it needs.
func TestLostUnnoticed(t *testing.T) {
	e, r := newEngine(t)
	u := session.Unit{Number: 1, Entry: "cell", Source: src("import (\"os\"; \"time\")\nfunc cell() { go func() { time.Sleep(time.Millisecond); os.Exit(4) }() }\n")}
	if _, err := run(t, e, u); err != nil {
		t.Fatal(err)
	}
	for e.Alive() {
		time.Sleep(time.Millisecond)
	}
	u = session.Unit{Number: 2, Entry: "cell", Source: src("import \"fmt\"\nfunc cell() { fmt.Print(\"alive\") }\n")}
	_, err := run(t, e, u)
	if lost, ok := err.(*engine.Lost); !ok || lost.Code != 4 {
		t.Fatalf("the cell after the loss: %v, want the loss with code 4", err)
	}
	if _, err := run(t, e, u); err != nil || r.take() != "alive" {
		t.Errorf("the cell after that: %v", err)
	}
}

func TestVerify(t *testing.T) {
	h, err := host()
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(filepath.Join(h.Dir, "verified"))
	if err := engine.Verify(context.Background(), h); err != nil {
		t.Fatal(err)
	}
}

// TestKillAndStart ends the worker and starts another, as %reset does: each is a new process that runs.
func TestKillAndStart(t *testing.T) {
	e, _ := newEngine(t)
	last := 0
	for range 5 {
		if err := e.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		pid := e.Pid()
		if pid == last || pid == 0 {
			t.Fatalf("the worker is process %d after process %d was killed", pid, last)
		}
		last = pid
		e.Kill()
		if e.Alive() || e.TakeLost() != nil {
			t.Fatal("a killed worker counts as alive or lost")
		}
	}
}

func TestGoOnPath(t *testing.T) {
	h, err := host()
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(h.Root, "bin")
	for _, c := range []struct{ name, path, want string }{
		{"no go", t.TempDir(), "and go"},
		{"no PATH", "", "go"},
		{"go", bin, "as it is"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("PATH", c.path)
			e, _ := newEngine(t)
			want := map[string]string{"and go": c.path + string(filepath.ListSeparator) + bin, "go": bin, "as it is": c.path}[c.want]
			if env := e.Environ(); !slices.Contains(env, "PATH="+want) {
				t.Errorf("PATH is not %s in %q", want, env)
			}
		})
	}
}
