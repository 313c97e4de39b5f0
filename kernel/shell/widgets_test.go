package shell

import (
	"context"
	"strings"
	"sync"
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

// places notes apart what is printed and what is shown anew in its place.
type places struct {
	recorder
	mu      sync.Mutex
	printed strings.Builder
	updated string // the last
}

func (p *places) Stream(_, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.printed.WriteString(text)
}

func (p *places) Display(m display.Message) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if text, _ := m.Data[display.MIMEText].(string); m.Kind == display.KindUpdate {
		p.updated = text
	} else {
		p.printed.WriteString(text + "\n")
	}
}

func (p *places) state() (printed, updated string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.printed.String(), p.updated
}

// TestInteractPrints has a function print and show: at first and when its slider moves, what it writes is in its own place, also in the
// middle of a call and when that is interrupted; a cell that runs meanwhile has its own output.
func TestInteractPrints(t *testing.T) {
	s := newShell(t)
	addresses := make(chan string, 10)
	s.OnWidget(func(c gonb.Comm) {
		if c.Kind == gonb.CommSubscribe {
			addresses <- c.Address
		}
	})
	got := &places{}
	run := func(n int, code string) {
		t.Helper()
		if res := s.Execute(t.Context(), Request{Number: n, Code: code}, got); res.Status != OK {
			t.Fatal(res.EName, res.EValue)
		}
	}
	wait := func(what, want string) {
		t.Helper()
		for range 500 {
			if _, updated := got.state(); updated == want {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		_, updated := got.state()
		t.Fatalf("%s: %q, want %q", what, updated, want)
	}
	run(1, `fmt.Println("before")
func show(level int) int {
	fmt.Print("printed\n")
	display.Show("shown")
	fmt.Fprint(os.Stderr, "level ", level, "\n")
	switch level {
	case 7:
		for range display.Progress(2) {
			level++
		}
		display.Clear(false)
		fmt.Println("cleared")
	case 8:
		for {
			level++
		}
	case 9:
		<-make(chan int)
	}
	return level
}
display.Interact(show)
fmt.Println("after")`)
	const first = "before\nlevel = 0\nprinted\nshown\nlevel 0\n0\nafter\n"
	for range 100 {
		if printed, _ := got.state(); printed == first {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if printed, _ := got.state(); printed != first {
		t.Fatalf("at first %q, want %q", printed, first)
	}
	address := <-addresses
	for _, c := range []struct {
		level, early, late string // while it runs, and at last
		interrupt          bool
	}{
		{"3", "", "printed\nshown\nlevel 3\n3", false},
		{"7", "", "cleared\n9", false},
		{"8", "printed\nshown\nlevel 8\n", "printed\nshown\nlevel 8\ninterrupted", true},
		{"4", "", "printed\nshown\nlevel 4\n4", false},
		{"9", "printed\nshown\nlevel 9\n", "printed\nshown\nlevel 9\ninterrupted: the call is blocked where nothing can wake it, and goes on unseen", true},
		{"5", "", "printed\nshown\nlevel 5\n5", false},
	} {
		if err := s.Deliver(address, []any{c.level}); err != nil {
			t.Fatal(err)
		}
		if c.early != "" {
			wait("during "+c.level, c.early)
		}
		if c.interrupt {
			s.Interrupt()
		}
		wait("at "+c.level, c.late)
	}
	run(2, `fmt.Println("another")`)
	for range 100 {
		if printed, _ := got.state(); printed == first+"another\n" {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	printed, _ := got.state()
	t.Errorf("cells have printed %q, want %q", printed, first+"another\n")
}
