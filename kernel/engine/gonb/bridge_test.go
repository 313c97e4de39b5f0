package gonb_test

import (
	"context"
	"encoding/gob"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	// What testdata/show and cells import: go mod tidy overlooks testdata, and would drop what these need.
	_ "github.com/janpfeifer/gonb/gonbui"
	_ "github.com/janpfeifer/gonb/gonbui/comms"
	_ "github.com/janpfeifer/gonb/gonbui/dom"
	_ "github.com/janpfeifer/gonb/gonbui/plotly"
	_ "github.com/janpfeifer/gonb/gonbui/widgets"

	"github.com/janpfeifer/gonb/gonbui/protocol"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/gonb"
)

// program is testdata/show, built once.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "gonb-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "show")
	if out, err := exec.Command("go", "build", "-o", path, "./testdata/show").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// listener is a bridge whose handlers keep what they get.
type listener struct {
	*gonb.Bridge
	mu    sync.Mutex
	lines []string // one line an event
}

func listen(t *testing.T) *listener {
	t.Helper()
	l := &listener{}
	note := func(format string, args ...any) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.lines = append(l.lines, fmt.Sprintf(format, args...))
	}
	b, err := gonb.Listen(t.TempDir(), gonb.Handler{
		Display: func(m display.Message) {
			var mimes []string
			for mime, v := range m.Data {
				if s, ok := v.(string); ok && len(s) < 100 {
					mimes = append(mimes, mime+"="+s)
				} else {
					mimes = append(mimes, fmt.Sprintf("%s:%T", mime, v))
				}
			}
			slices.Sort(mimes)
			note("%s %q %s", m.Kind, m.ID, strings.Join(mimes, " "))
		},
		Input: func(prompt string, password bool) { note("input %q %t", prompt, password) },
		Comm: func(c gonb.Comm) {
			note("comm %s %q %v", c.Kind, c.Address, c.Value)
			if c.Kind == gonb.CommRead {
				l.mu.Lock()
				b := l.Bridge
				l.mu.Unlock()
				if err := b.Deliver(c.Address, 2.5); err != nil {
					t.Error(err)
				}
			}
		},
		Log: func(line string) { note("log %s", line) },
	})
	if err != nil {
		t.Fatal(err)
	}
	l.mu.Lock()
	l.Bridge = b
	l.mu.Unlock()
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// run runs the program and returns what it has printed.
func (l *listener) run(t *testing.T, args ...string) string {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(os.Environ(), l.Env()...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

// taken returns the events so far, once all that was written is read, and forgets them.
func (l *listener) taken(t *testing.T) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := l.Drain(ctx); err != nil {
		t.Error(err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	lines := l.lines
	l.lines = nil
	return lines
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func TestDisplay(t *testing.T) {
	l := listen(t)
	wants := []string{
		`display_data "" text/html=<b>bold</b> text/plain=<b>bold</b>`,
		`display_data "" text/markdown=*slanted* text/plain=*slanted*`,
		`display_data "" text/html=<div><svg/></div> text/plain=<div><svg/></div>`,
		`display_data "" image/png:[]uint8 text/plain=image/png (74 bytes)`,
		`display_data "count" text/html=1 text/plain=1`,
		`update_display_data "count" text/html=2 text/plain=2`,
		`input "name?" true`,
	}
	for range 3 { // programs may follow each other
		l.NewCell()
		if out := l.run(t, "display"); out != "done\n" {
			t.Errorf("the program printed %q", out)
		}
		same(t, l.taken(t), wants)
	}
}

func TestLarge(t *testing.T) {
	l := listen(t)
	l.run(t, "large")
	got := l.taken(t)
	if len(got) != 1001 || got[1000] != `display_data "" text/html=999 text/plain=999` {
		t.Errorf("%d messages, the last %q", len(got), got[len(got)-1])
	}
}

func TestComms(t *testing.T) {
	l := listen(t)
	if out := l.run(t, "comms"); out != "2.5\ndone\n" {
		t.Errorf("the program printed %q", out)
	}
	same(t, l.taken(t), []string{
		`comm send "/to/page" 7`,
		`comm subscribe "/from/page" <nil>`,
		`comm read "/from/page" <nil>`,
		`comm unsubscribe "/from/page" <nil>`,
	})
	// That the program has ended is noticed a moment later.
	err := l.Deliver("/x", 1.)
	for until := time.Now().Add(5 * time.Second); err == nil && time.Now().Before(until); err = l.Deliver("/x", 1.) {
		time.Sleep(time.Millisecond)
	}
	if err == nil || !strings.Contains(err.Error(), "no program listens") {
		t.Errorf("delivering to nobody: %v", err)
	}
}

// Without widgets the user is told, once a cell.
func TestNoWidgets(t *testing.T) {
	messages := make(chan display.Message, 10)
	b, err := gonb.Listen(t.TempDir(), gonb.Handler{Display: func(m display.Message) { messages <- m }})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	l := &listener{Bridge: b}
	for range 2 {
		b.NewCell()
		l.run(t, "send")
		if err := b.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(messages) != 1 {
			t.Fatalf("%d messages", len(messages))
		}
		if text := (<-messages).Data[display.MIMEText]; !strings.Contains(fmt.Sprint(text), "widgets are not connected") {
			t.Errorf("the user is told %q", text)
		}
	}
}

// A program's ids in two cells, and from goroutines between them and after.
func TestIDsOfSeveralCells(t *testing.T) {
	l := listen(t)
	enc := gob.NewEncoder(l.pipe(t))
	const script = "gonb_transient_js_1"
	show := func(ids ...string) (got []string) {
		for _, id := range ids {
			d := html(id)
			d.DisplayID = id
			if err := enc.Encode(d); err != nil {
				t.Fatal(err)
			}
		}
		for _, m := range l.taken(t) {
			got = append(got, strings.Join(strings.Fields(m)[:2], " "))
		}
		return got
	}
	end := l.NewCell()
	same(t, show("plot", "plot", script, script), []string{
		`display_data "plot"`, `update_display_data "plot"`, `display_data "gonb_transient_js_1-1"`, `update_display_data "gonb_transient_js_1-1"`})
	end()
	same(t, show("plot", script), []string{`update_display_data "plot"`, `update_display_data "gonb_transient_js_1-1"`})
	end = l.NewCell()
	same(t, show("plot", script, script), []string{`display_data "plot"`, `display_data "gonb_transient_js_1-2"`, `update_display_data "gonb_transient_js_1-2"`})
	end()
	same(t, show("plot", script, "new"), []string{`update_display_data "plot"`, `update_display_data "gonb_transient_js_1-2"`, `display_data "new"`})
}

// pipe opens the pipe as a program does.
func (l *listener) pipe(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile(strings.TrimPrefix(l.Env()[0], protocol.GONB_PIPE_ENV+"="), os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func html(s string) *protocol.DisplayData {
	return &protocol.DisplayData{Data: map[protocol.MIMEType]any{protocol.MIMETextHTML: s}}
}

// unknown is a type that the bridge does not know.
type unknown struct{ A, B int }

func TestGarbage(t *testing.T) {
	good := `display_data "" text/html=good text/plain=good`
	for _, tt := range []struct {
		name  string
		write func(f *os.File, e *gob.Encoder) error
		log   string
	}{
		{"text", func(f *os.File, _ *gob.Encoder) error { _, err := f.WriteString("hello, world\n"); return err }, "make no message"},
		{"zeros", func(f *os.File, _ *gob.Encoder) error { _, err := f.Write(make([]byte, 100)); return err }, "make no message"},
		{"huge length", func(f *os.File, _ *gob.Encoder) error {
			_, err := f.Write([]byte{0xf8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
			return err
		}, "make no message"},
		{"half a message", func(f *os.File, _ *gob.Encoder) error { _, err := f.Write([]byte{100, 1, 2, 3}); return err }, "make no message"},
		{"another type", func(_ *os.File, e *gob.Encoder) error { return e.Encode(unknown{1, 2}) }, "could not be decoded"},
		{"wrong value for input", func(_ *os.File, e *gob.Encoder) error {
			return e.Encode(&protocol.DisplayData{Data: map[protocol.MIMEType]any{protocol.MIMEJupyterInput: "no request"}})
		}, "a request for input holds a string"},
		{"wrong value for comm", func(_ *os.File, e *gob.Encoder) error {
			return e.Encode(&protocol.DisplayData{Data: map[protocol.MIMEType]any{protocol.MIMECommValue: 1}})
		}, "a comm value holds a int"},
		{"no JSON", func(_ *os.File, e *gob.Encoder) error {
			return e.Encode(&protocol.DisplayData{Data: map[protocol.MIMEType]any{"a/b": complex(1, 2)}})
		}, "cannot be shown"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := listen(t)
			f := l.pipe(t)
			defer f.Close()
			e := gob.NewEncoder(f)
			if err := e.Encode(html("good")); err != nil {
				t.Fatal(err)
			}
			same(t, l.taken(t), []string{good})
			if err := tt.write(f, e); err != nil {
				t.Fatal(err)
			}
			if got := l.taken(t); len(got) != 1 || !strings.HasPrefix(got[0], "log gonb: ") || !strings.Contains(got[0], tt.log) {
				t.Errorf("garbage gave %q", got)
			}
			if err := e.Encode(html("good")); err != nil {
				t.Fatal(err)
			}
			same(t, l.taken(t), []string{good})
		})
	}
}

// A second program that opens the pipe before the first has closed it defines its types again.
func TestProgramsOverlap(t *testing.T) {
	l := listen(t)
	first := l.pipe(t)
	if err := gob.NewEncoder(first).Encode(html("first")); err != nil {
		t.Fatal(err)
	}
	second := l.pipe(t)
	defer second.Close()
	first.Close()
	e := gob.NewEncoder(second)
	for _, s := range []string{"second", "third"} {
		if err := e.Encode(html(s)); err != nil {
			t.Fatal(err)
		}
	}
	same(t, l.taken(t), []string{
		`display_data "" text/html=first text/plain=first`,
		`display_data "" text/html=second text/plain=second`,
		`display_data "" text/html=third text/plain=third`,
	})
}

func TestDeliverTypes(t *testing.T) {
	l := listen(t)
	f := l.pipe(t)
	defer f.Close()
	if err := gob.NewEncoder(f).Encode(html("")); err != nil {
		t.Fatal(err)
	}
	l.taken(t)
	back, err := os.Open(strings.TrimPrefix(l.Env()[1], protocol.GONB_PIPE_BACK_ENV+"="))
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	d := gob.NewDecoder(back)
	for _, tt := range []struct {
		name string
		v    any
		want string // "": an error
	}{
		{"number", 2.5, "2.5"},
		{"true", true, "1"},
		{"string", "s", "s"},
		{"numbers", []any{1., 2.}, "[1 2]"},
		{"strings", []any{"a", "b"}, "[a b]"},
		{"object", map[string]any{"a": 1.}, "map[a:1]"},
		{"mixed", []any{1., "a"}, ""},
		{"null", nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := l.Deliver("/a", tt.v); (err == nil) != (tt.want != "") {
				t.Fatalf("Deliver(%v): %v", tt.v, err)
			} else if err != nil {
				return
			}
			var got protocol.CommValue
			if err := d.Decode(&got); err != nil || got.Address != "/a" || fmt.Sprint(got.Value) != tt.want {
				t.Errorf("the program got %+v, %v; want %s", got, err, tt.want)
			}
		})
	}
}

func TestListenErrors(t *testing.T) {
	if _, err := gonb.Listen(t.TempDir(), gonb.Handler{}); err == nil || !strings.Contains(err.Error(), "Handler.Display") {
		t.Errorf("without a handler: %v", err)
	}
	if _, err := gonb.Listen(filepath.Join(t.TempDir(), "none"), gonb.Handler{Display: func(display.Message) {}}); err == nil {
		t.Error("a directory that does not exist: no error")
	}
}

func TestClose(t *testing.T) {
	dir := t.TempDir()
	b, err := gonb.Listen(dir, gonb.Handler{Display: func(display.Message) {}})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}
	if left, err := os.ReadDir(dir); len(left) > 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := b.Drain(t.Context()); err != nil {
		t.Errorf("Drain after Close: %v", err)
	}
}
