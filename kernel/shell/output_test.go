package shell

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"
)

// TestOutput holds what a cell writes against what the sink gets.
func TestOutput(t *testing.T) {
	s := newShell(t)
	for i, c := range []struct{ name, code, want string }{
		{"both streams in turn", "for i := range 3 { fmt.Fprint(os.Stdout, i); time.Sleep(20*time.Millisecond); fmt.Fprint(os.Stderr, \"e\"); time.Sleep(20*time.Millisecond) }", "0e1e2e"},
		{"print and println", "print(1, 2); println(3)", "123\n"},
		{"a child process", "c := exec.Command(\"sh\", \"-c\", \"echo out; sleep 0.2; echo err >&2\"); c.Stdout, c.Stderr = os.Stdout, os.Stderr\nc.Run();", "out\nerr\n"},
		{"a raw write", "syscall.Write(1, []byte(\"raw\\n\"));", "raw\n"},
		{"carriage returns", "for i := range 3 { fmt.Printf(\"\\r%d %%\", i*50) }", "\r0 %\r50 %\r100 %"},
		{"a character in two writes", "os.Stdout.Write([]byte{0xc3}); time.Sleep(30*time.Millisecond); os.Stdout.Write([]byte{0xa9});", "é"},
		{"no text", "os.Stdout.Write([]byte{'a', 0xff, 0xfe, 'b', 0xc3});", "a\ufffdb\ufffd"},
		{"output before a value", "fmt.Println(\"first\"); display.Show(\"second\"); fmt.Println(\"third\")", "first\nsecond\nthird\n"},
		{"a goroutine after its cell", "go func() { time.Sleep(100*time.Millisecond); fmt.Print(\"late\") }();", "late"},
		{"what looks like the runtime's last words", "fmt.Fprint(os.Stderr, \"a\\nfatal error: none\\n\"); time.Sleep(20*time.Millisecond); fmt.Fprint(os.Stderr, \"b\")", "a\nfatal error: none\nb"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := &recorder{}
			if res := s.Execute(context.Background(), Request{Number: i + 1, Code: c.code}, got); res.Status != OK {
				t.Fatal(res.EValue)
			}
			for range 100 {
				if got.String() == c.want {
					return
				}
				time.Sleep(10 * time.Millisecond)
			}
			t.Errorf("got %q, want %q", got.String(), c.want)
		})
	}
}

// TestManyLines prints 100,000 numbered lines: all arrive, in order, in less than half a second.
func TestManyLines(t *testing.T) {
	s := newShell(t)
	const n = 100_000
	best := time.Hour
	for i := range 3 {
		got := &recorder{}
		from := time.Now()
		res := s.Execute(context.Background(), Request{Number: i + 1, Code: fmt.Sprintf("for i := range %d { fmt.Println(\"line\", i) }", n)}, got)
		best = min(best, time.Since(from))
		if res.Status != OK {
			t.Fatal(res.EValue)
		}
		lines := strings.Split(got.String(), "\n")
		if len(lines) != n+1 {
			t.Fatalf("%d lines, want %d", len(lines)-1, n)
		}
		for i, l := range lines[:n] {
			if l != fmt.Sprint("line ", i) {
				t.Fatalf("line %d is %q", i, l)
			}
		}
	}
	t.Logf("%d lines in %v", n, best)
	if best > 500*time.Millisecond {
		t.Errorf("%d lines take %v, want less than 0.5 s", n, best)
	}
}

// TestRunawayPrinter prints until it is stopped: what is delivered is bounded, the cut is said, and the next cell
// prints as usual.
func TestRunawayPrinter(t *testing.T) {
	s := newShell(t)
	got := &recorder{}
	time.AfterFunc(2*time.Second, s.Interrupt)
	res := s.Execute(context.Background(), Request{Number: 1, Code: "line := strings.Repeat(\"x\", 1<<16) + \"\\n\"\nfor { os.Stdout.WriteString(line) }"}, got)
	if res.EName != InterruptName {
		t.Fatalf("it ended with %q %s", res.EName, res.EValue)
	}
	text := got.String()
	if len(text) > mostOutput+1000 {
		t.Errorf("%d bytes were delivered, want at most %d", len(text), mostOutput)
	}
	for _, want := range []string{"its further output is cut", "MB of output were cut]"} {
		if !strings.Contains(text, want) {
			t.Errorf("the end is %q, want %q in it", text[max(0, len(text)-200):], want)
		}
	}
	got = &recorder{}
	if res := s.Execute(context.Background(), Request{Number: 2, Code: "fmt.Println(\"as usual\")"}, got); res.Status != OK || got.String() != "as usual\n" {
		t.Errorf("afterwards: %q %s", got.String(), res.EValue)
	}
}

// recorder is a transcript that goroutines may read while a cell's goroutines write; texts must be valid UTF-8.
type recorder struct {
	mu sync.Mutex
	transcript
}

func (r *recorder) Stream(name, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !utf8.ValidString(text) {
		panic(fmt.Sprintf("%q is no UTF-8", text))
	}
	r.text.WriteString(text)
}

func (r *recorder) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

// asked notes the questions to the user.
type asked struct {
	recorder
	questions []string
}

func (a *asked) Input(_ context.Context, prompt string, password bool) (string, error) {
	a.questions = append(a.questions, fmt.Sprintf("%q %t", prompt, password))
	return "", nil
}

// TestAnnounced reads standard input after gonbui's RequestInput, and without it.
func TestAnnounced(t *testing.T) {
	var o output
	got := &asked{}
	o.attach(t.Context(), 1, got)
	o.Input("", false)
	o.announce("Pin:", true)
	o.Input("its own: ", false)
	o.Input("", false)
	o.Input("", false)
	o.announce("left over", true)
	o.attach(t.Context(), 2, got)
	o.Input("", false)
	want := []string{`"" false`, `"its own: " false`, `"Pin:" true`, `"" false`, `"" false`}
	if !slices.Equal(got.questions, want) {
		t.Errorf("asked %v, want %v", got.questions, want)
	}
}

// refusing is a front end that takes no questions.
type refusing struct{ transcript }

func (*refusing) Input(context.Context, string, bool) (string, error) {
	return "", errors.New("no questions here")
}

// TestNoInput reads where nobody can be asked: the reader sees the end of its input, and the user is told why, once.
func TestNoInput(t *testing.T) {
	s := newShell(t)
	var to refusing
	s.Execute(t.Context(), Request{Number: 1, Code: "var a, b string\n_, err := fmt.Scanln(&a)\nfmt.Scanln(&b)\nfmt.Println(err)"}, &to)
	if text := to.text.String(); strings.Count(text, "note: no questions here\n") != 1 || !strings.Contains(text, "EOF") {
		t.Errorf("the user reads %q", text)
	}
}
