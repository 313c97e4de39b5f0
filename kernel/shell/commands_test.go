package shell

import (
	"strings"
	"testing"
)

// TestHelpIsComplete holds the table of commands and its documentation together.
func TestHelpIsComplete(t *testing.T) {
	for name := range commands {
		if !strings.Contains(helpText, "`"+name) {
			t.Errorf("help.md does not tell of %s", name)
		}
		if text, ok := inspectCommand(name+" x", 1); !ok || !strings.Contains(text, name) {
			t.Errorf("inspecting %s gives %q", name, text)
		}
	}
	for _, l := range strings.Split(helpText, "\n") {
		cell, ok := strings.CutPrefix(l, "| `")
		if name, _, _ := strings.Cut(cell, " "); ok && strings.HasPrefix(name, "%") && commands[strings.TrimRight(name, "`")] == nil {
			t.Errorf("help.md tells of %s, which there is not", name)
		}
	}
}

func TestCompleteCommand(t *testing.T) {
	s := newShell(t)
	for _, c := range []struct{ code, want string }{
		{"%ti", "%time %timeit %timing"},
		{"x := 1\n%who", "%whos"},
		{"%%b", "%%bash"},
	} {
		var got []string
		for _, i := range s.Complete(c.code, len(c.code)).Items {
			got = append(got, i.Text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q completes to %q, want %q", c.code, got, c.want)
		}
	}
}

// TestCommandsForEditors holds that each command may be written as gonb has it for editors that want to see Go.
func TestCommandsForEditors(t *testing.T) {
	for name := range commands {
		if _, isMain := mainArgs(name); isMain {
			continue // it divides the cell: see TestSplit
		}
		for _, code := range []string{name + " x", gonbPrefix + name + " x"} {
			if p := split(code); len(p) != 1 || !p[0].command || p[0].text != name+" x" {
				t.Errorf("%q is split into %+v", code, p)
			}
		}
	}
}
