package shell

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/gonb"
)

// TestInteract moves the slider of a function after its cell has ended: a later cell's variables count, and a panic is shown with
// its line.
func TestInteract(t *testing.T) {
	s := newShell(t)
	addresses, ends := make(chan string, 10), make(chan bool, 10)
	s.OnWidget(func(c gonb.Comm) {
		switch c.Kind {
		case gonb.CommSubscribe:
			addresses <- c.Address
		case gonb.CommEnd:
			ends <- true
		}
	})
	got := &recorder{}
	run := func(n int, code string) {
		t.Helper()
		if res := s.Execute(context.Background(), Request{Number: n, Code: code}, got); res.Status != OK {
			t.Fatal(res.EName, res.EValue)
		}
	}
	run(1, "k := 10\ndisplay.Interact(func(n int) int { return 12 * k / n }, display.Range(0, 6, 1))")
	address := <-addresses
	move := func(to, want string) {
		t.Helper()
		if err := s.Deliver(address, []any{to}); err != nil {
			t.Fatal(err)
		}
		for range 500 {
			if strings.HasSuffix(got.String(), want) {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("after %s: %q, want %q at its end", to, got.String(), want)
	}
	if !strings.HasSuffix(got.String(), "40\n") {
		t.Errorf("at first: %q", got.String())
	}
	move("4", "30\n")
	run(2, "k = 1")
	move("4", "\n3\n")
	move("0", "panic: runtime error: integer divide by zero\nat cell[1]:2\n")
	move("1", "\n12\n")
	if !strings.HasPrefix(address, display.Address) {
		t.Errorf("the address %q", address)
	}
	for _, code := range []string{"%reset", "os.Exit(0)"} { // they leave no function to call
		s.Execute(context.Background(), Request{Number: 3, Code: code}, got)
		select {
		case <-ends:
		default:
			t.Errorf("nobody is told that after %s the controls are dead", code)
		}
	}
}
