package engine_test

import (
	"strings"
	"testing"

	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine"
	"github.com/gradbook/gradbook/kernel/session"
)

// interleaved writes what is shown among what is printed, in the order in which both arrive.
type interleaved struct{ record }

func (r *interleaved) Display(_ int64, m display.Message) {
	text, _ := m.Data[display.MIMEHTML].(string)
	r.Stream("shown", []byte(text))
}

// TestOrder shows and prints by turns: text goes through a pipe and displays through a socket, and neither may overtake
// the other.
func TestOrder(t *testing.T) {
	h, err := host()
	if err != nil {
		t.Fatal(err)
	}
	r := &interleaved{}
	e, err := engine.New(engine.Options{Host: h, Dir: t.TempDir(), Events: r})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	const turns = 500
	unit := session.Unit{Number: 1, Entry: "cell_1", Source: src(`import ("fmt"; "os"; "github.com/gradbook/gradbook/kernel/display")
func cell_1() { for range 500 { fmt.Print("a"); display.HTML("b"); fmt.Fprint(os.Stderr, "c"); display.HTML("d") } }`),
		Imports: []string{"github.com/gradbook/gradbook/kernel/display"}}
	if _, err := run(t, e, unit); err != nil {
		t.Fatal(err)
	}
	if got, want := r.take(), strings.Repeat("abcd", turns); got != want {
		i := 0
		for i < len(got) && i < len(want) && got[i] == want[i] {
			i++
		}
		t.Errorf("wrong order from output %d on: …%.20s, want …%.20s", i, got[i:], want[i:])
	}
}
