package display_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gradbook/gradbook/kernel/display"
)

// shownBy connects a channel for the time of a test.
func shownBy(t *testing.T) chan display.Message {
	t.Helper()
	messages := make(chan display.Message, 100)
	display.Connect(func(m display.Message) { messages <- m }, nil)
	t.Cleanup(display.Disconnect)
	return messages
}

// next is the next message of the kind.
func next(t *testing.T, from chan display.Message, kind display.Kind) display.Message {
	t.Helper()
	for {
		select {
		case m := <-from:
			if m.Kind == kind {
				return m
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("no %s came", kind)
		}
	}
}

// TestInteract moves the controls of a function: what it returns is shown in the place of the first result.
func TestInteract(t *testing.T) {
	messages := shownBy(t)
	display.Interact(func(x float64, n int, name string, upper bool, f func(int) int) (string, error) {
		if n == 0 {
			return "", errors.New("n is nothing <at all>")
		}
		if upper {
			name = strings.ToUpper(name)
		}
		return fmt.Sprint(name, " ", x, " ", f(6/(n-1))), nil
	},
		display.Range(-1, 1, 0.25).Label("x"), display.Range(0, 9, 1).From(4).Label("n"), "a<b", false,
		display.Choice(func(k int) int { return k }, func(k int) int { return -k }).Label("f"))
	form := fmt.Sprint(next(t, messages, display.KindDisplay).Data[display.MIMEHTML])
	for _, part := range []string{
		`<input type="range" min="-1" max="1" step="0.25" value="0.00" `, `<input type="range" min="0" max="9" step="1" value="4" `,
		`<input type="text" value="a&lt;b">`, `<input type="checkbox">`, `<option value="0" selected>`, "fieldset disabled",
	} {
		if !strings.Contains(form, part) {
			t.Errorf("the controls lack %s", part)
		}
	}
	address := next(t, messages, display.KindListen).ID
	first := next(t, messages, display.KindDisplay)
	if first.Data[display.MIMEText] != "a<b 0 2" || first.ID == "" {
		t.Errorf("at first: %q under %q", first.Data[display.MIMEText], first.ID)
	}
	for _, c := range []struct{ name, sent, want string }{
		{"all changed", `["0.75","3","go","true","1"]`, "GO 0.75 -3"},
		{"an error", `["0","0","","false","0"]`, "n is nothing <at all>"},
		{"a panic", `["0","1","","false","0"]`, "panic: runtime error: integer divide by zero"},
		{"after the panic", `["0","2","","false","0"]`, " 0 6"},
		{"no number", `["","2","","false","0"]`, `x: "" is no float64`},
		{"no option", `["0","2","","false","2"]`, `f: there is no option "2"`},
		{"too few", `["0"]`, "1 values came for 5 controls"},
		{"other JSON", `{"x":1}`, `the controls send {"x":1}: json: cannot unmarshal object into Go value of type []string`},
	} {
		t.Run(c.name, func(t *testing.T) {
			display.Deliver(address, []byte(c.sent))
			m := next(t, messages, display.KindUpdate)
			if m.Data[display.MIMEText] != c.want || m.ID != first.ID {
				t.Errorf("%q under %q, want %q under %q", m.Data[display.MIMEText], m.ID, c.want, first.ID)
			}
		})
	}
	display.Deliver(address, []byte("null"))
	display.Deliver(address, []byte(`["0","2","","false","0"]`))
	select {
	case m := <-messages:
		t.Errorf("controls that are gone have the function called: %v", m)
	case <-time.After(50 * time.Millisecond):
	}
}

// TestRangeFrom has the first value of a slider written with the digits of its steps.
func TestRangeFrom(t *testing.T) {
	for _, c := range []struct {
		name string
		c    display.Control
		want string
	}{
		{"the middle", display.Range(0, 1, 0.3), "#1 = 0.3"},
		{"of a coarse grid", display.Range(-1, 1, 0.25), "#1 = 0.00"},
		{"a whole number", display.Range(-4, 4, 0.01).From(1), "#1 = 1.00"},
		{"not on the grid", display.Range(0, 1, 0.1).From(0.1 + 0.2), "#1 = 0.3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			messages := shownBy(t)
			display.Interact(func(float64) {}, c.c)
			if got := next(t, messages, display.KindDisplay).Data[display.MIMEText]; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestInteractLatest has values come faster than the function can be called: it gets the latest, and not all.
func TestInteractLatest(t *testing.T) {
	messages := shownBy(t)
	calls, hold := 0, make(chan bool)
	display.Interact(func(n int) int { // 0 at first
		if calls++; n == 1 {
			<-hold
		}
		return n
	})
	address := next(t, messages, display.KindListen).ID
	display.Deliver(address, []byte(`["1"]`))
	for n := 2; n <= 100; n++ {
		display.Deliver(address, fmt.Appendf(nil, `["%d"]`, n))
	}
	close(hold)
	for next(t, messages, display.KindUpdate).Data[display.MIMEText] != "100" {
	}
	if calls > 4 {
		t.Errorf("%d calls", calls)
	}
}

// TestInteractPanic: a panic in the first call is the cell's; the controls go on.
func TestInteractPanic(t *testing.T) {
	messages := shownBy(t)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		display.Interact(func(n int) int { return 6 / n })
	}()
	display.Deliver(next(t, messages, display.KindListen).ID, []byte(`["3"]`))
	if m := next(t, messages, display.KindUpdate); m.Data[display.MIMEText] != "2" {
		t.Errorf("got %v", m.Data)
	}
}

func TestInteractButton(t *testing.T) {
	messages := shownBy(t)
	display.Interact(func() string { return "clicked" }, display.Button("go & run"))
	if form := fmt.Sprint(next(t, messages, display.KindDisplay).Data[display.MIMEHTML]); !strings.Contains(form, "go &amp; run</button>") {
		t.Error("there is no button")
	}
	address := next(t, messages, display.KindListen).ID
	if m := next(t, messages, display.KindDisplay); m.Data[display.MIMEText] != "" {
		t.Errorf("before the click: %v", m.Data)
	}
	display.Deliver(address, []byte("[]"))
	if m := next(t, messages, display.KindUpdate); m.Data[display.MIMEText] != "clicked" {
		t.Errorf("got %v", m.Data)
	}
}

// TestInteractRefuses has what cannot be interacted with said.
func TestInteractRefuses(t *testing.T) {
	shownBy(t)
	for _, c := range []struct {
		name     string
		interact func()
		want     string
	}{
		{"no function", func() { display.Interact(3) }, "int: it needs a function"},
		{"nil", func() { display.Interact((func())(nil)) }, "func(): it needs a function"},
		{"variadic", func() { display.Interact(func(...int) {}) }, "fixed number of parameters"},
		{"too many", func() { display.Interact(func(int) {}, 1, 2) }, "2 controls and 0 buttons: a func(int) takes at most 1"},
		{"no control", func() { display.Interact(func(int) {}, 1i) }, "control 1: a complex128 is no control"},
		{"nil control", func() { display.Interact(func(int) {}, nil) }, "control 1: a <nil> is no control"},
		{"empty list", func() { display.Interact(func(int) {}, []int{}) }, "nothing to choose from"},
		{"other type", func() { display.Interact(func(int) {}, []string{"a"}) }, "#1: the options are of type string, the parameter is a int"},
		{"start of another type", func() { display.Interact(func(int) {}, "a") }, `#1: "a" is no int`},
		{"range for a text", func() { display.Interact(func(string) {}, display.Range(0, 1, 1)) }, "a Range is for float64 and int"},
		{"broken steps", func() { display.Interact(func(int) {}, display.Range(0, 4, 0.5)) }, "whole numbers"},
		{"a struct", func() { display.Interact(func(point) {}) }, "a display_test.point needs a Choice"},
		{"empty range", func() { display.Range(1, 1, 0.1) }, "min < max"},
		{"no step", func() { display.Range(0, 1, 0) }, "a step above 0"},
		{"no such option", func() { display.Choice(1, 2).From(3) }, "3 is none of the options [1 2]"},
		{"no options", func() { display.Choice[int]() }, "nothing to choose from"},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.Contains(got, c.want) {
					t.Errorf("got %q, want %q in it", got, c.want)
				}
			}()
			c.interact()
		})
	}
}
