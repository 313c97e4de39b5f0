package shell

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gradbook/gradbook/kernel/display"
)

// events writes down what a sink is told.
type events struct{ list []string }

func (e *events) Stream(name, text string) { e.list = append(e.list, name+" "+text) }

func (e *events) Display(m display.Message) {
	e.list = append(e.list, fmt.Sprintf("%s %q", m.Kind, m.Data[display.MIMEText]))
}

func (e *events) Input(context.Context, string, bool) (string, error) {
	return "", errors.New("no input here")
}

func TestPreparation(t *testing.T) {
	var first, second events
	o := &output{}
	o.progress("Preparing")
	o.attach(t.Context(), 1, &first)
	o.progress("  [1/2] one")
	o.waited() // it was interrupted
	o.progress("  not for the first cell")
	o.attach(t.Context(), 2, &second)
	o.progress("  [2/2] two & three")
	page, _ := o.ready.bundle()[display.MIMEHTML].(string)
	o.prepared()
	o.attach(t.Context(), 3, &second)
	o.prepared()
	for _, c := range []struct {
		name string
		got  []string
		want string
	}{
		{"the cell that was there first", first.list, `display_data "Preparing\n"; update_display_data "Preparing\n  [1/2] one\n"; clear_output %!q(<nil>)`},
		{"the next cell", second.list, `display_data "Preparing\n  [1/2] one\n  not for the first cell\n"; update_display_data "Preparing\n  [1/2] one\n  not for the first cell\n  [2/2] two & three\n"; clear_output %!q(<nil>)`},
		{"in HTML", []string{page}, `<div>Preparing</div><progress value="1" max="2"></progress> two &amp; three`},
	} {
		if got := strings.Join(c.got, "; "); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestNothingToPrepare holds that a shell that is ready shows nothing of it.
func TestNothingToPrepare(t *testing.T) {
	s := newShell(t)
	var e events
	s.Execute(t.Context(), Request{Number: 1, Code: "fmt.Println(1)"}, &e)
	if got := strings.Join(e.list, "; "); got != "stdout 1\n" {
		t.Errorf("got %q", got)
	}
}
