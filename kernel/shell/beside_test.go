package shell

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
)

// both is a recorder that also says when something was printed.
type both struct {
	*recorder
	signal
}

func (b both) Stream(name, text string)  { b.recorder.Stream(name, text); b.signal.Stream(name, text) }
func (b both) Display(m display.Message) { b.recorder.Display(m) }
func (b both) Input(ctx context.Context, prompt string, password bool) (string, error) {
	return b.recorder.Input(ctx, prompt, password)
}

// TestCellsBesideEachOther runs cells while another one is running.
func TestCellsBesideEachOther(t *testing.T) {
	s := newShell(t)
	long := make(chan Result, 1)
	busy := &recorder{}
	begun := make(chan string, 10)
	go func() {
		long <- s.Execute(context.Background(), Request{Number: 1, Code: "stop := make(chan bool)\nfmt.Println(\"begun\")\n<-stop\ndisplay.Show(\"the first\")\n7"}, both{busy, signal(begun)})
	}()
	<-begun
	run := func(number int, code string) (string, Result) {
		got := &recorder{}
		res := s.Execute(context.Background(), Request{Number: number, Code: code}, got)
		return got.String(), res
	}
	for i, c := range []struct{ name, code, want, error string }{
		{"what the running cell has declared", "cap(stop)", "0\n", ""},
		{"a function", "func twice(x int) int { return 2 * x }\ntwice(21)", "42\n", ""},
		{"its output is its own", "fmt.Println(\"mine\"); display.Show(\"shown\")", "mine\nshown\n", ""},
		{"a compile error", "nothing + 1", "", "undefined: nothing"},
		{"a panic", "panic(\"own\")", "", "own"},
		{"a command", "%time 1 + 1", "2\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, res := run(2+i, c.code)
			if !strings.HasPrefix(got, c.want) || !strings.Contains(res.EValue, c.error) || (res.Status == OK) != (c.error == "") {
				t.Errorf("it shows %q and ends with %q, want %q and %q", got, res.EValue, c.want, c.error)
			}
		})
	}
	if _, res := run(20, "close(stop)"); res.Status != OK {
		t.Fatal(res.EValue)
	}
	if res := <-long; res.Status != OK || busy.String() != "begun\nthe first\n7\n" {
		t.Errorf("the cell that ran all the time shows %q and ends with %q", busy.String(), res.EValue)
	}

	t.Run("an interrupt ends all", func(t *testing.T) {
		ends := make(chan Result, 2)
		for i := range 2 {
			go func() {
				ends <- s.Execute(context.Background(), Request{Number: 30 + i, Code: "fmt.Println(\"begun\"); for {}"}, signal(begun))
			}()
			<-begun
		}
		s.Interrupt()
		for range 2 {
			select {
			case res := <-ends:
				if res.EName != InterruptName {
					t.Errorf("a cell ends with %s %q", res.EName, res.EValue)
				}
			case <-time.After(5 * time.Second):
				t.Fatal("a cell is not interrupted")
			}
		}
	})

	t.Run("the end of the worker ends all", func(t *testing.T) {
		end := make(chan Result, 1)
		go func() {
			end <- s.Execute(context.Background(), Request{Number: 40, Code: "fmt.Println(\"begun\"); select {}"}, signal(begun))
		}()
		<-begun
		_, res := run(41, "os.Exit(3)")
		for _, r := range []Result{res, <-end} {
			if r.EName != WorkerLostName {
				t.Errorf("a cell ends with %s %q", r.EName, r.EValue)
			}
		}
		if got, res := run(42, "n := 1; n"); got != "1\n" {
			t.Errorf("afterwards: %q %s", got, res.EValue)
		}
		if got, res := run(43, "n + 1"); got != "2\n" {
			t.Errorf("and then: %q %s", got, res.EValue)
		}
	})
}
