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
	addresses := make(chan string, 10)
	s.OnWidget(func(c gonb.Comm) {
		if c.Kind == gonb.CommSubscribe {
			addresses <- c.Address
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
}
