package shell

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/vars"
)

func entries(list []vars.Entry) string {
	var out []string
	for _, e := range list {
		out = append(out, fmt.Sprintf("%s %s = %s (%d)", e.Name, e.Type, e.Value, e.Kids))
	}
	return strings.Join(out, "\n")
}

func TestVariables(t *testing.T) {
	s := newShell(t)
	cell := func(code string) {
		t.Helper()
		if res := s.Execute(context.Background(), Request{Number: 1, Code: code}, &transcript{}); res.Status != OK {
			t.Fatal(res.EValue)
		}
	}
	if list, err := s.Variables(); err != nil || len(list) != 0 {
		t.Errorf("an empty session has the variables %v, error %v", list, err)
	}
	cell("type P struct { X int; Tags []string }\np := P{3, []string{\"a\", \"b\"}}\nm := map[string]*P{\"k\": &p}\nn := 7\nfunc f() {}")
	check := func(list []vars.Entry, err error, want string) {
		t.Helper()
		if got := entries(list); err != nil || got != want {
			t.Errorf("got:\n%s\nerror %v, want:\n%s", got, err, want)
		}
	}
	list, err := s.Variables()
	check(list, err, "m map[string]*P = map[k:&{X:3 Tags:[a b]}] (1)\nn int = 7 (0)\np P = {X:3 Tags:[a b]} (2)")
	list, err = s.Parts("m", 0)
	check(list, err, "X int = 3 (0)\nTags []string = [a b] (2)")
	list, err = s.Parts("m", 0, 1)
	check(list, err, "[0] string = \"a\" (0)\n[1] string = \"b\" (0)")
	if _, err := s.Parts("m; panic(1)"); err == nil {
		t.Error("what is no name was accepted")
	}
	cell("n = 8")
	if b, err := s.Show("n"); err != nil || b[display.MIMEText] != "8" {
		t.Errorf("n is shown as %v, error %v", b, err)
	}
	if _, err := s.Show("unknown"); err == nil {
		t.Error("an unknown variable was shown")
	}
}

// TestVariablesWhileBusy looks at the variables while a cell runs: the answer comes at once, without values.
func TestVariablesWhileBusy(t *testing.T) {
	s := newShell(t)
	s.Execute(context.Background(), Request{Number: 1, Code: "n := 1"}, &transcript{})
	started := make(chan string, 1)
	done := make(chan Result)
	go func() {
		done <- s.Execute(context.Background(), Request{Number: 2, Code: "fmt.Println(1); for {}"}, signal(started))
	}()
	<-started
	from := time.Now()
	list, err := s.Variables()
	if took := time.Since(from); took > time.Second || err != nil || entries(list) != "n int = … (0)" {
		t.Errorf("after %v: %s, error %v", took, entries(list), err)
	}
	if _, err := s.Show("n"); !errors.Is(err, errRuns) {
		t.Errorf("showing a variable gives the error %v", err)
	}
	s.Interrupt()
	<-done
}

// TestVariablesLeaveOutputAlone holds that goroutines write where they did after the variables were looked at.
func TestVariablesLeaveOutputAlone(t *testing.T) {
	s := newShell(t)
	lines := make(chan string, 100)
	res := s.Execute(context.Background(), Request{Number: 1, Code: "tick := make(chan int)\ngo func() { for i := range tick { fmt.Println(\"tick\", i) } }()\n%env A=1"}, signal(lines))
	if res.Status != OK {
		t.Fatal(res.EValue)
	}
	if _, err := s.Variables(); err != nil {
		t.Fatal(err)
	}
	if res := s.Execute(context.Background(), Request{Number: 2, Code: "tick <- 1; time.Sleep(100*time.Millisecond)"}, signal(lines)); res.Status != OK {
		t.Fatal(res.EValue)
	}
	if got := <-lines; got != "tick 1\n" {
		t.Errorf("got %q", got)
	}
}

// signal is a sink that hands on what is written.
type signal chan string

func (s signal) Stream(_, text string)   { s <- text }
func (s signal) Display(display.Message) {}
func (s signal) Input(context.Context, string, bool) (string, error) {
	return "", errors.New("no input here")
}
