package shell

import (
	"testing"
	"time"
)

// TestEvalLeavesOutputAlone holds that a goroutine writes below its cell after an expression was computed.
func TestEvalLeavesOutputAlone(t *testing.T) {
	s := newShell(t)
	lines := make(chan string, 10)
	code := "go_on := make(chan bool); go func() { <-go_on; fmt.Println(\"from the goroutine\") }()\ntime.AfterFunc(500*time.Millisecond, func() { close(go_on) });"
	if res := s.Execute(t.Context(), Request{Number: 1, Code: code}, signal(lines)); res.Status != OK {
		t.Fatal(res.EValue)
	}
	if b, err := s.Eval("1 + 1"); err != nil || b["text/plain"] != "2" {
		t.Errorf("1 + 1 is %v, error %v", b, err)
	}
	select {
	case got := <-lines:
		if got != "from the goroutine\n" {
			t.Errorf("got %q", got)
		}
	case <-time.After(5 * time.Second):
		t.Error("the goroutine's line was lost")
	}
}
